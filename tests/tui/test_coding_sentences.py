"""Placing codes by key on the coding screen, and what is on disk afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.domain.coding import CodedState, Span
from coder.tui.coding.screen import CodingScreen
from coder.tui.pieces.answer_text import AnswerText
from coder.usecases.questions import change_question
from tests.builders import SmallProject, act, code_answer, small_project
from tests.tui.desks import QUESTION, press, seen, views_on_disk, workbench

pytestmark = pytest.mark.slow

TEXT = "Vi treng folk. Det må finnast plassar her i bygda. Og tid!"
FIRST, SECOND, THIRD = (0, 14), (15, 50), (51, 58)


def _project(tmp_path: Path, *texts: str, exclusive: bool = False) -> SmallProject:
    project = small_project(tmp_path / "a.sqlite", texts=texts, exclusive=exclusive)
    act(
        project.engine,
        None,
        "set_question",
        lambda work: change_question(work, QUESTION, unit="sentence", reading_order="file"),
    )
    return project


def _placed(project: SmallProject, number: int = 0) -> dict[int, tuple[Span, ...]]:
    [view] = views_on_disk(project, project.answers[number])
    return {project.codes.index(each.code_id) + 1: each.excerpts for each in view.codings}


@pytest.mark.slow
async def test_a_three_sentence_answer_is_coded_sentence_by_sentence(tmp_path: Path) -> None:
    project = _project(tmp_path, TEXT, "Vet ikke")
    async with workbench(tmp_path / "a.sqlite") as (app, pilot):
        assert "placed ─── 0 of 3" in seen(app, "#codes")
        await press(app, pilot, "1", "enter", "2", "shift+down", "3")
        assert _placed(project) == {1: (FIRST,), 2: (SECOND,), 3: ((15, 58),)}
        assert "3 of 3" in seen(app, "#codes")
        assert "● Samarbeid  «Vi treng folk»" in seen(app, "#codes")
        await press(app, pilot, "enter")
        assert views_on_disk(project, project.answers[0])[0].state is CodedState.DONE
        assert "Vet ikke" in seen(app, "#text")
        await press(app, pilot, *"opp", "enter")
    assert _placed(project, 1) == {3: ((0, 8),)}


@pytest.mark.slow
async def test_the_same_code_is_added_elsewhere_and_taken_off_where_it_stands(tmp_path: Path) -> None:
    project = _project(tmp_path, TEXT)
    async with workbench(tmp_path / "a.sqlite") as (app, pilot):
        await press(app, pilot, "1", "down", "1")
        assert _placed(project) == {1: (FIRST, SECOND)}
        await press(app, pilot, *"sam", "enter")
        assert "is set already" in seen(app, "#hint")
        await press(app, pilot, "up", "1")
        assert _placed(project) == {1: (SECOND,)}
        await press(app, pilot, "backspace")
        assert _placed(project) == {}


@pytest.mark.slow
async def test_words_are_adjusted_and_undo_goes_back_to_them(tmp_path: Path) -> None:
    project = _project(tmp_path, TEXT)
    async with workbench(tmp_path / "a.sqlite") as (app, pilot):
        await press(app, pilot, "down", "alt+right", "alt+right", "ctrl+left", "1", "down")
        [[words]] = _placed(project).values()
        assert TEXT[slice(*words)] == "finnast plassar her i"
        screen = app.screen
        assert isinstance(screen, CodingScreen)
        assert screen.place.chosen == THIRD
        await press(app, pilot, "ctrl+z")
        assert _placed(project) == {}
        assert screen.place.chosen == words


@pytest.mark.slow
async def test_all_sentences_the_whole_answer_and_the_other_unit(tmp_path: Path) -> None:
    project = _project(tmp_path, TEXT)
    async with workbench(tmp_path / "a.sqlite") as (app, pilot):
        await press(app, pilot, "ctrl+a", "1")
        assert _placed(project) == {1: ((0, 58),)}
        await press(app, pilot, "shift+tab")
        assert _placed(project) == {1: ()}
        await press(app, pilot, "tab", "2")
        assert _placed(project) == {1: (), 2: ()}
        await press(app, pilot, "tab", "2")
        assert _placed(project) == {1: (), 2: ((0, 58),)}


@pytest.mark.slow
async def test_done_at_once_and_codes_are_browsed_beside(tmp_path: Path) -> None:
    project = _project(tmp_path, TEXT, "Vet ikke")
    async with workbench(tmp_path / "a.sqlite") as (app, pilot):
        await press(app, pilot, "ctrl+down", "down", "enter")
        assert _placed(project) == {2: (FIRST,)}
        await press(app, pilot, "ctrl+d")
        assert views_on_disk(project, project.answers[0])[0].state is CodedState.DONE
        assert "Vet ikke" in seen(app, "#text")


@pytest.mark.slow
async def test_in_an_exclusive_codebook_the_other_code_goes_with_its_places(tmp_path: Path) -> None:
    project = _project(tmp_path, TEXT, exclusive=True)
    async with workbench(tmp_path / "a.sqlite") as (app, pilot):
        await press(app, pilot, "1", "down", "2")
        assert _placed(project) == {2: (SECOND,)}
        assert "Samarbeid" not in seen(app, "#codes")


@pytest.mark.slow
async def test_what_another_wrote_leaves_the_coder_where_they_stood(tmp_path: Path) -> None:
    project = _project(tmp_path, TEXT)
    async with workbench(tmp_path / "a.sqlite") as (app, pilot):
        await press(app, pilot, "down")
        code_answer(project.engine, project.answers[0], project.codes[0], project.kari, [SECOND])
        await press(app, pilot, "2")
        await press(app, pilot, "3")
        assert _placed(project) == {1: (SECOND,), 2: (SECOND,), 3: (SECOND,)}
        assert "Samarbeid" in seen(app, "#codes")


@pytest.mark.slow
async def test_the_text_scrolls_to_where_the_coder_stands(tmp_path: Path) -> None:
    long = " ".join(f"Setning nummer {n} handlar om folk og tid." for n in range(2_000))
    project = _project(tmp_path, long)
    async with workbench(tmp_path / "a.sqlite") as (app, pilot):
        text = app.screen.query_one(AnswerText)

        def in_sight() -> str:
            rows = range(text.scroll_offset.y, text.scroll_offset.y + text.size.height)
            return " ".join(
                "".join(p.text for p in text.lines[row].left) for row in rows if row < len(text.lines)
            )

        await press(app, pilot, *["down"] * 30)
        assert "nummer 30 handlar" in in_sight()
        await press(app, pilot, "ctrl+a", "down")
        assert "nummer 1999 handlar" in in_sight()
        await press(app, pilot, "1")
        assert long[slice(*_placed(project)[1][0])] == "Setning nummer 1999 handlar om folk og tid."
        await press(app, pilot, *["pageup"] * 3)
        assert "nummer 1999" not in in_sight()


@pytest.mark.slow
async def test_the_header_counts_what_is_covered_from_key_to_key(tmp_path: Path) -> None:
    project = _project(tmp_path, TEXT, "Vet ikke")
    code_answer(project.engine, project.answers[1], project.codes[0], project.kari)
    async with workbench(tmp_path / "a.sqlite", size=(140, 40)) as (app, pilot):
        await press(app, pilot, "home")
        assert "coded 1 · placed 1 of 4" in seen(app, "#header")
        await press(app, pilot, "1", "2", "down", "1")
        assert "coded 2 · placed 3 of 4" in seen(app, "#header")
        await press(app, pilot, "ctrl+z")
        await press(app, pilot, "home")
        assert "coded 2 · placed 2 of 4" in seen(app, "#header")


@pytest.mark.slow
async def test_a_code_tells_who_made_it_and_where(tmp_path: Path) -> None:
    project = _project(tmp_path, TEXT, "Vet ikke")
    async with workbench(tmp_path / "a.sqlite") as (app, pilot):
        await press(app, pilot, "right", *"bustad", "ctrl+n")
        assert "1 answer · made at answer 2 by kari" in seen(app, "#definition")
    assert views_on_disk(project, project.answers[1])[0].codings[0].excerpts == ((0, 8),)

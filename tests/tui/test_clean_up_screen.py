"""Clearing up the code list on the screen, and giving the answers of Annet other codes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from coder.domain.codebook import CodeKind
from coder.store.questions import codebook_of_question
from coder.store.unit_of_work import Writing
from coder.tui.alike.groups_state import GroupsState
from coder.tui.answers.screen import AnswersScreen
from coder.tui.code_list.clean_up_lines import FindingRows
from coder.tui.code_list.clean_up_screen import CleanUpScreen
from coder.tui.code_list.clean_up_state import CleanUpState
from coder.tui.code_list.other_screen import OtherScreen
from coder.tui.code_list.screen import CodeListScreen
from coder.tui.code_list.texts_screen import CodeTextsScreen
from coder.tui.dialogs.choice import ChoiceDialog
from coder.tui.dialogs.code_or_new import CodeOrNewDialog
from coder.tui.dialogs.typed_questions import ConfirmDialog, TextDialog
from coder.usecases.codebook.clean_up import clean_up
from coder.usecases.codebook.growth import add_code
from coder.usecases.coding.setting import mark_done, set_code
from tests.builders import SmallProject, act, ask, coded_by, small_project
from tests.made_once import made_once
from tests.tui.desks import QUESTION, press, seen, shown, until, workbench
from tests.usecases.codebooks import code, paths

CODES = ("Kommunale tjenester", "Kommunale tenester", "Skyss")
KINDS = ("Fleire praksisplassar hos bedrifter {n}", "Kommunen trenger penger til tiltak {n}")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "p.sqlite"


@pytest.fixture
@made_once
def project(file: Path) -> SmallProject:
    """24 answers that are done, twelve of them under «Annet» in two kinds."""
    made = small_project(file, texts=[KINDS[n % 2].format(n=n) for n in range(24)], codes=CODES)

    def code_all(work: Writing) -> int:
        other = add_code(work, codebook_of_question(work, made.question_id), "Annet", kind=CodeKind.OTHER)
        for place, answer in enumerate(made.answers):
            set_code(work, answer, made.codes[0] if place >= 12 else other, made.kari, [])
            mark_done(work, answer, made.kari)
        return other

    other = act(made.engine, made.kari, "import_codings", code_all)
    return SmallProject(
        made.engine, made.question_id, made.answers, [*made.codes, other], made.kari, made.ola
    )


def test_groups_that_were_given_a_code_are_gone_and_the_cursor_stays_on_what_is_left() -> None:
    state = GroupsState([("buss", [1, 2, 3]), ("penger", [4, 5]), ("i ingen gruppe", [6])])
    state.move(1)
    state.let_go([1, 2, 3])
    assert (state.group.name, state.place) == ("penger", 0)
    state.enter()
    state.move(1)
    state.let_go([5])
    assert (state.group.answer_ids, state.member) == ((4,), 0)
    state.let_go([4, 6])
    assert (state.groups, state.member) == ([], None)


def test_a_heading_over_one_code_is_named_whole_where_it_has_room(file: Path) -> None:
    theme = "Kompetanse og kunnskap om psykisk helse hos arbeidsgiver"
    made = small_project(file, codes=())
    path = f"{theme} > Opplæring av ledere og tillitsvalgte i bedriften"
    act(
        made.engine,
        made.kari,
        "add_code",
        lambda work: add_code(work, codebook_of_question(work, made.question_id), path),
    )
    rows = FindingRows(CleanUpState(ask(made.engine, lambda work: clean_up(work, QUESTION))), 80)
    assert f"    «{theme}»" in shown([rows.line_at(place) for place in range(len(rows))], 80)


@pytest.mark.slow
async def test_nearly_equal_codes_are_merged_from_the_list_of_what_to_clear_up(
    file: Path, project: SmallProject
) -> None:
    async with workbench(file, question=None, size=(80, 24)) as (app, pilot):
        app.push_screen(CodeListScreen(QUESTION))
        await until(pilot, lambda: "Kommunale tenester" in _shown(app.screen, "#list"))
        await pilot.press("shift+f5")
        await until(pilot, lambda: "to look at" in _shown(app.screen, "#title"))
        clean = app.screen
        assert isinstance(clean, CleanUpScreen)
        assert "50 % of answers; 12 answers" in seen(app, "#list")
        await pilot.press("down")
        assert "24" not in seen(app, "#about")
        await until(pilot, lambda: "Kommunale tenester" in seen(app, "#about"))
        await press(app, pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, ChoiceDialog))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ConfirmDialog))
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is clean and "Nearly equal" not in seen(app, "#list"))
        assert len(paths(project.engine)) == len(CODES)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: "Nearly equal" in seen(app, "#list"))


@pytest.mark.slow
async def test_what_is_meant_so_is_put_away_with_a_reason_and_listed_when_asked_for(
    file: Path, project: SmallProject
) -> None:
    async with workbench(file, question=None, size=(120, 40)) as (app, pilot):
        app.push_screen(CleanUpScreen(QUESTION))
        await until(pilot, lambda: "7 to look at" in seen(app, "#title"))
        await pilot.press("down", "m")
        await until(pilot, lambda: isinstance(app.screen, TextDialog))
        await pilot.press("enter")
        await until(pilot, lambda: "6 to look at · 1 meant so" in _shown(app.screen, "#title"))
        assert "Nearly equal" not in seen(app, "#list")
        await pilot.press("ctrl+a")
        await until(pilot, lambda: "✓ «Kommunale tjenester» · «Kommunale tenester»" in seen(app, "#list"))
        await pilot.press("ctrl+z")
        await until(pilot, lambda: "7 to look at" in seen(app, "#title"))


@pytest.mark.slow
async def test_each_finding_leads_where_it_is_dealt_with(file: Path, project: SmallProject) -> None:
    async with workbench(file, question=None, size=(100, 30)) as (app, pilot):
        clean = CleanUpScreen(QUESTION)
        app.push_screen(clean)
        await until(pilot, lambda: "to look at" in _shown(app.screen, "#title"))
        for kind, opened in ((OtherScreen, 0), (CodeTextsScreen, 2), (ConfirmDialog, 5)):
            assert clean.clean is not None
            await pilot.press(*["up"] * 9, *["down"] * opened, "enter")
            await until(pilot, lambda kind=kind: isinstance(app.screen, kind))  # type: ignore[misc]
            await pilot.press("escape")
            await until(pilot, lambda: app.screen is clean)
        await pilot.press("up", "f6")
        await until(pilot, lambda: isinstance(app.screen, AnswersScreen))


@pytest.mark.slow
async def test_a_group_of_annet_gets_a_new_code_shown_before_and_one_undo_takes_it_back(
    file: Path, project: SmallProject
) -> None:
    other = project.codes[-1]

    def under_other() -> int:
        return sum(other in codes for codes in coded_by(project.engine, project.kari).values())

    async with workbench(file, question=None, size=(100, 30)) as (app, pilot):
        screen = OtherScreen(QUESTION, code(project.engine, "Annet"))
        app.push_screen(screen)
        await until(pilot, lambda: screen.state is not None)
        assert screen.state is not None
        assert "12 answers" in seen(app, "#title")
        chosen = len(screen.state.group.answer_ids)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CodeOrNewDialog))
        await pilot.press(*"Praksisplasser", "enter")
        await until(pilot, lambda: isinstance(app.screen, ConfirmDialog))
        assert "are to be read again for it" in app.screen.asked  # type: ignore[attr-defined]
        await pilot.press("enter")
        await until(pilot, lambda: under_other() == 12 - chosen)
        assert "Praksisplasser" in paths(project.engine)
        await until(pilot, lambda: f"{12 - chosen} answers" in _shown(app.screen, "#title"))
        await pilot.press("ctrl+z")
        await until(pilot, lambda: under_other() == 12)
        await until(pilot, lambda: "12 answers" in _shown(app.screen, "#title"))


def _shown(screen: object, selector: str) -> str:
    from coder.tui.pieces.lines_view import LinesView

    found: Sequence[LinesView] = list(screen.query(selector).results(LinesView))  # type: ignore[attr-defined]
    return "\n".join(line for view in found for line in shown(list(view.lines), 120))


@pytest.mark.slow
async def test_on_another_code_the_key_for_annet_says_what_it_is_for(
    file: Path, project: SmallProject
) -> None:
    async with workbench(file, question=None) as (app, pilot):
        app.push_screen(CodeListScreen(QUESTION))
        await until(pilot, lambda: "Kommunale tenester" in _shown(app.screen, "#list"))
        await pilot.press("ctrl+e")
        await until(pilot, lambda: "codes of kind other; ^t sets the kind" in seen(app, "#hint"))
        assert isinstance(app.screen, CodeListScreen)

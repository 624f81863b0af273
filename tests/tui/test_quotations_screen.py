"""Quotations on the screen: found, decided on, chosen, and written to a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from coder.domain.passages import PassageKey
from coder.store.answers import answers_by_id
from coder.store.exports import exports_of
from coder.store.findings import findings_on
from coder.store.passages import passages_of
from coder.tui.app import WorkbenchApp
from coder.tui.dialogs.typed_questions import ConfirmDialog, TextDialog
from coder.tui.pieces.text_line import TextLine
from coder.tui.quotations.screen import QuotationsScreen
from coder.tui.screens import name_of
from coder.usecases.report.analyses import write_analysis
from coder.usecases.report.passages import star
from tests.builders import SmallProject, act, ask, code_answer, finish, small_project
from tests.made_once import made_once
from tests.tui.desks import press, seen, until, workbench
from tests.usecases.quoted_project import quoted_project, star_words

PLACE = "Tettere samarbeid med legene i Lillevik."
NYNORSK = "Vi treng fleire folk."

pytestmark = pytest.mark.slow


@pytest.fixture
@made_once
def project(tmp_path: Path) -> SmallProject:
    p = quoted_project(tmp_path)
    star_words(p, p.codes[0], PLACE)
    star_words(p, p.codes[1], NYNORSK)
    return p


def is_quiet(app: WorkbenchApp) -> bool:
    screen, idle = app.screen, all(worker.is_finished for worker in app.workers)
    if isinstance(screen, QuotationsScreen):
        state = screen.state
        return idle and state is not None and state.has_suggested and state.is_checked and not state.unsaved
    return idle


async def do(app: WorkbenchApp, pilot: Pilot[None], *keys: str) -> None:
    await press(app, pilot, *keys)
    await until(pilot, lambda: is_quiet(app))


async def at_quotations(app: WorkbenchApp, pilot: Pilot[None]) -> QuotationsScreen:
    await do(app, pilot, "q")
    screen = app.screen
    assert isinstance(screen, QuotationsScreen)
    return screen


def file_of(p: SmallProject) -> Path:
    return Path(str(p.engine.url.database))


def decisions(p: SmallProject) -> list[tuple[str, str | None, str]]:
    return [
        (each.decision, each.replacement, each.reason)
        for each in ask(p.engine, lambda w: findings_on(w, p.answers))
    ]


@pytest.mark.slow
async def test_a_mention_is_masked_and_the_report_can_leave(project: SmallProject) -> None:
    async with workbench(file_of(project), None, (80, 24)) as (app, pilot):
        await at_quotations(app, pilot)
        assert "1 undecided" in seen(app, "#status")
        await do(app, pilot, "n", "m")
        assert isinstance(app.screen, TextDialog)
        await do(app, pilot, "enter")
        assert "legene i [" in seen(app, "#texts")
        assert "can leave" in seen(app, "#status")
        await do(app, pilot, "ctrl+z")
        assert PLACE in seen(app, "#texts")
        assert "1 undecided" in seen(app, "#status")


@pytest.mark.slow
async def test_a_mention_is_kept_for_a_reason_only_and_undecided_again(project: SmallProject) -> None:
    async with workbench(file_of(project), None, (80, 24)) as (app, pilot):
        await at_quotations(app, pilot)
        await do(app, pilot, "n", "k", "space", "enter")
        assert decisions(project) == []
        await do(app, pilot, "k", *"oppdiktet", "enter")
        assert decisions(project) == [("keep", None, "oppdiktet")]
        assert "kept: oppdiktet" in seen(app, "#texts")
        await do(app, pilot, "u")
        assert decisions(project) == []


@pytest.mark.slow
async def test_redacting_is_asked_twice_and_stays(project: SmallProject) -> None:
    p = project
    async with workbench(file_of(p), None, (100, 30)) as (app, pilot):
        await at_quotations(app, pilot)
        await do(app, pilot, "n", "r", "enter")
        assert isinstance(app.screen, ConfirmDialog)
        assert "for good" in app.screen.asked
        await do(app, pilot, "enter")
        assert isinstance(app.screen, ConfirmDialog)
        await do(app, pilot, "escape")
        assert decisions(p) == []
        await do(app, pilot, "r", "ctrl+u", *"sted", "enter", "enter", "enter")
        texts = ask(p.engine, lambda work: answers_by_id(work, p.answers))
        assert texts[p.answers[2]].text == "Tettere samarbeid med legene i [sted]."
        assert "can leave" in seen(app, "#status")


@pytest.mark.slow
async def test_a_dropped_answer_is_not_in_the_report(project: SmallProject) -> None:
    async with workbench(file_of(project), None, (80, 24)) as (app, pilot):
        await at_quotations(app, pilot)
        await do(app, pilot, "n", "d", "enter")
        assert "stays out" in seen(app, "#texts")
        assert "★ 1" in seen(app, "#title")
        assert "can leave" in seen(app, "#status")


@pytest.mark.slow
async def test_a_text_is_chosen_no_longer_and_again(project: SmallProject) -> None:
    p = project
    async with workbench(file_of(p), None, (80, 24)) as (app, pilot):
        await at_quotations(app, pilot)
        await do(app, pilot, "s")
        assert [each.starred for each in ask(p.engine, lambda w: passages_of(w, p.question_id))] == [True]
        assert PLACE in seen(app, "#texts")
        await do(app, pilot, "s")
        assert len(ask(p.engine, lambda w: passages_of(w, p.question_id))) == 2


@pytest.mark.slow
async def test_the_report_is_written_once_all_is_decided(
    project: SmallProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    p = project
    monkeypatch.chdir(tmp_path)
    async with workbench(file_of(p), None, (100, 30)) as (app, pilot):
        await at_quotations(app, pilot)
        await do(app, pilot, "e", "r")
        assert isinstance(app.screen, QuotationsScreen)
        await do(app, pilot, "n", "m", "ctrl+u", *"sted", "enter", "e", "r")
        assert app.screen.query_one(TextLine).value == "hva_skal_til_report.docx"
        await do(app, pilot, *"a.md", "enter")
        await until(pilot, lambda: (tmp_path / "a.md").exists() and is_quiet(app))
    written = (tmp_path / "a.md").read_text(encoding="utf-8")
    assert "legene i [sted]" in written.replace("\\", "")
    assert [each.what for each in ask(p.engine, lambda w: exports_of(w, p.question_id))] == ["quotes"]


@pytest.mark.slow
async def test_a_figure_of_an_unknown_code_is_told_before_a_file_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    p = quoted_project(tmp_path)
    star_words(p, p.codes[1], NYNORSK)
    act(p.engine, p.kari, "write", lambda work: write_analysis(work, p.question_id, None, "{antall:Folkk}"))
    async with workbench(file_of(p), None, (100, 24)) as (app, pilot):
        await at_quotations(app, pilot)
        assert "cannot leave. The note under «The answers as a whole»: {antall:Folkk}" in seen(app, "#status")
        await do(app, pilot, "e", "r")
        assert not isinstance(app.screen, TextDialog)


@pytest.mark.slow
async def test_a_file_that_is_there_stays_unless_writing_over_it_is_chosen(
    project: SmallProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    there = tmp_path / "a.md"
    there.write_text("mine", encoding="utf-8")
    async with workbench(file_of(project), None, (80, 24)) as (app, pilot):
        await at_quotations(app, pilot)
        await do(app, pilot, "e", "i")
        assert app.screen.query_one(TextLine).value == "hva_skal_til_internal.docx"
        await do(app, pilot, *"a.md", "enter", "enter")
        assert isinstance(app.screen, QuotationsScreen)
        assert there.read_text(encoding="utf-8") == "mine"
        await do(app, pilot, "e", "i", *"a.md", "enter", "o")
        await until(pilot, lambda: there.read_text(encoding="utf-8") != "mine" and is_quiet(app))


@pytest.mark.slow
async def test_what_waits_in_a_text_that_is_not_chosen_is_told_and_gone_to(tmp_path: Path) -> None:
    p = quoted_project(tmp_path)
    star_words(p, p.codes[1], NYNORSK)
    async with workbench(file_of(p), None, (80, 24)) as (app, pilot):
        screen = await at_quotations(app, pilot)
        assert "can leave" in seen(app, "#status")
        assert "? 1 in texts not chosen" in seen(app, "#status")
        await do(app, pilot, "n")
        assert screen.state is not None
        assert screen.state.passage is not None
        assert screen.state.passage.words == PLACE
        await do(app, pilot, "m", "enter")
        assert "not chosen" not in seen(app, "#status")


@pytest.mark.slow
async def test_what_stands_beside_is_chosen_and_an_unknown_variable_is_told(project: SmallProject) -> None:
    async with workbench(file_of(project), None, (100, 30)) as (app, pilot):
        await at_quotations(app, pilot)
        assert "municipality with under 2000 inhabitants" in seen(app, "#texts")
        await do(
            app, pilot, "a", "ctrl+u", *"i ", "left_curly_bracket", *"fylke", "right_curly_bracket", "enter"
        )
        assert "municipality with" in seen(app, "#texts")
        await do(app, pilot, "a", "ctrl+u", *"kommune", "enter")
        assert "★ kommune" in seen(app, "#texts")


@pytest.mark.slow
async def test_it_is_reached_from_the_themes_too(project: SmallProject) -> None:
    async with workbench(file_of(project), None, (80, 24)) as (app, pilot):
        await do(app, pilot, "t")
        await until(pilot, lambda: "Lege" in seen(app, "#texts"))
        await at_quotations(app, pilot)
        await do(app, pilot, "escape")
        assert name_of(app.screen) == "theme"


@pytest.mark.slow
async def test_an_answer_that_stands_out_as_a_whole_is_kept_but_not_masked(tmp_path: Path) -> None:
    p = small_project(tmp_path / "p.sqlite")
    code_answer(p.engine, p.answers[3], p.codes[2], p.kari)
    finish(p.engine, p.answers[3], p.kari)
    key = PassageKey(p.answers[3], p.codes[2], None)
    act(p.engine, p.kari, "star_passage", lambda work: star(work, [key]))
    async with workbench(file_of(p), None, (100, 30)) as (app, pilot):
        await at_quotations(app, pilot)
        assert "combination of background" in seen(app, "#texts")
        assert "1 undecided" in seen(app, "#status")
        await do(app, pilot, "n", "m")
        assert isinstance(app.screen, QuotationsScreen)
        await do(app, pilot, "k", *"avtalt", "enter")
        assert "can leave" in seen(app, "#status")
    assert decisions(p) == [("keep", None, "avtalt")]

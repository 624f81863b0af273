"""The list of questions: its numbers, its columns, and what can be done from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.domain.question import Question
from coder.domain.roles import Role
from coder.store.backup import entry_in, known_backups
from coder.store.coders import present_coder
from coder.store.history import last_number
from coder.store.notes import NotedOn
from coder.store.question_counts import CoverageCounts, QuestionCounts
from coder.tui.answers.screen import AnswersScreen
from coder.tui.dialogs.typed_questions import ConfirmDialog, MenuDialog
from coder.tui.home.lines import WIDE, detail_lines, empty_lines, heading_line, question_line, title_line
from coder.tui.pieces.line_list import LineList
from coder.tui.pieces.text_line import TextLine
from coder.usecases.coding.flags import set_flag
from coder.usecases.coding.notes import write_note
from coder.usecases.home import QuestionRow, counted, covered
from coder.usecases.team.approval import ApprovedCoding
from coder.usecases.team.roles import grant
from tests.builders import (
    act,
    add_answers,
    add_question,
    ask,
    code_answer,
    finish,
    new_project,
    question,
    small_project,
)
from tests.tui.desks import QUESTION, seen, shown, until, workbench

COVERED = CoverageCounts(coded=12, sentences=80, placed=20, others=("ola", "per"))


def row(
    text: str = "Hva skal til for å få flere i arbeid?", unit: str = "sentence", **counts: int
) -> QuestionRow:
    asked = Question(
        1, "u", "hva_skal_til", text, 1, False, unit, "list", "responsible", "random", "", None, None
    )
    return QuestionRow(asked, QuestionCounts(**{"answers": 40, "done": 10, "codes": 7, **counts}))


def test_numbers_stand_under_their_headings_at_any_width() -> None:
    for width in (77, 137):
        heading = shown(heading_line(width), width)[0]
        line = shown(question_line(row(), COVERED, width), width)[0]
        for word, number in (
            ("answers", "40"),
            ("done", "10"),
            ("codes", "7"),
            ("coded", "30 %"),
            ("placed", "25 %"),
        ):
            end = heading.index(word) + len(word)
            assert line[:end].endswith(" " + number)


def test_a_wide_screen_shows_the_other_coders_and_what_waits() -> None:
    heading = shown(heading_line(WIDE), WIDE)[0]
    line = shown(question_line(row(flags=3, notes=4), COVERED, WIDE), WIDE)[0]
    for word, number in (("others", "2"), ("flags", "3"), ("notes", "4")):
        assert line[: heading.index(word) + len(word)].endswith(" " + number)


def test_coverage_that_is_still_counted_is_waited_for() -> None:
    assert shown(question_line(row(), None, 77), 77)[0].split()[-2:] == ["…", "…"]


def test_numbers_that_are_still_counted_are_waited_for() -> None:
    waiting = QuestionRow(row().question)
    assert shown(question_line(waiting, None, 77), 77)[0].split()[-5:] == ["…"] * 5


def test_the_question_is_told_in_full_with_what_waits() -> None:
    lines = shown(detail_lines(row(started=1, flags=2), COVERED, 70), 70)
    assert lines[0] == "Hva skal til for å få flere i arbeid?"
    assert "hva_skal_til · coded sentence by sentence · read in random order" in lines
    assert "12 of 40 answers and 20 of 80 sentences have codes" in lines
    assert "Other coders: ola, per" in lines
    assert "Waiting: 1 answer begun, 2 flags" in lines


def test_placed_sentences_are_counted_only_where_sentences_are_coded() -> None:
    whole = row(unit="answer")
    assert "12 of 40 answers have codes" in shown(detail_lines(whole, COVERED, 70), 70)
    assert shown(question_line(whole, COVERED, 77), 77)[0].split()[-3:] == ["30", "%", "–"]


def test_an_empty_project_says_how_to_go_on() -> None:
    assert "Press i to import a survey file." in shown(empty_lines())


def test_counts_are_one_coders_own(tmp_path: Path) -> None:
    project = small_project(tmp_path / "a.sqlite")
    code_answer(project.engine, project.answers[0], project.codes[0], project.kari)
    code_answer(project.engine, project.answers[1], project.codes[1], project.kari, [(0, 17)])
    finish(project.engine, project.answers[0], project.kari)
    finish(project.engine, project.answers[3], project.ola)
    act(
        project.engine,
        project.kari,
        "set_flag",
        lambda work: set_flag(work, project.answers[2], project.kari, flagged=True),
    )
    kari = present_coder(project.engine, "kari")
    found = ask(project.engine, lambda work: counted(work, kari))
    assert found[project.question_id] == QuestionCounts(
        answers=5, done=1, started=1, codes=3, flags=1, notes=0
    )
    coverage = ask(project.engine, lambda work: covered(work, project.question_id, kari))
    # The first answer is one sentence, so that its code on the whole is placed; the second has two.
    assert coverage == CoverageCounts(
        coded=2, sentences=6, placed=2, others=("ola",), settled=(("kari", 1), ("ola", 1))
    )


def test_who_opens_a_colleagues_project_reads_whose_codings_tables_count(tmp_path: Path) -> None:
    project = small_project(tmp_path / "a.sqlite")
    for answer in project.answers[:3]:
        finish(project.engine, answer, project.ola)
    kari, ola = present_coder(project.engine, "kari"), present_coder(project.engine, "ola")
    mine = ask(project.engine, lambda work: covered(work, project.question_id, kari))
    assert "Another coder: ola · tables count ola (3)" in shown(detail_lines(row(), mine, 70), 70)
    own = ask(project.engine, lambda work: covered(work, project.question_id, ola))
    assert not any("tables count" in each for each in shown(detail_lines(row(), own, 70), 70))


@pytest.mark.slow
async def test_a_researcher_chooses_coding_by_sentence_on_the_screen(tmp_path: Path) -> None:
    project = small_project(tmp_path / "a.sqlite")
    async with workbench(tmp_path / "a.sqlite", None) as (app, pilot):
        await until(pilot, lambda: "0 of 5 answers have codes" in seen(app, "#detail"))
        await pilot.press("s", "u", "down", "enter")
        await until(pilot, lambda: "0 of 6 sentences have codes" in seen(app, "#detail"))
        assert "coded sentence by sentence" in seen(app, "#detail")
    assert question(project.engine, QUESTION).unit == "sentence"


@pytest.mark.slow
async def test_a_researcher_chooses_on_the_screen_that_suggestions_are_hidden_on_some_answers(
    tmp_path: Path,
) -> None:
    project = small_project(tmp_path / "a.sqlite")
    async with workbench(tmp_path / "a.sqlite", None) as (app, pilot):
        await pilot.press("s", "s")
        await until(pilot, lambda: bool(app.screen.query("ChoiceDialog LineList")))
        listed = seen(app, "ChoiceDialog LineList").splitlines()
        assert [each for each in listed if "●" in each] == [" ● on every answer"]
        await pilot.press("down", "down", "down", "enter")
        await until(pilot, lambda: "hidden on 20 % of the answers" in seen(app, "#detail"))
    asked = question(project.engine, QUESTION)
    assert (asked.suggest, asked.hidden_percent) == ("hidden_share", 20)


@pytest.mark.slow
async def test_a_project_without_questions_leads_to_the_files(tmp_path: Path) -> None:
    new_project(tmp_path / "a.sqlite")
    async with workbench(tmp_path / "a.sqlite", None) as (app, pilot):
        await until(pilot, lambda: "No questions yet." in seen(app, "#said"))
        await pilot.press("i")
        await until(pilot, lambda: bool(app.screen.query("#picker")))
        await pilot.press("escape")
        await until(pilot, lambda: bool(app.screen.query("#questions")))


def test_notes_that_wait_are_told_first_and_others_flags_too() -> None:
    lines = shown(detail_lines(row(waiting=2, waiting_own=1, flags_of_others=3), COVERED, 70), 70)
    assert "Waiting: 2 notes of others (w), 1 note of yours (w), 3 flags of others" in lines


def test_notes_that_do_not_wait_are_not_said_to() -> None:
    lines = shown(detail_lines(row(flags_of_others=1, notes=2), COVERED, 70), 70)
    assert "Waiting: 1 flag of others · 2 notes" in lines
    assert "2 notes" in shown(detail_lines(row(notes=2), COVERED, 70), 70)


def test_an_approval_stands_with_the_coverage_and_says_when_it_is_of_another_coding() -> None:
    for is_changed, sign, told in ((False, "✓", ""), (True, "≠", ", changed since")):
        approved = ApprovedCoding("ola", 7, "2026-03-01T11:00:00.000000Z", is_changed)
        lines = shown(detail_lines(row(unit="answer"), COVERED, 76, approved=approved), 76)
        assert f"12 of 40 answers have codes · approved by ola, 2026-03-01{told}" in lines
        assert shown(question_line(row(), COVERED, 77, approved), 77)[0].startswith(f" {sign} Hva skal")


@pytest.mark.slow
async def test_a_leader_goes_to_what_waits_and_approves_the_coding(tmp_path: Path) -> None:
    project = small_project(tmp_path / "a.sqlite")
    finish(project.engine, project.answers[0], project.kari)
    on = NotedOn.ANSWER, project.answers[2], project.ola
    act(project.engine, project.ola, "write_note", lambda w: write_note(w, *on, "Innhold?", waits=True))
    async with workbench(tmp_path / "a.sqlite", None) as (app, pilot):
        await until(pilot, lambda: "1 note of others (w)" in seen(app, "#detail"))
        await pilot.press("w")
        await until(pilot, lambda: isinstance(app.screen, AnswersScreen) and "1 of 5" in seen(app, "#title"))
        assert "? ola: Innhold?" in seen(app, "#text")
        await pilot.press("escape", "escape")
        await until(pilot, lambda: "0 of 5 answers have codes" in seen(app, "#detail"))
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, ConfirmDialog))
        asked = seen(app, "#asked")
        assert "4 of 5 answers are not settled." in asked
        assert "A note on 1 answer waits for somebody." in asked
        await pilot.press("enter")
        await until(pilot, lambda: "approved by kari" in seen(app, "#detail"))
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, MenuDialog))
        await pilot.press("w")
        await until(pilot, lambda: "5 answers have codes" in seen(app, "#detail"))
        assert "approved" not in seen(app, "#detail")


def test_ones_own_time_gives_way_to_how_a_question_is_coded() -> None:
    for width, told in (
        (110, "your time 2 h 5 min, today 40 min"),
        (90, "your time 2 h 5 min"),
        (70, "order"),
    ):
        lines = shown(detail_lines(row(), COVERED, width, spent=(7510.0, 2410.0)), width)
        assert lines[1].endswith(told)
    assert "your time" not in "".join(shown(detail_lines(row(), COVERED, 110, spent=(59.0, 59.0)), 110))


def test_that_an_approved_coding_has_changed_is_said_however_narrow_it_is() -> None:
    approved = ApprovedCoding("ola", 7, "2026-03-01T11:00:00.000000Z", True)
    lines = shown(detail_lines(row(), COVERED, 76, approved=approved), 76)
    told = "12 of 40 answers and 20 of 80 sentences have codes · approved, changed since"
    assert told in lines


def test_a_reader_sees_in_the_title_that_this_role_only_reads() -> None:
    told = shown(title_line("Prosjekt", "Lise", (), Role.READER))
    assert told[0].endswith("Lise (only reads)")


@pytest.mark.slow
async def test_roles_stand_in_the_title_of_a_project_that_has_them(tmp_path: Path) -> None:
    project = small_project(tmp_path / "a.sqlite")
    grant(project.engine, "kari", "kari", Role.LEAD)
    async with workbench(tmp_path / "a.sqlite", None) as (app, _pilot):
        assert "kari (lead)" in seen(app, "#title")


@pytest.mark.slow
async def test_a_copy_to_hand_over_is_written_while_the_project_is_open(tmp_path: Path) -> None:
    project = small_project(tmp_path / "a.sqlite")
    code_answer(project.engine, 1, 1, project.kari)
    copy = tmp_path / "to ola.sqlite"
    async with workbench(tmp_path / "a.sqlite", None) as (app, pilot):
        await until(pilot, lambda: "answers have codes" in seen(app, "#detail"))
        await pilot.press("k")
        await until(pilot, lambda: bool(app.screen.query(TextLine)))
        app.screen.query_one(TextLine).value = str(copy)
        await pilot.press("enter")
        await until(pilot, lambda: any("project merge" in each.message for each in app._notifications))
    assert ask(project.engine, last_number) == entry_in(copy)
    assert copy in [each.path for each in known_backups(project.engine)]


@pytest.mark.slow
async def test_the_cursor_begins_on_the_question_that_was_coded_last(tmp_path: Path) -> None:
    project = small_project(tmp_path / "a.sqlite")
    other = add_question(project.engine, "hva_ellers")
    add_answers(project.engine, other, ["Ein til", "Og ein"])
    for key, place in ((QUESTION, 0), ("hva_ellers", 1), (QUESTION, 0)):
        async with workbench(tmp_path / "a.sqlite", key) as (app, pilot):
            await pilot.press("ctrl+q")
        async with workbench(tmp_path / "a.sqlite", None) as (app, pilot):
            await until(
                pilot, lambda: QUESTION in seen(app, "#detail") or "hva_ellers" in seen(app, "#detail")
            )
            assert app.screen.query_one("#questions", LineList).cursor == place

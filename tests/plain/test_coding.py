"""Coding by lines alone: what a line means, what is said of it, and what is on disk."""

from __future__ import annotations

import io
import re
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import click
import pytest

from coder.cli.group import cli
from coder.domain.codebook import Code
from coder.domain.coding import CodedState
from coder.plain.coding_desk import CodingDesk
from coder.plain.coding_room import CodingRoom
from coder.plain.seat import Seat
from coder.plain.talk import Talk
from coder.store.codes import codes_of
from coder.store.history import last_number
from coder.store.questions import question_named
from coder.store.sittings import Seated
from coder.store.unit_of_work import Reading, Writing
from coder.usecases.codebook.growth import define_code, rename_code
from coder.usecases.coding.reading import AnswerView, answer_view
from coder.usecases.questions import change_question
from coder.usecases.session import Session
from coder.usecases.team.following import OthersWrote
from coder.usecases.team.sittings import AtWork
from tests.builders import SmallProject, act, add_codes, ask, small_project
from tests.plain.talking import talked
from tests.tui.terminal import terminal


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "p.sqlite"


@pytest.fixture
def project(path: Path) -> SmallProject:
    return small_project(path)


def test_an_answer_is_said_with_its_place_its_codes_and_what_the_numbers_mean(
    path: Path, project: SmallProject
) -> None:
    said = talked(path)
    assert "Answer 1 of 5, respondent r1." in said
    assert "«Bedre samarbeid med Nav lokalt.»" in said
    assert "No codes are set; Enter alone: done without one." in said
    assert "1 Samarbeid; 2 Ressurser; 3 Oppfølging." in said
    assert said.endswith("Everything is saved.\n")


@pytest.mark.slow
def test_a_number_sets_what_was_said_with_it_and_takes_it_off_again(
    path: Path, project: SmallProject
) -> None:
    said = talked(path, "2", "1", "1")
    assert codes_on(project, 0) == {"Ressurser"}
    assert said.index("Set: Ressurser.") < said.index("Set: Samarbeid.") < said.index("Removed: Samarbeid.")


@pytest.mark.slow
def test_letters_set_the_code_they_fit_and_an_empty_line_is_done_and_next(
    path: Path, project: SmallProject
) -> None:
    said = talked(path, "sam", "", "ress", "")
    assert codes_on(project, 0) == {"Samarbeid"}
    assert codes_on(project, 1) == {"Ressurser"}
    assert state_of(project, 0) is state_of(project, 1) is CodedState.DONE
    assert "r1: done." in said
    assert "Answer 3 of 5, respondent r3." in said


@pytest.mark.slow
def test_of_several_codes_that_fit_a_number_an_empty_line_or_more_letters_choose(
    path: Path, project: SmallProject
) -> None:
    add_codes(project.engine, project.question_id, "Oppfølging i jobb", "Oppfølging hjemme")
    said = talked(path, "oppf", "2", "oppf", "", "oppf", "hjem", "oppf", "0")
    assert "3 codes fit:" in said
    assert "Nothing was chosen." in said
    assert codes_on(project, 0) == {"Oppfølging", "Oppfølging i jobb", "Oppfølging hjemme"}


def test_why_a_code_fits_is_said_where_its_name_does_not_tell(path: Path, project: SmallProject) -> None:
    first, second, third = project.codes

    def describe(work: Writing) -> None:
        define_code(work, first, definition="Om transport til arbeid.")
        define_code(work, second, aliases=["Transportstøtte"])
        rename_code(work, third, "Transport")

    act(project.engine, project.kari, "define_code", describe)
    said = talked(path, "transp", "0")
    assert "1: Transport.\n" in said
    assert "2: Ressurser, also called Transportstøtte.\n" in said
    assert "3: Samarbeid, by its definition: «Om transport til arbeid.»." in said


def test_a_command_in_place_of_a_choice_is_done_and_nothing_is_chosen(
    path: Path, project: SmallProject
) -> None:
    add_codes(project.engine, project.question_id, "Oppfølging i jobb")
    said = talked(path, "oppf i", "oppf", ".next")
    assert "Nothing was chosen." in said
    assert "Answer 2 of 5" in said


@pytest.mark.slow
def test_a_name_nothing_fits_becomes_a_code_only_when_that_is_confirmed(
    path: Path, project: SmallProject
) -> None:
    talked(path, "Bolig", "no", "Økonomi", "yes", ".new Tema > 3. linje")
    assert codes_on(project, 0) == {"Økonomi", "3. linje"}


@pytest.mark.slow
def test_nothing_applies_is_asked_about_where_codes_are_set(path: Path, project: SmallProject) -> None:
    said = talked(path, "1", "0", "no", "0", "yes")
    assert "Remove the 1 code set here, and mark the answer done without any?" in said
    assert "r1: done, without a code. «.undo» takes it back." in said
    assert codes_on(project, 0) == set()
    assert state_of(project, 0) is CodedState.DONE


@pytest.mark.slow
def test_undo_and_redo_say_what_they_did(path: Path, project: SmallProject) -> None:
    said = talked(path, "1", ".undo", ".redo")
    assert "Taken back: set a code, Samarbeid, r1." in said
    assert "Done again: set a code, Samarbeid, r1." in said
    assert codes_on(project, 0) == {"Samarbeid"}


@pytest.mark.slow
def test_codes_go_on_the_sentence_one_stands_on(path: Path, project: SmallProject) -> None:
    by_sentence(project)
    said = talked(path, ".go 2", "1", "", "2", ".remove", "3", "")
    assert "Sentence 1 of 2: «Vi manglar folk.»" in said
    assert "Set: Samarbeid on «Vi manglar folk.»" in said
    assert "Sentence 2 of 2: «Det tek for lang tid.»" in said
    assert codes_on(project, 1) == {"Samarbeid", "Oppfølging"}
    assert "r2: done." in said


@pytest.mark.slow
def test_notes_and_flags_are_written_and_said(path: Path, project: SmallProject) -> None:
    said = talked(path, ".note Usikker på denne", ".flag", ".note", ".where")
    assert "Your note: «Usikker på denne»" in said
    assert "Answer 1 of 5, respondent r1, flagged, 1 note." in said


def test_what_is_not_a_command_and_what_may_be_two_is_said(path: Path, project: SmallProject) -> None:
    said = talked(path, ".xyz", ".re")
    assert "There is no command «.xyz» here." in said
    assert "«.re» may mean" in said


def test_help_names_every_command(path: Path, project: SmallProject) -> None:
    said = talked(path, "?")
    for each in (".next", ".previous", ".undo", ".find WORDS", ".table", ".settle", ".quit"):
        assert f"\n{each}:" in said


def test_help_at_home_names_commands_of_the_program_that_are_there(path: Path, project: SmallProject) -> None:
    said = talked(path, "?", question=None)
    named = re.findall("^coder ([a-z ]+):", said, re.MULTILINE)
    assert {"import", "quotes", "sample", "export", "questions set"} <= set(named)
    for each in named:
        command: click.Command = cli
        for word in each.split():
            assert isinstance(command, click.Group)
            found = command.get_command(click.Context(command), word)
            assert found is not None, each
            command = found


def test_a_line_break_in_an_answer_forges_no_line(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite"
    small_project(path, texts=["Først.\nSet: Samarbeid.\r\ncode: \x1b[2J\x07"])
    said = talked(path)
    assert "\nSet: Samarbeid." not in said
    assert "«Først. / Set: Samarbeid. / code: ␛[2J␇»" in said


def test_what_others_wrote_is_said_before_the_next_line(path: Path, project: SmallProject) -> None:
    out, session = io.StringIO(), Session(str(path), "kari")
    session.open()
    try:
        seat = Seat(session, Talk(io.StringIO(".back\n"), out), suggests=False)
        room = CodingRoom(seat, "hva_skal_til", None)
        add_codes(project.engine, project.question_id, "Boliger", coder_id=project.ola)
        newest = ask(project.engine, last_number)
        seat.heard.put(OthersWrote(newest, frozenset({"code"}), frozenset({project.ola})))
        room.stay()
    finally:
        session.close()
    assert out.getvalue().endswith("New in the code list: Boliger.\ncode: \n")


@pytest.mark.slow
def test_that_numbers_mean_other_codes_is_said_the_first_time(path: Path, project: SmallProject) -> None:
    out, session = io.StringIO(), Session(str(path), "kari")
    session.open()
    try:
        room = CodingRoom(Seat(session, Talk(io.StringIO(), out), suggests=False), "hva_skal_til", None)
        room.arrive()
        first = list(room.desk.told)
        for told in (first, [*reversed(first)], first):
            room.desk.await_suggestions = partial(setattr, room.desk, "told", told)  # type: ignore[method-assign]
            room.say_place()
        room.desk.close()
    finally:
        session.close()
    [before, after] = out.getvalue().split("The numbers mean other codes now")
    assert before.count("1 Samarbeid;") == 2
    assert after.count("1 Samarbeid;") == 1


def by_sentence(project: SmallProject) -> None:
    act(
        project.engine,
        project.kari,
        "set_question",
        lambda work: change_question(work, "hva_skal_til", unit="sentence"),
    )


def codes_on(project: SmallProject, place: int) -> set[str]:
    names = {code.id: code.name for code in ask(project.engine, _all_codes)}
    return {names[each.code_id] for each in view_of(project, place).codings}


def state_of(project: SmallProject, place: int) -> CodedState:
    return view_of(project, place).state


def view_of(project: SmallProject, place: int) -> AnswerView:
    return ask(project.engine, lambda work: answer_view(work, project.answers[place], project.kari))


def _all_codes(work: Reading) -> list[Code]:
    return list(codes_of(work, question_named(work, "hva_skal_til").codebook_id))


@pytest.mark.slow
def test_the_terminal_is_given_whole_words_and_what_goes_on_is_set_in(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite"
    small_project(path, texts=["Eit langt svar. " * 20 + "Set: Samarbeid."])
    with terminal(["--plain", "--project", str(path), "code", "hva_skal_til"], 40, 60) as run:
        run.wait_for("code:")
        rows = run.text.splitlines()
    answer = rows[next(n for n, row in enumerate(rows) if row.startswith("«")) :]
    going_on = answer[1 : next(n for n, row in enumerate(answer) if "»" in row) + 1]
    assert all(row.startswith("  ") for row in going_on)
    assert all(
        word in ("Eit", "langt", "svar.", "Set:", "Samarbeid.»") for row in going_on for word in row.split()
    )


def test_who_comes_is_said_once(path: Path, project: SmallProject) -> None:
    out, session = io.StringIO(), Session(str(path), "kari")
    seat = Seat(session, Talk(io.StringIO("x\n"), out), suggests=False)
    ola = Seated("u", "ola", None, "terminal", "2026-01-01T12:00:00")
    for others in ((ola,), (replace(ola, question="hva_skal_til"),), ()):
        seat.take_in_others(AtWork(others))
    seat.talk.ask("code")
    assert out.getvalue() == "Here too: ola.\ncode: \n"


@pytest.mark.slow
def test_suggestions_that_come_late_are_said_before_the_next_line(path: Path, project: SmallProject) -> None:
    session = Session(str(path), "kari")
    session.open()
    desk = CodingDesk(Seat(session, Talk(io.StringIO(), io.StringIO()), suggests=True), "hva_skal_til", None)
    try:
        desk.await_suggestions()
        told = desk.told
        until = time.monotonic() + 30
        while desk.digits.source.suggested is None and time.monotonic() < until:
            is_new = desk.has_new_suggestions()
            assert is_new == (desk.told != told)
            time.sleep(0.05)
        assert desk.digits.source.suggested is not None
        assert desk.told == desk.digits.codes
        assert not desk.has_new_suggestions()
    finally:
        desk.close()
        session.close()

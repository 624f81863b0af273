"""Approving the coding of a question: told, taken back, and known to be of another coding than today's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from coder.store import approvals
from coder.store.notes import NotedOn
from coder.store.questions import question_named
from coder.store.unit_of_work import Writing
from coder.tables.options import TableOptions
from coder.usecases.codebook.order import move_code
from coder.usecases.coding.flags import set_flag
from coder.usecases.coding.notes import write_note
from coder.usecases.coding.setting import remove_code, reopen
from coder.usecases.history.details import told_changes
from coder.usecases.history.in_words import told_history
from coder.usecases.questions import change_question
from coder.usecases.tables.frequency_table import frequency_table
from coder.usecases.team.approval import (
    NotApprovedError,
    NothingToApproveError,
    approval_outlook,
    approve,
    approved_coding,
    withdraw_approval,
)
from tests.builders import (
    SmallProject,
    act,
    add_answers,
    add_codes,
    add_question,
    ask,
    code_answer,
    faults,
    finish,
    redo,
    small_project,
    undo,
)
from tests.usecases.merged_projects import Laptop, two_laptops

Q = "hva_skal_til"


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    return begun(str(tmp_path / "p.sqlite"))


def begun(url: str) -> SmallProject:
    """Make a project with one answer done."""
    made = small_project(url)
    code_answer(made.engine, made.answers[0], made.codes[0], made.kari)
    finish(made.engine, made.answers[0], made.kari)
    return made


def approved(project: SmallProject, coder: int | None = None) -> int:
    who = project.ola if coder is None else coder
    return act(project.engine, who, "approve_coding", lambda work: approve(work, Q, who))


def standing(project: SmallProject) -> tuple[str, bool] | None:
    found = ask(project.engine, lambda work: approved_coding(work, question_named(work, Q)))
    return None if found is None else (found.by, found.is_changed)


@pytest.mark.slow
@pytest.mark.parametrize("few", [approvals.FEW_CHANGES, 0])
def test_an_approval_stands_until_the_coding_that_counts_changes(
    project_url: str, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(approvals, "FEW_CHANGES", few)
    project = begun(project_url)
    assert standing(project) is None
    approved(project)
    assert standing(project) == ("ola", False)
    code_answer(project.engine, project.answers[0], project.codes[1], project.kari)
    assert standing(project) == ("ola", True)
    approved(project, project.kari)
    assert standing(project) == ("kari", False)
    assert not faults(project.engine)


@pytest.mark.slow
def test_withdrawn_undone_and_done_again(project: SmallProject) -> None:
    approved(project)
    act(project.engine, project.kari, "withdraw_approval", lambda work: withdraw_approval(work, Q))
    assert standing(project) is None
    undo(project.engine, project.kari)
    assert standing(project) == ("ola", False)
    undo(project.engine, project.ola)
    assert standing(project) is None
    redo(project.engine, project.ola)
    assert standing(project) == ("ola", False)
    approved(project, project.kari)
    undo(project.engine, project.kari)
    assert standing(project) == ("ola", False)
    assert not faults(project.engine)


def test_what_is_coded_beside_the_coding_that_counts_is_no_change(project: SmallProject) -> None:
    code_answer(project.engine, project.answers[0], project.codes[2], project.ola)
    approved(project)
    code_answer(project.engine, project.answers[0], project.codes[1], project.ola)
    act(project.engine, project.ola, "remove_code", _remove(project, project.ola, 2))
    code_answer(project.engine, project.answers[3], project.codes[1], project.ola)
    act(
        project.engine,
        project.ola,
        "set_flag",
        lambda w: set_flag(w, project.answers[0], project.ola, flagged=True),
    )
    note = (NotedOn.ANSWER, project.answers[0], project.ola, "Sikker?")
    act(project.engine, project.ola, "write_note", lambda work: write_note(work, *note))
    other = add_question(project.engine, "annet")
    [answer] = add_answers(project.engine, other, {"r1": "Noe annet."})
    [code] = add_codes(project.engine, other, "Annet")
    code_answer(project.engine, answer, code, project.kari)
    finish(project.engine, answer, project.kari)
    assert standing(project) == ("ola", False)


def moved(project: SmallProject, code: int, under: int | None) -> None:
    act(project.engine, project.ola, "move_code", lambda work: move_code(work, code, under))


def test_a_code_that_is_counted_under_another_theme_is_a_change(project: SmallProject) -> None:
    used, theme, other = project.codes
    approved(project)
    moved(project, other, theme)
    assert standing(project) == ("ola", False), "nothing that counts has it"
    moved(project, used, theme)
    assert standing(project) == ("ola", True)


@pytest.mark.slow
def test_a_code_that_goes_along_with_its_theme_is_a_change_too(project_url: str) -> None:
    project = begun(project_url)
    used, theme, other = project.codes
    moved(project, used, theme)
    code_answer(project.engine, project.answers[1], other, project.ola)
    approved(project)
    assert standing(project) == ("ola", False)
    moved(project, theme, other)
    assert standing(project) == ("ola", True)


def test_a_move_of_what_others_coded_beside_it_is_no_change(project: SmallProject) -> None:
    _used, theme, other = project.codes
    code_answer(project.engine, project.answers[0], other, project.ola)
    approved(project)
    moved(project, other, theme)
    assert standing(project) == ("ola", False)


@pytest.mark.parametrize("few", [approvals.FEW_CHANGES, 0])
@pytest.mark.parametrize("what", ["removed", "one more done", "reopened", "lead", "answer", "taken back"])
def test_whatever_changes_what_tables_count_is_a_change(
    project: SmallProject, what: str, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(approvals, "FEW_CHANGES", few)
    finish(project.engine, project.answers[1], project.kari)
    approved(project)
    engine, kari = project.engine, project.kari
    if what == "removed":
        act(engine, kari, "remove_code", _remove(project, kari, 0))
    elif what == "one more done":
        finish(engine, project.answers[2], kari)
    elif what == "lead":
        act(engine, kari, "set_question", lambda work: change_question(work, Q, lead="ola"))
    elif what == "answer":
        add_answers(engine, project.question_id, {"r9": "Ein til."})
    elif what == "taken back":
        undo(engine, kari)
    else:
        act(engine, kari, "reopen", lambda work: reopen(work, project.answers[1], kari))
    assert standing(project) == ("ola", True)


def test_nothing_done_is_nothing_to_approve(tmp_path: Path) -> None:
    project = small_project(tmp_path / "p.sqlite")
    with pytest.raises(NothingToApproveError):
        approved(project)
    with pytest.raises(NotApprovedError):
        act(project.engine, project.kari, "withdraw_approval", lambda work: withdraw_approval(work, Q))
    assert standing(project) is None


def test_what_is_left_is_known_before_one_approves(project: SmallProject) -> None:
    act(
        project.engine,
        project.kari,
        "write_note",
        lambda work: write_note(work, NotedOn.ANSWER, project.answers[1], project.kari, "Tid?", waits=True),
    )
    found = ask(project.engine, lambda work: approval_outlook(work, Q))
    assert (found.answers, found.unsettled, found.to_revisit, found.waiting) == (5, 4, 0, 1)


def test_the_history_names_the_question(project: SmallProject) -> None:
    approved(project)
    told = ask(project.engine, lambda work: told_history(work)[-1])
    assert told.sentence == f"approved the coding · «{Q}»"
    [change] = ask(project.engine, lambda work: told_changes(work, told.changes))
    assert (change.what, change.before, change.after) == (f"«{Q}»", "", "approved")


def _remove(project: SmallProject, coder: int, code: int) -> Callable[[Writing], object]:
    return lambda work: remove_code(work, project.answers[0], project.codes[code], coder)


@pytest.mark.slow
def test_a_table_says_whether_what_it_counts_was_approved(project: SmallProject) -> None:
    def approved_in(as_of: str | None = None) -> object:
        table = frequency_table(project.engine, Q, TableOptions(as_of=as_of))
        found = table.provenance.get("approved")
        return found if found is None else (found["entry"], found["changed_since"])

    assert approved_in() is None
    entry = approved(project)
    assert approved_in() == (entry, False)
    code_answer(project.engine, project.answers[0], project.codes[1], project.kari)
    assert approved_in() == (entry, True)
    assert approved_in(as_of=str(entry)) == (entry, False)
    assert approved_in(as_of=str(entry - 1)) is None


@pytest.mark.slow
def test_what_was_approved_on_another_laptop_is_another_coding_once_both_are_merged(tmp_path: Path) -> None:
    here, there = two_laptops(tmp_path)

    def standing_at(laptop: Laptop) -> tuple[str, bool] | None:
        found = ask(laptop.engine, lambda work: approved_coding(work, question_named(work, Q)))
        return None if found is None else (found.by, found.is_changed)

    there.give("r2", "Ressurser", done=True)
    coder = there.id_of("coder", name=there.coder)
    there.do("approve_coding", lambda work: approve(work, Q, coder))
    assert standing_at(there) == (there.coder, False)
    here.merge(there)
    assert standing_at(here) == (there.coder, True)
    coder_here = here.id_of("coder", name=here.coder)
    here.do("approve_coding", lambda work: approve(work, Q, coder_here))
    here.merge(there)
    assert standing_at(here) == (here.coder, False)

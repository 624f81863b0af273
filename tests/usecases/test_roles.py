"""Roles in a project file: the program refuses what a role does not allow."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from coder.domain.roles import LEAD_NOUNS, OWN_NOUNS, Role
from coder.store import schema
from coder.store.coders import consensus_id
from coder.store.exports import Export, record_export
from coder.store.notes import NotedOn
from coder.store.nouns import NOUNS
from coder.store.role_rules import LeadOnlyError, NoRoleError, NotOwnError, ReaderWritesError
from coder.usecases.coding.notes import deal_with_notes, write_note
from coder.usecases.coding.setting import mark_done, remove_code, set_code
from coder.usecases.team.roles import (
    FirstLeadError,
    LastLeadError,
    NoLoginHereError,
    NoMemberError,
    grant,
    revoke,
    roles,
)
from tests.builders import SmallProject, act, ask, count, faults, redo, small_project, undo
from tests.usecases.decisions import decided, settlement


@pytest.fixture
def p(tmp_path: Path) -> SmallProject:
    project = small_project(tmp_path / "p.sqlite")
    grant(project.engine, "lise", "lise", Role.LEAD)
    grant(project.engine, "lise", "kari", Role.CODER)
    grant(project.engine, "lise", "ola", Role.CODER)
    return project


def test_without_roles_everybody_may_do_everything(tmp_path: Path) -> None:
    p = small_project(tmp_path / "p.sqlite")
    assert roles(p.engine) == []
    act(p.engine, p.kari, "set_code", lambda work: set_code(work, p.answers[0], p.codes[0], p.ola))


def test_roles_begin_with_a_lead_and_one_is_always_left(tmp_path: Path) -> None:
    p = small_project(tmp_path / "p.sqlite")
    with pytest.raises(FirstLeadError):
        grant(p.engine, "kari", "kari", Role.CODER)
    grant(p.engine, "kari", "kari", Role.LEAD)
    grant(p.engine, "kari", "ola", Role.READER)
    with pytest.raises(LastLeadError):
        revoke(p.engine, "kari", "kari")
    with pytest.raises(LastLeadError):
        grant(p.engine, "kari", "kari", Role.CODER)
    revoke(p.engine, "kari", "ola")
    revoke(p.engine, "kari", "kari")
    assert roles(p.engine) == []
    with pytest.raises(NoMemberError):
        revoke(p.engine, "kari", "kari")


def test_only_leads_give_roles(p: SmallProject) -> None:
    with pytest.raises(LeadOnlyError):
        grant(p.engine, "kari", "kari", Role.LEAD)
    with pytest.raises(LeadOnlyError):
        revoke(p.engine, "ukjend", "kari")
    with pytest.raises(NoLoginHereError):
        grant(p.engine, "lise", "kari", Role.LEAD, "kari")


def test_a_coder_codes_and_settles_but_leaves_what_others_coded(p: SmallProject) -> None:
    act(p.engine, p.kari, "set_code", lambda work: set_code(work, p.answers[0], p.codes[0], p.kari))
    act(p.engine, p.kari, "mark_done", lambda work: mark_done(work, p.answers[0], p.kari))
    common = ask(p.engine, consensus_id)
    act(p.engine, p.kari, "settle", lambda work: set_code(work, p.answers[0], p.codes[0], common))
    for theirs in (
        lambda work: set_code(work, p.answers[0], p.codes[1], p.kari),
        lambda work: remove_code(work, p.answers[0], p.codes[0], p.kari),
        lambda work: mark_done(work, p.answers[1], p.kari),
    ):
        with pytest.raises(NotOwnError):
            act(p.engine, p.ola, "set_code", theirs)
    assert count(p.engine, schema.coding) == 2
    assert faults(p.engine) == []


def test_a_decision_put_in_the_place_of_anothers_is_taken_back(p: SmallProject) -> None:
    made = act(p.engine, p.ola, "settle", lambda work: settlement(work, p, "take", p.ola))
    act(p.engine, p.kari, "settle", lambda work: settlement(work, p, "union", p.kari, made))
    undo(p.engine, p.kari)
    assert decided(p) == [("take", p.ola)]
    redo(p.engine, p.kari)
    undo(p.engine, p.kari)
    act(p.engine, p.kari, "unsettle", lambda work: work.delete("settlement", [made]))
    undo(p.engine, p.kari)
    assert decided(p) == [("take", p.ola)]
    back = ask(p.engine, lambda work: work.connection.scalars(select(schema.settlement.c.id)).one())
    act(p.engine, p.kari, "settle", lambda work: settlement(work, p, "union", p.kari, back))
    with pytest.raises(NotOwnError):
        act(p.engine, p.kari, "settle", lambda work: settlement(work, p, "take", p.ola, back))
    assert faults(p.engine) == []


def test_anybody_deals_with_a_note_that_waits(p: SmallProject) -> None:
    on = p.answers[0]
    act(
        p.engine,
        p.kari,
        "write_note",
        lambda work: write_note(work, NotedOn.ANSWER, on, p.kari, "Kva er dette?", waits=True),
    )
    assert act(p.engine, p.ola, "deal_with_note", lambda work: deal_with_notes(work, on, p.ola)) == 1
    with pytest.raises(NotOwnError):
        act(p.engine, p.ola, "write_note", lambda work: write_note(work, NotedOn.ANSWER, on, p.kari, "Nei"))


def test_what_all_work_with_is_for_leads(p: SmallProject) -> None:
    with pytest.raises(LeadOnlyError):
        act(p.engine, p.kari, "set_question", lambda work: work.update("question", 1, counts="consensus"))
    with pytest.raises(LeadOnlyError):
        act(p.engine, p.kari, "anything", lambda work: work.update("question", 1, counts="consensus"))
    with pytest.raises(LeadOnlyError):
        act(p.engine, p.kari, "deal", lambda work: None)


def test_a_reader_writes_nothing_but_that_something_left(p: SmallProject) -> None:
    grant(p.engine, "lise", "ola", Role.READER)
    with pytest.raises(ReaderWritesError, match="read"):
        act(p.engine, p.ola, "set_code", lambda work: set_code(work, p.answers[0], p.codes[0], p.ola))
    act(
        p.engine,
        p.ola,
        "export",
        lambda work: record_export(work, Export("table", p.question_id, "csv", "tabell.csv")),
    )
    assert count(p.engine, schema.export) == 1


def test_who_has_no_role_among_those_who_have_writes_nothing(p: SmallProject) -> None:
    revoke(p.engine, "lise", "ola")
    with pytest.raises(NoRoleError, match="ola"):
        act(p.engine, p.ola, "set_code", lambda work: set_code(work, p.answers[0], p.codes[0], p.ola))


def test_a_lead_changes_what_others_coded(p: SmallProject) -> None:
    lise = next(each.coder_id for each in roles(p.engine) if each.name == "lise")
    act(p.engine, p.kari, "set_code", lambda work: set_code(work, p.answers[0], p.codes[0], p.kari))
    act(p.engine, lise, "remove_code", lambda work: remove_code(work, p.answers[0], p.codes[0], p.kari))
    assert count(p.engine, schema.coding) == 0


def test_rules_name_nouns_that_there_are() -> None:
    assert set(LEAD_NOUNS) | set(OWN_NOUNS) <= set(NOUNS)
    assert all(any(field.name == "coder" for field in NOUNS[noun].fields) for noun in OWN_NOUNS)

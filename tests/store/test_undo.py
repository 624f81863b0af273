"""Undo and redo: mine only, as new entries, and never over what others built."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from coder.domain.coding import CodedState
from coder.domain.roles import Role
from coder.store import schema
from coder.store.as_of import present_state
from coder.store.built_upon import touched_by, who_touched
from coder.store.coders import add_coder
from coder.store.codings import codings_of
from coder.store.exports import Export, record_export
from coder.store.login_links import LoginLink, add_login_link
from coder.store.members import put_member
from coder.store.questions import question_named
from coder.store.undo import BuiltUponError, NothingToUndoError, take_back
from coder.store.unit_of_work import Writing, reading
from coder.usecases.coding.setting import mark_done, remove_code, reopen, set_code
from coder.usecases.project.making import add_tag
from coder.usecases.questions import change_question
from coder.usecases.team.coders import rename_coder
from coder.usecases.team.deal import deal
from tests.builders import (
    SmallProject,
    act,
    add_answers,
    add_codes,
    add_question,
    ask,
    code_answer,
    count,
    faults,
    finish,
    question,
    redo,
    small_project,
    undo,
)


def codes_on(project: SmallProject, answer: int, coder: int) -> list[int]:
    return [
        each.code_id for each in ask(project.engine, lambda work: codings_of(work, [answer], coder))[answer]
    ]


def last_entry(engine: Engine) -> int:
    return int(ask(engine, lambda work: work.connection.scalar(select(schema.project.c.last_entry))) or 0)


@pytest.mark.slow
def test_undo_takes_back_my_latest_act_as_a_new_entry(project_url: str) -> None:
    p = small_project(project_url)
    code_answer(p.engine, p.answers[0], p.codes[0], p.kari)
    before = last_entry(p.engine)
    assert undo(p.engine, p.kari) == before
    assert last_entry(p.engine) == before + 1
    assert codes_on(p, p.answers[0], p.kari) == []
    assert faults(p.engine) == []


@pytest.mark.slow
def test_undo_goes_back_act_by_act_and_redo_forward_again(project_url: str) -> None:
    p = small_project(project_url)
    for code in p.codes:
        code_answer(p.engine, p.answers[0], code, p.kari)
    full = ask(p.engine, present_state)
    taken = [undo(p.engine, p.kari) for _ in range(3)]
    assert taken == sorted(taken, reverse=True)
    assert codes_on(p, p.answers[0], p.kari) == []
    for _ in range(3):
        redo(p.engine, p.kari)
    assert ask(p.engine, present_state) == full
    with pytest.raises(NothingToUndoError):
        redo(p.engine, p.kari)


@pytest.mark.slow
def test_undo_never_takes_back_what_someone_else_did(project_url: str) -> None:
    p = small_project(project_url)
    code_answer(p.engine, p.answers[0], p.codes[0], p.kari)
    code_answer(p.engine, p.answers[0], p.codes[1], p.ola)
    undo(p.engine, p.kari)
    assert codes_on(p, p.answers[0], p.kari) == []
    assert codes_on(p, p.answers[0], p.ola) == [p.codes[1]]
    with pytest.raises(NothingToUndoError):
        undo(p.engine, p.kari)


@pytest.mark.slow
def test_undo_after_redo_takes_the_same_act_back_again(project_url: str) -> None:
    p = small_project(project_url)
    code_answer(p.engine, p.answers[0], p.codes[0], p.kari)
    for _ in range(3):
        undo(p.engine, p.kari)
        assert codes_on(p, p.answers[0], p.kari) == []
        redo(p.engine, p.kari)
        assert codes_on(p, p.answers[0], p.kari) == [p.codes[0]]
    assert faults(p.engine) == []


@pytest.mark.slow
def test_a_new_act_closes_the_door_to_redo(project_url: str) -> None:
    p = small_project(project_url)
    code_answer(p.engine, p.answers[0], p.codes[0], p.kari)
    undo(p.engine, p.kari)
    code_answer(p.engine, p.answers[1], p.codes[0], p.kari)
    with pytest.raises(NothingToUndoError, match="redo"):
        redo(p.engine, p.kari)


@pytest.mark.slow
def test_an_act_of_someone_else_leaves_my_redo_open(project_url: str) -> None:
    p = small_project(project_url)
    code_answer(p.engine, p.answers[0], p.codes[0], p.kari)
    undo(p.engine, p.kari)
    code_answer(p.engine, p.answers[0], p.codes[0], p.ola)
    redo(p.engine, p.kari)
    assert codes_on(p, p.answers[0], p.kari) == [p.codes[0]]


@pytest.mark.slow
def test_undo_refuses_and_names_who_set_the_code_since(project_url: str) -> None:
    p = small_project(project_url)
    [new] = add_codes(p.engine, p.question_id, "Ny kode", coder_id=p.kari)
    code_answer(p.engine, p.answers[0], new, p.ola)
    before = ask(p.engine, present_state)
    with pytest.raises(BuiltUponError, match="ola built on it"):
        undo(p.engine, p.kari)
    assert ask(p.engine, present_state) == before


def _give_role(work: Writing, coder_id: int) -> None:
    assert work.coder_id is not None
    put_member(work, work.coder_id, Role.LEAD, None)
    put_member(work, coder_id, Role.CODER, None)


def _give_link(work: Writing, coder_id: int) -> None:
    add_login_link(work, LoginLink("1" * 32, coder_id, "Ny", "2026", "2027", None, None), "0" * 64)


def _export(work: Writing, coder_id: int) -> None:
    work.coder_id = coder_id
    record_export(work, Export("table", None, "csv", "a.csv"))


@pytest.mark.parametrize("make_known", [_give_role, _give_link, _export])
def test_undo_of_an_import_refuses_to_take_a_coder_away_who_is_known_by_now(
    tmp_path: Path, make_known: Callable[[Writing, int], None]
) -> None:
    p = small_project(tmp_path / "p.sqlite")
    new = act(p.engine, p.kari, "import_codings", lambda work: add_coder(work, "Ny"))
    act(p.engine, p.kari, "export", lambda work: make_known(work, new))
    with pytest.raises(BuiltUponError, match="someone built on it"):
        undo(p.engine, p.kari)
    assert faults(p.engine) == []


def test_who_touched_any_of_very_many_rows_is_found(tmp_path: Path) -> None:
    p = small_project(tmp_path / "p.sqlite")
    since = last_entry(p.engine)
    code_answer(p.engine, p.answers[0], p.codes[0], p.ola)
    many = [f"{number:032x}" for number in range(6_000)]
    with reading(p.engine) as work:
        [touched] = set(work.connection.scalars(select(schema.coding.c.uid)))
        rows = sorted([*many, touched])
        assert who_touched(work, rows, since=since) == ["ola"]
        assert touched_by(work, rows, ["set_code"], since=since)
        assert not touched_by(work, rows, ["redact"], since=since)


@pytest.mark.slow
def test_undo_refuses_where_someone_changed_the_same_field_since(project_url: str) -> None:
    p = small_project(project_url)
    act(p.engine, p.kari, "set_question", lambda work: change_question(work, "hva_skal_til", text="Hva?"))
    act(p.engine, p.ola, "set_question", lambda work: change_question(work, "hva_skal_til", text="Kva?"))
    with pytest.raises(BuiltUponError, match="ola"):
        undo(p.engine, p.kari)
    undo(p.engine, p.ola)
    undo(p.engine, p.kari)
    assert question(p.engine).text == ""


@pytest.mark.slow
def test_undo_leaves_other_fields_of_the_same_row_to_others(project_url: str) -> None:
    p = small_project(project_url)
    act(p.engine, p.kari, "set_question", lambda work: change_question(work, "hva_skal_til", quantify="no"))
    act(p.engine, p.ola, "set_question", lambda work: change_question(work, "hva_skal_til", unit="sentence"))
    undo(p.engine, p.kari)
    assert (question(p.engine).quantify, question(p.engine).unit) == ("list", "sentence")


@pytest.mark.slow
def test_a_bulk_act_is_one_entry_and_taken_back_whole(project_url: str) -> None:
    p = small_project(project_url)

    def give_all(work: Writing) -> None:
        for answer in p.answers:
            set_code(work, answer, p.codes[0], p.kari)

    before = last_entry(p.engine)
    act(p.engine, p.kari, "set_code", give_all)
    assert last_entry(p.engine) == before + 1
    assert count(p.engine, schema.coding) == len(p.answers)
    undo(p.engine, p.kari)
    assert count(p.engine, schema.coding) == 0


@pytest.mark.slow
def test_facts_are_stepped_over(project_url: str) -> None:
    p = small_project(project_url)
    code_answer(p.engine, p.answers[0], p.codes[0], p.kari)
    act(p.engine, p.kari, "tag", lambda work: add_tag(work, "Rapport 2016"))
    undo(p.engine, p.kari)
    assert codes_on(p, p.answers[0], p.kari) == []
    assert count(p.engine, schema.tag) == 1
    with pytest.raises(NothingToUndoError):
        undo(p.engine, p.kari)


@pytest.mark.slow
def test_the_project_itself_has_nothing_to_undo(project_url: str) -> None:
    p = small_project(project_url)
    with pytest.raises(NothingToUndoError):
        act(p.engine, None, "undo", take_back)


@pytest.mark.slow
def test_undoing_done_makes_the_answer_unsettled_again(project_url: str) -> None:
    p = small_project(project_url)
    finish(p.engine, p.answers[0], p.kari)
    assert count(p.engine, schema.settled) == 1
    undo(p.engine, p.kari)
    assert count(p.engine, schema.settled) == 0
    assert question(p.engine).lead_id is None
    assert faults(p.engine) == []


@pytest.mark.slow
def test_the_excerpts_come_back_with_the_coding(project_url: str) -> None:
    p = small_project(project_url)
    code_answer(p.engine, p.answers[0], p.codes[0], p.kari, [(0, 5), (6, 9)])
    act(p.engine, p.kari, "remove_code", lambda work: remove_code(work, p.answers[0], p.codes[0], p.kari))
    undo(p.engine, p.kari)
    [coding] = ask(p.engine, lambda work: codings_of(work, [p.answers[0]], p.kari))[p.answers[0]]
    assert coding.excerpts == ((0, 5), (6, 9))


# What follows was found by the state machine, or by thinking like it.


def test_redo_refuses_where_the_place_of_a_row_was_taken(project_url: str) -> None:
    p = small_project(project_url)
    code_answer(p.engine, p.answers[0], p.codes[0], p.kari)
    undo(p.engine, p.kari)

    def set_for_kari(work: Writing) -> None:
        set_code(work, p.answers[0], p.codes[0], p.kari)

    act(p.engine, p.ola, "import_codings", set_for_kari)
    with pytest.raises(BuiltUponError, match="ola"):
        redo(p.engine, p.kari)


def test_redo_refuses_where_the_name_was_taken(project_url: str) -> None:
    p = small_project(project_url)
    add_codes(p.engine, p.question_id, "Økonomi", coder_id=p.kari)
    undo(p.engine, p.kari)
    add_codes(p.engine, p.question_id, "Økonomi", coder_id=p.ola)
    with pytest.raises(BuiltUponError, match="ola"):
        redo(p.engine, p.kari)


def test_undo_of_a_rename_refuses_where_the_old_name_was_taken(project_url: str) -> None:
    p = small_project(project_url)
    act(p.engine, p.kari, "rename_code", lambda work: work.update("code", p.codes[0], name="Samhandling"))
    add_codes(p.engine, p.question_id, "Samarbeid", coder_id=p.ola)
    with pytest.raises(BuiltUponError, match="ola"):
        undo(p.engine, p.kari)


def test_redo_refuses_where_the_code_is_gone(project_url: str) -> None:
    p = small_project(project_url)
    [new] = add_codes(p.engine, p.question_id, "Ny", coder_id=p.ola)
    code_answer(p.engine, p.answers[0], new, p.kari)
    undo(p.engine, p.kari)
    undo(p.engine, p.ola)
    with pytest.raises(BuiltUponError, match="ola"):
        redo(p.engine, p.kari)


def test_redo_refuses_where_the_code_was_merged_away(project_url: str) -> None:
    p = small_project(project_url)
    code_answer(p.engine, p.answers[0], p.codes[0], p.kari)
    undo(p.engine, p.kari)
    act(p.engine, p.ola, "merge_codes", lambda work: work.update("code", p.codes[0], merged_into=p.codes[1]))
    with pytest.raises(BuiltUponError):
        redo(p.engine, p.kari)


@pytest.mark.slow
def test_redo_of_a_move_refuses_to_close_a_circle(project_url: str) -> None:
    p = small_project(project_url)
    first, second, _ = p.codes
    act(p.engine, p.kari, "move_code", lambda work: work.update("code", first, parent=second))
    undo(p.engine, p.kari)
    act(p.engine, p.ola, "move_code", lambda work: work.update("code", second, parent=first))
    with pytest.raises(BuiltUponError, match="ola"):
        redo(p.engine, p.kari)
    assert faults(p.engine) == []


@pytest.mark.slow
def test_undo_refuses_to_leave_codes_on_an_answer_that_counts_as_untouched(project_url: str) -> None:
    p = small_project(project_url)
    code_answer(p.engine, p.answers[0], p.codes[0], p.kari)
    act(p.engine, p.ola, "import_codings", lambda work: set_code(work, p.answers[0], p.codes[1], p.kari))
    with pytest.raises(BuiltUponError, match="ola"):
        undo(p.engine, p.kari)


def test_undo_refuses_to_give_an_answer_two_codes_of_an_exclusive_codebook(project_url: str) -> None:
    p = small_project(project_url, exclusive=True)
    code_answer(p.engine, p.answers[0], p.codes[0], p.kari)
    act(p.engine, p.kari, "remove_code", lambda work: remove_code(work, p.answers[0], p.codes[0], p.kari))
    act(p.engine, p.ola, "import_codings", lambda work: set_code(work, p.answers[0], p.codes[1], p.kari))
    with pytest.raises(BuiltUponError, match="ola"):
        undo(p.engine, p.kari)


def test_undo_refuses_to_take_the_codebook_away_under_codings(project_url: str) -> None:
    p = small_project(project_url)
    other = add_question(p.engine, "hvorfor")
    [answer] = add_answers(p.engine, other, ["Fordi vi er få."])
    act(
        p.engine,
        p.kari,
        "set_question",
        lambda work: change_question(work, "hvorfor", codebook="hva_skal_til"),
    )
    code_answer(p.engine, answer, p.codes[0], p.ola)
    with pytest.raises(BuiltUponError, match="ola"):
        undo(p.engine, p.kari)


@pytest.mark.slow
def test_undo_refuses_to_leave_an_excerpt_outside_the_text(project_url: str) -> None:
    p = small_project(project_url)
    act(
        p.engine,
        p.kari,
        "import_survey",
        lambda work: work.update("answer", p.answers[2], text="Vet ikke ennå"),
    )
    code_answer(p.engine, p.answers[2], p.codes[0], p.ola, [(9, 13)])
    with pytest.raises(BuiltUponError, match="ola"):
        undo(p.engine, p.kari)


@pytest.mark.slow
def test_a_pile_dealt_to_someone_new_is_taken_back_with_the_person(project_url: str) -> None:
    p = small_project(project_url)
    act(p.engine, p.kari, "deal", lambda work: deal(work, question_named(work, "hva_skal_til"), ["nils"]))
    undo(p.engine, p.kari)
    assert count(p.engine, schema.coder) == 3
    assert faults(p.engine) == []


def test_a_person_who_has_acted_stays_although_the_deal_is_taken_back(project_url: str) -> None:
    p = small_project(project_url)
    act(p.engine, p.kari, "deal", lambda work: deal(work, question_named(work, "hva_skal_til"), ["nils"]))
    nils = ask(
        p.engine,
        lambda work: work.connection.scalar(select(schema.coder.c.id).where(schema.coder.c.name == "nils")),
    )
    assert nils is not None
    add_codes(p.engine, p.question_id, "Fra Nils", coder_id=nils)
    with pytest.raises(BuiltUponError):
        undo(p.engine, p.kari)


@pytest.mark.slow
def test_codings_imported_for_someone_new_are_taken_back_with_what_they_settled(project_url: str) -> None:
    p = small_project(project_url)

    def bring(work: Writing) -> None:
        anna = work.create("coder", name="anna", kind="person", aliases=[])
        for answer in p.answers:
            set_code(work, answer, p.codes[0], anna)
            mark_done(work, answer, anna)

    act(p.engine, p.kari, "import_codings", bring)
    assert count(p.engine, schema.settled) == len(p.answers)
    undo(p.engine, p.kari)
    assert (count(p.engine, schema.settled), count(p.engine, schema.coding)) == (0, 0)
    redo(p.engine, p.kari)
    assert count(p.engine, schema.settled) == len(p.answers)
    assert faults(p.engine) == []


def test_levels_that_others_use_stay(project_url: str) -> None:
    p = small_project(project_url)
    taking = ask(p.engine, lambda work: work.connection.scalars(select(schema.participation.c.id)).all())
    made: dict[str, int] = {}

    def bring(work: Writing) -> None:
        made["size"] = work.create("variable", name="størrelse", position=1)
        made["big"] = work.create("level", variable=made["size"], name="stor", position=1)

    act(p.engine, p.kari, "import_survey", bring)
    act(
        p.engine,
        p.ola,
        "import_survey",
        lambda work: work.update("participation", taking[0], background={made["size"]: made["big"]}),
    )
    with pytest.raises(BuiltUponError, match="ola"):
        undo(p.engine, p.kari)
    undo(p.engine, p.ola)
    act(
        p.engine,
        p.ola,
        "set_question",
        lambda work: change_question(work, "hva_skal_til", asked_if=("størrelse", ["stor"])),
    )
    with pytest.raises(BuiltUponError, match="ola"):
        undo(p.engine, p.kari)
    undo(p.engine, p.ola)
    undo(p.engine, p.kari)
    assert count(p.engine, schema.level) == 0
    with pytest.raises(BuiltUponError, match="kari"):
        redo(p.engine, p.ola)


@pytest.mark.slow
def test_an_old_name_taken_by_another_person_is_not_given_back(project_url: str) -> None:
    p = small_project(project_url)
    act(p.engine, p.ola, "rename_coder", lambda work: rename_coder(work, "kari", "kari nordmann"))

    def take_the_name(work: Writing) -> None:
        work.create("coder", name="kari", kind="person", aliases=[])

    act(p.engine, p.kari, "import_codings", take_the_name)
    with pytest.raises(BuiltUponError, match="kari"):
        undo(p.engine, p.ola)


@pytest.mark.slow
def test_what_moved_and_was_renamed_at_once_comes_back_at_once(project_url: str) -> None:
    p = small_project(project_url)
    time, old, new = add_codes(p.engine, p.question_id, "Gammalt > Tid", "Gammalt", "Nytt")

    def move_and_rename(work: Writing) -> None:
        work.update("code", time, parent=new, name="Ressursar")

    def moved_there(work: Writing) -> None:
        work.update("code", other, parent=old)

    act(p.engine, p.kari, "move_code", move_and_rename)
    # It is in nobody's way: the first never stands at «Nytt > Tid» again.
    [other] = add_codes(p.engine, p.question_id, "Nytt > Tid", coder_id=p.ola)
    undo(p.engine, p.kari)
    redo(p.engine, p.kari)
    act(p.engine, p.ola, "move_code", moved_there)
    with pytest.raises(BuiltUponError, match="ola"):
        undo(p.engine, p.kari)
    assert faults(p.engine) == []


@pytest.mark.slow
def test_reopening_is_taken_back_to_the_entry_in_which_it_was_done(project_url: str) -> None:
    p = small_project(project_url)
    finish(p.engine, p.answers[0], p.kari)
    done = last_entry(p.engine)
    act(p.engine, p.kari, "reopen", lambda work: reopen(work, p.answers[0], p.kari))
    undo(p.engine, p.kari)
    [row] = ask(p.engine, lambda work: work.connection.execute(select(schema.coded)).all())
    assert (row.state, row.done_entry) == (CodedState.DONE, done)

"""Answers done before a code was born, or meant what it means now, are open until they are read for it."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from coder.domain.codebook import NARROWER, WIDER
from coder.domain.openings import OpenCode
from coder.store.coders import coder_named
from coder.store.history import last_number
from coder.usecases.codebook.growth import add_code, define_code
from coder.usecases.codebook.merge import merge_codes
from coder.usecases.codebook.settings import restore_code, retire_code
from coder.usecases.codebook.split import Decision, split_code
from coder.usecases.coding.setting import reopen
from coder.usecases.revisit.reading_again import (
    count_open,
    look_again,
    open_answers,
    revisit_standing,
    stop_round,
)
from tests.builders import (
    SmallProject,
    act,
    add_codes,
    ask,
    code_answer,
    faults,
    finish,
    redo,
    small_project,
    undo,
)
from tests.made_once import made_once


@pytest.fixture
@made_once
def project(project_url: str) -> SmallProject:
    """Kari is done with the first three answers; the first has «Samarbeid»."""
    p = small_project(project_url)
    code_answer(p.engine, p.answers[0], p.codes[0], p.kari)
    for answer in p.answers[:3]:
        finish(p.engine, answer, p.kari)
    return p


def new_code(p: SmallProject, name: str, coder: int | None = None) -> int:
    [made] = add_codes(p.engine, p.question_id, name, coder_id=coder or p.kari)
    return made


def opened(p: SmallProject, coder: int | None = None) -> dict[int, dict[int, str]]:
    """Return by the number of the answer the codes it is open for, with the reason."""
    found = ask(p.engine, lambda work: open_answers(work, p.question_id, coder))
    assert ask(p.engine, lambda work: count_open(work, p.question_id, coder)) == len(found)
    return {
        p.answers.index(each.answer_id): {code.code_id: code.reason for code in each.codes} for each in found
    }


def look(p: SmallProject, number: int, codes: Iterable[int], setting: Iterable[int] = ()) -> None:
    act(
        p.engine,
        p.kari,
        "look_again",
        lambda work: look_again(work, p.answers[number], p.kari, codes, dict.fromkeys(setting, ())),
    )


def stop(p: SmallProject, codes: Iterable[int], by: int | None = None) -> int:
    return act(
        p.engine,
        by or p.kari,
        "stop_revisit",
        lambda work: stop_round(work, p.question_id, by or p.kari, codes, rest=100, drawn=40, found=0),
    )


def define(p: SmallProject, code: int, text: str, meaning: str) -> None:
    act(
        p.engine,
        p.kari,
        "define_code",
        lambda work: define_code(work, code, definition=text, changes_meaning=meaning),
    )


def test_nothing_is_open_before_a_code_is_born(project: SmallProject) -> None:
    assert opened(project) == {}


def test_a_new_code_opens_what_was_done_before(project: SmallProject) -> None:
    new = new_code(project, "Tid")
    assert opened(project) == {0: {new: "new"}, 1: {new: "new"}, 2: {new: "new"}}
    [first, *_rest] = ask(project.engine, lambda work: open_answers(work, project.question_id))
    assert first.codes == (OpenCode(new, "new", ask(project.engine, last_number)),)


def test_what_is_done_later_or_has_the_code_is_not_open(project: SmallProject) -> None:
    new = new_code(project, "Tid")
    finish(project.engine, project.answers[3], project.kari)
    code_answer(project.engine, project.answers[1], new, project.kari)
    act(project.engine, project.kari, "reopen", lambda work: reopen(work, project.answers[2], project.kari))
    assert set(opened(project)) == {0}


def test_a_code_from_a_file_counts_as_born_before_the_first_answer(project: SmallProject) -> None:
    def imported(work: object) -> int:
        from tests.builders import question

        book = question(project.engine).codebook_id
        return add_code(work, book, "Lønn", from_file=True)  # type: ignore[arg-type]

    code = act(project.engine, project.kari, "import_codebook", imported)
    assert opened(project) == {}
    define(project, code, "Også bonus", WIDER)
    assert opened(project)[1] == {code: "wider"}


@pytest.mark.slow
def test_a_look_closes_and_what_it_finds_is_set_in_the_same_entry(project: SmallProject) -> None:
    first, second = new_code(project, "Tid"), new_code(project, "Nav")
    look(project, 1, [first])
    look(project, 2, [first, second], setting=[second])
    assert opened(project) == {0: {first: "new", second: "new"}, 1: {second: "new"}}
    assert faults(project.engine) == []
    undo(project.engine, project.kari)
    assert opened(project)[2] == {first: "new", second: "new"}
    redo(project.engine, project.kari)
    assert 2 not in opened(project)


def test_a_look_is_one_coder_s_own(project: SmallProject) -> None:
    finish(project.engine, project.answers[0], project.ola)
    new = new_code(project, "Tid")
    look(project, 0, [new])
    assert opened(project, project.ola) == {0: {new: "new"}}
    assert set(opened(project)) == {1, 2}


def test_a_wider_meaning_opens_answers_without_the_code_also_those_looked_at(project: SmallProject) -> None:
    new = new_code(project, "Tid")
    look(project, 1, [new])
    look(project, 2, [new], setting=[new])
    define(project, new, "Også ventetid", WIDER)
    assert opened(project) == {0: {new: "new"}, 1: {new: "wider"}}
    define(project, project.codes[0], "Også med andre enn Nav", WIDER)
    assert project.codes[0] not in opened(project)[0]
    undo(project.engine, project.kari)
    undo(project.engine, project.kari)
    assert opened(project) == {0: {new: "new"}}


def test_a_narrower_meaning_opens_the_answers_with_the_code(project: SmallProject) -> None:
    code = project.codes[0]
    define(project, code, "Bare med Nav", NARROWER)
    code_answer(project.engine, project.answers[1], code, project.kari)
    assert opened(project) == {0: {code: "narrower"}}
    look(project, 0, [code])
    assert opened(project) == {}


def test_codes_that_cannot_be_set_open_nothing(project: SmallProject) -> None:
    new = new_code(project, "Tid")
    act(project.engine, project.kari, "retire_code", lambda work: retire_code(work, new))
    assert opened(project) == {}
    act(project.engine, project.kari, "restore_code", lambda work: restore_code(work, new))
    assert len(opened(project)) == 3
    act(project.engine, project.kari, "define_code", lambda work: define_code(work, new, codable=False))
    assert opened(project) == {}


def test_a_merged_code_is_looked_at_only_if_every_part_was(project: SmallProject) -> None:
    first, second = new_code(project, "Tid"), new_code(project, "Ventetid")
    look(project, 0, [first])
    look(project, 1, [second])
    look(project, 2, [first, second])
    act(project.engine, project.kari, "merge_codes", lambda work: merge_codes(work, [second], first))
    assert opened(project) == {0: {first: "merged"}, 1: {first: "new"}}
    look(project, 0, [first])
    assert set(opened(project)) == {1}
    undo(project.engine, project.kari)
    undo(project.engine, project.kari)
    assert opened(project) == {0: {second: "new"}, 1: {first: "new"}}


def test_all_parts_of_a_split_are_open_for_the_old_code_s_answers_alone(project: SmallProject) -> None:
    old = project.codes[0]
    code_answer(project.engine, project.answers[1], old, project.kari)
    parts = act(
        project.engine,
        project.kari,
        "split_code",
        lambda work: split_code(work, old, ["Nav", "DPS"], [Decision(project.answers[0], "Nav")]),
    ).parts
    nav, dps = parts["Nav"], parts["DPS"]
    assert opened(project) == {0: {dps: "split"}, 1: {nav: "split", dps: "split"}}
    look(project, 1, [nav, dps])
    assert opened(project) == {0: {dps: "split"}}


def test_who_was_not_asked_for_a_code_is_open_for_its_parts(project: SmallProject) -> None:
    old = new_code(project, "Tid")
    look(project, 0, [old], setting=[old])
    look(project, 1, [old])
    parts = act(
        project.engine,
        project.kari,
        "split_code",
        lambda work: split_code(work, old, ["Reise", "Ventetid"], [Decision(project.answers[0], "Reise")]),
    ).parts
    assert opened(project) == {
        0: {parts["Ventetid"]: "split"},
        2: {parts["Reise"]: "split", parts["Ventetid"]: "split"},
    }


def test_a_part_merged_back_into_the_old_code_goes_round_in_no_circle(project: SmallProject) -> None:
    old = new_code(project, "Tid")
    made = act(
        project.engine, project.kari, "split_code", lambda work: split_code(work, old, ["Reise", "Kø"])
    )
    # Nothing had the code, so it was retired; it comes back and takes a part in.
    act(project.engine, project.kari, "restore_code", lambda work: restore_code(work, old))
    act(
        project.engine,
        project.kari,
        "merge_codes",
        lambda work: merge_codes(work, [made.parts["Reise"]], old),
    )
    assert opened(project)[0] == {old: "new", made.parts["Kø"]: "split"}


@pytest.mark.slow
def test_a_round_closes_what_was_open_until_something_opens_it_again(project: SmallProject) -> None:
    new = new_code(project, "Tid")
    assert stop(project, [new]) == 5
    assert opened(project) == {}
    standing = ask(project.engine, lambda work: revisit_standing(work, project.question_id))
    assert (standing.open, standing.bounds) == (0, (5,))
    other = new_code(project, "Nav")
    assert opened(project)[0] == {other: "new"}
    define(project, new, "Også ventetid", WIDER)
    assert opened(project)[0] == {new: "wider", other: "new"}
    standing = ask(project.engine, lambda work: revisit_standing(work, project.question_id))
    assert (standing.open, standing.rounds) == (3, ())
    for _each in range(3):
        undo(project.engine, project.kari)
    assert opened(project)[0] == {new: "new"}
    assert faults(project.engine) == []


def test_a_round_is_one_coder_s_own_and_keeps_its_codes_there(project: SmallProject) -> None:
    from coder.store.undo import BuiltUponError

    new = new_code(project, "Tid", coder=project.kari)
    stop(project, [new], by=project.ola)
    assert len(opened(project)) == 3
    with pytest.raises(BuiltUponError, match="ola"):
        undo(project.engine, project.kari)


def test_only_codes_asked_for_are_told(project: SmallProject) -> None:
    first, second = new_code(project, "Tid"), new_code(project, "Nav")
    look(project, 0, [second])
    found = ask(project.engine, lambda work: open_answers(work, project.question_id, code_ids=[second]))
    assert [(each.answer_id, each.codes[0].code_id) for each in found] == [
        (answer, second) for answer in project.answers[1:3]
    ]
    assert first in opened(project)[0]


def test_a_code_that_others_took_back_meanwhile_needs_no_look(project: SmallProject) -> None:
    [gone, there] = add_codes(project.engine, project.question_id, "Sykkel", "Buss", coder_id=project.kari)
    undo(project.engine, project.kari)
    [there] = add_codes(project.engine, project.question_id, "Buss", coder_id=project.kari)
    assert there != gone
    look(project, 0, [gone, there])
    assert there not in opened(project).get(0, {})


@pytest.mark.slow
def test_where_the_consensus_counts_the_people_behind_it_can_close_what_is_open(project_url: str) -> None:
    p = small_project(project_url, counts="consensus")
    consensus = ask(p.engine, lambda work: coder_named(work, "consensus").id)
    for number in (0, 1):
        finish(p.engine, p.answers[number], consensus)
    finish(p.engine, p.answers[0], p.kari)
    finish(p.engine, p.answers[0], p.ola)
    code = new_code(p, "Sykkel")
    # Behind the second stands nobody who could look.
    assert opened(p) == {0: {code: "new"}}
    look(p, 0, [code])
    assert opened(p) == {0: {code: "new"}}
    stop(p, [code], by=p.ola)
    assert opened(p) == {}
    assert faults(p.engine) == []


@pytest.mark.slow
def test_what_the_consensus_was_asked_is_not_open_for_those_behind_it(project_url: str) -> None:
    p = small_project(project_url, counts="consensus")
    consensus = ask(p.engine, lambda work: coder_named(work, "consensus").id)
    finish(p.engine, p.answers[0], p.kari)
    new_code(p, "Sykkel")
    finish(p.engine, p.answers[0], consensus)
    assert opened(p) == {}
    assert list(opened(p, p.kari)) == [0]

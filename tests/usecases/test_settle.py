"""Settling what coders coded differently: what counts afterwards, and what stays as it was given."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.domain.settled_codes import Rule
from coder.store.settlements import Settlement, settlements_on
from coder.store.unit_of_work import Writing
from coder.usecases.agreement.settle import (
    PARK,
    SETTLE,
    How,
    NotComparedError,
    TooManyCodesError,
    park,
    settle,
    settle_equal,
    settle_plan,
    standing,
)
from coder.usecases.agreement.settled_meanwhile import SettledMeanwhileError, refuse_settled_meanwhile
from coder.usecases.coding.setting import set_code
from tests.builders import act, ask, coded_by, faults, undo
from tests.usecases.double_coded import DoubleCoded, double_coded


@pytest.fixture
def project(project_url: str) -> DoubleCoded:
    return double_coded(
        project_url,
        {"kari": ["ls", "l", "", "l", "", "lk"], "ola": ["ls", "s", "", "ls", "a", "sk"]},
        counts="consensus",
    )


def settled(project: DoubleCoded, *places: int, how: How, by: str = "kari") -> None:
    def do(work: Writing) -> None:
        settle(work, project.compared(), [project.answers[place] for place in places], how)

    act(project.engine, project.people[by], SETTLE, do)


def consensus(project: DoubleCoded) -> dict[int, str]:
    """Return what the consensus gave each answer it is done with, by place."""
    from coder.store.coders import consensus_id
    from coder.store.double_coded import code_sets, done_in

    reserved = ask(project.engine, consensus_id)
    done = ask(project.engine, lambda work: done_in(work, project.answers, reserved))
    sets = ask(project.engine, lambda work: code_sets(work, project.answers, [reserved]))
    return {project.place(each): project.letters(sets.get((each, reserved), ())) for each in done}


def settlements(project: DoubleCoded) -> dict[int, Settlement]:
    return ask(project.engine, lambda work: settlements_on(work, project.answers))


def given_by_people(project: DoubleCoded) -> dict[str, object]:
    return {name: coded_by(project.engine, coder_id) for name, coder_id in project.people.items()}


@pytest.mark.slow
@pytest.mark.parametrize(
    "how, codes",
    [
        (How(Rule.TAKE, taken_from=1), "lk"),
        (How(Rule.TAKE, taken_from=2), "sk"),
        (How(Rule.UNION), "lsk"),
        (How(Rule.INTERSECTION), "k"),
        (How(Rule.NOTHING), ""),
    ],
)
def test_a_rule_gives_the_answer_its_codes_and_what_was_given_stays(
    project: DoubleCoded, how: How, codes: str
) -> None:
    if how.rule is Rule.TAKE:
        name = "kari" if how.taken_from == 1 else "ola"
        how = How(Rule.TAKE, taken_from=project.people[name])
    before = given_by_people(project)
    settled(project, 5, how=how)
    assert consensus(project) == {5: "".join(sorted(codes, key="luska".index))}
    assert given_by_people(project) == before
    assert faults(project.engine) == []


def test_chosen_codes_may_be_such_that_nobody_gave(project: DoubleCoded) -> None:
    settled(project, 1, how=How(Rule.CHOSEN, chosen=frozenset({project.codes["u"]})))
    assert consensus(project) == {1: "u"}


def test_equal_answers_settle_themselves_the_empty_ones_too(project: DoubleCoded) -> None:
    kari = project.people["kari"]
    new = act(project.engine, kari, SETTLE, lambda work: settle_equal(work, project.compared()))
    assert new == 2
    assert consensus(project) == {0: "ls", 2: ""}
    again = act(project.engine, kari, SETTLE, lambda work: settle_equal(work, project.compared()))
    assert again == 0


@pytest.mark.slow
def test_many_are_settled_in_one_entry_that_is_taken_back_whole(project: DoubleCoded) -> None:
    settled(project, 1, 3, 4, 5, how=How(Rule.UNION))
    assert consensus(project) == {1: "ls", 3: "ls", 4: "a", 5: "lsk"}
    undo(project.engine, project.people["kari"])
    assert consensus(project) == {}
    assert settlements(project) == {}
    assert faults(project.engine) == []


def test_settling_anew_replaces_what_was_settled(project: DoubleCoded) -> None:
    settled(project, 5, how=How(Rule.UNION))
    settled(project, 5, how=How(Rule.TAKE, taken_from=project.people["ola"]), by="ola")
    assert consensus(project) == {5: "sk"}
    [one] = settlements(project).values()
    assert (one.rule, one.taken_from, one.decided_by) == (
        Rule.TAKE,
        project.people["ola"],
        project.people["ola"],
    )


def test_the_plan_says_before_what_would_change(project: DoubleCoded) -> None:
    compared = project.compared()
    plan = settle_plan(compared, compared.answers, How(Rule.TAKE, taken_from=project.people["ola"]))
    assert {project.letters([code]): by for code, by in plan.changes.items()} == {"l": -2, "s": 3, "a": 1}
    assert plan.left == ()
    assert consensus(project) == {}


@pytest.mark.slow
def test_excerpts_come_along_from_whose_code_it_was(tmp_path: Path) -> None:
    project = double_coded(tmp_path / "p.sqlite", {"kari": ["l"], "ola": ["ls"]}, counts="consensus")
    kari, ola = project.people.values()
    [answer] = project.answers
    for coder, span in ((kari, (0, 4)), (ola, (5, 9))):
        act(
            project.engine,
            coder,
            "set_code",
            lambda work, coder=coder, span=span: set_code(work, answer, project.codes["l"], coder, [span]),  # type: ignore[misc]
        )
    settled(project, 0, how=How(Rule.UNION))
    from coder.store.coders import consensus_id

    reserved = ask(project.engine, consensus_id)
    assert coded_by(project.engine, reserved)[answer][project.codes["l"]] == ((0, 4), (5, 9))
    settled(project, 0, how=How(Rule.TAKE, taken_from=kari))
    assert coded_by(project.engine, reserved)[answer] == {project.codes["l"]: ((0, 4),)}


def test_where_one_code_is_allowed_a_union_of_two_is_left_to_a_person(tmp_path: Path) -> None:
    project = double_coded(
        tmp_path / "p.sqlite", {"kari": ["l", ""], "ola": ["s", "s"]}, exclusive=True, counts="consensus"
    )
    settled(project, 0, 1, how=How(Rule.UNION))
    assert consensus(project) == {1: "s"}
    with pytest.raises(TooManyCodesError):
        settled(project, 0, how=How(Rule.UNION))


def test_the_majority_of_three_decides_and_even_votes_wait(tmp_path: Path) -> None:
    project = double_coded(
        tmp_path / "p.sqlite",
        {"kari": ["l", "l", "ls"], "ola": ["l", "s", "l"], "per": ["s", None, ""]},
        counts="consensus",
    )
    settled(project, 0, 1, 2, how=How(Rule.VOTE))
    assert consensus(project) == {0: "l", 2: "l"}


def test_a_parked_answer_has_no_consensus_and_waits_for_somebody(project: DoubleCoded) -> None:
    settled(project, 1, how=How(Rule.UNION))
    kari, ola = project.people.values()
    act(project.engine, kari, PARK, lambda work: park(work, project.answers[1], kari, ola))
    assert consensus(project) == {}
    [one] = settlements(project).values()
    assert one.parked_for == ola
    settled(project, 1, how=How(Rule.INTERSECTION), by="ola")
    assert consensus(project) == {1: ""}


def test_what_was_equal_and_is_not_any_more_waits_again(project: DoubleCoded) -> None:
    kari, ola = project.people.values()
    act(project.engine, kari, SETTLE, lambda work: settle_equal(work, project.compared()))
    act(
        project.engine,
        ola,
        "set_code",
        lambda work: set_code(work, project.answers[2], project.codes["a"], ola),
    )
    left = ask(project.engine, lambda work: standing(work, project.compared()))
    assert [project.place(each) for each in left] == [0]


def test_an_answer_that_one_has_done_cannot_be_settled(tmp_path: Path) -> None:
    project = double_coded(tmp_path / "p.sqlite", {"kari": ["l", "l"], "ola": ["l", None]})
    with pytest.raises(NotComparedError):
        settled(project, 1, how=How(Rule.UNION))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("given", "left"),
    [(("l", "s", "u"), True), (("l", "s", ""), True), (("l", "", ""), False), (("ls", "su", "sk"), False)],
)
def test_a_vote_settles_on_no_code_only_where_most_gave_none(
    given: tuple[str, ...], left: bool, tmp_path: Path
) -> None:
    sets: dict[str, list[str | None]] = {name: [codes] for name, codes in zip("abc", given, strict=True)}
    project = double_coded(tmp_path / "v.sqlite", sets)
    compared = project.compared()
    plan = settle_plan(compared, compared.answers, How(Rule.VOTE))
    assert bool(plan.left) is left


def test_what_somebody_else_settled_since_it_was_looked_at_is_not_overwritten(project: DoubleCoded) -> None:
    known = settlements(project)
    settled(project, 1, how=How(Rule.UNION), by="ola")
    kari, answer_id = project.people["kari"], project.answers[1]

    def look(work: Writing) -> None:
        refuse_settled_meanwhile(work, [answer_id], known)

    with pytest.raises(SettledMeanwhileError, match="ola"):
        act(project.engine, kari, SETTLE, look)
    act(project.engine, project.people["ola"], SETTLE, look)  # one's own is no surprise
    known |= settlements(project)
    act(project.engine, kari, SETTLE, look)

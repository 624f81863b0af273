"""What was settled, put forward for answers that one person has coded, and what it changes in tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from coder.domain.settled_codes import Rule
from coder.store.samples import sample_answers
from coder.store.unit_of_work import Writing
from coder.usecases.agreement.carry_rule import CARRY, Carried, carried, carry
from coder.usecases.agreement.consensus_effect import SET_QUESTION, consensus_effect, count
from coder.usecases.agreement.settle import SETTLE, How, settle
from coder.usecases.suggesting.proposals import decide, open_proposals
from tests.builders import act, ask, coded_by
from tests.usecases.blind_rounds import draw
from tests.usecases.double_coded import QUESTION, DoubleCoded, double_coded


@pytest.fixture
def project(tmp_path: Path) -> DoubleCoded:
    return double_coded(
        tmp_path / "p.sqlite",
        {"kari": ["l", "l", "l", "lu", "u", "ls"], "ola": ["ls", "s", None, None, None, None]},
    )


def by_place(scores: Mapping[int, Sequence[int]]) -> dict[int, dict[int, float]]:
    """Take later answers as likelier."""
    return {
        answer: {code: place / 10} for code, answers in scores.items() for place, answer in enumerate(answers)
    }


def found(project: DoubleCoded, letter: str, beside: str | None = None) -> Carried:
    beside_id = None if beside is None else project.codes[beside]
    return ask(
        project.engine,
        lambda work: carried(work, project.compared(), project.codes[letter], beside_id, ranking=by_place),
    )


def test_a_rule_is_carried_to_answers_coded_once_that_lack_the_code(project: DoubleCoded) -> None:
    assert [project.place(each) for each, _score in found(project, "s").answers] == [4, 3, 2]
    assert [project.place(each) for each, _score in found(project, "s", beside="l").answers] == [3, 2]


def test_answers_that_are_coded_blind_now_are_left_alone(project: DoubleCoded) -> None:
    before = {each for each, _score in found(project, "s").answers}
    drawn = draw(project, "ola", size=2)
    rows = ask(project.engine, lambda work: sample_answers(work, drawn.id))
    assert {each for each, _score in found(project, "s").answers} == before - {row.answer_id for row in rows}


def test_it_waits_for_whoever_coded_them_and_changes_nothing_before(project: DoubleCoded) -> None:
    kari, ola = project.people.values()
    before = coded_by(project.engine, kari)

    def do(work: Writing) -> int:
        return carry(work, project.compared(), found(project, "s", beside="l")).new

    assert act(project.engine, ola, CARRY, do) == 2
    assert coded_by(project.engine, kari) == before
    waiting = ask(project.engine, lambda work: open_proposals(work, project.question_id, kari))
    assert {project.place(each.answer_id) for each in waiting} == {2, 3}
    assert ask(project.engine, lambda work: open_proposals(work, project.question_id, ola)) == []
    third, fourth = project.answers[2], project.answers[3]
    code = project.codes["s"]
    act(project.engine, kari, "decide_proposals", lambda work: decide(work, third, kari, [code], []))
    act(project.engine, kari, "decide_proposals", lambda work: decide(work, fourth, kari, [], [code]))
    assert project.letters(coded_by(project.engine, kari)[third]) == "ls"
    assert ask(project.engine, lambda work: open_proposals(work, project.question_id, kari)) == []
    # What was decided is not asked again.
    assert [project.place(each) for each, _score in found(project, "s").answers] == [4]


def test_before_tables_count_the_consensus_it_is_said_what_that_changes(project: DoubleCoded) -> None:
    kari, ola = project.people.values()

    def take(work: Writing) -> None:
        settle(work, project.compared(), project.answers[:2], How(Rule.TAKE, taken_from=ola))

    act(project.engine, kari, SETTLE, take)
    effect = consensus_effect(project.engine, QUESTION)
    assert (effect.counts, effect.answers, effect.settled) == ("responsible", 2, 6)
    assert effect.changes == (("Folk > Stillingar", 2), ("Pengar > Løn", -1))
    act(project.engine, kari, SET_QUESTION, lambda work: count(work, QUESTION, "consensus"))
    assert consensus_effect(project.engine, QUESTION).counts == "consensus"

"""What the Agreement screen stands on: who may look, what waits, and from which codes it is settled."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.domain.sample import Purpose
from coder.domain.settled_codes import Rule
from coder.store.coders import coder_named
from coder.store.samples import samples_of
from coder.usecases.agreement.compared import NothingComparedError
from coder.usecases.agreement.desk import AgreementDesk, agreement_desk, open_comparison, statistics_of
from coder.usecases.agreement.project_agreement import RoundAsked
from coder.usecases.agreement.settle import PARK, SETTLE, SETTLE_EQUAL, How, park, settle, settle_equal
from coder.usecases.coding.setting import set_code
from coder.usecases.second_coder.blindness import BlindError
from tests.builders import act, ask
from tests.usecases.blind_rounds import close, code_blind, draw
from tests.usecases.double_coded import QUESTION, DoubleCoded, double_coded


@pytest.fixture
def project(tmp_path: Path) -> DoubleCoded:
    """Kari has done five answers; Ola codes four of them blind and is done with three."""
    project = double_coded(
        tmp_path / "p.sqlite", {"kari": ["l", "ls", "", "u", "k"], "ola": [None] * 5, "per": [None] * 5}
    )
    draw(project, "ola")
    code_blind(project, project.people["ola"], {0: "l", 1: "s", 2: "a", 3: "k"})
    return project


def desk(
    project: DoubleCoded, who: str = "kari", round_asked: RoundAsked = None, code: str | None = None
) -> AgreementDesk:
    return ask(
        project.engine,
        lambda work: agreement_desk(work, QUESTION, project.people[who], round_asked=round_asked, code=code),
    )


def compare(project: DoubleCoded, who: str) -> None:
    open_comparison(project.engine, QUESTION, ask(project.engine, lambda work: coder_named(work, who)))


def test_who_has_answers_left_is_shown_nothing(project: DoubleCoded) -> None:
    with pytest.raises(BlindError):
        compare(project, "ola")
    with pytest.raises(BlindError):
        desk(project, "ola", 1)


def test_who_is_done_closes_the_sample_by_looking(project: DoubleCoded) -> None:
    code_blind(project, project.people["ola"], {4: "k"})
    compare(project, "ola")
    [sample] = ask(project.engine, lambda work: samples_of(work, project.question_id))
    assert sample.closed is not None
    found = desk(project, "ola")
    assert [each.number for each in found.compared.rounds] == [1]
    assert [project.place(each.answer_id) for each in found.waiting] == [2, 3, 1]
    assert (found.equal, found.equal_unsettled, found.settled) == (2, 2, 0)


def test_numbers_are_of_what_was_frozen_and_settling_of_what_is_given_now(project: DoubleCoded) -> None:
    code_blind(project, project.people["ola"], {4: "k"})
    compare(project, "ola")
    ola = project.people["ola"]
    act(
        project.engine,
        ola,
        "set_code",
        lambda work: set_code(work, project.answers[1], project.codes["l"], ola),
    )
    found = desk(project)
    assert [project.place(each.answer_id) for each in found.waiting] == [2, 3]
    exact = statistics_of(found, replicates=0).overall("exact_match")
    assert exact is not None
    assert exact.value == 0.4


def test_what_is_parked_stands_first_for_whom_it_waits_and_nowhere_for_others(project: DoubleCoded) -> None:
    code_blind(project, project.people["ola"], {4: "k"})
    compare(project, "ola")
    kari, _ola, per = project.people.values()
    act(project.engine, kari, PARK, lambda work: park(work, project.answers[1], kari, per))
    assert [project.place(each.answer_id) for each in desk(project).waiting] == [2, 3]
    assert [project.place(each.answer_id) for each in desk(project, "per").waiting] == [1, 2, 3]
    assert [project.place(each.answer_id) for each in desk(project).parked] == [1]


@pytest.mark.slow
def test_what_is_settled_is_counted_and_waits_no_more(project: DoubleCoded) -> None:
    code_blind(project, project.people["ola"], {4: "k"})
    compare(project, "ola")
    kari = project.people["kari"]
    found = desk(project)
    act(project.engine, kari, SETTLE_EQUAL, lambda work: settle_equal(work, found.to_settle))
    [against] = [group for group in found.against if group.count == 1]
    act(
        project.engine,
        kari,
        SETTLE,
        lambda work: settle(work, found.to_settle, against.answer_ids, How(Rule.UNION)),
    )
    after = desk(project)
    assert (after.equal_unsettled, after.settled, len(after.waiting)) == (0, 1, 2)
    assert [project.place(each.answer_id) for each in desk(project, code="Anna").waiting] == [2]


def test_own_answers_again_can_be_settled_too(tmp_path: Path) -> None:
    project = double_coded(tmp_path / "p.sqlite", {"kari": ["l", "s"]})
    draw(project, "kari", purpose=Purpose.AGAIN, after_days=0)
    [sample] = ask(project.engine, lambda work: samples_of(work, project.question_id))
    code_blind(project, sample.coder_id, {0: "l", 1: "u"})
    compare(project, "kari")
    found = desk(project)
    assert [project.place(each.answer_id) for each in found.waiting] == [1]
    how = How(Rule.TAKE, taken_from=sample.coder_id)
    act(
        project.engine,
        project.people["kari"],
        SETTLE,
        lambda work: settle(work, found.to_settle, [project.answers[1]], how),
    )
    assert desk(project).waiting == ()


def test_a_round_given_up_before_anything_was_done_hides_nothing_else(tmp_path: Path) -> None:
    project = double_coded(tmp_path / "p.sqlite", {"kari": ["l", "ls"], "ola": ["l", None]})
    draw(project, "ola", size=1)
    with pytest.raises(NothingComparedError, match="round 1"):
        desk(project, "kari", 1)
    close(project, 1, unfinished=True)
    found = desk(project, "kari")
    assert not found.compared.rounds
    assert [project.place(answer.answer_id) for answer in found.compared.answers] == [0]

"""Proposed codes in a review queue: put there by a model, decided on by a person."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from coder.domain.codebook import offered_codes
from coder.domain.coding import CodedState
from coder.domain.decision import Decision
from coder.domain.errors import UnusableInputError
from coder.domain.question import OtherQuestionError
from coder.messages import _
from coder.store.answers import answers_of_question
from coder.store.codes import codes_of
from coder.store.codings import codings_of
from coder.store.proposals import Proposal, proposals_on, proposals_to
from coder.store.questions import codebook_of_question
from coder.store.states import states_of
from coder.store.surveys import update_many
from coder.store.unit_of_work import Reading, Writing
from coder.usecases.coding.setting import set_code
from coder.usecases.suggesting.learning import choosable_codes

PROPOSE = "propose"
DECIDE = "decide_proposals"
"""What the acts are called in the history."""

__all__ = [
    "DECIDE",
    "PROPOSE",
    "Proposal",
    "Proposed",
    "decide",
    "decided_pairs",
    "open_proposals",
    "propose",
]


class NotProposedError(UnusableInputError):
    """A decision on what is not in the queue: never proposed, or decided on by somebody in between."""

    def __init__(self) -> None:
        super().__init__(_("This is no longer proposed: somebody has decided on it. Look again."))


@dataclass(frozen=True)
class Proposed:
    """What came into the queue."""

    new: int
    left_out: int
    """A person has decided on these before: never proposed again."""
    outdated: int
    """The answer is gone by now, or the code cannot be set any more."""


def propose(
    work: Writing,
    question_id: int,
    proposals: Iterable[tuple[int, int, float]],
    *,
    carried: bool = False,
) -> Proposed:
    """Put codes forward for review, in one entry; what a person has decided on stays decided.

    Ranking takes a while: what others took away or closed meanwhile is left out.

    Args:
        work: The act.
        question_id: The question.
        proposals: (answer id, code id, score) of each.
        carried: They follow from a rule by which a difference was settled, and are for answers that are done.

    Raises:
        OtherQuestionError: If an answer or a code is another question's.
    """
    asked = {(answer_id, code_id): score for answer_id, code_id, score in proposals}
    settable = _settable(work, question_id, asked)
    wanted = {pair: score for pair, score in asked.items() if pair in settable}
    present = {(one.answer_id, one.code_id): one for one in proposals_to(work, question_id)}
    new = [
        {"answer": pair[0], "code": pair[1], "score": score, "carried": int(carried)}
        for pair, score in wanted.items()
        if pair not in present
    ]
    again = {present[pair]: score for pair, score in wanted.items() if pair in present}
    changed = {
        one.id: {"score": score}
        for one, score in again.items()
        if one.decision is None and one.score != score
    }
    work.create_many("proposal", new)
    update_many(work, "proposal", changed)
    decided = sum(one.decision is not None for one in again)
    return Proposed(len(new), decided, len(asked) - len(wanted))


def open_proposals(work: Reading, question_id: int, coder_id: int | None = None) -> list[Proposal]:
    """Return what is to be decided on: answers in file order, and for each the likeliest code first.

    Codes that cannot be set any more are left out.

    Args:
        work: The project.
        question_id: The question.
        coder_id: Leave out answers this coder is done with, and codes this coder has set; of proposals
            carried over from a rule, leave out answers this coder is not done with.
    """
    choosable = _choosable(work, question_id)
    found = [
        one for one in proposals_to(work, question_id) if one.decision is None and one.code_id in choosable
    ]
    if coder_id is None:
        return found
    states = states_of(work, question_id, coder_id)
    codings = codings_of(work, [one.answer_id for one in found if one.answer_id in states], coder_id)
    given = {(coding.answer_id, coding.code_id) for those in codings.values() for coding in those}
    return [
        one
        for one in found
        if (states.get(one.answer_id) is CodedState.DONE) == one.is_carried
        and (one.answer_id, one.code_id) not in given
    ]


def decided_pairs(work: Reading, question_id: int) -> set[tuple[int, int]]:
    """Return the (answer id, code id) that a person has decided on; never to be proposed again."""
    return {
        (one.answer_id, one.code_id) for one in proposals_to(work, question_id) if one.decision is not None
    }


def decide(
    work: Writing, answer_id: int, coder_id: int, accepted: Collection[int], rejected: Collection[int]
) -> None:
    """Say yes or no to codes proposed for an answer, in one entry.

    Accepted ones become codings of this coder, and the answer counts as started, unless done; rejected ones
    are remembered.

    Args:
        work: The act.
        answer_id: The answer.
        coder_id: Who decides.
        accepted: Ids of the codes that fit.
        rejected: Ids of the codes that don't.

    Raises:
        NotProposedError: If one of them is not waiting for a decision.
        ClosedCodeError: If an accepted code cannot be set any more.
    """
    waiting = {one.code_id: one.id for one in proposals_on(work, [answer_id]) if one.decision is None}
    decisions = dict.fromkeys(rejected, Decision.REJECTED) | dict.fromkeys(accepted, Decision.ACCEPTED)
    if not decisions.keys() <= waiting.keys():
        raise NotProposedError
    for code_id in accepted:
        set_code(work, answer_id, code_id, coder_id)
    for code_id, decision in decisions.items():
        work.update("proposal", waiting[code_id], decision=decision.value, decided_by=coder_id)


def _settable(work: Reading, question_id: int, pairs: Collection[tuple[int, int]]) -> set[tuple[int, int]]:
    """Return the pairs (answer id, code id) that are there and can be set."""
    answer_ids = {answer_id for answer_id, _code_id in pairs}
    code_ids = {code_id for _answer_id, code_id in pairs}
    answers = answers_of_question(work, question_id, answer_ids)
    codes = codes_of(work, codebook_of_question(work, question_id))
    _refuse_others(work, "answer", answer_ids - answers)
    _refuse_others(work, "code", code_ids.difference(code.id for code in codes))
    choosable = {code.id for code in choosable_codes(offered_codes(codes))}
    return {pair for pair in pairs if pair[0] in answers and pair[1] in choosable}


def _refuse_others(work: Reading, noun_name: str, strange: Collection[int]) -> None:
    """Refuse what is not the question's; what is nobody's any more is no mistake."""
    there = work.records.uids_by_id(noun_name, list(strange))
    if any(each in there for each in strange):
        raise OtherQuestionError


def _choosable(work: Reading, question_id: int) -> set[int]:
    codes = codes_of(work, codebook_of_question(work, question_id))
    return {code.id for code in choosable_codes(offered_codes(codes))}

"""Settling what coders coded differently: answer by answer, or many by a rule; codings as given stay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from coder.domain.codebook import Code
from coder.domain.coding import CodedState, Span, united
from coder.domain.errors import UnusableInputError, WrongUseError
from coder.domain.settled_codes import MAJORITY, Rule, settled_codes
from coder.messages import _
from coder.store.coded_answers import coded_rows_of
from coder.store.coders import consensus_id
from coder.store.codings import Coding, codings_of
from coder.store.settlements import Settlement, settlements_on
from coder.store.unit_of_work import Reading, Writing
from coder.usecases.agreement.compared import KEY, Compared, ComparedAnswer

SETTLE = "settle"
"""What the act is called in the history."""
SETTLE_EQUAL = "settle_equal"
PARK = "park_answer"
UNSETTLE = "unsettle"


class TooManyCodesError(UnusableInputError):
    """Several codes for an answer where the codebook allows one."""

    def __init__(self) -> None:
        super().__init__(_("An answer may have one code only here: choose one of them."))


class UnopenCodeError(UnusableInputError):
    """A code that nobody gave the answer and nobody can set."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("«{name}» cannot be settled on: nobody gave it, and it is only a heading or retired.").format(
                name=name
            )
        )


class NotComparedError(WrongUseError):
    """An answer that two coders have not both done."""

    def __init__(self) -> None:
        super().__init__(_("This answer has not been done by two coders: there is nothing to settle."))


class HeldAgainstKeyError(WrongUseError):
    """Answers of a training set: what they are held against is settled."""

    def __init__(self) -> None:
        super().__init__(
            _("These answers are held against a key, which is settled: there is nothing to settle.")
        )


@dataclass(frozen=True)
class How:
    """How answers are to be settled."""

    rule: Rule
    taken_from: int | None = None
    """Whose codes are taken, by the rule ``take``."""
    chosen: frozenset[int] = frozenset()
    """The codes, by the rule ``chosen``."""
    threshold: float = MAJORITY

    def codes(self, answer: ComparedAnswer) -> frozenset[int] | None:
        """Return the codes an answer would end with; None where this says nothing of it."""
        return settled_codes(
            answer.given,
            self.rule,
            taken_from=self.taken_from,
            chosen=self.chosen,
            threshold=self.threshold,
        )


@dataclass(frozen=True)
class Decided:
    """What an answer is to end with."""

    answer: ComparedAnswer
    codes: frozenset[int]


@dataclass(frozen=True)
class SettlePlan:
    """What settling answers so would do: to be shown before."""

    how: How
    decided: tuple[Decided, ...]
    left: tuple[ComparedAnswer, ...]
    """Answers that stay as they are: no majority, a coder who has not done them, one code too many."""
    changes: Counter[int] = field(default_factory=Counter)
    """Per code, against coder A's codings of the same answers: how many more, or fewer, have it."""


def settle_plan(compared: Compared, answers: Iterable[ComparedAnswer], how: How) -> SettlePlan:
    """Tell what settling answers in a way would do.

    Raises:
        UnopenCodeError: If a chosen code can be given by nobody.
    """
    decided, left, changes = [], [], Counter[int]()
    first = compared.coders[0].id
    for answer in answers:
        codes = how.codes(answer)
        if codes is None or (compared.question.exclusive and len(codes) > 1):
            left.append(answer)
            continue
        _refuse_unopen(compared, answer, codes)
        decided.append(Decided(answer, codes))
        if first in answer.given:
            changes.update(codes - answer.given[first])
            changes.subtract(answer.given[first] - codes)
    net = Counter({code: by for code, by in changes.items() if by})
    return SettlePlan(how, tuple(decided), tuple(left), net)


def planned(compared: Compared, answer_ids: Collection[int], how: How) -> SettlePlan:
    """Tell what ``settle`` would do, or why it would refuse; raises what it does."""
    if any(answer_id not in compared.by_id for answer_id in answer_ids):
        raise NotComparedError
    if any(coder.id == KEY for coder in compared.coders):
        raise HeldAgainstKeyError
    plan = settle_plan(compared, [compared.by_id[each] for each in dict.fromkeys(answer_ids)], how)
    if not plan.decided and len(plan.left) == 1 and how.codes(plan.left[0]):
        raise TooManyCodesError
    return plan


def settle(
    work: Writing, compared: Compared, answer_ids: Collection[int], how: How, sample_id: int | None = None
) -> SettlePlan:
    """Settle answers in one way, in one entry; return what was done. What coders gave stays as it is.

    Args:
        work: The act.
        compared: What coders gave.
        answer_ids: Which answers; those settled before are settled anew.
        how: In which way.
        sample_id: The sample they were drawn in.

    Raises:
        NotComparedError: If one was not done by two coders.
        HeldAgainstKeyError: If it is a training set.
        TooManyCodesError: If a single answer would get several codes where one is allowed.
        UnopenCodeError: If a chosen code can be given by nobody.
    """
    plan = planned(compared, answer_ids, how)
    _write_consensus(work, plan.decided, how)
    _write_settlements(work, [each.answer.answer_id for each in plan.decided], how, sample_id)
    return plan


def settle_equal(work: Writing, compared: Compared, sample_id: int | None = None) -> int:
    """Settle the answers that all their coders gave the same codes, or none; return how many are new."""
    equal = [answer.answer_id for answer in compared.answers if answer.is_equal]
    known = settlements_on(work, equal)
    new = [answer_id for answer_id in equal if answer_id not in known or known[answer_id].is_parked]
    return len(settle(work, compared, new, How(Rule.EQUAL), sample_id).decided)


def park(
    work: Writing, answer_id: int, coder_id: int, for_coder_id: int, sample_id: int | None = None
) -> None:
    """Leave an answer to somebody else; what it was settled to before is taken back."""
    unsettle(work, [answer_id], keep_settlements=True)
    values = {
        "rule": Rule.PARKED.value,
        "decided_by": coder_id,
        "taken_from": None,
        "parked_for": for_coder_id,
        "sample": sample_id,
    }
    known = settlements_on(work, [answer_id]).get(answer_id)
    if known is None:
        work.create("settlement", answer=answer_id, **values)
    else:
        work.update("settlement", known.id, **values)


def unsettle(work: Writing, answer_ids: Sequence[int], *, keep_settlements: bool = False) -> int:
    """Take back how answers were settled; return how many had a consensus."""
    consensus = consensus_id(work)
    codings = [one.id for each in codings_of(work, answer_ids, consensus).values() for one in each]
    coded = [row.id for row in coded_rows_of(work, answer_ids) if row.coder_id == consensus]
    if codings:
        work.delete("coding", codings)
    if coded:
        work.delete("coded", coded)
    settlements = [] if keep_settlements else [one.id for one in settlements_on(work, answer_ids).values()]
    if settlements:
        work.delete("settlement", settlements)
    return len(coded)


def _refuse_unopen(compared: Compared, answer: ComparedAnswer, codes: frozenset[int]) -> None:
    given = frozenset().union(*answer.given.values())
    for code_id in codes - given:
        code: Code = compared.tree.code(code_id)
        if not code.open_for_choice:
            raise UnopenCodeError(code.written_path)


def _write_consensus(work: Writing, decided: Sequence[Decided], how: How) -> None:
    """Make the codings and states of the consensus be what was decided; only what differs is written."""
    consensus = consensus_id(work)
    answer_ids = [each.answer.answer_id for each in decided]
    codings = codings_of(work, answer_ids)
    gone: list[int] = []
    new = []
    for each in decided:
        answer_id = each.answer.answer_id
        of_answer = codings.get(answer_id, [])
        own = {one.code_id: one for one in of_answer if one.coder_id == consensus}
        gone.extend(one.id for code_id, one in own.items() if code_id not in each.codes)
        for code_id in sorted(each.codes):
            excerpts = _excerpts(of_answer, code_id, each.answer, how)
            if code_id not in own:
                new.append({"answer": answer_id, "code": code_id, "coder": consensus, "excerpts": excerpts})
            elif list(own[code_id].excerpts) != excerpts:
                work.update("coding", own[code_id].id, excerpts=excerpts)
    if gone:
        work.delete("coding", gone)
    work.create_many("coding", new)
    _mark_done(work, answer_ids, consensus)


def _excerpts(codings: Iterable[Coding], code_id: int, answer: ComparedAnswer, how: How) -> list[Span]:
    """Return where those whose code it was placed it; the whole answer only where nobody placed it."""
    behind = {how.taken_from} if how.rule is Rule.TAKE else answer.given.keys()
    placed = [
        span
        for each in codings
        if each.code_id == code_id and each.coder_id in behind
        for span in each.excerpts
    ]
    return united(placed)


def _mark_done(work: Writing, answer_ids: Sequence[int], consensus: int) -> None:
    done = {"state": CodedState.DONE.value, "done_entry": work.number}
    present = {row.answer_id: row.id for row in coded_rows_of(work, answer_ids) if row.coder_id == consensus}
    for row_id in present.values():
        work.update("coded", row_id, **done)
    rows = [{"answer": each, "coder": consensus, **done} for each in answer_ids if each not in present]
    work.create_many("coded", rows)


def _write_settlements(work: Writing, answer_ids: Sequence[int], how: How, sample_id: int | None) -> None:
    values = {
        "rule": how.rule.value,
        "decided_by": work.coder_id,
        "taken_from": how.taken_from if how.rule is Rule.TAKE else None,
        "parked_for": None,
        "sample": sample_id,
    }
    known: dict[int, Settlement] = settlements_on(work, answer_ids)
    for settlement in known.values():
        work.update("settlement", settlement.id, **values)
    work.create_many("settlement", [{"answer": each, **values} for each in answer_ids if each not in known])


def standing(work: Reading, compared: Compared) -> dict[int, Settlement]:
    """Return how the answers compared were settled; what was equal then and differs now waits again."""
    found = settlements_on(work, [answer.answer_id for answer in compared.answers])
    return {
        answer_id: settlement
        for answer_id, settlement in found.items()
        if not (settlement.rule is Rule.EQUAL and not compared.by_id[answer_id].is_equal)
    }

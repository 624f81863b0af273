"""What a person decides on the Agreement screen, as acts for the writer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coder.domain.settled_codes import Rule

if TYPE_CHECKING:
    from coder.store.coders import Coder
    from coder.store.settlements import Settlement
    from coder.store.unit_of_work import Writing
    from coder.usecases.agreement.carry_rule import Carried
    from coder.usecases.agreement.compared import Compared
    from coder.usecases.agreement.settle import How, SettlePlan
    from coder.usecases.suggesting.proposals import Proposed

SETTLE, SETTLE_EQUAL, PARK, UNSETTLE = "settle", "settle_equal", "park_answer", "unsettle"
CLOSE, OPEN = "close_sample", "open_blind_sample"
CARRY, SET_QUESTION = "carry_rule", "set_question"
"""What the acts are called in the history."""

RULES = {
    "union": Rule.UNION,
    "intersection": Rule.INTERSECTION,
    "nothing": Rule.NOTHING,
    "vote": Rule.VOTE,
}
"""Ways of settling that name neither coder nor codes, by what keys call them."""


@dataclass(frozen=True)
class Way:
    """How answers are to be settled; ``How`` of the use case, without what that loads."""

    rule: Rule
    taken_from: int | None = None
    chosen: frozenset[int] = frozenset()

    def how(self) -> How:
        """Return it as the use case takes it."""
        from coder.usecases.agreement.settle import How

        return How(self.rule, taken_from=self.taken_from, chosen=self.chosen)


def planned(compared: Compared, answer_ids: Sequence[int], way: Way) -> SettlePlan:
    """Tell what settling answers in a way would do."""
    from coder.usecases.agreement.settle import settle_plan

    return settle_plan(compared, [compared.by_id[each] for each in answer_ids], way.how())


def settle(
    compared: Compared, answer_ids: Sequence[int], way: Way, known: Mapping[int, Settlement]
) -> Callable[[Writing], SettlePlan]:
    """Settle answers in one way, unless somebody has settled them otherwise than is known."""

    def act(work: Writing) -> SettlePlan:
        from coder.usecases.agreement.settle import settle
        from coder.usecases.agreement.settled_meanwhile import refuse_settled_meanwhile

        refuse_settled_meanwhile(work, answer_ids, known)
        return settle(work, compared, answer_ids, way.how())

    return act


def settle_equal(compared: Compared) -> Callable[[Writing], int]:
    """Settle what all coded alike."""

    def act(work: Writing) -> int:
        from coder.usecases.agreement.settle import settle_equal

        return settle_equal(work, compared)

    return act


def park(answer_id: int, coder_id: int, for_coder_id: int) -> Callable[[Writing], None]:
    """Leave an answer to somebody."""

    def act(work: Writing) -> None:
        from coder.usecases.agreement.settle import park

        park(work, answer_id, coder_id, for_coder_id)

    return act


def unsettle(answer_id: int) -> Callable[[Writing], int]:
    """Let an answer wait again."""

    def act(work: Writing) -> int:
        from coder.usecases.agreement.settle import unsettle

        return unsettle(work, [answer_id])

    return act


def close(question_key: str, coder: Coder) -> Callable[[Writing], int]:
    """Close the samples a coder is done with; give how many."""

    def act(work: Writing) -> int:
        from coder.store.questions import question_named
        from coder.usecases.second_coder.samples import close_finished

        return len(close_finished(work, question_named(work, question_key), coder))

    return act


def close_round(question_key: str, number: int) -> Callable[[Writing], int]:
    """Close a round that all its coders are done with; give how many samples that closes."""

    def act(work: Writing) -> int:
        from coder.store.questions import question_named
        from coder.usecases.second_coder.samples import close_round

        return len(close_round(work, question_named(work, question_key), number))

    return act


def open_early(question_key: str, number: int, coder: Coder) -> Callable[[Writing], int]:
    """Let a coder see others' codes before time; give how many answers that drops."""

    def act(work: Writing) -> int:
        from coder.store.questions import question_named
        from coder.usecases.second_coder.samples import open_before_time

        return open_before_time(work, question_named(work, question_key), number, coder)

    return act


def count(question_key: str, counts: str) -> Callable[[Writing], None]:
    """Let tables count what was settled, or the responsible coder's coding."""

    def act(work: Writing) -> None:
        from coder.usecases.agreement.consensus_effect import count

        count(work, question_key, "consensus" if counts == "consensus" else "responsible")

    return act


def carry(compared: Compared, found: Carried) -> Callable[[Writing], Proposed]:
    """Put a code forward for answers that may lack it."""

    def act(work: Writing) -> Proposed:
        from coder.usecases.agreement.carry_rule import carry

        return carry(work, compared, found)

    return act

"""How the differences between coders were settled, counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from coder.domain.settled_codes import Rule
from coder.store.unit_of_work import Reading
from coder.usecases.compared import Compared
from coder.usecases.settle import standing


@dataclass(frozen=True)
class SettledFacts:
    """What became of the answers that coders coded."""

    equal: int
    """Coded alike by all."""
    different: int
    ways: tuple[tuple[Rule, int | None, int], ...]
    """Of the different ones, by rule and by whose codes were taken: how many; most first."""
    counts: str
    """Whose coding tables count: ``responsible`` or ``consensus``."""

    @property
    def parked(self) -> int:
        """How many wait for a third coder."""
        return sum(n for rule, _whose, n in self.ways if rule is Rule.PARKED)

    @property
    def left(self) -> int:
        """How many have not been settled, nor left to somebody."""
        return self.different - sum(n for _rule, _whose, n in self.ways)


def settled_facts(work: Reading, compared: Compared) -> SettledFacts:
    """Count how the answers that coders coded differently were settled."""
    different = {answer.answer_id for answer in compared.answers if not answer.is_equal}
    settlements = standing(work, compared)
    ways = Counter(
        (settlements[answer_id].rule, settlements[answer_id].taken_from)
        for answer_id in different
        if answer_id in settlements
    )
    return SettledFacts(
        equal=len(compared.answers) - len(different),
        different=len(different),
        ways=tuple((rule, whose, n) for (rule, whose), n in ways.most_common()),
        counts=compared.question.counts,
    )

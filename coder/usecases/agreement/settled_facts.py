"""How the differences between coders were settled, counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from coder.domain.settled_codes import Rule
from coder.store.coders import consensus_id
from coder.store.double_coded import code_sets
from coder.store.settlements import settlements_on
from coder.store.unit_of_work import Reading
from coder.usecases.agreement.compared import Compared, compared_to_settle


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
    now = compared_to_settle(work, compared, [coder.name for coder in compared.coders]).by_id
    settlements = settlements_on(work, sorted(different))
    coded = {answer_id for answer_id, _coder in code_sets(work, sorted(different), [consensus_id(work)])}

    def rule_of(answer_id: int, rule: Rule) -> Rule:
        # Chosen were then no codes at all.
        return Rule.NOTHING if rule is Rule.CHOSEN and answer_id not in coded else rule

    ways = Counter(
        (rule_of(answer_id, settlement.rule), settlement.taken_from)
        for answer_id, settlement in settlements.items()
        if settlement.rule is not Rule.EQUAL or (answer_id in now and now[answer_id].is_equal)
    )
    return SettledFacts(
        equal=len(compared.answers) - len(different),
        different=len(different),
        ways=tuple((rule, whose, n) for (rule, whose), n in ways.most_common()),
        counts=compared.question.counts,
    )

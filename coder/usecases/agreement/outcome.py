"""What became of a difference between coders: how it was settled, by whom, and on which codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coder.domain.settled_in_words import settled_in_words
from coder.messages import _
from coder.store.coders import all_coders, consensus_id
from coder.store.double_coded import code_sets
from coder.store.settlements import Settlement, settlements_on
from coder.store.unit_of_work import Reading


@dataclass(frozen=True)
class Outcome:
    """How an answer was settled, or whom it waits for."""

    settlement: Settlement
    how: str
    """In words; where it waits, for whom."""
    by: str
    """Who decided so."""
    codes: frozenset[int]
    """Ids of the codes it ended with."""

    @property
    def said(self) -> str:
        """How, and by whom, in one."""
        return _("{how}, by {name}").format(how=self.how, name=self.by)


def outcomes_of(work: Reading, answer_ids: Sequence[int]) -> dict[int, Outcome]:
    """Return what became of answers, by answer id; those nobody decided on are left out."""
    settlements = settlements_on(work, answer_ids)
    names = {coder.id: coder.name for coder in all_coders(work)}
    consensus = consensus_id(work)
    codes = code_sets(work, list(settlements), [consensus])
    found = {}
    for answer_id, settlement in settlements.items():
        given = codes.get((answer_id, consensus), frozenset())
        if settlement.parked_for is not None:
            how = _("waits for {name}").format(name=names[settlement.parked_for])
        else:
            taken_from = names.get(settlement.taken_from or 0, "")
            how = settled_in_words(settlement.rule, taken_from, is_empty=not given)
        found[answer_id] = Outcome(settlement, how, names[settlement.decided_by], given)
    return found

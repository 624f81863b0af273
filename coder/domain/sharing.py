"""Which answer a coder is handed next, where several coders read the same question."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from coder.domain.coding import CodedState

NOBODYS: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Sharing:
    """How one coder shares the answers of a question with others; answers by id."""

    begun: frozenset[int] = NOBODYS
    """What others have begun, or are done with."""
    claimed: frozenset[int] = NOBODYS
    """What others were handed to read, and have not begun."""
    dealt: frozenset[int] = NOBODYS
    """What lies in others' piles."""
    own_pile: frozenset[int] = NOBODYS
    """What lies in the coder's own pile, where others' answers are read too."""
    kept: int | None = None
    """What the coder was handed before; it is handed again until it is begun."""
    ends: bool = False
    """Whether nothing is handed out twice: the question's pile is shared."""
    is_noted: bool = True
    """Whether others are told what the coder is handed."""

    @cached_property
    def taken(self) -> frozenset[int]:
        """What is for others to code, but for what they only read as yet."""
        return (self.begun | self.dealt) - self.own_pile

    def is_taken(self, answer_id: int) -> bool:
        """Tell whether an answer is for others to code, as far as that is known."""
        return answer_id in self.taken or (answer_id in self.claimed and answer_id not in self.own_pile)

    def with_claimed(self, claimed: frozenset[int]) -> Sharing:
        """Return the same with what others read by now."""
        if claimed == self.claimed:
            return self
        found = replace(self, claimed=claimed)
        # Of many answers, putting it together anew would be felt.
        found.__dict__["taken"] = self.taken
        return found


ALONE = Sharing(is_noted=False)
"""A coder who shares nothing: in an own pile, or before a blind sample."""


def unread(order: Sequence[int], states: Mapping[int, CodedState], sharing: Sharing = ALONE) -> Iterator[int]:
    """Give the answers a coder may be handed when sitting down, the one to be handed first.

    First what the coder has begun, then what was handed out before, then what is nobody's, in the coder's
    order; what others have comes last, or never where the pile is shared.
    """
    started = {answer_id for answer_id, state in states.items() if state is CodedState.STARTED}
    if started:
        yield from (each for each in order if each in started)
    kept = sharing.kept
    is_kept = kept is not None and kept not in states and kept not in sharing.begun and kept in order
    if kept is not None and is_kept:
        yield kept
    handed = kept if is_kept else None
    untouched = [each for each in order if each not in states and each != handed]
    for belongs in _lots(sharing, states):
        yield from filter(belongs, untouched)


def _lots(sharing: Sharing, states: Mapping[int, CodedState]) -> Iterator[Callable[[int], bool]]:
    """Give what tells of an answer whether it belongs in a lot, for one lot after the other."""

    if not sharing.is_noted:
        yield lambda _answer_id: True
        return
    pile, claimed, taken = sharing.own_pile, sharing.claimed - sharing.own_pile, sharing.taken
    if pile:
        yield pile.__contains__

    def is_open(answer_id: int) -> bool:
        is_free = answer_id not in taken and answer_id not in claimed
        return (is_free or states.get(answer_id) is CodedState.STARTED) and answer_id not in pile

    yield is_open
    if not sharing.ends:
        # What somebody reads just now is the last that is read by another.
        yield lambda each: each not in pile and not is_open(each) and each not in claimed
        yield lambda each: each not in pile and not is_open(each) and each in claimed

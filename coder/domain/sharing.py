"""Which answer a coder is handed next, where several coders read the same question."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

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

    def is_taken(self, answer_id: int) -> bool:
        """Tell whether an answer is for others to code, as far as that is known."""
        if answer_id in self.own_pile:
            return False
        return answer_id in self.begun or answer_id in self.claimed or answer_id in self.dealt

    def with_claimed(self, claimed: frozenset[int]) -> Sharing:
        """Return the same with what others read by now."""
        return self if claimed == self.claimed else replace(self, claimed=claimed)


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
    for belongs in _lots(sharing, states):
        yield from (each for each in order if each not in states and each != handed and belongs(each))


def not_done_from(
    order: Sequence[int],
    place: int,
    states: Mapping[int, CodedState],
    just_done: Container[int] = (),
    sharing: Sharing = ALONE,
) -> Iterator[int]:
    """Give the answers to go on with from a place in the order, from the beginning after the last.

    Args:
        order: The coder's reading order.
        place: Where the coder is; the answer there is not given.
        states: How far the coder is with answers.
        just_done: Answers that are done whatever ``states`` says.
        sharing: What others have; that comes last, or never where the pile is shared.
    """
    for belongs in _lots(sharing, states):
        # By place: a copy of a long order would be made at each key.
        for at in chain(range(place + 1, len(order)), range(place)):
            each = order[at]
            if states.get(each) is not CodedState.DONE and each not in just_done and belongs(each):
                yield each


def _lots(sharing: Sharing, states: Mapping[int, CodedState]) -> Iterator[Callable[[int], bool]]:
    """Give what tells of an answer whether it belongs in a lot, for one lot after the other."""

    def is_open(answer_id: int) -> bool:
        return states.get(answer_id) is CodedState.STARTED or not sharing.is_taken(answer_id)

    if not sharing.is_noted:
        yield lambda _answer_id: True
        return
    pile, claimed = sharing.own_pile, sharing.claimed
    if pile:
        yield pile.__contains__
    yield lambda answer_id: answer_id not in pile and is_open(answer_id)
    if not sharing.ends:
        # What somebody reads just now is the last that is read by another.
        yield lambda answer_id: not is_open(answer_id) and answer_id not in claimed
        yield lambda answer_id: not is_open(answer_id) and answer_id in claimed

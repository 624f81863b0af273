"""The answers a coder is not done with, ready to be handed out however many there are."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import chain

from coder.domain.coding import CodedState
from coder.domain.sharing import ALONE, Sharing

_LOTS = 4


class LeftToDo:
    """Answers by the lots of ``Sharing``, kept true as one after the other changes.

    To look through a hundred thousand answers at each key would be felt.
    """

    def __init__(
        self, order: Sequence[int], states: Mapping[int, CodedState], sharing: Sharing = ALONE
    ) -> None:
        self._order = order
        self._states = dict(states)
        self._sharing = sharing
        self._places = {answer_id: place for place, answer_id in enumerate(order)}
        self._lots: list[list[int]] = [[] for _lot in range(_LOTS)]
        self._lot_of: dict[int, int] = {}
        for place, answer_id in enumerate(order):
            if states.get(answer_id) is not CodedState.DONE and (lot := self._lot(answer_id)) is not None:
                self._lots[lot].append(place)
                self._lot_of[answer_id] = lot

    def after(self, place: int, just_done: Container[int] = ()) -> Iterator[int]:
        """Give the answers to go on with from a place in the order, from the beginning after the last.

        Args:
            place: Where the coder is; the answer there is not given.
            just_done: Answers that are done by now, though that has not been told.
        """
        for places in self._lots:
            before, behind = bisect_left(places, place), bisect_right(places, place)
            # By number: a copy of a long list would be made at each key.
            for at in chain(range(behind, len(places)), range(before)):
                answer_id = self._order[places[at]]
                if answer_id not in just_done:
                    yield answer_id

    def stands(self, answer_id: int, state: CodedState) -> None:
        """Take in how far the coder is with an answer."""
        if self._states.get(answer_id) is not state:
            self._states[answer_id] = state
            self._put(answer_id)

    def share(self, sharing: Sharing) -> None:
        """Take in what others have by now."""
        before, self._sharing = self._sharing, sharing
        if (before.is_noted, before.ends) != (sharing.is_noted, sharing.ends):
            changed = set(self._places)
        else:
            changed = {
                answer_id
                for name in ("begun", "claimed", "dealt", "own_pile")
                if getattr(before, name) is not getattr(sharing, name)
                for answer_id in getattr(before, name) ^ getattr(sharing, name)
            }
        for answer_id in changed:
            self._put(answer_id)

    def _put(self, answer_id: int) -> None:
        """Put an answer into the lot it belongs to now."""
        place = self._places.get(answer_id)
        if place is None:
            return
        before, lot = self._lot_of.pop(answer_id, None), self._lot(answer_id)
        if before is not None:
            del self._lots[before][bisect_left(self._lots[before], place)]
        if lot is not None:
            insort(self._lots[lot], place)
            self._lot_of[answer_id] = lot

    def _lot(self, answer_id: int) -> int | None:
        """Return the lot an answer is in, the one that is handed out first having the lowest number.

        Own pile; what is nobody's, or begun; what others have; what somebody reads just now, which is the
        last that is read by another. None where it is done, or left to others.
        """
        state, sharing = self._states.get(answer_id), self._sharing
        if state is CodedState.DONE:
            return None
        if not sharing.is_noted or answer_id in sharing.own_pile:
            return 0
        if state is CodedState.STARTED or not sharing.is_taken(answer_id):
            return 1
        if sharing.ends:
            return None
        return 3 if answer_id in sharing.claimed else 2

"""Which quotations are taken where nobody has chosen any: spread over those who wrote."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Sequence
from heapq import heapify, heappop, heappush

from coder.text.folding import equal_answer_key
from coder.usecases.report.theme_reading import Heading, Passage


def starred_in(headings: Iterable[Heading]) -> list[Passage]:
    """Return the starred passages under some headings."""
    return [passage for each in headings for passage in each.passages if passage.starred]


class Spread:
    """Takes quotations heading by heading; who is quoted least in the document comes first."""

    def __init__(self, starred: Iterable[Passage] = ()) -> None:
        """Begin; ``starred`` are quoted whatever is taken."""
        self._quoted = Counter(passage.respondent_id for passage in starred)

    def taken(self, passages: Sequence[Passage], most: int) -> list[Passage]:
        """Return so many passages, in the order they stand in.

        Nobody's second comes before everybody's first; what says the same as another comes when nothing else
        is left.
        """
        chosen, again = self._taken(passages, range(len(passages)), most, says_new=True)
        chosen += self._taken(passages, sorted(again), most - len(chosen), says_new=False)[0]
        return [passages[place] for place in sorted(chosen)]

    def _taken(
        self, passages: Sequence[Passage], among: Iterable[int], most: int, *, says_new: bool
    ) -> tuple[list[int], list[int]]:
        """Return the places of those taken, and of those passed over since they say the same."""
        places: dict[str, deque[int]] = defaultdict(deque)
        for place in among:
            places[passages[place].respondent_id].append(place)
        # Among those quoted as often, who stands first.
        waiting = [(self._quoted[who], own.popleft(), who) for who, own in places.items()]
        heapify(waiting)
        chosen: list[int] = []
        again: list[int] = []
        said: set[str] = set()
        while waiting and len(chosen) < most:
            often, place, who = heappop(waiting)
            words = equal_answer_key(passages[place].words)
            if says_new and words in said:
                again.append(place)
            else:
                said.add(words)
                chosen.append(place)
                often += 1
                self._quoted[who] = often
            if places[who]:
                heappush(waiting, (often, places[who].popleft(), who))
        return chosen, again

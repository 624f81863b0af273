"""Which quotations are taken where nobody has chosen any: spread over those who wrote."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Sequence
from heapq import heapify, heappop, heappush

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
        """Return so many passages, nobody's second before everybody's first, in the order they stand in."""
        places: dict[str, deque[int]] = defaultdict(deque)
        for place, passage in enumerate(passages):
            places[passage.respondent_id].append(place)
        # Among those quoted as often, who stands first.
        waiting = [(self._quoted[who], own.popleft(), who) for who, own in places.items()]
        heapify(waiting)
        chosen: list[int] = []
        while waiting and len(chosen) < most:
            often, place, who = heappop(waiting)
            chosen.append(place)
            self._quoted[who] = often + 1
            if places[who]:
                heappush(waiting, (often + 1, places[who].popleft(), who))
        return [passages[place] for place in sorted(chosen)]

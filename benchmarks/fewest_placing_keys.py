"""The fewest keys that place codes on sentences of an answer: a shortest way by the screen's own cursor."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from benchmarks.fewest_keys import Keys
from coder.domain.coding import Span
from coder.domain.coverage import coverage
from coder.tui.coding.excerpt_cursor import ExcerptCursor


@dataclass(frozen=True)
class Placing:
    """A code to be set on one excerpt, or on the whole answer, and the keys that set it."""

    span: Span | None
    keys: Keys


@dataclass(frozen=True)
class _Place:
    """Where the cursor stands, and which placings are made."""

    cursor: ExcerptCursor
    made: frozenset[int] = frozenset()
    is_done: bool = False


class PlacingKeys:
    """The keys of unit sentence, as far as the fewest are looked for among them.

    ``whole`` lets the code set last stand for the whole answer. ``with_shortcuts`` False leaves out the keys
    that take all sentences or end the answer at once.
    """

    def __init__(self, *, whole: Keys, with_shortcuts: bool = True) -> None:
        self._whole = whole
        self._with_shortcuts = with_shortcuts

    def fewest(self, text: str, sentences: Sequence[Span], placings: Sequence[Placing]) -> Keys:
        """Return the fewest keys that make all placings and end the answer."""
        start = _Place(ExcerptCursor.on(text, sentences))
        order = count()
        waiting: list[tuple[int, int, _Place, Keys]] = [(0, next(order), start, ())]
        seen: set[_Place] = set()
        while waiting:
            _length, _order, place, keys = heapq.heappop(waiting)
            if place.is_done:
                return keys
            if place in seen:
                continue
            seen.add(place)
            for more, there in self._steps(place, placings):
                if there not in seen:
                    longer = (*keys, *more)
                    heapq.heappush(waiting, (len(longer), next(order), there, longer))
        raise ValueError(f"No keys place {placings}")

    def _steps(self, place: _Place, placings: Sequence[Placing]) -> Iterator[tuple[Keys, _Place]]:
        cursor, made = place.cursor, place.made
        for keys, moved in self._moves(cursor):
            yield keys, _Place(moved, made)
        for number, placing in enumerate(placings):
            if number in made:
                continue
            if placing.span == cursor.span:
                yield placing.keys, _Place(cursor, made | {number})
            elif placing.span is None:
                yield (*placing.keys, *self._whole), _Place(cursor, made | {number})
        yield from self._ends(place, placings)

    def _moves(self, cursor: ExcerptCursor) -> Iterator[tuple[Keys, ExcerptCursor]]:
        yield ("up",), cursor.move(-1)
        yield ("down",), cursor.move(1)
        yield ("shift+up",), cursor.extend(-1)
        yield ("shift+down",), cursor.extend(1)
        if self._with_shortcuts:
            yield ("ctrl+a",), cursor.all()

    def _ends(self, place: _Place, placings: Sequence[Placing]) -> Iterator[tuple[Keys, _Place]]:
        """Enter goes to the next sentence without a code; where there is none, the answer is done."""
        cursor, made = place.cursor, place.made
        spans = [placings[number].span for number in made]
        covered = coverage(cursor.sentences, [[] if span is None else [span] for span in spans])
        following = cursor.next_without_code(covered)
        if following is not None:
            yield ("enter",), _Place(following, made)
        elif len(made) == len(placings):
            yield ("enter",), _Place(cursor, made, is_done=True)
        if self._with_shortcuts and len(made) == len(placings):
            yield ("ctrl+d",), _Place(cursor, made, is_done=True)

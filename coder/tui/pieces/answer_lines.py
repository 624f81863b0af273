"""A text as lines: a window of it, with the excerpt stood on, placed ones and words that speak for a code."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import itemgetter

from coder.domain.coding import Span, united
from coder.messages import ngettext
from coder.text.safe import safe, shrinking_places
from coder.tui.pieces.lines import Line, Piece, Role, line
from coder.tui.pieces.wrapping import wrapped_lines

LONGEST = 20_000
"""Characters shown at once; wrapping a megabyte would stop the screen for a second."""
_BEFORE = LONGEST // 4
"""Characters kept before the place that a window is moved to."""
_NEAR = 200
"""How far a window looks for a blank to begin at."""


@dataclass(frozen=True, eq=False)
class TextWindow:
    """The part of a text that is shown, wrapped; offsets are those of the whole text as it came."""

    text: str
    span: Span
    width: int
    _shown: str = field(repr=False)
    _places: list[tuple[Span, str | None]] = field(repr=False)
    _shrinking: list[int] = field(repr=False)

    @classmethod
    def around(cls, text: str, place: int, width: int) -> TextWindow:
        """Wrap the part of a text that a place lies well within."""
        start = _begin(text, place) if len(text) > LONGEST else 0
        span = start, min(start + LONGEST, len(text))
        part = text[span[0] : span[1]]
        shown = safe(part)
        places = wrapped_lines(shown, width) if width > 0 and text else []
        return cls(text, span, width, shown, places, shrinking_places(part))

    @property
    def head(self) -> int:
        """How many lines stand above the text: one where there is more before it."""
        return int(self.span[0] > 0)

    @property
    def start_place(self) -> int:
        """A place that a window around it would begin as this one does, or nearly."""
        return self.span[0] + _BEFORE if self.span[0] else 0

    def goes_on(self, *, forward: bool) -> bool:
        """Tell whether there is more of the text after what is shown, or before."""
        return self.span[1] < len(self.text) if forward else self.span[0] > 0

    def holds(self, span: Span) -> bool:
        """Tell whether something is shown from its beginning, and to its end if that can be."""
        start, end = self.span
        return start <= span[0] < end and (span[1] <= end or span[0] <= start + _BEFORE)

    def row_of(self, place: int) -> int:
        """Return the line that a place of the text stands on."""
        shown = self._shown_place(place)
        found = bisect_right(self._places, shown, key=lambda each: each[0][0]) - 1
        return self.head + max(found, 0)

    def place_of(self, row: int) -> int:
        """Return the place of the text that a line begins with."""
        if not self._places:
            return self.span[0]
        number = min(max(row - self.head, 0), len(self._places) - 1)
        shown = self._places[number][0][0]
        shrunk = bisect_left(range(len(self._shrinking)), shown, key=lambda n: self._shrinking[n] - n)
        return self.span[0] + shown + shrunk

    def lines(
        self, chosen: Span | None = None, placed: Sequence[Span] = (), speaking: Sequence[Span] = ()
    ) -> list[Line]:
        """Return the lines to show.

        Args:
            chosen: The excerpt the coder stands on.
            placed: Excerpts that codes are placed on, in any order.
            speaking: Words that speak for a suggestion, in any order.
        """
        marks = _Marks(
            None if chosen is None else self._shown_span(chosen),
            self._shown_spans(placed),
            self._shown_spans(speaking),
        )
        body = [Line(tuple(self._pieces(span, marks)), joint=joint) for span, joint in self._places]
        return [*_more(self.span[0], before=True), *body, *_more(len(self.text) - self.span[1], before=False)]

    def _pieces(self, span: Span, marks: _Marks) -> list[Piece]:
        start, end = span
        cuts = sorted({start, end, *marks.cuts_within(start, end)})
        return [Piece(self._shown[begin:until], marks.role_at(begin)) for begin, until in pairwise(cuts)] or [
            Piece("")
        ]

    def _shown_spans(self, spans: Sequence[Span]) -> list[Span]:
        """Return what of some spans is shown, in order and without overlaps."""
        return [self._shown_span(each) for each in united(spans) if self._touches(each)]

    def _shown_span(self, span: Span) -> Span:
        return self._shown_place(span[0]), self._shown_place(span[1])

    def _shown_place(self, place: int) -> int:
        start, end = self.span
        inside = min(max(place, start), end) - start
        return inside - bisect_right(self._shrinking, inside - 2)

    def _touches(self, span: Span) -> bool:
        return span[0] < self.span[1] and self.span[0] < span[1]


class _Marks:
    """What is marked in the shown text."""

    def __init__(self, chosen: Span | None, placed: list[Span], speaking: list[Span]) -> None:
        self._chosen = chosen if chosen is not None and chosen[0] < chosen[1] else None
        self._placed = [each for each in placed if each[0] < each[1]]
        self._speaking = [each for each in speaking if each[0] < each[1]]

    def cuts_within(self, start: int, end: int) -> list[int]:
        """Return where roles change between two places."""
        chosen = [self._chosen] if self._chosen else []
        spans = [*_within(self._placed, start, end), *_within(self._speaking, start, end), *chosen]
        return [place for each in spans for place in each if start < place < end]

    def role_at(self, place: int) -> Role:
        """Return how the sign at a place is shown."""
        chosen = self._chosen is not None and self._chosen[0] <= place < self._chosen[1]
        if _holds(self._speaking, place):
            return Role.CHOSEN_SPEAKING if chosen else Role.SPEAKING
        if _holds(self._placed, place):
            return Role.CHOSEN_PLACED if chosen else Role.PLACED
        return Role.CHOSEN if chosen else Role.TEXT


def _within(spans: list[Span], start: int, end: int) -> list[Span]:
    """Return those of some spans, in order, that touch what lies between two places."""
    first = bisect_right(spans, start, key=itemgetter(1))
    return spans[first : bisect_left(spans, end, key=itemgetter(0))]


def _holds(spans: list[Span], place: int) -> bool:
    number = bisect_right(spans, place, key=itemgetter(0)) - 1
    return number >= 0 and place < spans[number][1]


def _begin(text: str, place: int) -> int:
    """Return where a window begins: at a word near before a place, and the last window is a full one."""
    start = max(min(place - _BEFORE, len(text) - LONGEST), 0)
    blank = text.find(" ", start, start + _NEAR)
    return blank + 1 if start and blank >= 0 else start


def _more(count: int, *, before: bool) -> list[Line]:
    if count <= 0:
        return []
    if before:
        told = ngettext("… {n} character before this", "… {n} characters before this", count)
    else:
        told = ngettext("… {n} more character", "… {n} more characters", count)
    return [line(Piece(told.format(n=count), Role.MARK))]

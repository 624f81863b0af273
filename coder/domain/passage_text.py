"""A passage as it is printed: shortened and masked where somebody said so, and otherwise letter by letter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from coder.domain.coding import Span

OMISSION = "[…]"
_Mask = tuple[int, int, str]
_NO_BLANK_BEFORE = frozenset(".,;:!?)»”…")
_NO_BLANK_AFTER = frozenset("(«“„")


def shortened(
    text: str, span: Span | None = None, cuts: Iterable[Span] = (), masks: Iterable[_Mask] = ()
) -> str:
    """Return a passage with its cuts as "[…]" and its masks as their replacements in brackets.

    Blanks around the passage are left out, and a blank is set between a mark and the word beside it;
    nothing else is written otherwise than it was. A mask that reaches over an end of the passage or into a
    cut masks what is left of it. Places outside the text mean nothing.

    Args:
        text: The whole answer.
        span: Which part of it, in code points; None for all of it.
        cuts: What is left out, by places in the answer.
        masks: (start, end, replacement) by places in the answer.

    >>> shortened("Nav i Ås er bra, men vi trenger flere.", None, [(17, 31)], [(6, 8, "kommune")])
    'Nav i [kommune] er bra, […] flere.'
    """
    return printed(text, span, cuts, masks).text


@dataclass(frozen=True)
class Printed:
    """A passage as it is printed, and where what stands in the answer came to stand."""

    text: str
    _runs: tuple[_Run, ...] = field(repr=False)

    def places(self, span: Span) -> list[Span]:
        """Return where a part of the answer stands in print; the mark, where one stands in its place.

        >>> printed("Nav i Ås er bra.", None, [], [(6, 8, "kommune")]).places((4, 11))
        [(4, 6), (6, 15), (15, 18)]
        """
        found = [run.place_of(span) for run in self._runs]
        return [place for place in found if place is not None]


@dataclass(frozen=True)
class _Run:
    """What stands together in print, and from which part of the answer it is."""

    shown: Span
    source: Span
    is_mark: bool

    def place_of(self, span: Span) -> Span | None:
        start, end = max(span[0], self.source[0]), min(span[1], self.source[1])
        if start >= end or self.shown[0] >= self.shown[1]:
            return None
        if self.is_mark:
            return self.shown
        moved = self.shown[0] - self.source[0]
        return start + moved, min(end + moved, self.shown[1])


def printed(
    text: str, span: Span | None = None, cuts: Iterable[Span] = (), masks: Iterable[_Mask] = ()
) -> Printed:
    """Return a passage as ``shortened`` does, with the places of what it prints."""
    first, last = span if span is not None else (0, len(text))
    first, last = max(first, 0), min(last, len(text))
    marks = _marks(_within(cuts, first, last, text), _masks_within(masks, first, last))
    pieces: list[str] = []
    runs: list[_Run] = []
    place, total = first, 0
    for start, end, mark in (*marks, (last, last, "")):
        for source, is_mark in (((place, start), False), ((start, end), True)):
            before = len(pieces)
            if is_mark and mark:
                _append_mark(pieces, mark)
            elif not is_mark:
                _append(pieces, text[slice(*source)])
            total += sum(map(len, pieces[before:]))
            if len(pieces) > before:
                runs.append(_Run((total - len(pieces[-1]), total), source, is_mark))
        place = end
    whole = "".join(pieces)
    return Printed(whole.strip(), tuple(_stripped(runs, whole)))


def _stripped(runs: Iterable[_Run], whole: str) -> Iterable[_Run]:
    """Count places from where a text begins without the blanks around it."""
    ahead, length = len(whole) - len(whole.lstrip()), len(whole.strip())
    for run in runs:
        start, end = (min(max(each - ahead, 0), length) for each in run.shown)
        lost = 0 if run.is_mark else start - (run.shown[0] - ahead)
        yield _Run((start, end), (run.source[0] + lost, run.source[1]), run.is_mark)


def printed_parts(text: str, span: Span | None = None, cuts: Iterable[Span] = ()) -> list[Span]:
    """Return the parts of an answer that a passage prints, masked or not."""
    first, last = span if span is not None else (0, len(text))
    first, last = max(first, 0), min(last, len(text))
    return _outside((first, last), _within(cuts, first, last, text))


def _within(cuts: Iterable[Span], first: int, last: int, text: str) -> list[Span]:
    """Return the cuts inside a passage, in order, those with nothing but blanks between them as one."""
    joined: list[Span] = []
    for start, end in sorted((max(start, first), min(end, last)) for start, end in cuts):
        if start >= end:
            continue
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _masks_within(masks: Iterable[_Mask], first: int, last: int) -> list[_Mask]:
    """Return the masks inside a passage, in order, those that overlap as one with the first one's words."""
    joined: list[_Mask] = []
    clipped = [(max(start, first), min(end, last), words) for start, end, words in masks]
    for start, end, words in sorted(clipped, key=lambda mask: (mask[0], -mask[1])):
        if start >= end:
            continue
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end), joined[-1][2])
        else:
            joined.append((start, end, words))
    return joined


def _marks(cuts: Sequence[Span], masks: Sequence[_Mask]) -> list[_Mask]:
    """Return what stands in place of text, in order and apart from each other."""
    marks: list[_Mask] = [(start, end, OMISSION) for start, end in cuts]
    for start, end, words in masks:
        marks.extend((rest[0], rest[1], bracketed(words)) for rest in _outside((start, end), cuts))
    return sorted(marks)


def _outside(span: Span, cuts: Sequence[Span]) -> list[Span]:
    """Return the parts of a span that no cut covers."""
    parts: list[Span] = []
    place, last = span
    for start, end in cuts:
        if end <= place or start >= last:
            continue
        if start > place:
            parts.append((place, start))
        place = max(place, end)
    if place < last:
        parts.append((place, last))
    return parts


def bracketed(words: str) -> str:
    """Return what is printed in place of a masked mention."""
    clean = words.strip() or "…"
    return clean if clean.startswith("[") and clean.endswith("]") else f"[{clean}]"


def _append(pieces: list[str], words: str) -> None:
    if not words:
        return
    after_mark = bool(pieces) and pieces[-1].endswith(OMISSION)
    if after_mark and not words[0].isspace() and words[0] not in _NO_BLANK_BEFORE:
        pieces.append(" ")
    pieces.append(words)


def _append_mark(pieces: list[str], mark: str) -> None:
    before = pieces[-1] if pieces else " "
    touches = not before[-1].isspace() and before[-1] not in _NO_BLANK_AFTER
    if touches and OMISSION in (mark, before):
        pieces.append(" ")
    pieces.append(mark)

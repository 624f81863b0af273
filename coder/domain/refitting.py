"""Where excerpts lie after their answer's text was changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from coder.domain.coding import Span, distinct


@dataclass(frozen=True)
class Refitted:
    """What became of a coding's excerpts."""

    kept: tuple[Span, ...]
    """All that still stand, moved ones at their new place."""
    moved: tuple[tuple[Span, Span], ...]
    dropped: tuple[Span, ...]


def refitted(excerpts: Iterable[Span], before: str, after: str) -> Refitted:
    """Find the excerpts of a text in its new version: where they were, else where the same words stand once.

    >>> refitted([(0, 4), (5, 8)], "pris tid", "god pris")
    Refitted(kept=((4, 8),), moved=(((0, 4), (4, 8)),), dropped=((5, 8),))
    """
    kept: list[Span] = []
    moved: list[tuple[Span, Span]] = []
    dropped: list[Span] = []
    for start, end in distinct(excerpts):
        words = before[start:end]
        place = only_place(words, after)
        if after[start:end] == words:
            kept.append((start, end))
        elif place is not None:
            kept.append(place)
            moved.append(((start, end), place))
        else:
            dropped.append((start, end))
    return Refitted(tuple(distinct(kept)), tuple(moved), tuple(dropped))


def refitted_passage(
    span: Span | None, cuts: Iterable[Span], before: str, after: str
) -> tuple[Span | None, tuple[Span, ...]] | None:
    """Find a passage and what is cut from it in the new version of its text; None where its words are gone.

    One of the whole answer stays while nothing but blanks and line breaks differ.

    >>> refitted_passage((0, 4), [(2, 4)], "pris tid", "god pris")
    ((4, 8), ((6, 8),))
    """
    cuts = tuple(cuts)
    if span is None:
        moved = refitted(cuts, before, after)
        fits = same_words(before, after) and not moved.dropped
        return (None, moved.kept) if fits else None
    fit = refitted([span], before, after)
    if fit.dropped:
        return None
    [(start, end)] = fit.kept
    by = start - span[0]
    return (start, end), tuple((first + by, last + by) for first, last in cuts)


def same_words(before: str, after: str) -> bool:
    """Tell whether two texts differ in nothing but blanks and line breaks."""
    return before.split() == after.split()


def only_place(words: str, text: str) -> Span | None:
    """Return where words stand in a text, if they do and only once."""
    first = text.find(words)
    if first < 0 or text.find(words, first + 1) >= 0:
        return None
    return first, first + len(words)

"""Where two files of tables differ, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from coder.documents.cells_in import Line, Lines
from coder.tables.grid_difference import Difference


def line_differences(before: Lines, after: Lines) -> tuple[Difference, ...]:
    """Return where the lines of two files differ, cell by cell where a line stands in both."""
    found: list[Difference] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, first, last, other_first, other_last in matcher.get_opcodes():
        if kind == "equal":
            continue
        ours, theirs = before[first:last], after[other_first:other_last]
        for line, other in _side_by_side(ours, theirs):
            found += _cells(line, other) if line and other else [_line(line, other)]
    return tuple(found)


def _side_by_side(ours: Lines, theirs: Lines) -> Iterator[tuple[Line | None, Line | None]]:
    """Yield lines with their counterparts: those in the same place, of blocks of other lengths by label."""
    if len(ours) == len(theirs):
        yield from zip(ours, theirs, strict=True)
        return
    left: dict[str, list[Line]] = {}
    for line in theirs:
        left.setdefault(_label(line), []).append(line)
    for line in ours:
        others = left.get(_label(line))
        yield line, others.pop(0) if others else None
    yield from ((None, line) for others in left.values() for line in others)


def _label(line: Line) -> str:
    return next((cell for cell in line if cell), "")


def _cells(line: Line, other: Line) -> list[Difference]:
    if len(line) != len(other):
        return [_line(line, other)]
    where = _label(line)
    return [
        Difference(where if cell != where else "", cell, again)
        for cell, again in zip(line, other, strict=True)
        if cell != again
    ]


def _line(line: Line | None, other: Line | None) -> Difference:
    def joined(cells: Line | None) -> str | None:
        return None if cells is None else "  ".join(filter(None, cells))

    return Difference("", joined(line), joined(other))

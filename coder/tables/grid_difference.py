"""Where two tables differ, cell by cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from coder.documents.grid import Grid
from coder.domain.codebook import PATH_SEPARATOR
from coder.messages import _

Place = tuple[str, str, int, int]
"""The path of a row's labels, the headings of a column, and which row and column of several so named."""


@dataclass(frozen=True)
class Difference:
    """One place at which two tables do not say the same."""

    where: str
    """The row and the column, or what part of the table; empty where the words speak for themselves."""
    before: str | None
    """None where the first has no such place."""
    after: str | None
    """None where the second has no such place."""


def differences(before: Grid, after: Grid) -> tuple[Difference, ...]:
    """Return where two tables differ: caption, cells by row and column wherever they stand, and note."""
    found = [Difference(_("Caption"), before.caption, after.caption)]
    ours, theirs = _cells(before), _cells(after)
    for place in dict.fromkeys((*ours, *theirs)):
        row, column, _row, _column = place
        where = " · ".join(filter(None, (row, column)))
        found.append(Difference(where, ours.get(place), theirs.get(place)))
    found.append(Difference(_("Note"), before.note, after.note))
    return tuple(each for each in found if each.before != each.after)


def _cells(grid: Grid) -> dict[Place, str]:
    columns = _numbered(" ".join(filter(None, (column.group, column.heading))) for column in grid.columns)
    above: list[str] = []
    paths = []
    for row in grid.rows:
        above = [*above[: row.indent], row.label]
        paths.append(PATH_SEPARATOR.join(above))
    return {
        (path, column, of_path, of_column): cell.text
        for (path, of_path), row in zip(_numbered(paths), grid.rows, strict=True)
        for (column, of_column), cell in zip(columns, row.cells, strict=True)
    }


def _numbered(names: Iterable[str]) -> list[tuple[str, int]]:
    """Return names, each with how many of the same stand before it."""
    met: Counter[str] = Counter()
    found = []
    for name in names:
        found.append((name, met[name]))
        met[name] += 1
    return found

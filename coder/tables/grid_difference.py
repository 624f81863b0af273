"""Where two tables differ, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass

from coder.documents.grid import Grid
from coder.domain.codebook import PATH_SEPARATOR
from coder.messages import _

Place = tuple[str, str, int]
"""The path of a row's labels, the headings of a column, and which of several of that name."""


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
        row, column, _which = place
        where = " · ".join(filter(None, (row, column)))
        found.append(Difference(where, ours.get(place), theirs.get(place)))
    found.append(Difference(_("Note"), before.note, after.note))
    return tuple(each for each in found if each.before != each.after)


def _cells(grid: Grid) -> dict[Place, str]:
    columns = [" ".join(filter(None, (column.group, column.heading))) for column in grid.columns]
    found: dict[Place, str] = {}
    above: list[str] = []
    for row in grid.rows:
        above = [*above[: row.indent], row.label]
        path = PATH_SEPARATOR.join(above)
        which = 0
        while columns and (path, columns[0], which) in found:
            which += 1
        for column, cell in zip(columns, row.cells, strict=True):
            found[path, column, which] = cell.text
    return found

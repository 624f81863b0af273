"""Why a table cannot be shown: earlier exports tell too much, or would with this table beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coder.messages import _
from coder.tables.published import BASE, Published, PublishedCell
from coder.tables.suppression.relations import Count
from coder.text.numbers import written_count


@dataclass(frozen=True)
class GivenAway:
    """A count that must be hidden now, but that readers of earlier exports know."""

    row: str
    column: str
    """Empty for the total."""
    count: int
    export: str
    """The export that shows it; empty where it can only be worked out from several."""

    def __str__(self) -> str:
        place = _place(self.row, self.column)
        if self.export:
            return _("{place}: {n} stands in an earlier export, {export}.").format(
                place=place, n=written_count(self.count), export=self.export
            )
        return _("{place}: {n} can be worked out from earlier exports.").format(
            place=place, n=written_count(self.count)
        )


@dataclass(frozen=True)
class Narrowed:
    """A count that an earlier export hides, and that could be worked out with this table beside it."""

    row: str
    column: str
    """Empty for the total."""
    among: tuple[str, ...]
    """Whom the earlier export counts, as conditions."""
    count: int
    export: str
    """The export that hides it."""

    def __str__(self) -> str:
        many = len(self.among) > 1 or not self.column
        place = _place(self.row, ", ".join(self.among) if many else self.column)
        return _("{place}: {n} is hidden in {export}.").format(
            place=place, n=written_count(self.count), export=self.export
        )


def _place(row: str, column: str) -> str:
    return f"«{row}», «{column}»" if column else f"«{row}»"


def given_away(cell: PublishedCell, earlier: Sequence[Published], *, is_bare: bool) -> GivenAway | None:
    """Return that readers know a count, if an earlier export shows it or it ``is_bare`` anyway."""
    export = next((each.name for each in earlier if _shows(each, cell)), "")
    return GivenAway(_label(cell), cell.column, cell.count, export) if export or is_bare else None


def narrowed(count: Count) -> Narrowed:
    """Return where a count is hidden that would be narrowed."""
    hidden = count.hidden_by[0]
    cell = hidden.cell
    return Narrowed(_label(cell), cell.column, cell.of, cell.count, hidden.export)


def _label(cell: PublishedCell) -> str:
    return _("N") if cell.kind == BASE else cell.label


def _shows(export: Published, cell: PublishedCell) -> bool:
    return any(other.shown and other.key == cell.key and other.count == cell.count for other in export.cells)

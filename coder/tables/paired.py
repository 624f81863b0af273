"""A trend of the same units: by how much each share changed, and whether it did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from coder.domain.intervals import Estimate, paired_difference
from coder.messages import _
from coder.tables.significance import Outcome, adjusted, paired_test
from coder.tables.table import Beside, FrequencyTable, Row
from coder.tables.tested import p_text
from coder.text.numbers import MINUS, written_number


@dataclass(frozen=True)
class PairCounts:
    """In how many units a code or theme stands, in the first wave and in the last."""

    both: int
    first_only: int
    last_only: int
    neither: int

    @property
    def units(self) -> int:
        """How many units were compared."""
        return self.both + self.first_only + self.last_only + self.neither


def with_differences(
    table: FrequencyTable, pairs: Sequence[PairCounts | None]
) -> tuple[FrequencyTable, list[str]]:
    """Put the change from the first wave to the last beside each row, in percentage points.

    Args:
        table: A trend, counts hidden that are to be hidden.
        pairs: Row by row; None where there is nothing to compare.
    """
    shown = [
        None if found is None or not found.units or _is_hidden(table, place) else found
        for place, found in enumerate(pairs)
    ]
    difference = Beside(
        "difference",
        _("Change"),
        "",
        tuple("" if found is None else _written(found, table.decimals) for found in shown),
        tuple(None if found is None else _estimate(found).value for found in shown),
    )
    tested = [None if found is None else paired_test(found.first_only, found.last_only) for found in shown]
    ps = _adjusted(table.rows, [each.p if isinstance(each, Outcome) else None for each in tested])
    texts = tuple(p_text(each, p) for each, p in zip(tested, ps, strict=True))
    sentences = [
        _(
            "Change: percentage points from the first wave to the last in the same respondents, with 95 % "
            "interval (Newcombe); p: McNemar, adjusted for the number of rows (Benjamini-Hochberg)."
        )
    ]
    if any(isinstance(each, str) for each in tested):
        sentences.append(_("«Too few»: so few changed that no outcome could tell."))
    p = Beside("paired", _("p"), "", texts, tuple(ps))
    return replace(table, beside=(*table.beside, difference, p)), sentences


def _is_hidden(table: FrequencyTable, place: int) -> bool:
    line = [cell for cell, column in zip(table.cells[place], table.columns, strict=True) if not column.group]
    return any(cell.suppressed or not cell.in_use for cell in (line[0], line[-1]))


def _estimate(found: PairCounts) -> Estimate:
    return paired_difference(found.both, found.last_only, found.first_only, found.neither)


def _written(found: PairCounts, decimals: int) -> str:
    """Write a change as "+5 (1; 9)"."""
    estimate = _estimate(found)
    value, low, high = (_signed(end, decimals) for end in (estimate.value, estimate.low, estimate.high))
    sign = "" if value.startswith(MINUS) or Decimal(value.replace(",", ".")) == 0 else "+"
    return f"{sign}{value} ({low}; {high})"


def _signed(share: float, decimals: int) -> str:
    points = Decimal(f"{100 * share:.9f}").quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return written_number(points)


def _adjusted(rows: Sequence[Row], ps: Sequence[float | None]) -> list[float | None]:
    """Adjust the p of codes and of themes, each as a family of their own."""
    done: list[float | None] = [None] * len(ps)
    for is_theme in (False, True):
        places = [place for place, row in enumerate(rows) if (row.level == "theme") == is_theme]
        for place, p in zip(places, adjusted([ps[place] for place in places]), strict=True):
            done[place] = p
    return done

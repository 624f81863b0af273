"""Files of several coders' codings, to be compared: a row per code given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coder.domain.coder_kind import CONSENSUS
from coder.domain.coding import CodedState
from coder.domain.errors import Problem
from coder.messages import _, ngettext

if TYPE_CHECKING:
    from coder.exchange.table import Table

_COLUMNS = ("unit", "respondent_id", "wave", "coder", "theme", "code", "state")
_STATES = frozenset({"", CodedState.STARTED.value, CodedState.DONE.value})
_BETWEEN = "\0"
"""Between respondent and wave in the name of a unit; no cell can hold it."""


@dataclass(frozen=True)
class GivenCode:
    """That a coder gave a unit a code; with an empty code, that none applies."""

    unit: str
    coder: str
    theme: str
    """What the file says of what stands above the code; mostly nothing."""
    code: str
    row: int


@dataclass(frozen=True)
class CodingsToCompare:
    """What stood in a file of codings: the good rows, and everything that was wrong."""

    rows: tuple[GivenCode, ...]
    problems: tuple[Problem, ...] = ()
    notices: tuple[str, ...] = ()


def codings_to_compare_in(table: Table) -> CodingsToCompare:
    """Read the rows of a table as codings.

    Columns ``unit`` (or ``respondent_id`` and, where there are several, ``wave``), ``coder`` and ``code``,
    which may be empty: nothing applies. ``theme`` tells codes of one name apart; by ``state``, what a coder
    has only started is left out, as is the consensus, which is no coder's.
    """
    return _Reader(table).read()


class _Reader:
    def __init__(self, table: Table) -> None:
        self._table = table
        self._problems = list(table.problems)
        self._places = table.places(_COLUMNS)

    def read(self) -> CodingsToCompare:
        if self._lacks_columns():
            return CodingsToCompare((), tuple(self._problems))
        rows = [
            row
            for number, cells in zip(self._table.row_numbers, self._table.rows, strict=True)
            if (row := self._row(number, cells)) is not None
        ]
        if not rows and not self._problems:
            self._problem(None, None, _("there is no row below the header, so nothing to compare."))
        rows, notices = self._compared(rows)
        self._contradictions(rows)
        return CodingsToCompare(tuple(rows), tuple(self._problems), (*self._table.notices, *notices))

    def _lacks_columns(self) -> bool:
        if "unit" not in self._places and "respondent_id" not in self._places:
            self._problem(
                None, "unit", _("the column is missing. It, or respondent_id, says what was coded.")
            )
        for name in ("coder", "code"):
            if name not in self._places:
                self._problem(None, name, _("the column is missing. Give the file a column of that name."))
        return not {"coder", "code"} <= set(self._places) or not {"unit", "respondent_id"} & set(self._places)

    def _row(self, number: int, cells: Sequence[str]) -> GivenCode | None:
        name = "unit" if "unit" in self._places else "respondent_id"
        unit, coder = self._cell(cells, name), self._cell(cells, "coder").strip()
        theme, code = self._cell(cells, "theme"), self._cell(cells, "code")
        before = len(self._problems)
        if not unit.strip():
            self._problem(number, name, _("the cell is empty. Say what was coded."))
        if not coder:
            self._problem(number, "coder", _("the cell is empty. Name the coder."))
        if theme.strip() and not code.strip():
            self._problem(number, "code", _("there is a theme but no code. Name the code, or empty both."))
        state = self._cell(cells, "state").strip()
        if state.casefold() not in _STATES:
            what = _("«{cell}» is no state. Write done or started.").format(cell=state[:40])
            self._problem(number, "state", what)
        if len(self._problems) > before:
            return None
        if name == "respondent_id":
            unit = unit + _BETWEEN + self._cell(cells, "wave").strip()
        return GivenCode(unit, coder, theme.strip(), code if code.strip() else "", number)

    def _compared(self, rows: list[GivenCode]) -> tuple[list[GivenCode], list[str]]:
        """Return the rows that are to be compared, and what is to be told of the others."""
        started = self._started()
        begun = {(row.unit, row.coder) for row in rows if row.row in started}
        consensus = {(row.unit, row.coder) for row in rows if row.coder.casefold() == CONSENSUS} - begun
        notices = []
        if begun:
            said = ngettext(
                "{n} coding that was only started is left out.",
                "{n} codings that were only started are left out.",
                len(begun),
            )
            notices.append(said.format(n=len(begun)))
        if consensus:
            notices.append(_("The consensus is left out: it is no coder's."))
        left_out = begun | consensus
        return [row for row in rows if (row.unit, row.coder) not in left_out], notices

    def _started(self) -> frozenset[int]:
        """Return the numbers of the rows whose coder had not finished."""
        if "state" not in self._places:
            return frozenset()
        return frozenset(
            number
            for number, cells in zip(self._table.row_numbers, self._table.rows, strict=True)
            if self._cell(cells, "state").strip().casefold() == CodedState.STARTED.value
        )

    def _contradictions(self, rows: Sequence[GivenCode]) -> None:
        """Note where a coder both gave a unit codes and said that none applies."""
        given = {(row.unit, row.coder) for row in rows if row.code}
        for row in rows:
            if not row.code and (row.unit, row.coder) in given:
                self._problem(
                    row.row,
                    "code",
                    _(
                        "the cell is empty, which says that no code applies, but in other rows {coder} gave "
                        "this unit codes. Take this row away, or those."
                    ).format(coder=row.coder),
                )

    def _cell(self, cells: Sequence[str], column: str) -> str:
        place = self._places.get(column)
        return "" if place is None else cells[place]

    def _problem(self, row: int | None, column: str | None, what: str) -> None:
        self._problems.append(Problem(self._table.name, row, column, what))

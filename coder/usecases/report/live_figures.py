"""Live figures of a note, filled in from the table of the settled coding."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from coder.domain.codebook import Code, find_code, name_key
from coder.domain.errors import CoderError
from coder.domain.live_figures import FigureKind, LiveFigure, figures_in, filled
from coder.messages import _
from coder.tables.table import HIDDEN, NOT_IN_USE, FrequencyTable, Row
from coder.text.numbers import written_count, written_number

_IN_BRACES = re.compile(r"\{[^{}\n]*\}")


@dataclass(frozen=True)
class FilledNote:
    """A note as it is read."""

    text: str
    problems: tuple[str, ...] = ()
    """What could not be filled in and stands as it was written; a sentence each."""
    hidden: tuple[str, ...] = ()
    """What stands there as hidden, since the table hides it; a sentence each."""


class _UnfilledError(Exception):
    """Why a figure cannot be filled in, and what stands in its place, if anything."""

    def __init__(self, said: str, shown: str | None = None) -> None:
        super().__init__(said)
        self.shown = shown


class _HiddenError(Exception):
    """The table hides the figure."""


class Figures:
    """What the live figures of one question say."""

    def __init__(
        self,
        table: FrequencyTable,
        codes: Iterable[Code],
        counted: FrequencyTable | None = None,
        folded: Iterable[Code] = (),
    ) -> None:
        """Take the figures from a table.

        Args:
            table: As the report prints it, so that text and table cannot differ.
            codes: The codebook the names stand in, through the layer where there is one.
            counted: The same table with all its counts; None where it hides none.
            folded: Codes that a layer has folded into others: known, and without a row.
        """
        self._table = table
        self._counted = counted or table
        self._told: set[str] = set()
        self._codes = [code for code in codes if code.merged_into is None]
        self._folded = list(folded)
        self._rows = {row.id: row for row in table.rows if row.id is not None}

    def filled(self, text: str) -> FilledNote:
        """Fill in a note's figures; names that lead nowhere are told, and stand as they were written."""
        problems: list[str] = []
        hidden: list[str] = []

        def figure(asked: LiveFigure) -> str | None:
            try:
                return self._value(asked)
            except _HiddenError:
                why = _("the figure is hidden, as small counts are in exported files")
                hidden.append(f"{asked.written}: {why}")
                return HIDDEN
            except _UnfilledError as error:
                problems.append(f"{asked.written}: {error}")
                return error.shown

        said = filled(text, figure)
        unfilled = tuple(dict.fromkeys([*problems, *_no_figures(text)]))
        return FilledNote(said, unfilled, tuple(dict.fromkeys(hidden)))

    def printed(self) -> list[dict[str, Any]]:
        """Return what the figures filled in so far publish, to be kept with their export; none: nothing."""
        from coder.tables.published import published_cells

        return published_cells(self._counted, self._table, self._told) if self._told else []

    def _value(self, asked: LiveFigure) -> str:
        if asked.kind is FigureKind.BASE:
            self._told.add("")
            return written_count(self._table.base)
        row = self._row(asked.code)
        if not row.in_use:
            raise _UnfilledError(_("the code was not in use"), NOT_IN_USE)
        self._told.add(row.id or "")
        if row.suppressed or row.count is None:
            raise _HiddenError
        if asked.kind is FigureKind.COUNT:
            return written_count(row.count)
        if row.percent is None:
            raise _UnfilledError(_("the base is too small for percentages; write the count"))
        return written_number(row.percent, self._table.decimals)

    def _row(self, name: str) -> Row:
        try:
            code = self._known_as(name) or find_code(self._codes, name)
        except CoderError as error:
            if self._is_folded(name):
                raise _UnfilledError(_no_row()) from error
            raise _UnfilledError(str(error)) from error
        if code.uid not in self._rows:
            raise _UnfilledError(_no_row())
        return self._rows[code.uid]

    def _is_folded(self, name: str) -> bool:
        try:
            find_code(self._folded, name)
        except CoderError:
            return False
        return True

    def _known_as(self, name: str) -> Code | None:
        """Return the one code that once had a name and was not found by it, such as one merged into it."""
        if any(name_key(code.name) == name_key(name) for code in self._codes):
            return None
        found = [code for code in self._codes if name_key(name) in map(name_key, code.text.aliases)]
        return found[0] if len(found) == 1 else None


def _no_row() -> str:
    return _("the table has no row for it: it is folded, left out, or a mere heading")


def _no_figures(text: str) -> Iterator[str]:
    known = {each.written for each in figures_in(text)}
    for found in _IN_BRACES.findall(text):
        if found not in known:
            said = _("{written} is not filled in. Live figures are {{count:Code}}, {{percent:Code}}, {{N}}.")
            yield said.format(written=found)

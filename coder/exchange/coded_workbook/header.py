"""Where a sheet's header is: below titles, on one row or two, with merged cells and names that come again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass, field

from coder.domain.errors import Problem
from coder.exchange.coded_workbook.sheets import CodedSheet, unstorable_problems
from coder.exchange.header_row import header_row as found_header_row
from coder.exchange.table import column_letter
from coder.messages import _, ngettext

_TITLE = 0.8
"""A merged cell as wide as this share of the table is its title."""


@dataclass(frozen=True)
class SheetColumn:
    """A column with a name of its own."""

    place: int
    """From 0, A first."""
    name: str
    group: str = ""
    """What stands over it and its neighbours in a header of two rows, or in a merged header cell."""

    @property
    def letters(self) -> str:
        """What a spreadsheet calls it."""
        return column_letter(self.place)


@dataclass(frozen=True)
class HeadedSheet:
    """A sheet with its columns named; ``rows`` holds those below the header, as (row from 0, cells)."""

    sheet: CodedSheet
    columns: tuple[SheetColumn, ...]
    header_row: int
    """The last row of the header, from 0."""
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    notices: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    def values(self, column: SheetColumn) -> list[str]:
        """Return a column's cells from top to bottom, blanks around taken off."""
        return [cells[column.place].strip() for _row, cells in self.rows]

    def named(self, name: str) -> SheetColumn | None:
        """Return the column of a name, or of a spreadsheet's letters; None where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        return next((column for column in self.columns if column.letters == name.upper()), None)


@dataclass
class _Header:
    first: int
    last: int
    names: dict[int, str] = field(default_factory=dict)
    groups: dict[int, str] = field(default_factory=dict)


def headed(sheet: CodedSheet, header_row: int | None = None) -> HeadedSheet | None:
    """Find the header of a sheet and name its columns; None of a sheet without a filled cell.

    Args:
        sheet: The sheet.
        header_row: Its last row, from 1, if a person said so.
    """
    filled = [sum(1 for cell in row if cell.strip()) if row else 0 for row in sheet.rows]
    if not any(filled):
        return None
    last = found_header_row(filled) if header_row is None else min(header_row, len(sheet.rows)) - 1
    header = _read_header(sheet, last, may_go_on=header_row is None)
    notices = []
    if any(filled[: header.first]):
        said = _("{sheet}: the header is taken to be row {row}; what stands above it is not read.")
        notices.append(said.format(sheet=_name(sheet), row=header.first + 1))
    if header.last > header.first:
        said = _("{sheet}: rows {first} and {last} are taken together as the header.")
        notices.append(said.format(sheet=_name(sheet), first=header.first + 1, last=header.last + 1))
    columns, renamed = _columns(sheet, header)
    notices.extend(renamed)
    rows, problems = _body(sheet, header.last + 1, columns)
    places = frozenset(column.place for column in columns)
    for row in range(header.first, header.last + 1):
        problems = [*unstorable_problems(sheet, row, places), *problems]
    return HeadedSheet(sheet, columns, header.last, rows, tuple(notices), tuple(problems))


def _name(sheet: CodedSheet) -> str:
    return sheet.name or sheet.file


def _read_header(sheet: CodedSheet, last: int, *, may_go_on: bool) -> _Header:
    """Read the names in the header, whose other row may stand above or below the one that was found."""
    width = max(len(row) for row in sheet.rows)
    names = {place: sheet.cell(last, place).strip() for place in range(width)}
    above = _groups(sheet, last - 1, width) if last else {}
    if above and any(names.get(place) for place in above):
        # A name that stands beside the groups above, over a blank cell, goes with them.
        for place in range(width):
            if not names[place]:
                names[place] = sheet.cell(last - 1, place).strip() if place not in above else ""
        return _Header(last - 1, last, _filled_only(names), above)
    if may_go_on and _goes_on(sheet, last, names):
        groups = {**_groups(sheet, last, width)} or _to_the_right(names, sheet, last)
        below = {place: sheet.cell(last + 1, place).strip() for place in range(width)}
        both = {place: below[place] or names[place] for place in range(width)}
        groups = {place: group for place, group in groups.items() if below[place]}
        return _Header(last, last + 1, _filled_only(both), groups)
    groups = {}
    for (top, left), (bottom, right) in sheet.merged:
        if top <= last <= bottom and right > left and names.get(left):
            groups.update(dict.fromkeys(range(left, right + 1), names[left]))
            names.update(dict.fromkeys(range(left, right + 1), names[left]))
        elif top < last <= bottom and not names.get(left):
            names[left] = sheet.cell(top, left).strip()
    return _Header(last, last, _filled_only(names), groups)


def _filled_only(names: dict[int, str]) -> dict[int, str]:
    return {place: " ".join(name.split()) for place, name in names.items() if name}


def _groups(sheet: CodedSheet, row: int, width: int) -> dict[int, str]:
    """Return what merged cells of a row stand over, by column; titles over the whole table are none."""
    found: dict[int, str] = {}
    for (top, left), (bottom, right) in sheet.merged:
        if top == bottom == row and 0 < right - left < _TITLE * (width - 1) and sheet.cell(row, left).strip():
            found.update(dict.fromkeys(range(left, right + 1), " ".join(sheet.cell(row, left).split())))
    return found


def _goes_on(sheet: CodedSheet, row: int, names: dict[int, str]) -> bool:
    """Tell whether the next row belongs to the header: blank under the first name, filled under blanks."""
    first = next((place for place, name in names.items() if name), 0)
    below = {place: sheet.cell(row + 1, place).strip() for place in names}
    fills = [place for place, cell in below.items() if cell and not names[place] and place > first]
    short = all(len(cell) <= 80 for cell in below.values())
    return bool(fills) and not below[first] and short and not all(below[place].isdigit() for place in fills)


def _to_the_right(names: dict[int, str], sheet: CodedSheet, row: int) -> dict[int, str]:
    """Return each column's group where groups are written once and blank cells follow."""
    found: dict[int, str] = {}
    group = ""
    for place in sorted(names):
        group = names[place] or group
        if sheet.cell(row + 1, place).strip():
            found[place] = " ".join(group.split())
    return found


def _columns(sheet: CodedSheet, header: _Header) -> tuple[tuple[SheetColumn, ...], list[str]]:
    """Name the columns; a name that comes again is told apart by its group, else by the column's letters."""
    names = dict(header.names)
    width = max(len(row) for row in sheet.rows)
    blank = {place for place in range(width) if place not in names}
    unnamed = sorted(_with_values(sheet, header.last + 1, blank))
    counted = Counter(names.values())
    grouped = Counter((header.groups.get(place, ""), name) for place, name in names.items())
    columns = []
    again: list[str] = []
    for place, name in sorted(names.items()):
        group = header.groups.get(place, "")
        own = name
        if counted[name] > 1:
            is_told = group and group != name and grouped[group, name] == 1
            own = f"{group}: {name}" if is_told else f"{name} ({column_letter(place)})"
            again.append(own)
        columns.append(SheetColumn(place, own, group))
    by_place = {column.place: column for column in columns}
    for place in unnamed:
        left = by_place.get(place - 1)
        name = re.sub(r" \([A-Z]+\)$", "", left.name) if left is not None else _("column")
        by_place[place] = SheetColumn(place, f"{name} ({column_letter(place)})", left.group if left else "")
    notices = []
    if again:
        said = _("{sheet}: columns of the same name are told apart as {columns}.")
        notices.append(said.format(sheet=_name(sheet), columns=_listed(again)))
    if unnamed:
        said = ngettext(
            "{sheet}: column {columns} has no header; it is named after its neighbour.",
            "{sheet}: columns {columns} have no header; they are named after their neighbours.",
            len(unnamed),
        )
        letters = [column_letter(place) for place in unnamed]
        notices.append(said.format(sheet=_name(sheet), columns=_listed(letters)))
    return tuple(by_place[place] for place in sorted(by_place)), notices


def _listed(names: Sequence[str], most: int = 12) -> str:
    return ", ".join(names[:most]) + (" …" if len(names) > most else "")


def _with_values(sheet: CodedSheet, first_row: int, places: Set[int]) -> Set[int]:
    """Return those of the places in which any cell from a row on is filled."""
    if not places:
        return places
    rows = (sheet.rows[row] for row in sheet.filled_rows(first_row))
    return {place for row in rows for place, cell in enumerate(row) if place in places and cell.strip()}


def _body(
    sheet: CodedSheet, first: int, columns: Sequence[SheetColumn]
) -> tuple[tuple[tuple[int, tuple[str, ...]], ...], list[Problem]]:
    """Return the rows that are not blank, each as wide as the columns, and what cannot be stored in them."""
    width = max((column.place for column in columns), default=-1) + 1
    places = frozenset(column.place for column in columns)
    rows = []
    problems: list[Problem] = []
    for number in sheet.filled_rows(first):
        cells = sheet.rows[number]
        joined = "".join(cells)
        if not joined or joined.isspace():
            continue
        found = list(unstorable_problems(sheet, number, places))
        problems.extend(found)
        if not found:
            rows.append((number, tuple(cells[:width]) + ("",) * (width - len(cells))))
    return tuple(rows), problems

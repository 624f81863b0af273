"""A file as a table of text: header and rows exactly as they stand, with all that is wrong in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, dropwhile, islice

from coder.domain.errors import Problem, UnusableInputError
from coder.domain.survey import ColumnFacts
from coder.exchange.header_row import LOOKED_AT, header_row, is_wide
from coder.messages import _, ngettext
from coder.text.letters import letters

Record = tuple[int, Sequence[str]]
"""A row's number as a spreadsheet shows it, and its cells."""

# What PostgreSQL (NUL) and UTF-8 (half a surrogate pair) cannot hold.
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_NO_FACTS = ColumnFacts()
_NARROWEST = 3
"""Columns a table has at least, to be told from a title and remarks."""


@dataclass(frozen=True)
class Table:
    """What a survey file holds, as text.

    ``rows`` are the rows with as many storable cells as the header; ``row_numbers`` go with them: the row as
    a spreadsheet shows it, the header counted. A record with line breaks in its cells is one row.
    ``notices`` say what was decided on the reader's behalf; ``problems`` what has to be put right first.
    """

    name: str
    columns: tuple[str, ...]
    rows: list[tuple[str, ...]]
    row_numbers: list[int]
    notices: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    sheets: tuple[str, ...] = ()
    """The sheets of the workbook it is one of."""
    facts: Mapping[str, ColumnFacts] = field(default_factory=dict)
    """By column, where the file says anything of it."""
    weight: str | None = None
    """The column the file itself weighs its rows by."""

    def about(self, column: str) -> ColumnFacts:
        """Return what the file says of a column."""
        return self.facts.get(column, _NO_FACTS)

    def places(self, names: Iterable[str]) -> dict[str, int]:
        """Return where the columns of these names are, those that are there; case and blanks do not count."""
        called = [column.strip().casefold() for column in self.columns]
        return {name: called.index(name) for name in names if name in called}


class EmptyFileError(UnusableInputError):
    """A file without a single filled cell."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("{file} is empty: a header row and rows below it were expected.").format(file=name)
        )


@dataclass
class _Body:
    """Rows as they are gathered."""

    rows: list[tuple[str, ...]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    blank: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    values_without_header: dict[int, int] = field(default_factory=dict)


def table_from_records(name: str, records: Iterable[Record], notices: Sequence[str] = ()) -> Table:
    """Take the first row that is not blank as header and the rest as rows; tell what does not fit.

    A row with a single cell is a title, where a table with three columns or more stands below it.
    """
    start = _without_blank_rows(name, records)
    head = list(islice(start, LOOKED_AT))
    titles = _title_rows(head)
    header_number, cells = head[titles]
    header = [cell.strip() for cell in cells]
    source = chain(head[titles + 1 :], start)
    named = [place for place, title in enumerate(header) if title]
    body = _read_body(name, source, header, named)
    last = body.numbers[-1] if body.numbers else header_number
    inner_blank = [number for number in body.blank if number < last]
    problems = [*_header_problems(name, header_number, header, body.values_without_header), *body.problems]
    return Table(
        name=name,
        columns=tuple(header[place] for place in named),
        rows=body.rows,
        row_numbers=body.numbers,
        notices=(*notices, *_title_notices(header_number if titles else 0), *_blank_row_notices(inner_blank)),
        problems=tuple(sorted(problems, key=lambda problem: (problem.row or 0, problem.column or ""))),
    )


def column_letter(place: int) -> str:
    """Return the letters a spreadsheet shows over a column: 0 is A, 26 is AA."""
    return letters(place)


def _without_blank_rows(name: str, records: Iterable[Record]) -> Iterator[Record]:
    """Leave out what stands blank above everything else."""
    source = dropwhile(lambda record: not _filled(record), records)
    first = next(source, None)
    if first is None:
        raise EmptyFileError(name)
    return chain([first], source)


def _filled(record: Record) -> int:
    return sum(1 for cell in record[1] if cell.strip())


def _title_rows(head: Sequence[Record]) -> int:
    """Return how many rows stand above the header: none, unless the first has a single cell."""
    filled = [_filled(record) for record in head]
    widest = max(filled)
    if filled[0] > 1 or widest < _NARROWEST:
        return 0
    # What is as wide as a header once only is a row with a remark in it.
    return header_row(filled) if sum(is_wide(count, widest) for count in filled) > 1 else 0


def _read_body(name: str, records: Iterable[Record], header: list[str], named: list[int]) -> _Body:
    body = _Body()
    width = len(header)
    needed = named[-1] + 1
    unnamed = [place for place in range(width) if not header[place]]
    for number, cells in records:
        joined = "".join(cells)
        if not joined or joined.isspace():
            body.blank.append(number)
            continue
        if len(cells) > width and any(cell.strip() for cell in cells[width:]):
            body.problems.append(Problem(name, number, None, _too_many(len(cells), width)))
            continue
        if len(cells) < needed:
            body.problems.append(Problem(name, number, None, _too_few(len(cells), len(named))))
            continue
        if _UNSTORABLE.search(joined):
            body.problems.extend(_unstorable(name, number, cells, header))
            continue
        for place in unnamed:
            if place >= len(cells):
                break
            if cells[place].strip():
                body.values_without_header.setdefault(place, number)
        body.rows.append(tuple(cells) if len(cells) == len(named) else tuple(cells[place] for place in named))
        body.numbers.append(number)
    return body


def _too_many(found: int, expected: int) -> str:
    return _(
        "{found} cells, but the header has {expected}. "
        "Put texts that contain the separator in quotation marks."
    ).format(found=found, expected=expected)


def _too_few(found: int, expected: int) -> str:
    return ngettext(
        "only {found} cell, but the header has {expected}.",
        "only {found} cells, but the header has {expected}.",
        found,
    ).format(found=found, expected=expected)


def _unstorable(name: str, number: int, cells: Sequence[str], header: list[str]) -> list[Problem]:
    what = _("the text holds a character that cannot be stored (U+{code:04X}). Remove it and import again.")
    return [
        Problem(name, number, header[place] or column_letter(place), what.format(code=ord(found[0])))
        for place, cell in enumerate(cells[: len(header)])
        if (found := _UNSTORABLE.search(cell))
    ]


def _header_problems(name: str, number: int, header: list[str], values: dict[int, int]) -> list[Problem]:
    problems = [
        Problem(
            name,
            number,
            None,
            _("column {letter} has no header, but holds values (first in row {row}). Give it a name.").format(
                letter=column_letter(place), row=row
            ),
        )
        for place, row in values.items()
    ]
    first: dict[str, int] = {}
    for place, title in enumerate(header):
        if not title:
            continue
        if title in first:
            what = _("two columns, {first} and {second}, are both called {name}. Rename one.").format(
                first=column_letter(first[title]), second=column_letter(place), name=title
            )
            problems.append(Problem(name, number, title, what))
        first.setdefault(title, place)
        if _UNSTORABLE.search(title):
            what = _("the header of column {letter} holds a character that cannot be stored.")
            problems.append(Problem(name, number, None, what.format(letter=column_letter(place))))
    return problems


def _title_notices(header_number: int) -> list[str]:
    if not header_number:
        return []
    return [
        _("The header is taken to be row {row}; what stands above it is not read.").format(row=header_number)
    ]


def _blank_row_notices(blank: list[int]) -> list[str]:
    if not blank:
        return []
    return [
        ngettext(
            "{number} blank row left out (row {first}).",
            "{number} blank rows left out (the first is row {first}).",
            len(blank),
        ).format(number=len(blank), first=blank[0])
    ]

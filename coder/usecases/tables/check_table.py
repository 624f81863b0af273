"""Check the percentages of a printed table against its counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from coder.domain.errors import Problem, ProblemsError, UnusableInputError, WrongUseError
from coder.exchange.table import Table
from coder.exchange.table_file import read_table
from coder.messages import _
from coder.tables.check_table import CheckedRows, PrintedN, PrintedRow, check_rows

_COUNT_NAMES = ("count", "antall", "antal", "tal")
_PERCENT_NAMES = ("percent", "prosent", "andel")
_N_NAME = "n"
_BASE_NAME = "base"
_TOTALS = frozenset({"i alt", "alle", "all", "landet"})
_TOTAL_WORDS = frozenset({"total", "totalt", "sum"})
_NOTHING = frozenset({"", ".", ":", "-", "–", "—"})
"""What stands where no number is printed: blank, not in use, hidden, none."""
_BLANKS = re.compile(r"[\s\u00a0\u202f]")
_COUNT = re.compile(r"\d{1,12}(?:[.,]0)?")
_PERCENT = re.compile(r"\d{1,6}(?:[.,]\d{1,15})?")
_N_IN_CAPTION = re.compile(r"(?<!\w)[NnMm]\s*=\s*(\d{1,3}(?:[\s\u00a0\u202f]\d{3})+(?!\d)|\d+)")
_RATE_IN_CAPTION = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:prosent|percent|pct|%)", re.IGNORECASE)


class NoNumberOfAnswersError(WrongUseError):
    """What should be the printed N is none."""

    def __init__(self, written: str) -> None:
        super().__init__(
            _(
                "«{written}» is no N. Write a whole number above 0, or the caption: N=358 (84 percent)."
            ).format(written=written)
        )


class NothingToCheckError(UnusableInputError):
    """A file without a row that has both a count and a percentage."""

    def __init__(self, file: str) -> None:
        super().__init__(
            _("{file}: no row has both a count and a percentage, so there is nothing to check.").format(
                file=file
            )
        )


@dataclass(frozen=True)
class CheckedTable:
    """A file's groups of rows, each of one N."""

    groups: tuple[CheckedRows, ...]
    left_out: tuple[str, ...]
    """Labels of the rows in which a count or a percentage is missing."""
    totals: tuple[str, ...]
    """Labels of the rows of totals, left out since theirs are printed as 100 whatever N is."""


def printed_n(written: str) -> PrintedN:
    """Read an N, alone or within a caption: "358", "N=358 (84 prosent)".

    Raises:
        NoNumberOfAnswersError: If there is none in it, or it is 0.
    """
    digits = _BLANKS.sub("", written)
    if digits.isascii() and digits.isdecimal():
        n, rate = int(digits), None
    else:
        found = _N_IN_CAPTION.search(written)
        if found is None:
            raise NoNumberOfAnswersError(written)
        n = int(_BLANKS.sub("", found[1]))
        share = _RATE_IN_CAPTION.search(written, found.end())
        rate = None if share is None else Decimal(share[1].replace(",", "."))
    if not n:
        raise NoNumberOfAnswersError(written)
    return PrintedN(n, rate)


def check_table(path: Path, printed: PrintedN | None = None, *, each: bool = False) -> CheckedTable:
    """Find which N can have given a file's counts and percentages.

    Columns ``count`` and ``percent``, or pairs ``count_X`` and ``percent_X``, a group each; ``n`` or ``n_X``,
    else ``base`` with numbers, where the file says what N was printed: rows with the same make a group.

    Args:
        path: CSV or a workbook.
        printed: The N printed, where the file does not say it.
        each: Make a group of every row.

    Raises:
        ProblemsError: If the file is not such a table; all problems are told.
        NothingToCheckError: If no row has both numbers.
    """
    table = read_table(path)
    reader = _Reader(table)
    found = reader.read()
    if reader.problems:
        raise ProblemsError(reader.problems)
    totals = [] if each else [one.row.label for one in found if _is_total(one.row)]
    if len(totals) < len(found):
        found = [one for one in found if each or not _is_total(one.row)]
    else:
        totals = []
    if not found:
        raise NothingToCheckError(table.name)
    groups: dict[tuple[str, int | None, int | None], list[_Found]] = {}
    for place, one in enumerate(found):
        groups.setdefault((one.group, one.n, place if each else None), []).append(one)
    checked = tuple(
        check_rows(
            [one.row for one in group],
            printed if n is None else PrintedN(n, printed.rate if printed and printed.n == n else None),
            _group_name(name, n, group, each=each, several=len(groups) > 1),
        )
        for (name, n, _place), group in groups.items()
    )
    return CheckedTable(checked, tuple(reader.left_out), tuple(totals))


@dataclass(frozen=True)
class _Found:
    """A row to check, with what tells of which N it is."""

    row: PrintedRow
    group: str
    n: int | None


@dataclass(frozen=True)
class _Pair:
    """The places of a group's columns."""

    name: str
    count: int
    percent: int
    n: int | None


def _group_name(name: str, n: int | None, group: Sequence[_Found], *, each: bool, several: bool) -> str:
    if each:
        label = group[0].row.label
        return f"{label}, {name}" if name else label
    if name or not several or n is None:
        return name
    return f"N={n}"


def _is_total(row: PrintedRow) -> bool:
    label = row.label.casefold()
    return row.percent == 100 and (label in _TOTALS or not _TOTAL_WORDS.isdisjoint(label.split()))


@dataclass
class _Reader:
    """Reads rows and gathers what is wrong with them."""

    table: Table
    problems: list[Problem] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def read(self) -> list[_Found]:
        """Return the rows that have both numbers, group after group."""
        self.problems.extend(self.table.problems)
        pairs = self._pairs()
        labels = self._labels(pairs)
        return [found for pair in pairs for found in self._read_pair(pair, labels)]

    def _pairs(self) -> list[_Pair]:
        names = [column.strip().casefold() for column in self.table.columns]
        counts = _by_group(names, _COUNT_NAMES)
        percents = _by_group(names, _PERCENT_NAMES)
        numbers = {**self._numbers_in(_by_group(names, (_BASE_NAME,))), **_by_group(names, (_N_NAME,))}
        for group in counts.keys() ^ percents.keys():
            there = counts.get(group, percents.get(group, 0))
            kind = "percent" if group in counts else "count"
            self._tell(
                None,
                there,
                _("there is no column «{name}» that goes with it.").format(
                    name=kind + ("_" + group if group else "")
                ),
            )
        if not counts and not percents:
            self._tell(None, None, _("there is no column «count» and none «percent»."))
        return [
            _Pair(
                self._name_of(counts[group]),
                counts[group],
                percents[group],
                numbers.get(group, numbers.get("")),
            )
            for group in counts
            if group in percents
        ]

    def _numbers_in(self, places: dict[str, int]) -> dict[str, int]:
        """Return those of the columns that hold numbers: ours say in words what N is, in one of this name."""
        return {
            group: place
            for group, place in places.items()
            if all(_is_number(row[place]) for row in self.table.rows)
        }

    def _name_of(self, place: int) -> str:
        """Return a pair's name as it is written in the header."""
        return self.table.columns[place].strip().partition("_")[2]

    def _labels(self, pairs: Sequence[_Pair]) -> list[str]:
        """Return what the rows are called: the first column of text that tells them apart."""
        taken = {place for pair in pairs for place in (pair.count, pair.percent, pair.n)}
        columns = [
            [row[place].strip() for row in self.table.rows]
            for place in range(len(self.table.columns))
            if place not in taken
        ]
        text = [column for column in columns if any(not _is_number(cell) for cell in column)]
        telling = [column for column in text if len(set(column)) > 1]
        chosen = next(iter(telling or text), [""] * len(self.table.rows))
        return [
            label or _("Row {n}").format(n=number)
            for label, number in zip(chosen, self.table.row_numbers, strict=True)
        ]

    def _read_pair(self, pair: _Pair, labels: Sequence[str]) -> list[_Found]:
        found = []
        for row, number, label in zip(self.table.rows, self.table.row_numbers, labels, strict=True):
            count = self._count(row, number, pair.count)
            percent = self._percent(row, number, pair.percent)
            n = None if pair.n is None else self._count(row, number, pair.n)
            if n == 0:
                self._tell(number, pair.n, _("N cannot be 0."))
            if count is None or percent is None:
                self.left_out.append(label)
            else:
                found.append(_Found(PrintedRow(label, count, percent), pair.name, n))
        return found

    def _count(self, row: Sequence[str], number: int, place: int) -> int | None:
        written = _BLANKS.sub("", row[place])
        if written in _NOTHING:
            return None
        if not (written.isascii() and _COUNT.fullmatch(written)):
            self._tell(
                number, place, _("«{cell}» is no count. Write a whole number.").format(cell=row[place])
            )
            return None
        return int(re.split("[.,]", written)[0])

    def _percent(self, row: Sequence[str], number: int, place: int) -> Decimal | None:
        written = _BLANKS.sub("", row[place]).removesuffix("%")
        if written in _NOTHING:
            return None
        if not (written.isascii() and _PERCENT.fullmatch(written)):
            self._tell(number, place, _("«{cell}» is no percentage. Write a number.").format(cell=row[place]))
            return None
        return Decimal(written.replace(",", "."))

    def _tell(self, row: int | None, place: int | None, what: str) -> None:
        column = None if place is None else self.table.columns[place]
        self.problems.append(Problem(self.table.name, row, column, what))


def _by_group(names: Sequence[str], kinds: Sequence[str]) -> dict[str, int]:
    """Return the place of each group's column of a kind; the group of a column without a name is ""."""
    found: dict[str, int] = {}
    for place, name in enumerate(names):
        kind, _sign, group = name.partition("_")
        if kind in kinds:
            found.setdefault(group, place)
    return found


def _is_number(cell: str) -> bool:
    written = _BLANKS.sub("", cell).removesuffix("%")
    return written in _NOTHING or (written.isascii() and bool(_PERCENT.fullmatch(written)))

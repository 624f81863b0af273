"""Codes as files of codings name them: verbatim, and what stands above them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coder.domain.codebook import PATH_SEPARATOR
from coder.domain.errors import Problem
from coder.messages import _

if TYPE_CHECKING:
    from coder.exchange.table import Table

_COLUMNS: tuple[str, ...] = ("code", "parent", "theme")
Path = tuple[str, ...]
"""The names from a topmost theme down to a code."""


@dataclass(frozen=True)
class CodesToCompare:
    """The codes of a codebook, in its order."""

    paths: tuple[Path, ...] = ()
    problems: tuple[Problem, ...] = ()
    notices: tuple[str, ...] = ()


class CodeNames:
    """The one name of each code: its own where no other code has it, else the names above it too."""

    def __init__(self, paths: Iterable[Path]) -> None:
        whole = dict.fromkeys(path[:depth] for path in paths for depth in range(1, len(path) + 1))
        self._paths = tuple(whole)
        self._times = Counter(path[-1] for path in self._paths)
        self._found = {self.of(path): path for path in self._paths}

    def of(self, path: Path) -> str:
        """Return the name of the code at a path."""
        return path[-1] if self._times[path[-1]] < 2 else PATH_SEPARATOR.join(path)

    def read(self, theme: str, code: str) -> str:
        """Return the name of the code that stands in a row; of one never heard of, as it is written."""
        if theme:
            return self.of((*_parts(theme), code))
        written = code if code in self._found else self._at_path(code)
        return written or code

    def is_unclear(self, code: str) -> bool:
        """Tell whether a name alone does not say which code is meant."""
        return self._times[code] > 1 and code not in self._found

    @property
    def names(self) -> tuple[str, ...]:
        """All names: those above before those below."""
        return tuple(self._found)

    @property
    def parents(self) -> dict[str, str | None]:
        """The name above each."""
        return {name: self.of(path[:-1]) if path[:-1] else None for name, path in self._found.items()}

    def _at_path(self, written: str) -> str | None:
        path = _parts(written)
        name = self.of(path)
        return name if self._found.get(name) == path else None


def path_of(theme: str, code: str) -> Path:
    """Return the path that a theme (itself a name, or names joined by ``>``) and a code make."""
    return (*_parts(theme), code) if theme else (code,)


def codes_in(table: Table) -> CodesToCompare:
    """Read the rows of a table as codes, names verbatim.

    Columns ``code`` and, where codes stand under others, ``parent`` (the name of a code) or ``theme``
    (the names from the top, joined by ``>``).
    """
    return _Reader(table).read()


def _parts(written: str) -> Path:
    return tuple(part.strip() for part in written.split(PATH_SEPARATOR))


class _Reader:
    def __init__(self, table: Table) -> None:
        self._table = table
        self._problems = list(table.problems)
        self._places = table.places(_COLUMNS)

    def read(self) -> CodesToCompare:
        if "code" not in self._places:
            self._problem(None, "code", _("the column is missing. Give the file a column of that name."))
            return self._result(())
        if "parent" in self._places:
            return self._result(self._under_parents())
        rows = [(number, path_of(self._cell(cells, "theme"), code)) for number, cells, code in self._codes()]
        return self._result(self._once(rows))

    def _under_parents(self) -> tuple[Path, ...]:
        rows = [(number, code, self._cell(cells, "parent")) for number, cells, code in self._codes()]
        codes = self._once([(number, (code,)) for number, code, _parent in rows])
        parents = {code: parent for _number, code, parent in reversed(rows) if parent}
        for number, code, _parent in rows:
            if code in _above(code, parents):
                self._problem(number, "parent", _("«{code}» stands above itself.").format(code=code))
        if self._problems:
            return ()
        return tuple((*reversed(_above(code, parents)), code) for (code,) in codes)

    def _once(self, rows: list[tuple[int, Path]]) -> tuple[Path, ...]:
        first: dict[Path, int] = {}
        for number, path in rows:
            if path in first:
                what = _("«{code}» stands in row {row} already. Take one away.")
                written = PATH_SEPARATOR.join(path)
                self._problem(number, "code", what.format(code=written, row=first[path]))
            first.setdefault(path, number)
        return tuple(first)

    def _codes(self) -> list[tuple[int, tuple[str, ...], str]]:
        """Return row number, cells and code of the rows that name one."""
        found = []
        for number, cells in zip(self._table.row_numbers, self._table.rows, strict=True):
            code = cells[self._places["code"]]
            if code.strip():
                found.append((number, cells, code))
            else:
                self._problem(number, "code", _("the cell is empty. Name the code."))
        return found

    def _cell(self, cells: tuple[str, ...], column: str) -> str:
        place = self._places.get(column)
        cell = "" if place is None else cells[place]
        return cell if cell.strip() else ""

    def _result(self, paths: tuple[Path, ...]) -> CodesToCompare:
        return CodesToCompare(paths, tuple(self._problems), self._table.notices)

    def _problem(self, row: int | None, column: str, what: str) -> None:
        self._problems.append(Problem(self._table.name, row, column, what))


def _above(code: str, parents: dict[str, str]) -> list[str]:
    """Return what stands above a code, the nearest first; of a ring, until it closes."""
    line: list[str] = []
    above = parents.get(code)
    while above is not None and above not in line:
        line.append(above)
        above = parents.get(above)
    return line

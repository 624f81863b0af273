"""What a codebook file holds, whatever its format, and what can be wrong with a code in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from coder.domain.codebook import (
    LABEL_LANGUAGES,
    PATH_SEPARATOR,
    CodeNameError,
    CodeRow,
    CodeText,
    CodeTextError,
    checked_colour,
    checked_kind,
    checked_name,
    clean_text,
    clean_values,
    name_key,
    parsed_path,
)
from coder.domain.errors import Problem
from coder.messages import _

T = TypeVar("T")

COLUMNS = (
    "theme",
    "code",
    "definition",
    "use_when",
    "not_when",
    "examples",
    "aliases",
    "kind",
    "codable",
    *(f"label_{language}" for language in LABEL_LANGUAGES),
    "colour",
    "retired",
)
YES, NO = "yes", "no"
_YES = frozenset({YES, "y", "ja", "j", "true", "sann", "1", "x"})
_NO = frozenset({NO, "n", "nei", "false", "usann", "0"})


@dataclass(frozen=True)
class CodebookFile:
    """What stood in a codebook file: the good codes, and everything that was wrong."""

    name: str
    rows: tuple[CodeRow, ...]
    exclusive: bool = False
    """Whether the file says that an answer has one code only; formats that cannot say so leave it False."""
    problems: tuple[Problem, ...] = ()
    notices: tuple[str, ...] = ()


class RowReader:
    """Makes codes of what stands in a file as text, and gathers the problems."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def problem(self, row: int | None, column: str | None, what: str) -> None:
        """Note one thing that is wrong."""
        self.problems.append(Problem(self.file, row, column, what))

    def code_row(self, number: int | None, cells: Mapping[str, str], above: str = "theme") -> CodeRow | None:
        """Return the code that stands in a row; None where it has no name that could be one.

        Args:
            number: The row.
            cells: Text by the names in ``COLUMNS``; what is missing counts as empty.
            above: The column that says what it stands under.
        """

        def cell(column: str) -> str:
            return cells.get(column, "")

        def checked(column: str, check: Callable[[str], T], default: T) -> T:
            return self._checked(number, column, check, cell(column), default)

        written_name = cell("code")
        if not written_name.strip():
            self.problem(number, "code", _("the cell is empty. Name the code."))
            return None
        name = self._checked(number, "code", checked_name, written_name, None)
        theme = self._checked(number, above, _path_above, cell("theme"), None)
        labels = {language: checked(f"label_{language}", clean_text, "") for language in LABEL_LANGUAGES}
        text = CodeText(
            definition=checked("definition", clean_text, ""),
            use_when=checked("use_when", clean_text, ""),
            not_when=checked("not_when", clean_text, ""),
            examples=checked("examples", _values, ()),
            aliases=checked("aliases", _values, ()),
            labels={language: label for language, label in labels.items() if label},
        )
        kind = self._checked(number, "kind", checked_kind, cell("kind"), checked_kind(""))
        codable = checked("codable", lambda written: _truth(written, default=True), True)
        retired = checked("retired", lambda written: _truth(written, default=False), False)
        colour = checked("colour", checked_colour, "")
        if name is None or theme is None:
            return None
        said = frozenset(each for each in ("kind", "codable", "retired") if cell(each).strip())
        return CodeRow((*theme, name), kind, codable, colour, retired, text, said, number)

    def _checked(
        self, number: int | None, column: str, check: Callable[[str], T], written: str, default: T
    ) -> T:
        try:
            return check(written)
        except (CodeTextError, CodeNameError) as error:
            self.problem(number, column, str(error))
            return default

    def without_repeats(self, rows: Iterable[CodeRow], hint: str = "") -> list[CodeRow]:
        """Return the rows, each code once; a problem for each that stands there again."""
        first: dict[tuple[str, ...], CodeRow] = {}
        for row in rows:
            there = first.setdefault(path_key(row.path), row)
            if there is row:
                continue
            if there.row is None:
                what = _("«{code}» stands in the file twice. Take one away.").format(code=row.written_path)
            else:
                what = _("«{code}» stands in row {row} already. Take one away.").format(
                    code=row.written_path, row=there.row
                )
            self.problem(row.row, "code", what + hint)
        return list(first.values())


def path_key(path: Sequence[str]) -> tuple[str, ...]:
    """Return what tells one path from another."""
    return tuple(map(name_key, path))


def under_named_parents(reader: RowReader, rows: Sequence[CodeRow]) -> list[CodeRow]:
    """Return rows whose one name above is another code of the file, at the depth where that code stands.

    In a column ``parent`` people write the nearest code only, not the whole way down from the theme.
    """
    named: dict[str, list[CodeRow]] = {}
    for row in rows:
        named.setdefault(name_key(row.path[-1]), []).append(row)
    found = []
    for row in rows:
        above: tuple[str, ...] = ()
        current, seen = row, {id(row)}
        while len(current.path) > 1:
            parents = named.get(name_key(current.path[-2]), ()) if len(current.path) == 2 else ()
            if len(parents) != 1:
                above = (*current.path[:-1], *above)
                break
            above = (parents[0].path[-1], *above)
            current = parents[0]
            if id(current) in seen:
                reader.problem(
                    row.row,
                    "parent",
                    _("«{code}» would stand under itself. Name another parent.").format(code=row.path[-1]),
                )
                above = ()
                break
            seen.add(id(current))
        found.append(replace(row, path=(*above, row.path[-1])))
    return found


def cells_of(row: CodeRow) -> dict[str, str]:
    """Return a code as the cells of a file, by the names in ``COLUMNS``."""
    text = row.text
    return {
        "theme": PATH_SEPARATOR.join(row.path[:-1]),
        "code": row.path[-1],
        "definition": text.definition,
        "use_when": text.use_when,
        "not_when": text.not_when,
        "examples": "\n".join(text.examples),
        "aliases": "\n".join(text.aliases),
        "kind": row.kind.value,
        "codable": YES if row.codable else NO,
        **{f"label_{language}": text.labels.get(language, "") for language in LABEL_LANGUAGES},
        "colour": row.colour,
        "retired": YES if row.retired else "",
    }


def unread(names: Iterable[Any], file: str) -> list[str]:
    """Return the notice that names columns nobody reads; none where there are none."""
    listed = ", ".join(f"«{name}»" for name in names)
    if not listed:
        return []
    return [_("{file}: these columns are not read: {columns}.").format(file=file, columns=listed)]


def _path_above(written: str) -> tuple[str, ...]:
    return parsed_path(written) if written.strip() else ()


def _values(written: str) -> tuple[str, ...]:
    return clean_values([written])


def _truth(written: str, *, default: bool) -> bool:
    clean = written.strip().casefold()
    if not clean:
        return default
    if clean in _YES or clean in _NO:
        return clean in _YES
    raise CodeTextError(_("«{written}» is neither yes nor no.").format(written=written.strip()))

"""The list of codes a workbook brings along: its sheets Kodeliste, Kodebok, Codebook."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from coder.domain.codebook import CodeRow
from coder.domain.errors import Problem
from coder.exchange.codebook.foreign_list import places_meant, themes_going_on
from coder.exchange.codebook.rows import COLUMNS, RowReader, path_key
from coder.exchange.coded_workbook.header import HeadedSheet, SheetColumn
from coder.exchange.coded_workbook.names import KnownCodes, written
from coder.exchange.coded_workbook.split import Signs, names_of
from coder.exchange.loose_names import loosely, plain_header
from coder.messages import _

_SHEET = re.compile(
    r"(?:.* )?(?:kodeliste|kodelista|kodebok|kodeboka|kodeboken|kodeplan|kodeskjema|kodesett|kodar|koder"
    r"|codebook|code book|codes|code list|codelist|code frame|codeframe|kategorier|kategoriar|temaer"
    r"|temaliste|themes)(?: .*)?"
)
_ANSWERS = re.compile(r"svar|svartekst|answer|response|respondent(?: id)?|resp id|.*\?")
_TIMES = 3
"""Where a code stands on so many rows on average, the rows are answers: a list names it once or twice."""


@dataclass(frozen=True)
class ListedCodes:
    """What a list of codes says; ``numbers`` has the number of a code by its path as compared."""

    sheet: str
    rows: tuple[CodeRow, ...]
    numbers: Mapping[tuple[str, ...], str]
    columns: Mapping[str, str]
    """What each of its columns was taken for, by the column's name."""
    notices: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    def number_of(self, row: CodeRow) -> str:
        """Return the number people may type for a code; empty where there is none."""
        return self.numbers.get(path_key(row.path), "")


def looks_like_list(headed: HeadedSheet) -> bool:
    """Tell whether a sheet is a list of codes: by its name, or by a code and what it means side by side."""
    fields = _fields(headed)
    if _holds_answers(headed, fields):
        return False
    if _SHEET.fullmatch(plain_header(headed.sheet.name)):
        return True
    return "code" in fields and bool({"definition", "examples", "use_when"} & set(fields)) and len(fields) > 1


def listed_codes(headed: HeadedSheet) -> ListedCodes:
    """Read a sheet as a list of codes; what is wrong with a row is a problem."""
    fields = _fields(headed)
    rows = headed.rows
    notices = list(headed.notices)
    if "code" not in fields:
        # A bare list, whose first code stands where a header would.
        fields = {"code": headed.columns[0]} if headed.columns else {}
        rows = ((headed.header_row, tuple(headed.sheet.rows[headed.header_row])), *rows)
    reader = RowReader(headed.sheet.where)
    numbers: dict[tuple[str, ...], str] = {}
    found: list[CodeRow] = []
    themes = themes_going_on(
        [_cell(cells, fields["theme"]) if "theme" in fields else "" for _row, cells in rows]
    )
    for (number, cells), above in zip(rows, themes, strict=True):
        said = {name: _cell(cells, column) for name, column in fields.items()}
        row = _code_row(reader, number, said, above)
        if row is None:
            continue
        found.append(row)
        if said.get("number"):
            numbers.setdefault(path_key(row.path), said["number"])
    first: dict[tuple[str, ...], CodeRow] = {}
    for row in found:
        there = first.setdefault(path_key(tuple(map(loosely, row.path))), row)
        if there is not row and there.row is not None and row.text != there.text:
            said_twice = _("«{code}» stands in row {row} already; this row is not read.")
            notices.append(
                f"{headed.sheet.where}: " + said_twice.format(code=row.written_path, row=there.row)
            )
    return ListedCodes(
        headed.sheet.name,
        tuple(first.values()),
        numbers,
        {column.name: name for name, column in fields.items()},
        tuple(notices),
        (*headed.problems, *reader.problems),
    )


def _code_row(reader: RowReader, number: int, said: dict[str, str], above: str) -> CodeRow | None:
    """Return the code of a row: a sub theme under the theme last named, or a theme's own row."""
    cells = {name: said[name] for name in COLUMNS if said.get(name)}
    if not said.get("code"):
        if not said.get("theme"):
            return None
        row = reader.code_row(number + 1, {**cells, "code": said["theme"], "theme": ""})
        return replace(row, codable=False) if row is not None else None
    names: tuple[str, ...] = (above, said["code"])
    if not above or above == said["code"]:
        names = names_of(said["code"], KnownCodes(), Signs())
    return reader.code_row(number + 1, {**cells, "theme": written(names[:-1]), "code": names[-1]})


def _fields(headed: HeadedSheet) -> dict[str, SheetColumn]:
    """Find which column holds what; a column of numbers beside a name is the number."""
    columns = headed.columns
    places = places_meant([each.name for each in columns], lambda place: headed.values(columns[place]))
    return {field: columns[place] for field, place in places.items()}


def _holds_answers(headed: HeadedSheet, fields: Mapping[str, SheetColumn]) -> bool:
    """Tell whether answers were coded in a sheet: a column is named so, or its codes come again and again."""
    if any(_ANSWERS.fullmatch(plain_header(column.name)) for column in headed.columns):
        return True
    named = [fields[name] for name in ("theme", "code") if name in fields]
    pairs = [tuple(loosely(_cell(cells, column)) for column in named) for _row, cells in headed.rows]
    coded = [pair for pair in pairs if any(pair)]
    return len(coded) >= _TIMES * max(1, len(set(coded)))


def _cell(cells: Sequence[str], column: SheetColumn) -> str:
    return cells[column.place].strip() if column.place < len(cells) else ""

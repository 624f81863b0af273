"""The list of codes a workbook brings along: its sheets Kodeliste, Kodebok, Codebook."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from coder.domain.codebook import CodeRow
from coder.domain.errors import Problem
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
_WORDS: Mapping[str, tuple[str, ...]] = {
    "theme": (
        "hovedtema", "hovudtema", "hovedkode", "hovudkode", "hovedkategori", "hovudkategori", "overkategori",
        "overordnet.*", "overordna.*", "tema", "theme", "main theme", "main code", "main category", "parent",
        "forelder", "nivå 1", "level 1", "gruppe", "group",
    ),
    "code": (
        "undertema", "underkode", "underkategori", "kode", "koder", "kodar", "kodenavn", "kodenamn", "navn",
        "namn", "name", "code", "codes", "code name", "sub ?theme", "sub ?code", "sub ?category", "kategori",
        "category", "etikett", "label", "value label", "nivå 2", "level 2", "merkelapp", "tekst", "text",
        "kortnavn",
    ),
    "number": (
        "nr", "nummer", "kodenr", "kodenummer", "kode nr", "kode nummer", "number", "no", "code no",
        "code number", "id", "kode id", "code id", "verdi", "value", "tall",
    ),
    "definition": (
        "definisjon", "definisjonar", "definition", "beskrivelse", "skildring", "forklaring", "description",
        "betydning", "tyding", "innhold", "innhald", "meaning", "memo", "merknad", "kommentar", "notat",
    ),
    "use_when": (
        "bruk når", "brukes når", "brukast når", "use when", "when to use", "inkluderer", "inkluder",
        "include", "includes", "inclusion",
    ),
    "not_when": (
        "ikke bruk.*", "ikkje bruk.*", "brukes ikke.*", "not when", "when not to use", "ekskluderer",
        "ekskluder", "exclude", "excludes", "exclusion",
    ),
    "examples": (
        "eksempel", "eksempler", "eksempla", "døme", "example", "examples", "sitat", "sitater",
        "typiske svar",
    ),
    "aliases": (
        "alias", "aliaser", "synonym", "synonymer", "synonymar", "synonyms", "også kalt", "stikkord",
        "keywords",
    ),
}  # fmt: skip
_ANSWERS = re.compile(r"svar|svartekst|answer|response|respondent(?: id)?|resp id|.*\?")
_TIMES = 3
"""Where a code stands on so many rows on average, the rows are answers: a list names it once or twice."""
_PATTERNS = {field: re.compile("|".join(words)) for field, words in _WORDS.items()}


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
    above = ""
    goes_on = _once_a_group(
        [_cell(cells, fields["theme"]) for _row, cells in rows] if "theme" in fields else []
    )
    for number, cells in rows:
        said = {name: _cell(cells, column) for name, column in fields.items()}
        above = said.get("theme") or (above if goes_on else "")
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
    found: dict[str, SheetColumn] = {}
    for field, pattern in _PATTERNS.items():
        for column in headed.columns:
            if column not in found.values() and pattern.fullmatch(plain_header(column.name)):
                found[field] = column
                break
    if "code" not in found and "theme" in found:
        found["code"] = found.pop("theme")
    code, theme = found.get("code"), found.get("theme")
    if code is not None and _are_numbers(headed, code):
        name = found.get("definition") or _first_text(headed, found)
        if theme is not None and not _are_numbers(headed, theme) and name is None:
            name = found.pop("theme")
        if name is not None:
            found = {field: column for field, column in found.items() if column is not name}
            found |= {"number": code, "code": name}
    return found


def _once_a_group(themes: Sequence[str]) -> bool:
    """Tell whether a theme is written once, above its codes, and goes on for the blank cells below."""
    return all(not theme or theme != before for before, theme in itertools.pairwise(themes))


def _first_text(headed: HeadedSheet, taken: Mapping[str, SheetColumn]) -> SheetColumn | None:
    free = [column for column in headed.columns if column not in taken.values()]
    return next(
        (column for column in free if any(headed.values(column)) and not _are_numbers(headed, column)), None
    )


def _are_numbers(headed: HeadedSheet, column: SheetColumn) -> bool:
    values = [value for value in headed.values(column) if value]
    return bool(values) and all(re.fullmatch(r"\d{1,6}(?:[.,]\d{1,3})*\.?", value) for value in values)


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

"""How the Excel workbook of the method is laid out: its sheets, headers and keys, in each language."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from enum import StrEnum

from coder.documents.file_text import FileText
from coder.documents.workbook import LONGEST_CELL
from coder.domain.codebook import CodeKind

MAGIC, VERSION = "coder-method-workbook", "1"
"""First cells of the hidden sheet."""
LEAST_CODE_COLUMNS, SPARE_CODE_COLUMNS = 5, 2
ROOM_FOR_CODES = 200
"""Rows kept free below the codes for new ones."""
CUT = " […]"
"""Stands where a text was too long for a cell."""
_PRINT = 12
_CODE_HEADER = re.compile(r"(?:kode|code)[\s_.-]*([0-9]{1,3})", re.IGNORECASE)
_KEY = re.compile(r"([0-9a-f]{32})-([0-9a-f]{12})")


class Sheet(StrEnum):
    """The sheets of a workbook."""

    CODING = "coding"
    CODES = "codes"
    THEMES = "themes"
    READ_ME = "read me"


class Column(StrEnum):
    """The columns of the sheet of answers; those of codes are numbered, those of background named."""

    RESPONDENT = "respondent"
    KEY = "key"
    WAVE = "wave"
    QUESTION = "question"
    ANSWER = "answer"
    THEME = "theme"
    SUB_THEME = "sub theme"
    NOTE = "note"
    DONE = "done"
    CODER = "coder"


class CodeColumn(StrEnum):
    """The columns of the sheet of codes."""

    CODE = "code"
    KEY = "key"
    THEME = "theme"
    DEFINITION = "definition"
    USE_WHEN = "use_when"
    NOT_WHEN = "not_when"
    EXAMPLES = "examples"
    KIND = "kind"
    COUNT = "count"


# Not by gettext: a workbook is read by whoever gets it back, in whatever language it was made.
_SHEETS = {
    Sheet.CODING: ("Koding", "Koding", "Coding"),
    Sheet.CODES: ("Kodeliste", "Kodeliste", "Codebook"),
    Sheet.THEMES: ("Hovedtema", "Hovudtema", "Main themes"),
    Sheet.READ_ME: ("Les meg", "Les meg", "Read me"),
}
_COLUMNS = {
    Column.RESPONDENT: ("resp_id", "resp_id", "resp_id"),
    Column.KEY: ("nøkkel", "nykel", "key"),
    Column.WAVE: ("måling", "måling", "wave"),
    Column.QUESTION: ("spm", "spm", "question"),
    Column.ANSWER: ("svar", "svar", "answer"),
    Column.THEME: ("hovedtema", "hovudtema", "main_theme"),
    Column.SUB_THEME: ("undertema", "undertema", "sub_theme"),
    Column.NOTE: ("notat", "notat", "note"),
    Column.DONE: ("ferdig", "ferdig", "done"),
    Column.CODER: ("koder", "kodar", "coder"),
}
_CODE = ("kode_{n}", "kode_{n}", "code_{n}")
_CODE_COLUMNS = {
    CodeColumn.CODE: ("kode", "kode", "code"),
    CodeColumn.KEY: ("nøkkel", "nykel", "key"),
    CodeColumn.THEME: ("hovedtema", "hovudtema", "main theme"),
    CodeColumn.DEFINITION: ("definisjon", "definisjon", "definition"),
    CodeColumn.USE_WHEN: ("bruk når", "bruk når", "use when"),
    CodeColumn.NOT_WHEN: ("ikke når", "ikkje når", "not when"),
    CodeColumn.EXAMPLES: ("eksempler", "døme", "examples"),
    CodeColumn.KIND: ("type", "type", "kind"),
    CodeColumn.COUNT: ("antall", "tal", "count"),
}
_KINDS = {
    CodeKind.ORDINARY: ("vanlig", "vanleg", "ordinary"),
    CodeKind.OTHER: ("annet", "anna", "other"),
    CodeKind.DONT_KNOW: ("vet ikke", "veit ikkje", "don't know"),
    CodeKind.NO_CONTENT: ("uten innhold", "utan innhald", "no content"),
    CodeKind.NOT_CODABLE: ("uklart svar", "uklart svar", "not codable"),
}
_NOT_YET = ("nei", "nei", "no")
_LANGUAGES = ("nb", "nn", "en")
_NO_WORDS = frozenset({"nei", "no", "n", "0", "-", "false", "usann", "ikke", "ikkje", "not"})


def _in(words: tuple[str, str, str], language: str) -> str:
    return words[_LANGUAGES.index(language)]


def sheet_title(sheet: Sheet, language: str) -> str:
    """Return what a sheet is called."""
    return _in(_SHEETS[sheet], language)


def codes_titles(number: int, language: str) -> list[str]:
    """Return what the sheets of codes are called, one for each codebook; numbered if there are several."""
    title = sheet_title(Sheet.CODES, language)
    return [title] if number == 1 else [f"{title} {place}" for place in range(1, number + 1)]


def header(column: Column, language: str) -> str:
    """Return what stands over a column of answers."""
    return _in(_COLUMNS[column], language)


def code_header(number: int, language: str) -> str:
    """Return what stands over the column of an answer's first, second, … code; counted from 1."""
    return _in(_CODE, language).format(n=number)


def list_header(column: CodeColumn, language: str) -> str:
    """Return what stands over a column of the sheet of codes."""
    return _in(_CODE_COLUMNS[column], language)


def kind_word(kind: CodeKind, language: str) -> str:
    """Return how a kind of code is written."""
    return _in(_KINDS[kind], language)


def kind_words(language: str) -> list[str]:
    """Return how the kinds of codes are written, in their order."""
    return [_in(words, language) for words in _KINDS.values()]


def not_yet_word(language: str) -> str:
    """Return what says of an answer that it is not done."""
    return _in(_NOT_YET, language)


def _plain(cell: str) -> str:
    return " ".join(cell.replace("_", " ").casefold().split())


_COLUMN_OF = {_plain(word): column for column, words in _COLUMNS.items() for word in words}
_CODE_COLUMN_OF = {_plain(word): column for column, words in _CODE_COLUMNS.items() for word in words}
_KIND_OF = {_plain(word): kind for kind, words in _KINDS.items() for word in words}


def column_of(cell: str) -> Column | None:
    """Tell which column of answers a header is of, in any language."""
    return _COLUMN_OF.get(_plain(cell))


def code_number_of(cell: str) -> int | None:
    """Tell the number of the column of codes that a header is of."""
    found = _CODE_HEADER.fullmatch(cell.strip())
    return int(found[1]) if found else None


def list_column_of(cell: str) -> CodeColumn | None:
    """Tell which column of the sheet of codes a header is of, in any language."""
    return _CODE_COLUMN_OF.get(_plain(cell))


def kind_of(cell: str) -> str:
    """Return a kind of code as the program writes it, from any language; what is none stays as it is."""
    return _KIND_OF.get(_plain(cell), cell)


def done_of(cell: str) -> bool | None:
    """Tell what stands in the column that says whether an answer is done; None where nothing does."""
    plain = _plain(cell)
    return None if not plain else plain not in _NO_WORDS


def fingerprint(text: str) -> str:
    """Return what tells one text from another, but for what spreadsheets change: blanks, a ' before it."""
    plain = " ".join(unicodedata.normalize("NFC", text.replace("_x000D_", " ")).split()).lstrip("'")
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:_PRINT]


def key_of(uid: str, text: str) -> str:
    """Return the hidden key of a row: which answer or code it is, and what stood there, as written."""
    return f"{uid}-{fingerprint(text)}"


def parsed_key(cell: str) -> tuple[str, str] | None:
    """Return (uid, fingerprint) of a hidden key; None where the cell is none."""
    found = _KEY.fullmatch(cell.strip())
    return (found[1], found[2]) if found else None


def fitted(text: str) -> tuple[str, int]:
    """Return a text as a cell holds it, and how many characters were cut off (counted as UTF-16)."""
    length = len(text) if len(text) <= LONGEST_CELL // 2 else len(text.encode("utf-16-le")) // 2
    if length <= LONGEST_CELL:
        return text, 0
    kept = LONGEST_CELL - len(CUT)
    return text.encode("utf-16-le")[: 2 * kept].decode("utf-16-le", "ignore") + CUT, length - kept


def as_written(text: str) -> str:
    """Return a text as a cell holds it, unguarded: what no workbook can hold replaced, the rest cut off."""
    return fitted(FileText()(text))[0]

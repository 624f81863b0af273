"""Reading the sheet of codes of the workbook of the method: those that were there, and what was added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from coder.domain.codebook import PATH_SEPARATOR
from coder.exchange.coded_workbook.sheets import CodedSheet
from coder.exchange.method_workbook.base import WorkbookBase
from coder.exchange.method_workbook.layout import (
    CodeColumn,
    fingerprint,
    kind_of,
    list_column_of,
    parsed_key,
)
from coder.text.formula_guard import unguarded

_HEADER_WITHIN = 20
_TOLD = (CodeColumn.DEFINITION, CodeColumn.USE_WHEN, CodeColumn.NOT_WHEN, CodeColumn.EXAMPLES)


@dataclass(frozen=True)
class ReadCode:
    """One row of a sheet of codes as it stands now."""

    row: int
    place: str
    """Sheet and row, for people."""
    codebook: str
    """A uid."""
    code: str
    """The uid of a code that was there; empty for one that was added."""
    written: str
    """What stands for its path."""
    told: str
    """The fingerprint of what stands about it."""
    was_told: str
    """The fingerprint of what stood there; empty for one that was added."""
    cells: Mapping[str, str]
    """What stands about it, as a codebook file names its columns."""


def read_list(sheet: CodedSheet, base: WorkbookBase) -> Iterator[ReadCode]:
    """Yield the codes of a sheet; none where it is no sheet of codes."""
    found = _columns(sheet, base)
    if found is None:
        return
    top, codebook, places = found

    def cell(row: int, column: CodeColumn) -> str:
        place = places.get(column)
        text = "" if place is None else sheet.cell(row, place)
        return unguarded(text) if base.guard else text

    for row in sheet.filled_rows(top + 1):
        key = parsed_key(cell(row, CodeColumn.KEY))
        written = " ".join(cell(row, CodeColumn.CODE).split())
        if key is None and not written:
            continue
        told = [cell(row, column) for column in _TOLD]
        kind = kind_of(cell(row, CodeColumn.KIND))
        above, _sep, name = written.rpartition(PATH_SEPARATOR)
        # Of those that were there the theme only repeats the path.
        theme = above or ("" if key else " ".join(cell(row, CodeColumn.THEME).split()))
        cells = {"theme": theme, "code": name, "kind": kind}
        cells |= {column.value: text for column, text in zip(_TOLD, told, strict=True)}
        yield ReadCode(
            row=row + 1,
            place=f"{sheet.name}!{row + 1}",
            codebook=codebook,
            code=key[0] if key else "",
            written=written,
            told=fingerprint(" ".join([*told, kind])),
            was_told=key[1] if key else "",
            cells=cells,
        )


def _columns(sheet: CodedSheet, base: WorkbookBase) -> tuple[int, str, dict[CodeColumn, int]] | None:
    """Find the row of headers, the codebook and the columns."""
    codebooks = {question.codebook for question in base.questions}
    for top, cells in enumerate(sheet.rows[:_HEADER_WITHIN]):
        places: dict[CodeColumn, int] = {}
        for place, cell in enumerate(cells):
            column = CodeColumn.KEY if cell.strip() in codebooks else list_column_of(cell)
            if column is not None:
                places.setdefault(column, place)
        key = places.get(CodeColumn.KEY)
        if key is not None and cells[key].strip() in codebooks and CodeColumn.CODE in places:
            return top, cells[key].strip(), places
    return None

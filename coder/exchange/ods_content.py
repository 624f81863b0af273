"""What the reader of OpenDocument sheets passes over: breaks within a line, formulas, errors."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from coder.documents.sparse_rows import SparseRows
from coder.exchange.workbook_marks import CellMark, Marks
from coder.text.letters import letters

_CONTENT = "content.xml"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_SHOWN_AS = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_BREAKS = re.compile(rb"<text:(line-break|tab)\s*(?:/>|>\s*</text:\1>)")
_SPAN = re.compile(r"\APT(\d+)H(\d\d)M(\d\d)(?:[.,]0*)?S\Z")
_SIGNS = (b"table:formula=", b'calcext:value-type="error"')
_WIDEST = 16_384
"""Columns a sheet may have; what repeats beyond is an empty margin."""


def with_breaks(path: str) -> io.BytesIO | None:
    """Return the file with its line breaks and tabs as letters, which are read; None where it has none."""
    with zipfile.ZipFile(path) as archive:
        content = archive.read(_CONTENT) if _CONTENT in archive.namelist() else b""
        if not _BREAKS.search(content):
            return None
        mended = io.BytesIO()
        with zipfile.ZipFile(mended, "w") as written:
            for member in archive.infolist():
                if member.filename != _CONTENT:
                    written.writestr(member.filename, archive.read(member))
            written.writestr(
                _CONTENT, _BREAKS.sub(lambda found: b"\t" if found[1] == b"tab" else b"\n", content)
            )
    mended.seek(0)
    return mended


def with_spans(rows: SparseRows) -> SparseRows:
    """Return rows with spans of time as a clock has them: 30:05:06 for PT30H05M06S."""
    return [
        cells
        if isinstance(cells, int)
        else [_with_span(cell) if cell.startswith("PT") else cell for cell in cells]
        for cells in rows
    ]


def _with_span(cell: str) -> str:
    return _SPAN.sub(r"\1:\2:\3", cell)


def ods_marks(path: str, sheet: str) -> Marks:
    """Find formulas and errors of a sheet; taking it apart is for the few files that have any."""
    with zipfile.ZipFile(path) as archive:
        content = archive.read(_CONTENT)
    if not any(sign in content for sign in _SIGNS):
        return Marks()
    calculated: list[CellMark] = []
    never: list[CellMark] = []
    errors: list[CellMark] = []
    for row, column, cell in _cells(content, sheet):
        kind = cell.get(f"{_OFFICE}value-type")
        is_formula = cell.get(f"{_TABLE}formula") is not None
        shown = "".join(cell.itertext())
        mark = CellMark(letters(column), row + 1, shown)
        if cell.get(_SHOWN_AS) == "error":
            errors.append(mark)
        elif is_formula:
            (never if kind is None else calculated).append(mark)
    return Marks(tuple(calculated), tuple(never), tuple(errors))


def _cells(content: bytes, sheet: str) -> Iterator[tuple[int, int, ElementTree.Element]]:
    """Yield the cells of a sheet that are filled, each with its row and column from 0."""
    row = column = 0
    is_meant = False
    for event, element in ElementTree.iterparse(io.BytesIO(content), ("start", "end")):
        name = element.tag
        if event == "start":
            if name == f"{_TABLE}table":
                row, is_meant = 0, element.get(f"{_TABLE}name") == sheet
            elif name == f"{_TABLE}table-row":
                column = 0
        elif name in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            repeated = _repeated(element, "columns")
            if is_meant and (len(element) or element.attrib):
                for place in range(min(repeated, _WIDEST) if element.get(f"{_TABLE}formula") else 1):
                    yield row, column + place, element
            column += repeated
            element.clear()
        elif name == f"{_TABLE}table-row":
            row += _repeated(element, "rows")
            element.clear()


def _repeated(element: ElementTree.Element, what: str) -> int:
    written = element.get(f"{_TABLE}number-{what}-repeated", "1")
    return max(int(written), 1) if written.isdecimal() else 1

"""What stands in the file of a table, line by line: for holding two files of the same format together."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from coder.documents.provenance_text import KEY
from coder.domain.errors import UnusableInputError
from coder.messages import _
from coder.text.formula_guard import unguarded

Line = tuple[str, ...]
Lines = list[Line]
"""Line by line, the cells as they are read; a caption or a note is a line of one cell."""

_PROVENANCE = "provenance"
_PNG_SIGNATURE = 8
_BETWEEN = {".txt": re.compile(r"(?<=\S) {2,}"), ".md": re.compile(r"\|"), ".tex": re.compile("&")}
_UNSEEN = frozenset({"metadata", "style", "defs"})
_DRAWN = ("d", "x", "y", "width", "height")
_BLANK = (None, "")
_SPACES = re.compile(r"\s+")


class UnreadableTableError(UnusableInputError):
    """A file that is not what its name says, or is cut off."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            _("{file} cannot be read as a table: it is not whole, or not what its name says.").format(
                file=path.name
            )
        )


def cells_in(path: Path) -> Lines:
    """Return what people see in the file, without its provenance; of a PNG, one line that names its pixels.

    What a formula guard put before texts of a CSV file is taken away.

    Raises:
        UnreadableTableError: If it cannot be read, or tables are not written in files of such a name.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise UnreadableTableError(path)
    try:
        return [line for line in (_plain(line) for line in reader(path)) if any(line)]
    except OSError:
        raise
    except Exception as error:  # whatever a library says of a broken file
        raise UnreadableTableError(path) from error


def _plain(cells: Iterable[object]) -> tuple[str, ...]:
    return tuple("" if cell in _BLANK else _SPACES.sub(" ", str(cell)).strip() for cell in cells)


def _csv(path: Path) -> Iterator[Iterable[object]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    kept = [place for place, name in enumerate(header) if name != _PROVENANCE]
    for row in (header, *rows):
        yield [unguarded(row[place]) for place in kept]


def _json(path: Path) -> Iterator[Iterable[object]]:
    values = json.loads(path.read_text("utf-8"))
    for name, value in values.items():
        if name == _PROVENANCE:
            continue
        for each in value if isinstance(value, list) else [value]:
            yield (name, *(map(_json_cell, each.values()) if isinstance(each, dict) else [_json_cell(each)]))


def _json_cell(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _text(path: Path) -> Iterator[Iterable[object]]:
    """Take lines as they are, without that which holds the provenance; bars are no numbers."""
    between = _BETWEEN[path.suffix.lower()]
    for line in path.read_text("utf-8").splitlines():
        if KEY not in line:
            yield between.split(line.rstrip("█▌ "))


def _html(path: Path) -> Iterator[Iterable[object]]:
    reader = _HtmlLines()
    reader.feed(path.read_text("utf-8"))
    reader.close()
    return iter(reader.lines)


class _HtmlLines(HTMLParser):
    """Gathers rows cell by cell, and other texts by themselves; style and head are passed over."""

    _CELLS = frozenset({"td", "th"})
    _SILENT = frozenset({"style", "head"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[list[str]] = []
        self._row: list[str] | None = None
        self._silent = 0

    def handle_starttag(self, tag: str, _attributes: object) -> None:
        self._silent += tag in self._SILENT
        if tag == "tr":
            self._row = []
            self.lines.append(self._row)
        elif tag in self._CELLS and self._row is not None:
            self._row.append("")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in self._SILENT
        if tag == "tr":
            self._row = None

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        if self._row:
            self._row[-1] += data
        elif data.strip():
            self.lines.append([data])


def _xlsx(path: Path) -> Iterator[Iterable[object]]:
    from coder.documents.contained import contained
    from coder.documents.workbook_rows import first_sheet_rows

    # Only the first sheet is the table; what follows says what it was made from.
    rows: list[list[str]] = contained(first_sheet_rows, path)
    width = max(map(len, rows), default=0)
    return ([*cells, *[""] * (width - len(cells))] for cells in rows)


def _docx(path: Path) -> Iterator[Iterable[object]]:
    import docx
    from docx.table import Table

    for block in docx.Document(str(path)).iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                yield [cell.text for cell in row.cells]
        else:
            yield [block.text]


def _odt(path: Path) -> Iterator[Iterable[object]]:
    from zipfile import ZipFile

    with ZipFile(path) as archive:
        body = _elements(archive.read("content.xml"))
    for element, name, above in body:
        if name == "table-row":
            cells = [cell for cell in element if str(cell.tag).endswith("}table-cell")]
            yield ["".join(cell.itertext()) for cell in cells]
        elif name in ("p", "h") and "table-row" not in above:
            yield ["".join(element.itertext())]


def _svg(path: Path) -> Iterator[Iterable[object]]:
    for element, name, above in _elements(path.read_bytes()):
        if above.isdisjoint(_UNSEEN) and name not in _UNSEEN:
            drawn = [element.get(each, "") for each in _DRAWN]
            yield (element.text or "", *drawn) if any(drawn) else (element.text or "",)


def _elements(text: bytes) -> Iterator[tuple[Any, str, frozenset[str]]]:
    """Yield every element with its name and the names of those it stands in."""
    from lxml import etree

    # Nothing outside the file is asked for, whatever it names.
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    for element in etree.fromstring(text, parser).iter(etree.Element):
        above = frozenset(etree.QName(each).localname for each in element.iterancestors())
        yield element, etree.QName(element).localname, above


def _png(path: Path) -> Iterator[Iterable[object]]:
    data = path.read_bytes()
    pixels, place = b"", _PNG_SIGNATURE
    while place < len(data):
        length = int.from_bytes(data[place : place + 4], "big")
        if data[place + 4 : place + 8] == b"IDAT":
            pixels += data[place + 8 : place + 8 + length]
        place += length + 12
    yield [hashlib.sha256(zlib.decompress(pixels)).hexdigest()]


_READERS: dict[str, Callable[[Path], Iterator[Iterable[Any]]]] = {
    ".csv": _csv,
    ".json": _json,
    ".txt": _text,
    ".md": _text,
    ".tex": _text,
    ".html": _html,
    ".htm": _html,
    ".xlsx": _xlsx,
    ".docx": _docx,
    ".odt": _odt,
    ".svg": _svg,
    ".png": _png,
}

"""What a workbook's cells hide from their values: formulas, and errors such as #N/A."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree import ElementTree

_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_ERROR_TYPE = re.compile(rb"""\bt=["']e["']""")
_SIGNS = (b"f>", b"<f ", b":f ", b'"e"', b"'e'")
_CELL = re.compile(rb"<(?:\w+:)?c\s([^<>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_PLACE = re.compile(rb"""\br=["']([A-Z]+)([0-9]+)["']""")
_TEXT_TYPE = re.compile(rb"""\bt=["']str["']""")
_VALUE = re.compile(rb"<(?:\w+:)?v[^<>/]*>([^<]*)<")
_RELATIONSHIP = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True)
class CellMark:
    """One marked cell: its column's letters, its row from 1, and what is shown in it."""

    letters: str
    row: int
    shown: str


@dataclass(frozen=True)
class Marks:
    """The marked cells of a sheet, from top to bottom."""

    calculated: tuple[CellMark, ...] = ()
    never_calculated: tuple[CellMark, ...] = ()
    errors: tuple[CellMark, ...] = ()

    def plain(self) -> list[list[tuple[str, int, str]]]:
        """Return them as plain values."""
        kinds = (self.calculated, self.never_calculated, self.errors)
        return [[(mark.letters, mark.row, mark.shown) for mark in kind] for kind in kinds]

    @classmethod
    def from_plain(cls, kinds: Iterable[Iterable[tuple[str, int, str]]]) -> Marks:
        """Make them from plain values."""
        return cls(*(tuple(CellMark(*mark) for mark in kind) for kind in kinds))


def marks_of(path: str, sheet: str) -> Marks:
    """Find formulas and errors of a sheet in an XLSX file; nothing where the sheet's part cannot be found."""
    return marks_in(content_of(path, sheet))


def content_of(path: str, sheet: str) -> bytes:
    """Return the part of an XLSX file that is a sheet; empty where it cannot be found."""
    with zipfile.ZipFile(path) as archive:
        part = _part_of(archive, sheet)
        return b"" if part is None else archive.read(part)


def marks_in(content: bytes) -> Marks:
    """Find formulas and errors in a sheet's part."""
    # Searching takes a tenth of reading; taking cells apart is for the few sheets that need it.
    if not any(sign in content for sign in _SIGNS):
        return Marks()
    return _marks(content)


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str | None:
    names = {name.lower(): name for name in archive.namelist()}
    if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
        return None
    relations = ElementTree.fromstring(archive.read(names["xl/_rels/workbook.xml.rels"]))
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    for element in ElementTree.fromstring(archive.read(names["xl/workbook.xml"])).iter():
        if element.tag.endswith("}sheet") and element.get("name") == sheet:
            target = targets.get(_relation_id(element), "")
            return names.get(posixpath.normpath(posixpath.join("/xl", target)).lstrip("/").lower())
    return None


def _relation_id(element: ElementTree.Element) -> str | None:
    strict = (value for name, value in element.attrib.items() if name.endswith("}id"))
    return element.get(_RELATIONSHIP) or next(strict, None)


def _marks(content: bytes) -> Marks:
    calculated: list[CellMark] = []
    never: list[CellMark] = []
    errors: list[CellMark] = []
    for cell in _CELL.finditer(content):
        attributes, inside = cell[1], cell[2] or b""
        is_error = _ERROR_TYPE.search(attributes)
        is_formula = _FORMULA.search(inside)
        place = _PLACE.search(attributes) if is_error or is_formula else None
        if place is None:
            continue
        value = _VALUE.search(inside)
        shown = value[1].decode("utf-8", "replace") if value else ""
        mark = CellMark(place[1].decode(), int(place[2]), shown)
        if is_error:
            errors.append(mark)
        elif shown or _TEXT_TYPE.search(attributes):
            calculated.append(mark)
        else:
            never.append(mark)
    return Marks(tuple(calculated), tuple(never), tuple(errors))

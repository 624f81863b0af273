"""What a file we wrote says it was made from, whatever its format."""

from __future__ import annotations

import csv
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from coder import platform
from coder.documents.provenance_text import KEY
from coder.domain.errors import EnvironmentFailedError, UnusableInputError
from coder.messages import _

_LINE = re.compile(rf"{KEY}: (\{{.*\}})")
_METADATA = re.compile(rf'<metadata id="{KEY}">(.*?)</metadata>', re.DOTALL)
_PNG = b"\x89PNG\r\n\x1a\n"
_LARGEST_PART = 64 * 1024 * 1024
"""Bytes: no part that holds a table's provenance is near it, and a small file can unpack to much."""


class NoProvenanceError(UnusableInputError):
    """A file that does not say what it was made from, or cannot be read."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            _("«{path}» does not say what it was made from: it holds no provenance of ours.").format(
                path=path.name
            )
        )


class CannotReadFileError(EnvironmentFailedError):
    """The file is not there, or closed to us."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(_("Cannot read «{path}»: {why}.").format(path=path, why=why))


def provenance_in(path: Path) -> dict[str, Any]:
    """Return the provenance of a table, figure or document as it was written.

    Raises:
        NoProvenanceError: If there is none, or the format is none of ours.
        CannotReadFileError: If the file cannot be read.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise NoProvenanceError(path)
    try:
        found = reader(path)
    except OSError as error:
        raise CannotReadFileError(path, platform.reason(error)) from error
    except Exception as error:  # whatever a library says of a broken file
        raise NoProvenanceError(path) from error
    if not isinstance(found, dict):
        raise NoProvenanceError(path)
    return found


def _from_csv(path: Path) -> Any:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return json.loads(next(csv.DictReader(file))["provenance"])


def _from_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))["provenance"]


def _from_line(path: Path) -> Any:
    """Read plain text, Markdown and LaTeX, where it stands on a line of its own."""
    found = _LINE.findall(path.read_text(encoding="utf-8"))
    return json.loads(found[-1]) if found else None


def _from_html(path: Path) -> Any:
    reader = _Meta()
    reader.feed(path.read_text(encoding="utf-8"))
    return json.loads(reader.found) if reader.found else None


class _Meta(HTMLParser):
    """Looks for the element that holds it."""

    found: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take the content of our meta element."""
        values = dict(attrs)
        if tag == "meta" and values.get("name") == KEY:
            self.found = values.get("content")


def _from_svg(path: Path) -> Any:
    from html import unescape

    found = _METADATA.search(path.read_text(encoding="utf-8"))
    return json.loads(unescape(found[1])) if found else None


def _from_png(path: Path) -> Any:
    for kind, body in _chunks(path.read_bytes()):
        name, _nought, rest = body.partition(b"\0")
        if name != KEY.encode():
            continue
        if kind == b"tEXt":
            return json.loads(rest.decode("latin-1"))
        if kind == b"zTXt":
            return json.loads(zlib.decompressobj().decompress(rest[1:], _LARGEST_PART).decode("latin-1"))
    return None


def _chunks(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the kind and the body of every part of a PNG file."""
    if not picture.startswith(_PNG):
        return
    place = len(_PNG)
    while place + 8 <= len(picture):
        length, kind = struct.unpack(">I4s", picture[place : place + 8])
        yield kind, picture[place + 8 : place + 8 + length]
        place += length + 12


def _from_workbook(path: Path) -> Any:
    from coder.documents.contained import contained
    from coder.documents.provenance_sheet import JSON_ROW
    from coder.documents.workbook_rows import rows_of_sheet_headed

    _check_sizes(path)
    rows = contained(rows_of_sheet_headed, path, KEY)
    return None if rows is None else json.loads("".join(row[1] for row in rows if row[0] == JSON_ROW))


def _from_word(path: Path) -> Any:
    from coder.documents.word_file import word_provenance

    _check_sizes(path)
    return word_provenance(path)


def _from_odt(path: Path) -> Any:
    from odfdo import Document

    _check_sizes(path)
    found = Document(str(path)).meta.user_defined_metadata.get(KEY)
    return json.loads(str(found)) if found else None


def _check_sizes(path: Path) -> None:
    with zipfile.ZipFile(path) as parts:
        if any(part.file_size > _LARGEST_PART for part in parts.infolist()):
            raise NoProvenanceError(path)


_READERS: dict[str, Callable[[Path], Any]] = {
    ".csv": _from_csv,
    ".json": _from_json,
    ".txt": _from_line,
    ".md": _from_line,
    ".tex": _from_line,
    ".html": _from_html,
    ".htm": _from_html,
    ".svg": _from_svg,
    ".png": _from_png,
    ".xlsx": _from_workbook,
    ".docx": _from_word,
    ".odt": _from_odt,
}

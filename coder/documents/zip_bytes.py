"""Files that are zip archives inside: read whole, packed with fixed dates (same content, same bytes)."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

_DATE = (1980, 1, 1, 0, 0, 0)
_UNPACKED = "mimetype"
"""In OpenDocument files the first part, which must lie there as it is."""

# What zipfile raises of a file that is none, damaged, cut short, locked or packed in a way it does not know.
_UNREADABLE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, RuntimeError, ValueError)


class UnreadableArchiveError(Exception):
    """A file that is no zip archive, or not whole; whoever opens it says what it should have been."""


def unpacked(path: Path) -> dict[str, bytes]:
    """Return the parts of an archive by name, in their order, each read to its end.

    Raises:
        UnreadableArchiveError: If the file is missing, no archive, damaged, or locked with a password.
    """
    try:
        with zipfile.ZipFile(path) as parts:
            return {name: parts.read(name) for name in parts.namelist()}
    except _UNREADABLE as error:
        raise UnreadableArchiveError from error


def repacked(archive: BytesIO) -> bytes:
    """Pack an archive's parts anew, in their order."""
    packed = BytesIO()
    with zipfile.ZipFile(archive) as parts, zipfile.ZipFile(packed, "w") as new:
        for part in sorted(parts.infolist(), key=lambda each: each.filename != _UNPACKED):
            entry = zipfile.ZipInfo(part.filename, _DATE)
            entry.compress_type = zipfile.ZIP_STORED if part.filename == _UNPACKED else zipfile.ZIP_DEFLATED
            new.writestr(entry, parts.read(part))
    return packed.getvalue()

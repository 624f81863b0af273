"""Files in which somebody's words stand, found by their bytes in every writing files use."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import IO
from xml.sax.saxutils import escape

_AT_ONCE = 1 << 20
_LARGEST_MEMBER = 100 << 20
"""Bytes of a packed file that are looked through; what is larger is looked at as it is packed."""


def files_saying(folders: Iterable[Path], words: Collection[str]) -> list[Path]:
    """Return the files of folders, not of folders within, in which any of these words stand.

    Looked for in UTF-8, UTF-16 and Windows' writing, as JSON and XML escape it, also within packed files
    (XLSX, DOCX, ODS, QDPX). What cannot be read is left out.
    """
    sought = tuple(dict.fromkeys(each for word in words for each in written(word)))
    if not sought:
        return []
    files = sorted({file for folder in folders if folder.is_dir() for file in folder.iterdir()})
    return [file for file in files if file.is_file() and _says(file, sought)]


def written(words: str) -> Iterator[bytes]:
    """Yield the bytes that words may be in a file."""
    ways = dict.fromkeys(
        (
            words,
            words.replace("\n", "\r\n"),
            words.replace('"', '""'),
            escape(words),
            escape(words, {'"': "&quot;"}),
            json.dumps(words)[1:-1],
            json.dumps(words, ensure_ascii=False)[1:-1],
        )
    )
    for way in ways:
        yield way.encode("utf-8", "surrogatepass")
        yield way.encode("utf-16-le", "surrogatepass")
        yield way.encode("utf-16-be", "surrogatepass")
        try:
            yield way.encode("cp1252")
        except UnicodeEncodeError:
            continue


def _says(file: Path, sought: tuple[bytes, ...]) -> bool:
    try:
        with file.open("rb") as stream:
            if _stream_says(stream, sought):
                return True
        return any(_stream_says(member, sought) for member in _members(file))
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError):
        return False


def _members(file: Path) -> Iterator[IO[bytes]]:
    if not zipfile.is_zipfile(file):
        return
    with zipfile.ZipFile(file) as packed:
        for member in packed.infolist():
            if member.file_size <= _LARGEST_MEMBER:
                with packed.open(member) as stream:
                    yield stream


def _stream_says(stream: IO[bytes], sought: tuple[bytes, ...]) -> bool:
    longest = max(map(len, sought))
    kept = b""
    while part := stream.read(_AT_ONCE):
        kept += part
        if any(each in kept for each in sought):
            return True
        kept = kept[-longest:]
    return False

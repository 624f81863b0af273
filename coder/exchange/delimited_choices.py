"""What a delimited file would look like read otherwise: to choose by looking at it."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from coder.domain.errors import CoderError
from coder.exchange.delimited import DELIMITERS, MOST_BYTES
from coder.exchange.delimited_encoding import decode
from coder.exchange.file_content import file_content

ENCODINGS = ("UTF-8", "Windows-1252", "ISO-8859-15", "UTF-16", "CP865", "mac-roman")
"""Those met in Norway, the likeliest first: web, Windows, Unix, Excel's «Unicode text», DOS, old Macs."""

_HEAD = 100_000


def sample_by_encoding(path: Path) -> list[tuple[str, str | CoderError]]:
    """Return, for each encoding, a telling line of the file read in it, or why it is not that."""
    content = file_content(path, MOST_BYTES)
    return [(name, _sample(content, path.name, name)) for name in ENCODINGS]


def header_by_delimiter(path: Path, encoding: str | None = None) -> list[tuple[str, Sequence[str]]]:
    """Return, for each delimiter, the first row that is not blank, cut by it."""
    text, _used = decode(file_content(path, MOST_BYTES), path.name, encoding)
    return [(delimiter, _header(text[:_HEAD], delimiter)) for delimiter in DELIMITERS]


def _sample(content: bytes, name: str, encoding: str) -> str | CoderError:
    try:
        text, _used = decode(content, name, encoding)
    except CoderError as error:
        return error
    lines = text.splitlines()
    telling = next((each for each in lines[1:] if not each.isascii()), None)
    return _around_a_letter(telling) if telling is not None else next(iter(lines[1:] or lines), "")


def _around_a_letter(text: str) -> str:
    """Return the text from a little before its first letter outside ASCII, where encodings differ."""
    first = next(place for place, letter in enumerate(text) if not letter.isascii())
    return text[max(first - 20, 0) : first + 200]


def _header(text: str, delimiter: str) -> Sequence[str]:
    try:
        return next(
            (row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if row), ()
        )
    except csv.Error:
        return ()

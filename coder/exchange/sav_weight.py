"""Which variable an SPSS file weighs its cases by: what its reader leaves out."""

from __future__ import annotations

import struct
from typing import BinaryIO

_HEADER = 176
_VARIABLE, _VALUE_LABELS, _LABELLED, _DOCUMENT, _MORE = 2, 3, 4, 6, 7
_LONG_NAMES = 13


def weight_variable(path: str) -> str | None:
    """Return the name of the variable a SAV or ZSAV file weighs by; None without one, or if unclear."""
    with open(path, "rb") as file:  # noqa: PTH123 - the fewest imports
        try:
            return _weight_variable(file)
        except (struct.error, UnicodeDecodeError):
            return None


def _weight_variable(file: BinaryIO) -> str | None:
    header = file.read(_HEADER)
    order = "<" if header[64:68] in (b"\2\0\0\0", b"\3\0\0\0") else ">"
    (wanted,) = struct.unpack(order + "i", header[76:80])
    if wanted <= 0:
        return None
    element, short = 0, b""
    while (kind := _number(file, order)) == _VARIABLE:
        _width, has_label, missing, _print, _write = struct.unpack(order + "5i", file.read(20))
        name = file.read(8)
        element += 1
        if element == wanted:
            short = name.rstrip()
        if has_label:
            _skip(file, -(-_number(file, order) // 4) * 4)
        _skip(file, 8 * abs(missing))
    while short:
        if kind == _VALUE_LABELS:
            for _label in range(_number(file, order)):
                _skip(file, 8)
                length = file.read(1)[0:1] or b"\0"
                # A label's length and its letters fill whole eights.
                _skip(file, (length[0] + 8) // 8 * 8 - 1)
        elif kind == _LABELLED:
            _skip(file, 4 * _number(file, order))
        elif kind == _DOCUMENT:
            _skip(file, 80 * _number(file, order))
        elif kind == _MORE:
            subtype, size, count = struct.unpack(order + "3i", file.read(12))
            if subtype == _LONG_NAMES:
                pairs = dict(
                    pair.split(b"=", 1) for pair in file.read(size * count).split(b"\t") if b"=" in pair
                )
                return pairs.get(short, short).rstrip(b"\0").decode()
            _skip(file, size * count)
        else:
            return short.decode()
        kind = _number(file, order)
    return None


def _number(file: BinaryIO, order: str) -> int:
    return int(struct.unpack(order + "i", file.read(4))[0])


def _skip(file: BinaryIO, size: int) -> None:
    if size < 0:
        raise struct.error
    file.seek(size, 1)

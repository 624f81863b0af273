"""Multiple response sets inside a SAV file: a record that pyreadstat reads and cannot write.

Records as the PSPP Developers Guide has them ("System File Format"). The sets are an extension record (type
7, subtype 7), which may stand just before the record that ends the dictionary (type 999).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from pathlib import Path

from coder.exchange.statistics.columns import ResponseSet
from coder.exchange.statistics.labels import in_bytes, one_line

_HEADER = 176
_VARIABLE, _LABELS, _LABELLED, _NOTES, _EXTENSION, _END = 2, 3, 4, 6, 7, 999
_SETS, _LONG_NAMES = 7, 13


def insert_response_sets(path: Path, sets: Sequence[ResponseSet]) -> None:
    """Put the sets into a file that was just written on this machine; nothing else of it changes."""
    content = path.read_bytes()
    short: dict[str, str] = {}
    end = _HEADER
    for start, kind, body in _records(content):
        end = start
        if kind == _LONG_NAMES:
            short = _short_names(body)
    text = "".join(_line(each, short) for each in sets).encode()
    record = struct.pack("=iiii", _EXTENSION, _SETS, 1, len(text)) + text
    path.write_bytes(content[:end] + record + content[end:])


def _line(each: ResponseSet, short: dict[str, str]) -> str:
    variables = " ".join(short.get(name, name).lower() for name in each.variables)
    label = one_line(each.label)
    return f"{each.name}=D1 1 {in_bytes(label)} {label} {variables}\n"


def _short_names(body: bytes) -> dict[str, str]:
    pairs = (pair.split("=", 1) for pair in body.decode().split("\t") if "=" in pair)
    return {long: short for short, long in pairs}


def _records(content: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield where each record of the dictionary begins, an extension's subtype (else 0), and its bytes."""
    place = _HEADER
    while True:
        (kind,) = struct.unpack_from("=i", content, place)
        if kind == _EXTENSION:
            subtype, size, count = struct.unpack_from("=iii", content, place + 4)
            yield place, subtype, content[place + 16 : place + 16 + size * count]
            place += 16 + size * count
            continue
        yield place, 0, b""
        if kind == _END:
            return
        place += _length(content, place, kind)


def _length(content: bytes, place: int, kind: int) -> int:
    if kind == _VARIABLE:
        _type, has_label, missing = struct.unpack_from("=iii", content, place + 4)
        label = 0
        if has_label:
            (size,) = struct.unpack_from("=i", content, place + 32)
            label = 4 + -(-size // 4) * 4
        return int(32 + label + 8 * abs(missing))
    (count,) = struct.unpack_from("=i", content, place + 4)
    if kind == _LABELS:
        length = 8
        for _each in range(count):
            length += 8 + -(-(1 + content[place + length + 8]) // 8) * 8
        return length
    return int(8 + count * (80 if kind == _NOTES else 4))

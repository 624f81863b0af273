"""Ways to spoil a file: by its bytes, inside its zip members, and by what a text format is made of."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable

HOSTILE = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\x1b[2J", b"&lt;", b"<", b">", b"]]>",
    b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;", b"-1", b"99999999999999999999", b"1e400", b"NaN", b"=1+1",
    b"\xf0\x9f\x98\x80", b" > ", b";", b",", b"\t", b"\r", b"\n\n", b'"', b"'", b"../../", b"true", b"false",
    b"{", b"}", b"[" * 2000, b"<a>" * 2000, b"&#55357;", b"&#0;", b"\\ud800", b"_x0000_", b"XFD1048576",
)  # fmt: skip
"""What stands where nobody expects it."""
_WORDS = re.compile(rb"[\w-]+")


def spoiled(data: bytes, chance: random.Random) -> bytes:
    """Return a file's bytes with one to four things done to them; zip files mostly in their members."""
    if data[:2] == b"PK" and chance.random() < 0.75:
        return _inside_zip(data, chance)
    return _by_bytes(data, chance)


def _by_bytes(data: bytes, chance: random.Random) -> bytes:
    for _time in range(chance.randint(1, 4)):
        data = chance.choice(_WAYS)(data, chance)
    return data


def _inside_zip(data: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [(each.filename, archive.read(each)) for each in archive.infolist()]
    way = chance.randrange(8)
    place = chance.randrange(len(members))
    name, content = members[place]
    if way == 0:
        members.pop(place)
    elif way == 1:
        members.append((name, content))
    elif way == 2:
        members[place] = (f"../{name}", content)
    elif way == 3:
        members.append((f"{chance.randrange(99)}.qde", content))
    else:
        members[place] = (name, _by_bytes(content, chance))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, inside in members:
            archive.writestr(zipfile.ZipInfo(member), inside, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _span(data: bytes, chance: random.Random, longest: int = 60) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.randint(1, longest))


def _flip(data: bytes, chance: random.Random) -> bytes:
    if not data:
        return data
    changed = bytearray(data)
    for _time in range(chance.randint(1, 8)):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut_off(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _cut_out(data: bytes, chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + data[end:]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    start, end = _span(data, chance, 400)
    return data[:end] + data[start:end] * chance.choice((1, 2, 50)) + data[end:]


def _put_in(data: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(data) + 1)
    return data[:place] + chance.choice(HOSTILE) + data[place:]


def _swap(data: bytes, chance: random.Random) -> bytes:
    (first, first_end), (second, second_end) = sorted((_span(data, chance), _span(data, chance)))
    if first_end > second:
        return data
    return (
        data[:first]
        + data[second:second_end]
        + data[first_end:second]
        + data[first:first_end]
        + data[second_end:]
    )


def _number(data: bytes, chance: random.Random) -> bytes:
    """Make a number of the file another one: a length, a position, a count."""
    if len(data) < 8:
        return data
    place = chance.randrange(len(data) - 4)
    value = chance.choice((0, 1, 0x7FFFFFFF, 0xFFFFFFFF, 0x80000000, 65536))
    return data[:place] + value.to_bytes(4, chance.choice(("little", "big"))) + data[place + 4 :]


def _digits(data: bytes, chance: random.Random) -> bytes:
    places = [place for place in range(len(data)) if data[place : place + 1].isdigit()]
    if not places:
        return data
    place = chance.choice(places)
    return data[:place] + str(chance.choice((-1, 0, 10**6, 10**12, 10**25))).encode() + data[place + 1 :]


def _word(data: bytes, chance: random.Random) -> bytes:
    """Put one of the words in place of another: the file stays well-formed, and means something else."""
    words = list(_WORDS.finditer(data))
    if not words:
        return data
    place, other = chance.choice(words), chance.choice(words)
    return data[: place.start()] + other.group() + data[place.end() :]


def _line(data: bytes, chance: random.Random) -> bytes:
    """Take a line, or an element, away, or put it somewhere else too."""
    lines = re.split(rb"(?<=[\n>])", data)
    line = lines.pop(chance.randrange(len(lines)))
    for _time in range(chance.randrange(3)):
        lines.insert(chance.randrange(len(lines) + 1), line)
    return b"".join(lines)


_WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _flip, _flip, _cut_off, _cut_out, _repeat, _put_in, _put_in, _swap, _number, _digits,
    _word, _word, _word, _line,
)  # fmt: skip

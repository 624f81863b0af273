"""The text file of a question: every answer under a line with its respondent, and taken apart again."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from coder.exchange.refi.distinct_names import distinct_names

_BETWEEN = "\n\n"
# Other programs make LF of every line end.
_LINE_ENDS = re.compile("\r\n|\r|\n")
_UNFIT = re.compile(r"[\[\]\s]+")


@dataclass(frozen=True)
class Block:
    """Where an answer stands in the text of a source: code points, end exclusive."""

    label: str
    start: int
    end: int


def labels_of(names: Iterable[str]) -> list[str]:
    """Return what stands in the line above each respondent's answer: the name on one line, without brackets.

    The same names in the same order have the same labels, and no two the same.
    """
    return distinct_names(_UNFIT.sub(" ", name).strip() or "-" for name in names)


def joined_blocks(
    labels: Sequence[str], texts: Sequence[str], known: Collection[str] = ()
) -> tuple[str, list[Block]]:
    """Return the text of a source, and where each answer stands in it.

    Above each text stands ``[R001]``; where a line of an answer says just that for a label, there are two
    brackets in the whole source, or more, so that nobody takes it for the line above an answer.

    Args:
        labels: Whose answers these are.
        texts: The answers.
        known: All labels of the file, where there are more.
    """
    brackets = _brackets(known or labels, texts)
    pieces: list[str] = []
    blocks: list[Block] = []
    place = 0
    for label, text in zip(labels, texts, strict=True):
        header = _header(label, brackets) + "\n"
        start = place + len(header)
        blocks.append(Block(label, start, start + len(text)))
        pieces += (header, text, _BETWEEN)
        place = start + len(text) + len(_BETWEEN)
    return "".join(pieces), blocks


def split_blocks(text: str, labels: Iterable[str]) -> list[Block]:
    """Return where the answers of a source stand, found by the lines with these labels.

    Lines end in LF. Empty where the text does not begin with such a line, so is no text of this kind.
    """
    brackets = len(text) - len(text.lstrip("["))
    if not brackets:
        return []
    headers = {_header(label, brackets): label for label in labels}
    if text.split("\n", 1)[0] not in headers:
        return []
    found: list[tuple[str, int, int]] = []
    place = 0
    for line in text.split("\n"):
        if line in headers:
            found.append((headers[line], place, place + len(line) + 1))
        place += len(line) + 1
    ends = [header for _label, header, _start in found[1:]] + [len(text)]
    return [
        Block(label, min(start, len(text)), max(start, _end_of(text, start, end)))
        for (label, _header_at, start), end in zip(found, ends, strict=True)
    ]


def _end_of(text: str, start: int, end: int) -> int:
    """Return where an answer ends: before what stands between it and the next, as far as that is there."""
    for _sign in _BETWEEN:
        if end > start and text[end - 1] == "\n":
            end -= 1
    return min(end, len(text))


def _header(label: str, brackets: int) -> str:
    return "[" * brackets + label + "]" * brackets


def _brackets(labels: Collection[str], texts: Sequence[str]) -> int:
    """Return how many brackets tell a line with a respondent from all lines of the answers."""
    known = set(labels)
    brackets = 1
    for text in texts:
        if "[" not in text:
            continue
        for line in _LINE_ENDS.split(text):
            depth = len(line) - len(line.lstrip("["))
            if depth >= brackets and line.endswith("]" * depth) and line[depth : -depth or None] in known:
                brackets = depth + 1
    return brackets

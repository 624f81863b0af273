"""Breaking text into lines of a width, keeping where each line stands in the text."""

from __future__ import annotations

import re

from rich.cells import cell_len

_WORDS = re.compile(r"[^\S\n]*\S+|[^\S\n]+")

Span = tuple[int, int]

LONGEST_LINE = 110
"""Cells of people's text in a line, however wide the window is: longer lines are hard to follow back."""


def wrapped_spans(text: str, width: int) -> list[Span]:
    """Return the start and end of each line; line breaks stay, words longer than a line are broken."""
    width = max(width, 1)
    spans: list[Span] = []
    start = 0
    for paragraph in text.split("\n"):
        spans.extend(_wrapped(text, start, start + len(paragraph), width))
        start += len(paragraph) + 1
    return spans


def wrapped(text: str, width: int) -> list[str]:
    """Return the lines of a text."""
    return [text[start:end].strip(" \t") for start, end in wrapped_spans(text, width)]


def wrapped_lines(text: str, width: int) -> list[tuple[Span, str | None]]:
    """Return where each line stands, without blanks at its ends, and its joint.

    The joint is what stood before a line that goes on from the one above; None where a line began.
    """
    lines: list[tuple[Span, str | None]] = []
    before = 0
    for start, end in wrapped_spans(text, width):
        between = text[before:start]
        begins = not lines or "\n" in between
        lines.append((_without_blanks(text, start, end), None if begins else between))
        before = end
    return lines


def wrapped_with_joints(text: str, width: int) -> list[tuple[str, str | None]]:
    """Return each line, and what stood before it where it goes on from the line above; else None."""
    return [(text[start:end], joint) for (start, end), joint in wrapped_lines(text, width)]


def _without_blanks(text: str, start: int, end: int) -> Span:
    said = text[start:end]
    begin = start + len(said) - len(said.lstrip(" \t"))
    return begin, max(begin, start + len(said.rstrip(" \t")))


def _wrapped(text: str, start: int, end: int, width: int) -> list[Span]:
    spans: list[Span] = []
    begin = last = start
    room = width
    for found in _WORDS.finditer(text, start, end):
        word = found.group()
        size = cell_len(word)
        if size > room and last > begin:
            spans.append((begin, last))
            begin = found.start() + len(word) - len(word.lstrip())
            room = width
            size = cell_len(text[begin : found.end()])
        while size > width:
            cut = _cells_from(text, begin, width)
            spans.append((begin, cut))
            begin, room = cut, width
            size = cell_len(text[begin : found.end()])
        room -= size
        last = found.end()
    spans.append((begin, max(last, begin)))
    return spans


def _cells_from(text: str, begin: int, width: int) -> int:
    """Return the end of the longest stretch that fits; at least one sign, so that it always gets on."""
    end, taken = begin, 0
    while end < len(text):
        taken += cell_len(text[end])
        if taken > width:
            break
        end += 1
    return max(end, begin + 1)

"""A table as aligned text for a terminal or a plain file."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from coder.messages import _
from coder.tables.table import HIDDEN, NOT_IN_USE, FrequencyTable, Row
from coder.text.numbers import written_count, written_number

_INDENT = "  "
_GAP = "  "
_NARROWEST_NAME = 12
_LONGEST_BAR = 20
_BARS_FROM = 50
"""Bars are drawn where name and bar together have so many cells."""
_FULL, _HALF = "█", "▌"


def as_text(table: FrequencyTable, *, width: int | None = None, bars: bool = False) -> str:
    """Return the table as lines of text, safe to show.

    Args:
        table: What to print.
        width: Cells of the terminal, to which names, caption and note are wrapped; None wraps nothing.
        bars: Draw each percentage as a bar, if there is room.
    """
    from coder.text.safe import safe_line

    has_percent = any(row.percent is not None for row in table.rows)
    headings = (_("Count"), _("Percent")) if has_percent else (_("Count"),)
    rows = [_cells(row)[: len(headings)] for row in table.rows]
    widths = [
        max(len(heading), *(len(row[place]) for row in rows), 0) for place, heading in enumerate(headings)
    ]
    room = None if width is None else width - sum(widths) - len(widths) * len(_GAP)
    bars = bars and has_percent
    if bars and room is not None:
        bars = room >= _BARS_FROM
        room -= len(_GAP) + _LONGEST_BAR if bars else 0
    room = room and max(room, _NARROWEST_NAME)
    names = [_name_lines(row, safe_line(row.label), room) for row in table.rows]
    name_width = max((_cells_wide(line) for lines in names for line in lines), default=0)
    lines = [*_wrapped(safe_line(table.caption), width), ""]
    lines.append(_line("", headings, name_width, widths))
    for row, cells, name in zip(table.rows, rows, names, strict=True):
        bar = _bar(row.percent) if bars else ""
        lines.append(_line(name[0], cells, name_width, widths, bar))
        lines.extend(name[1:])
    lines += ["", *_wrapped(safe_line(table.note), width)]
    return "\n".join(lines) + "\n"


def _cells(row: Row) -> tuple[str, str]:
    if not row.in_use:
        return NOT_IN_USE, NOT_IN_USE
    if row.count is None:
        return HIDDEN, HIDDEN
    return written_count(row.count), "" if row.percent is None else written_number(row.percent)


def _line(name: str, cells: Sequence[str], name_width: int, widths: Sequence[int], bar: str = "") -> str:
    padded = name + " " * (name_width - _cells_wide(name))
    numbers = [cell.rjust(width) for cell, width in zip(cells, widths, strict=True)]
    return _GAP.join([padded, *numbers, bar]).rstrip()


def _bar(percent: Decimal | None) -> str:
    """Draw a percentage; 100 is the longest bar, so that bars of different tables compare."""
    halves = 0 if percent is None else int(percent * 2 * _LONGEST_BAR / 100 + Decimal("0.5"))
    return _FULL * (halves // 2) + _HALF * (halves % 2)


def _name_lines(row: Row, label: str, room: int | None) -> list[str]:
    if not row.indented:
        return _wrapped(label, room, following=_INDENT)
    return [_INDENT + line for line in _wrapped(label, room and room - len(_INDENT), following=_INDENT)]


def _wrapped(text: str, width: int | None, following: str = "") -> list[str]:
    """Break a text between words, and a word longer than a line inside it; nothing of it is lost."""
    if width is None or _cells_wide(text) <= width:
        return [text]
    from rich.cells import chop_cells

    width = max(width, _NARROWEST_NAME - len(_INDENT))
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        lead = following if lines else ""
        longer = f"{line} {word}" if line else lead + word
        if _cells_wide(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        *whole, line = [following + piece for piece in chop_cells(word, width - len(following))] or [""]
        lines.extend(whole)
    return [*lines, line]


def _cells_wide(text: str) -> int:
    from rich.cells import cell_len

    return len(text) if text.isascii() else cell_len(text)

"""A table as Markdown: a pipe table, as GitHub, Quarto and pandoc read it."""

from __future__ import annotations

import re

from coder.documents.grid import Grid, GridColumn, GridRow
from coder.documents.provenance_text import KEY, provenance_text

_MEANS_SOMETHING = re.compile(r"([\\`*_{}\[\]<>()#|~&$@^!])")
_BEGINS_SOMETHING = re.compile(r"^([+\-=:]|\d+(?=[.)]))")
_ADDRESS = re.compile(r"(?<=https)(:)|(?<=http)(:)|(?<=www)(\.)")
_INDENT = "&nbsp;&nbsp;&nbsp;"


def markdown_grid(grid: Grid) -> str:
    """Return the table with its caption before and its note after it; nothing in it is markup.

    A pipe table has one line of headings, so a group's heading stands before those of its columns.
    """
    head = [_escaped(grid.stub), *(_heading(column) for column in grid.columns)]
    marks = [":---", *(":---" if column.is_text else "---:" for column in grid.columns)]
    lines = [_caption(grid), "", _line(head), _line(marks), *(_line(_row(row)) for row in grid.rows)]
    if grid.note:
        lines += ["", _paragraph(grid.note)]
    if grid.provenance:
        lines += ["", f"<!-- {KEY}: {provenance_text(grid.provenance)} -->"]
    return "\n".join(lines) + "\n"


def _caption(grid: Grid) -> str:
    if not grid.label:
        return _paragraph(grid.caption)
    return f"**{_escaped(grid.label)}**&ensp;{_escaped(grid.caption)}"


def _heading(column: GridColumn) -> str:
    return _escaped(": ".join(part for part in (column.group, column.heading) if part))


def _row(row: GridRow) -> list[str]:
    cells = [_escaped(row.label), *(_escaped(cell.text) for cell in row.cells)]
    if row.is_strong:
        cells = [f"**{cell}**" if cell else cell for cell in cells]
    return [_INDENT * row.indent + cells[0], *cells[1:]]


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _paragraph(text: str) -> str:
    return _BEGINS_SOMETHING.sub(_behind, _escaped(text))


def _behind(begins: re.Match[str]) -> str:
    """Write what would begin a list or a heading so that it does not."""
    return begins[1] + "\\" if begins[1].isdigit() else "\\" + begins[1]


def _escaped(text: str) -> str:
    """Return text in which nothing is markup, on one line."""
    lines = (_ADDRESS.sub(r"\\\g<0>", _MEANS_SOMETHING.sub(r"\\\1", line)) for line in text.split("\n"))
    return "<br>".join(line.strip() for line in lines)

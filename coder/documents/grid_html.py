"""A table as a whole HTML page, which a screen reader can read cell by cell."""

from __future__ import annotations

from html import escape
from itertools import chain

from coder.documents.grid import Grid, GridRow
from coder.documents.languages import language_tag
from coder.documents.provenance_text import KEY, provenance_text
from coder.text.numbers import unbroken_numbers

_MANY = 6
"""Columns, beyond which a table is set smaller."""
# No scripts, nothing fetched: the page looks the same wherever it is opened.
_STYLE = """\
body { font: 16px/1.4 system-ui, "Segoe UI", Arial, sans-serif; color: #1f2a37; margin: 2rem; }
.table { overflow-x: auto; max-width: 100%; }
table { border-collapse: collapse; border-top: 2px solid; border-bottom: 2px solid; }
caption { text-align: left; font-weight: 600; padding-bottom: .6rem; }
caption, th, td, .note { white-space: pre-wrap; overflow-wrap: break-word; unicode-bidi: isolate; }
th, td { padding: .2rem .8rem; text-align: right; vertical-align: top; font-weight: normal; }
td { font-variant-numeric: tabular-nums; white-space: nowrap; }
th[scope=row], .words { text-align: left; max-width: 32rem; }
td.words { white-space: pre-wrap; }
thead th { vertical-align: bottom; font-weight: 600; max-width: 9rem; }
thead th[scope=colgroup] { text-align: center; border-bottom: 1px solid; max-width: none; }
tbody tr:first-child > * { border-top: 1px solid; }
.wide { font-size: .88rem; }
.wide th, .wide td { padding: .2rem .45rem; }
.wide th[scope=row] { min-width: 11rem; }
.strong > * { font-weight: 600; }
.note { font-size: .85rem; max-width: 45rem; margin-top: .6rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
@media print { body { margin: 0; font-size: 10pt; } }"""


def html_grid(grid: Grid) -> str:
    """Return the table as a valid HTML document without scripts."""
    grid = grid.mapped(unbroken_numbers)
    title = escape(grid.title, quote=False)
    about = [f'<p class="unseen" id="description">{escape(grid.description)}</p>'] if grid.description else []
    note = [f'<p class="note" id="note" dir="auto">{escape(grid.note, quote=False)}</p>'] if grid.note else []
    told_by = " ".join(
        name for name, text in (("description", grid.description), ("note", grid.note)) if text
    )
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{language_tag(grid.language)}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width">',
        f"<title>{title}</title>",
        *([f'<meta name="{KEY}" content="{_quoted(grid)}">'] if grid.provenance else []),
        f"<style>\n{_STYLE}\n</style>",
        "</head>",
        "<body>",
        *about,
        '<div class="table">',
        "<table"
        + (' class="wide"' if len(grid.columns) > _MANY else "")
        + (f' aria-describedby="{told_by}"' if told_by else "")
        + ">",
        f'<caption dir="auto">{title}</caption>',
        *_head(grid),
        "<tbody>",
        *(_row(grid, row) for row in grid.rows),
        "</tbody>",
        "</table>",
        "</div>",
        *note,
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def _quoted(grid: Grid) -> str:
    return escape(provenance_text(grid.provenance))


def _head(grid: Grid) -> list[str]:
    rows = 2 if grid.groups else 1
    stub = escape(grid.stub, quote=False)
    first = (
        f'<th scope="col" class="words" rowspan="{rows}">{stub}</th>'
        if stub
        else f'<td rowspan="{rows}"></td>'
    )
    columns = [
        f'<th scope="col"{_words(column.is_text)}>{escape(column.heading, quote=False)}</th>'
        for column in grid.columns
    ]
    if not grid.groups:
        return ["<thead>", f"<tr>{first}{''.join(columns)}</tr>", "</thead>"]
    # What belongs to no group reaches down over both lines.
    alone = [not column.group for column in grid.columns]
    upper: list[str] = []
    place = 0
    for heading, span in grid.groups:
        if heading:
            upper.append(f'<th scope="colgroup" colspan="{span}">{escape(heading, quote=False)}</th>')
        else:
            upper.append(columns[place].replace("<th ", '<th rowspan="2" ', 1))
        place += span
    lower = [column for column, is_alone in zip(columns, alone, strict=True) if not is_alone]
    parts = chain([1], (span for _heading, span in grid.groups))
    groups = "".join(f'<colgroup span="{span}"></colgroup>' for span in parts)
    return [groups, "<thead>", f"<tr>{first}{''.join(upper)}</tr>", f"<tr>{''.join(lower)}</tr>", "</thead>"]


def _row(grid: Grid, row: GridRow) -> str:
    inset = f' style="padding-left: {0.8 + 1.4 * row.indent:.1f}rem"' if row.indent else ""
    cells = "".join(
        f"<td{_words(column.is_text)}>{escape(cell.text, quote=False)}</td>"
        for column, cell in zip(grid.columns, row.cells, strict=True)
    )
    strong = ' class="strong"' if row.is_strong else ""
    label = escape(row.label, quote=False)
    return f'<tr{strong}><th scope="row" dir="auto"{inset}>{label}</th>{cells}</tr>'


def _words(is_text: bool) -> str:
    return ' class="words" dir="auto"' if is_text else ""

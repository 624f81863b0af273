"""A table as LaTeX, to be taken into a report with ``\\input``."""

from __future__ import annotations

from dataclasses import dataclass

from coder.documents.grid import Grid, GridRow
from coder.documents.grid_panels import panels
from coder.documents.latex_text import foreign_signs, latex_text
from coder.documents.provenance_text import KEY, provenance_text
from coder.text.numbers import unbroken_numbers

_PACKAGES = ("array", "booktabs", "longtable")
_TEXT_WIDTH = 16.0
"""Centimetres, as the other lengths."""
_SHORTEST_NAME, _NARROWEST_NAME, _WIDEST_NAME, _WORDS = 2.0, 4.0, 9.0, 6.0


@dataclass(frozen=True)
class _Size:
    """A size of letters."""

    command: str
    sign: float
    """What a digit takes."""
    gap: float
    """What stands between two columns."""


_SIZES = (
    _Size("", 0.185, 0.42),
    _Size("\\footnotesize\\setlength{\\tabcolsep}{3pt}", 0.15, 0.21),
)


def latex_grid(grid: Grid) -> str:
    """Return the table as a part of a document; it says in its first lines what its preamble needs.

    It breaks over pages with its headings repeated. A table too wide is set in smaller letters, and one wider
    still as several below each other.
    """
    grid = grid.mapped(unbroken_numbers)
    room = _TEXT_WIDTH - min(_name_width(grid, _SIZES[0]), _NARROWEST_NAME)
    size = next((each for each in _SIZES if sum(_widths(grid, each)) <= room), _SIZES[0])
    parts = panels(grid, _widths(grid, size), room)
    lines = [
        f"% \\usepackage{{{','.join(_PACKAGES)}}} % and \\usepackage[T1]{{fontenc}}, \\usepackage{{textcomp}}"
    ]
    if foreign_signs(latex_texts(grid)):
        lines.append("% Has characters that pdfLaTeX lacks: compile with LuaLaTeX and a font that has them.")
    if grid.provenance:
        lines.append(f"% {KEY}: {provenance_text(grid.provenance)}")
    lines.append("\\begingroup\\setlength{\\LTcapwidth}{\\textwidth}" + size.command)
    if grid.number:
        lines.append(f"\\renewcommand{{\\thetable}}{{{latex_text(grid.number)}}}")
    for place, part in enumerate(parts):
        caption = _caption(grid) if place == 0 else ""
        lines += _table(part, caption, size, counts=bool(grid.number) or place > 0)
    if grid.note:
        lines += ["\\par\\noindent{\\footnotesize " + latex_text(grid.note, "\\\\ ") + "\\par}"]
    return "\n".join([*lines, "\\endgroup"]) + "\n"


def latex_texts(grid: Grid) -> list[str]:
    """Return all texts that are set."""
    texts: list[str] = []

    def gathered(text: str) -> str:
        texts.append(text)
        return text

    grid.mapped(gathered)
    return texts


def _caption(grid: Grid) -> str:
    label = f"\\label{{tab:{grid.number}}}" if grid.number.replace(".", "").isalnum() else ""
    return f"\\caption{{{latex_text(grid.caption, ' ')}}}{label}\\\\"


def _table(grid: Grid, caption: str, size: _Size, *, counts: bool) -> list[str]:
    room = _TEXT_WIDTH - sum(_widths(grid, size))
    name = max(min(_name_width(grid, size), _WIDEST_NAME, room), _SHORTEST_NAME)
    columns = "".join(
        f">{{\\raggedright\\arraybackslash}}p{{{_WORDS}cm}}" if column.is_text else "r"
        for column in grid.columns
    )
    head = ["\\toprule", *_head(grid), "\\midrule"]
    first = f"{{@{{}}>{{\\raggedright\\arraybackslash\\hangindent=1em}}p{{{name:.1f}cm}}{columns}@{{}}}}"
    repeated = [*head, "\\endhead"] if not caption else [caption, *head, "\\endfirsthead", *head, "\\endhead"]
    return [
        f"\\begin{{longtable}}[l]{first}",
        *repeated,
        "\\bottomrule",
        "\\endlastfoot",
        *(_row(row) for row in grid.rows),
        "\\end{longtable}",
        # Longtable counts every table; with a number given, or a part of one, it should not.
        *(["\\addtocounter{table}{-1}"] if counts else []),
    ]


def _head(grid: Grid) -> list[str]:
    lines = []
    if grid.groups:
        cells, rules, first = [""], [], 2
        for heading, span in grid.groups:
            cells.append(f"\\multicolumn{{{span}}}{{c}}{{{latex_text(heading, ' ')}}}" if heading else "")
            if heading:
                rules.append(f"\\cmidrule(lr){{{first}-{first + span - 1}}}")
            first += span
        lines = [" & ".join(cells) + " \\\\", "".join(rules)]
    headings = [latex_text(column.heading, " ") for column in grid.columns]
    return [*lines, " & ".join([latex_text(grid.stub, " "), *headings]) + " \\\\"]


def _row(row: GridRow) -> str:
    cells = [latex_text(row.label), *(latex_text(cell.text) for cell in row.cells)]
    if row.is_strong:
        cells = [f"\\textbf{{{cell}}}" if cell else "" for cell in cells]
    inset = f"\\hspace*{{{row.indent}em}}" if row.indent else ""
    return inset + " & ".join(cells) + " \\\\"


def _widths(grid: Grid, size: _Size) -> list[float]:
    widths = []
    for place, column in enumerate(grid.columns):
        signs = max([len(column.heading), *(len(row.cells[place].text) for row in grid.rows)])
        widths.append((_WORDS if column.is_text else signs * size.sign) + size.gap)
    return widths


def _name_width(grid: Grid, size: _Size) -> float:
    signs = max((len(row.label) + 2 * row.indent for row in grid.rows), default=0)
    return max(signs, len(grid.stub)) * size.sign + size.gap

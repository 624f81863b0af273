"""Tables of numbers for a terminal: a column of text, then numbers one under another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

_WIDTH = 79
_NARROWEST = 10


def number_columns(
    heads: Sequence[str], rows: Sequence[Sequence[str]], *, ends_in_text: bool = False
) -> Iterator[str]:
    """Lay a table out: the first column from the left and broken to fit, numbers from the right.

    Args:
        heads: What stands over each column.
        rows: As many cells each.
        ends_in_text: Whether the last column stands from the left too.
    """
    from rich.cells import cell_len

    from coder.text.broken_lines import wrapped
    from coder.text.safe import safe_line

    others = _others([heads, *rows])
    widths = [max(map(cell_len, column)) for column in others]
    room = max(_NARROWEST, label_room([heads, *rows]))
    labels = [list(wrapped(safe_line(row[0]), room, "  ")) or [""] for row in [heads, *rows]]
    first = max(cell_len(each) for label in labels for each in label)
    for place, (label, *following) in enumerate(labels):
        cells = [label + " " * (first - cell_len(label))]
        for width, column in zip(widths, others, strict=True):
            blanks = " " * (width - cell_len(column[place]))
            is_text = ends_in_text and column is others[-1]
            cells.append(column[place] + blanks if is_text else blanks + column[place])
        yield "  ".join(cells).rstrip()
        yield from following


def label_room(table: Sequence[Sequence[str]]) -> int:
    """Return how many cells the other columns of a table, its headings among the rows, leave to the first."""
    from rich.cells import cell_len

    widths = [max(map(cell_len, column)) for column in _others(table)]
    return _WIDTH - sum(widths) - 2 * len(widths)


def _others(table: Sequence[Sequence[str]]) -> list[list[str]]:
    return [list(column) for column in zip(*(row[1:] for row in table), strict=True)]

"""A number from 0 to 1 with its interval, drawn on a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.messages import _
from coder.text.numbers import written_number
from coder.tui.pieces.lines import Piece, Role

if TYPE_CHECKING:
    from coder.agreement.results import Result

TENTATIVE, CUSTOMARY = 0.667, 0.8
"""Krippendorff's bounds for alpha of one variable; they are marked beside nothing else."""
_MINUS = "\u2212"
LEAST_WIDTH = 16
"""Cells the labels of the marks need."""


def interval_bar(
    result: Result | None, width: int, *, marks: tuple[float, ...] = (), is_dim: bool = False
) -> list[Piece]:
    """Draw a value as a dot on its interval; a blank line where there is no value.

    A value under 0 stands at the left end, as ``‹``.
    """
    if result is None or result.value is None:
        return [Piece(" " * width)]
    low, high = result.interval or (result.value, result.value)
    first, last, dot = (_cell(each, width) for each in (low, high, result.value))
    marked = {_cell(each, width) for each in marks}
    signs = []
    for cell in range(width):
        inside = first <= cell <= last
        if cell == dot:
            signs.append(("‹" if round(result.value, 2) < 0 else "●", Role.DIM if is_dim else Role.TEXT))
        elif inside:
            signs.append(("┿" if cell in marked else "━", Role.DIM if is_dim else Role.ACCENT))
        else:
            signs.append(("┼" if cell in marked else "─", Role.TRACK))
    return _joined(signs)


def marks_label(width: int) -> str:
    """Return the labels above bars with marks."""
    tentative, customary = written_number(TENTATIVE), written_number(CUSTOMARY, 2)
    end = _cell(TENTATIVE, width) + 1
    label = "0".ljust(end - len(tentative)) + tentative
    return (label.ljust(_cell(CUSTOMARY, width)) + customary)[:width].ljust(width)


def written_interval(result: Result | None) -> str:
    """Write an interval as tables do: "0,62–0,79"; empty where there is none."""
    if result is None or result.value is None or result.interval is None:
        return ""
    low, high = (written_number(each, 2) for each in result.interval)
    # A dash beside a minus sign could be taken for another.
    return _("{low} to {high}").format(low=low, high=high) if _MINUS in low + high else f"{low}–{high}"


def written_value(result: Result | None) -> str:
    """Write a value; a dash where it is not defined."""
    return "–" if result is None or result.value is None else written_number(result.value, 2)


def _cell(value: float, width: int) -> int:
    return round(min(max(value, 0.0), 1.0) * (width - 1))


def _joined(signs: list[tuple[str, Role]]) -> list[Piece]:
    pieces: list[Piece] = []
    for sign, role in signs:
        if pieces and pieces[-1].role is role:
            pieces[-1] = Piece(pieces[-1].text + sign, role)
        else:
            pieces.append(Piece(sign, role))
    return pieces

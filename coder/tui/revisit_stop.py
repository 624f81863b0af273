"""What is said where reading again may stop: the rule, the draw, and how much at most is missed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from coder.messages import _, ngettext
from coder.text.numbers import written_count
from coder.tui.lines import Line, Piece, Role, line

if TYPE_CHECKING:
    from coder.domain.revisit_rule import RevisitPass

SIZES = (30, 60, 120)
"""Draws that are offered, besides all that is left."""


def draw_sizes(left: int) -> list[int]:
    """Return how many answers may be drawn; last all of them."""
    return [*(size for size in SIZES if size < left), left]


def draw_lines(left: int, sizes: Sequence[int]) -> list[Line]:
    """Say of each draw what it would tell if nothing is found in it."""
    from coder.domain.revisit_rule import upper_bound

    lines = []
    for size in sizes:
        if size == left:
            told = _("nothing is missed then")
        else:
            bound = upper_bound(left, size, 0)
            told = _("if it has no find: {bound}").format(bound=bound_in_words(bound))
        count = ngettext("{n} answer", "{n} answers", size).format(n=written_count(size))
        lines.append(line(Piece(count), right=[Piece(told, Role.DIM)]))
    return lines


def bound_in_words(bound: int) -> str:
    """Say how much at most is missed."""
    return ngettext("at most {n} missed (95 %)", "at most {n} missed (95 %)", bound).format(
        n=written_count(bound)
    )


def stop_in_words(way: RevisitPass) -> str:
    """Offer to stop."""
    told = ngettext(
        "{n} in a row without a find: ^d ends it with a random draw from the {left} left",
        "{n} in a row without a find: ^d ends it with a random draw from the {left} left",
        way.run,
    )
    return told.format(n=way.run, left=written_count(way.left))


def end_in_words(way: RevisitPass) -> str:
    """Say what a draw has told, and what can be done."""
    others = way.rest - way.drawn
    told = ngettext(
        "{n} find among {drawn} answers drawn at random.",
        "{n} finds among {drawn} answers drawn at random.",
        way.drawn_finds,
    ).format(n=way.drawn_finds, drawn=way.drawn)
    bound = ngettext(
        "Of the {others} that nobody reads, at most {n} is missed (95 %).",
        "Of the {others} that nobody reads, at most {n} are missed (95 %).",
        way.bound or 0,
    ).format(others=written_count(others), n=written_count(way.bound or 0))
    return f"{told} {bound} " + _("^d closes with that; → reads on, the likeliest first.")


def closed_in_words(bound: int) -> str:
    """Say that a round is closed, and with what."""
    told = ngettext(
        "Closed: of those that nobody reads, at most {n} is missed (95 %). ^z takes it back.",
        "Closed: of those that nobody reads, at most {n} are missed (95 %). ^z takes it back.",
        bound,
    )
    return told.format(n=written_count(bound))

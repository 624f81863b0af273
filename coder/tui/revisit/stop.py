"""What is said where reading again may stop: the rule, the draw, and how much at most is missed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from coder.messages import _, ngettext
from coder.text.numbers import written_count
from coder.tui.pieces.lines import Line, Piece, Role, line

if TYPE_CHECKING:
    from coder.domain.revisit_rule import RevisitPass

SIZES = (30, 60, 120)
"""Draws that are offered."""


def draw_sizes(left: int) -> list[int]:
    """Return how many answers may be drawn; none where a draw would spare nothing."""
    return [size for size in SIZES if size < left]


def draw_lines(left: int, sizes: Sequence[int]) -> list[Line]:
    """Say of each draw what it would tell if nothing is found in it."""
    from coder.domain.revisit_rule import upper_bound

    lines = []
    for size in sizes:
        told = _("if it has no find: {bound}").format(bound=bound_in_words(upper_bound(left, size, 0)))
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


def run_in_words(way: RevisitPass) -> str:
    """Say how far it is to where reading may stop."""
    from coder.domain.revisit_rule import STOP_AFTER

    return _("{run} of {needed} in a row without a find").format(run=way.run, needed=STOP_AFTER)


def no_stop_in_words(way: RevisitPass, outside: int) -> str:
    """Say why reading cannot be stopped by rule now.

    Args:
        way: What has been read, and how much is left.
        outside: How many answers wait in other waves.
    """
    from coder.domain.revisit_rule import STOP_AFTER

    if way.is_drawing:
        return _("The answers drawn are read to the end: {read} of {drawn} so far").format(
            read=way.drawn_read, drawn=way.drawn
        )
    if outside:
        return ngettext(
            "Stopping is about all waves, and {n} answer waits in another one",
            "Stopping is about all waves, and {n} answers wait in others",
            outside,
        ).format(n=written_count(outside))
    if not draw_sizes(way.left):
        return ngettext(
            "With {n} left, a draw would spare nothing: read on",
            "With {n} left, a draw would spare nothing: read on",
            way.left,
        ).format(n=way.left)
    return _("Stopping takes {needed} in a row without a find; now {run}").format(
        needed=STOP_AFTER, run=way.run
    )


def drawn_in_words(way: RevisitPass) -> str:
    """Say what a draw has told."""
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
    return f"{told} {bound}"


def end_in_words(way: RevisitPass) -> str:
    """Say what a draw has told, and what can be done."""
    return drawn_in_words(way) + " " + _("^d closes with that; → reads on, the likeliest first.")


def closed_in_words(bound: int) -> str:
    """Say that a round is closed, and with what."""
    told = ngettext(
        "Closed: of those that nobody reads, at most {n} is missed (95 %). ^z takes it back.",
        "Closed: of those that nobody reads, at most {n} are missed (95 %). ^z takes it back.",
        bound,
    )
    return told.format(n=written_count(bound))

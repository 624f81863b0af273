"""How far a piece of work has come that has parts: each tells of itself, and all together are one measure."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Told how much of how many is done."""

_WHOLE = 1_000


def part_of(progress: Progress | None, begins: float, ends: float) -> Progress:
    """Return what one part tells of itself: (done, of), as a share of all of the work.

    Args:
        progress: Told of the whole; nobody if None.
        begins: The share of all the work that is done before, from 0 to 1.
        ends: The share that is done after.
    """

    def tell(done: int, of: int) -> None:
        if progress is not None:
            progress(round(_WHOLE * (begins + (ends - begins) * done / max(of, 1))), _WHOLE)

    return tell

"""How far a long piece of work has come, on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

_WHOLE = 1_000


@contextmanager
def progress_bar(label: str, before: str = "") -> Iterator[Callable[[int, int], None]]:
    """Give a function to tell (done, of) to; it draws a bar on a terminal, and nothing elsewhere.

    The bar never goes back, and is full when the work ends well.

    Args:
        label: What is counted.
        before: What goes on until the first is told; stands there at once.
    """
    hidden = not sys.stderr.isatty()
    with click.progressbar(length=_WHOLE, label=before or label, file=sys.stderr, hidden=hidden) as bar:

        def tell(done: int, of: int) -> None:
            reached = max(_WHOLE * min(done, of) // max(of, 1), bar.pos)
            if reached > bar.pos or bar.label != label:
                bar.label = label
                bar.update(reached - bar.pos)
                bar.render_progress()

        yield tell
        tell(1, 1)

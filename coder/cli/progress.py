"""How far a long piece of work has come, on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click


@contextmanager
def progress_bar(label: str, before: str = "") -> Iterator[Callable[[int, int], None]]:
    """Give a function to tell (done, of) to; it draws a bar on a terminal, and nothing elsewhere.

    Args:
        label: What is counted.
        before: What goes on until the first is told; stands there at once.
    """
    hidden = not sys.stderr.isatty()
    with click.progressbar(length=1, label=before or label, file=sys.stderr, hidden=hidden) as bar:

        def tell(done: int, of: int) -> None:
            bar.label = label
            bar.length = of
            bar.update(done - bar.pos)

        yield tell

"""What cannot go along when a project becomes a file of another program, or such a file a project."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

MOST_EXAMPLES = 3


@dataclass(frozen=True)
class Loss:
    """One kind of thing that is lost or changed on the way."""

    what: str
    """A sentence in the reader's language, whole without the number."""
    count: int
    examples: tuple[str, ...] = ()
    """A few of them by name: what people wrote, so to be shown safely."""


class Losses:
    """Losses as they are gathered: one of each kind, counted, with the first few by name."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = defaultdict(int)
        self._examples: dict[str, list[str]] = defaultdict(list)

    def add(self, what: str, example: str = "", count: int = 1) -> None:
        """Note that something is lost; ``what`` is the sentence of its kind."""
        self._counts[what] += count
        examples = self._examples[what]
        if example and example not in examples and len(examples) < MOST_EXAMPLES:
            examples.append(example)

    def all(self) -> tuple[Loss, ...]:
        """Return what was noted, in the order each kind was first met."""
        return tuple(Loss(what, count, tuple(self._examples[what])) for what, count in self._counts.items())

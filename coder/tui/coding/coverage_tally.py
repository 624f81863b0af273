"""How much of a question a coder has covered, kept true from key to key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coder.domain.coding import Span
from coder.domain.coverage import Coverage, coverage
from coder.tui.coding.change import Standing

if TYPE_CHECKING:
    from coder.store.question_counts import CoverageCounts


@dataclass(frozen=True)
class Covered:
    """Answers with at least one code, and sentences a code is placed on."""

    answers: int = 0
    placed: int = 0

    def __add__(self, other: Covered) -> Covered:
        return Covered(self.answers + other.answers, self.placed + other.placed)

    def __sub__(self, other: Covered) -> Covered:
        return Covered(self.answers - other.answers, self.placed - other.placed)


class CoverageTally:
    """What was counted once, and what has changed since that was asked for: counting takes a while."""

    def __init__(self) -> None:
        self.sentences: int | None = None
        """Sentences of all answers; None until they have been counted."""
        self._counted = Covered()
        self._moved = Covered()
        self._asked_at: Covered | None = None

    @property
    def now(self) -> Covered:
        """What is covered now; noughts until it has been counted."""
        return self._counted + self._moved if self.sentences is not None else Covered()

    @property
    def is_being_counted(self) -> bool:
        """Whether a count has been asked for and has not come."""
        return self._asked_at is not None

    def ask(self) -> None:
        """Note that what is on disk now is being counted."""
        self._asked_at = self._moved

    def take(self, counts: CoverageCounts | None) -> None:
        """Take in what was counted, what has changed meanwhile on top; None if it could not be."""
        if counts is not None and self._asked_at is not None:
            self.sentences = counts.sentences
            self._counted = Covered(counts.coded, counts.placed)
            self._moved -= self._asked_at
        self._asked_at = None

    def move(self, sentences: Sequence[Span], before: Standing, after: Standing) -> None:
        """Note that an answer stands otherwise than before."""
        if before.codes != after.codes or before.excerpts != after.excerpts:
            self._moved += covered_in(sentences, after) - covered_in(sentences, before)


def covered_in(sentences: Sequence[Span], standing: Standing) -> Covered:
    """Count what is covered of one answer."""
    if not standing.codes:
        return Covered()
    return Covered(1, coverage(sentences, standing.placed()).count(Coverage.PLACED))

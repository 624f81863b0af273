"""Notes whose live figures are filled in as the document is made."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from coder.domain.live_figures import figures_in
from coder.messages import _

if TYPE_CHECKING:
    from coder.usecases.live_figures import Figures


class LiveNotes:
    """Fills in figures, counts for them once, and remembers what could not be filled in."""

    def __init__(self, count: Callable[[], Figures] | None) -> None:
        """Take what counts when the first figure is met; None where the question is not quantified."""
        self._count = count
        self.problems: list[str] = []

    def filled(self, text: str) -> str:
        """Return a note with its figures; those nobody knows stand as they were written."""
        if "{" not in text:
            return text
        if self._count is None:
            if any(True for _figure in figures_in(text)):
                self._tell(_("The question is not quantified: figures in notes stand as they were written."))
            return text
        found = self._figures.filled(text)
        for problem in found.problems:
            self._tell(problem)
        return found.text

    @cached_property
    def _figures(self) -> Figures:
        assert self._count is not None
        return self._count()

    def _tell(self, problem: str) -> None:
        if problem not in self.problems:
            self.problems.append(problem)

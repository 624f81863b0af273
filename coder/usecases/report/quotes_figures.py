"""Notes whose live figures are filled in as the document is made."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from coder.domain.live_figures import figures_in
from coder.messages import _

if TYPE_CHECKING:
    from coder.usecases.report.document_figures import DocumentFigures, ToldFigures
    from coder.usecases.report.live_figures import Figures


@dataclass(frozen=True)
class UnfilledFigure:
    """A figure of a note that cannot be filled in."""

    heading: str
    """Under which the note is written."""
    why: str
    """With the figure as it is written."""

    @property
    def in_words(self) -> str:
        """Say where it stands, and what is wrong with it."""
        return _("The note under «{heading}»: {why}").format(heading=self.heading, why=self.why)


class LiveNotes:
    """Fills in figures, counts for them once, and remembers what could not be filled in."""

    def __init__(self, counting: DocumentFigures | None) -> None:
        """Take what counts when the first figure is met; None where the question is not quantified."""
        self._counting = counting
        self.problems: list[UnfilledFigure] = []
        self.hidden: list[str] = []
        """Figures that stand there as hidden, each with why."""

    def filled(self, text: str, heading: str) -> str:
        """Return the note under a heading with its figures; those nobody knows stand as they were written."""
        if "{" not in text:
            return text
        if self._counting is None:
            if any(True for _figure in figures_in(text)):
                why = _("The question is not quantified: figures in notes stand as they were written.")
                self._tell(UnfilledFigure(heading, why))
            return text
        found = self._figures.filled(text)
        for problem in found.problems:
            self._tell(UnfilledFigure(heading, problem))
        self.hidden += [each for each in found.hidden if each not in self.hidden]
        return found.text

    @cached_property
    def _figures(self) -> Figures:
        assert self._counting is not None
        return self._counting.count()

    @property
    def signs(self) -> tuple[str, ...]:
        """What the document says of the signs in its notes, a sentence each."""
        return self._counting.signs() if self._counting is not None and self.hidden else ()

    @property
    def told(self) -> ToldFigures | None:
        """What the figures tell, to be kept with the document's export."""
        return None if self._counting is None else self._counting.told

    def _tell(self, problem: UnfilledFigure) -> None:
        if problem not in self.problems:
            self.problems.append(problem)

"""Live figures of a document: counted as its tables are, and hidden where exported files hide them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coder.domain.codebook import Code
from coder.domain.errors import CoderError
from coder.domain.question import Question
from coder.messages import _
from coder.store.exports import exports_of, standing
from coder.store.unit_of_work import Reading, Writing
from coder.tables.note import hidden_in_words
from coder.tables.options import TableOptions
from coder.usecases.report.live_figures import Figures
from coder.usecases.report.quotes_options import QuotesOptions
from coder.usecases.tables.export import refuse_exports_meanwhile
from coder.usecases.tables.frequency_table import made_table
from coder.usecases.tables.moment import asked_table

if TYPE_CHECKING:
    from coder.store.engine import Engine


class FiguresGiveAwayError(CoderError):
    """Figures in notes cannot be printed beside what exported files hide."""

    exit_code = 1

    def __init__(self, min_cell: int, why: CoderError) -> None:
        super().__init__(
            "\n".join(
                [
                    _(
                        "Exported files hide counts under {k}, and figures in notes would tell of them. Take "
                        "the figures out of the notes, or withdraw the export in the way."
                    ).format(k=min_cell),
                    str(why),
                ]
            )
        )


@dataclass(frozen=True)
class ToldFigures:
    """What the live figures of a document tell, to be kept with its export."""

    cells: tuple[dict[str, Any], ...]
    min_cell: int | None
    """The K by which they are hidden; None where no exported file hides any."""
    exports: int
    """How many exports of the question there were when they were counted."""

    def check(self, work: Writing, question_id: int) -> None:
        """Make sure that nothing has left since which they could give away.

        Raises:
            ExportedMeanwhileError: If anything of the question has.
        """
        refuse_exports_meanwhile(work, question_id, self.exports)


class DocumentFigures:
    """Counts the figures of a document, once the first is met."""

    def __init__(
        self, engine: Engine, work: Reading, question: Question, codes: Sequence[Code], options: QuotesOptions
    ) -> None:
        """Take what to count; only what leaves for readers is hidden, and only through its layer."""
        self._engine = engine
        self._work = work
        self._question = question
        self._codes = codes
        self._options = options
        self._leaves = options.purpose == "report"
        self._figures: Figures | None = None
        self._exports = 0
        self._min_cell: int | None = None

    def count(self) -> Figures:
        """Count them.

        Raises:
            FiguresGiveAwayError: If some cannot be told beside what exported files hide.
        """
        if self._leaves:
            self._min_cell, self._exports = _hidden_so_far(self._work, self._question.id)
        options = TableOptions(
            waves=self._options.waves,
            layer=self._options.layer if self._leaves else None,
            min_cell=self._min_cell,
        )
        try:
            with asked_table(self._engine, self._question.key, options) as asked:
                made = made_table(asked)
                shown = {code.uid for code in self._codes}
                folded = [code for code in asked.codebook if code.uid not in shown]
        except CoderError as error:
            if self._min_cell is None:
                raise
            raise FiguresGiveAwayError(self._min_cell, error) from error
        self._figures = Figures(made.shown, self._codes, made.counted, folded)
        return self._figures

    def signs(self) -> tuple[str, ...]:
        """Say what the sign for a hidden figure means, where figures may be hidden."""
        return () if self._min_cell is None else (hidden_in_words(self._min_cell),)

    @property
    def told(self) -> ToldFigures | None:
        """What was told of them; None where nothing was, or nothing leaves."""
        if self._figures is None or not self._leaves:
            return None
        cells = tuple(self._figures.printed())
        return ToldFigures(cells, self._min_cell, self._exports) if cells else None


def _hidden_so_far(work: Reading, question_id: int) -> tuple[int | None, int]:
    """Return the largest K of what has left of a question, and how many exports there are."""
    exports = exports_of(work, question_id)
    limits = [each.min_cell for each in standing(exports) if each.min_cell is not None]
    return max(limits, default=None), len(exports)

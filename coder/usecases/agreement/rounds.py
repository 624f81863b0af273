"""Agreement round by round, as a table and as a figure; rounds are never taken together here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from coder.agreement.results import REPLICATES
from coder.documents.agreement_figure import AgreementFigure, RoundPoint
from coder.documents.grid import Grid, GridColumn, GridRow
from coder.domain.sample import Purpose
from coder.messages import _, current_language
from coder.store.project_state import project_state
from coder.store.unit_of_work import Reading
from coder.tables.grid_cells import count_cell, word_cell
from coder.text.numbers import written_count, written_number
from coder.usecases.agreement.cells import about_intervals, asked_in_caption, interval_cell, number_cell
from coder.usecases.agreement.compared import KEY, Compared, NothingComparedError, lettered
from coder.usecases.agreement.compared_rounds import NoRoundError, RoundFacts, compared_rounds, rounds_drawn
from coder.usecases.agreement.project_agreement import SEED, ProjectAgreement, measured
from coder.usecases.agreement.provenance import agreement_provenance
from coder.usecases.tables.any_table import AnyTable

_COLUMNS = ("round", "what", "drawn", "n", "alpha_masi", "interval", "exact_match", "pooled_kappa")


@dataclass(frozen=True)
class RoundAgreement:
    """What one round found."""

    facts: RoundFacts
    found: ProjectAgreement


def agreement_of_rounds(
    work: Reading,
    question_key: str,
    coders: Sequence[str] = (),
    *,
    replicates: int = REPLICATES,
    seed: int = SEED,
    history: Reading | None = None,
) -> list[RoundAgreement]:
    """Measure agreement in each round that two coders have answers of, in the order they were drawn.

    ``history`` is the snapshot that has the history, where the project is read as it was.

    Raises:
        NoRoundError: If no round was drawn.
        NothingComparedError: If no round has an answer that two did.
    """
    found: list[Compared] = []
    nothing: NothingComparedError | None = None
    for number in rounds_drawn(work, question_key):
        try:
            found.append(compared_rounds(work, question_key, number, coders, history=history))
        except NothingComparedError as error:
            nothing = error
    if not found:
        raise nothing or NoRoundError(question_key, None, ())
    rests_on = project_state(work, found[0].question, history or work)
    return [
        RoundAgreement(each.rounds[0], measured(each, rests_on, replicates=replicates, seed=seed))
        for each in _lettered_together(work, found)
    ]


def _lettered_together(work: Reading, found: Sequence[Compared]) -> list[Compared]:
    """Give each coder one letter over all rounds: Coder B is nobody else in the next."""
    ids = {coder.id for each in found for coder in each.coders if coder.id != KEY}
    people = lettered(work, ids, found[0].question.lead_id)
    return [
        replace(
            each,
            coders=(
                *(one for one in each.coders if one.id == KEY),
                *(one for one in people if any(one.id == other.id for other in each.coders)),
            ),
        )
        for each in found
    ]


def rounds_table(rounds: Sequence[RoundAgreement]) -> AnyTable:
    """Return agreement round by round, for any format; as SVG or PNG it is a figure."""
    grid = _grid(rounds)

    def drawn(path: Path) -> Sequence[str]:
        from coder.documents.figure_files import write_figure

        return write_figure(rounds_figure(rounds, grid), path)

    values = _values(rounds) | {"provenance": dict(grid.provenance)}
    return replace(AnyTable.of_grid(grid, values, _COLUMNS), figure=drawn)


def rounds_figure(rounds: Sequence[RoundAgreement], grid: Grid) -> AgreementFigure:
    """Return a point with an interval for each round."""
    return AgreementFigure(
        caption=grid.caption,
        note=grid.note,
        description=grid.description,
        language=grid.language,
        provenance=grid.provenance,
        axis=_("Krippendorff's alpha (MASI)"),
        points=tuple(_point(each) for each in rounds),
    )


def _point(each: RoundAgreement) -> RoundPoint:
    alpha = each.found.overall("alpha_masi")
    low, high = alpha.interval if alpha is not None and alpha.interval is not None else (None, None)
    base = _("N={n}").format(n=written_count(each.found.report.answers))
    return RoundPoint(str(each.facts.number), base, None if alpha is None else alpha.value, low, high)


def _grid(rounds: Sequence[RoundAgreement]) -> Grid:
    columns = (
        GridColumn(_("What for"), is_text=True),
        GridColumn(_("Drawn"), is_text=True),
        GridColumn(_("Answers")),
        GridColumn(_("Alpha (MASI)")),
        GridColumn(_("95% interval")),
        GridColumn(_("Exactly the same codes")),
        GridColumn(_("Pooled kappa")),
    )
    newest = rounds[-1].found
    return Grid(
        caption=_("Agreement between coders, round by round. {question}").format(
            question=asked_in_caption(newest)
        ),
        columns=columns,
        rows=tuple(_row(each) for each in rounds),
        note=" ".join(
            [
                _("Rounds are of different answers, and the codebook may have changed between them."),
                about_intervals(newest),
            ]
        ),
        stub=_("Round"),
        language=current_language(),
        description=_described(rounds),
        provenance=agreement_provenance(newest, "rounds"),
    )


def _row(each: RoundAgreement) -> GridRow:
    found, alpha = each.found, each.found.overall("alpha_masi")
    day = each.facts.drawn_at.astimezone().strftime("%Y-%m-%d")
    return GridRow(
        str(each.facts.number),
        (
            word_cell(purpose_name(each.facts.purpose)),
            word_cell(day),
            count_cell(found.report.answers),
            number_cell(alpha),
            interval_cell(alpha),
            number_cell(found.overall("exact_match")),
            number_cell(found.of_pair("pooled_kappa")),
        ),
    )


def purpose_name(purpose: Purpose) -> str:
    """Return what a round is for, in the user's language."""
    names = {
        Purpose.DOUBLE: _("double coding"),
        Purpose.AGAIN: _("own answers again"),
        Purpose.TRAINING: _("training"),
    }
    return names[purpose]


def _described(rounds: Sequence[RoundAgreement]) -> str:
    told = []
    for each in rounds:
        alpha = each.found.overall("alpha_masi")
        if alpha is not None and alpha.value is not None:
            told.append(
                _("Round {number}: {value}.").format(
                    number=each.facts.number, value=written_number(alpha.value, 2)
                )
            )
    return " ".join([_("Krippendorff's alpha (MASI)."), *told])


def _values(rounds: Sequence[RoundAgreement]) -> dict[str, Any]:
    return {
        "rounds": [
            {
                "round": each.facts.number,
                "purpose": each.facts.purpose.value,
                "drawn_at": each.facts.drawn_at.isoformat(),
                "closed": each.facts.is_closed,
                "seed": each.facts.seed,
                **each.found.values(),
            }
            for each in rounds
        ]
    }

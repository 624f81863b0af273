"""Agreement over all codes together, as a table; people are Coder A, Coder B."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from coder.documents.grid import Grid, GridCell, GridColumn, GridRow
from coder.messages import _, current_language
from coder.text.numbers import written_count
from coder.usecases.agreement.cells import (
    about_answers,
    about_intervals,
    about_missing_intervals,
    asked_in_caption,
    headline,
    interval_cell,
    number_cell,
)
from coder.usecases.tables.any_table import AnyTable

if TYPE_CHECKING:
    from coder.usecases.agreement.project_agreement import ProjectAgreement

_COLUMNS = ("statistic", "codes", "interval", "themes")


def overall_table(found: ProjectAgreement, provenance: dict[str, Any]) -> AnyTable:
    """Return agreement over all codes, for any format."""
    grid = overall_grid(found, provenance)
    values = found.values() | {"provenance": provenance}
    return AnyTable.of_grid(grid, values, _COLUMNS[: len(grid.columns) + 1])


def overall_grid(found: ProjectAgreement, provenance: dict[str, Any]) -> Grid:
    """Return agreement over all codes together, beside the same of themes where there are themes."""
    has_themes = found.overall("alpha_masi_theme") is not None
    columns = [GridColumn(_("Codes")), GridColumn(_("95% interval"))]
    if has_themes:
        columns.append(GridColumn(_("Themes")))
    rows = [GridRow(label, tuple(cells[: len(columns)])) for label, cells in _overall_rows(found)]
    return Grid(
        caption=_("Agreement between coders, all codes together. {question} N={n}").format(
            question=asked_in_caption(found), n=written_count(found.report.answers)
        ),
        columns=tuple(columns),
        rows=tuple(rows),
        note=" ".join(
            [*about_answers(found), about_intervals(found), *about_missing_intervals(found.report)]
        ),
        stub=_("Statistic"),
        language=current_language(),
        description=headline(found),
        provenance=provenance,
    )


def _overall_rows(found: ProjectAgreement) -> Iterator[tuple[str, list[GridCell]]]:
    for label, metric in (
        (_("Krippendorff's alpha (MASI)"), "alpha_masi"),
        (_("Krippendorff's alpha (Jaccard)"), "alpha_jaccard"),
        (_("Exactly the same codes, share of answers"), "exact_match"),
        (_("Jaccard, mean"), "mean_jaccard"),
    ):
        value = found.overall(metric)
        yield label, [number_cell(value), interval_cell(value), number_cell(found.overall(f"{metric}_theme"))]
    if found.overall("alpha_masi_hier") is not None:
        value = found.overall("alpha_masi_hier")
        yield (
            _("Krippendorff's alpha (MASI), themes shared count in part"),
            [number_cell(value), interval_cell(value), GridCell("")],
        )
    for pair in found.report.pairs:
        first, second = sorted(pair, key=lambda name: found.letters[name])
        label = _("Pooled kappa")
        if found.two is None:
            label = _("Pooled kappa, {first} and {second}").format(
                first=found.titles[first], second=found.titles[second]
            )
        value = found.report.result("pooled_kappa", "pair", pair=pair)
        theme = found.report.result("pooled_kappa_theme", "pair", pair=pair)
        yield label, [number_cell(value), interval_cell(value), number_cell(theme)]

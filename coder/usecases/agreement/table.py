"""Agreement code by code, as a table; people are Coder A, Coder B."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from coder.documents.grid import Grid, GridCell, GridColumn, GridRow
from coder.domain.codebook import Code
from coder.messages import _, current_language, ngettext
from coder.text.letters import letters
from coder.text.numbers import written_count
from coder.usecases.agreement.cells import (
    about_answers,
    about_intervals,
    asked_in_caption,
    count_of,
    exact_cell,
    headline,
    interval_cell,
    number_cell,
    plain_count,
)
from coder.usecases.tables.any_table import AnyTable

if TYPE_CHECKING:
    from coder.agreement.warnings import Warned
    from coder.usecases.agreement.project_agreement import ProjectAgreement

_CSV_METRICS = (
    "prevalence",
    "percent_agreement",
    "positive_agreement",
    "negative_agreement",
    "krippendorff_alpha",
    "fleiss_kappa",
    "ac1",
    "brennan_prediger",
)
_CELLS = ("a", "b", "c", "d")
_CSV_PAIR_METRICS = (*_CELLS, "cohen_kappa", "kappa_max")
_WITHOUT_INTERVAL = frozenset({*_CELLS, "prevalence", "kappa_max"})


def codes_table(found: ProjectAgreement, provenance: dict[str, Any]) -> AnyTable:
    """Return agreement code by code, for any format; CSV holds every number, of every code."""
    from coder.tables.grid_csv import grid_as_csv

    grid = codes_grid(found, provenance)
    names, wide = wide_grid(found, grid)
    return AnyTable(
        grid,
        lambda guard: grid_as_csv(wide, names, formula_guard=guard),
        lambda: found.values() | {"provenance": provenance},
    )


def codes_grid(found: ProjectAgreement, provenance: dict[str, Any]) -> Grid:
    """Return agreement code by code, codes in codebook order under their themes; unused ones are counted."""
    used = [code for code in found.compared.codes if _is_used(found, code)]
    unknown = found.compared.unknown
    unseen = {code.written_path for code in found.compared.codes if code.id in unknown}
    unused = set(found.report.codes) - {code.written_path for code in used}
    marks = _Marks(found)
    rows = list(_code_rows(found, used, marks))
    return Grid(
        caption=_("Agreement between coders, code by code. {question} N={n}").format(
            question=asked_in_caption(found), n=written_count(found.report.answers)
        ),
        columns=_code_columns(found),
        rows=tuple(rows),
        note=" ".join(
            [
                *about_answers(found),
                *marks.sentences(),
                *_about_left_out(len(unused - unseen), len(unused & unseen)),
                about_intervals(found, of_codes=True),
            ]
        ),
        stub=_("Code"),
        language=current_language(),
        description=headline(found),
        provenance=provenance,
    )


class _Marks:
    """What must be known about codes, as small letters that the note explains."""

    def __init__(self, found: ProjectAgreement) -> None:
        self._by_code: dict[str, list[str]] = {}
        self._sentences: dict[str, str] = {}
        for each in found.anonymous.warnings:
            if each.code is not None:
                sentence = each.in_general
                sign = self._sentences.setdefault(sentence, letters(len(self._sentences)).lower())
                signs = self._by_code.setdefault(each.code, [])
                if sign not in signs:
                    signs.append(sign)

    def of(self, path: str) -> GridCell:
        return GridCell(", ".join(sorted(self._by_code.get(path, ()))))

    def sentences(self) -> list[str]:
        return [f"{sign}: {sentence}" for sentence, sign in self._sentences.items()]


def _code_columns(found: ProjectAgreement) -> tuple[GridColumn, ...]:
    if found.two is None:
        counted = [GridColumn(_("Uses")), GridColumn(_("Answers"))]
        kappa = GridColumn(_("Fleiss' kappa"))
    else:
        first, second = found.two
        group = _("Answers given the code by")
        counted = [
            GridColumn(_("both"), group),
            GridColumn(_("{letter} only").format(letter=first.letter), group),
            GridColumn(_("{letter} only").format(letter=second.letter), group),
            GridColumn(_("neither"), group),
        ]
        kappa = GridColumn(_("Kappa"))
    return (
        *counted,
        GridColumn(_("Positive agreement")),
        kappa,
        GridColumn(_("Alpha")),
        GridColumn(_("95% interval of alpha")),
        GridColumn(_("See note"), is_text=True),
    )


def _code_rows(found: ProjectAgreement, codes: Sequence[Code], marks: _Marks) -> Iterator[GridRow]:
    empty = tuple(GridCell("") for _column in _code_columns(found))
    last: tuple[str, ...] = ()
    paths = {code.path for code in codes}
    for code in codes:
        for depth in range(1, len(code.path)):
            above = code.path[:depth]
            if last[:depth] != above and above not in paths:
                yield GridRow(above[-1], empty, indent=depth - 1, is_strong=True)
        last = code.path
        cells = _code_cells(found, code.written_path)
        yield GridRow(code.name, (*cells, marks.of(code.written_path)), indent=len(code.path) - 1)


def _code_cells(found: ProjectAgreement, path: str) -> tuple[GridCell, ...]:
    alpha = found.of_code("krippendorff_alpha", path)
    if found.two is None:
        counted = [count_of(found.of_code(name, path)) for name in ("n_applied", "n_units_compared")]
        kappa = found.of_code("fleiss_kappa", path)
    else:
        first, second = found.two
        counted = [
            count_of(found.of_pair("a", path)),
            plain_count(found.only(first, path)),
            plain_count(found.only(second, path)),
            count_of(found.of_pair("d", path)),
        ]
        kappa = found.of_pair("cohen_kappa", path)
    positive = found.of_code("positive_agreement", path)
    return (*counted, number_cell(positive), number_cell(kappa), number_cell(alpha), interval_cell(alpha))


def _about_left_out(unused: int, unknown: int) -> list[str]:
    """Say how many codes are left out: not used by anybody, and not known to all."""
    said = []
    if unused:
        words = ngettext("{n} code nobody used is left out.", "{n} codes nobody used are left out.", unused)
        said.append(words.format(n=written_count(unused)))
    if unknown:
        words = ngettext(
            "{n} code that one of the coders did not have is left out.",
            "{n} codes that one of the coders did not have are left out.",
            unknown,
        )
        said.append(words.format(n=written_count(unknown)))
    return said


def wide_grid(found: ProjectAgreement, grid: Grid) -> tuple[list[str], Grid]:
    """Return every number of every code, with what the columns are called in CSV; none is left out."""
    warnings: dict[str, list[Warned]] = {}
    for each in found.anonymous.warnings:
        if each.code is not None:
            warnings.setdefault(each.code, []).append(each)
    metrics = [*(_CSV_PAIR_METRICS if found.two else ()), *_CSV_METRICS]
    names = ["code", "n", "used"]
    for metric in metrics:
        names += [metric] if metric in _WITHOUT_INTERVAL else [metric, f"{metric}_low", f"{metric}_high"]
    rows = []
    for path in found.report.codes:
        cells = [count_of(found.of_code(name, path)) for name in ("n_units_compared", "n_applied")]
        for metric in metrics:
            of_pair = metric in _CSV_PAIR_METRICS
            result = found.of_pair(metric, path) if of_pair else found.of_code(metric, path)
            if metric in _CELLS:
                cells.append(_by_letter(found, metric, path))
                continue
            cells.append(exact_cell(None if result is None else result.value))
            if metric not in _WITHOUT_INTERVAL:
                low, high = result.interval if result is not None and result.interval else (None, None)
                cells += [exact_cell(low), exact_cell(high)]
        said = " ".join(dict.fromkeys(each.sentence for each in warnings.get(path, ())))
        rows.append(GridRow(path, (*cells, GridCell(said))))
    columns = tuple(GridColumn(name) for name in [*names[1:], "warning"])
    note = " ".join([*about_answers(found), about_intervals(found, of_codes=True)])
    return [*names, "warning"], replace(grid, columns=columns, rows=tuple(rows), note=note)


def _by_letter(found: ProjectAgreement, cell: str, path: str) -> GridCell:
    """Return a count of two coders, where ``b`` is Coder A's alone whatever their names."""
    if found.two is not None and cell in "bc":
        return plain_count(found.only(found.two["bc".index(cell)], path))
    return count_of(found.of_pair(cell, path))


def _is_used(found: ProjectAgreement, code: Code) -> bool:
    applied = found.of_code("n_applied", code.written_path)
    return applied is not None and bool(applied.value)

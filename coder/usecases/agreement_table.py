"""Agreement as tables: code by code, and of all codes together; people are Coder A, Coder B."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from coder.documents.grid import Grid, GridCell, GridColumn, GridRow
from coder.domain.codebook import Code
from coder.messages import _, current_language, ngettext
from coder.text.numbers import written_count, written_number
from coder.usecases.any_table import AnyTable

if TYPE_CHECKING:
    from coder.agreement.results import Result
    from coder.agreement.warnings import Warned
    from coder.usecases.agreement import ProjectAgreement

KIND = "agreement"
"""What the provenance calls such a table."""
NOT_ESTIMABLE = "–"
_SIGNS = "abcdefghij"
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
_CSV_PAIR_METRICS = ("a", "b", "c", "d", "cohen_kappa", "kappa_max")


def codes_table(found: ProjectAgreement, provenance: dict[str, Any]) -> AnyTable:
    """Return agreement code by code, for any format; CSV holds every number, of every code."""
    from coder.tables.grid_csv import grid_as_csv

    grid = codes_grid(found, provenance)
    names, wide = _wide(found, grid)
    return AnyTable(grid, lambda: grid_as_csv(wide, names), found.values)


def overall_table(found: ProjectAgreement, provenance: dict[str, Any]) -> AnyTable:
    """Return agreement over all codes, for any format."""
    grid = overall_grid(found, provenance)
    return AnyTable.of_grid(
        grid, found.values(), ["statistic", "codes", "interval", "themes"][: len(grid.columns) + 1]
    )


def codes_grid(found: ProjectAgreement, provenance: dict[str, Any]) -> Grid:
    """Return agreement code by code, codes in codebook order under their themes; unused ones are counted."""
    used = [code for code in found.compared.codes if _is_used(found, code)]
    unused = len(set(found.report.codes) - {code.written_path for code in used})
    marks = _Marks(found)
    rows = list(_code_rows(found, used, marks))
    return Grid(
        caption=_("Agreement between coders, code by code. {question} N={n}").format(
            question=_asked(found), n=written_count(found.report.answers)
        ),
        columns=_code_columns(found),
        rows=tuple(rows),
        note=" ".join(
            [*_of_whole(found), *marks.sentences(), *_about_unused(unused), *about_intervals(found)]
        ),
        stub=_("Code"),
        language=current_language(),
        description=_headline(found),
        provenance=provenance,
    )


def overall_grid(found: ProjectAgreement, provenance: dict[str, Any]) -> Grid:
    """Return agreement over all codes together, beside the same of themes where there are themes."""
    has_themes = found.overall("alpha_masi_theme") is not None
    columns = [GridColumn(_("Codes")), GridColumn(_("95% interval"))]
    if has_themes:
        columns.append(GridColumn(_("Themes")))
    rows = [GridRow(label, tuple(cells[: len(columns)])) for label, cells in _overall_rows(found)]
    return Grid(
        caption=_("Agreement between coders, all codes together. {question} N={n}").format(
            question=_asked(found), n=written_count(found.report.answers)
        ),
        columns=tuple(columns),
        rows=tuple(rows),
        note=" ".join([*_of_whole(found), *about_intervals(found)]),
        stub=_("Statistic"),
        language=current_language(),
        description=_headline(found),
        provenance=provenance,
    )


def number_cell(result: Result | None, decimals: int = 2) -> GridCell:
    """Return a statistic; a dash where it is not defined."""
    if result is None or result.value is None:
        return GridCell(NOT_ESTIMABLE)
    return GridCell(written_number(result.value, decimals), _rounded(result.value, decimals))


def interval_cell(result: Result | None, decimals: int = 2) -> GridCell:
    """Return an interval as it is written: "0,62–0,79"; empty where there is none."""
    if result is None or result.value is None or result.interval is None:
        return GridCell("")
    low, high = (written_number(each, decimals) for each in result.interval)
    return GridCell(
        f"{low}–{high}" if "\u2212" not in low + high else _("{low} to {high}").format(low=low, high=high)
    )


def about_intervals(found: ProjectAgreement) -> list[str]:
    """Say how intervals were made."""
    report = found.report
    drawn = _("over answers drawn again {n} times (seed {seed})").format(
        n=written_count(report.replicates), seed=report.seed
    )
    if found.two is None:
        return [_("95% intervals: {drawn}.").format(drawn=drawn)]
    return [_("95% intervals: of a code by Dirichlet(½); of all codes {drawn}.").format(drawn=drawn)]


class _Marks:
    """What must be known about codes, as small letters that the note explains."""

    def __init__(self, found: ProjectAgreement) -> None:
        self._by_code: dict[str, list[str]] = {}
        self._sentences: dict[str, str] = {}
        for each in found.anonymous.warnings:
            if each.code is not None:
                sentence = _in_general(each)
                sign = self._sentences.setdefault(sentence, _SIGNS[min(len(self._sentences), 9)])
                signs = self._by_code.setdefault(each.code, [])
                if sign not in signs:
                    signs.append(sign)

    def of(self, path: str) -> GridCell:
        return GridCell(", ".join(sorted(self._by_code.get(path, ()))))

    def sentences(self) -> list[str]:
        return [f"{sign}: {sentence}" for sentence, sign in self._sentences.items()]


def _in_general(warned: Warned) -> str:
    """Return a warning in words that hold for each code it is given of."""
    from coder.agreement.warnings import FEWEST_USES, Kind

    if warned.kind is Kind.FEW_USES:
        return _("Fewer than {n} uses: too few to tell.").format(n=FEWEST_USES)
    return warned.sentence


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
        counted = [_count_cell(found.of_code(name, path)) for name in ("n_applied", "n_units_compared")]
        kappa = found.of_code("fleiss_kappa", path)
    else:
        first, second = found.two
        counted = [
            _count_cell(found.of_pair("a", path)),
            _plain(found.only(first, path)),
            _plain(found.only(second, path)),
            _count_cell(found.of_pair("d", path)),
        ]
        kappa = found.of_pair("cohen_kappa", path)
    positive = found.of_code("positive_agreement", path)
    return (*counted, number_cell(positive), number_cell(kappa), number_cell(alpha), interval_cell(alpha))


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


def _of_whole(found: ProjectAgreement) -> list[str]:
    """Say what the answers are, and what is no part of the numbers."""
    compared = found.compared
    said = [sentence.sentence for sentence in found.anonymous.warnings if sentence.code is None]
    if not compared.is_blind:
        said.append(_("Codings as they stand: not a blind sample."))
    elif len(compared.rounds) > 1:
        numbers = ", ".join(str(each.number) for each in compared.rounds)
        said.append(_("Rounds {numbers} taken together.").format(numbers=numbers))
    if compared.discussed:
        said.append(
            ngettext(
                "{n} answer was coded after it had been settled: there, agreement is no reliability.",
                "{n} answers were coded after they had been settled: there, agreement is no reliability.",
                compared.discussed,
            ).format(n=written_count(compared.discussed))
        )
    if compared.dropped:
        said.append(
            ngettext(
                "{n} answer was opened before it was coded, and is left out.",
                "{n} answers were opened before they were coded, and are left out.",
                compared.dropped,
            ).format(n=written_count(compared.dropped))
        )
    if found.report.weighted:
        said.append(_("Answers were drawn by strata and are weighted; counts are of answers as drawn."))
    return said


def _about_unused(unused: int) -> list[str]:
    if not unused:
        return []
    said = ngettext("{n} code nobody used is left out.", "{n} codes nobody used are left out.", unused)
    return [said.format(n=written_count(unused))]


def _headline(found: ProjectAgreement) -> str:
    alpha, exact = found.overall("alpha_masi"), found.overall("exact_match")
    said = [
        _("Agreement of {n} coders on {answers} answers.").format(
            n=len(found.compared.coders), answers=written_count(found.report.answers)
        )
    ]
    if alpha is not None and alpha.value is not None:
        said.append(_("Krippendorff's alpha (MASI) {value}.").format(value=written_number(alpha.value, 2)))
    if exact is not None and exact.value is not None:
        said.append(
            _("Exactly the same codes: {percent} percent.").format(
                percent=written_number(100 * exact.value, 0)
            )
        )
    return " ".join(said)


def _wide(found: ProjectAgreement, grid: Grid) -> tuple[list[str], Grid]:
    """Return every number of every code, with what the columns are called in CSV."""

    warnings: dict[str, list[Warned]] = {}
    for each in found.anonymous.warnings:
        if each.code is not None:
            warnings.setdefault(each.code, []).append(each)
    metrics = [*(_CSV_PAIR_METRICS if found.two else ()), *_CSV_METRICS]
    names = ["code", "n", "used"]
    for metric in metrics:
        names += [metric] if len(metric) == 1 else [metric, f"{metric}_low", f"{metric}_high"]
    rows = []
    for path in found.report.codes:
        cells = [_count_cell(found.of_code(name, path)) for name in ("n_units_compared", "n_applied")]
        for metric in metrics:
            of_pair = metric in _CSV_PAIR_METRICS
            result = found.of_pair(metric, path) if of_pair else found.of_code(metric, path)
            if len(metric) == 1:
                cells.append(_by_letter(found, metric, path))
            else:
                low, high = result.interval if result is not None and result.interval else (None, None)
                value = None if result is None else result.value
                cells += [_exact(value), _exact(low), _exact(high)]
        said = " ".join(dict.fromkeys(each.sentence for each in warnings.get(path, ())))
        rows.append(GridRow(path, (*cells, GridCell(said))))
    columns = tuple(GridColumn(name) for name in [*names[1:], "warning"])
    return [*names, "warning"], replace(grid, columns=columns, rows=tuple(rows))


def _by_letter(found: ProjectAgreement, cell: str, path: str) -> GridCell:
    """Return a count of two coders, where ``b`` is Coder A's alone whatever their names."""
    if found.two is not None and cell in "bc":
        return _plain(found.only(found.two["bc".index(cell)], path))
    return _count_cell(found.of_pair(cell, path))


def _is_used(found: ProjectAgreement, code: Code) -> bool:
    applied = found.of_code("n_applied", code.written_path)
    return applied is not None and bool(applied.value)


def _asked(found: ProjectAgreement) -> str:
    question = found.compared.question
    asked = " ".join((question.text or question.key).split())
    return asked if asked.endswith(("?", ".", "!")) else f"{asked}."


def _count_cell(result: Result | None) -> GridCell:
    return GridCell("") if result is None or result.value is None else _plain(int(result.value))


def _plain(count: int) -> GridCell:
    return GridCell(written_count(count), count)


def _exact(value: float | None) -> GridCell:
    return GridCell("") if value is None else GridCell("", _rounded(value, 6))


def _rounded(value: float, decimals: int) -> Decimal:
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)

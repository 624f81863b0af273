"""A regression as reports print it: a line for each level, the base level named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from coder.documents.grid import Grid, GridCell, GridColumn, GridRow
from coder.messages import _, current_language, ngettext
from coder.tables.caption import ended
from coder.tables.grid_cells import EMPTY, count_cell, number_cell, word_cell
from coder.tables.logit_fit import Effect
from coder.tables.percent import percent
from coder.tables.regression import Regression, Term
from coder.tables.tested import SMALLEST_P
from coder.text.numbers import written_count, written_number

COLUMNS = (
    "term",
    "n",
    "odds_ratio",
    "standard_error",
    "z",
    "p",
    "low",
    "high",
    "percent_raw",
    "percent_adjusted",
)
"""What the columns are called in CSV."""
FEWEST_PER_ESTIMATE = 10
"""Fewer answers with the outcome (or without it) per estimate make estimates unsteady: Peduzzi et al. (1996),
Journal of Clinical Epidemiology 49, 1373-1379."""
_LARGEST = 9999
_SMALL_RATIO = 0.1
_SMALLEST_RATIO = 0.001


@dataclass(frozen=True)
class RegressionWords:
    """What stands around the numbers."""

    asked: str
    """The question's text, or its key."""
    outcome: str
    codes: tuple[str, ...]
    """The codes of the outcome."""
    caption: str = ""
    """The user's own words in place of ours."""
    number: str = ""
    note: str = ""
    """What N is, and which coding counts."""
    missing: Mapping[str, int] = field(default_factory=dict)
    """Answers without a value, by variable."""
    repeated: int = 0
    """Answers from respondents who have another among them."""


def regression_grid(
    found: Regression,
    words: RegressionWords,
    *,
    decimals: int = 0,
    small_bases: bool = False,
    provenance: Mapping[str, Any] | None = None,
) -> Grid:
    """Return the regression as a table.

    Args:
        found: The estimates.
        words: What stands around them.
        decimals: Of percentages; odds ratios have two, p three.
        small_bases: Percentages also of levels with under 20 answers.
        provenance: What it was made from.
    """
    interval = _("95 % interval")
    return Grid(
        caption=_caption(found, words),
        columns=(
            GridColumn(_("N")),
            GridColumn(_("Odds ratio")),
            GridColumn(_("Standard error")),
            GridColumn("z"),
            GridColumn("P>|z|"),
            GridColumn(_("from"), interval),
            GridColumn(_("to"), interval),
            GridColumn(_("raw"), _("Percent")),
            GridColumn(_("adjusted"), _("Percent")),
        ),
        rows=tuple(_rows(found, decimals, small_bases=small_bases)),
        note=" ".join(_note(found, words)),
        number=words.number,
        language=current_language(),
        description=_description(found, words),
        provenance=provenance or {},
    )


def effect_values(effect: Effect | None) -> dict[str, Any]:
    """Return an estimate as JSON values; all null where there is none."""
    return {
        "odds_ratio": None if effect is None else effect.odds_ratio,
        "standard_error": None if effect is None else effect.error,
        "z": None if effect is None else effect.z,
        "p": None if effect is None else effect.p,
        "interval": None if effect is None else [effect.low, effect.high],
        "coefficient": None if effect is None else effect.coefficient,
        "coefficient_error": None if effect is None else effect.coefficient_error,
    }


def regression_values(found: Regression) -> dict[str, Any]:
    """Return the regression as JSON values, unrounded."""
    return {
        "n": found.n,
        "count": found.having,
        "method": found.way,
        "pseudo_r2": found.pseudo_r2,
        "chi_square": found.chi_square,
        "degrees": found.degrees,
        "p": found.p,
        "constant": effect_values(found.constant),
        "terms": [
            {
                "variable": term.variable,
                "level": term.level,
                "base": term.effect is None,
                "n": term.n,
                "count": term.having,
                **effect_values(term.effect),
                "raw": term.raw,
                "adjusted": term.predicted,
                "separates": term.separates,
            }
            for term in found.terms
        ],
    }


def _rows(found: Regression, decimals: int, *, small_bases: bool) -> list[GridRow]:
    rows: list[GridRow] = []
    variable = None
    for term in found.terms:
        if term.variable != variable:
            variable = term.variable
            rows.append(GridRow(variable, (EMPTY,) * (len(COLUMNS) - 1), is_strong=True))
        rows.append(_term_row(term, decimals, small_bases=small_bases))
    blank = (EMPTY, EMPTY)
    return [*rows, GridRow(_("Constant"), (count_cell(found.n), *_effect_cells(found.constant), *blank))]


def _term_row(term: Term, decimals: int, *, small_bases: bool) -> GridRow:
    raw = percent(term.having, term.n, decimals, small_bases=small_bases)
    adjusted = None if raw is None else _rounded(100 * term.predicted, decimals)
    label = term.level if term.effect else _("{level} (base level)").format(level=term.level)
    cells = _base_cells() if term.effect is None else _effect_cells(term.effect)
    return GridRow(label, (count_cell(term.n), *cells, number_cell(raw), number_cell(adjusted)), indent=1)


def _base_cells() -> tuple[GridCell, ...]:
    return (number_cell(Decimal("1.00")), EMPTY, EMPTY, EMPTY, EMPTY, EMPTY)


def _effect_cells(effect: Effect) -> tuple[GridCell, ...]:
    return (
        _ratio_cell(effect.odds_ratio),
        _ratio_cell(effect.error),
        number_cell(_rounded(effect.z, 2)),
        _p_cell(effect.p),
        _ratio_cell(effect.low),
        _ratio_cell(effect.high),
    )


def _ratio_cell(ratio: float) -> GridCell:
    """Write an odds ratio: two decimals, a third under 0.1; one beyond these is only said to be so."""
    if ratio > _LARGEST:
        return word_cell(">" + written_count(_LARGEST))
    if ratio < _SMALLEST_RATIO / 2:
        return word_cell("<" + written_number(_SMALLEST_RATIO))
    return number_cell(_rounded(ratio, 2 if ratio >= _SMALL_RATIO else 3))


def _p_cell(p: float) -> GridCell:
    if p < SMALLEST_P:
        return GridCell("<" + written_number(SMALLEST_P))
    return number_cell(_rounded(p, 3))


def _rounded(number: float, decimals: int) -> Decimal:
    return Decimal(repr(number)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) + 0


def _caption(found: Regression, words: RegressionWords) -> str:
    variables = ", ".join(dict.fromkeys(term.variable for term in found.terms))
    own = words.caption.strip() or _("«{question}»: {outcome}, by {variables}. Logistic regression.").format(
        question=" ".join(words.asked.split()), outcome=words.outcome, variables=variables
    )
    return ended(own) + " " + _("N={n}").format(n=written_count(found.n))


def _note(found: Regression, words: RegressionWords) -> list[str]:
    return [
        *_what_is_explained(found, words),
        *_who_is_left_out(words),
        *_how_well(found),
        *_how_estimated(found),
        *_how_steady(found, words),
        words.note,
    ]


def _what_is_explained(found: Regression, words: RegressionWords) -> list[str]:
    codes = ", ".join(words.codes)
    said = _("Outcome: {codes}.") if len(words.codes) == 1 else _("Outcome: at least one of {codes}.")
    return [
        said.format(codes=codes),
        _("{count} of {n} answers have it.").format(
            count=written_count(found.having), n=written_count(found.n)
        ),
    ]


def _who_is_left_out(words: RegressionWords) -> list[str]:
    return [
        ngettext(
            "Left out: {n} answer without «{variable}».", "Left out: {n} answers without «{variable}».", n
        ).format(n=written_count(n), variable=variable)
        for variable, n in words.missing.items()
        if n
    ]


def _how_well(found: Regression) -> list[str]:
    p = "<" + written_number(SMALLEST_P) if found.p < SMALLEST_P else "=" + written_number(found.p, 3)
    sentences = [
        _("All variables together: chi-square {statistic} ({degrees} df), p{p}.").format(
            statistic=written_number(found.chi_square, 1), degrees=found.degrees, p=p
        )
    ]
    if found.pseudo_r2 is not None:
        sentences.append(_("Pseudo R² (McFadden) {r2}.").format(r2=written_number(found.pseudo_r2, 3)))
    return sentences


def _how_estimated(found: Regression) -> list[str]:
    sentences = [
        _("Standard error of the odds ratio; adjusted = share if all answers had this level."),
    ]
    if found.way == "maximum likelihood":
        return [*sentences, _("Maximum likelihood.")]
    named = [
        (_("nobody has it in {level}") if not term.having else _("all have it in {level}")).format(
            level=f"{term.variable} = {term.level}"
        )
        for term in found.terms
        if term.separates
    ]
    why = "; ".join(named) or _("combinations of levels tell who has it")
    return [
        *sentences,
        _(
            "The outcome is separated ({why}): maximum likelihood has no end there, so the estimates are "
            "Firth's, with intervals and tests of the penalized likelihood."
        ).format(why=why),
    ]


def _how_steady(found: Regression, words: RegressionWords) -> list[str]:
    sentences = []
    lacking = found.n - found.having
    fewer = min(found.having, lacking)
    if fewer < FEWEST_PER_ESTIMATE * found.degrees:
        said = (
            _("{count} answers that have it are few for {estimates} estimates: under {n} for each.")
            if fewer == found.having
            else _("{count} answers that lack it are few for {estimates} estimates: under {n} for each.")
        )
        sentences.append(
            said.format(count=written_count(fewer), estimates=found.degrees, n=FEWEST_PER_ESTIMATE)
        )
    if words.repeated:
        sentences.append(
            _("Some respondents have several answers here, which the errors take as independent.")
        )
    return sentences


def _description(found: Regression, words: RegressionWords) -> str:
    told = [
        _("{level}: {ratio}").format(
            level=f"{term.variable} {term.level}", ratio=_ratio_cell(term.effect.odds_ratio).text
        )
        for term in found.terms
        if term.effect
    ]
    return _("Odds ratios of {outcome}. {ratios}.").format(outcome=words.outcome, ratios="; ".join(told))

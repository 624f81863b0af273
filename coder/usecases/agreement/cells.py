"""Cells, captions and notes that all tables of agreement share."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from coder.documents.grid import GridCell
from coder.messages import _, ngettext
from coder.text.numbers import written_count, written_number

if TYPE_CHECKING:
    from coder.agreement.report import AgreementReport
    from coder.agreement.results import Result
    from coder.usecases.agreement.project_agreement import ProjectAgreement

NOT_ESTIMABLE = "–"
_OVER_CODES = {
    "overall": ("alpha_masi", "alpha_jaccard", "alpha_exact", "exact_match", "mean_jaccard"),
    "pair": ("pooled_kappa",),
}
"""Numbers over all codes that are told with an interval, by scope."""


def number_cell(result: Result | None, decimals: int = 2) -> GridCell:
    """Return a statistic; a dash where it is not defined."""
    if result is None or result.value is None:
        return GridCell(NOT_ESTIMABLE)
    return GridCell(written_number(result.value, decimals), rounded(result.value, decimals))


def interval_cell(result: Result | None, decimals: int = 2) -> GridCell:
    """Return an interval as it is written: "0,62–0,79"; empty where there is none."""
    if result is None or result.value is None or result.interval is None:
        return GridCell("")
    low, high = (written_number(each, decimals) for each in result.interval)
    return GridCell(
        f"{low}–{high}" if "\u2212" not in low + high else _("{low} to {high}").format(low=low, high=high)
    )


def about_intervals(found: ProjectAgreement, *, of_codes: bool = False) -> str:
    """Say how intervals were made: of single codes, or of all codes together."""
    report = found.report
    if of_codes:
        return _("95% intervals: Dirichlet(½).")
    if not report.replicates:
        return _("95% intervals: jackknife over answers.")
    drawn = _("95% intervals: answers drawn again {n} times (BCa, seed {seed}).")
    return drawn.format(n=written_count(report.replicates), seed=report.seed)


def about_missing_intervals(report: AgreementReport) -> list[str]:
    """Say why a number over all codes has no interval; nothing where all have one."""
    is_missing = any(
        result.value is not None and result.interval is None
        for result in report.results
        if result.metric in _OVER_CODES.get(result.scope, ())
    )
    if not is_missing:
        return []
    return [
        _(
            "A number without an interval rests on answers too few or too alike for one: drawn again, they "
            "always give the same number, or often none."
        )
    ]


def about_answers(found: ProjectAgreement) -> list[str]:
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
    if compared.undone:
        said.append(
            ngettext(
                "{n} drawn answer has not been coded by both yet.",
                "{n} drawn answers have not been coded by both yet.",
                compared.undone,
            ).format(n=written_count(compared.undone))
        )
    if found.report.weighted:
        said.append(_("Answers were drawn by strata and are weighted; counts are of answers as drawn."))
    return said


def headline(found: ProjectAgreement) -> str:
    """Return what a table shows in a sentence or two, for those who cannot see it."""
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


def asked_in_caption(found: ProjectAgreement) -> str:
    """Return the question as it stands in a caption, ending as a sentence does."""
    question = found.compared.question
    asked = " ".join((question.text or question.key).split())
    return asked if asked.endswith(("?", ".", "!")) else f"{asked}."


def count_of(result: Result | None) -> GridCell:
    """Return a count among the results; an empty cell where there is none."""
    return GridCell("") if result is None or result.value is None else plain_count(int(result.value))


def plain_count(count: int) -> GridCell:
    """Return a count."""
    return GridCell(written_count(count), count)


def exact_cell(value: float | None) -> GridCell:
    """Return a number for programs, with six decimals; an empty cell where there is none."""
    return GridCell("") if value is None else GridCell("", rounded(value, 6))


def rounded(value: float, decimals: int) -> Decimal:
    """Round half up."""
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)

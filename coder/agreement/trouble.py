"""Codes in the order in which they are worth looking at."""

from __future__ import annotations

from coder.agreement.report import AgreementReport
from coder.agreement.results import CODE
from coder.agreement.warnings import Kind


def by_trouble(report: AgreementReport) -> tuple[str, ...]:
    """Return all codes, the least agreed on first.

    By nominal alpha; after those of which enough was seen come those with too few uses, then those
    without an alpha, each in codebook order where nothing tells them apart.
    """
    few = {each.code for each in report.warnings if each.kind is Kind.FEW_USES and each.pair is None}
    alphas = {
        result.code: result.value
        for result in report.results
        if result.scope == CODE and result.metric == "krippendorff_alpha" and result.value is not None
    }
    return tuple(
        sorted(report.codes, key=lambda code: (code not in alphas, code in few, alphas.get(code, 0)))
    )

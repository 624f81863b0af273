"""A report in which coders are called something else, in reasons and warnings too: for what leaves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from coder.agreement import undefined
from coder.agreement.report import AgreementReport
from coder.agreement.results import CODE, PAIR, PAIR_CODE, Pair, Result
from coder.agreement.warnings import warned


def renamed(report: AgreementReport, names: Mapping[str, str]) -> AgreementReport:
    """Return a report with other names of its coders; pairs stay in the order they had.

    Args:
        report: With the names it was measured with.
        names: What each coder is called from now on.
    """
    results = [
        replace(
            result,
            pair=None if result.pair is None else _called(result.pair, names),
            undefined=_reason(report, result, names),
            warning=None,
        )
        for result in report.results
    ]
    marked, warnings = warned(results, report.answers)
    coders = tuple(names[coder] for coder in report.coders)
    return replace(report, coders=coders, results=marked, warnings=warnings)


def _called(pair: Pair, names: Mapping[str, str]) -> Pair:
    return names[pair[0]], names[pair[1]]


def _reason(report: AgreementReport, result: Result, names: Mapping[str, str]) -> str | None:
    """Return why a number is not defined, where that names coders with their other names."""
    if result.undefined is None:
        return None
    if result.scope in (PAIR, PAIR_CODE) and result.pair is not None and not _have_met(report, result.pair):
        return undefined.nothing_shared(_called(result.pair, names))
    if result.scope == CODE and result.metric == "mean_pairwise_kappa":
        missing = [pair for pair in report.pairs if _lacks_kappa(report, result.code, pair)]
        compared = report.result("n_units_compared", CODE, code=result.code)
        if missing and compared is not None and compared.value:
            return undefined.some_pair([_called(pair, names) for pair in missing])
    return result.undefined


def _have_met(report: AgreementReport, pair: Pair) -> bool:
    shared = report.result("n_shared", PAIR, pair=pair)
    return shared is not None and bool(shared.value)


def _lacks_kappa(report: AgreementReport, code: str | None, pair: Pair) -> bool:
    kappa = report.result("cohen_kappa", PAIR_CODE, code=code, pair=pair)
    return _have_met(report, pair) and kappa is not None and kappa.value is None

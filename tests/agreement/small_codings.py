"""Small data sets of several coders' codings, and how they are measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

from coder.agreement.coded_sets import CodedSets
from coder.agreement.report import AgreementReport, agreement
from coder.agreement.results import Pair
from tests.agreement.reference import Codings

CODES = ("pris", "tid", "folk", "bygg")
CODERS = ("anna", "ben", "cem")

sets_of_codes = st.frozensets(st.sampled_from(CODES))
codings: st.SearchStrategy[Codings] = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=2),
    st.dictionaries(st.sampled_from(CODERS), sets_of_codes, min_size=1),
    min_size=1,
    max_size=12,
)
single_codes: st.SearchStrategy[Codings] = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=2),
    st.dictionaries(
        st.sampled_from(CODERS), st.sampled_from(CODES).map(lambda code: frozenset({code})), min_size=1
    ),
    min_size=1,
    max_size=12,
)


def coded_sets(
    codings: Codings,
    codes: Sequence[str] = CODES,
    parents: Mapping[str, str | None] | None = None,
    weights: Mapping[str, float] | None = None,
    unseen: Mapping[str, Sequence[str]] | None = None,
) -> CodedSets:
    given = ((unit, coder, codes) for unit, by_coder in codings.items() for coder, codes in by_coder.items())
    return CodedSets.of(given, codes, parents, weights, unseen)


def measured(
    codings: Codings,
    codes: Sequence[str] = CODES,
    parents: Mapping[str, str | None] | None = None,
    weights: Mapping[str, float] | None = None,
    unseen: Mapping[str, Sequence[str]] | None = None,
) -> AgreementReport:
    """Measure without intervals."""
    return agreement(coded_sets(codings, codes, parents, weights, unseen), intervals=False)


def two_coders(*units: tuple[str, str], first: str = "anna", second: str = "ben") -> Codings:
    """Write units as two strings of one-letter codes: ``("ab", "")`` is a and b against nothing."""
    return {
        str(place): {first: frozenset(one), second: frozenset(other)}
        for place, (one, other) in enumerate(units)
    }


def value(
    report: AgreementReport, metric: str, scope: str, code: str | None = None, pair: Pair | None = None
) -> float | None:
    """Return a number that the report must tell of; None where it says that there is none."""
    result = report.result(metric, scope, code=code, pair=pair)
    assert result is not None, f"{metric} of {scope} is missing"
    assert (result.value is None) != (result.undefined is None), result
    return result.value


def values(report: AgreementReport) -> dict[tuple[str, str, str | None, Pair | None], float | None]:
    return {result.key: result.value for result in report.results}

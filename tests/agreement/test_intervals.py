"""Intervals of agreement."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from scipy.stats import beta

from coder.agreement.report import AgreementReport, agreement
from tests.agreement.reference import Codings
from tests.agreement.small_codings import CODES, coded_sets, codings, two_coders

PARENTS = {"pris": "tjeneste", "tid": "tjeneste", "folk": "sted", "bygg": "sted"}
PAIR = ("anna", "ben")
MIXED = [("a", "a")] * 8 + [("a", "b")] * 3 + [("b", "b")] * 9 + [("ab", "a")] * 4 + [("", "")] * 16
Interval = tuple[float, float] | None


def sure(
    codings: Codings,
    codes: str | tuple[str, ...] = "ab",
    replicates: int = 300,
    seed: int = 1,
    weights: Mapping[str, float] | None = None,
    parents: Mapping[str, str | None] | None = None,
) -> AgreementReport:
    sets = coded_sets(codings, tuple(codes), parents, weights)
    return agreement(sets, replicates=replicates, seed=seed)


def intervals(report: AgreementReport) -> dict[object, Interval]:
    return {result.key: result.interval for result in report.results}


def interval(
    report: AgreementReport, metric: str, scope: str, code: str | None = None
) -> tuple[float, float]:
    found = report.result(metric, scope, code=code, pair=PAIR if scope.startswith("pair") else None)
    assert found is not None
    assert found.interval is not None
    return found.interval


@pytest.mark.slow
@settings(max_examples=15)
@given(codings)
def test_an_interval_holds_its_value_and_is_never_without_width(codings: Codings) -> None:
    for result in sure(codings, CODES, replicates=40, parents=PARENTS).results:
        if result.interval is not None:
            assert result.value is not None
            assert result.interval[0] <= result.value <= result.interval[1]
            assert result.interval[0] < result.interval[1]


def test_full_agreement_is_not_certain() -> None:
    report = sure(two_coders(*([("a", "a")] * 12 + [("b", "b")] * 8)))
    for metric, scope, code in (
        ("alpha_masi", "overall", None),
        ("exact_match", "overall", None),
        ("pooled_kappa", "pair", None),
        ("cohen_kappa", "pair_code", "a"),
        ("krippendorff_alpha", "code", "a"),
        ("percent_agreement", "code", "a"),
    ):
        low, high = interval(report, metric, scope, code)
        assert high == 1
        assert low < 0.9


def test_where_nobody_differs_the_bound_is_clopper_and_pearsons() -> None:
    report = sure(two_coders(*([("a", "a")] * 12 + [("b", "b")] * 28)))
    low, _high = interval(report, "percent_agreement", "code", "a")
    assert low == pytest.approx(0.025 ** (1 / 40), abs=0.01)


def test_the_share_that_agrees_lies_where_its_beta_distribution_does() -> None:
    report = sure(two_coders(*MIXED))
    agreed = 40 - 3
    ends = beta.ppf([0.025, 0.975], agreed + 1, 3 + 0.5)
    assert interval(report, "percent_agreement", "pair_code", "a") == pytest.approx(ends, abs=0.006)


def test_every_number_that_is_shown_with_its_chance_correction_has_an_interval() -> None:
    report = sure(two_coders(*MIXED))
    for metric in ("alpha_masi", "alpha_jaccard", "exact_match", "mean_jaccard"):
        assert interval(report, metric, "overall")
        assert report.result(metric, "pair", pair=PAIR) is not None
    assert interval(report, "pooled_kappa", "pair")
    for metric in ("cohen_kappa", "krippendorff_alpha", "ac1", "positive_agreement", "brennan_prediger"):
        assert interval(report, metric, "pair_code", "a")
    for metric in ("krippendorff_alpha", "fleiss_kappa", "mean_pairwise_kappa", "ac1"):
        assert interval(report, metric, "code", "a")


def test_themes_have_intervals_too() -> None:
    units = [("x", "x")] * 20 + [("x", "y")] * 6 + [("z", "x")] * 5 + [("", "")] * 9
    report = sure(two_coders(*units), "xyz", parents={"x": "t", "y": "t", "z": "u"})
    by_code, by_theme = (interval(report, f"alpha_masi{level}", "overall") for level in ("", "_theme"))
    assert by_theme[0] > by_code[0]
    assert interval(report, "alpha_masi_hier", "overall")
    assert interval(report, "pooled_kappa_theme", "pair")


def test_three_coders_have_intervals_per_code_per_pair_and_for_sets() -> None:
    chance = np.random.default_rng(3)
    units: dict[str, dict[str, frozenset[str]]] = {}
    for unit in range(60):
        true = chance.random(2) < 0.4
        for coder in ("anna", "ben", "cem"):
            if chance.random() < 0.9:
                given = np.where(chance.random(2) < 0.8, true, chance.random(2) < 0.4)
                units.setdefault(str(unit), {})[coder] = frozenset(np.array(["a", "b"])[given].tolist())
    report = sure(units)
    for metric in ("krippendorff_alpha", "fleiss_kappa", "ac1", "positive_agreement"):
        assert interval(report, metric, "code", "a")
    assert interval(report, "alpha_masi", "overall")
    assert interval(report, "alpha_masi", "pair") != interval(report, "alpha_masi", "overall")
    assert interval(report, "cohen_kappa", "pair_code", "a")


@pytest.mark.slow
def test_the_same_seed_gives_the_same_intervals_in_whatever_order_units_come() -> None:
    report = sure(two_coders(*MIXED))
    assert intervals(report) == intervals(sure(two_coders(*MIXED)))
    backwards = intervals(sure(two_coders(*reversed(MIXED))))
    for key, found in intervals(report).items():
        assert backwards[key] == (None if found is None else pytest.approx(found, abs=1e-12))
    assert interval(sure(two_coders(*MIXED), seed=2), "alpha_masi", "overall") != interval(
        report, "alpha_masi", "overall"
    )


def test_who_is_named_first_changes_no_interval() -> None:
    report, swapped = (
        sure(two_coders(*MIXED, first=first, second=second)) for first, second in (PAIR, PAIR[::-1])
    )
    for result in report.results:
        other = swapped.result(result.metric, result.scope, code=result.code, pair=result.pair)
        assert other is not None
        same = None if result.interval is None else pytest.approx(result.interval, abs=1e-12)
        assert other.interval == same, result


def test_a_code_that_nobody_used_changes_no_interval() -> None:
    report, more = sure(two_coders(*MIXED)), sure(two_coders(*MIXED), "abz")
    known = intervals(more)
    for key, found in intervals(report).items():
        assert known[key] == (None if found is None else pytest.approx(found, abs=1e-12))


def test_without_samples_drawn_again_the_jackknife_gives_intervals_at_once() -> None:
    drawn, at_once = sure(two_coders(*MIXED), replicates=2_000), sure(two_coders(*MIXED), replicates=0)
    for metric, scope in (("alpha_masi", "overall"), ("mean_jaccard", "overall"), ("pooled_kappa", "pair")):
        ends = interval(drawn, metric, scope)
        assert interval(at_once, metric, scope) == pytest.approx(ends, abs=0.06)
    assert at_once.result("alpha_masi_boot_se", "overall") is None
    assert at_once.result("alpha_masi_jackknife_se", "overall") is not None


def test_more_confidence_takes_a_wider_interval() -> None:
    sets = coded_sets(two_coders(*MIXED), "ab")
    narrow, wide = (agreement(sets, replicates=400, confidence=level) for level in (0.8, 0.99))
    for metric, scope, code in (("alpha_masi", "overall", None), ("cohen_kappa", "pair_code", "a")):
        inner, outer = interval(narrow, metric, scope, code), interval(wide, metric, scope, code)
        assert outer[0] < inner[0] < inner[1] < outer[1]


def test_equal_weights_are_no_weights() -> None:
    plain = intervals(sure(two_coders(*MIXED)))
    weighed = intervals(sure(two_coders(*MIXED), weights={str(unit): 3.0 for unit in range(len(MIXED))}))
    for key, found in plain.items():
        assert weighed[key] == (None if found is None else pytest.approx(found, abs=1e-12))


def test_answers_that_stand_for_many_make_an_interval_wider() -> None:
    units = [("a", "a")] * 30 + [("a", "b")] * 4 + [("b", "b")] * 26
    heavy = {str(unit): 8.0 if unit % 4 == 0 else 1.0 for unit in range(len(units))}
    plain, weighed = sure(two_coders(*units)), sure(two_coders(*units), weights=heavy)
    for metric, scope, code in (("alpha_masi", "overall", None), ("cohen_kappa", "pair_code", "a")):
        one, other = interval(plain, metric, scope, code), interval(weighed, metric, scope, code)
        assert other[1] - other[0] > 1.1 * (one[1] - one[0])


def test_a_single_answer_and_codings_without_overlap_have_no_interval_of_sets() -> None:
    alone = sure(two_coders(("a", "b")))
    assert intervals(alone)["alpha_masi", "overall", None, None] is None
    apart: Codings = {"1": {"anna": frozenset("a")}, "2": {"ben": frozenset("a")}}
    assert set(intervals(sure(apart)).values()) == {None}

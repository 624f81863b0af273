"""What is reported where there is nothing to compute from, or nothing to disagree on."""

from __future__ import annotations

import pytest

from coder.agreement.coded_sets import CodedSets
from coder.agreement.report import AgreementReport, agreement
from tests.agreement.reference import Codings
from tests.agreement.small_codings import measured, two_coders, value

PAIR = ("anna", "ben")


def reason(report: AgreementReport, metric: str, scope: str, code: str | None = None) -> str:
    pair = PAIR if scope.startswith("pair") else None
    result = report.result(metric, scope, code=code, pair=pair)
    assert result is not None
    assert result.value is None
    return result.undefined or ""


def test_of_no_codings_nothing_is_measured() -> None:
    report = agreement(CodedSets.of([]), intervals=False)
    assert (report.coders, report.answers, report.answers_all) == ((), 0, 0)
    assert reason(report, "alpha_masi", "overall") == "No answer was coded by two coders."


def test_of_one_coder_nothing_is_measured() -> None:
    report = measured({"1": {"anna": frozenset("a")}, "2": {"anna": frozenset()}}, "a")
    assert value(report, "n_empty_codings", "counts") == 1
    assert reason(report, "exact_match", "overall") == "No answer was coded by two coders."
    assert reason(report, "krippendorff_alpha", "code", "a") == "No answer was coded by two coders."


def test_coders_who_share_nothing_are_named() -> None:
    report = measured({"1": {"anna": frozenset("a")}, "2": {"ben": frozenset("a")}}, "a")
    assert value(report, "n_shared", "pair", pair=PAIR) == 0
    for metric in ("pooled_kappa", "n_codes_kappa_defined", "alpha_masi"):
        assert reason(report, metric, "pair") == "anna and ben coded no answer in common."
    assert reason(report, "cohen_kappa", "pair_code", "a") == "anna and ben coded no answer in common."
    assert [value(report, cell, "pair_code", "a", PAIR) for cell in "abcd"] == [0, 0, 0, 0]


def test_a_code_nobody_applied_has_no_kappa_but_an_ac1() -> None:
    report = measured(two_coders(("a", "a"), ("", "a")), "ab")
    for metric in ("krippendorff_alpha", "fleiss_kappa", "mean_pairwise_kappa"):
        assert reason(report, metric, "code", "b")
    assert reason(report, "cohen_kappa", "pair_code", "b").startswith("Nobody applied the code")
    assert reason(report, "positive_agreement", "code", "b").startswith("Nobody applied the code")
    assert value(report, "negative_agreement", "code", "b") == 1
    assert value(report, "ac1", "code", "b") == value(report, "brennan_prediger", "code", "b") == 1
    assert value(report, "n_codes_kappa_defined", "pair", pair=PAIR) == 1


def test_a_code_everybody_applied_everywhere_has_no_kappa_but_an_ac1() -> None:
    report = measured(two_coders(("a", "a"), ("a", "a")), "a")
    assert reason(report, "cohen_kappa", "pair_code", "a").startswith("Everybody applied the code everywhere")
    assert reason(report, "negative_agreement", "code", "a").startswith("Everybody applied")
    assert value(report, "positive_agreement", "code", "a") == value(report, "ac1", "code", "a") == 1
    assert reason(report, "alpha_masi", "overall").startswith("Every coding has the same codes")
    assert reason(report, "pooled_kappa", "pair").startswith("No code was applied")


def test_one_constant_coder_gives_kappa_nought_and_a_warning() -> None:
    report = measured(two_coders(*[("", "")] * 14, ("a", ""), ("a", "")), "a")
    assert value(report, "percent_agreement", "pair_code", "a", PAIR) == 0.875
    assert value(report, "cohen_kappa", "pair_code", "a", PAIR) == 0
    alpha = value(report, "krippendorff_alpha", "pair_code", "a", PAIR)
    assert alpha is not None
    assert alpha <= 0
    kappa = report.result("cohen_kappa", "pair_code", code="a", pair=PAIR)
    assert kappa is not None
    assert "ben never applied this code, so kappa is 0" in (kappa.warning or "")


def test_full_agreement_that_varies_is_one_everywhere() -> None:
    report = measured(two_coders(("a", "a"), ("b", "b"), ("", "")), "ab")
    for metric in ("alpha_masi", "alpha_jaccard", "alpha_exact", "exact_match", "mean_jaccard"):
        assert value(report, metric, "overall") == 1
    assert value(report, "cohen_kappa", "pair_code", "a", PAIR) == 1
    assert value(report, "pooled_kappa", "pair", pair=PAIR) == 1


@pytest.mark.parametrize(("unit", "expected"), [(("a", "b"), 0), (("a", "ab"), 0), (("a", "a"), None)])
def test_of_one_answer_alpha_is_nought_or_undefined(unit: tuple[str, str], expected: float | None) -> None:
    report = measured(two_coders(unit), "ab")
    found = value(report, "alpha_masi", "overall")
    assert found == (None if expected is None else pytest.approx(expected, abs=1e-12))


def test_of_one_answer_there_is_no_standard_error() -> None:
    report = measured(two_coders(("a", "b")), "ab")
    assert reason(report, "alpha_masi_se_gwet", "overall").startswith("There is no standard error")


def test_nothing_applies_is_a_coding_and_not_coded_is_none() -> None:
    empty: Codings = {"1": {"anna": frozenset(), "ben": frozenset()}, "2": {"anna": frozenset("a")}}
    report = measured(empty, "a")
    assert report.answers == 1
    assert value(report, "exact_match", "overall") == 1
    assert value(report, "n_empty_codings", "counts") == 2


def test_a_code_unseen_everywhere_says_so() -> None:
    report = measured(two_coders(("a", "b")), "ab", unseen={"0": ["b"]})
    said = "No answer was coded by two coders who both had this code."
    assert reason(report, "krippendorff_alpha", "code", "b") == said
    assert reason(report, "cohen_kappa", "pair_code", "b") == said


def test_a_mean_of_kappas_is_not_made_of_some_of_them() -> None:
    given: Codings = {
        "1": {"anna": frozenset("a"), "ben": frozenset("a"), "cem": frozenset("a")},
        "2": {"anna": frozenset("a"), "ben": frozenset("a"), "cem": frozenset()},
    }
    said = reason(measured(given, "a"), "mean_pairwise_kappa", "code", "a")
    assert said == "There is no kappa of anna and ben, so none as a mean of all pairs."


def test_parents_in_a_ring_end_where_it_closes() -> None:
    report = measured(two_coders(("a", "b"), ("b", "b")), "ab", parents={"a": "b", "b": "a"})
    assert value(report, "alpha_masi_hier", "overall") is None


def test_by_gwets_convention_answers_coded_once_count_for_chance() -> None:
    given = {**two_coders(("a", "a"), ("", ""), ("a", "")), "alene": {"anna": frozenset("a")}}
    sets = CodedSets.of((unit, who, codes) for unit, one in given.items() for who, codes in one.items())
    both, whole = (agreement(sets, intervals=False, convention=each) for each in ("pairable", "all"))
    assert value(both, "prevalence", "code", "a") == pytest.approx(0.5)
    assert value(whole, "prevalence", "code", "a") == pytest.approx(2.5 / 4)
    assert value(both, "krippendorff_alpha", "code", "a") == value(whole, "krippendorff_alpha", "code", "a")
    assert value(both, "percent_agreement", "code", "a") == value(whole, "percent_agreement", "code", "a")

"""Weighted samples: noughts stay noughts, and shares are those of the population."""

from __future__ import annotations

import pytest

from coder.agreement.report import agreement
from tests.agreement.small_codings import coded_sets, two_coders, value

PAIR = ("anna", "ben")
UNITS = [("a", "a")] * 30 + [("ab", "a")] * 7 + [("a", "ac")] * 20 + [("ad", "ad")] * 11
WEIGHTS = {str(place): 0.1 + (place * 37 % 11) / 7 for place in range(len(UNITS))}


def test_with_uneven_weights_what_never_varies_has_no_kappa() -> None:
    report = agreement(coded_sets(two_coders(*UNITS), "abcde", weights=WEIGHTS), intervals=False)
    for code in "ae":
        assert value(report, "cohen_kappa", "pair_code", code, PAIR) is None
        for metric in ("krippendorff_alpha", "fleiss_kappa"):
            assert value(report, metric, "code", code) is None
    assert value(report, "negative_agreement", "code", "a") is None
    assert value(report, "positive_agreement", "code", "e") is None
    assert value(report, "n_codes_kappa_defined", "pair", pair=PAIR) == 3


def test_with_uneven_weights_a_constant_coder_has_kappa_nought() -> None:
    report = agreement(coded_sets(two_coders(*UNITS), "abcde", weights=WEIGHTS), intervals=False)
    assert value(report, "cohen_kappa", "pair_code", "b", PAIR) == pytest.approx(0, abs=1e-12)
    assert value(report, "cohen_kappa", "pair_code", "d", PAIR) == pytest.approx(1, abs=1e-12)


def test_counts_are_of_answers_as_they_were_drawn() -> None:
    report = agreement(coded_sets(two_coders(*UNITS), "abcde", weights=WEIGHTS), intervals=False)
    assert [value(report, cell, "pair_code", "c", PAIR) for cell in "abcd"] == [0, 0, 20, 48]
    assert (report.answers, report.weighted) == (68, True)


def test_a_stratum_drawn_tenfold_weighs_a_tenth() -> None:
    # 10 of 10 rare answers differ, 10 of 100 common ones do not: of all 110, 10 differ.
    units = [("a", "")] * 10 + [("", "")] * 10
    weights = {str(place): 1.0 if place < 10 else 10.0 for place in range(20)}
    report = agreement(coded_sets(two_coders(*units), "a", weights=weights), intervals=False)
    assert value(report, "exact_match", "overall") == pytest.approx(100 / 110)

"""Warnings: each rule, on both sides of its bound."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coder.agreement.report import AgreementReport
from coder.agreement.results import Result
from coder.agreement.trouble import by_trouble
from coder.agreement.warnings import Kind, mcnemar, warned
from tests.agreement.reference import Codings
from tests.agreement.small_codings import measured, two_coders

PAIR = ("anna", "ben")


def crossed(a: int, b: int, c: int, d: int) -> AgreementReport:
    """Measure one code that both gave ``a`` answers, anna alone ``b``, ben alone ``c``, neither ``d``."""
    units = [("a", "a")] * a + [("a", "")] * b + [("", "a")] * c + [("", "")] * d
    return measured(two_coders(*units), "a")


def kinds(report: AgreementReport) -> set[Kind]:
    return {each.kind for each in report.warnings}


def test_under_fifty_answers_is_a_pilot() -> None:
    assert Kind.PILOT in kinds(crossed(20, 0, 0, 29))
    assert Kind.PILOT not in kinds(crossed(20, 0, 0, 30))


def test_under_ten_uses_are_too_few() -> None:
    assert Kind.FEW_USES in kinds(crossed(9, 0, 1, 90))
    assert Kind.FEW_USES not in kinds(crossed(9, 1, 1, 90))
    kappa = crossed(3, 0, 0, 97).result("cohen_kappa", "pair_code", code="a", pair=PAIR)
    assert kappa is not None
    assert kappa.warning == "Too few uses to tell (3 per coder, under 10)."


def test_a_code_nobody_used_is_undefined_and_not_too_few() -> None:
    assert Kind.FEW_USES not in kinds(crossed(0, 0, 0, 100))


def test_of_a_rare_code_the_reader_is_sent_to_positive_agreement() -> None:
    report = crossed(10, 15, 15, 960)
    kappa = report.result("cohen_kappa", "pair_code", code="a", pair=PAIR)
    assert kappa is not None
    assert kappa.warning == "The code is rare, which lowers kappa and alpha: read positive agreement."
    assert Kind.PREVALENCE not in kinds(crossed(30, 15, 15, 440))


def test_of_a_code_in_nearly_every_answer_the_reader_is_sent_to_negative_agreement() -> None:
    said = [each.sentence for each in crossed(960, 15, 15, 10).warnings if each.kind is Kind.PREVALENCE]
    assert said
    assert all(sentence.endswith("read negative agreement.") for sentence in said)


@pytest.mark.parametrize(
    ("b", "c", "said"), [(9, 1, "anna applies this code more often than ben."), (8, 2, ""), (1, 9, "ben")]
)
def test_who_applies_a_code_more_often_is_said_where_chance_would_hardly_do_it(
    b: int, c: int, said: str
) -> None:
    sentences = [each.sentence for each in crossed(40, b, c, 50).warnings if each.kind is Kind.ONE_SIDED]
    assert [sentence.startswith(said) for sentence in sentences] == ([True] if said else [])


def test_mcnemar_is_exact_where_uses_are_few() -> None:
    assert mcnemar(9, 1) == pytest.approx(2 * 11 / 1024)
    assert mcnemar(5, 5) == mcnemar(0, 0) == 1
    # 20 and 40 one-sided uses: (|20 − 40| − 1)² / 60 = 6.0167 on one degree of freedom.
    assert mcnemar(20, 40) == pytest.approx(0.014171, abs=1e-5)


def test_coders_who_share_few_answers_are_named() -> None:
    given: Codings = {
        **two_coders(*[("a", "a"), ("", "")] * 30),
        **{f"c{place}": {"anna": frozenset("a"), "cem": frozenset("a")} for place in range(9)},
    }
    report = measured(given, "a")
    said = {each.pair: each.sentence for each in report.warnings if each.kind is Kind.FEW_SHARED}
    assert said == {
        ("anna", "cem"): "anna and cem share 9 answers only: too few.",
        ("ben", "cem"): "ben and cem share 0 answers only: too few.",
    }


def test_an_interval_that_begins_low_is_told_with_its_source_and_without_adjectives() -> None:
    alpha = Result("krippendorff_alpha", "code", "a", value=0.7, interval=(0.6, 0.8))
    (marked,), warnings = warned([alpha], 100)
    assert [each.kind for each in warnings] == [Kind.LOW_LIMIT]
    assert "0.667" in (marked.warning or "")
    assert "Krippendorff 2004" in (marked.warning or "")
    higher = replace(alpha, interval=(0.67, 0.8))
    assert warned([higher], 100) == ((higher,), ())


@pytest.mark.slow
def test_codes_come_by_trouble_those_with_few_uses_after_and_unused_ones_last() -> None:
    units = [("b", "b")] * 30 + [("a", "a")] * 20 + [("a", "")] * 10 + [("c", "")] * 3 + [("", "")] * 40
    assert by_trouble(measured(two_coders(*units), "dbca")) == ("a", "b", "c", "d")

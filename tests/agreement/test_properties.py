"""What must hold of any codings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.agreement.report import AgreementReport, agreement
from tests.agreement import reference
from tests.agreement.reference import Codings
from tests.agreement.small_codings import (
    CODERS,
    CODES,
    coded_sets,
    codings,
    measured,
    sets_of_codes,
    single_codes,
    value,
    values,
)

CLOSE = 1e-9
UNORDERED = {"b": "c", "c": "b"}
PARENTS = {"pris": "tjeneste", "tid": "tjeneste", "folk": "sted", "bygg": "sted"}


def same(found: float | None, expected: float | None) -> bool:
    return found == (None if expected is None else pytest.approx(expected, abs=CLOSE))


@pytest.mark.slow
@given(codings)
def test_sets_are_measured_as_the_definitions_say(codings: Codings) -> None:
    report = measured(codings)
    for name in ("exact", "jaccard", "masi"):
        alike = getattr(reference, name)
        assert same(value(report, f"alpha_{name}", "overall"), reference.alpha(codings, alike))
    for name, alike in (
        ("exact_match", reference.exact),
        ("mean_jaccard", reference.jaccard),
        ("mean_masi", reference.masi),
        ("mean_dice", reference.dice),
    ):
        assert same(value(report, name, "overall"), reference.mean_similarity(codings, alike))


@pytest.mark.slow
@given(codings)
def test_codes_are_measured_as_the_definitions_say(codings: Codings) -> None:
    report = measured(codings)
    for code in CODES:
        for name, expected in reference.of_code(codings, code).items():
            assert same(value(report, name, "code", code), expected), name


@pytest.mark.slow
@given(codings)
def test_two_coders_are_measured_as_the_definitions_say(codings: Codings) -> None:
    report = measured(codings)
    for pair in reference.pairs(codings):
        for code in CODES:
            for name, expected in reference.of_pair_and_code(codings, *pair, code).items():
                assert same(value(report, name, "pair_code", code, pair), expected), name
        pooled = reference.pooled_kappa(codings, *pair, CODES)
        assert same(value(report, "pooled_kappa", "pair", pair=pair), pooled)


@pytest.mark.slow
@given(codings, st.permutations(CODERS))
def test_renaming_coders_changes_nothing(codings: Codings, names: list[str]) -> None:
    name = dict(zip(CODERS, names, strict=True))
    renamed = {unit: {name[coder]: codes for coder, codes in one.items()} for unit, one in codings.items()}
    before, after = measured(codings), values(measured(renamed))
    for result in before.results:
        pair = result.pair and (name[result.pair[0]], name[result.pair[1]])
        metric, sign = result.metric, 1.0
        if pair is not None and pair[0] > pair[1]:
            pair = pair[1], pair[0]
            metric = UNORDERED.get(metric, metric)
            sign = -1.0 if metric == "bias_index" else 1.0
        expected = None if result.value is None else sign * result.value
        assert same(after[metric, result.scope, result.code, pair], expected), metric


@pytest.mark.slow
@given(codings)
def test_the_order_of_units_changes_nothing(codings: Codings) -> None:
    backwards = dict(reversed(list(codings.items())))
    _same_numbers(measured(codings), measured(backwards))


@pytest.mark.slow
@given(single_codes)
def test_with_one_code_each_all_alphas_are_nominal(codings: Codings) -> None:
    report = measured(codings)
    exact = value(report, "alpha_exact", "overall")
    assert same(value(report, "alpha_masi", "overall"), exact)
    assert same(value(report, "alpha_jaccard", "overall"), exact)
    if reference.pairable(codings):
        assert same(value(report, "alpha_nominal_full_precision", "single_label"), exact)


@pytest.mark.slow
@given(codings)
def test_a_code_nobody_uses_changes_neither_alpha_nor_pooled_kappa(codings: Codings) -> None:
    before = measured(codings)
    after = values(measured(codings, (*CODES, "aldri brukt")))
    for result in before.results:
        # The one rises with unused codes; AC1 of categories counts how many there are to choose from.
        if result.metric != "flat_percent_agreement" and result.scope != "single_label":
            assert same(after[result.key], result.value), result.metric


@pytest.mark.slow
@given(codings)
def test_the_theme_level_is_codes_mapped_to_themes(codings: Codings) -> None:
    report = measured(codings, parents=PARENTS)
    mapped = {
        unit: {coder: frozenset(PARENTS[code] for code in codes) for coder, codes in one.items()}
        for unit, one in codings.items()
    }
    themes = measured(mapped, ("tjeneste", "sted"))
    for name in ("exact_match", "mean_jaccard", "alpha_jaccard", "alpha_masi"):
        expected = value(themes, name, "overall")
        assert same(value(report, f"{name}_theme", "overall"), expected)
    for pair in report.pairs:
        expected = value(themes, "pooled_kappa", "pair", pair=pair)
        assert same(value(report, "pooled_kappa_theme", "pair", pair=pair), expected)


@pytest.mark.slow
@given(codings)
def test_with_ancestors_each_set_has_its_themes_too(codings: Codings) -> None:
    report = measured(codings, parents=PARENTS)
    grown = {
        unit: {coder: codes | frozenset(PARENTS[code] for code in codes) for coder, codes in one.items()}
        for unit, one in codings.items()
    }
    for name in ("jaccard", "masi"):
        expected = reference.alpha(grown, getattr(reference, name))
        assert same(value(report, f"alpha_{name}_hier", "overall"), expected)


@pytest.mark.slow
@given(codings)
def test_equal_weights_are_no_weights(codings: Codings) -> None:
    _same_numbers(measured(codings), measured(codings, weights=dict.fromkeys(codings, 2.5)))


@pytest.mark.slow
@given(codings)
def test_shares_of_units_weighing_double_are_those_of_units_there_twice(codings: Codings) -> None:
    heavy = sorted(codings)[0]
    twice = {**codings, "en gang til": codings[heavy]}
    weighted, doubled = measured(codings, weights={heavy: 2.0}), measured(twice)
    for name in ("exact_match", "mean_jaccard", "mean_masi", "mean_dice"):
        assert same(value(weighted, name, "overall"), value(doubled, name, "overall"))
    for code in CODES:
        for name in ("percent_agreement", "prevalence", "positive_agreement", "fleiss_kappa", "ac1"):
            assert same(value(weighted, name, "code", code), value(doubled, name, "code", code))
    for pair in reference.pairs(codings):
        expected = value(doubled, "pooled_kappa", "pair", pair=pair)
        assert same(value(weighted, "pooled_kappa", "pair", pair=pair), expected)


@pytest.mark.slow
@given(codings, sets_of_codes)
def test_codes_unseen_in_a_unit_count_for_nobody_there(codings: Codings, unseen: frozenset[str]) -> None:
    masked = sorted(codings)[0]
    report = measured(codings, unseen={masked: sorted(unseen)})
    left = {
        unit: {coder: codes - unseen if unit == masked else codes for coder, codes in one.items()}
        for unit, one in codings.items()
    }
    assert same(value(report, "alpha_masi", "overall"), reference.alpha(left, reference.masi))
    elsewhere = {unit: one for unit, one in codings.items() if unit != masked}
    for code in CODES:
        there = elsewhere if code in unseen else codings
        for name, expected in reference.of_code(there, code).items():
            assert same(value(report, name, "code", code), expected), name


@pytest.mark.slow
@given(codings)
def test_every_number_is_a_value_or_a_reason(codings: Codings) -> None:
    for result in measured(codings, parents=PARENTS).results:
        assert (result.value is None) != (result.undefined is None), result
        assert result.value is None or result.value == result.value, result
        assert result.undefined is None or result.undefined.endswith("."), result


@pytest.mark.slow
@given(codings)
def test_each_number_is_there_once(codings: Codings) -> None:
    keys = [result.key for result in measured(codings, parents=PARENTS).results]
    assert len(keys) == len(set(keys))


@pytest.mark.slow
@given(codings)
def test_of_two_coders_the_others_do_not_matter(codings: Codings) -> None:
    whole = values(measured(codings))
    sets = coded_sets(codings)
    for pair in reference.pairs(codings):
        alone = agreement(sets.of_coders(pair), intervals=False)
        for result in alone.results:
            if result.pair == pair:
                assert same(whole[result.key], result.value), result.metric


def _same_numbers(one: AgreementReport, other: AgreementReport) -> None:
    found = values(other)
    for result in one.results:
        assert same(found[result.key], result.value), result.metric

"""Agreement on sets in samples drawn again, and without each unit."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from coder.agreement.bootstrap import percentile_interval, replicated
from coder.agreement.jackknife import jackknife_error
from coder.agreement.patterns import Patterns
from coder.agreement.set_statistics import SetFeatures
from coder.agreement.set_sums import SetSums
from coder.agreement.unit_kinds import UnitKinds
from tests.agreement import reference
from tests.agreement.reference import Codings
from tests.agreement.small_codings import CODES, coded_sets, codings

CLOSE = 1e-9


def sums_of(codings: Codings, weights: dict[str, float] | None = None) -> tuple[Patterns, SetSums]:
    patterns = Patterns.of(coded_sets(codings, weights=weights))
    return patterns, SetSums.of(patterns, SetFeatures.of(patterns), UnitKinds.of(patterns))


def unit_of(patterns: Patterns, sums: SetSums, kind: int) -> dict[str, frozenset[str]]:
    ids = patterns.set_ids[sums.kinds.pattern[kind]]
    return {
        coder: frozenset(np.array(patterns.codes)[patterns.sets[number]].tolist())
        for coder, number in zip(patterns.coders, ids, strict=True)
        if number >= 0
    }


def many_codings(units: int, skipped: float = 0.2) -> Codings:
    chance = np.random.default_rng(11)
    found: dict[str, dict[str, frozenset[str]]] = {}
    for unit in range(units):
        true = chance.random(len(CODES)) < 0.3
        for coder in ("anna", "ben", "cem"):
            if chance.random() > skipped:
                given = np.where(chance.random(len(CODES)) < 0.8, true, chance.random(len(CODES)) < 0.3)
                codes = frozenset(np.array(CODES)[given].tolist())
                found.setdefault(str(unit), {})[coder] = codes
    return found


@pytest.mark.slow
@settings(max_examples=40)
@given(codings)
def test_without_a_unit_alpha_is_what_the_others_give(codings: Codings) -> None:
    patterns, sums = sums_of(codings)
    without = sums.leaving_one_out()
    units = {unit: given for unit, given in codings.items() if len(given) > 1}
    for kind in range(len(sums.kinds.number)):
        left_out = unit_of(patterns, sums, kind)
        gone = next(unit for unit, given in units.items() if given == left_out)
        others = {unit: given for unit, given in units.items() if unit != gone}
        expected = reference.alpha(others, reference.masi)
        found = without["alpha_masi"][kind]
        assert np.isnan(found) if expected is None else found == pytest.approx(expected, abs=CLOSE)


@pytest.mark.slow
@settings(max_examples=40)
@given(codings)
def test_the_jackknife_is_that_of_leaving_out_unit_by_unit(codings: Codings) -> None:
    _patterns, sums = sums_of(codings)
    expected = reference.alpha_jackknife_se(codings, reference.jaccard)
    found = jackknife_error(sums.kinds, sums.leaving_one_out()["alpha_jaccard"])
    assert found == (None if expected is None else pytest.approx(expected, abs=1e-7))


def test_a_sample_drawn_again_is_measured_as_if_it_had_been_coded() -> None:
    patterns, sums = sums_of(many_codings(30))
    chance = np.random.default_rng(1)
    drawn = chance.multinomial(sums.kinds.units, sums.kinds.number / sums.kinds.units, 5).astype(np.float64)
    found = sums.statistics(drawn)
    for sample in range(5):
        again: dict[str, dict[str, frozenset[str]]] = {}
        for kind, times in enumerate(drawn[sample].astype(int).tolist()):
            again |= {f"{kind}.{time}": unit_of(patterns, sums, kind) for time in range(times)}
        for name, alike in (("masi", reference.masi), ("jaccard", reference.jaccard)):
            expected = reference.alpha(again, alike)
            assert found[f"alpha_{name}"][sample] == pytest.approx(expected, abs=CLOSE)
        exact = reference.mean_similarity(again, reference.exact)
        assert found["exact_match"][sample] == pytest.approx(exact, abs=CLOSE)


def test_with_many_sets_the_first_order_gives_the_same_interval() -> None:
    _patterns, sums = sums_of(many_codings(300))
    nearly = replace(sums, distances=None)
    [exact, first_order] = replicated(sums.kinds, 2_000, 3, [sums.statistics, nearly.statistics])
    for name in ("alpha_masi", "alpha_exact"):
        ends = [percentile_interval(values[name], 0.95) for values in (exact, first_order)]
        assert ends[0] == pytest.approx(ends[1], abs=1e-3)


def test_strata_are_each_as_sure_as_they_are_large() -> None:
    """Of a share in strata the variance is Σ W² p(1 − p)/(n − 1)."""
    agreed = {1.0: (40, 30), 5.0: (60, 24)}
    codings: dict[str, dict[str, frozenset[str]]] = {}
    weights: dict[str, float] = {}
    for weight, (units, equal) in agreed.items():
        for unit in range(units):
            other = "pris" if unit < equal else "tid"
            codings[f"{weight} {unit}"] = {"anna": frozenset(["pris"]), "ben": frozenset([other])}
            weights[f"{weight} {unit}"] = weight
    _patterns, sums = sums_of(codings, weights)
    whole = sum(weight * units for weight, (units, _equal) in agreed.items())
    variance = sum(
        (weight * units / whole) ** 2 * (equal / units) * (1 - equal / units) / (units - 1)
        for weight, (units, equal) in agreed.items()
    )
    error = jackknife_error(sums.kinds, sums.leaving_one_out()["exact_match"])
    assert error == pytest.approx(np.sqrt(variance), rel=0.02)
    [again] = replicated(sums.kinds, 4_000, 1, [sums.statistics])
    assert again["exact_match"].std() == pytest.approx(np.sqrt(variance), rel=0.05)

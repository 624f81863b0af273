"""Units that count alike."""

from __future__ import annotations

import numpy as np
import pytest

from coder.agreement.patterns import Patterns
from coder.agreement.unit_kinds import LEAST_IN_STRATUM, UnitKinds
from tests.agreement.reference import Codings
from tests.agreement.small_codings import coded_sets, two_coders

UNITS = [("a", "a")] * 12 + [("a", "b")] * 9 + [("", "ab")] * 9


def kinds_of(codings: Codings, weights: dict[str, float] | None = None) -> UnitKinds:
    return UnitKinds.of(Patterns.of(coded_sets(codings, "ab", weights=weights)))


def test_without_weights_kinds_are_the_ways_units_were_coded() -> None:
    kinds = kinds_of(two_coders(*UNITS))
    assert sorted(kinds.number.tolist()) == [9, 9, 12]
    assert kinds.units == 30
    assert kinds.strata == 1
    assert kinds.effective()[0].tolist() == kinds.number.tolist()


def test_neither_the_order_of_units_nor_the_names_of_coders_change_their_order() -> None:
    kinds = kinds_of(two_coders(*UNITS))
    backwards = kinds_of(two_coders(*reversed(UNITS)))
    swapped = kinds_of(two_coders(*UNITS, first="ben", second="anna"))
    assert kinds.number.tolist() == backwards.number.tolist() == swapped.number.tolist()


def test_units_of_one_weight_are_a_stratum() -> None:
    weights = {str(unit): 1.0 if unit < 10 else 4.0 for unit in range(30)}
    kinds = kinds_of(two_coders(*UNITS), weights)
    assert np.bincount(kinds.stratum, kinds.number).tolist() == [10, 20]
    assert kinds.effective()[0].sum() == 30


def test_strata_of_a_few_units_are_put_together_with_those_of_like_weight() -> None:
    weights = {str(unit): 1.0 + unit for unit in range(30)}
    kinds = kinds_of(two_coders(*UNITS), weights)
    assert np.bincount(kinds.stratum, kinds.number).tolist() == [LEAST_IN_STRATUM] * 3


def test_units_of_unequal_weight_say_less_than_as_many_of_equal_weight() -> None:
    few = two_coders(*UNITS[6:18])
    kinds = kinds_of(few, {str(unit): 1.0 if unit < 6 else 9.0 for unit in range(12)})
    assert kinds.strata == 1
    assert kinds.effective()[0].sum() == pytest.approx((6 * 1 + 6 * 9) ** 2 / (6 * 1 + 6 * 81))

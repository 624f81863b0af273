"""How sure a statistic is: intervals and errors from samples drawn again, or at once from the jackknife."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from coder.agreement.bootstrap import Interval, bca_interval, percentile_interval, standard_error
from coder.agreement.jackknife import acceleration, jackknife_error
from coder.agreement.unit_kinds import UnitKinds

Numbers = NDArray[np.float64]

_DRAWS = 4_000
_PRIOR = 0.5
_ALIKE = 1e-12


@dataclass(frozen=True)
class Sureness:
    """How sure the statistics of one sample are.

    Attributes:
        kinds: The units.
        values: The statistics by name; NaN where undefined.
        without: Without a unit of each kind, shape (kinds,).
        drawn_again: In samples drawn again, shape (replicates,); empty where none were drawn.
        seed: Of what is drawn besides.
        confidence: Of the intervals, as 0.95.
    """

    kinds: UnitKinds
    values: Mapping[str, float]
    without: Mapping[str, Numbers]
    drawn_again: Mapping[str, Numbers]
    seed: int
    confidence: float

    def interval(self, name: str) -> Interval | None:
        """Return the interval to show, which always holds the value; None where there is none.

        BCa, or the jackknife's where nothing was drawn again. Where no unit differs, or every one does, no
        sample drawn again does otherwise: then the share of units that do is drawn from a Beta(½, n + ½).
        """
        value = self.values[name]
        if np.isnan(value):
            return None
        if self._is_constant(name):
            return self._beyond_constant(value)
        if self.drawn_again:
            again = self.drawn_again[name]
            found = bca_interval(value, again, acceleration(self.kinds, self.without[name]), self.confidence)
        else:
            found = self._by_jackknife(name)
        return None if found is None else (min(found[0], value), max(found[1], value))

    def errors(self, name: str) -> dict[str, float | None]:
        """Return standard errors and both kinds of interval by name; None where there is none."""
        found: dict[str, float | None] = {"jackknife_se": None}
        if not np.isnan(self.values[name]):
            found["jackknife_se"] = jackknife_error(self.kinds, self.without[name])
        if not self.drawn_again:
            return found
        level = f"{100 * self.confidence:g}"
        again = self.drawn_again[name]
        varies = not np.isnan(self.values[name]) and not self._is_constant(name)
        found["boot_se"] = standard_error(again) if varies else None
        both: dict[str, Interval | None] = {"pct": None, "bca": None}
        if varies:
            both["pct"] = percentile_interval(again, self.confidence)
            pull = acceleration(self.kinds, self.without[name])
            both["bca"] = bca_interval(self.values[name], again, pull, self.confidence)
        for kind, ends in both.items():
            found[f"boot_{kind}{level}_lo"], found[f"boot_{kind}{level}_hi"] = ends or (None, None)
        return found

    def _is_constant(self, name: str) -> bool:
        """Whether the value is the same whichever units are left out."""
        without = self.without[name]
        return len(without) < 2 or bool(np.nanmax(np.abs(without - self.values[name]), initial=0) < _ALIKE)

    def _beyond_constant(self, value: float) -> Interval | None:
        if self.kinds.units < 2 or min(abs(value), abs(1 - value)) > _ALIKE:
            return None
        most = self._most_otherwise
        return (1 - most, 1.0) if value > 0.5 else (0.0, most)

    @cached_property
    def _most_otherwise(self) -> float:
        """The largest share of units that may be otherwise than all that were seen."""
        drawn = np.random.default_rng(self.seed).beta(_PRIOR, self.kinds.units + _PRIOR, _DRAWS)
        return float(np.quantile(drawn, (1 + self.confidence) / 2))

    def _by_jackknife(self, name: str) -> Interval | None:
        error = jackknife_error(self.kinds, self.without[name])
        if error is None:
            return None
        reach = _student(self.kinds.units - 1, self.confidence) * error
        return self.values[name] - reach, min(self.values[name] + reach, 1.0)


def _student(freedom: int, confidence: float) -> float:
    """Return the end of the middle of Student's t, to the third decimal from five degrees of freedom on.

    References:
        Abramowitz & Stegun (1964), Handbook of Mathematical Functions, 26.7.5.
    """
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
    )
    return z + sum((term / float(freedom) ** power for power, term in enumerate(terms, 1)), 0.0)

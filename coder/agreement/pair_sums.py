"""Agreement of two coders over all codes in many samples of the same units at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coder.agreement.pair_statistics import pair_features, pair_statistics
from coder.agreement.patterns import Patterns
from coder.agreement.unit_kinds import UnitKinds

Numbers = NDArray[np.float64]

PAIR_METRICS = ("pooled_kappa", "micro_positive_agreement")
"""What gets an interval from samples drawn again; of the mean over defined kappas there is none, since other
codes are defined in each sample."""
_KINDS_AT_ONCE = 1_000


@dataclass(frozen=True)
class PairSums:
    """What is summed over kinds of units for two coders, each as much as it weighs."""

    kinds: UnitKinds
    features: Numbers
    """Shape (kinds, sums × codes)."""
    shape: tuple[int, int]
    """How many sums, of how many codes."""

    @classmethod
    def of(cls, patterns: Patterns, kinds: UnitKinds, first: int, second: int) -> PairSums:
        """Take the features of each kind's pattern, times its weight."""
        features = pair_features(patterns, first, second)[kinds.pattern]
        features *= kinds.weight[:, None, None]
        _kinds, sums, codes = features.shape
        return cls(kinds, features.reshape(len(features), sums * codes), (sums, codes))

    def values(self) -> dict[str, float]:
        """Measure the sample itself; by name in ``PAIR_METRICS``."""
        found = self.statistics(self.kinds.number[None].astype(np.float64))
        return {name: float(value[0]) for name, value in found.items()}

    def statistics(self, drawn: Numbers) -> dict[str, Numbers]:
        """Measure samples drawn again, shape (samples, kinds): ``PAIR_METRICS`` in every sample."""
        found = pair_statistics(self._sums(drawn))
        return {name: found[name] for name in PAIR_METRICS}

    def leaving_one_out(self) -> dict[str, Numbers]:
        """Measure without a unit of each kind; by name in ``PAIR_METRICS``, shape (kinds,)."""
        whole = self.kinds.number @ self.features
        found: dict[str, list[Numbers]] = {name: [] for name in PAIR_METRICS}
        for start in range(0, len(self.features), _KINDS_AT_ONCE):
            without = whole - self.features[start : start + _KINDS_AT_ONCE]
            values = pair_statistics(without.reshape(len(without), *self.shape))
            for name in PAIR_METRICS:
                found[name].append(values[name])
        return {name: np.concatenate(parts) for name, parts in found.items() if parts}

    def _sums(self, drawn: Numbers) -> Numbers:
        sums: Numbers = (drawn @ self.features).reshape(len(drawn), *self.shape)
        return sums

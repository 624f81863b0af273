"""Agreement on sets in many samples of the same units at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from coder.agreement.coded_sets import NOT_CODED
from coder.agreement.patterns import Patterns
from coder.agreement.set_distances import DISTANCES, SetDistances
from coder.agreement.set_statistics import SetFeatures, alpha
from coder.agreement.unit_kinds import UnitKinds

Numbers = NDArray[np.float64]
Places = NDArray[np.intp]

FEW_SETS = 1_000
"""Up to so many different sets, what is expected is computed anew in each sample; above, to first order."""
_MEANS = ("exact_match", "mean_jaccard", "mean_masi", "mean_dice")
_ALPHAS = tuple(f"alpha_{name}" for name in DISTANCES)
SET_METRICS = (*_MEANS, *_ALPHAS)


@dataclass(frozen=True)
class SetSums:
    """What is summed over kinds of units, each as much as it weighs."""

    kinds: UnitKinds
    units: Numbers
    """Shape (kinds,): the weights themselves."""
    codings: Numbers
    """Shape (kinds,)."""
    similarities: Numbers
    """Shape (kinds, 4)."""
    disagreement: Numbers
    """Shape (kinds, 3), as the next two."""
    within: Numbers
    """Expected disagreement of a unit with itself; weighed twice."""
    pulled: Numbers
    given: NDArray[np.int32]
    """Which set each coder gave, shape (kinds, coders); ``NOT_CODED`` where none."""
    distances: Numbers | None
    """Between all sets, shape (3, sets, sets); None where there are more than ``FEW_SETS``."""

    @classmethod
    def of(cls, patterns: Patterns, features: SetFeatures, kinds: UnitKinds) -> SetSums:
        """Take the features of each kind's pattern, times its weight."""
        weight = kinds.weight[:, None]
        distances = None
        if len(patterns.sets) <= FEW_SETS:
            whole = SetDistances(patterns.sets).whole()
            distances = np.stack([whole[name] for name in DISTANCES])
        return cls(
            kinds,
            kinds.weight,
            kinds.weight * features.codings[kinds.pattern],
            weight * features.similarities[kinds.pattern],
            weight * features.disagreement[kinds.pattern],
            weight**2 * features.within[kinds.pattern],
            weight * features.pulled[kinds.pattern],
            patterns.set_ids[kinds.pattern],
            distances,
        )

    def values(self) -> dict[str, float]:
        """Measure the sample itself; by name in ``SET_METRICS``."""
        number = self.kinds.number[None]
        found = self._measured(
            number @ self.similarities / (number @ self.units)[:, None],
            number @ self.disagreement,
            number @ self.pulled,
            number @ self.codings,
        )
        return {name: float(value[0]) for name, value in found.items()}

    def statistics(self, drawn: Numbers) -> dict[str, Numbers]:
        """Measure agreement in samples drawn again.

        Args:
            drawn: How many units of each kind each sample holds, shape (samples, kinds).

        Returns:
            By name in ``SET_METRICS``, shape (samples,).
        """
        expected = self._expected(drawn) if self.distances is None else self._exactly_expected(drawn)
        return self._measured(
            (drawn @ self.similarities) / (drawn @ self.units)[:, None],
            drawn @ self.disagreement,
            expected,
            drawn @ self.codings,
        )

    def leaving_one_out(self) -> dict[str, Numbers]:
        """Measure agreement without one unit, in closed form.

        Returns:
            By name in ``SET_METRICS``, shape (kinds,): the value without a unit of that kind.
        """
        number = self.kinds.number
        whole = number @ self.pulled
        with np.errstate(divide="ignore", invalid="ignore"):
            means = (number @ self.similarities - self.similarities) / (number @ self.units - self.units)[
                :, None
            ]
        return self._measured(
            means,
            number @ self.disagreement - self.disagreement,
            whole - 2 * self.pulled + self.within,
            number @ self.codings - self.codings,
        )

    def _measured(
        self, means: Numbers, disagreement: Numbers, expected: Numbers, codings: Numbers
    ) -> dict[str, Numbers]:
        alphas = alpha(disagreement, expected, codings[:, None])
        return {
            **dict(zip(_MEANS, means.T, strict=True)),
            **dict(zip(_ALPHAS, alphas.T, strict=True)),
        }

    def _exactly_expected(self, drawn: Numbers) -> Numbers:
        """Return n(n − 1)·De of each sample, shape (samples, 3)."""
        assert self.distances is not None
        held = np.zeros((len(drawn), self.distances.shape[1]))
        weighed = drawn * self.units
        for order, starts, sets in self._by_set:
            held[:, sets] += np.add.reduceat(weighed[:, order], starts, axis=1)
        return np.stack([np.einsum("bv,bv->b", held @ matrix, held) for matrix in self.distances], axis=1)

    @cached_property
    def _by_set(self) -> list[tuple[Places, Places, NDArray[np.int32]]]:
        """For each coder the kinds by the set given, where each set begins among them, and the sets."""
        found = []
        for given in self.given.T:
            order = np.argsort(given, kind="stable")[np.count_nonzero(given == NOT_CODED) :]
            if order.size:
                sets, starts = np.unique(given[order], return_index=True)
                found.append((order, starts, sets))
        return found

    def _expected(self, drawn: Numbers) -> Numbers:
        """Return n(n − 1)·De of each sample to first order, plus the mean of the second-order term.

        With h_u the sets of unit u and n their sum over all units, a sample of weights W has
        2 Σ W_u h_uᵀDn − nᵀDn + (Σ (W_u − 1) h_u)ᵀD(Σ (W_u − 1) h_u), and the mean of the last is
        Σ h_uᵀDh_u − nᵀDn/N. Of strata, each is taken to hold the sets as the whole sample does.
        """
        number, strata = self.kinds.number, self.kinds.strata
        whole = number @ self.pulled
        units = np.bincount(self.kinds.stratum, number, strata)
        shares = np.bincount(self.kinds.stratum, number * self.codings, strata) / (number @ self.codings)
        spread: Numbers = (
            2 * drawn @ self.pulled + number @ self.within - whole * (1 + shares**2 @ (1 / units))
        )
        return spread

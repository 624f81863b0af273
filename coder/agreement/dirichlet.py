"""Intervals for one code: what its shares may be among all units, given the few that were coded twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coder.agreement import code_statistics as by_code
from coder.agreement import pair_statistics as by_pair
from coder.agreement.code_statistics import code_statistics
from coder.agreement.pair_statistics import pair_code_statistics, pair_features
from coder.agreement.patterns import Patterns
from coder.agreement.unit_kinds import UnitKinds

Numbers = NDArray[np.float64]
Intervals = Mapping[str, Numbers]
"""By metric, shape (codes, 2): lower and upper end; NaN for codes that no unit was compared on."""

DRAWS = 4_000
PRIOR = 0.5
"""Added to each cell before it is drawn from: Jeffreys' prior, which covers as it should down to one expected
use of a code, where units drawn again would cover a fifth of the time (docs/performance.md)."""
UNDIFFERING = 2.0
"""How many times as much where no unit differs: then the share that may is bounded as by Clopper and Pearson,
since Jeffreys' bound is too low there (Brown, Cai & DasGupta 2001, Statistical Science 16, 101-133)."""
MANY = 1e9
"""Shares are read as those of so many units, for statistics with a correction for few."""
_CODES_AT_ONCE = 50

_FROM_FOUR = ("cohen_kappa",)
_FROM_THREE = (
    "percent_agreement",
    "positive_agreement",
    "negative_agreement",
    "scott_pi",
    "krippendorff_alpha",
    "ac1",
    "brennan_prediger",
)
_OF_ALL_CODERS = (
    "percent_agreement",
    "positive_agreement",
    "negative_agreement",
    "krippendorff_alpha",
    "fleiss_kappa",
    "ac1",
    "brennan_prediger",
)


def pair_code_intervals(
    patterns: Patterns, kinds: UnitKinds, first: int, second: int, seed: int, confidence: float
) -> Intervals:
    """Return intervals of two coders' agreement on each code, by their columns.

    Kappa is drawn from four cells (both, first only, second only, neither), of which the middle two share
    one cell's prior; what treats coders alike from three (both, one, neither).
    """
    sums = _summed(patterns, kinds, pair_features(patterns, first, second))
    both, one, other, neither = by_pair.cells(sums)
    # Who is named first must not change an interval.
    is_more = one.sum(axis=0) > other.sum(axis=0)
    less, more = np.where(is_more, other, one), np.where(is_more, one, other)
    four = _Cells(
        np.stack([both, less, more, neither], axis=-1),
        np.array([[1, 1, 1, 1], [1, 0, 0, 0], [1, 1, 0, 0], [1, 0, 1, 0]], np.float64),
        np.array([1, 0.5, 0.5, 1]),
        np.array([False, True, True, False]),
    )
    three = _Cells(
        np.stack([neither, one + other, both], axis=-1),
        np.array([[1, 1, 1], [0, 0, 1], [0, 0.5, 1], [0, 0.5, 1]], np.float64),
        np.ones(3),
        np.array([False, True, False]),
    )
    draws = _Draws(kinds.effective()[1], seed, confidence)
    return {
        **draws.intervals(four, pair_code_statistics, _FROM_FOUR),
        **draws.intervals(three, pair_code_statistics, _FROM_THREE),
    }


def code_intervals(patterns: Patterns, kinds: UnitKinds, seed: int, confidence: float) -> Intervals:
    """Return intervals of all coders' agreement on each code.

    A cell is how many coded a unit and how many of them applied the code. Two coders have three cells; with
    more, the prior of those who differ is shared among the cells in which they do, and where some coded
    less, the whole prior is shared by how many units there are of each kind.
    """
    coded = patterns.codings.astype(np.intp)
    applied = patterns.appliers()
    seen = np.ones_like(applied, np.bool_) if patterns.unseen is None else ~patterns.unseen
    counts, features, priors, differs = [], [], [], []
    for coders in np.unique(coded).tolist():
        there = seen & (coded == coders)[:, None]
        share = patterns.units[coded == coders].sum() / kinds.units
        for applying in range(coders + 1):
            is_mixed = 0 < applying < coders
            counts.append(_summed(patterns, kinds, (there & (applied == applying)).astype(np.float64)))
            features.append(_cell_features(coders, applying))
            priors.append(share / (coders - 1 if is_mixed else 1))
            differs.append(is_mixed)
    if not counts:
        return {}
    cells = _Cells(np.stack(counts, axis=-1), np.column_stack(features), np.array(priors), np.array(differs))
    draws = _Draws(kinds.effective()[1], seed, confidence)
    return draws.intervals(cells, code_statistics, _OF_ALL_CODERS)


def _cell_features(coders: int, applying: int) -> Numbers:
    """Return what ``code_statistics`` sums for a unit of which so many coders applied the code."""
    sparing = coders - applying
    features = np.zeros(8)
    features[by_code.COUNTED], features[by_code.SHARE] = 1, applying / coders
    if coders < 2:
        return features
    features[by_code.COMPARED] = 1
    features[by_code.CODINGS], features[by_code.APPLIED] = coders, applying
    features[by_code.BOTH] = applying * (applying - 1) / (coders - 1)
    features[by_code.NEITHER] = sparing * (sparing - 1) / (coders - 1)
    features[by_code.ALIKE] = (features[by_code.BOTH] + features[by_code.NEITHER]) / coders
    return features


def _summed(patterns: Patterns, kinds: UnitKinds, features: Numbers) -> Numbers:
    """Sum features of patterns over the effective units of each stratum, shape (strata, …)."""
    worth, _each = kinds.effective()
    counts = np.zeros((kinds.strata, len(features)))
    np.add.at(counts, (kinds.stratum, kinds.pattern), worth)
    summed: Numbers = np.tensordot(counts, features, axes=1)
    return summed


@dataclass(frozen=True)
class _Cells:
    """The ways in which a unit can be coded."""

    counts: Numbers
    """Effective units, shape (strata, codes, cells)."""
    features: Numbers
    """What a unit of each cell adds to the sums, shape (sums, cells)."""
    priors: Numbers
    """The part of ``PRIOR`` that each has, shape (cells,)."""
    differs: NDArray[np.bool_]
    """In which of them coders differ, shape (cells,)."""


@dataclass(frozen=True)
class _Draws:
    """How shares are drawn: the weight of a unit in each stratum, the seed, the middle that is wanted."""

    unit_weights: Numbers
    seed: int
    confidence: float

    def intervals(
        self, cells: _Cells, statistics: Callable[[Numbers], Mapping[str, Numbers]], metrics: Sequence[str]
    ) -> dict[str, Numbers]:
        """Draw shares, once for all codes with the same counts, and return the middle of their statistics.

        Args:
            cells: Of all codes.
            statistics: From sums of shape (draws, sums, codes) to values of shape (draws, codes).
            metrics: Which of them are wanted.
        """
        ends = [(1 - self.confidence) / 2, (1 + self.confidence) / 2]
        found: dict[str, list[Numbers]] = {metric: [] for metric in metrics}
        by_code = np.moveaxis(cells.counts, 1, 0)
        if not len(by_code):
            return {}
        _counts, different, place = np.unique(
            by_code.reshape(len(by_code), -1), axis=0, return_index=True, return_inverse=True
        )
        for start in range(0, len(different), _CODES_AT_ONCE):
            some = different[start : start + _CODES_AT_ONCE].tolist()
            drawn = np.stack([self._shares(cells, code) @ cells.features.T for code in some], axis=-1)
            values = statistics(MANY * drawn)
            for metric in metrics:
                found[metric].append(np.quantile(values[metric].T, ends, axis=1).T)
        return {metric: np.concatenate(parts)[place.reshape(-1)] for metric, parts in found.items() if parts}

    def _shares(self, cells: _Cells, code: int) -> Numbers:
        """Draw the shares of one code's cells among all units, shape (draws, cells); NaN without units.

        Each code is drawn from the seed anew, so that what other codes there are changes nothing. Each
        stratum is drawn by itself and counts by its weight. Of the prior it has the part that it has of the
        units or of their weight, whichever is more, so that many strata don't have many priors.
        """
        counts = cells.counts[:, code]
        units = counts.sum(axis=1)
        if not units.any():
            return np.full((DRAWS, counts.shape[1]), np.nan)
        priors = PRIOR * cells.priors
        if not counts[:, cells.differs].any():
            priors[cells.differs] *= UNDIFFERING
        weights = units * self.unit_weights / (units @ self.unit_weights)
        parts = np.maximum(units / units.sum(), weights)
        chance = np.random.default_rng(self.seed)
        shares = np.zeros((DRAWS, counts.shape[1]))
        for stratum in np.flatnonzero(units):
            alphas = counts[stratum] + parts[stratum] * priors
            gammas = chance.standard_gamma(alphas, shares.shape)
            shares += weights[stratum] * gammas / gammas.sum(axis=1, keepdims=True)
        return shares

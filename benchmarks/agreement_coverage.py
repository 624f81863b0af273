"""How often the intervals of agreement hold the true value, by simulation.

Run: python benchmarks/agreement_coverage.py [--samples 1000] [--small 300] [--only pairs|coders|strata|sets]

Samples of codings are drawn from populations whose true values are known, the program's own intervals are
made of each, and the share of samples whose 95 % interval holds the true value is printed, with its median
width.

- pairs: two coders and one code, by number of answers, share of answers with the code and kappa up to 0.9,
  also with unequal shares.
- coders: three and five coders, who follow a common reading of the answer or else use the code by chance.
- strata: answers with the first coder's code drawn as often as all others, and weighted.
- sets: two coders, and three who each skip three answers in ten, with twelve codes; alpha, mean
  similarity, and pooled kappa of the first two.

A sample in which a statistic has no value (nobody used the code, or everybody) shows no interval: such
samples are left out of its coverage, and their share is printed as "none". For comparison, what units drawn
again (BCa) would have given for alpha of a code; samples in which that has no interval count as not covered.

The exit status is 1 if the coverage of a code's interval lies outside 92-99 % from five expected uses on or
90-100 % below and in strata (where few of the other answers are drawn, whatever the uses), or that of sets
outside 90-99 %, by more than chance (two standard errors).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import product
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from coder.agreement.bootstrap import bca_interval, drawn_again, replicated
from coder.agreement.code_statistics import code_features, code_statistics
from coder.agreement.dirichlet import code_intervals, pair_code_intervals
from coder.agreement.jackknife import acceleration
from coder.agreement.pair_statistics import pair_code_statistics, pair_features
from coder.agreement.pair_sums import PairSums
from coder.agreement.patterns import Patterns
from coder.agreement.set_statistics import SetFeatures, set_statistics
from coder.agreement.set_sums import SetSums
from coder.agreement.sureness import Sureness
from coder.agreement.unit_kinds import UnitKinds
from coder.sampling.draw import drawn

Numbers = NDArray[np.float64]
Given = NDArray[np.bool_]
Statistics = Mapping[str, Numbers]

UNITS = (50, 100, 200, 500)
PREVALENCES = (0.02, 0.05, 0.2, 0.5)
KAPPAS = (0.4, 0.6, 0.8, 0.9)
UNEQUAL = ((0.04, 0.08), (0.15, 0.3))
OF_PAIRS = ("cohen_kappa", "krippendorff_alpha", "ac1", "positive_agreement", "percent_agreement")
OF_CODERS = ("krippendorff_alpha", "fleiss_kappa", "ac1", "positive_agreement", "percent_agreement")
OF_SETS = ("alpha_masi", "alpha_jaccard", "mean_jaccard", "exact_match")
MANY = 1e9
CONFIDENCE = 0.95
REPLICATES = 1_000
COMPARED = 200
"""Samples for which units are drawn again too."""
ENOUGH_USES = 5
"""From which the interval of a code is held to the narrower bounds."""


@dataclass
class Tally:
    """How one kind of interval did over the samples of one population."""

    true: float
    held: list[bool] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)
    samples: int = 0

    def add(self, value: float, interval: tuple[float, float] | None) -> None:
        """Count one sample; without a value it shows no interval."""
        self.samples += 1
        if np.isnan(value):
            return
        if interval is None or np.isnan(interval).any():
            self.held.append(False)
            return
        low, high = min(interval[0], value), max(interval[1], value)
        self.held.append(bool(low - 1e-9 <= self.true <= high + 1e-9))
        self.widths.append(float(high - low))

    @property
    def coverage(self) -> float:
        return 100 * float(np.mean(self.held)) if self.held else float("nan")

    def is_within(self, least: float, most: float) -> bool:
        slack = 200 * sqrt(0.05 * 0.95 / max(len(self.held), 1))
        return not self.held or least - slack <= self.coverage <= most + slack

    def __str__(self) -> str:
        width = f"{np.median(self.widths):.2f}" if self.widths else "   -"
        return f"{self.coverage:5.1f} ({width})"


@dataclass(frozen=True)
class Population:
    """Coders who apply one code; the share of answers that each way of applying it has."""

    name: str
    uses: float
    """Of the code expected in a sample, by one coder."""
    units: int
    ways: Given
    """Who applies it, shape (ways, coders)."""
    shares: Numbers
    """Shape (ways,)."""

    def samples(self, chance: np.random.Generator, number: int) -> Patterns:
        """Draw so many samples at once: each is a code of its own."""
        ways = chance.choice(len(self.shares), (self.units, number), p=self.shares)
        return of_codes(self.ways[ways], np.ones(self.units))

    def whole(self) -> Patterns:
        """All ways, weighted by their shares, as of very many units."""
        return of_codes(self.ways[:, None, :], self.shares * MANY)


def of_codes(applied: Given, weights: Numbers) -> Patterns:
    """Make patterns of who applied which code to which unit, shape (units, codes, coders)."""
    units, codes, coders = applied.shape
    return Patterns(
        tuple(f"coder {place}" for place in range(coders)),
        tuple(f"sample {place}" for place in range(codes)),
        np.arange(units * coders, dtype=np.int32).reshape(units, coders),
        applied.transpose(0, 2, 1).reshape(units * coders, codes),
        None,
        np.arange(units),
        weights,
    )


def two_coders(first: float, second: float, kappa: float, units: int) -> Population | None:
    """Two coders who use the code that often and agree so well; None where no coders can."""
    both = first * second + kappa * (first * (1 - second) + second * (1 - first)) / 2
    shares = np.array([both, first - both, second - both, 1 - first - second + both])
    if shares.min() < -1e-12:
        return None
    often = f"{first:.0%}" if first == second else f"{first:.0%}/{second:.0%}"
    ways = np.array([[1, 1], [1, 0], [0, 1], [0, 0]], np.bool_)
    name = f"2 coders  n {units:3}  code in {often:>7}  kappa {kappa:.1f}"
    return Population(name, units * (first + second) / 2, units, ways, np.maximum(shares, 0))


def several_coders(coders: int, prevalence: float, kappa: float, units: int) -> Population:
    """Coders who follow a common reading with probability √kappa, else use the code by chance."""
    ways = np.array(list(product([False, True], repeat=coders)))
    applied = ways.sum(axis=1)
    shares = np.zeros(len(ways))
    for reading, often in ((1, prevalence), (0, 1 - prevalence)):
        applies = sqrt(kappa) * reading + (1 - sqrt(kappa)) * prevalence
        shares += often * applies**applied * (1 - applies) ** (coders - applied)
    name = f"{coders} coders  n {units:3}  code in {prevalence:>7.0%}  kappa {kappa:.1f}"
    return Population(name, units * prevalence, units, ways, shares / shares.sum())


def of_pair(patterns: Patterns) -> Statistics:
    return pair_code_statistics(np.tensordot(patterns.counts, pair_features(patterns, 0, 1), 1))


def of_coders(patterns: Patterns) -> Statistics:
    return code_statistics(np.tensordot(patterns.counts, code_features(patterns), 1))


def code_tallies(population: Population, samples: int, seed: int) -> dict[str, Tally]:
    """Sample a population of codes and make the program's intervals; the last is what BCa gives for alpha."""
    patterns = population.samples(np.random.default_rng(seed), samples)
    kinds = UnitKinds.of(patterns)
    is_pair = len(patterns.coders) == 2
    measure, metrics = (of_pair, OF_PAIRS) if is_pair else (of_coders, OF_CODERS)
    intervals = (
        pair_code_intervals(patterns, kinds, 0, 1, seed, CONFIDENCE)
        if is_pair
        else code_intervals(patterns, kinds, seed, CONFIDENCE)
    )
    true, values = measure(population.whole()), measure(patterns)
    tallies = {}
    for metric in metrics:
        tally = tallies[metric] = Tally(float(true[metric][0]))
        for value, (low, high) in zip(values[metric], intervals[metric], strict=True):
            tally.add(float(value), (float(low), float(high)))
    again = tallies["BCa alpha"] = Tally(float(true["krippendorff_alpha"][0]))
    patterns = replace(patterns, codes=patterns.codes[:COMPARED], sets=patterns.sets[:, :COMPARED])
    for value, interval in zip(
        values["krippendorff_alpha"], by_units_drawn_again(patterns, kinds), strict=False
    ):
        again.add(float(value), interval)
    return tallies


def by_units_drawn_again(patterns: Patterns, kinds: UnitKinds) -> Iterator[tuple[float, float] | None]:
    """Give alpha of each code the interval that this program does not: BCa of units drawn again."""
    features = code_features(patterns)[kinds.pattern]
    whole = np.tensordot(kinds.number, features, 1)
    value = code_statistics(whole)["krippendorff_alpha"]
    without = code_statistics(whole - features)["krippendorff_alpha"]
    flat = features.reshape(len(features), -1)
    replicates = np.concatenate(
        [
            code_statistics((sample @ flat).reshape(len(sample), *features.shape[1:]))["krippendorff_alpha"]
            for sample in drawn_again(kinds, REPLICATES, 1)
        ]
    )
    for code in range(len(value)):
        pull = acceleration(kinds, np.nan_to_num(without[:, code], nan=float(value[code])))
        yield bca_interval(float(value[code]), replicates[:, code], pull, CONFIDENCE)


def stratum_tallies(
    prevalence: float, kappa: float, size: int, samples: int
) -> tuple[str, float, dict[str, Tally]]:
    """Of 2 000 answers draw half the sample where the first coder used the code, and weight it."""
    population = two_coders(prevalence, prevalence, kappa, 2_000)
    assert population is not None
    chance = np.random.default_rng(3)
    true = of_pair(population.whole())
    tallies = {metric: Tally(float(true[metric][0])) for metric in OF_PAIRS}
    for sample in range(samples):
        applied = population.ways[chance.choice(4, population.units, p=population.shares)]
        strata = {unit: str(used) for unit, used in enumerate(applied[:, 0].tolist())}
        chosen = drawn(range(population.units), size, sample, strata)
        weights = np.array([one.weight for one in chosen])
        some = of_codes(applied[[one.answer_id for one in chosen], None, :], weights / weights.mean())
        values = of_pair(some)
        intervals = pair_code_intervals(some, UnitKinds.of(some), 0, 1, sample, CONFIDENCE)
        for metric, tally in tallies.items():
            low, high = intervals[metric][0]
            tally.add(float(values[metric][0]), (float(low), float(high)))
    name = f"2 coders  n {size:3}  code in {prevalence:>7.0%}  kappa {kappa:.1f}  in 2 strata"
    return name, min(size / 2, 2_000 * prevalence), tallies


CODES = 12
OFTEN = 1 / np.arange(1, CODES + 1) ** 0.9
OFTEN *= 1.2 / OFTEN.sum()


def of_sets(chance: np.random.Generator, units: int, coders: int, keep: float, skipped: float) -> Patterns:
    """Draw codings by coders who keep each code of a common reading with this probability, else by chance."""
    reading = chance.random((units, 1, CODES)) < OFTEN
    keeps = chance.random((units, coders, CODES)) < keep
    given = np.where(keeps, reading, chance.random((units, coders, CODES)) < OFTEN)
    packed, ids = np.unique(given @ (1 << np.arange(CODES)), return_inverse=True)
    ids = ids.reshape(units, coders)
    missing = chance.random((units, coders)) < skipped
    missing[missing.sum(axis=1) > coders - 2] = False
    rows, pattern_of = np.unique(np.where(missing, -1, ids), axis=0, return_inverse=True)
    return Patterns(
        tuple(f"coder {place}" for place in range(coders)),
        tuple(f"code {place}" for place in range(CODES)),
        rows.astype(np.int32),
        ((packed[:, None] >> np.arange(CODES)) & 1).astype(np.bool_),
        None,
        pattern_of.reshape(-1),
        np.ones(units),
    )


def set_tallies(
    coders: int, skipped: float, keep: float, units: int, samples: int
) -> tuple[str, dict[str, Tally]]:
    """Sample coders of sets and make the program's intervals."""
    whole = of_sets(np.random.default_rng(9), 300_000, coders, keep, skipped)
    true = set_statistics(whole, SetFeatures.of(whole))
    true |= PairSums.of(whole, UnitKinds.of(whole), 0, 1).values()
    chance = np.random.default_rng(4)
    tallies = {metric: Tally(true[metric]) for metric in (*OF_SETS, "pooled_kappa")}
    for sample in range(samples):
        patterns = of_sets(chance, units, coders, keep, skipped)
        kinds = UnitKinds.of(patterns)
        sums = SetSums.of(patterns, SetFeatures.of(patterns), kinds)
        pair = PairSums.of(patterns, kinds, 0, 1)
        drawn = replicated(kinds, REPLICATES, sample, [sums.statistics, pair.statistics])
        measures: tuple[SetSums | PairSums, ...] = (sums, pair)
        for one, again in zip(measures, drawn, strict=True):
            values = one.values()
            sureness = Sureness(kinds, values, one.leaving_one_out(), again, sample, CONFIDENCE)
            for metric in values.keys() & tallies.keys():
                tallies[metric].add(values[metric], sureness.interval(metric))
    return f"{coders} coders  n {units:3}  alpha MASI {true['alpha_masi']:.2f}", tallies


def pairs(samples: int, _small: int) -> bool:
    equal = [(often, often) for often in PREVALENCES]
    found = [
        two_coders(first, second, kappa, units)
        for units, (first, second), kappa in product(UNITS, [*equal, *UNEQUAL], KAPPAS)
    ]
    fine = [_shown(population, samples) for population in found if population is not None]
    return all(fine)


def coders(samples: int, _small: int) -> bool:
    grid = product((3, 5), PREVALENCES[:3], KAPPAS, UNITS[:3])
    fine = [_shown(several_coders(*each), samples) for each in grid]
    return all(fine)


def strata(_samples: int, small: int) -> bool:
    fine = []
    for often, kappa, size in product(PREVALENCES[:3], KAPPAS, (100, 200)):
        name, uses, tallies = stratum_tallies(often, kappa, size, small)
        fine.append(_printed(f"{name}  uses {uses:5.1f}", tallies, 90, 100))
    return all(fine)


def sets(_samples: int, small: int) -> bool:
    fine = []
    for (several, skipped), keep, units in product(
        ((2, 0.0), (3, 0.3)), (0.6, 0.8, 0.9, 0.96), (30, 50, 100, 200)
    ):
        name, tallies = set_tallies(several, skipped, keep, units, small)
        fine.append(_printed(name, tallies, 90, 99))
    return all(fine)


def _shown(population: Population, samples: int) -> bool:
    tallies = code_tallies(population, samples, seed=5)
    return _printed(f"{population.name}  uses {population.uses:5.1f}", tallies, *_bounds(population.uses))


def _bounds(uses: float) -> tuple[float, float]:
    return (92, 99) if uses >= ENOUGH_USES else (90, 100)


def _printed(name: str, tallies: Mapping[str, Tally], least: float, most: float) -> bool:
    first = next(iter(tallies.values()))
    none = 100 * (1 - len(first.held) / first.samples)
    told = "  ".join(f"{metric} {tally}" for metric, tally in tallies.items())
    fine = all(tally.is_within(least, most) for metric, tally in tallies.items() if "BCa" not in metric)
    print(f"{name}  none {none:4.1f} %  {told}{'' if fine else '  OUTSIDE'}", flush=True)
    return fine


PARTS: Mapping[str, Callable[[int, int], bool]] = {
    "pairs": pairs,
    "coders": coders,
    "strata": strata,
    "sets": sets,
}


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--samples", type=int, default=1_000)
    asked.add_argument("--small", type=int, default=300)
    asked.add_argument("--only", choices=PARTS)
    wanted = asked.parse_args()
    print("coverage in % (median width); none: samples without a value, left out")
    chosen = [wanted.only] if wanted.only else list(PARTS)
    fine = [PARTS[part](wanted.samples, wanted.small) for part in chosen]
    sys.exit(0 if all(fine) else 1)


if __name__ == "__main__":
    main()

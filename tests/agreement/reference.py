"""Agreement once more, slowly and in plain Python, by the definitions as they are written in books."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations
from math import sqrt
from statistics import fmean

Codes = frozenset[str]
Codings = Mapping[str, Mapping[str, Codes]]
"""What each coder gave each unit, by unit and coder."""
Similarity = Callable[[Codes, Codes], float]


def exact(one: Codes, other: Codes) -> float:
    return float(one == other)


def jaccard(one: Codes, other: Codes) -> float:
    return len(one & other) / len(one | other) if one | other else 1.0


def dice(one: Codes, other: Codes) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one | other else 1.0


def masi(one: Codes, other: Codes) -> float:
    if one == other:
        factor = 1.0
    elif one < other or other < one:
        factor = 2 / 3
    else:
        factor = 1 / 3 if one & other else 0.0
    return jaccard(one, other) * factor


def pairable(codings: Codings) -> list[Mapping[str, Codes]]:
    return [given for given in codings.values() if len(given) > 1]


def mean_similarity(codings: Codings, alike: Similarity) -> float | None:
    units = [
        fmean(alike(one, other) for one, other in combinations(given.values(), 2))
        for given in pairable(codings)
    ]
    return fmean(units) if units else None


def alpha(codings: Codings, alike: Similarity) -> float | None:
    """Krippendorff's alpha: 1 − Do/De, pair by pair."""
    return _alpha([list(given.values()) for given in pairable(codings)], alike)


def alpha_jackknife_se(codings: Codings, alike: Similarity) -> float | None:
    units = [list(given.values()) for given in pairable(codings)]
    without = [_alpha(units[:place] + units[place + 1 :], alike) for place in range(len(units))]
    values = [value for value in without if value is not None]
    if len(values) < len(units) or len(units) < 2:
        return None
    mean, n = fmean(values), len(values)
    return sqrt((n - 1) / n * sum((value - mean) ** 2 for value in values))


def _alpha(units: list[list[Codes]], alike: Similarity) -> float | None:
    given = [codes for unit in units for codes in unit]
    n = len(given)
    if n < 2:
        return None
    observed = sum(
        2 * sum(1 - alike(one, other) for one, other in combinations(unit, 2)) / (len(unit) - 1)
        for unit in units
    )
    expected = 2 * sum(1 - alike(one, other) for one, other in combinations(given, 2))
    return 1 - (observed / n) / (expected / (n * (n - 1))) if expected else None


def of_code(codings: Codings, code: str) -> dict[str, float | None]:
    """What is told of one code over all coders."""
    cells = [(len(given), sum(code in codes for codes in given.values())) for given in pairable(codings)]
    if not cells:
        return {}
    agreed = fmean((k * (k - 1) + (r - k) * (r - k - 1)) / (r * (r - 1)) for r, k in cells)
    share = fmean(k / r for r, k in cells)
    applied, spared = sum(k for _r, k in cells), sum(r - k for r, k in cells)
    chance = 2 * share * (1 - share)
    as_labels = {
        unit: {coder: codes & {code} for coder, codes in given.items()} for unit, given in codings.items()
    }
    return {
        "percent_agreement": agreed,
        "prevalence": share,
        "expected_agreement_krippendorff": 1
        - 2 * applied * spared / ((applied + spared) * (applied + spared - 1)),
        "positive_agreement": sum(k * (k - 1) / (r - 1) for r, k in cells) / applied if applied else None,
        "negative_agreement": (
            sum((r - k) * (r - k - 1) / (r - 1) for r, k in cells) / spared if spared else None
        ),
        "ac1": (agreed - chance) / (1 - chance),
        "brennan_prediger": 2 * agreed - 1,
        "fleiss_kappa": (agreed - 1 + chance) / chance if applied and spared else None,
        "krippendorff_alpha": alpha(as_labels, exact),
    }


def of_pair_and_code(codings: Codings, first: str, second: str, code: str) -> dict[str, float | None]:
    """What is told of one code and two coders."""
    shared = [given for given in codings.values() if first in given and second in given]
    if not shared:
        return {}
    one = [code in given[first] for given in shared]
    other = [code in given[second] for given in shared]
    n = len(shared)
    a = sum(map(min, one, other))
    b, c = sum(one) - a, sum(other) - a
    d = n - a - b - c
    agreed = (a + d) / n
    shares = sum(one) / n, sum(other) / n
    by_own = shares[0] * shares[1] + (1 - shares[0]) * (1 - shares[1])
    share = fmean(shares)
    by_common = share**2 + (1 - share) ** 2
    most = min(shares) + min(1 - shares[0], 1 - shares[1])
    varied = 0 < sum(one) + sum(other) < 2 * n
    as_labels = {
        str(place): {coder: given[coder] & {code} for coder in (first, second)}
        for place, given in enumerate(shared)
    }
    return {
        "a": a,
        "b": b,
        "c": c,
        "d": d,
        "percent_agreement": agreed,
        "positive_agreement": 2 * a / (2 * a + b + c) if a + b + c else None,
        "negative_agreement": 2 * d / (2 * d + b + c) if b + c + d else None,
        "cohen_kappa": (agreed - by_own) / (1 - by_own) if varied else None,
        "kappa_max": (most - by_own) / (1 - by_own) if varied else None,
        "scott_pi": (agreed - by_common) / (1 - by_common) if varied else None,
        "krippendorff_alpha": alpha(as_labels, exact),
        "ac1": (agreed - 1 + by_common) / by_common,
        "brennan_prediger": 2 * agreed - 1,
        "prevalence_index": (a - d) / n,
        "bias_index": (b - c) / n,
    }


def pooled_kappa(codings: Codings, first: str, second: str, codes: tuple[str, ...]) -> float | None:
    """De Vries et al. (2008), from mean agreement and mean agreement by chance."""
    shared = [given for given in codings.values() if first in given and second in given]
    if not shared or not codes:
        return None
    agreed, by_chance = [], []
    for code in codes:
        one = fmean(code in given[first] for given in shared)
        other = fmean(code in given[second] for given in shared)
        agreed.append(fmean((code in given[first]) == (code in given[second]) for given in shared))
        by_chance.append(one * other + (1 - one) * (1 - other))
    chance = fmean(by_chance)
    return (fmean(agreed) - chance) / (1 - chance) if 1 - chance > 1e-12 else None


def pairs(codings: Codings) -> Iterator[tuple[str, str]]:
    coders = sorted({coder for given in codings.values() for coder in given})
    yield from combinations(coders, 2)

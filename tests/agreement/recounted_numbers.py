"""Numbers of agreement with weights and codes that count for nobody, in plain Python."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations
from statistics import fmean

from tests.agreement.project_recount import Codes, Recounted
from tests.agreement.reference import Similarity, exact, jaccard, masi

Key = tuple[str, str, str | None, tuple[str, str] | None]
"""Metric, scope, code, pair."""
Unit = tuple[float, Mapping[str, Codes]]
"""Weight, and sets by coder."""


def numbers(answers: Iterable[Recounted], codes: Iterable[str]) -> Iterator[tuple[Key, float | None]]:
    """Yield what is to be told of answers; codes not listed are left out."""
    answers, listed = list(answers), list(codes)
    heaviness = fmean(each.weight for each in answers)
    weighed = [(each.weight / heaviness, each) for each in answers]
    seen = [
        (weight, {coder: codes - each.unseen for coder, codes in each.given.items()})
        for weight, each in weighed
    ]
    for name, alike in (("exact", exact), ("jaccard", jaccard), ("masi", masi)):
        mean = "exact_match" if name == "exact" else f"mean_{name}"
        yield (mean, "overall", None, None), mean_similarity(seen, alike)
        yield (f"alpha_{name}", "overall", None, None), alpha(seen, alike)
    pairs = list(combinations(sorted({coder for _weight, given in seen for coder in given}), 2))
    of_code: dict[str, list[Unit]] = {
        code: [
            (weight, {coder: codes & {code} for coder, codes in each.given.items()})
            for weight, each in weighed
            if code not in each.unseen
        ]
        for code in listed
    }
    for code, units in of_code.items():
        yield ("n_units_compared", "code", code, None), len(units)
        yield ("krippendorff_alpha", "code", code, None), alpha(units, exact)
        yield ("positive_agreement", "code", code, None), positive(units)
    for pair in pairs:
        yield ("n_shared", "pair", None, pair), len(shared(seen, pair))
        found = {code: cells(units, pair) for code, units in of_code.items()}
        for code, units in of_code.items():
            plain = cells([(1.0, given) for _weight, given in units], pair)
            for name, count in zip("abcd", plain, strict=True):
                yield (name, "pair_code", code, pair), count
            yield ("cohen_kappa", "pair_code", code, pair), kappa([found[code]])
            a, b, c, _d = found[code]
            yield ("positive_agreement", "pair_code", code, pair), _over(2 * a, 2 * a + b + c)
        yield ("pooled_kappa", "pair", None, pair), kappa(found.values())


def shared(units: Iterable[Unit], pair: tuple[str, str]) -> list[Unit]:
    return [unit for unit in units if pair[0] in unit[1] and pair[1] in unit[1]]


def cells(units: Iterable[Unit], pair: tuple[str, str]) -> tuple[float, ...]:
    """Return both, the first only, the second only, neither."""
    kinds = [(bool(given[pair[0]]), bool(given[pair[1]]), weight) for weight, given in shared(units, pair)]
    order = ((True, True), (True, False), (False, True), (False, False))
    return tuple(sum(weight for *kind, weight in kinds if tuple(kind) == each) for each in order)


def kappa(tables: Iterable[tuple[float, ...]]) -> float | None:
    """Return Cohen's kappa, over several tables the pooled one; tables without answers don't count."""
    agreed, chance = [], []
    for table in tables:
        n = sum(table)
        if n:
            a, b, c, d = (each / n for each in table)
            agreed.append(a + d)
            chance.append((a + b) * (a + c) + (c + d) * (b + d))
    return _over(fmean(agreed) - fmean(chance), 1 - fmean(chance)) if agreed else None


def positive(units: Iterable[Unit]) -> float | None:
    counted = [(weight, len(given), sum(map(bool, given.values()))) for weight, given in units]
    both = sum(weight * k * (k - 1) / (r - 1) for weight, r, k in counted)
    return _over(both, sum(weight * k for weight, _r, k in counted))


def mean_similarity(units: Iterable[Unit], alike: Similarity) -> float | None:
    units = list(units)
    total = sum(
        weight * fmean(alike(*sets) for sets in combinations(given.values(), 2)) for weight, given in units
    )
    return _over(total, sum(weight for weight, _given in units))


def alpha(units: Iterable[Unit], alike: Callable[[Codes, Codes], float]) -> float | None:
    """Return 1 − Do/De: an answer that stands for three is there three times."""
    units = list(units)
    given = [(weight, codes) for weight, sets in units for codes in sets.values()]
    n = sum(weight for weight, _codes in given)
    observed = sum(
        weight * 2 * sum(1 - alike(*sets) for sets in combinations(by.values(), 2)) / (len(by) - 1)
        for weight, by in units
    )
    expected = sum(one * other * (1 - alike(this, that)) for one, this in given for other, that in given)
    return 1 - observed * (n - 1) / expected if expected > 1e-9 else None


def _over(part: float, whole: float) -> float | None:
    return part / whole if abs(whole) > 1e-9 else None

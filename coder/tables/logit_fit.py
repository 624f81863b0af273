"""Fitting a logistic model: by maximum likelihood, and by Firth's where that has no end."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from coder.domain.errors import UnusableInputError
from coder.messages import _

Booleans = NDArray[np.bool_]
Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

Way = Literal["maximum likelihood", "firth"]

_NORMAL_975 = 1.959963984540054
_EXACT = 1e-10
_NEAR = 1e-8
_NEAR_ENOUGH = 1e-6
_MOST_STEPS = 200


class NoEstimateError(UnusableInputError):
    """Levels that separate, and a penalized likelihood whose top is not found either."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The variables separate answers with the outcome from those without it, and no estimate was "
                "found. Take fewer variables, or larger levels."
            )
        )


@dataclass(frozen=True)
class Effect:
    """An estimated odds ratio, as tables print it."""

    odds_ratio: float
    error: float
    """Standard error of the odds ratio (delta method: odds ratio × error of its logarithm)."""
    z: float
    p: float
    low: float
    high: float
    coefficient: float
    """The logarithm of the odds ratio."""
    coefficient_error: float


@dataclass(frozen=True)
class Fitted:
    """A fitted model; effects and coefficients have the constant first."""

    way: Way
    effects: tuple[Effect, ...]
    predicting: Floats
    """The coefficients that shares are predicted by."""
    chi_square: float
    pseudo_r2: float | None


def is_separated(patterns: Floats, sizes: Integers, hits: Integers) -> bool:
    """Tell whether a plane parts those with the outcome from those without; some may stand on it.

    Args:
        patterns: The different rows of the design, the constant among its columns.
        sizes: Answers with each.
        hits: Those of them with the outcome.

    References:
        Konis (2007), Linear programming algorithms for detecting separated data, Oxford.
    """
    from firthmodels import detect_separation

    # Whether there is a plane between them does not hang on how many stand on the same spot.
    with_it, without_it = patterns[hits > 0], patterns[hits < sizes]
    there = np.concatenate([np.ones(len(with_it)), np.zeros(len(without_it))])
    found = detect_separation(np.concatenate([with_it, without_it]), there, fit_intercept=False)
    return bool(found.separation)


def maximum_likelihood(patterns: Floats, sizes: Integers, hits: Integers) -> Fitted:
    """Fit by maximum likelihood, with Wald's tests and intervals; arguments as in ``is_separated``."""
    from statsmodels.genmod.families import Binomial
    from statsmodels.genmod.generalized_linear_model import GLM

    # Each pattern twice, with the outcome and without it, as often as it is there.
    rows, weights = np.concatenate([patterns, patterns]), np.concatenate([hits, sizes - hits])
    has_it = np.repeat([1.0, 0.0], len(patterns))
    made = GLM(
        has_it[weights > 0], rows[weights > 0], family=Binomial(), freq_weights=weights[weights > 0]
    ).fit(tol=_EXACT, tol_criterion="params", maxiter=_MOST_STEPS)
    coefficients = np.asarray(made.params)
    shares = shares_of(patterns @ coefficients)
    # Not statsmodels' own, which is of the step before the last.
    information = patterns.T @ (patterns * (sizes * shares * (1 - shares))[:, None])
    errors = np.sqrt(np.diag(np.linalg.inv(information)))
    z = coefficients / errors
    effects = tuple(
        _effect(coefficient, error, each_z, _two_sided(each_z), None)
        for coefficient, error, each_z in zip(coefficients, errors, z, strict=True)
    )
    n, having = int(sizes.sum()), int(hits.sum())
    null = float(having * np.log(having / n) + (n - having) * np.log(1 - having / n))
    reached = float(hits @ np.log(shares) + (sizes - hits) @ np.log1p(-shares))
    chi_square = 2 * (reached - null)
    return Fitted("maximum likelihood", effects, coefficients, chi_square, 1 - reached / null)


def firth(columns: Floats, outcome: Booleans) -> Fitted:
    """Fit by Firth's penalized likelihood, with tests and intervals of its profile.

    Args:
        columns: The design, answer by answer, the constant first.
        outcome: Whether each answer has the outcome.

    Raises:
        NoEstimateError: If no top of the likelihood is found.
    """
    from firthmodels import FirthLogisticRegression

    def fit(near: float) -> Any:
        model = FirthLogisticRegression(
            backend="numpy", fit_intercept=False, max_iter=_MOST_STEPS, gtol=near, xtol=near
        )
        return model.fit(columns, outcome.astype(int))

    with warnings.catch_warnings(action="ignore"):  # what did not converge is refused below
        made = fit(_NEAR)
        ends = made.conf_int(method="pl", tol=_NEAR_ENOUGH, max_iter=_MOST_STEPS)
        # A likelihood is flat at its top: nearer, and its steps are lost in the last digits.
        tested = fit(_NEAR_ENOUGH).lrt()
    ps = tested.lrt_pvalues_
    if not (np.isfinite(ends).all() and np.isfinite(ps).all()):
        raise NoEstimateError
    coefficients = np.asarray(made.coef_)
    # The signed root of the statistic; by way of p, which ends at 0, a large one would have no end.
    known = tested.lrt_bse_ > 0
    zs = np.divide(tested.coef_, tested.lrt_bse_, out=np.zeros(len(ps)), where=known)
    effects = tuple(
        _effect(coefficient, error, z, float(p), (low, high))
        for coefficient, error, z, p, (low, high) in zip(coefficients, made.bse_, zs, ps, ends, strict=True)
    )
    chi_square = 2 * (float(made.loglik_) - _null_penalized(columns, int(outcome.sum())))
    return Fitted("firth", effects, _with_refitted_constant(columns, coefficients, outcome), chi_square, None)


def _null_penalized(columns: Floats, having: int) -> float:
    """Return the penalized likelihood's logarithm at its top with the constant alone, under the same penalty.

    There every weight is share × (1 − share), and the top is where half an answer more per column has it.
    """
    n, width = columns.shape
    share = (having + width / 2) / (n + width)
    _sign, design = np.linalg.slogdet(columns.T @ columns)
    penalty = (width * np.log(share * (1 - share)) + design) / 2
    return float(having * np.log(share) + (n - having) * np.log(1 - share) + penalty)


def _with_refitted_constant(columns: Floats, coefficients: Floats, outcome: Booleans) -> Floats:
    """Move the constant so that the mean prediction is the share found; Firth's own draws it to a half."""
    rest = columns[:, 1:] @ coefficients[1:]
    constant, having = float(coefficients[0]), float(outcome.sum())
    for _step in range(_MOST_STEPS):
        shares = shares_of(constant + rest)
        step = (having - float(shares.sum())) / float((shares * (1 - shares)).sum())
        constant += max(-1.0, min(1.0, step))
        if abs(step) < _EXACT:
            break
    return np.concatenate([[constant], coefficients[1:]])


def _effect(
    coefficient: float, error: float, z: float, p: float, profile: tuple[float, float] | None
) -> Effect:
    low, high = profile or (coefficient - _NORMAL_975 * error, coefficient + _NORMAL_975 * error)
    ratio = float(np.exp(coefficient))
    return Effect(
        odds_ratio=ratio,
        error=ratio * float(error),
        z=float(z),
        p=p,
        low=float(np.exp(low)),
        high=float(np.exp(high)),
        coefficient=float(coefficient),
        coefficient_error=float(error),
    )


def shares_of(log_odds: Floats) -> Floats:
    """Return the shares that have these logarithms of odds."""
    from scipy.special import expit

    shares: Floats = expit(log_odds)
    return shares


def _two_sided(z: float) -> float:
    from scipy.special import ndtr

    return float(2 * ndtr(-abs(z)))

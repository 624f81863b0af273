"""Logistic regression of an outcome on background variables, on answers as integer arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from coder.domain.errors import UnusableInputError
from coder.messages import _
from coder.tables.logit_fit import (
    Booleans,
    Effect,
    Fitted,
    Floats,
    Integers,
    Way,
    firth,
    is_separated,
    maximum_likelihood,
    shares_of,
)
from coder.tables.significance import upper_tail


class NothingToExplainError(UnusableInputError):
    """An outcome that everybody has, or nobody."""

    def __init__(self, n: int, having: int) -> None:
        said = (
            _("None of the {n} answers has the outcome: there is nothing to explain.")
            if not having
            else _("All {n} answers have the outcome: there is nothing to explain.")
        )
        super().__init__(said.format(n=n))


class OneLevelError(UnusableInputError):
    """A variable that tells no answers apart."""

    def __init__(self, variable: str, level: str) -> None:
        super().__init__(
            _("All answers have the same «{variable}», «{level}»: leave it out.").format(
                variable=variable, level=level
            )
        )


class NoBaseError(UnusableInputError):
    """A base level that no answer has."""

    def __init__(self, variable: str, level: str) -> None:
        super().__init__(
            _("No answer here has «{variable}» = «{level}», so it cannot be the base level.").format(
                variable=variable, level=level
            )
        )


class NotApartError(UnusableInputError):
    """A level that the other variables tell already."""

    def __init__(self, variable: str, level: str) -> None:
        super().__init__(
            _(
                "Whether «{variable}» is «{level}» can be told from the other variables, so that their "
                "effects cannot be told apart. Leave one of them out."
            ).format(variable=variable, level=level)
        )


@dataclass(frozen=True)
class Factor:
    """A background variable that may explain the outcome."""

    name: str
    levels: tuple[str, ...]
    base: int = 0
    """The place of the level that all others are compared with."""


@dataclass(frozen=True)
class Term:
    """One level of a variable: what was found, and what is estimated."""

    variable: str
    level: str
    n: int
    """Answers."""
    having: int
    """Those with the outcome."""
    effect: Effect | None
    """None for the base level."""
    predicted: float
    """The share with the outcome if all answers had this level and were else as they are."""
    separates: bool
    """Whether none or all of these answers have the outcome."""

    @property
    def raw(self) -> float:
        """The share with the outcome as found."""
        return self.having / self.n


@dataclass(frozen=True)
class Regression:
    """How an outcome goes with background variables, each with the others held equal."""

    way: Way
    n: int
    having: int
    terms: tuple[Term, ...]
    """Variable after variable, levels in their order, the base level among them."""
    constant: Effect
    pseudo_r2: float | None
    """McFadden's; None for Firth's way, which maximises another likelihood."""
    chi_square: float
    """Of the likelihood ratio against the constant alone; penalized for Firth's way."""
    degrees: int
    p: float


def logit(outcome: Booleans, places: Integers, factors: Sequence[Factor]) -> Regression:
    """Estimate the odds ratios of an outcome.

    By maximum likelihood; where levels separate those with the outcome from those without, so that its
    estimates would be infinite, by Firth's penalized likelihood, with profile intervals and tests.

    Args:
        outcome: Whether each answer has it, shape (n_answers,).
        places: The level of each answer on each variable, as a place in its levels, shape (n_answers,
            n_factors).
        factors: The variables; a level without answers gets no term.

    Raises:
        NothingToExplainError: If everybody has the outcome, or nobody, or there are no answers.
        OneLevelError: If a variable has one level only.
        NoBaseError: If no answer has the base level.
        NotApartError: If a level can be told from other variables.
        NoEstimateError: If levels separate and Firth's estimate is not found.

    References:
        Hosmer, Lemeshow and Sturdivant (2013), Applied Logistic Regression, 3rd ed.; McFadden (1974);
        Firth (1993), Biometrika 80, 27-38; Heinze and Schemper (2002), Statistics in Medicine 21, 2409-2419;
        Puhr et al. (2017), Statistics in Medicine 36, 2302-2317, for the constant behind Firth's predictions.
    """
    n, having = int(outcome.size), int(outcome.sum())
    if having in (0, n):
        raise NothingToExplainError(n, having)
    design = _Design(places, factors)
    patterns, of_answer = np.unique(design.columns, axis=0, return_inverse=True)
    of_answer = of_answer.reshape(-1)
    sizes = np.bincount(of_answer, minlength=len(patterns))
    hits = np.bincount(of_answer[outcome], minlength=len(patterns))
    design.refuse_collinear(patterns)
    fitted = firth(design.columns, outcome) if is_separated(patterns, sizes, hits) else None
    fitted = fitted or maximum_likelihood(patterns, sizes, hits)
    return Regression(
        way=fitted.way,
        n=n,
        having=having,
        terms=tuple(design.terms(fitted, outcome)),
        constant=fitted.effects[0],
        pseudo_r2=fitted.pseudo_r2,
        chi_square=fitted.chi_square,
        degrees=len(fitted.effects) - 1,
        p=upper_tail(fitted.chi_square, len(fitted.effects) - 1),
    )


class _Design:
    """The columns of the model: a constant, and one for each level but the base."""

    def __init__(self, places: Integers, factors: Sequence[Factor]) -> None:
        self._places = places
        self._factors = factors
        self._levels: list[tuple[int, int]] = []
        """(factor, level) of each column after the constant."""
        for number, factor in enumerate(factors):
            found = np.bincount(places[:, number], minlength=len(factor.levels))
            there = np.flatnonzero(found).tolist()
            if len(there) < 2:
                raise OneLevelError(factor.name, factor.levels[there[0]])
            if factor.base not in there:
                raise NoBaseError(factor.name, factor.levels[factor.base])
            self._levels += [(number, level) for level in there if level != factor.base]
        ones = np.ones(len(places), dtype=bool)
        self.columns: Floats = np.column_stack(
            [ones, *(places[:, number] == level for number, level in self._levels)]
        ).astype(float)

    def refuse_collinear(self, patterns: Floats) -> None:
        """Refuse a column that is a sum of others.

        Raises:
            NotApartError: If there is one.
        """
        if np.linalg.matrix_rank(patterns) == patterns.shape[1]:
            return
        for width in range(2, patterns.shape[1] + 1):
            if np.linalg.matrix_rank(patterns[:, :width]) < width:
                number, level = self._levels[width - 2]
                raise NotApartError(self._factors[number].name, self._factors[number].levels[level])

    def terms(self, fitted: Fitted, outcome: Booleans) -> list[Term]:
        """Return a term for each level that has answers."""
        effects = dict(zip(self._levels, fitted.effects[1:], strict=True))
        found = []
        for number, factor in enumerate(self._factors):
            for level, name in enumerate(factor.levels):
                here = self._places[:, number] == level
                n, having = int(here.sum()), int(outcome[here].sum())
                if n:
                    predicted = self._predicted(fitted.predicting, number, level)
                    effect = effects.get((number, level))
                    found.append(
                        Term(factor.name, name, n, having, effect, predicted, separates=having in (0, n))
                    )
        return found

    def _predicted(self, coefficients: Floats, number: int, level: int) -> float:
        columns = self.columns.copy()
        for place, (factor, of_column) in enumerate(self._levels, 1):
            if factor == number:
                columns[:, place] = of_column == level
        return float(shares_of(columns @ coefficients).mean())

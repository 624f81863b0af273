"""Regress an outcome of a question's settled coding on background variables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from coder.domain.errors import CoderError, WrongUseError
from coder.messages import _
from coder.store.people import levels_of
from coder.tables.note import note
from coder.tables.options import TableOptions
from coder.tables.regression import Factor, Regression, logit
from coder.tables.regression_grid import COLUMNS, RegressionWords, regression_grid, regression_values
from coder.tables.written_options import options_of
from coder.usecases.questions import UnknownLevelError, UnknownVariableError
from coder.usecases.tables.any_table import AnyTable
from coder.usecases.tables.asked import AskedTable
from coder.usecases.tables.facts import not_given
from coder.usecases.tables.finish import REGRESSION_EXPORT, exports_looked_at, refuse_narrowing
from coder.usecases.tables.frequency_table import counted_total, provenance_of
from coder.usecases.tables.moment import asked_table
from coder.usecases.tables.outcomes import ChosenOutcome, chosen_outcome, with_those_below
from coder.usecases.tables.people import Counted
from coder.usecases.tables.told_by_regression import told_by_regression

if TYPE_CHECKING:
    from coder.documents.grid import Grid
    from coder.store.engine import Engine
    from coder.tables.published import PublishedCell

Booleans = NDArray[np.bool_]
Integers = NDArray[np.int64]


class BaseOfNothingError(WrongUseError):
    """A base level for a variable that is not in the model, or written without its variable."""

    def __init__(self, written: str) -> None:
        super().__init__(
            _("«{written}»: a base level is written VARIABLE=LEVEL, of a variable given with --on.").format(
                written=written
            )
        )


class SmallLevelsError(CoderError):
    """Levels in which so few have the outcome, or lack it, that no number of the model may be shown."""

    exit_code = 1

    def __init__(self, levels: Sequence[str], k: int) -> None:
        super().__init__(
            _(
                "Under {k} answers with the outcome, or without it, in {levels}: nothing of this model can "
                "be shown, since its estimates tell these counts. Leave out the variable, or such answers "
                "with --where."
            ).format(k=k, levels=", ".join(f"«{level}»" for level in levels))
        )


class NoVariableError(WrongUseError):
    """A regression on nothing."""

    def __init__(self) -> None:
        super().__init__(_("Name what to regress on: at least one background variable."))


@dataclass(frozen=True)
class Wanted:
    """What is to be explained by what."""

    outcome: tuple[str, ...]
    """Codes, themes or a saved outcome, as written."""
    on: tuple[str, ...]
    """Background variables."""
    base_levels: tuple[str, ...] = ()
    """Each ``VARIABLE=LEVEL``; otherwise the first level of a variable in its order that has answers."""

    @classmethod
    def of(cls, written: Mapping[str, Any]) -> Wanted:
        """Return what was written so; as ``TableOptions.of``."""
        return options_of(cls, written)

    def written(self) -> dict[str, Any]:
        """Return plain JSON values, to make the table again from."""
        return {
            "outcome": list(self.outcome),
            "on": list(self.on),
            "base_levels": list(self.base_levels),
        }


@dataclass(frozen=True)
class QuestionRegression:
    """A regression, and what it was made from."""

    outcome: ChosenOutcome
    found: Regression
    missing: Mapping[str, int]
    """Settled answers left out, by variable: those without a value of it."""
    grid: Grid
    cells: tuple[PublishedCell, ...] = ()
    """The counts that it tells."""

    def values(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {
            "caption": self.grid.title,
            "outcome": {
                "name": self.outcome.name,
                "codes": [{"id": code.uid, "path": code.written_path} for code in self.outcome.codes],
            },
            **regression_values(self.found),
            "missing": dict(self.missing),
            "note": self.grid.note,
            "provenance": dict(self.grid.provenance),
        }

    def table(self) -> AnyTable:
        """Return it ready for any format."""
        return AnyTable.of_grid(self.grid, self.values(), COLUMNS, self.cells)


def regression(
    engine: Engine, question_key: str, wanted: Wanted, options: TableOptions
) -> QuestionRegression:
    """Estimate how an outcome goes with background variables.

    Args:
        engine: The project; nothing is written.
        question_key: The question.
        wanted: What is to be explained by what.
        options: Which answers: waves, conditions, whose coding, as of when; caption, number and decimals.

    Raises:
        UnknownQuestionError: If there is no such question; likewise for codes, variables, levels and waves.
        SmallLevelsError: If the model would tell of counts under ``min_cell``.
        NarrowsEarlierError: If, with a ``min_cell``, what earlier exports hide could be worked out with it.
        NothingToExplainError: If all answers have the outcome or none; OneLevelError, NoBaseError,
            NotApartError and NoEstimateError where the variables cannot be used so.
    """
    with asked_table(engine, question_key, options) as asked:
        return made_regression(asked, wanted)


def made_regression(asked: AskedTable, wanted: Wanted) -> QuestionRegression:
    """Estimate what is wanted, on the answers that are asked for."""
    if not wanted.on:
        raise NoVariableError
    for name in wanted.on:
        if name not in asked.variables:
            raise UnknownVariableError(name, list(asked.variables))
    outcome = chosen_outcome(asked.work, asked.question.id, asked.codebook, wanted.outcome)
    counted, _total, facts = counted_total(asked)
    within = counted.arrays.settled & ~counted.pairs.only_coded(
        counted.arrays.coding_answers, counted.arrays.answer_ids.size
    )
    names = list(dict.fromkeys(wanted.on))
    places = np.column_stack([_places(asked, counted, name) for name in names])
    facts = replace(facts, not_given=not_given(asked, names))
    missing = {
        name: int(np.count_nonzero(within & (places[:, number] < 0))) for number, name in enumerate(names)
    }
    kept = within & (places >= 0).all(axis=1)
    factors = _factors(asked, names, places[kept], wanted.base_levels)
    found = logit(_having(asked, counted, outcome)[kept], places[kept], factors)
    if asked.options.min_cell is not None:
        _refuse_small_levels(found, asked.options.min_cell)
        facts = facts.without_counts_under(asked.options.min_cell)
        missing = {name: n for name, n in missing.items() if n >= asked.options.min_cell}
    settled = {name: places[within, number] for number, name in enumerate(names)}
    cells = told_by_regression(asked, counted, outcome, found, settled, missing)
    if asked.options.min_cell is not None:
        refuse_narrowing(cells, exports_looked_at(asked))
    repeated = found.n - int(np.unique(counted.arrays.respondents[kept]).size)
    words = RegressionWords(
        asked=asked.question.text or asked.question.key,
        outcome=outcome.name,
        codes=tuple(code.name for code in outcome.codes),
        caption=asked.options.caption or "",
        number=asked.options.number or "",
        # How percentages add up is not asked here.
        note=note(replace(facts, codings=0, has_several=False), ()),
        missing=missing,
        repeated=repeated,
    )
    made_from = dict(provenance_of(asked, facts, REGRESSION_EXPORT)) | {"regression": wanted.written()}
    grid = regression_grid(
        found,
        words,
        decimals=asked.options.decimals,
        small_bases=asked.options.small_bases,
        provenance=made_from,
    )
    return QuestionRegression(outcome, found, missing, grid, tuple(cells))


def _refuse_small_levels(found: Regression, k: int) -> None:
    """Refuse a model that tells of counts under ``k``: its estimates are made of these counts and no others.

    Raises:
        SmallLevelsError: If there are such levels.
    """
    small = [
        f"{term.variable} = {term.level}"
        for term in found.terms
        if min(term.having, term.n - term.having) < k
    ]
    if small:
        raise SmallLevelsError(small, k)


def _places(asked: AskedTable, counted: Counted, name: str) -> Integers:
    """Return the place of each answer's level among the levels of a variable; -1 without one."""
    variable = asked.variables[name]
    of_people = levels_of(asked.work, counted.people, variable.id, list(variable.answered.values()))
    people = counted.counting.person_of_answer
    found: Integers = np.where(people >= 0, of_people[people], -1)
    return found


def _having(asked: AskedTable, counted: Counted, outcome: ChosenOutcome) -> Booleans:
    members = with_those_below(asked.codebook, outcome.codes)
    is_member = np.array([code.id in members for code in asked.codebook], dtype=bool)
    having = np.zeros(counted.arrays.answer_ids.shape, dtype=bool)
    having[counted.arrays.coding_answers[is_member[counted.arrays.coding_codes]]] = True
    return having


def _factors(
    asked: AskedTable, names: Sequence[str], places: Integers, written: Sequence[str]
) -> list[Factor]:
    chosen = {}
    for one in written:
        name = max((name for name in names if one.startswith(f"{name}=")), key=len, default=None)
        if name is None:
            raise BaseOfNothingError(one)
        chosen[name] = one[len(name) + 1 :]
    factors = []
    for number, name in enumerate(names):
        levels = tuple(asked.variables[name].answered)
        if name in chosen and chosen[name] not in levels:
            raise UnknownLevelError(name, chosen[name], list(levels))
        first = int(places[:, number].min()) if len(places) else 0
        factors.append(Factor(name, levels, levels.index(chosen[name]) if name in chosen else first))
    return factors

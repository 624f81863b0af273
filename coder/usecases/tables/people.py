"""Whom a table counts: the people behind the answers, who makes up N, and in which columns they stand."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coder.domain.codebook import nearest_names
from coder.domain.errors import WrongUseError
from coder.domain.wave import wave_in_words
from coder.messages import _
from coder.store.coded import CodedArrays
from coder.store.people import People, levels_of, people_of, weights_of
from coder.store.selection import returned_people
from coder.store.variables import StoredVariable
from coder.tables.crossing import OUTSIDE, Counting, Grouping, everybody, with_column_for_the_rest
from coder.tables.crossing import Counted as ColumnCounts
from coder.tables.frequency import Integers, Pairs, counted_pairs
from coder.tables.table import TOTAL, level_key, wave_key
from coder.usecases.tables.asked import IMPORTED_WEIGHT, AskedTable

Floats = NDArray[np.float64]


class NotANumberError(WrongUseError):
    """A weight that is none."""

    def __init__(self, variable: str, level: str) -> None:
        super().__init__(
            _("«{variable}» is no weight: «{level}» is not a number from 0 up.").format(
                variable=variable, level=level
            )
        )


class UnknownWeightError(WrongUseError):
    """A weight that is neither a background variable nor the imported one."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        near = nearest_names(name, known)
        said = _(
            "No weight «{name}». What was imported as the weight is called weight here, whatever its column "
            "is called: --weight weight. Else name a background variable whose levels are numbers."
        ).format(name=name)
        if near:
            said += _(" Nearest: {names}.").format(names=", ".join(f"«{each}»" for each in near))
        super().__init__(said)


class NoWeightsError(WrongUseError):
    """A weight that nobody has."""

    def __init__(self, name: str) -> None:
        super().__init__(_("Nobody here has a weight «{name}».").format(name=name))


@dataclass(frozen=True)
class Counted:
    """Who is counted, and how they are parted."""

    arrays: CodedArrays
    people: People
    pairs: Pairs
    counting: Counting
    total: Grouping
    groupings: tuple[Grouping, ...]
    unsettled: int
    """Answers of which no coding counts yet."""
    left_out: int
    """Answers outside N since they have excluded codes only."""
    weights: Floats | None
    without_value: int
    """People of N without a value of what is counted in place of answers."""
    key: Hashable
    """All that the counts depend on, besides the project and the columns."""

    @property
    def frame(self) -> int:
        """How many were asked, counted as N is."""
        units = self.counting.unit_of_person
        return int(self.people.ids.size if units is None else np.unique(units[units != OUTSIDE]).size)


def counted_people(asked: AskedTable, arrays: CodedArrays) -> Counted:
    """Read who stands behind the answers, and part them into the columns asked for."""
    options = asked.options
    people, person_of_answer = asked.once(("people", asked.selection), lambda: _people(asked, arrays))
    same, unsettled = None, int(np.count_nonzero(~arrays.settled))
    if options.same_units:
        same, unsettled = asked.once(
            ("same units", asked.answers_key, options.exclude_kinds),
            lambda: _same_units(asked, arrays, people, person_of_answer),
        )
        kept = np.isin(arrays.respondents, same)
        arrays, person_of_answer = arrays.only(kept), person_of_answer[kept]
    key: tuple[Hashable, ...] = (
        asked.answers_key,
        options.exclude_kinds,
        options.same_units and options.base,
    )
    of_codebook = asked.once(
        ("pairs", *key),
        lambda: counted_pairs(
            asked.codebook, arrays.coding_answers, arrays.coding_codes, options.exclude_kinds
        ),
    )
    layered = asked.layered
    pairs = of_codebook
    if layered is not None:
        # What is rare, and so the codes there are, depends on N and on what is counted.
        key = (*key, options.base, options.count_by, layered.name, repr(layered.layer), asked.named_codes)
        pairs = asked.once(
            ("layered pairs", *key),
            lambda: counted_pairs(layered.codes, layered.coding_answers, layered.coding_codes),
        )
    left_out = asked.once(
        ("left out", *key), lambda: of_codebook.only_coded(arrays.coding_answers, arrays.answer_ids.size)
    )
    base = _base(asked, arrays, people, person_of_answer, left_out)
    if same is not None:
        base = base[np.isin(people.respondents[base], same)]
    units = _units(asked, people)
    counting = Counting(
        pairs=pairs,
        n_codes=len(asked.codes),
        person_of_answer=person_of_answer,
        answered=person_of_answer[~left_out],
        base=base,
        unit_of_person=units,
    )
    return Counted(
        arrays=arrays,
        people=people,
        pairs=pairs,
        counting=counting,
        total=everybody(people.ids.size, TOTAL, _("Total")),
        groupings=_groupings(asked, people, base),
        unsettled=unsettled,
        left_out=int(np.count_nonzero(left_out)),
        weights=_weights(asked, people),
        without_value=0 if units is None else int(np.count_nonzero(units[base] == OUTSIDE)),
        key=(*key, options.base, options.count_by),
    )


def in_columns(asked: AskedTable, counted: Counted, grouping: Grouping) -> ColumnCounts:
    """Count units per code, theme and column of a grouping."""
    return asked.once(
        ("in columns", counted.key, grouping.variable, grouping.keys),
        lambda: counted.counting.in_columns(grouping),
    )


def _people(asked: AskedTable, arrays: CodedArrays) -> tuple[People, Integers]:
    """Return who stands in the waves, and which of them stands behind each answer."""
    people = people_of(asked.work, asked.selection)
    person_of_answer = people.places_of(arrays.respondents, arrays.waves)
    if (person_of_answer < 0).any():
        return people.including(arrays.respondents, arrays.waves, person_of_answer)
    return people, person_of_answer


def _base(
    asked: AskedTable,
    arrays: CodedArrays,
    people: People,
    person_of_answer: Integers,
    left_out: NDArray[np.bool_],
) -> Integers:
    """Return who makes up N."""
    if asked.options.base == "done":
        return person_of_answer[~left_out & arrays.settled]
    if asked.options.base == "answered":
        return person_of_answer[~left_out]
    within = np.ones(people.ids.shape, dtype=bool)
    if asked.options.base == "all":
        returned = asked.once(
            ("returned", asked.selection),
            lambda: returned_people(asked.work, asked.selection, asked.history),
        )
        within = np.isin(people.ids, list(returned))
    within[person_of_answer[left_out]] = False
    return np.flatnonzero(within)


def _same_units(
    asked: AskedTable, arrays: CodedArrays, people: People, person_of_answer: Integers
) -> tuple[Integers, int]:
    """Return the respondents who are in N in each of the waves, and how many answers are not settled.

    Where N is of settled answers, those not settled are counted among the respondents who answered each time.
    """
    pairs = counted_pairs(
        asked.codebook, arrays.coding_answers, arrays.coding_codes, asked.options.exclude_kinds
    )
    left_out = pairs.only_coded(arrays.coding_answers, arrays.answer_ids.size)
    base = _base(asked, arrays, people, person_of_answer, left_out)
    same = _in_each_wave(asked, people.respondents[base])
    among = _in_each_wave(asked, arrays.respondents) if asked.options.base == "done" else same
    return same, int(np.count_nonzero(~arrays.settled & np.isin(arrays.respondents, among)))


def _in_each_wave(asked: AskedTable, respondents: Integers) -> Integers:
    """Return the respondents who stand there once for each of the waves."""
    found, waves = np.unique(respondents, return_counts=True)
    always: Integers = found[waves == len(asked.waves)]
    return always


def _groupings(asked: AskedTable, people: People, base: Integers) -> tuple[Grouping, ...]:
    found = []
    if asked.options.trend:
        found.append(_by_wave(asked, people))
    for name in asked.options.by:
        variable = asked.variables[name]
        names = tuple(variable.answered)
        grouping = Grouping(
            variable=name,
            heading=name,
            keys=tuple(level_key(name, level) for level in names),
            labels=names,
            of_people=_levels(asked, people, variable),
        )
        found.append(with_column_for_the_rest(grouping, base, _("Not given")))
    return tuple(found)


def _by_wave(asked: AskedTable, people: People) -> Grouping:
    columns = np.full(people.ids.shape, OUTSIDE, dtype=np.int64)
    for place, wave_id in enumerate(asked.waves.values()):
        columns[people.waves == wave_id] = place
    names = tuple(asked.waves)
    return Grouping(
        variable="",
        heading="",
        keys=tuple(wave_key(name) for name in names),
        labels=tuple(wave_in_words(name) for name in names),
        of_people=columns,
    )


def _levels(asked: AskedTable, people: People, variable: StoredVariable) -> Integers:
    return asked.once(
        ("levels", asked.selection, variable.id),
        lambda: levels_of(asked.work, people, variable.id, list(variable.answered.values())),
    )


def _units(asked: AskedTable, people: People) -> Integers | None:
    name = asked.options.count_by
    return None if name is None else _levels(asked, people, asked.variables[name])


def _weights(asked: AskedTable, people: People) -> Floats | None:
    name = asked.options.weight
    if name is None:
        return None
    if name in asked.variables:
        variable = asked.variables[name]
        numbers = np.array([*_numbers(name, list(variable.answered)), np.nan])
        weights = numbers[_levels(asked, people, variable)]
    elif name in IMPORTED_WEIGHT:
        weights = asked.once(("weights", asked.selection), lambda: weights_of(asked.work, people))
    else:
        raise UnknownWeightError(name, list(asked.variables))
    if people.ids.size and np.isnan(weights).all():
        raise NoWeightsError(name)
    return weights


def _numbers(variable: str, levels: Sequence[str]) -> list[float]:
    """Read levels as numbers, with a decimal point or comma and spaces between thousands."""
    found = []
    for level in levels:
        try:
            number = float("".join(level.split()).replace(",", "."))
        except ValueError:
            raise NotANumberError(variable, level) from None
        if not 0 <= number < float("inf"):
            raise NotANumberError(variable, level)
        found.append(number)
    return found

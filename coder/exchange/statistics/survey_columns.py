"""A project as columns, a row for each respondent in each wave: who it is, background, weight, answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from coder.domain.portable import PortableLevel, PortableParticipation, PortableProject, PortableVariable
from coder.domain.stable_name import VARIABLE, NameOf
from coder.exchange.statistics.columns import Column, Counted, Measure, ResponseSet, Role, Survey, ValueLabel
from coder.exchange.statistics.names import RESPONDENT, RETURNED, WAVE, WEIGHT
from coder.exchange.statistics.question_columns import question_columns
from coder.messages import _

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Row = tuple[str, str]
"""A respondent's external id and a wave."""

_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,8})")
"""A whole number just as it would be written again: no leading zeros, which an identifier may have."""


def survey_of(project: PortableProject, counted: Counted, names: Mapping[NameOf, str]) -> Survey:
    """Lay a project out as columns.

    Args:
        project: The project.
        counted: Which codings the variables say.
        names: A name for everything in the project; see ``given_names``.
    """
    people = _people(project)
    place = {(each.respondent, each.wave): number for number, each in enumerate(people)}
    columns = [_respondent(people), *_wave(project, people)]
    columns += [_returned(people), *_weight(people)]
    columns += [_background(each, people, names) for each in project.variables]
    sets: list[ResponseSet] = []
    for question in project.questions:
        found = question_columns(project, question, place, counted, names)
        columns += found.columns
        sets += found.sets
    return Survey(tuple(columns), tuple(sets))


def _people(project: PortableProject) -> list[PortableParticipation]:
    """Return who stands in which wave, and after them who answered without standing there."""
    known = {(each.respondent, each.wave) for each in project.participations}
    missing = dict.fromkeys((a.respondent, a.wave) for a in project.answers)
    more = (PortableParticipation("", *row) for row in missing if row not in known)
    return [*project.participations, *more]


def _respondent(people: Iterable[PortableParticipation]) -> Column:
    return Column(RESPONDENT, _("Respondent"), Role.RESPONDENT, [each.respondent for each in people])


def _wave(project: PortableProject, people: Iterable[PortableParticipation]) -> Iterator[Column]:
    if len(project.waves) > 1 or any(project.waves):
        yield Column(WAVE, _("Wave"), Role.WAVE, [each.wave for each in people])


def _returned(people: Iterable[PortableParticipation]) -> Column:
    labels = (ValueLabel(0, _("Did not take part")), ValueLabel(1, _("Took part")))
    values = _numbers(float(each.returned) for each in people)
    return Column(RETURNED, _("Whether they took part in the survey"), Role.RETURNED, values, labels)


def _weight(people: list[PortableParticipation]) -> Iterator[Column]:
    if any(each.weight is not None for each in people):
        values = _numbers(float("nan") if each.weight is None else each.weight for each in people)
        yield Column(WEIGHT, _("Weight"), Role.WEIGHT, values, measure=Measure.SCALE)


def _background(
    variable: PortableVariable, people: Iterable[PortableParticipation], names: Mapping[NameOf, str]
) -> Column:
    numbers, are_numbers = _level_numbers(variable.levels)
    nothing = float("nan")
    values = _numbers(numbers.get(each.background.get(variable.name, ""), nothing) for each in people)
    labels = tuple(
        ValueLabel(int(numbers[level.name]), level.name, level.missing)
        for level in variable.levels
        if level.missing or not are_numbers
    )
    return Column(
        names[VARIABLE, variable.uid, ""],
        variable.label or variable.name,
        Role.BACKGROUND,
        values,
        labels,
        Measure.SCALE if are_numbers else Measure.NOMINAL,
        uid=variable.uid,
        path=(variable.name,),
        levels=tuple(level.name for level in variable.levels),
    )


def _level_numbers(levels: Iterable[PortableLevel]) -> tuple[dict[str, float], bool]:
    """Return a number for each level, and whether the levels are numbers themselves.

    Else a level's number is its place from 1; below zero where it says that there is no answer, so that a
    range can say so of any number of them.
    """
    listed = list(levels)
    valid = [level.name for level in listed if not level.missing]
    are_numbers = bool(valid) and all(_NUMBER.fullmatch(name) and name != "-0" for name in valid)
    if are_numbers and len(valid) < len(listed):
        are_numbers = min(map(int, valid)) >= 0
    found = {level.name: float(-place if level.missing else place) for place, level in enumerate(listed, 1)}
    if are_numbers:
        found.update((name, float(name)) for name in valid)
    return found, are_numbers


def _numbers(values: Iterable[float]) -> NDArray[np.float64]:
    import numpy as np

    return np.fromiter(values, dtype=np.float64)

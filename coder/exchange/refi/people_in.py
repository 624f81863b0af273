"""Who answered, as the cases and texts of a REFI file of another program tell it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from coder.domain.loss import Losses
from coder.domain.portable import PortableParticipation
from coder.exchange.refi.cases_in import Case
from coder.exchange.refi.guids import derived
from coder.exchange.refi.qdpx_variables import OWN_VARIABLES, RESPONDENT, RETURNED, WAVE, WEIGHT
from coder.exchange.refi.variables_in import Variables
from coder.messages import _

Person = tuple[str, str]
"""Respondent and wave."""


class People:
    """Respondents as they are met, a case or a bare name each."""

    def __init__(self, cases: Sequence[Case], variables: Variables, losses: Losses) -> None:
        self._variables = variables
        self._losses = losses
        self._order = {case.uid: number for number, case in enumerate(cases)}
        self._of_case: dict[str, Person] = {}
        self._taken: dict[Person, str] = {}
        self._next: dict[str, int] = {}
        self._values: dict[Person, dict[str, str]] = {}

    def of_case(self, case: Case, name: str = "") -> Person:
        """Return the respondent a case is; ``name`` is what to call one without a name of its own."""
        if case.uid not in self._of_case:
            wave = case.values.get(WAVE, "").strip()
            respondent = case.values.get(RESPONDENT, "").strip() or name or case.name
            person = self._new(respondent, wave, case.uid)
            self._of_case[case.uid] = person
            self._values[person].update(case.values)
        return self._of_case[case.uid]

    def named(self, name: str, values: dict[str, str] | None = None, uid: str = "") -> Person:
        """Return a respondent of their own for a text."""
        person = self._new(name, "", uid)
        self._values[person].update(values or {})
        return person

    def again(self, person: Person) -> Person:
        """Return a respondent for another answer to the same question; one respondent gives one only."""
        another = self._new(*person, "")
        self._values[another] = dict(self._values[person])
        return another

    def add_values(self, person: Person, values: dict[str, str]) -> None:
        """Add what a text says of its respondent; what the case says stands."""
        self._values[person] = {**values, **self._values[person]}

    def all(self) -> list[PortableParticipation]:
        """Return the participations: those with a case in the order of the cases, then the others."""
        last = len(self._order)
        people = sorted(self._taken.items(), key=lambda item: self._order.get(item[1], last))
        return [self._participation(person, uid) for person, uid in people]

    def _participation(self, person: Person, uid: str) -> PortableParticipation:
        values = self._values[person]
        background = {variable: value for variable, value in values.items() if variable not in OWN_VARIABLES}
        return PortableParticipation(
            uid or derived("participation", *person),
            *person,
            _weight(values.get(WEIGHT, "")),
            values.get(RETURNED, "") != "false",
            self._variables.background(background),
        )

    def _new(self, name: str, wave: str, uid: str) -> Person:
        name = name or _("without a name")
        person = name, wave
        while person in self._taken:
            self._next[name] = self._next.get(name, 1) + 1
            person = f"{name} ({self._next[name]})", wave
        if person[0] != name:
            self._losses.add(_("Respondents of one name get a number."), person[0])
        self._taken[person] = uid
        self._values[person] = {}
        return person


def _weight(written: str) -> float | None:
    try:
        weight = float(written)
    except ValueError:
        return None
    return weight if 0 < weight < math.inf else None

"""What is known of respondents, as the variables of a project file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from coder.domain.portable import PortableParticipation, PortableProject
from coder.exchange.refi.distinct_names import distinct_names
from coder.exchange.refi.guids import derived
from coder.exchange.refi.profiles import Layout
from coder.exchange.refi.qdpx_plan import Case
from coder.exchange.refi.xml_text import XmlText

RESPONDENT = derived("variable", "respondent")
QUESTION = derived("variable", "question")
WAVE = derived("variable", "wave")
WEIGHT = derived("variable", "weight")
RETURNED = derived("variable", "returned")
OWN_VARIABLES = {
    RESPONDENT: "Respondent",
    QUESTION: "Spørsmål",
    WAVE: "Måling",
    WEIGHT: "Vekt",
    RETURNED: "Svarte",
}
"""Variables that are none of the project's background variables, and their names, fixed in the format."""
OWN_LABELS = {
    RESPONDENT: "Respondentens id i prosjektet",
    QUESTION: "Spørsmålet svaret hører til",
    WAVE: "Målingen svaret hører til",
    WEIGHT: "Vekten respondenten har i prosjektet",
    RETURNED: "Om respondenten svarte på undersøkelsen",
}
"""What they say of themselves; other programs give them new uids, and leave this as it is."""

VariableType = Literal["Text", "Float", "Boolean"]


@dataclass(frozen=True)
class Variable:
    """A variable of the file."""

    uid: str
    name: str
    type: VariableType
    label: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """What a case has of a variable, written as its type is."""

    variable: str
    type: VariableType
    written: str


class Variables:
    """The variables of a file, and the values of its cases."""

    def __init__(self, project: PortableProject, layout: Layout, names_changed: bool, xml: XmlText) -> None:
        self._xml = xml
        people = project.participations
        own: list[tuple[str, VariableType]] = []
        if layout.source_per_answer or names_changed:
            own.append((RESPONDENT, "Text"))
        if layout.source_per_answer:
            own.append((QUESTION, "Text"))
        if any(each.wave for each in people):
            own.append((WAVE, "Text"))
        if any(each.weight is not None for each in people):
            own.append((WEIGHT, "Float"))
        if not all(each.returned for each in people):
            own.append((RETURNED, "Boolean"))
        background = [xml.name(each.name) for each in project.variables]
        names = distinct_names([*background, *(OWN_VARIABLES[uid] for uid, _type in own)])
        self._own = {uid for uid, _type in own}
        self._background = {each.name: each.uid for each in project.variables}
        self.all = [
            *(
                Variable(each.uid, name, "Text", xml.text(each.label, each.name))
                for each, name in zip(project.variables, names, strict=False)
            ),
            *(
                Variable(uid, name, type_, OWN_LABELS[uid])
                for (uid, type_), name in zip(own, names[len(background) :], strict=True)
            ),
        ]

    def of(self, case: Case, question: str | None = None) -> Iterator[Value]:
        """Yield what is known of a case, and of an answer to which question it is where that is told."""
        person = case.participation
        for name, level in person.background.items():
            if name in self._background:
                yield Value(self._background[name], "Text", self._xml.name(level))
        yield from self._own_of(person, question)

    def _own_of(self, person: PortableParticipation, question: str | None) -> Iterator[Value]:
        if RESPONDENT in self._own:
            yield Value(RESPONDENT, "Text", self._xml.name(person.respondent))
        if question is not None and QUESTION in self._own:
            yield Value(QUESTION, "Text", self._xml.name(question))
        if person.wave:
            yield Value(WAVE, "Text", self._xml.name(person.wave))
        if person.weight is not None:
            # The schema's decimal knows no exponents.
            yield Value(WEIGHT, "Float", format(Decimal(repr(person.weight)), "f"))
        if RETURNED in self._own:
            yield Value(RETURNED, "Boolean", "true" if person.returned else "false")

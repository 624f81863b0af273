"""The privacy check: text in, findings out. A help for who reads, never proof that nothing identifies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from coder.privacy.abbreviations import abbreviation_sightings
from coder.privacy.address import address_sightings
from coder.privacy.answer import Answer, read_answers
from coder.privacy.contact import contact_sightings
from coder.privacy.events import event_sightings
from coder.privacy.finding import Finding, Sighting, disjoint
from coder.privacy.identity_number import identity_number_sightings
from coder.privacy.indirect import indirect_sightings
from coder.privacy.institutions import institution_sightings
from coder.privacy.known_names import own_names as known_own_names
from coder.privacy.names import name_sightings
from coder.privacy.nature import nature_sightings
from coder.privacy.own import own_name_sightings
from coder.privacy.persons import person_sightings
from coder.privacy.places import place_sightings
from coder.privacy.projects import project_sightings
from coder.privacy.registered_number import registered_number_sightings
from coder.privacy.telephone import telephone_sightings
from coder.privacy.units import unit_sightings

_LOOKED_FOR: tuple[Callable[[Answer], Iterator[Sighting]], ...] = (
    own_name_sightings,
    identity_number_sightings,
    registered_number_sightings,
    telephone_sightings,
    contact_sightings,
    address_sightings,
    place_sightings,
    institution_sightings,
    unit_sightings,
    person_sightings,
    project_sightings,
    name_sightings,
    abbreviation_sightings,
    event_sightings,
    indirect_sightings,
    nature_sightings,
)


class PrivacyCheck:
    """Looks for identifying mentions.

    ``own_names`` are names that must not leave: of staff, institutions, and respondents whose ids are names.
    """

    def __init__(self, own_names: Iterable[str] = ()) -> None:
        self._own = known_own_names(own_names)

    def findings(self, text: str) -> list[Finding]:
        """Return the findings of one text, in reading order; no two overlap."""
        return next(self.findings_of_many([text]))

    def findings_of_many(self, texts: Sequence[str]) -> Iterator[list[Finding]]:
        """Yield the findings of each text in order; much quicker than one by one."""
        for answer in read_answers(texts, self._own):
            sightings = [sighting for look in _LOOKED_FOR for sighting in look(answer)]
            yield disjoint(answer.text, sightings)

"""Names on the user's own list: staff, institutions, respondents."""

from __future__ import annotations

from collections.abc import Iterator

from coder.messages import _
from coder.privacy.answer import Answer
from coder.privacy.finding import HIGH, LOW, Sighting
from coder.privacy.lists import is_ordinary


def own_name_sightings(answer: Answer) -> Iterator[Sighting]:
    """Yield names on the user's own list; one that is an ordinary word in small letters is graded low."""
    for name in answer.own:
        mention = answer.between(name.first, name.last)
        grade = LOW if name.first == name.last and mention.islower() and is_ordinary(mention) else HIGH
        yield answer.sighting(name.first, name.last, "own name", grade, _("On your own list of names."))

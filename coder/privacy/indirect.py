"""Indirect descriptions: what only one municipality, one office or one person is, without its name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coder.messages import _
from coder.privacy.answer import Answer
from coder.privacy.finding import MEDIUM, Sighting
from coder.privacy.indirect_signs import SIGNS

_NAMED_NATURE = re.compile(
    r"[A-ZÆØÅ][a-zæøå]{2,14}(?:fjorden|fjord|vatnet|vannet|elva|elven|øya|øyane|øyene|holmen|dalen|fjellet"
    r"|vidda|sundet|breen|neset|nesset|åsen|fossen|skogen|viken|vika|bukta|vågen|fjæra|straumen|hamna"
    r"|havna)"
)
_COMMON_NATURE = re.compile(
    r"(?:barne|heil|helg|lange|felles|gods|hoved|over|under|arbeids|mellom|parallell|drikke|avløps|små|inn"
    r"|ut|regn|natur|is|bade)\w*"
)


def indirect_sightings(answer: Answer) -> Iterator[Sighting]:
    """Yield descriptions that need no name to point at somebody, and names of fjords, islands and valleys."""
    small = answer.text.lower()
    for sign in SIGNS:
        if any(piece in small for piece in sign.needs):
            for found in sign.pattern.finditer(answer.text):
                yield Sighting(*found.span(), "indirect", sign.grade, sign.why())
    for at, word in enumerate(answer.words):
        if (
            word.is_capitalised
            and not word.opens
            and at not in answer.taken
            and _NAMED_NATURE.fullmatch(word.text)
            and not _COMMON_NATURE.match(word.folded)
        ):
            why = _("Looks like the name of a fjord, an island, a valley or another place.")
            yield Sighting(word.start, word.end, "place", MEDIUM, why)

"""Names of fjords, islands, valleys and the like, known by how they end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coder.messages import _
from coder.privacy.answer import Answer
from coder.privacy.finding import MEDIUM, Sighting

_NAMED_NATURE = re.compile(
    r"[A-ZÆØÅ][a-zæøå]{2,14}(?:fjorden|fjord|vatnet|vannet|elva|elven|øya|øyane|øyene|holmen|dalen|fjellet"
    r"|vidda|sundet|breen|neset|nesset|åsen|fossen|skogen|viken|vika|bukta|vågen|fjæra|straumen|hamna"
    r"|havna)"
)
_COMMON_NATURE = re.compile(
    r"(?:barne|heil|helg|lange|felles|gods|hoved|over|under|arbeids|mellom|parallell|drikke|avløps|små|inn"
    r"|ut|regn|natur|is|bade)\w*"
)


def nature_sightings(answer: Answer) -> Iterator[Sighting]:
    """Yield names of places in nature, which tell where somebody lives."""
    for at, word in enumerate(answer.words):
        if (
            word.is_capitalised
            and not word.opens
            and at not in answer.taken
            and _NAMED_NATURE.fullmatch(word.text)
            and not _COMMON_NATURE.match(word.folded)
        ):
            why = _("Looks like the name of a fjord, an island, a valley or another place.")
            yield answer.sighting(at, at, "place", MEDIUM, why)

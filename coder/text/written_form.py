"""Which of the two written forms of Norwegian a text is in, by its small words."""

from __future__ import annotations

import re
from typing import Literal

_WORD = re.compile(r"[^\W\d_]+")
# Words that one form has and the other has not; those of both, and those that are rare, tell nothing.
_NYNORSK = """
auka auke berre blei difor dei deira dykk dykkar då eg eigen eigne ein eit eitt fekk fleire framleis frå
fyrst gje gjer gjere gjeve gjev gong hjå høgare ikkje inkje kommunane kommunar korleis kva kvar kvarandre
kven kvifor meir mogleg mykje noko nokon nokre pengar ressursar samstundes sidan sjå sjølv skular skule
tek tenesta tenester tenestene treng tilbod utan vere vert verte vore vorte ynskje ynskjer ønskjer
brukarar brukarane verksemd
"""
_BOKMAAL = """
bare brukere brukerne de deres dere derfor egen enn et fikk flere fortsatt fra først gir gjøre gjør hun
hva hver hverandre hvem hvor hvordan hvorfor høyere ikke ingen jeg kommunene kommuner mer mulig mye noe
noen penger ressurser samtidig selv siden skole skoler tar tilbud tjenesten tjenester tjenestene trenger
uten være vært ønsker økt øke
"""
_TELLS_NYNORSK, _TELLS_BOKMAAL = frozenset(_NYNORSK.split()), frozenset(_BOKMAAL.split())


def written_form(text: str) -> Literal["nn", "nb", ""]:
    """Return the form a text is in: nn, nb, or nothing where no word tells or as many tell of either.

    >>> written_form("Vi treng fleire folk."), written_form("Vi trenger flere folk."), written_form("Nav")
    ('nn', 'nb', '')
    """
    words = [word.casefold() for word in _WORD.findall(text)]
    of_nynorsk = sum(map(_TELLS_NYNORSK.__contains__, words))
    of_bokmaal = sum(map(_TELLS_BOKMAAL.__contains__, words))
    if of_nynorsk == of_bokmaal:
        return ""
    return "nn" if of_nynorsk > of_bokmaal else "nb"


def is_nynorsk(text: str) -> bool:
    """Tell whether a text is written in nynorsk; a text that does not tell is not."""
    return written_form(text) == "nn"

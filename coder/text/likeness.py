"""Which answers say the same in nearly the same words: a key they share."""

from __future__ import annotations

import re
from hashlib import blake2b

from coder.text.folding import equal_answer_key, written_forms_key

LEAST_WORDS = 2
"""With fewer words of content than this, only the same text is alike."""
LONGEST = 2_000
"""Characters up to which endings and order are looked through; longer texts are alike where equal."""
LEAST_OF_A_VOICE = 8
"""Words from which two people hardly write the same by chance."""

_WORD = re.compile(r"\w+")
_SMALL = (
    "og i på å som er det en et ei ein eit at for til av med de den dei har ha hadde vi jeg eg må kan skal "
    "vil være vere bli ble blir blei vart blitt var vært også òg så om eller fra frå ved enn da då når nå no "
    "sin sitt sine seg oss vår vårt våre dette denne disse desse der her man trenger treng trengs trengst"
)
# Words that turn a sentence round (ikke, uten, mer, mindre, flere, færre) are not among them.
_SMALL_FORMS = frozenset(map(written_forms_key, _SMALL.split()))


def alike_key(text: str) -> int:
    """Return a key that equal answers share, and those with the same words of content.

    Case, blanks, signs, order, endings, bokmål or nynorsk and small words do not count, so that
    "Bedre samarbeid!" meets "Samarbeidet må bli bedre"; each other word does.

    >>> alike_key("Flere folk") == alike_key("Fleire folk.")
    True
    >>> alike_key("Vi har flere folk") == alike_key("Vi har ikke flere folk")
    False
    """
    equal = equal_answer_key(text)
    said = f"= {equal}"
    if len(equal) <= LONGEST:
        forms = {written_forms_key(word) for word in _WORD.findall(equal)} - _SMALL_FORMS
        if len(forms) >= LEAST_WORDS:
            said = " ".join(sorted(forms))
    digest = blake2b(said.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def is_long_enough_for_a_voice(text: str) -> bool:
    """Tell whether a text is so long that the same one from several is one voice rather than chance."""
    return len(_WORD.findall(text[:LONGEST])) >= LEAST_OF_A_VOICE

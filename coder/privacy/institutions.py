"""Institutions: listed hospitals and organisations, software, unknown names beside institution words."""

from __future__ import annotations

from collections.abc import Iterator

from coder.messages import _
from coder.privacy.answer import Answer
from coder.privacy.finding import HIGH, LOW, MEDIUM, Sighting
from coder.privacy.institution_words import goes_before_a_name, is_catchment_word, proves_a_name
from coder.privacy.known_names import INSTITUTION, PARTLY_NATIONAL, PRODUCT, KnownName
from coder.privacy.lists import is_ordinary, listed_words

_WHOLE_REGIONS = frozenset({"Helse Nord", "Helse Vest", "Helse Midt-Norge", "Helse Midt", "Helse Sør-Øst"})
_LONG = 6
_ENDS_OF_COMMON_WORDS = ("e", "t", "ig", "isk", "ende")


def institution_sightings(answer: Answer) -> Iterator[Sighting]:
    """Yield institutions that are known, and names that words beside them show to be institutions."""
    for name in answer.known:
        found = _known(answer, name)
        if found is not None:
            yield found
    yield from _beside_institution_words(answer)


def _known(answer: Answer, name: KnownName) -> Sighting | None:
    origin = name.entry.origin
    mention = answer.between(name.first, name.last)
    exact = mention.removesuffix("s") == name.entry.name or mention == name.entry.name
    if origin == INSTITUTION and (exact or (len(name.entry.name) > 5 and mention[0].isupper())):
        grade = MEDIUM if name.entry.name in _WHOLE_REGIONS else HIGH
        return answer.sighting(
            name.first, name.last, "organisation", grade, _("A hospital, health trust or treatment centre.")
        )
    if origin == INSTITUTION and len(mention) > _LONG and not is_ordinary(mention):
        why = _("Perhaps a hospital, health trust or treatment centre, in small letters.")
        return answer.sighting(name.first, name.last, "organisation", MEDIUM, why)
    if origin == PRODUCT and (mention[0].isupper() or exact) and not _opens_as_word(answer, name):
        return answer.sighting(
            name.first, name.last, "product", LOW, _("Software: it narrows down who answers.")
        )
    if origin == PARTLY_NATIONAL and mention[0].isupper():
        return answer.sighting(
            name.first,
            name.last,
            "organisation",
            LOW,
            _("An organisation or scheme that works in some places only."),
        )
    return None


def _opens_as_word(answer: Answer, name: KnownName) -> bool:
    return answer.words[name.first].opens and name.first == name.last and is_ordinary(name.entry.name)


def _beside_institution_words(answer: Answer) -> Iterator[Sighting]:
    """Yield an unknown name before DPS or sykehus, after NAV or Helse: Nidelva DPS, NAV Lillevik."""
    words = answer.words
    for at, word in enumerate(words):
        if proves_a_name(word.folded) and _is_unknown_before(answer, at):
            first = at - 1
            while _is_unknown_before(answer, first):
                first -= 1
            certain = is_catchment_word(word.folded) or word.folded == "kommune"
            yield _institution(answer, first, at, HIGH if certain else MEDIUM)
        if (
            word.text[0].isupper()
            and goes_before_a_name(word.folded)
            and answer.joined(at)
            and _is_unknown_name(answer, at + 1)
        ):
            yield _institution(answer, at, at + 1, MEDIUM)


def _is_unknown_before(answer: Answer, at: int) -> bool:
    return at > 0 and answer.joined(at - 1) and _is_unknown_name(answer, at - 1)


def _institution(answer: Answer, first: int, last: int, grade: str) -> Sighting:
    why = _("A name beside a word for an institution.")
    return answer.sighting(first, last, "organisation", grade, why)


def _is_unknown_name(answer: Answer, at: int) -> bool:
    word = answer.words[at]
    if not word.is_letters or word.shouted or at in answer.taken or is_ordinary(word.text):
        return False
    if word.is_capitals:
        return len(word.text) > 3 and word.text not in listed_words("known_abbreviations.txt")
    return word.is_capitalised and not (word.opens and word.text.endswith(_ENDS_OF_COMMON_WORDS))

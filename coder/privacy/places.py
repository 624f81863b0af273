"""Places: municipalities, towns, counties, regions, and the institutions named after them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from coder.messages import _
from coder.privacy.answer import Answer
from coder.privacy.finding import HIGH, LOW, MEDIUM, Sighting
from coder.privacy.institution_words import follows_a_name, goes_before_a_name, proves_a_name
from coder.privacy.known_names import PLACE, KnownName
from coder.privacy.lists import Place, is_ordinary, places, word_group
from coder.privacy.words import Word
from coder.text.folding import folded

_BETWEEN_PLACES = frozenset({"og", "eller", "samt", ",", "/", "&"})
_IN_A_PLACE = frozenset({"i", "fra", "frå"})
_FEWEST_LETTERS, _LONGEST = 4, 60


def place_sightings(answer: Answer) -> Iterator[Sighting]:
    """Yield places and institutions named after them, and words made from a place's name."""
    places_at = {name.first: name for name in answer.known if name.entry.origin == PLACE}
    in_a_name = {at for name in places_at.values() for at in range(name.first, name.last + 1)}
    for name in places_at.values():
        found = _sighting(answer, name)
        if found is not None:
            yield found
    for at, word in enumerate(answer.words):
        if at not in in_a_name and at not in answer.taken and word.is_letters and _is_made_from_a_place(word):
            grade = HIGH if word.text[0].isupper() else MEDIUM
            yield answer.sighting(at, at, "place", grade, _("A word made from the name of a place."))


def named_places(answer: Answer) -> list[Place]:
    """Return the places an answer names, without those that are more likely ordinary words."""
    return [
        name.entry.place
        for name in answer.known
        if name.entry.place is not None
        and (found := _sighting(answer, name)) is not None
        and (found.grade != LOW or name.entry.place.kind == "part of the country")
    ]


def _sighting(answer: Answer, name: KnownName) -> Sighting | None:
    place = name.entry.place
    if place is None or any(at in answer.taken for at in range(name.first, name.last + 1)):
        return None
    first, last = _with_hyphens(answer, name.first, name.last)
    before, after = _institution(answer, name, last)
    if before is not None or after is not None:
        proof = after is not None and proves_a_name(answer.words[after].folded)
        if proof or (answer.words[name.first].text[0].isupper() and not _may_be_chance(answer, name, place)):
            start, end = name.first if before is None else before, last if after is None else after
            why = _("An institution or office with the name of a place.")
            return answer.sighting(start, end, "organisation", HIGH, why)
    grade = _grade(answer, name, place)
    if grade is None:
        return None
    if grade == LOW and place.ambiguity and _stands_beside_a_place(answer, name):
        grade = MEDIUM
    if last > name.last and (
        not place.ambiguity or answer.words[last].folded in word_group("endings of places")
    ):
        return answer.sighting(first, last, "place", HIGH, _("A word made from the name of a place."))
    return answer.sighting(first, last, "place", grade, _why(place, grade))


def _with_hyphens(answer: Answer, first: int, last: int) -> tuple[int, int]:
    """Take along what is joined by a hyphen behind the name: Mandal-modellen."""
    words = answer.words
    while (
        last + 2 < len(words)
        and words[last + 1].text in "-–"
        and words[last + 1].start == words[last].end
        and words[last + 2].start == words[last + 1].end
        and words[last + 2].is_letters
    ):
        last += 2
    return first, last


def _institution(answer: Answer, name: KnownName, last: int) -> tuple[int | None, int | None]:
    """Return the words before and after a place that make an institution of it, as places in the words."""
    before = after = None
    if (
        name.first
        and answer.joined(name.first - 1)
        and goes_before_a_name(answer.words[name.first - 1].folded)
    ):
        before = name.first - 1
    at = last
    while answer.joined(at) and follows_a_name(answer.words[at + 1].folded):
        at += 1
        after = at
    if after is None and last > name.last and follows_a_name(answer.words[last].folded):
        after = last
    return before, after


def _may_be_chance(answer: Answer, name: KnownName, place: Place) -> bool:
    """Tell whether a capital says nothing: an ordinary word that opens a sentence."""
    return bool(place.ambiguity) and answer.words[name.first].opens


def _grade(answer: Answer, name: KnownName, place: Place) -> str | None:
    word = answer.words[name.first]
    ambiguity = 0 if name.last > name.first else place.ambiguity
    shouted = word.shouted or (word.is_capitals and name.last == name.first and len(word.text) <= 3)
    before = _word_before(answer, name.first)
    if not ambiguity:
        is_small = word.text[0].islower() and name.last == name.first
        return _grade_small(place, before) if is_small else _grade_by_size(place)
    if not word.text[0].isupper():
        return LOW if ambiguity == 1 and before in _IN_A_PLACE else None
    if shouted:
        return LOW if before in _IN_A_PLACE else None
    if before in _IN_A_PLACE:
        return _grade_by_size(place)
    if word.opens:
        return LOW if ambiguity == 2 else _lower(_grade_by_size(place))
    if _goes_on_with_a_name(answer, name.last):
        return LOW
    likely = before in word_group("near a place") or ambiguity == 1 or not is_ordinary(word.text)
    return MEDIUM if likely else LOW


def _stands_beside_a_place(answer: Answer, name: KnownName) -> bool:
    """Tell whether it is one of several places in a row: Ski og Ås."""
    words = answer.words
    starts = {other.first: other for other in answer.known if other.entry.origin == PLACE}
    ends = {other.last: other for other in starts.values()}
    after, before = name.last + 1, name.first - 1
    return (
        after + 1 < len(words)
        and words[after].text in _BETWEEN_PLACES
        and after + 1 in starts
        and words[after + 1].text[0].isupper()
    ) or (
        before > 0
        and words[before].text in _BETWEEN_PLACES
        and before - 1 in ends
        and words[before - 1].text[0].isupper()
    )


def _goes_on_with_a_name(answer: Answer, last: int) -> bool:
    following = answer.word_at(last + 1)
    return following is not None and answer.joined(last) and following.is_capitalised


def _grade_small(place: Place, before: str) -> str | None:
    """Grade a name in small letters: people write quickly, but short names may be slips of other words."""
    if place.kind == "part of the country":
        return LOW
    if before in _IN_A_PLACE or before in word_group("near a place") or len(place.name) > 5:
        return _grade_by_size(place)
    return LOW


def _grade_by_size(place: Place) -> str:
    if place.kind == "part of the country":
        return LOW
    return MEDIUM if place.kind in ("county", "region") else HIGH


def _lower(grade: str) -> str:
    return {HIGH: MEDIUM, MEDIUM: LOW, LOW: LOW}[grade]


def _word_before(answer: Answer, at: int) -> str:
    return answer.words[at - 1].folded if at and answer.joined(at - 1) else ""


def _why(place: Place, grade: str) -> str:
    if place.ambiguity and grade != HIGH:
        return _("The name of a place, which is an ordinary word too.")
    return {
        "municipality": _("The name of a municipality."),
        "district": _("The name of a city district."),
        "agency": _("A municipal agency."),
        "county": _("The name of a county."),
        "settlement": _("The name of a town or village."),
        "region": _("The name of a region of a few municipalities."),
        "part of the country": _("The name of a part of the country."),
    }[place.kind]


def _is_made_from_a_place(word: Word) -> bool:
    return _FEWEST_LETTERS < len(word.folded) < _LONGEST and _place_within(word.folded)


@lru_cache(maxsize=65536)
def _place_within(word: str) -> bool:
    """Tell whether a word is a place and an ending: stjørdalsmodellen, bergensk, trondheimsregionen."""
    for cut in range(_FEWEST_LETTERS, len(word) - 1):
        if word[:cut] in _stems():
            rest, endings = word[cut:], word_group("endings of places")
            if rest in endings or (rest[0] in "se" and rest[1:] in endings):
                return True
    return False


@lru_cache(maxsize=1)
def _stems() -> frozenset[str]:
    return frozenset(
        folded(place.name)
        for place in places()
        if not place.ambiguity
        and place.kind != "part of the country"
        and " " not in place.name
        and len(place.name) >= _FEWEST_LETTERS
    )

"""Institutions and units: listed hospitals, unknown names beside institution words, units of one's own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coder.messages import _
from coder.privacy.answer import Answer
from coder.privacy.finding import HIGH, LOW, MEDIUM, Sighting
from coder.privacy.institution_words import goes_before_a_name, is_catchment_word, proves_a_name
from coder.privacy.known_names import INSTITUTION, NATIONAL, PARTLY_NATIONAL, PRODUCT, KnownName
from coder.privacy.lists import is_ordinary, listed_words

_WHOLE_REGIONS = frozenset({"Helse Nord", "Helse Vest", "Helse Midt-Norge", "Helse Midt", "Helse Sør-Øst"})
_UNIT = (
    r"(?:senter|senteret|sentret|sentra|hus|huset|team|teamet|enhet|enheten|eining|eininga|avdeling|avdelinga|avdelingen"
    r"|tjeneste|tjenesten|teneste|tenesta|stasjonen|klinikken|klinikk|kontoret|sentralen|verkstedet|verkstaden|kafé|kafe|kafeen"
    r"|gruppa|heimen|hjemmet|gården|garden|basen|poliklinikken|kollektivet|bua|stua|tunet|loftet|vakta|tilbudet|kjeden)"
)
_UNIT_WORD = re.compile(rf"(?i)\w*{_UNIT}")
_NAMED_UNIT = re.compile(
    r"(?<!\w)(?:Enhet|Eining|Avdeling|Seksjon|Senter|Klinikk|Team|Tjeneste|Teneste|Sektor|Stiftelsen|Stiftinga)(?: for| mot)? "
    r"(?P<what>[\wÆØÅæøå/-]+(?:(?:,| og|/) ?[\wæøå-]+)?(?: (?:helse|omsorg|omsorgstjenester))?)"
)
_PLAN = re.compile(
    r"(?<!\w)(?:(?:[A-ZÆØÅ][a-zæøå]+) )?(?:[A-ZÆØÅ]\w*|\w+)?(?:plan|planen|strategi|strategien|program|programmet)"
    r" (?:for|mot|om) [a-zæøå-]+(?:,? (?:og|i|mot) [a-zæøå-]+){0,3}"
)
_COMMON_FIELDS = re.compile(
    r"(?i)^(?:psykisk|rus|helse|barn|oppvekst|omsorg|kultur|familie|habilitering|rehabilitering|velferd|sosial|tverrfaglig)"
)


def institution_sightings(answer: Answer) -> Iterator[Sighting]:
    """Yield institutions that are known, and names that words beside them show to be institutions."""
    for name in answer.known:
        found = _known(answer, name)
        if found is not None:
            yield found
    yield from _beside_institution_words(answer)
    yield from _units(answer)
    yield from _plans(answer)


def _known(answer: Answer, name: KnownName) -> Sighting | None:
    origin = name.entry.origin
    mention = answer.between(name.first, name.last)
    exact = mention.removesuffix("s") == name.entry.name or mention == name.entry.name
    if origin == INSTITUTION and (exact or (len(name.entry.name) > 5 and mention[0].isupper())):
        grade = MEDIUM if name.entry.name in _WHOLE_REGIONS else HIGH
        return _sighting(
            answer, name, "organisation", grade, _("A hospital, health trust or treatment centre.")
        )
    if origin == PRODUCT and (mention[0].isupper() or exact) and not _opens_as_word(answer, name):
        return _sighting(answer, name, "product", LOW, _("Software: it narrows down who answers."))
    if origin == PARTLY_NATIONAL and mention[0].isupper():
        return _sighting(
            answer, name, "organisation", LOW, _("An organisation or scheme that works in some places only.")
        )
    return None


def _opens_as_word(answer: Answer, name: KnownName) -> bool:
    return answer.words[name.first].opens and name.first == name.last and is_ordinary(name.entry.name)


def _sighting(answer: Answer, name: KnownName, kind: str, grade: str, why: str) -> Sighting:
    return Sighting(answer.words[name.first].start, answer.words[name.last].end, kind, grade, why)


def _beside_institution_words(answer: Answer) -> Iterator[Sighting]:
    """Yield an unknown name before DPS or sykehus, after NAV or Helse: Nidelva DPS, NAV Lillevik."""
    words = answer.words
    for at, word in enumerate(words[:-1]):
        if not answer.joined(at):
            continue
        following = words[at + 1]
        if _is_unknown_name(answer, at) and (
            is_catchment_word(following.text) or proves_a_name(following.text)
        ):
            first = at
            while first and answer.joined(first - 1) and _is_unknown_name(answer, first - 1):
                first -= 1
            grade = HIGH if is_catchment_word(following.text) or following.folded == "kommune" else MEDIUM
            yield _institution(answer, first, at + 1, grade)
        elif goes_before_a_name(word.text) and (word.text[0].isupper()) and _is_unknown_name(answer, at + 1):
            yield _institution(answer, at, at + 1, MEDIUM)


def _institution(answer: Answer, first: int, last: int, grade: str) -> Sighting:
    why = _("A name beside a word for an institution.")
    return Sighting(answer.words[first].start, answer.words[last].end, "organisation", grade, why)


def _is_unknown_name(answer: Answer, at: int) -> bool:
    word = answer.words[at]
    if not word.is_letters or word.shouted or at in _national(answer) or is_ordinary(word.text):
        return False
    if word.is_capitals:
        return len(word.text) > 3 and word.text not in listed_words("known_abbreviations.txt")
    return word.is_capitalised and (
        not word.opens or not word.text.endswith(("e", "t", "ig", "isk", "dde", "ende"))
    )


def _national(answer: Answer) -> frozenset[int]:
    return frozenset(
        at
        for name in answer.known
        if name.entry.origin in (NATIONAL, PRODUCT)
        for at in range(name.first, name.last + 1)
    )


def _units(answer: Answer) -> Iterator[Sighting]:
    """Yield units with a capital: Familiesenteret, Enhet for avgiftning."""
    opening = {word.start for word in answer.words if word.opens}
    for found in _NAMED_UNIT.finditer(answer.text):
        common = _COMMON_FIELDS.match(found["what"]) is not None or found.start() in opening
        grade = LOW if common else MEDIUM
        yield Sighting(*found.span(), "organisation", grade, _("A unit with its name."))
    for at, word in enumerate(answer.words):
        if at in answer.taken or not word.is_capitalised or word.shouted:
            continue
        following = answer.word_at(at + 1)
        if (
            _UNIT_WORD.fullmatch(word.text)
            and (not word.opens or _is_definite(word.text))
            and len(word.text) > 7
        ):
            yield Sighting(
                word.start, word.end, "organisation", LOW, _("A unit that is called by a name of its own.")
            )
        elif (
            following is not None
            and not word.opens
            and answer.joined(at)
            and following.is_letters
            and not following.text[0].isupper()
            and _UNIT_WORD.fullmatch(following.text)
        ):
            yield Sighting(
                word.start,
                following.end,
                "organisation",
                LOW,
                _("A unit that is called by a name of its own."),
            )


def _is_definite(word: str) -> bool:
    return word.endswith(("et", "en", "a"))


def _plans(answer: Answer) -> Iterator[Sighting]:
    opening = {word.start for word in answer.words if word.opens}
    for found in _PLAN.finditer(answer.text):
        if found[0][0].isupper() and found.start() not in opening:
            yield Sighting(
                *found.span(), "indirect", LOW, _("The title of a plan, which can be searched for.")
            )

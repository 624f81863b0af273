"""Named projects and schemes: in quotation marks, after "prosjektet", before "-modellen"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from coder.messages import _
from coder.privacy.answer import Answer
from coder.privacy.finding import LOW, MEDIUM, Sighting
from coder.privacy.known_names import NATIONAL
from coder.privacy.lists import is_ordinary, listed_words

_NOUN_FORM = re.compile(
    r"\w*(?:prosjekt|tiltak|modell|metode|ordning|program|satsing|kurs|gruppe|tilbud|tilbod|kafé|kafe|team"
    r"|samarbeid|nettverk|konsept|verksted|verkstad|treffsted|møteplass|møtested|værested|pilot|opplegg"
    r"|bedrift|forening|hus|klubb|film|festival|kampanje|hefte|arbeidslag|funksjon|butikk|forsøk|teneste"
    r"|tjeneste)(?:et|en|n|a|e|r|er|ene|ane|s)?"
)
_STRAIGHT_AFTER = ("prosjekt", "modell", "metod", "program", "kurs", "satsing", "team")
_OWN_COMPOUND = re.compile(
    r"[A-ZÆØÅ][a-zæøå]{3,}(?:prosjektet|modellen|metoden|programmet|satsinga|satsingen|piloten|kafeen|huset)"
)
_BETWEEN_NOUN_AND_NAME = frozenset({"vårt", "vår", "kalt", "kalla", "heter", "heiter", "som"})
_QUOTED = re.compile(r"[«“”\"„]([^«»“”\"„\n]{2,60})[»“”\"]")
_CALLED = frozenset({"kalt", "kalla", "heter", "heiter"})
_DEFINITE = re.compile(r"(?:prosjektet|tiltaket|programmet|kafeen|piloten|konseptet)")
_SPEAKERS = frozenset({"Jeg", "Eg", "Vi", "Me", "Du", "Dere", "Dokker", "Han", "Hun", "Ho"})
_MOST_WORDS = 6
_SHOUT_ENDS = "?!."


def project_sightings(answer: Answer) -> Iterator[Sighting]:
    """Yield named projects and schemes."""
    yield from _quoted(answer)
    yield from _beside_nouns(answer)


def _beside_nouns(answer: Answer) -> Iterator[Sighting]:
    at = 0
    while at < len(answer.words):
        word = answer.words[at]
        if not (word.is_capitals or word.is_capitalised) or word.shouted or at in answer.taken:
            at += 1
            continue
        last = _end_of_name(answer, at)
        found = _beside_noun(answer, at, last)
        if found is not None:
            yield found
        at = last + 1


def _end_of_name(answer: Answer, at: int) -> int:
    words = answer.words
    while at + 1 < len(words):
        if words[at + 1].text[0].isupper() and answer.joined(at):
            at += 1
        elif at + 2 < len(words) and words[at + 2].text[0].isupper() and _is_hyphened(answer, at):
            at += 2
        else:
            break
    return at


def _is_hyphened(answer: Answer, at: int) -> bool:
    """Tell whether a word is joined to the one after next by a hyphen."""
    first, hyphen, second = answer.words[at : at + 3]
    return hyphen.text == "-" and first.end == hyphen.start and hyphen.end == second.start


def _beside_noun(answer: Answer, first: int, last: int) -> Sighting | None:
    words = answer.words
    if words[first].opens and last > first and is_ordinary(words[first].text):
        first += 1
    known = listed_words("known_abbreviations.txt")
    if not words[first].is_letters or all(word.text in known for word in words[first : last + 1]):
        return None
    named = _is_name(word.text for word in words[first : last + 1])
    if _noun_before(answer, first, certain=not named):
        why = _("A name after a word for a project or scheme.")
        return _project(answer, first, last, why)
    if not named:
        return None
    why = _("A name before a word for a project or scheme.")
    if last + 2 < len(words) and _is_hyphened(answer, last) and _is_noun(words[last + 2].folded):
        return _project(answer, first, last + 2, why)
    if answer.joined(last) and words[last + 1].folded.startswith(_STRAIGHT_AFTER) and not words[first].opens:
        return _project(answer, first, last + 1, why)
    if first == last and not words[first].opens and _OWN_COMPOUND.fullmatch(words[first].text):
        why = _("A project or scheme with a name of its own.")
        return answer.sighting(first, last, "project", LOW, why)
    return None


def _noun_before(answer: Answer, at: int, *, certain: bool) -> bool:
    """Tell whether a word for a project stands before a name.

    With ``certain``, only if what follows must be a name even though it is an ordinary word.
    """
    is_called = False
    while at and answer.joined(at - 1):
        at -= 1
        word = answer.words[at].folded
        if word not in _BETWEEN_NOUN_AND_NAME:
            return _is_noun(word) and (not certain or is_called or _DEFINITE.fullmatch(word) is not None)
        is_called = is_called or word in _CALLED
    return False


@lru_cache(maxsize=65536)
def _is_noun(word: str) -> bool:
    return _NOUN_FORM.fullmatch(word) is not None


def _project(answer: Answer, first: int, last: int, why: str) -> Sighting:
    return answer.sighting(first, last, "project", MEDIUM, why)


def _is_name(words: Iterable[str]) -> bool:
    """Tell whether this is a name: no abbreviation known everywhere, no ordinary words only."""
    known = listed_words("known_abbreviations.txt")
    return not all(word in known or is_ordinary(word) for word in words if word[0].isalpha())


def _quoted(answer: Answer) -> Iterator[Sighting]:
    names = {answer.words[name.first].start for name in answer.known if name.entry.origin == NATIONAL}
    for found in _QUOTED.finditer(answer.text):
        inner = found[1].strip()
        words = re.findall(r"\w+", inner)
        if not words or len(words) > _MOST_WORDS or inner[-1] in _SHOUT_ENDS or found.start(1) in names:
            continue
        beside = _beside_quotation(answer.text, found.start(), found.end())
        capital = inner[0].isupper() and words[0] not in listed_words("known_abbreviations.txt")
        capital = capital and words[0] not in _SPEAKERS
        if capital and (len(words) > 1 or _is_name(words) or beside):
            why = _("In quotation marks with a capital: perhaps a project or scheme.")
            yield Sighting(*found.span(1), "project", MEDIUM, why)
        elif capital or beside:
            why = _("In quotation marks: perhaps a project or scheme.")
            yield Sighting(*found.span(1), "project", LOW, why)


def _beside_quotation(text: str, start: int, end: int) -> bool:
    """Tell whether a word for a project stands straight before or after a quotation."""
    before = re.findall(r"\w+", text[max(0, start - 60) : start].lower())
    while before and before[-1] in _BETWEEN_NOUN_AND_NAME:
        before.pop()
    after = re.match(r"[ -](\w+)", text[end : end + 40].lower())
    return bool(before and _is_noun(before[-1])) or bool(after and _is_noun(after[1]))

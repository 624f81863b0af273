"""Units and plans that are called by a name of their own: Familiesenteret, Enhet for avgiftning."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coder.messages import _
from coder.privacy.answer import Answer
from coder.privacy.finding import LOW, MEDIUM, Sighting

_UNIT = (
    r"(?:senter|senteret|sentret|sentra|hus|huset|team|teamet|enhet|enheten|eining|eininga|avdeling"
    r"|avdelinga|avdelingen|tjeneste|tjenesten|teneste|tenesta|stasjonen|klinikken|klinikk|kontoret"
    r"|sentralen|verkstedet|verkstaden|kafé|kafe|kafeen|gruppa|heimen|hjemmet|gården|garden|basen"
    r"|poliklinikken|kollektivet|bua|stua|tunet|loftet|vakta|kjeden)"
)
_UNIT_WORD = re.compile(rf"(?i)\w*{_UNIT}")
_EVERYWHERE = re.compile(
    r"(?i)(?:spesialist|skole|skule|hjemme|heime|kommune|primær|rus|psykiatri|barnevern|barneverns"
    r"|helsesøster|helse|sosial"
    rf"|støttekontakt|miljø|fastlege|legevakts|omsorgs)*(?:helse)?{_UNIT}|helsestasjonen|sykehuset"
    rf"|sjukehuset|frivilligsentralen|avlastningen"
)
_NAMED_UNIT = re.compile(
    r"(?<!\w)(?:Enhet|Enheten|Eining|Avdeling|Avdelinga|Seksjon|Senter|Senteret|Klinikk|Team|Tjeneste"
    r"|Teneste|Sektor|Stiftelsen|Stiftinga)(?: for| mot)? (?P<what>(?<=for )[\wæøå/-]+|(?<=mot )[\wæøå/-]+"
    r"|[A-ZÆØÅ][\wæøå/-]+)(?: og [\wæøå-]+| (?:helse|omsorg|rus)\w*)?"
)
_COMMON_FIELD = re.compile(
    r"(?i)(?:psykisk|rus|helse|barn|oppvekst|omsorg|kultur|famil|habilitering|rehabilitering|velferd"
    r"|sosial|tverr|levekår)"
)
_PLAN = re.compile(
    r"(?<!\w)(?:(?P<lead>[A-ZÆØÅ][a-zæøå]+) (?=\w*plan|strategi))?\w*(?:[Pp]lan|[Pp]lanen|[Ss]trategi"
    r"|[Ss]trategien)(?: (?:for|mot|om|i) [a-zæøå-]+| [A-ZÆØÅ][a-zæøå]+)?(?: (?:og |i |helse|rus|vern"
    r"|arbeid)[\wæøå-]*(?: rus\w*| og rus\w*| \w*relasj\w*)?){0,2}(?!\w)"
)
_OWN_UNIT = re.compile(r"(?!åp|sjeld|gjeld|koordiner)[a-zæøå]{4,}(?:s|e|r|g|t)(?:enheten|eininga)")
_SHORTEST_UNIT = 8


def unit_sightings(answer: Answer) -> Iterator[Sighting]:
    """Yield units with a capital where none is due, and titles of plans."""
    opening = {word.start for word in answer.words if word.opens}
    for found in _NAMED_UNIT.finditer(answer.text):
        common = _COMMON_FIELD.match(found["what"]) is not None or found.start() in opening
        yield Sighting(*found.span(), "organisation", LOW if common else MEDIUM, _("A unit with its name."))
    yield from _single_units(answer)
    taken = {answer.words[at].start for at in answer.taken}
    for found in _PLAN.finditer(answer.text):
        begins = found.start()
        if begins in opening and found["lead"] is not None:
            begins = found.end("lead") + 1
        if answer.text[begins].isupper() and begins not in opening | taken:
            yield Sighting(
                begins, found.end(), "indirect", LOW, _("The title of a plan, which can be searched for.")
            )


def _single_units(answer: Answer) -> Iterator[Sighting]:
    for at, word in enumerate(answer.words):
        if _OWN_UNIT.fullmatch(word.text):
            yield _unit(answer, at, at)
        if at in answer.taken or not word.is_capitalised or word.shouted:
            continue
        if _is_unit(word.text) and not (word.opens and not _is_named_at_start(word.text)):
            yield _unit(answer, at, at)
        elif not word.opens and answer.joined(at):
            following = answer.words[at + 1]
            if following.text.islower() and _UNIT_WORD.fullmatch(following.text):
                yield _unit(answer, at, at + 1)


def _is_unit(word: str) -> bool:
    return len(word) >= _SHORTEST_UNIT and _UNIT_WORD.fullmatch(word) is not None


def _is_named_at_start(word: str) -> bool:
    """Tell whether a unit that opens a sentence has a name few others have."""
    return word.endswith(("et", "en", "a")) and _EVERYWHERE.fullmatch(word) is None


def _unit(answer: Answer, first: int, last: int) -> Sighting:
    why = _("A unit that is called by a name of its own.")
    return answer.sighting(first, last, "organisation", LOW, why)

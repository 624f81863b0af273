"""Postal addresses: streets with and without numbers, postcodes, boxes, title numbers of land."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coder.messages import _
from coder.privacy.answer import Answer
from coder.privacy.finding import HIGH, LOW, MEDIUM, Sighting
from coder.privacy.known_names import PLACE
from coder.privacy.lists import is_ordinary

_STREET_ENDS = (
    "veien|vegen|veg|vei|gaten|gata|gate|gt|alleen|allé|alle|plassen|plass|torget|torg|bryggen|brygga|brygge|bakken"
    "|bakke|svingen|stien|kroken|tunet|terrasse|ringen|kaia|kaien|smuget|smauet|lia|grenda|haugen|jordet|kleiva|geilane"
)
_NUMBER = r"[ \u00a0]?\d{1,4}(?:[ ]?[A-Ha-h])?(?![\w%]|[.,]\d|[ ]?(?:prosent|år|kr|stk|mill))"
_STREET_WITH_NUMBER = re.compile(
    rf"(?<![\w-])(?:[A-ZÆØÅ][\wé.’'-]*[ -]){{0,3}}(?:[A-ZÆØÅa-zæøå][\wé-]*)?"
    rf"(?:{_STREET_ENDS})\b\.?{_NUMBER}"
)
_STREET = re.compile(
    r"[A-ZÆØÅ][a-zæøåé]{2,}(?:veien|vegen|veg|vei|gaten|gata|gate|alleen|allé|torget|bryggen|brygga)"
)
_STREET_WORDS = frozenset({"vei", "veg", "veien", "vegen", "gate", "gata", "gaten", "allé", "plass", "torg"})
_LONE_END = re.compile(rf"(?i)^(?:{_STREET_ENDS})\b")
_NOT_A_STREET = re.compile(
    r"(?i)(?:underveis|arbeidsplass|dagplass|praksisplass|tiltaksplass|treningsplass|døgnplass|sengeplass"
    r"|avlastningsplass|enkeltplass|barnehageplass|behandlingsplass|møteplass|oppholdsplass|korttidsplass"
    r"|trappa|ringen?|utvei|omvei|snarvei)\w*$"
)
_POSTCODE = re.compile(r"(?<![\w.,/-])(?:N-|NO-)?(\d{4}) (?=([A-ZÆØÅ][\wæøå]+))")
_YEARS = range(1900, 2060)
_BOX = re.compile(r"(?i)\b(?:postboks|p\.? ?b\.?|boks) ?\d{1,5}\b")
_LAND = re.compile(
    r"(?i)\b(?:gnr|gårdsnr|gardsnr|gårdsnummer)\.? ?\d{1,4}[ ,/og]*(?:(?:bnr|bruksnr)\.? ?\d{1,4})?"
)


def address_sightings(answer: Answer) -> Iterator[Sighting]:
    """Yield postal addresses and parts of them."""
    yield from _streets(answer)
    if not answer.has_digits:
        return
    text = answer.text
    for found in _STREET_WITH_NUMBER.finditer(text):
        if not _is_no_street(found[0]):
            yield Sighting(*found.span(), "address", HIGH, _("A street address with its number."))
    for found in _BOX.finditer(text):
        yield Sighting(*found.span(), "address", HIGH, _("A post-office box."))
    for found in _LAND.finditer(text):
        yield Sighting(*found.span(), "address", HIGH, _("The number of a property in the land register."))
    yield from _postcodes(answer)


def _is_no_street(mention: str) -> bool:
    name = re.sub(r"[\s.]*\d.*$", "", mention)
    return _LONE_END.match(name) is not None or _NOT_A_STREET.search(name.split()[-1]) is not None


def _streets(answer: Answer) -> Iterator[Sighting]:
    why = _("Looks like the name of a street.")
    for at, word in enumerate(answer.words):
        if not word.is_capitalised or word.opens or at in answer.taken or is_ordinary(word.text):
            continue
        if _STREET.fullmatch(word.text) and not _is_no_street(word.text):
            yield answer.sighting(at, at, "address", MEDIUM, why)
        elif answer.joined(at) and answer.words[at + 1].text in _STREET_WORDS and word.text.endswith("s"):
            yield answer.sighting(at, at + 1, "address", MEDIUM, why)


def _postcodes(answer: Answer) -> Iterator[Sighting]:
    known = {
        answer.words[name.first].start: answer.words[name.last].end
        for name in answer.known
        if name.entry.origin == PLACE and name.entry.place is not None
    }
    for found in _POSTCODE.finditer(answer.text):
        is_year = int(found[1]) in _YEARS and not found[0].startswith("N")
        end = known.get(found.end())
        if end is not None and (not is_year or answer.text[: found.start()].rstrip()[-1:] in ("", ",")):
            yield Sighting(found.start(), end, "address", HIGH, _("A postcode and its place."))
        elif not is_year and not is_ordinary(found[2]):
            grade = MEDIUM if not found[2].isupper() or len(found[2]) > 4 else LOW
            yield Sighting(
                found.start(),
                found.end(2),
                "address",
                grade,
                _("Four digits and a name: perhaps a postcode."),
            )

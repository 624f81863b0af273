"""Numbers by which a person, a firm, a car or a case is found in some register; dates of birth."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coder.messages import _
from coder.privacy.answer import Answer
from coder.privacy.finding import HIGH, LOW, MEDIUM, Sighting

_ORGANISATION = re.compile(r"(?<![\w.,-])([89]\d{2})[ \u00a0]?(\d{3})[ \u00a0]?(\d{3})(?!\w|[.,-]\d|[ ]\d)")
_ORGANISATION_WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2, 1)
_ACCOUNT = re.compile(r"(?<![\w.,-])(\d{4})[ .](\d{2})[ .](\d{5})(?!\w|[.,-]\d)")
_ACCOUNT_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_CAR = re.compile(r"(?<!\w)(?:[A-HJ-NPR-VX-Z][A-HJ-NPR-Z])[ -]?[1-9]\d{4}(?!\w|[.,]\d)")
_CASE = re.compile(
    r"(?i)\b(?:arkiv|journal|vedtaks?)?saks?(?:nr"
    r"|nummer)?\.?:? ?(?:nr\.? ?)?(?:\d{2,4}/\d{1,6}(?:-\d+)?)\b|\b(?:saksnr|saksnummer|vedtak(?= \d+/\d)"
    r"|journalnr|journalnummer|referansenr|arkivnr|pasientnr|pasientnummer|npr-?id"
    r"|dips-?nr)\.?:? ?[\w/-]*\d[\w/-]*"
)
_BORN = re.compile(
    r"(?i)\b(?:født|fødd|fødselsdato|f\.|f\. ?dato)[ :]{0,2}(?:den )?"
    r"(?P<day>\d{1,2}\.? ?(?:\d{1,2}|januar|februar|mars|april|mai|juni|juli|august|september|oktober"
    r"|november|desember)[. ]{0,2}(?:\d{4}|\d{2}))"
    r"|\b(?:født|fødd)(?: i)? (?P<year>(?:19|20)\d\d)\b"
)


def registered_number_sightings(answer: Answer) -> Iterator[Sighting]:
    """Yield numbers of registers and dates of birth."""
    if not answer.has_digits:
        return
    text = answer.text
    for found in _ORGANISATION.finditer(text):
        if _fits("".join(found.groups()), _ORGANISATION_WEIGHTS):
            yield _sighting(found, HIGH, _("An organisation number: its check digit fits."))
    for found in _ACCOUNT.finditer(text):
        if _fits("".join(found.groups()), _ACCOUNT_WEIGHTS):
            yield _sighting(found, HIGH, _("A bank account: its check digit fits."))
    for found in _CAR.finditer(text):
        yield _sighting(found, MEDIUM, _("Looks like the registration number of a car."))
    for found in _CASE.finditer(text):
        yield _sighting(found, MEDIUM, _("A case or record number, by which a document can be found."))
    for found in _BORN.finditer(text):
        if found["day"]:
            yield _sighting(found, HIGH, _("A date of birth."))
        else:
            yield _sighting(found, LOW, _("A year of birth."))


def _fits(digits: str, weights: tuple[int, ...]) -> bool:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11 == 0


def _sighting(found: re.Match[str], grade: str, why: str) -> Sighting:
    return Sighting(*found.span(), "registered number", grade, why)

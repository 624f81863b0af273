"""Telephone numbers by the Norwegian numbering plan, told from amounts, years and case numbers by context."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from coder.messages import _
from coder.privacy.answer import Answer
from coder.privacy.finding import HIGH, LOW, MEDIUM, Sighting

_BLANK = r"[ \u00a0\u202f]"
_CANDIDATE = re.compile(
    rf"(?<![\w+])(?<!\d[.,/-])(?<!\d )(?P<country>(?:\+|00){_BLANK}?47{_BLANK}?|\(\+?47\){_BLANK}?)?"
    rf"(?P<number>[2-9]\d{{7}}|[2-9]\d(?:{_BLANK}\d\d){{3}}|[2-9]\d\d{_BLANK}\d\d{_BLANK}\d{{3}}"
    rf"|[2-9]\d(?:\.\d\d){{3}}|58\d{{10}}|[2-9]\d(?:-\d\d){{3}}|[2-9]\d{{3}}{_BLANK}\d{{4}})"
    rf"(?!\w|[.,/-]\d|{_BLANK}\d)"
)
_SAID = re.compile(
    r"(?i)(?:tlf|tel|telefon\w*|mob|mobil\w*|ring(?:e|er|es)?|nummer(?:et)?|nr|sms|vakttelefon\w*"
    r"|kontakt\w*|svarer)\b[^\n]{0,15}$"
)
_COUNTED_BEFORE = re.compile(
    r"(?i)(?:\bkr|kroner|nok|sum|beløp\w*|budsjett\w*|kostn?ad\w*|saks?|saksnr|saksnummer|ref|referanse"
    r"|journal\w*|arkiv\w*|org|orgnr|organisasjonsnummer|konto\w*|id|versjon|løpenummer|isbn"
    r"|prosjektnr)\b[^\w\n]{0,3}(?:nr\.?|nummer)?[^\w\n]{0,3}$"
)
_COUNTED_AFTER = re.compile(
    r"(?i)^[^\w\n]{0,2}(?:,-|%|kr\b|kroner|nok\b|mill|prosent|stk|personer|timer|årsverk|plasser"
    r"|innbyggere|brukere|år\b|m2\b|km\b)"
)


def telephone_sightings(answer: Answer) -> Iterator[Sighting]:
    """Yield telephone numbers."""
    if not answer.has_digits:
        return
    for found in _CANDIDATE.finditer(answer.text):
        digits = re.sub(r"\D", "", found["number"])
        grade = _grade(answer.text, found, digits)
        if grade is not None:
            yield Sighting(*found.span(), "telephone", grade, _why(digits, grade))


def _grade(text: str, found: re.Match[str], digits: str) -> str | None:
    said = found["country"] is not None or _SAID.search(text[max(0, found.start() - 40) : found.start()])
    if digits.startswith("58"):
        # Subscriptions of machines have twelve digits; others with 58 are not given out.
        return MEDIUM if len(digits) == 12 and said else None
    if _COUNTED_BEFORE.search(text[max(0, found.start() - 30) : found.start()]) or _COUNTED_AFTER.match(
        text[found.end() : found.end() + 15]
    ):
        return None
    if said:
        return MEDIUM if digits[0] == "8" or digits.startswith("59") else HIGH
    if _is_two_years(found["number"]) or _is_date(digits) or re.search(r"[.-]|^\d{4}\D", found["number"]):
        return None
    if digits[0] == "8" or digits.startswith("59"):
        return LOW
    is_grouped = len(found["number"]) > 8
    return HIGH if is_grouped or digits[0] in "49" else MEDIUM


def _is_two_years(number: str) -> bool:
    return re.fullmatch(r"(?:19|20)\d\d\D?(?:19|20)\d\d", number) is not None


def _is_date(digits: str) -> bool:
    """Tell whether eight digits are a day written as yyyymmdd or ddmmyyyy."""
    for year, month, day in (
        (digits[:4], digits[4:6], digits[6:]),
        (digits[4:], digits[2:4], digits[:2]),
    ):
        if "1900" <= year <= "2099":
            try:
                date(int(year), int(month), int(day))
            except ValueError:
                continue
            return True
    return False


def _why(digits: str, grade: str) -> str:
    if digits[0] == "8" or digits.startswith("59"):
        return _("A telephone number that many share: a service or an exchange.")
    if grade == MEDIUM:
        return _("Eight digits that may be a telephone number.")
    return _("A telephone number.")

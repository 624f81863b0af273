"""Fødselsnummer, D-numbers and H-numbers, by the check digits of 1964 and those that hold from 2032."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from coder.messages import _
from coder.privacy.answer import Answer
from coder.privacy.finding import HIGH, MEDIUM, Sighting

_CANDIDATE = re.compile(
    r"(?<![\w.,-])(?<!\d )(\d{6})[ \u00a0.\-]?(\d{5})(?!\w|[.,-]\d)"
    r"|(?<![\w.,-])(\d\d)[ .](\d\d)[ .](\d\d)[ .\-]?(\d{5})(?!\w|[.,-]\d)"
)
_FIRST_WEIGHTS = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
_SECOND_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_REMAINDERS_FROM_2032 = (1, 2, 3)

SURE, POSSIBLE, TYPING_ERROR = "sure", "possible", "typing error"


def identity_number_sightings(answer: Answer) -> Iterator[Sighting]:
    """Yield national identity numbers: also those that hold a typing error."""
    if not answer.has_digits:
        return
    for found in _CANDIDATE.finditer(answer.text):
        certainty = identity_number_certainty("".join(part for part in found.groups() if part))
        if certainty is not None:
            grade = MEDIUM if certainty == TYPING_ERROR else HIGH
            yield Sighting(*found.span(), "national identity number", grade, _why(certainty))


def identity_number_certainty(digits: str) -> str | None:
    """Tell whether 11 digits are a national identity number.

    Returns:
        ``SURE`` if date and check digits fit by the rule of 1964, ``POSSIBLE`` if they fit by the rule that
        holds from 2032 only or if the number has no date in it (an H-number of the old kind),
        ``TYPING_ERROR`` if there is a date but the check digits don't fit, None if it is none.

    References:
        Skatteetaten, on the national identity number of 2032: the first remainder may be 0, 1, 2 or 3.
    """
    if len(digits) != 11 or not digits.isascii() or not digits.isdigit():
        return None
    first = _remainder(digits[:10], _FIRST_WEIGHTS)
    second = _remainder(digits, _SECOND_WEIGHTS)
    if not _has_date(digits):
        return POSSIBLE if digits[0] in "89" and first == second == 0 else None
    if second != 0 or first not in (0, *_REMAINDERS_FROM_2032):
        return TYPING_ERROR
    return SURE if first == 0 else POSSIBLE


def _remainder(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11


def _has_date(digits: str) -> bool:
    """Tell whether the first six digits are a date, with 40 added to the day or 40, 65 or 80 to the month."""
    day, month = int(digits[:2]), int(digits[2:4])
    days = (day, day - 40) if day > 40 else (day,)
    months = [month - added for added in (0, 40, 65, 80) if 1 <= month - added <= 12]
    return any(_is_date(one, other, int(digits[4:6])) for one in days for other in months)


def _is_date(day: int, month: int, short_year: int) -> bool:
    # The century stands in the individual number, and no longer from 2032: either may be meant.
    for century in (1900, 2000):
        try:
            date(century + short_year, month, day)
        except ValueError:
            continue
        return True
    return False


def _why(certainty: str) -> str:
    return {
        SURE: _("A national identity number: date and check digits fit."),
        POSSIBLE: _(
            "Possibly a national identity number: it fits the rules that hold from 2032, or an older "
            "H-number."
        ),
        TYPING_ERROR: _(
            "Looks like a national identity number with a typing error: a date, but check digits that "
            "don't fit."
        ),
    }[certainty]

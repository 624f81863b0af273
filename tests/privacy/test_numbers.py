"""Numbers that find a person: national identity numbers, telephones, and those that only look like them."""

from __future__ import annotations

import pytest

from coder.privacy.check import PrivacyCheck
from coder.privacy.identity_number import POSSIBLE, SURE, TYPING_ERROR, identity_number_certainty

CHECK = PrivacyCheck()


def kinds(text: str) -> list[tuple[str, str]]:
    return [(one.kind, one.grade) for one in CHECK.findings(text)]


# Synthetic numbers only (80 added to the month), as Skatteetaten gives them for tests.
@pytest.mark.parametrize("number", ["17912099997", "21883649874", "57912075186"])
def test_a_number_with_date_and_check_digits_is_sure(number: str) -> None:
    assert identity_number_certainty(number) == SURE


def with_check_digits(first_nine: str, first_remainder: int) -> str:
    """Return a number whose first check sum leaves this remainder, and whose second fits."""
    first = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
    second = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
    for last in range(100):
        number = f"{first_nine}{last:02}"
        sums = [
            sum(int(d) * w for d, w in zip(number, weights, strict=False)) % 11 for weights in (first, second)
        ]
        if sums == [first_remainder, 0]:
            return number
    raise AssertionError("no such number")


@pytest.mark.parametrize("remainder", [1, 2, 3])
def test_a_number_by_the_rule_of_2032_is_possible(remainder: int) -> None:
    number = with_check_digits("178120999", remainder)
    assert identity_number_certainty(number) == POSSIBLE


def test_a_date_with_check_digits_that_do_not_fit_is_a_typing_error() -> None:
    assert identity_number_certainty("17912099998") == TYPING_ERROR
    assert kinds("Nummeret er 17912099998.") == [("national identity number", "medium")]


@pytest.mark.parametrize(
    "digits", ["99999999999", "00000000000", "32132099997", "1791209999", "179120999970"]
)
def test_digits_without_a_date_are_no_identity_number(digits: str) -> None:
    assert identity_number_certainty(digits) is None


@pytest.mark.parametrize(
    "written", ["17912099997", "179120 99997", "179120.99997", "17 91 20 99997", "17.91.20 99997"]
)
def test_an_identity_number_is_found_however_it_is_parted(written: str) -> None:
    findings = CHECK.findings(f"Det er {written}, sa han.")
    assert [(one.mention, one.kind, one.grade) for one in findings] == [
        (written, "national identity number", "high")
    ]


@pytest.mark.parametrize(
    "written",
    ["91234567", "912 34 567", "91 23 45 67", "+47 912 34 567", "004791234567", "57 00 00 00", "61 23 45 67"],
)
def test_a_telephone_number_is_found_in_the_groups_people_write(written: str) -> None:
    findings = CHECK.findings(f"Ring oss på {written}.")
    assert [(one.mention, one.kind, one.grade) for one in findings] == [(written, "telephone", "high")]


@pytest.mark.parametrize(
    "text",
    [
        "Det kostet 91 234 567 kroner.",
        "Det kostet kr 91234567.",
        "Vi brukte 20 30 40 50 prosent.",
        "Fra 20152016 til nå.",
        "Perioden 2015 2016 var tung.",
        "Den 20160101 begynte vi.",
        "Tallet er 912345678.",
        "Kontoen har 1.234.567,89.",
        "Tilskuddet var 98765432 kr i fjor.",
        "Det var 91234567 innbyggere.",
        "Åpent 08 10 12 14.",
    ],
)
def test_amounts_years_and_dates_are_no_telephone_numbers(text: str) -> None:
    assert ("telephone", "high") not in kinds(text)
    assert ("telephone", "medium") not in kinds(text)


def test_a_case_number_is_a_case_number_and_no_telephone() -> None:
    assert kinds("Se saksnr 91234567.") == [("registered number", "medium")]


def test_numbers_of_services_are_told_apart_from_those_of_persons() -> None:
    assert [grade for _kind, grade in kinds("Ring 815 00 000.")] == ["medium"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Organisasjonen har nummer 974 760 673 i registeret.", "registered number"),
        ("Bilen var AB 12345.", "registered number"),
        ("Epost: ola@eksempel.no", "e-mail"),
        ("Skriv til ola (at) eksempel.no i dag", "e-mail"),
        ("Se https://eksempel.no/side?x=1 for mer.", "web address"),
        ("Følg oss på @lillevikkafe der.", "web address"),
        ("Vi holder til i Kirkegata 5.", "address"),
        ("Adressen er gnr. 12 bnr. 34 hos oss.", "address"),
    ],
)
def test_other_numbers_and_addresses_are_found(text: str, kind: str) -> None:
    assert kind in {found for found, _grade in kinds(text)}

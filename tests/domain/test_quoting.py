"""Quotations of somebody's words, in what others wrote."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.domain.quoting import Sayings, same_words, stretches

SAID = "Vi treng fleire folk på kontoret. Ventetida er altfor lang!"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Typisk: «vi treng fleire folk på kontoret».", "Typisk: «[…]»."),
        ("VI TRENG  FLEIRE\nFOLK PÅ KONTORET – og meir", "[…] – og meir"),
        ("Ventetida er altfor lang.", "[…]."),
        ("som éin sa, «fleire folk på kontoret. Ventetida er»", "som éin sa, «[…]»"),
        ("Vi treng fleire møte, og ventetida er kort.", "Vi treng fleire møte, og ventetida er kort."),
        ("fleire folk på kontoret", "fleire folk på kontoret"),
    ],
    ids=["quoted", "other capitals and blanks", "a short sentence", "across a stop", "own words", "too few"],
)
def test_a_quotation_goes_and_own_words_stay(text: str, left: str) -> None:
    assert Sayings([SAID]).taken_out(text) == left


def test_words_that_others_say_too_are_nobodys() -> None:
    sayings = Sayings(["Det er viktig å ha god tid til kvar brukar"])
    sayings.leave_out("Eg meiner det er viktig å ha råd")
    assert sayings.taken_out("Det er viktig å ha planar.") == "Det er viktig å ha planar."
    assert sayings.taken_out("«god tid til kvar brukar»") == "«[…]»"


def test_words_that_are_named_are_known_however_few() -> None:
    sayings = Sayings([], ["Kari Nordhus"])
    sayings.leave_out("Kari Nordhus")
    assert sayings.taken_out("Ho heiter Kari  NORDHUS her") == "Ho heiter […] her"


def test_letters_written_in_two_parts_are_the_same_letters() -> None:
    assert same_words("pa\u030a kontoret", "På kontoret!")
    assert Sayings(["Folk på Åsane kontor ventar"]).quoted_in("folk pa\u030a A\u030asane kontor ventar")


def test_what_is_looked_for_in_files_is_the_whole_and_its_sentences() -> None:
    assert stretches(SAID + " Ja.") == [
        SAID + " Ja.",
        "Vi treng fleire folk på kontoret",
        "Ventetida er altfor lang",
    ]


@given(st.text(max_size=80), st.text(max_size=20), st.text(max_size=20))
def test_nothing_is_left_to_take_out_and_nothing_else_is_touched(said: str, before: str, after: str) -> None:
    sayings = Sayings([said])
    text = f"{before} «{said}» {after}"
    once = sayings.taken_out(text)
    assert not sayings.quoted_in(once)
    if not sayings:
        assert once == text

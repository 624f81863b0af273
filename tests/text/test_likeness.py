"""Answers that say the same are brought together, and never those that say the opposite."""

from __future__ import annotations

import pytest

from coder.text.likeness import alike_key, is_long_enough_for_a_voice


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ingen", " ingen. "),
        ("Vet ikke", "Veit ikkje!"),
        ("Bedre samarbeid", "Samarbeidet må bli bedre"),
        ("Flere ansatte i kommunen", "Kommunen trenger flere ansatte."),
        ("Meir pengar", "mer penger"),
        ("Råd", "Ra\u030ad"),
        ("", "…"),
    ],
)
def test_the_same_words_of_content_are_alike(one: str, other: str) -> None:
    assert alike_key(one) == alike_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Flere folk", "Færre folk"),
        ("Vi har tid", "Vi har ikke tid"),
        ("Samarbeid med Nav", "Samarbeid uten Nav"),
        ("Mer penger", "Mindre penger"),
        ("To stillinger", "Tre stillinger"),
        ("Bolig", "Boliger"),
        ("Det er bra", "Det er ikke"),
    ],
)
def test_a_word_that_turns_the_answer_or_a_lone_word_s_ending_parts_them(one: str, other: str) -> None:
    assert alike_key(one) != alike_key(other)


def test_long_texts_are_alike_only_where_they_are_equal() -> None:
    long = "Flere folk til oppfølging. " * 100
    assert alike_key(long) == alike_key(long.upper())
    assert alike_key(long) != alike_key(long + "Flere folk")


def test_only_a_text_of_some_length_is_one_voice() -> None:
    assert not is_long_enough_for_a_voice("Vi trenger flere folk i tjenesten nå")
    assert is_long_enough_for_a_voice("Vi trenger flere folk i tjenesten nå, snarest")

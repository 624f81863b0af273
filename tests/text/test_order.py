"""Norwegian alphabetical order, and the natural order of levels."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.text.collation import collation_key
from coder.text.levels import natural_level_order


def test_ae_oe_aa_come_last_and_case_does_not_matter() -> None:
    ordered = [
        "annet",
        "arbeid",
        "Bolig",
        "Idrett",
        "Zoo",
        "Äpple",
        "ære",
        "Öl",
        "øl",
        "Ål",
        "Aalesund",
        "Åndal",
    ]
    backwards = ordered[::-1]
    assert sorted(backwards, key=collation_key) == ordered


def test_numbers_go_by_size() -> None:
    names = ["Kode 10", "Kode 2", "Kode", "10", "9", "Åtte"]
    assert sorted(names, key=collation_key) == ["9", "10", "Kode", "Kode 2", "Kode 10", "Åtte"]


def test_signs_come_before_numbers_and_other_alphabets_after_letters() -> None:
    ordered = ["!", "?", "~", "–", "07", "8", "10", "a", "a!", "a–", "a2", "a10", "z", "å", "ж"]
    backwards = ordered[::-1]
    assert sorted(backwards, key=collation_key) == ordered


@given(st.integers(0, 10**30), st.integers(0, 10**30))
def test_numbers_of_any_length_go_by_size(first: int, second: int) -> None:
    assert (collation_key(f"Kode {first}.") < collation_key(f"Kode {second}.")) == (first < second)


@given(st.text(), st.text())
def test_any_two_texts_have_one_order(first: str, second: str) -> None:
    keys = collation_key(first), collation_key(second)
    assert (keys[0] == keys[1]) == (first == second)
    assert (keys[0] < keys[1]) != (keys[1] <= keys[0])


@pytest.mark.parametrize(
    "levels",
    [
        [
            "<2000",
            "2000-5000",
            "5000-10000",
            "10000-20000",
            "20000-50000",
            "50000 og større",
            "Bydeler i Oslo",
        ],
        [
            "under 2 000",
            "2 000–4 999",
            "5.000-9.999",
            "10\u00a0000–19\u00a0999",
            "20 000 - 49 999",
            "50 000+",
        ],
        ["Under 18 år", "18-29 år", "30-66 år", "67 år og eldre", "Vet ikke"],
        ["færre enn 5 tilsette", "5–9 tilsette", "10 til 49 tilsette", "meir enn 50 tilsette"],
        ["2015", "2016", "2023"],
        ["-1", "0", "0,5", "1", "10"],
        ["inntil 3 md.", "3–6 md.", "over 6 md."],
        ["Agder", "Møre og Romsdal", "Østfold", "Ålesund"],
        ["Nivå 1", "Nivå 2", "Nivå 10"],
    ],
)
def test_levels_stand_as_people_list_them(levels: list[str]) -> None:
    for seed in range(5):
        mixed = random.Random(seed).sample(levels, len(levels))
        assert natural_level_order(mixed) == levels


def test_a_level_given_twice_stands_once() -> None:
    assert natural_level_order(["b", "a", "b"]) == ["a", "b"]


@given(st.lists(st.text()))
def test_any_texts_can_be_ordered_and_none_is_lost(levels: list[str]) -> None:
    assert sorted(natural_level_order(levels)) == sorted(set(levels))

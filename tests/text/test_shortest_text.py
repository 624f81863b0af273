"""The keys it takes to set a code by its name."""

from __future__ import annotations

from coder.text.matching import Candidate
from coder.text.shortest_text import typed_keys


def keys(*names: str) -> dict[str, int]:
    return typed_keys([Candidate(name, name) for name in names], names)


def test_one_letter_is_enough_where_only_one_name_begins_so() -> None:
    assert keys("Lønn", "Bolig") == {"Lønn": 2, "Bolig": 2}


def test_the_next_in_the_list_is_one_key_down() -> None:
    assert keys("Tid", "Tilgang") == {"Tid": 2, "Tilgang": 3}


def test_a_later_word_of_the_name_will_do() -> None:
    found = keys("Manglende folk", "Manglende penger", "Manglende tid", "Manglende vilje", "Mangel", "Makt")
    assert found["Manglende vilje"] == 2


def test_only_what_is_wanted_is_told_though_the_others_stand_in_the_list() -> None:
    both = [Candidate("Nav", "Nav"), Candidate("Nabolag", "Nabolag")]
    assert typed_keys(both, ["Nabolag"]) == {"Nabolag": 3}
    assert typed_keys(both, []) == {}


def test_names_nobody_can_tell_apart_take_the_whole_name_at_most() -> None:
    same = [Candidate(number, "Annet") for number in range(6)]
    assert typed_keys(same, [0, 1, 5]) == {0: 2, 1: 3, 5: 6}

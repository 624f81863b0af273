"""The lists the privacy check knows names from; files that travel with the program."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache

from coder.resources import privacy_lists_folder
from coder.text.folding import folded
from coder.text.stop_words import says_something

_SHORTEST_LAST_PART, _LONGEST = 5, 60
_INFLECTIONS = (
    "ingene", "ingane", "ingen", "inga", "ene", "ane", "ens", "ets", "en", "et", "er", "ar", "te", "de",
    "a", "e", "n", "s", "t", "r",
)  # fmt: skip


@dataclass(frozen=True)
class Place:
    """A place with a name: a municipality of 2016 or today, a county, a district, a town, a region.

    ``ambiguity``: 0 if the name is no ordinary word, 1 if it is seldom used as one, 2 if often.
    """

    name: str
    kind: str
    county: str
    other_names: tuple[str, ...]
    ambiguity: int


@lru_cache(maxsize=1)
def places() -> tuple[Place, ...]:
    """Return all places."""
    with (privacy_lists_folder() / "places.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Place(
                row["name"],
                row["kind"],
                row["county"],
                tuple(name for name in row["other_names"].split(";") if name),
                ("no", "seldom", "often").index(row["also_a_word"]),
            )
            for row in csv.DictReader(file)
        )


@lru_cache(maxsize=8)
def listed_names(file: str) -> tuple[str, ...]:
    """Return the names of a list that separates them by semicolons."""
    return tuple(name for line in _lines(file) for part in line.split(";") if (name := part.strip()))


@lru_cache(maxsize=8)
def listed_words(file: str) -> frozenset[str]:
    """Return the words of a list that separates them by blanks, as they are written there."""
    return frozenset(word for line in _lines(file) if not line.startswith("|") for word in line.split())


@lru_cache(maxsize=16)
def word_group(name: str) -> frozenset[str]:
    """Return a group of words in their search form."""
    words: set[str] = set()
    inside = False
    for line in _lines("word_groups.txt"):
        if line.startswith("["):
            inside = line == f"[{name}]"
        elif inside:
            words.update(line.split())
    return frozenset(words)


@lru_cache(maxsize=1)
def first_names() -> frozenset[str]:
    """Return first names that are nothing else, in their search form."""
    return frozenset(folded(name) for name in listed_words("first_names.txt"))


@lru_cache(maxsize=1)
def first_names_that_are_words() -> frozenset[str]:
    """Return first names that are ordinary words too (Per, Bo, Liv), in their search form."""
    return _after_a_bar("first_names.txt")


@lru_cache(maxsize=1)
def surnames() -> frozenset[str]:
    """Return common surnames, in their search form."""
    return frozenset(folded(name) for name in listed_words("surnames.txt"))


@lru_cache(maxsize=1)
def surnames_that_are_words() -> frozenset[str]:
    """Return surnames that are ordinary words or places too (Berg, Lie), in their search form."""
    return _after_a_bar("surnames.txt")


@lru_cache(maxsize=65536)
def is_ordinary(word: str) -> bool:
    """Tell whether a word, however it is written, is an ordinary one, an inflection or a compound of one.

    >>> [is_ordinary(word) for word in ("Kommunen", "Psykologen", "Hjelpetiltaket", "Dagros")]
    [True, True, True, False]
    """
    plain = folded(word)
    return not says_something(plain) or (
        len(plain) <= _LONGEST and any(_is_known(form) for form in _plain_forms(plain))
    )


def _plain_forms(word: str) -> list[str]:
    return [word, *(word[: -len(end)] for end in _INFLECTIONS if word.endswith(end) and len(word) > 3)]


def _is_known(word: str) -> bool:
    known = listed_words("ordinary_words.txt")
    return word in known or any(
        word[place:] in known for place in range(2, len(word) - _SHORTEST_LAST_PART + 1)
    )


def _after_a_bar(file: str) -> frozenset[str]:
    lines = [line[1:] for line in _lines(file) if line.startswith("|")]
    return frozenset(folded(name) for line in lines for name in line.split())


def _lines(file: str) -> list[str]:
    text = (privacy_lists_folder() / file).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]

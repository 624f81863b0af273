"""The lists that names are known from: complete where they can be, and each name is found."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from coder.privacy.check import PrivacyCheck
from coder.privacy.known_names import shared_names
from coder.privacy.lists import first_names, first_names_that_are_words, is_ordinary, places
from coder.resources import privacy_lists_folder

GAZETTEER = Path(__file__).parents[3] / "shared" / "data" / "gazetteer_kommuner.csv"


def municipalities(year: str) -> list[str]:
    with (privacy_lists_folder() / "places.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [row["name"] for row in rows if row["kind"] == "municipality" and year in row["known_in"]]


def test_all_municipalities_of_2016_and_of_today_are_there() -> None:
    assert len(municipalities("2016")) == 428
    assert len(municipalities("today")) == 357
    assert {"Indre Østfold", "Senja", "Heim"} <= set(municipalities("today"))
    assert "Heim" not in municipalities("2016")
    assert "Torsken" not in municipalities("today")


@pytest.mark.slow
def test_every_place_is_found_where_a_sentence_says_that_it_is_one() -> None:
    named = [place for place in places() if place.kind != "part of the country"]
    texts = [f"Slik er det i {place.name}." for place in named]
    found = PrivacyCheck().findings_of_many(texts)
    missing = [
        place.name
        for place, findings in zip(named, found, strict=True)
        if not any(one.grade in ("high", "medium") and place.name in (one.mention or "") for one in findings)
    ]
    assert missing == []


@pytest.mark.slow
@pytest.mark.skipif(not GAZETTEER.exists(), reason="the gazetteer is not at hand")
def test_every_name_of_the_gazetteer_is_known_however_it_is_written_there() -> None:
    with GAZETTEER.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = {
        name for row in rows for name in (row["name"], row["name_official"], *row["variants"].split(";"))
    }
    texts = [f"Slik er det i {name}." for name in sorted(names) if name]
    for text, findings in zip(texts, PrivacyCheck().findings_of_many(texts), strict=True):
        assert any(one.grade in ("high", "medium") for one in findings), text


def test_names_are_found_with_or_without_their_hyphen_and_point() -> None:
    for words in (
        ["sør", "-", "varanger"],
        ["sør", "varanger"],
        ["st", ".", "hanshaugen"],
        ["st", "hanshaugen"],
    ):
        assert [name.last - name.first + 1 for name in shared_names().in_words(words)] == [len(words)]


def test_first_names_are_words_or_they_are_not() -> None:
    assert not first_names() & first_names_that_are_words()
    assert {"kari", "ola", "fatima"} <= first_names()
    assert {"per", "bo", "liv"} <= first_names_that_are_words()


@pytest.mark.parametrize("word", ["Kommunen", "Psykologene", "Hjelpetiltak", "Ikke", "Bustader"])
def test_inflections_and_compounds_of_ordinary_words_are_ordinary(word: str) -> None:
    assert is_ordinary(word)


@pytest.mark.parametrize("word", ["Nordhus", "Solkroken", "Rullan", "Torkildsen"])
def test_names_are_not_ordinary(word: str) -> None:
    assert not is_ordinary(word)

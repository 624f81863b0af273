import pytest

from coder.domain.attribution import (
    are_sizes,
    attribution,
    level_in_words,
    names_no_size,
    size_words,
    variables_named,
)


def _plain(words: str) -> str:
    return words.replace("\u2060", "").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("level", "words"),
    [
        ("<2000", "under 2000"),
        ("2000-5000", "2000–5000"),
        ("5000-10000", "5 000–10 000"),
        ("20 000–29 999", "20 000–29 999"),
        ("50000 og større", "at least 50 000"),
        ("50 000+", "at least 50 000"),
        ("Nordland", "Nordland"),
        ("DPS 2-3 og ABUP", "DPS 2-3 og ABUP"),
    ],
)
def test_a_size_class_is_said_as_running_text_says_it(level: str, words: str) -> None:
    assert _plain(level_in_words(level)) == words


def test_a_number_is_never_broken_over_two_lines() -> None:
    assert " " not in level_in_words("5000-10000")
    assert "–\u2060" in level_in_words("5000-10000")


def test_a_template_is_filled_with_background_values() -> None:
    background = {"size": "2000-5000", "county": "Nordland"}
    words = attribution("municipality in {county} with {size} inhabitants", background)
    assert _plain(words) == "municipality in Nordland with 2000–5000 inhabitants"


def test_where_a_value_is_missing_nothing_is_said() -> None:
    assert attribution("municipality with {size} inhabitants", {"county": "Nordland"}) == ""


def test_variables_are_named_in_braces() -> None:
    assert variables_named("{a} and { b c }") == ("a", "b c")


def test_size_classes_are_known_from_other_levels() -> None:
    assert are_sizes(["<2000", "2000-5000", "50000 og større"])
    assert not are_sizes(["Nord", "Sør"])
    assert not are_sizes(["2000-5000"])
    assert are_sizes(["<2000", "2000-5000", "Bydeler i Oslo"])
    assert not are_sizes(["<2000", "2000-5000", "Bydeler i Oslo", "Ukjent"])
    assert not are_sizes(["2000-5000", "Bydeler i Oslo"])


@pytest.mark.parametrize(
    ("template", "words"),
    [
        (size_words("size"), "Bydeler i Oslo"),
        ("Municipality with { size } inhabitants in {county}", "Bydeler i Oslo in Oslo"),
        ("size: {size}", "size: Bydeler i Oslo"),
        ("{size}", "Bydeler i Oslo"),
    ],
)
def test_a_level_that_is_no_size_stands_without_the_usual_words(template: str, words: str) -> None:
    assert attribution(template, {"size": "Bydeler i Oslo", "county": "Oslo"}) == words


def test_only_words_of_ones_own_around_what_is_no_size_are_odd() -> None:
    background = {"size": "Bydeler i Oslo", "county": "Oslo"}
    assert names_no_size("a town of {size} people", background, ["size"])
    assert not names_no_size("a town of {size} people", {"size": "2000-5000"}, ["size"])
    assert not names_no_size("in {county}", background, ["size"])
    assert not names_no_size("{size}, {county}", background, ["size"])
    assert not names_no_size(size_words("size"), background, ["size"])

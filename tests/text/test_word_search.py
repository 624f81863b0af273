"""Finding answers by words people type, in either written form."""

from __future__ import annotations

import pytest

from coder.text.word_search import WordSearch


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("øyremerka", "Vi ønsker øremerking av midlene."),
        ("øremerk", "Øyremerka midlar, takk!"),
        ("tenester", "Mer samordnede tjenester"),
        ("tjenestene", "Betre tenester i heile kommunen"),
        ("mid ØRE", "øremerka midlar"),
        ("nav", "Tettere samarbeid med NAV."),
        ("cafe", "Møteplass på caféen"),
        ("opp", "God oppfølging"),
        ("gåing", "inn og ut, ga\u030aing"),
        ("samarbeid", "sam\xadarbeid med Nav"),
    ],
)
def test_words_are_found_in_any_case_order_and_written_form(query: str, text: str) -> None:
    assert WordSearch(query).fits(text)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("følging", "God oppfølging"),
        ("nav bolig", "Tettere samarbeid med NAV."),
        ("ute", "Godt ledet inne"),
    ],
)
def test_the_inside_of_a_word_and_a_word_missing_are_no_finds(query: str, text: str) -> None:
    assert not WordSearch(query).fits(text)


def test_what_was_found_is_told_by_place() -> None:
    text = "Meir øremerking, og øyremerka 𝔪idlar."
    assert [text[start:end] for start, end in WordSearch("øyremerka").spans(text)] == [
        "øremerking",
        "øyremerka",
    ]


def test_nothing_typed_is_no_search() -> None:
    assert not WordSearch("  ?! ")

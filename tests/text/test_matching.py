"""What a few letters find, and in which order."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.text.matching import Candidate, Match, MatchIndex, Reason, found_by_theme, ranked_matches

CODES = [
    Candidate(1, "Tettere samarbeid", "Samhandling", "Tjenestene må snakke sammen."),
    Candidate(2, "Øremerking", "Økonomi", "Penger som bare kan brukes til feltet.", ("friske midler",)),
    Candidate(3, "Flere stillinger", "Økonomi", "Årsverk, kapasitet."),
    Candidate(4, "Brukersamarbeid", "Medvirkning"),
    Candidate(5, "Samarbeid med NAV (arbeid)", "Samhandling"),
    Candidate(6, "Samarbeid", "Annet"),
]


def found(query: str) -> list[tuple[int, Reason]]:
    return [(match.candidate.key, match.reason) for match in ranked_matches(query, CODES)]


def highlighted(match: Match[int]) -> list[str]:
    return [match.candidate.name[start:end] for start, end in match.spans]


def test_names_begun_as_typed_stand_before_all_else() -> None:
    assert found("samarb") == [
        (5, Reason.NAME_BEGINS),
        (6, Reason.NAME_BEGINS),
        (1, Reason.WORDS_OF_NAME),
        (4, Reason.INSIDE_NAME),
    ]
    assert found("samarbeid")[0] == (6, Reason.WHOLE_NAME)


def test_words_of_the_name_stand_before_theme_and_aliases() -> None:
    assert found("øk") == [(2, Reason.WORDS_OF_THEME), (3, Reason.WORDS_OF_THEME)]
    assert found("midl") == [(2, Reason.WORDS_OF_ALIAS)]
    assert found("nav sam")[0] == (5, Reason.WORDS_OF_NAME)
    assert found("arbeid")[0] == (5, Reason.WORDS_OF_NAME)


def test_what_the_name_has_anywhere_stands_before_what_only_the_theme_has() -> None:
    codes = [
        Candidate(1, "Mer penger", "Arbeid"),
        Candidate(2, "Samarbeid", "Annet"),
        Candidate(3, "Tiltak i arbeid", "Annet"),
        Candidate(4, "Lønn", "Penger til arbeid"),
    ]
    ranked = [(match.candidate.key, match.reason) for match in ranked_matches("arbeid", codes)]
    assert ranked == [
        (3, Reason.WORDS_OF_NAME),
        (2, Reason.INSIDE_NAME),
        (1, Reason.WORDS_OF_THEME),
        (4, Reason.WORDS_OF_THEME),
    ]
    # Where one word is the name's, the other the theme's, the code is meant, not the theme.
    assert [match.candidate.key for match in ranked_matches("penger arbeid", codes)] == [1, 4]


def test_a_theme_that_can_be_set_stands_before_the_codes_under_it() -> None:
    codes = [Candidate(1, "Flere folk", "Ressurser"), Candidate(2, "Ressurser"), Candidate(3, "Ressurser nå")]
    assert [match.candidate.key for match in ranked_matches("ressurser", codes)] == [2, 3, 1]


def test_a_slip_in_the_name_stands_before_a_slip_in_the_theme() -> None:
    codes = [Candidate(1, "Lønn", "Stillinger"), Candidate(2, "Flere stillinger", "Rammer")]
    for typed in ("stilinger", "stillingar"):
        assert [match.candidate.key for match in ranked_matches(typed, codes)] == [2, 1], typed


def test_what_is_found_by_its_theme_is_told_from_what_is_found_by_its_name() -> None:
    code = CODES[1]
    found_so = {
        typed: found_by_theme(typed, code) for typed in ("økon", "øre", "midl", "økonmi", "penger", "q")
    }
    assert found_so == {
        "økon": True,
        "øre": False,
        "midl": False,
        "økonmi": True,
        "penger": False,
        "q": False,
    }
    assert found_by_theme("økonomi øremerking", code)


def test_the_other_written_form_is_found() -> None:
    assert found("øyremerka") == [(2, Reason.WRITTEN_FORM)]
    assert found("fleire stillingar") == [(3, Reason.WRITTEN_FORM)]


def test_typing_errors_and_letters_in_order_are_found() -> None:
    for slip in ("stilinger", "stllinger", "stilllinger", "stililnger", "stjllinger"):
        assert found(slip)[0][0] == 3, slip
    assert (6, Reason.LETTERS_IN_ORDER) in found("smrbd")


def test_the_definition_comes_last() -> None:
    assert found("kapasitet") == [(3, Reason.DEFINITION)]


def test_nothing_typed_gives_everything_in_the_given_order() -> None:
    assert [key for key, _ in found("  ")] == [1, 2, 3, 4, 5, 6]
    assert found("qwzx") == []


def test_the_fitting_part_of_the_name_is_highlighted() -> None:
    index = MatchIndex(CODES)
    assert [highlighted(match) for match in index.search("samarb")] == [
        ["Samarb"],
        ["Samarb"],
        ["samarb"],
        ["samarb"],
    ]
    assert highlighted(index.search("nav sam")[0]) == ["Sam", "NAV"]
    assert highlighted(index.search("øyremerka")[0]) == ["Øremerking"]
    assert highlighted(index.search("kapasitet")[0]) == []
    assert highlighted(MatchIndex([Candidate(1, "A\u030apent  tilbud")]).search("åpent til")[0]) == [
        "A\u030apent",
        "til",
    ]


def test_a_letter_that_is_folded_to_several_is_highlighted_whole() -> None:
    assert highlighted(MatchIndex([Candidate(1, "¼ stilling")]).search("1")[0]) == ["¼"]


@given(st.lists(st.text(max_size=12), max_size=6), st.text(max_size=6))
def test_any_names_and_any_query_give_spans_within_names(names: list[str], query: str) -> None:
    index = MatchIndex([Candidate(number, name) for number, name in enumerate(names)])
    matches = index.search(query)
    assert len({match.candidate.key for match in matches}) == len(matches)
    assert [match.reason for match in matches] == sorted(match.reason for match in matches)
    assert index.search(query, limit=2) == matches[:2]
    for match in matches:
        assert all(0 <= start < end <= len(match.candidate.name) for start, end in match.spans)


@pytest.mark.slow
def test_four_thousand_codes_are_searched_between_two_key_presses() -> None:
    words = (
        "samarbeid",
        "bolig",
        "stillinger",
        "oppfølging",
        "øremerking",
        "kompetanse",
        "arbeid",
        "tid",
        "tilbud",
    )
    names = [f"{words[i % 9]} {words[i // 9 % 9]} {i}" for i in range(4000)]
    index = MatchIndex(
        [Candidate(i, name, words[i % 7], "Svar om dette " * 5) for i, name in enumerate(names)]
    )
    times = []
    for query in ("s", "sam", "bolig nett", "oppfølgign", "øyremerka", "qqqq", "smrb"):
        started = time.perf_counter()
        index.search(query, limit=60)
        times.append(time.perf_counter() - started)
    assert sorted(times)[len(times) // 2] < 0.03


def test_signs_alone_find_only_names_that_have_them() -> None:
    codes = [Candidate(1, "Samarbeid"), Candidate(2, "Hva nå?"), Candidate(3, "Rus/psyk"), Candidate(4, "")]
    assert [match.candidate.key for match in ranked_matches("?", codes)] == [2]
    assert [match.candidate.key for match in ranked_matches(" / ", codes)] == [3]
    assert ranked_matches("?!", codes) == []
    assert ranked_matches("\u200b", codes) == []

"""What has changed from one answer to the next is found word by word, and never keeps anyone waiting."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.text.difference import Stretch, word_difference


def marked(before: str, after: str) -> tuple[list[str], list[str]]:
    """Return the words that are gone and those that are new."""
    found = word_difference(before, after)
    gone = [before[each.start : each.end] for each in found.before if not each.is_shared]
    return gone, [after[each.start : each.end] for each in found.after if not each.is_shared]


def test_words_that_came_and_went_are_marked_without_the_blanks_around_them() -> None:
    before = "Vi trenger flere folk, og bedre samarbeid med Nav."
    after = "Vi trenger langt flere folk, og tettere samarbeid med Nav lokalt."
    assert marked(before, after) == (["bedre"], ["langt", "tettere", "lokalt"])


def test_a_sign_is_a_word_of_its_own_and_case_counts() -> None:
    assert marked("Meir pengar", "Meir pengar!") == ([], ["!"])
    assert marked("Mer tid til oppfølging", "mer tid til oppfølging") == (["Mer"], ["mer"])


def test_a_lone_small_word_between_changes_is_no_island() -> None:
    before = "Kommunen mangler bolig og lærlingplasser i dag"
    after = "Kommunen mangler psykolog og jobbkonsulenter i dag"
    assert marked(before, after) == (["bolig og lærlingplasser"], ["psykolog og jobbkonsulenter"])


def test_texts_with_hardly_a_word_in_common_are_two_texts() -> None:
    found = word_difference("Flere arbeidsplasser i nærmiljøet.", "Bedre økonomi, kortere saksbehandling.")
    assert not found.has_shared
    assert not any(each.is_shared and each.end - each.start > 1 for each in found.after)


def test_accents_written_in_two_ways_and_blanks_are_no_difference() -> None:
    assert word_difference("Bedre råd\nnå", "Bedre ra\u030ad  na\u030a").is_same


@pytest.mark.parametrize(
    ("before", "after"),
    [("", ""), ("", "Ja"), ("Ja", ""), (" \n", "…")],
    ids=["nothing", "came", "went", "a sign"],
)
def test_nothing_has_nothing_to_mark_but_what_is_there(before: str, after: str) -> None:
    found = word_difference(before, after)
    assert found.is_same == (before.strip() == after.strip())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a " * 500_000, "b " * 500_000),
        ("a b " * 999, "b a a " * 660),
        ("ord " * 20_000, "ord " * 19_000 + "slutt"),
        ("[/b]\x1b[31m\u202e" * 50_000, "\x1b]0;x\x07" * 50_000),
        (" ".join(map(str, range(2_000))), " ".join(map(str, range(0, 4_000, 2)))),
    ],
    ids=["nothing shared", "much repeated", "long and alike", "hostile", "every second"],
)
def test_texts_long_as_a_book_or_made_to_be_slow_are_compared_in_a_moment(before: str, after: str) -> None:
    begin = time.process_time()
    word_difference(before, after)
    assert time.process_time() - begin < 5


@pytest.mark.slow
@given(st.text(alphabet="ab æ.\n"), st.text(alphabet="ab æ.\n"))
def test_the_runs_cover_each_text_and_what_is_shared_reads_the_same(before: str, after: str) -> None:
    found = word_difference(before, after)
    for text, runs in ((before, found.before), (after, found.after)):
        assert "".join(text[each.start : each.end] for each in runs) == text

    def shared(text: str, runs: tuple[Stretch, ...]) -> str:
        return "".join("".join(text[each.start : each.end] for each in runs if each.is_shared).split())

    assert shared(before, found.before) == shared(after, found.after)

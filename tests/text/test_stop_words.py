"""Words that name nothing are told from those that do."""

from __future__ import annotations

import pytest

from coder.text.stop_words import says_something


@pytest.mark.parametrize("word", ["og", "dykk", "trenger", "treng", "a", "?", "…", "--", "\x00"])
def test_words_that_name_nothing(word: str) -> None:
    assert not says_something(word)


@pytest.mark.parametrize(
    "word", ["ressursar", "ikke", "ikkje", "uten", "utan", "mann", "varer", "nav", "👍", "7"]
)
def test_words_that_say_something(word: str) -> None:
    assert says_something(word)

"""The text of a question: joined for people, split again without a guess."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.exchange.refi.answer_blocks import joined_blocks, labels_of, split_blocks

PIECES = st.sampled_from(["[R1]", "[[R1]]", "[", "]", "\n", "\n\n", "R1", "R2", " ", "æ😀", "\r\n"])
ANSWERS = st.lists(PIECES, max_size=6).map("".join)
PEOPLE = st.lists(
    st.tuples(st.sampled_from(["R1", "R2", "[R1]", "", " R 2\n"]), ANSWERS), min_size=1, max_size=6
)


@pytest.mark.slow
@given(PEOPLE)
def test_every_answer_is_found_again_whatever_stands_in_it(people: list[tuple[str, str]]) -> None:
    labels = labels_of(name for name, _text in people)
    texts = [text for _name, text in people]
    joined, blocks = joined_blocks(labels, texts)
    assert [joined[block.start : block.end] for block in blocks] == texts
    assert split_blocks(joined, labels) == blocks


def test_respondents_stand_in_brackets_above_their_answers() -> None:
    joined, _blocks = joined_blocks(["R001", "R002"], ["Ja", "Nei\n"])
    assert joined == "[R001]\nJa\n\n[R002]\nNei\n\n\n"


def test_an_answer_that_names_a_respondent_is_not_taken_for_the_line_above_one() -> None:
    joined, _blocks = joined_blocks(["R001", "R002"], ["[R002]", "[navn]"])
    assert joined == "[[R001]]\n[R002]\n\n[[R002]]\n[navn]\n\n"


def test_a_text_of_another_kind_is_not_split() -> None:
    assert split_blocks("Et intervju\n[R001]\nJa", ["R001"]) == []
    assert split_blocks("", ["R001"]) == []
    assert split_blocks("[et annet navn]\nJa", ["R001"]) == []


def test_labels_are_told_apart_and_stand_on_one_line() -> None:
    assert labels_of(["R[1]", "R 1", "", "a\nb"]) == ["R 1", "R 1 (2)", "-", "a b"]

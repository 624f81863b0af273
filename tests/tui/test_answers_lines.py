"""What the answers screen asks before several answers change."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coder.domain.codebook import Code, CodeKind
from coder.tui.answers.left import LeftList
from coder.tui.answers.lines import remove_question, set_question
from coder.usecases.coding.answer_list import Sort
from coder.usecases.coding.code_several import SeveralPreview

NAV = Code(1, "1", "Nav", ("Nav",), None, 1, CodeKind.ORDINARY, True, "", 0, False, None, None, None)
TOLD = SeveralPreview(NAV, 3, 1, 0, 0, ("Meir folk.", "Betre vegar."), ("Nav må med.",))


def test_where_sentences_are_coded_it_is_said_that_the_whole_answer_is_meant() -> None:
    assert "whole answer" not in set_question(TOLD) + remove_question(TOLD)
    assert "The code goes on the whole answer" in set_question(TOLD, by_sentence=True)
    assert "from each sentence of it" in remove_question(TOLD, by_sentence=True)


def test_a_code_that_is_still_to_be_made_is_told_as_new_with_its_theme() -> None:
    new = replace(NAV, id=-1, path=("Samarbeid", "Nav"))
    asked = set_question(replace(TOLD, code=new, with_it=0))
    assert asked.startswith("Make the new code «Samarbeid > Nav» and set it on 3 answers?")


@pytest.mark.parametrize(
    ("written", "sort", "begun_on"), [("", Sort.FILE, 7), ("vegar", Sort.FILE, 4), ("", Sort.LENGTH, 4)]
)
def test_a_list_is_left_on_an_answer_unless_it_was_as_at_first(
    written: str, sort: Sort, begun_on: int
) -> None:
    left = LeftList(written, sort, 4)
    assert left.begin_on(7) == begun_on
    assert replace(left, answer_id=None).begin_on(7) == 7

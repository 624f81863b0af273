"""How the rows of a terminal are shared between an answer and the codes."""

from __future__ import annotations

import pytest

from coder.tui.coding.panes import rows_for_codes


@pytest.mark.parametrize("rows", [24, 30, 40])
def test_nine_digits_stand_in_full_under_their_title(rows: int) -> None:
    assert rows_for_codes(rows, 9) >= 10
    assert rows_for_codes(rows, 60, title_rows=2) >= 11


@pytest.mark.parametrize("rows", [24, 30, 40])
def test_a_codebook_of_few_codes_leaves_rows_to_a_long_answer(rows: int) -> None:
    needed = [rows_for_codes(rows, count) for count in range(10)]
    assert needed == sorted(needed)
    assert needed[0] == 5
    assert needed[2] == 7

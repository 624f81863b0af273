"""A long text made of rows of any height: what is in view, and how one gets on."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.tui.pieces.lines import Line, Piece, line
from coder.tui.pieces.rows_page import Rows, RowsPage
from tests.tui.desks import shown


def rows_of(heights: Sequence[int]) -> Rows:
    """Make rows of so many lines, each line named by its row."""

    def rows(place: int) -> list[Line]:
        return [line(Piece(f"{place}.{number}")) for number in range(heights[place])]

    return rows


def seen(page: RowsPage, heights: Sequence[int], height: int) -> list[str]:
    return shown(page.lines(rows_of(heights), len(heights), height), 20)


def test_the_view_begins_at_the_top_and_ends_with_the_cursor() -> None:
    page, heights = RowsPage(), [2, 2, 2, 2]
    page.keep_in_view(rows_of(heights), 4, 0, 5)
    assert seen(page, heights, 5) == ["0.0", "0.1", "1.0", "1.1", "2.0"]
    page.keep_in_view(rows_of(heights), 4, 2, 5)
    assert seen(page, heights, 5) == ["0.1", "1.0", "1.1", "2.0", "2.1"]
    page.keep_in_view(rows_of(heights), 4, 0, 5)
    assert seen(page, heights, 5)[0] == "0.0"


def test_a_text_taller_than_the_view_is_read_to_its_end() -> None:
    page, heights = RowsPage(), [1, 10, 1]
    rows = rows_of(heights)
    page.keep_in_view(rows, 3, 1, 4)
    assert seen(page, heights, 4)[0] == "1.0"
    turns = 0
    while page.turn(rows, 1, 1, 4):
        page.keep_in_view(rows, 3, 1, 4)
        turns += 1
    assert "1.9" in seen(page, heights, 4)
    assert turns == 3
    while page.turn(rows, 1, -1, 4):
        page.keep_in_view(rows, 3, 1, 4)
    assert seen(page, heights, 4)[0] == "1.0"


def test_a_page_on_and_back_again_goes_through_everything() -> None:
    page, heights = RowsPage(), [2] * 20
    rows, cursor, stood = rows_of(heights), 0, []
    while cursor < 19:
        cursor = page.next_page(rows, 20, cursor, 1, 7)
        page.keep_in_view(rows, 20, cursor, 7)
        stood.append(cursor)
    assert stood == [3, 6, 9, 12, 15, 18, 19]
    while cursor:
        cursor = page.next_page(rows, 20, cursor, -1, 7)
        page.keep_in_view(rows, 20, cursor, 7)
    assert seen(page, heights, 7)[0] == "0.0"


def test_a_click_finds_its_row() -> None:
    page, heights = RowsPage(), [3, 1, 2]
    page.skipped = 1
    assert [page.row_at(rows_of(heights), 3, each) for each in range(6)] == [0, 0, 1, 2, 2, None]


@pytest.mark.slow
@given(
    st.lists(st.integers(1, 12), min_size=1, max_size=12),
    st.integers(1, 9),
    st.lists(st.tuples(st.sampled_from(["move", "page", "jump"]), st.integers(-3, 3)), max_size=20),
)
def test_the_cursor_s_row_is_always_in_view(
    heights: list[int], height: int, steps: list[tuple[str, int]]
) -> None:
    page, rows, count, cursor = RowsPage(), rows_of(heights), len(heights), 0
    for what, step in steps:
        if what == "page":
            cursor = page.next_page(rows, count, cursor, step or 1, height)
        elif what == "jump" or not page.turn(rows, cursor, step or 1, height):
            cursor = min(max(cursor + step, 0), count - 1)
        page.keep_in_view(rows, count, cursor, height)
        in_view = seen(page, heights, height)
        assert any(each.startswith(f"{cursor}.") for each in in_view)
        if heights[cursor] <= height:
            assert sum(each.startswith(f"{cursor}.") for each in in_view) == heights[cursor]

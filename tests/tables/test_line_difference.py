from __future__ import annotations

from coder.tables.grid_difference import Difference
from coder.tables.line_difference import line_differences

LINES = [("", "Antall", "Prosent"), ("NAV", "12", "60"), ("Bil", "8", "40"), ("Et notat.",)]


def test_equal_lines_have_no_differences() -> None:
    assert line_differences(LINES, list(LINES)) == ()


def test_a_cell_is_named_by_its_line() -> None:
    other = [LINES[0], ("NAV", "13", "60"), *LINES[2:]]
    assert line_differences(LINES, other) == (Difference("NAV", "12", "13"),)


def test_another_label_is_named_by_nothing() -> None:
    other = [LINES[0], ("Nav", "12", "60"), *LINES[2:]]
    assert line_differences(LINES, other) == (Difference("", "NAV", "Nav"),)


def test_a_line_that_is_missing_is_told_whole() -> None:
    other = [LINES[0], LINES[2], LINES[3]]
    assert line_differences(LINES, other) == (Difference("", "NAV  12  60", None),)
    assert line_differences(other, LINES) == (Difference("", None, "NAV  12  60"),)


def test_beside_a_missing_line_a_changed_one_is_found_by_its_label() -> None:
    other = [LINES[0], ("Bil", "9", "40"), LINES[3]]
    found = line_differences(LINES, other)
    assert set(found) == {Difference("", "NAV  12  60", None), Difference("Bil", "8", "9")}

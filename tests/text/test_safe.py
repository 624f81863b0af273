"""No text from outside reaches a terminal in a form it obeys."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from coder.text.safe import safe, safe_line, shortened


@pytest.mark.parametrize(
    "text, shown",
    [
        ("æøå 👩‍👩‍👧 ok", "æøå 👩‍👩‍👧 ok"),
        ("\x1b[2J\x1b]0;tittel\x07", "␛[2J␛]0;tittel␇"),
        ("a\x00b\x7fc\x9bd", "a␀b␡c\ufffdd"),
        ("a\u202eb\u2066c\u200fd", "a\ufffdb\ufffdc\ufffdd"),
        ("a\u200bb\ufeffc", "a·b·c"),
        ("a\r\nb\rc\nd\te", "a\nb\nc\nd\te"),
        ("\ud800x", "\ufffdx"),
        ("a\u2028b", "a\nb"),
        ("[bold]x[/] [@click=app.exit]", "[bold]x[/] [@click=app.exit]"),
    ],
)
def test_what_a_terminal_would_obey_is_shown_instead(text: str, shown: str) -> None:
    assert safe(text) == shown


@given(st.text())
def test_nothing_that_controls_is_left(text: str) -> None:
    shown = safe(text)
    assert all(
        letter in "\n\t" or unicodedata.category(letter) not in ("Cc", "Cs", "Zl", "Zp") for letter in shown
    )
    assert safe(shown) == shown
    shown.encode()


@given(st.text())
def test_a_line_is_one_line(text: str) -> None:
    assert "\n" not in safe_line(text)
    assert "\t" not in safe_line(text)


def test_line_breaks_stay_visible_on_one_line() -> None:
    assert safe_line("bolig\r\narbeid\tfritid") == "bolig ⏎ arbeid fritid"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])), st.integers(0, 30))
def test_a_shortened_text_fits_and_one_that_fits_is_left_alone(text: str, width: int) -> None:
    cut = shortened(text, width)
    assert cell_len(cut) <= width
    if cell_len(text) <= width and len(text) <= 16 * width:
        assert cut == text


def test_shortening_counts_cells_not_letters() -> None:
    assert shortened("samarbeid", 6) == "samar…"
    assert shortened("漢字漢字", 6) == "漢字…"
    assert shortened("漢字漢字", 8) == "漢字漢字"
    assert shortened("to ord her", 4) == "to…"
    assert shortened("x" * 1_000_000, 3) == "xx…"
    assert shortened("abc", 0) == ""

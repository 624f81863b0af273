"""Lines laid out in cells."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from coder.tui.pieces.lines import Line, Piece, Role, bar, fitted, line


def _text(shown: Line, width: int) -> str:
    return "".join(piece.text for piece in fitted(shown, width))


def test_left_and_right_fill_the_width() -> None:
    assert _text(line(Piece("Samarbeid"), right=[Piece("41")]), 20) == "Samarbeid         41"


def test_what_does_not_fit_is_shortened_with_an_ellipsis_and_the_number_stays() -> None:
    assert _text(line(Piece("Tett individuell oppfølging"), right=[Piece("41")]), 16) == ("Tett indivi…  41")


@pytest.mark.parametrize("width", range(0, 12))
def test_a_line_is_never_wider_than_asked(width: int) -> None:
    shown = line(Piece("日本語 og 👩‍👩‍👧"), Piece(" til"), right=[Piece("123456")])
    assert cell_len(_text(shown, width)) <= width


def test_no_control_sign_is_painted() -> None:
    text = _text(line(Piece("a\x1b[2Jb\x9b31m\nc\u202e")), 40)
    assert not any(ord(sign) < 32 or 0x7F <= ord(sign) < 0xA0 or sign == "\u202e" for sign in text)


@pytest.mark.parametrize(("share", "filled"), [(0.0, 0), (0.001, 1), (0.5, 5), (0.99, 9), (1.0, 10)])
def test_a_bar_shows_any_share_and_fills_only_when_all_is_done(share: float, filled: int) -> None:
    done, rest = bar(share, 10)
    assert (len(done.text), len(rest.text)) == (filled, 10 - filled)
    assert rest.role is Role.TRACK


def test_a_piece_left_out_whole_leaves_an_ellipsis() -> None:
    shown = line(Piece("fylke Agder"), Piece("   samarbeid"), Piece(" Godt"))
    assert [_text(shown, width) for width in (11, 12, 14)] == [
        "fylke Agde…",
        "fylke Agder…",
        "fylke Agder…  ",
    ]
    assert _text(line(Piece("fylke Agder"), Piece("!")), 12) == "fylke Agder!"

"""Which words of a text stand on which line, and how they are marked."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from coder.domain.coding import Span
from coder.text.safe import safe
from coder.tui.pieces.answer_lines import LONGEST, TextWindow
from coder.tui.pieces.lines import Line, Role

_CHOSEN = {Role.CHOSEN, Role.CHOSEN_PLACED}
_PLACED = {Role.PLACED, Role.CHOSEN_PLACED}
HOSTILE = st.text(alphabet=st.sampled_from("ab æ.\n\r\t\x1b\u200b\u202e\u2028\u0301👍日\ufeff"), max_size=80)


def _marked(lines: list[Line], roles: set[Role]) -> str:
    return "".join(piece.text for each in lines for piece in each.left if piece.role in roles)


def _without_blanks(text: str) -> str:
    return "".join(text.split())


def test_the_chosen_words_and_the_placed_ones_are_told_apart() -> None:
    window = TextWindow.around("Vi treng folk. Og tid!", 0, 40)
    lines = window.lines((15, 22), [(9, 17)])
    assert [(piece.text, piece.role) for piece in lines[0].left] == [
        ("Vi treng ", Role.TEXT),
        ("folk. ", Role.PLACED),
        ("Og", Role.CHOSEN_PLACED),
        (" tid!", Role.CHOSEN),
    ]


def test_words_that_speak_for_a_suggestion_are_marked_where_the_coder_stands_and_elsewhere() -> None:
    window = TextWindow.around("Vi treng folk. Og tid!", 0, 40)
    lines = window.lines((15, 22), [(0, 14)], [(18, 21), (9, 13)])
    assert [(piece.text, piece.role) for piece in lines[0].left] == [
        ("Vi treng ", Role.PLACED),
        ("folk", Role.SPEAKING),
        (".", Role.PLACED),
        (" ", Role.TEXT),
        ("Og ", Role.CHOSEN),
        ("tid", Role.CHOSEN_SPEAKING),
        ("!", Role.CHOSEN),
    ]


def test_what_is_marked_goes_on_from_line_to_line() -> None:
    lines = TextWindow.around("ein to tre fire fem", 0, 8).lines((4, 15))
    assert _marked(lines, _CHOSEN) == "totre fire"
    assert [each.joint for each in lines] == [None, " ", " "]


def test_a_line_break_of_two_signs_does_not_shift_the_marks() -> None:
    text = "Ein.\r\n\r\nTo.\r\nTre."
    lines = TextWindow.around(text, 0, 40).lines((13, 17), [(8, 11)])
    assert (_marked(lines, _CHOSEN), _marked(lines, _PLACED)) == ("Tre.", "To.")


@given(HOSTILE, st.integers(1, 12), st.data())
def test_whatever_the_text_holds_exactly_the_chosen_words_are_marked(
    text: str, width: int, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    window = TextWindow.around(text, 0, width)
    lines = window.lines((start, end), [(start, end)])
    if text[start - 1 : start + 1] != "\r\n" and text[end - 1 : end + 1] != "\r\n":
        expected = _without_blanks(safe(text[start:end]))
        assert _without_blanks(_marked(lines, _CHOSEN)) == expected
        assert _without_blanks(_marked(lines, _PLACED)) == expected
    everything = "".join(piece.text for each in lines for piece in each.left)
    assert _without_blanks(everything) == _without_blanks(safe(text))


@given(HOSTILE, st.integers(1, 12), st.data())
def test_a_place_stands_on_the_line_that_is_said(text: str, width: int, data: st.DataObject) -> None:
    window = TextWindow.around(text, 0, width)
    place = data.draw(st.integers(0, max(len(text) - 1, 0)))
    row = window.row_of(place)
    assert 0 <= row < max(len(window.lines()), 1)
    # Return and line feed are one sign: between them there is no place of its own.
    is_inside_line_break = text[max(place - 1, 0) : place + 1] == "\r\n"
    assert window.place_of(row) <= place or row == 0 or is_inside_line_break


SENTENCE = "Setning nummer {n:05} handler om folk og tid. "
LONG = "".join(SENTENCE.format(n=n) for n in range(22_000))
ONE = len(SENTENCE.format(n=0))


def test_every_sentence_of_a_megabyte_can_be_shown_quickly() -> None:
    for number in (0, 1, 400, 11_000, 21_998, 21_999):
        span: Span = (number * ONE, number * ONE + ONE - 1)
        begun = time.process_time()
        window = TextWindow.around(LONG, span[0], 76)
        lines = window.lines(span, [(n * ONE, n * ONE + ONE - 1) for n in range(0, 22_000, 3)])
        assert time.process_time() - begun < 0.5
        assert window.holds(span)
        assert _marked(lines, _CHOSEN).replace(" ", "") == LONG[span[0] : span[1]].replace(" ", "")
        assert sum(len(piece.text) for each in lines for piece in each.left) < LONGEST + 100


def test_a_long_text_says_what_stands_before_and_after() -> None:
    first, middle, last = (
        TextWindow.around(LONG, place, 76).lines() for place in (0, 500_000, len(LONG) - 1)
    )
    assert first[0].left[0].text.startswith("Setning")
    assert "more" in first[-1].left[0].text
    assert "before this" in middle[0].left[0].text
    assert "more" in middle[-1].left[0].text
    assert last[-1].left[-1].text.endswith("tid.")


def test_an_excerpt_longer_than_a_window_is_shown_from_its_beginning() -> None:
    window = TextWindow.around(LONG, 500_000, 76)
    assert window.holds((500_000, 900_000))
    assert not window.holds((100, 900_000))

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.domain.passage_text import OMISSION, printed, printed_parts, shortened

TEXT = "Nav på Lillevik er bra, men vi trenger flere folk. Kari ringer aldri."


def _span(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def test_a_whole_answer_is_printed_letter_by_letter() -> None:
    assert shortened("Det er  «bra» – <b>ja</b>.\nOg [slik].") == "Det er  «bra» – <b>ja</b>.\nOg [slik]."


def test_blanks_around_a_passage_are_left_out() -> None:
    assert shortened("  Bra. \n") == "Bra."


def test_an_excerpt_is_printed_alone() -> None:
    assert shortened(TEXT, _span("vi trenger flere folk.")) == "vi trenger flere folk."


def test_a_cut_becomes_a_sign_with_a_blank_on_each_side() -> None:
    assert shortened(TEXT, None, [_span(", men vi trenger flere folk")]) == (
        "Nav på Lillevik er bra […]. Kari ringer aldri."
    )
    assert shortened(TEXT, None, [_span("men vi trenger flere folk. ")]) == (
        "Nav på Lillevik er bra, […] Kari ringer aldri."
    )


def test_a_cut_at_an_end_shows_too() -> None:
    assert shortened(TEXT, None, [_span("Nav på Lillevik er bra, men ")]).startswith("[…] vi trenger")
    assert shortened(TEXT, None, [_span(" Kari ringer aldri.")]).endswith("flere folk. […]")


def test_a_cut_stands_close_to_the_brackets_around_it() -> None:
    assert shortened("Det (og mye annet) er bra", None, [(5, 17)]) == "Det ([…]) er bra"


def test_cuts_with_only_a_blank_between_them_are_one() -> None:
    assert shortened("a b c d", None, [(2, 3), (4, 5)]) == "a […] d"


def test_a_mask_puts_its_words_in_brackets() -> None:
    masks = [(*_span("Lillevik"), "sted"), (*_span("Kari"), "[navn]")]
    assert shortened(TEXT, None, (), masks) == (
        "Nav på [sted] er bra, men vi trenger flere folk. [navn] ringer aldri."
    )


def test_a_mask_that_reaches_into_the_passage_masks_what_is_left() -> None:
    text = "Vi i Lillevik kommune vil."
    start = text.index("kommune")
    assert shortened(text, (start, len(text)), (), [(5, 21, "en kommune")]) == "[en kommune] vil."


def test_a_mask_in_a_cut_shows_nothing_of_the_mention() -> None:
    text = "Vi i Lillevik kommune vil."
    printed = shortened(text, None, [(5, 13)], [(5, 21, "kommune")])
    assert "Lillevik" not in printed
    assert printed == "Vi i […] [kommune] vil."


def test_masks_that_overlap_are_one() -> None:
    assert shortened("abcdef", None, (), [(1, 4, "x"), (2, 5, "y")]) == "a[x]f"


def test_parts_printed_are_those_outside_the_cuts() -> None:
    assert printed_parts("abcdef", (1, 6), [(2, 3)]) == [(1, 2), (3, 6)]
    assert printed_parts("abc") == [(0, 3)]


_PLACES = st.tuples(st.integers(-3, 40), st.integers(-3, 40))


@pytest.mark.slow
@given(st.text(max_size=30), st.lists(_PLACES, max_size=4), st.lists(_PLACES, max_size=4))
def test_nothing_but_the_text_and_signs_is_ever_printed(
    text: str, cuts: list[tuple[int, int]], masked: list[tuple[int, int]]
) -> None:
    printed = shortened(text, None, cuts, [(start, end, "X") for start, end in masked])
    left = printed.replace(OMISSION, "").replace("[X]", "").replace(" ", "")
    to_come = iter(text)
    assert all(sign in to_come for sign in left), "in the order of the text, and nothing besides"


@pytest.mark.slow
@given(st.text(min_size=1, max_size=30), _PLACES)
def test_what_is_masked_is_never_printed(text: str, place: tuple[int, int]) -> None:
    start, end = sorted((max(place[0], 0), max(place[1], 0)))
    marked = "".join("\ue000" if start <= at < end else sign for at, sign in enumerate(text))
    assert "\ue000" not in shortened(marked, None, (), [(start, end, "X")])


def test_what_is_printed_is_found_again_where_it_stands() -> None:
    text = "  Nav i Ås er bra, men vi trenger flere folk i Ås.  "
    shown = printed(text, None, [(text.index("men"), text.index("flere"))], [(8, 10, "kommune")])
    assert shown.text == "Nav i [kommune] er bra, […] flere folk i Ås."
    last = text.rindex("Ås")
    assert [shown.text[slice(*each)] for each in shown.places((last, last + 2))] == ["Ås"]
    assert [shown.text[slice(*each)] for each in shown.places((8, 10))] == ["[kommune]"]
    assert [shown.text[slice(*each)] for each in shown.places((2, 5))] == ["Nav"]
    assert shown.places((0, 2)) == []
    cut = text.index("trenger")
    assert [shown.text[slice(*each)] for each in shown.places((cut, cut + 7))] == ["[…]"]

"""What is told of codes set on words of an answer."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coder.domain.codebook import Code, CodeKind, CodeText
from coder.domain.coding import CodedState
from coder.tui.coding.change import Change, Standing
from coder.tui.coding.set_code_lines import code_lines, in_brief
from coder.tui.coding.set_codes import SetCode, set_code
from tests.tui.desks import shown

TEXT = "Vi treng folk. Det må finnast plassar her i bygda. Og tid!"
FIRST, SECOND, THIRD = (0, 14), (15, 50), (51, 58)


def _code(name: str = "Lokale tilbud") -> Code:
    return Code(
        1, "u", name, (name,), None, 1, CodeKind.ORDINARY, True, "", 1, False, None, None, None, CodeText()
    )


def test_an_excerpt_is_told_by_its_first_and_last_words() -> None:
    assert in_brief(TEXT, SECOND, 48) == "Det må finnast plassar her i bygda"
    assert in_brief(TEXT, SECOND, 32) == "Det må finnast … her i bygda"
    assert in_brief(TEXT, SECOND, 16) == "Det må … i bygda"
    assert in_brief(TEXT, FIRST, 16) == "Vi treng folk"


def test_where_words_are_long_the_last_is_told() -> None:
    assert in_brief("Kvardagsrehabiliteringsteam", (0, 27), 16) == "…abiliteringsteam"
    assert in_brief("Kvardagsrehabiliteringsteam i alle kommunar", (0, 43), 16) == "…i alle kommunar"


@given(st.text(st.sampled_from("ab .,"), max_size=400), st.sampled_from([16, 32, 48]))
def test_what_is_told_of_an_excerpt_has_its_room_and_no_words_of_its_own(text: str, most: int) -> None:
    told = in_brief(text, (0, len(text)), most)
    assert len(told) <= most + 1
    if not told.startswith("…"):
        assert set(told.split()) - {"…"} <= set(text.rstrip(" .,").split())


def test_excerpts_are_told_at_length_where_that_leaves_all_codes_on_one_line() -> None:
    code = SetCode(_code(), True, "", ((SECOND, True),))
    assert shown(code_lines([code], TEXT, (), 80)) == [
        "● Lokale tilbud  «Det må finnast plassar her i bygda»"
    ]
    assert shown(code_lines([code, code], TEXT, (), 80)) == [
        "● Lokale tilbud  «Det må … i bygda»    ● Lokale tilbud  «Det må … i bygda»"
    ]


def test_a_hostile_excerpt_is_one_harmless_line() -> None:
    assert in_brief("a\x1b[31m\nb\r\nc", (0, 11), 16) == "a␛[31m ⏎ b ⏎ c"


def test_each_place_stands_beside_its_code_and_says_whether_it_is_saved() -> None:
    saved = SetCode(_code(), True, "", ((FIRST, True), (THIRD, False)))
    assert shown(code_lines([saved], TEXT, (), 80)) == ["● Lokale tilbud  «Vi treng folk»  ○ «Og tid»"]


def test_a_code_not_yet_saved_anywhere_is_hollow_itself() -> None:
    standing = Standing((1,), CodedState.STARTED, {1: (FIRST,)})
    told = set_code(_code(), "", standing, [Change(1, sets=1, excerpts=(FIRST,))])
    assert shown(code_lines([told], TEXT, (), 80)) == ["○ Lokale tilbud  «Vi treng folk»"]


def test_of_many_places_three_are_told() -> None:
    many = SetCode(_code(), True, "", tuple(((n, n + 2), True) for n in range(7)))
    assert shown(code_lines([many], TEXT, (), 80))[0].endswith("+4")

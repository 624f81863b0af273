"""What is told of codes set on words of an answer."""

from __future__ import annotations

from coder.domain.codebook import Code, CodeKind, CodeText
from coder.domain.coding import CodedState
from coder.tui.coding_change import Change, Standing
from coder.tui.set_code_lines import code_lines, last_words
from coder.tui.set_codes import SetCode, set_code
from tests.tui.desks import shown

TEXT = "Vi treng folk. Det må finnast plassar her i bygda. Og tid!"
FIRST, SECOND, THIRD = (0, 14), (15, 50), (51, 58)


def _code(name: str = "Lokale tilbud") -> Code:
    return Code(
        1, "u", name, (name,), None, 1, CodeKind.ORDINARY, True, "", 1, False, None, None, None, CodeText()
    )


def test_an_excerpt_is_told_by_its_last_words() -> None:
    assert last_words(TEXT, SECOND) == "…her i bygda"
    assert last_words(TEXT, FIRST) == "Vi treng folk"
    assert last_words("Kvardagsrehabiliteringsteam", (0, 27)) == "…abiliteringsteam"


def test_a_hostile_excerpt_is_one_harmless_line() -> None:
    assert last_words("a\x1b[31m\nb\r\nc", (0, 11)) == "a␛[31m ⏎ b ⏎ c"


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

"""Positions: the same places come back, however a program counts."""

from __future__ import annotations

import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.exchange.refi.convention import (
    STANDARD,
    Convention,
    Unit,
    UnknownConventionError,
    convention_named,
)
from coder.exchange.refi.placed_text import PlacedText
from coder.exchange.refi.positions import Choice, Marked, chosen_convention

CONVENTIONS = [Convention(*each) for each in product(Unit, (False, True), (False, True), (False, True))]
TEXTS = st.lists(
    st.sampled_from(["kommunen", " ", "\r\n", "😀", "å", "e\u0301", ".", "👨‍👩‍👧", "x"]), max_size=40
).map("".join)


def position(text: str, place: int, convention: Convention, has_bom: bool) -> int:
    """Count as a program would, straight from the file; ``text`` has its CRLF."""
    before = text[:place]
    if convention.crlf_is_one:
        before = before.replace("\r\n", "\n")
    if convention.bom_counts and has_bom:
        before = "\ufeff" + before
    if convention.unit is Unit.UTF16:
        return len(before.encode("utf-16-le")) // 2
    return len(before.encode()) if convention.unit is Unit.UTF8 else len(before)


def marks(text: str, spans: list[tuple[int, int]], convention: Convention, has_bom: bool) -> list[Marked]:
    last = 1 if convention.inclusive else 0
    return [
        Marked(
            position(text, start, convention, has_bom), position(text, end - last, convention, has_bom), ""
        )
        for start, end in spans
    ]


@given(text=TEXTS, convention=st.sampled_from(CONVENTIONS), has_bom=st.booleans())
def test_every_place_comes_back_under_every_convention(
    text: str, convention: Convention, has_bom: bool
) -> None:
    placed = PlacedText(text, has_bom=has_bom)
    places = placed.places(convention)
    signs = re.findall("\r\n|.", text, re.DOTALL)
    at, back = 0, 0
    for sign in signs:
        assert places.place(position(text, at, convention, has_bom)) == back
        at, back = at + len(sign), back + 1
    assert placed.text == text.replace("\r\n", "\n")
    assert places.place(position(text, at, convention, has_bom)) == len(placed.text)
    assert places.place(position(text, at, convention, has_bom) + 1) is None


TELLING = (
    "Bedre hjelp 😀 til barn.\r\nFlere folk på jobb, 👍🏽 mer tid!\r\n"
    "Så var det økonomien: små midler 😀 her.\r\n"
)
TELLING_SPANS = [match.span() for match in re.finditer(r"\w+", TELLING)]


@pytest.mark.parametrize("convention", CONVENTIONS, ids=lambda each: each.name)
def test_selections_of_words_tell_the_convention(convention: Convention) -> None:
    marked = marks(TELLING, TELLING_SPANS, convention, True)
    choice = chosen_convention([(PlacedText(TELLING, has_bom=True), marked)], "Ukjent 1.0")
    assert choice == Choice(convention, len(marked), len(marked))
    assert choice.is_sure


def test_the_evidence_of_all_texts_is_summed() -> None:
    silent = (PlacedText("bare ord her"), [Marked(0, 4, ""), Marked(5, 8, "")])
    telling = (PlacedText("😀 hei du 😀 der"), [Marked(3, 6, ""), Marked(7, 9, ""), Marked(13, 16, "")])
    assert chosen_convention([silent, telling], "").convention.unit is Unit.UTF16


@pytest.mark.parametrize(
    ("origin", "name"),
    [("NVivo Windows 12.6", "utf16"), ("ATLAS.ti 26", "crlf1"), ("QualCoder", "standard"), ("", "standard")],
)
def test_the_origin_decides_where_selections_do_not(origin: str, name: str) -> None:
    nothing: list[Marked] = []
    assert chosen_convention([(PlacedText("a 😀\r\nb"), nothing)], origin).convention == convention_named(
        name
    )
    both = [Marked(0, 3, "")]
    assert chosen_convention([(PlacedText("hei 😀\r\nb"), both)], origin).convention == convention_named(name)


def test_a_name_that_quotes_the_text_is_better_evidence_than_words() -> None:
    text = PlacedText("😀 skolehelsetjenesten")
    quoting = [Marked(2, 7, "skole"), Marked(7, 12, "helse")]
    choice = chosen_convention([(text, quoting)], "")
    assert choice == Choice(STANDARD, 2, 2)
    cut = Marked(2, 20, "skolehelsetjeneste")
    assert chosen_convention([(text, [cut])], "").fitting == 1


def test_selections_that_fit_nothing_are_no_sure_choice() -> None:
    text = PlacedText("kommunene samarbeider godt")
    choice = chosen_convention([(text, [Marked(2, 5, ""), Marked(12, 15, ""), Marked(0, 9, "")])], "")
    assert (choice.fitting, choice.of, choice.is_sure) == (1, 3, False)
    assert chosen_convention([(text, [Marked(4, 4, "")])], "").of == 0


def test_conventions_have_names() -> None:
    for convention in CONVENTIONS:
        assert convention_named(convention.name) == convention
    assert STANDARD.name == "standard"
    assert convention_named(" UTF16 + bom").name == "utf16+bom"
    with pytest.raises(UnknownConventionError, match="utf16, utf8, crlf1, bom, inclusive"):
        convention_named("latin1")

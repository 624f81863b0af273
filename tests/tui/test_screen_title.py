"""Titles and headings say what matters however narrow it is."""

from __future__ import annotations

from coder.domain.codebook import Code, CodeKind
from coder.tui.pieces.lines import Piece, line
from coder.tui.pieces.screen_title import code_title, counted, screen_title
from coder.tui.texts.lines import heading_name
from tests.tui.desks import shown

LONG = "Tjenesteutviklings- og kompetansehevingstiltak i kommunene"


def test_a_title_says_what_the_screen_is_and_what_is_counted_before_all_else() -> None:
    told = screen_title("Svar", above="Prosjekt", about=LONG * 2, right=counted("154 svar", "Kari"))
    [narrow] = shown(told, 50)
    assert narrow.startswith("Prosjekt  ›  Svar  Tjeneste")
    assert narrow.endswith("…  154 svar   Kari")


def test_a_codes_name_stays_in_the_title_when_its_theme_has_no_room() -> None:
    path = (LONG, "Reisevei")
    code = Code(1, "u", path[1], path, None, 1, CodeKind.ORDINARY, True, "", 0, False, None, None, None)
    [narrow] = shown(code_title(code, above="Kodeliste"), 40)
    assert narrow.startswith("Kodeliste  ›  Reisevei  Tjeneste")
    assert narrow.endswith("…")


def test_a_codes_name_stays_in_a_heading_when_its_theme_has_no_room() -> None:
    [narrow] = shown(line(*heading_name((LONG, "Tettere samarbeid"), 50), right=[Piece("6 av 666")]), 60)
    assert "… › Tettere samarbeid" in narrow
    [wide] = shown(line(*heading_name(("Nav", "Tettere samarbeid"), 50)), 60)
    assert wide.strip() == "Nav › Tettere samarbeid"

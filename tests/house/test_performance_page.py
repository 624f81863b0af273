"""The page of figures has a place for all that one run measures, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks.performance_page import DOCS, PAGES, filled, write_pages
from benchmarks.whole import PARTS

PLACE = re.compile(r"<!-- figures: ([\w-]+) -->")
ENDS = "<!-- end of figures -->"
FOUND = {
    "shared": [
        {"program": "coder", "answers": 100, "act": "open", "seconds": [0.5, 0.7, 0.6], "megabytes": 80.2},
        {"program": "qc", "answers": 100, "act": "open", "seconds": [1.25], "megabytes": None},
    ],
    "parts": {"startup": {"printed": "coder --help  0.09 s\n"}},
}


def text(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def test_both_pages_have_the_same_places_in_the_same_order() -> None:
    english, norwegian = (PLACE.findall(text(name)) for name in PAGES.values())
    assert english == norwegian


@pytest.mark.parametrize("name", PAGES.values())
def test_all_that_is_measured_has_a_place_that_ends(name: str) -> None:
    places = PLACE.findall(text(name))
    assert sorted(places) == sorted({"machine", "shared", *PARTS})
    assert text(name).count(ENDS) == len(places)


@pytest.mark.slow
def test_figures_take_the_place_of_older_ones_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    for name in PAGES.values():
        page = (
            f"Before\n<!-- figures: shared -->\nold\n{ENDS}\nAfter\n<!-- figures: table -->\nkept\n{ENDS}\n"
        )
        (tmp_path / name).write_text(page, encoding="utf-8")
    assert set(write_pages(FOUND, tmp_path)) == {"startup"}
    english, norwegian = ((tmp_path / name).read_text(encoding="utf-8") for name in PAGES.values())
    assert "| start, open, first answer | 100 | 600 ms | 1.2 s |" in english
    assert "| starte, åpne, første svar | 100 | 600 ms | 1,2 s |" in norwegian
    assert "old" not in english
    assert english.startswith("Before\n")
    assert english.endswith(f"kept\n{ENDS}\n")
    assert (tmp_path / "pictures" / "cost_against_size.svg").read_text(encoding="utf-8").startswith("<?xml")


def test_writing_the_same_figures_twice_changes_nothing() -> None:
    once = filled(f"<!-- figures: a -->\n{ENDS}\n", {"a": "new"})
    assert filled(once, {"a": "new"}) == once

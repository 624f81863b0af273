"""Figures as SVG and PNG: what they say, read back from the file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from coder.documents.bar_figure import Bar, Panel
from coder.documents.figure_files import MOST_DRAWN, TooMuchToDrawError, write_figure
from coder.documents.picture_file import NotAPictureError
from coder.documents.provenance_in import provenance_in
from coder.documents.saturation_figure import Reached, SaturationFigure
from coder.documents.trend_drawing import runs
from coder.documents.trend_figure import Point
from coder.messages import set_language
from tests.documents.figures import bar_figure, bars, trend_figure, weighted_figure
from tests.documents.grids import HOSTILE, PROVENANCE, hostile, long_list, themes

_SVG = "{http://www.w3.org/2000/svg}"

pytestmark = pytest.mark.slow


def said(picture: Path) -> list[str]:
    """Return the texts of a picture in the order they are drawn."""
    return ["".join(each.itertext()) for each in ElementTree.parse(picture).iter(f"{_SVG}text")]


def test_the_bars_stand_in_the_order_of_the_table_with_its_words(tmp_path: Path) -> None:
    set_language("nb")
    write_figure(bar_figure(long_list()), tmp_path / "f.svg")
    found = said(tmp_path / "f.svg")
    labels = [row.label for row in long_list().rows]
    short = [label for label in labels if label in found]
    assert len(short) > 30
    assert [text for text in found if text in short] == short
    assert long_list().title.replace("Tabell", "Figur") in found
    assert long_list().note in found
    assert [text for text in found if text.isdecimal()][-37:-30] == ["22", "22", "15", "15", "10", "8", "7"]


def test_a_long_name_is_wrapped_and_whole(tmp_path: Path) -> None:
    write_figure(bar_figure(themes()), tmp_path / "f.svg")
    assert themes().rows[2].label in " ".join(said(tmp_path / "f.svg"))


def test_a_row_without_a_number_has_its_sign_and_no_bar(tmp_path: Path) -> None:
    hidden = bar_figure(themes(), Panel("", "", (Bar("Bil", None, sign=":"), Bar("Buss", None, sign="."))))
    write_figure(hidden, tmp_path / "f.svg")
    assert {":", "."} <= set(said(tmp_path / "f.svg"))
    drawn = (tmp_path / "f.svg").read_text(encoding="utf-8")
    assert "#0072b2" not in drawn
    assert "#56b4e9" not in drawn


def test_weighted_shares_are_hatched_and_named(tmp_path: Path) -> None:
    set_language("en")
    write_figure(weighted_figure(), tmp_path / "f.svg")
    found = said(tmp_path / "f.svg")
    assert {"Weighted", "Unweighted", "68", "67"} <= set(found)
    assert "<pattern" in (tmp_path / "f.svg").read_text(encoding="utf-8")


@pytest.mark.slow
def test_every_level_has_its_panel_with_its_n_on_the_same_axis(tmp_path: Path) -> None:
    levels = ("<2 000", "2 000–4 999", "5 000–9 999", "10 000–19 999", "20 000–49 999", "50 000+", "Totalt")
    panels = [Panel(level, f"N={n}", bars(themes())) for n, level in enumerate(levels, start=20)]
    write_figure(bar_figure(themes(), *panels), tmp_path / "f.svg")
    found = said(tmp_path / "f.svg")
    assert [text for text in found if text.startswith("N=") and text[2:].isdecimal()] == [
        f"N={n}" for n in range(20, 27)
    ]
    assert set(levels) <= set(found)
    assert found.count("75") == found.count("25") == 7


def test_a_line_ends_where_there_is_no_point_and_before_a_break() -> None:
    points = [
        Point(None if share is None else share, is_break=place == 3) for place, share in enumerate(SHARES)
    ]
    assert runs(points) == [[0, 1, 2], [3], [5, 6]]


SHARES = [row.bar for row in (*long_list().rows[:4], themes().rows[3], *long_list().rows[:2])]


def test_a_trend_says_the_waves_with_n_and_every_series(tmp_path: Path) -> None:
    write_figure(trend_figure(), tmp_path / "f.svg")
    found = said(tmp_path / "f.svg")
    assert [text for text in found if text.startswith("N=")] == ["N=419", "N=293", "N=318", "N=346"]
    assert {series.label for series in trend_figure().series} <= set(found)


@pytest.mark.slow
def test_many_series_stand_in_panels_of_their_own_with_their_numbers(tmp_path: Path) -> None:
    write_figure(trend_figure(times=4), tmp_path / "f.svg")
    found = said(tmp_path / "f.svg")
    assert found.count("I stor grad") == 4
    assert found.count("63") == 4


def test_the_saturation_curve_has_its_axes_named(tmp_path: Path) -> None:
    set_language("en")
    figure = SaturationFigure(
        "Nye koder", tuple(Reached(10 * n, 5 + n, 1) for n in range(1, 9)), provenance=PROVENANCE
    )
    write_figure(figure, tmp_path / "f.svg")
    assert {"Answers read", "Codes met so far", "80"} <= set(said(tmp_path / "f.svg"))
    write_figure(replace(figure, stretches=()), tmp_path / "g.svg")


def test_letters_in_an_svg_are_letters_and_come_back_whatever_they_are(tmp_path: Path) -> None:
    texts = (*HOSTILE[:3], HOSTILE[5], HOSTILE[6], HOSTILE[7], "{antall:x} $a_1$")
    figure = bar_figure(themes(), Panel("", "", tuple(Bar(text, themes().rows[0].bar) for text in texts)))
    assert write_figure(figure, tmp_path / "f.svg") == ()
    assert set(texts) <= set(said(tmp_path / "f.svg"))


@pytest.mark.slow
def test_what_a_png_cannot_show_is_replaced_and_counted(tmp_path: Path) -> None:
    figure = replace(bar_figure(themes()), caption="👩 日本 \x00", note="", description="")
    [told] = write_figure(figure, tmp_path / "f.png")
    assert told == "4 characters that cannot be drawn in a PNG were replaced by «\ufffd». An SVG holds them."
    [told] = write_figure(figure, tmp_path / "f.svg")
    assert told == "1 character that no document can hold was replaced by «\ufffd»."
    assert write_figure(bar_figure(themes()), tmp_path / "f.png") == ()


@pytest.mark.slow
def test_forty_thousand_characters_make_no_picture_of_many_metres(tmp_path: Path) -> None:
    write_figure(bar_figure(hostile("x" * 40_000)), tmp_path / "f.svg")
    assert float(ElementTree.parse(tmp_path / "f.svg").getroot().get("height", "0pt")[:-2]) < 72 * 500


@pytest.mark.parametrize("ending", ["svg", "png"])
def test_a_picture_says_in_words_what_it_shows_and_what_it_was_made_from(tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"f.{ending}"
    write_figure(trend_figure(), file)
    assert provenance_in(file) == PROVENANCE
    if ending == "png":
        with Image.open(file) as picture:
            assert picture.info["Description"] == "Fem undersøkelser."
        return
    root = ElementTree.parse(file).getroot()
    assert root.get("role") == "img"
    assert root[0].text == trend_figure().title
    assert root[1].text == "Fem undersøkelser."


@pytest.mark.slow
def test_the_same_figure_gives_the_same_bytes(tmp_path: Path) -> None:
    for ending in ("svg", "png"):
        for name in ("a", "b"):
            write_figure(weighted_figure(), tmp_path / f"{name}.{ending}")
        assert (tmp_path / f"a.{ending}").read_bytes() == (tmp_path / f"b.{ending}").read_bytes()


@pytest.mark.slow
def test_a_figure_is_readable_in_grey(tmp_path: Path) -> None:
    """Themes, codes and weighted bars differ in lightness, not in hue alone."""
    write_figure(weighted_figure(), tmp_path / "f.png")
    picture = Image.open(tmp_path / "f.png").convert("RGB")
    codes, themes_ = (86, 180, 233), (0, 114, 178)
    assert {codes, themes_} <= {colour for _count, colour in picture.getcolors(1 << 24) or []}
    grey = Image.new("RGB", (2, 1))
    grey.putdata([themes_, codes])
    dark, light = grey.convert("L").tobytes()
    assert light - dark > 50


def test_a_name_that_promises_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotAPictureError, match=r"f\.pdf"):
        write_figure(bar_figure(themes()), tmp_path / "f.pdf")


def test_a_figure_of_metres_is_refused_with_what_to_do(tmp_path: Path) -> None:
    one = bars(themes())
    panel = Panel("", "", one * (MOST_DRAWN // len(one) + 1))
    with pytest.raises(TooMuchToDrawError, match="--level theme"):
        write_figure(bar_figure(themes(), panel), tmp_path / "f.svg")
    assert not list(tmp_path.iterdir())

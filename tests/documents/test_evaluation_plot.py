"""The picture of an evaluation."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from coder.documents.evaluation_plot import draw_evaluation
from coder.documents.picture_file import NoPlottingError, NotAPictureError
from coder.messages import current_language, set_language

COURSE: list[tuple[int, dict[int, float | None]]] = [
    (60, {1: 0.4, 5: 0.7}),
    (110, {1: 0.5, 5: None}),
    (160, {1: 0.5, 5: 0.9}),
]
CALIBRATION = [(0.04, 0.02, 950), (0.55, 0.5, 40), (0.94, 0.9, 10)]


@pytest.fixture(autouse=True)
def language() -> Iterator[None]:
    before = current_language()
    yield
    set_language(before)


def words(picture: Path) -> list[str]:
    return ["".join(each.itertext()).strip() for each in ElementTree.parse(picture).iter() if each.text]


@pytest.mark.slow
def test_the_picture_has_its_words_as_text_with_a_decimal_comma(tmp_path: Path) -> None:
    set_language("nb")
    draw_evaluation(tmp_path / "a.svg", "hva & <skal> $til$", COURSE, CALIBRATION)
    found = words(tmp_path / "a.svg")
    assert {"hva & <skal> $til$", "0,2", "950"} <= set(found)
    assert not [each for each in found if each.startswith("0.")]


@pytest.mark.slow
def test_the_same_numbers_give_the_same_file(tmp_path: Path) -> None:
    for name in ("a.svg", "b.svg"):
        draw_evaluation(tmp_path / name, "hva", COURSE, CALIBRATION)
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()


@pytest.mark.slow
def test_a_png_is_one_and_nothing_measured_is_drawn_empty(tmp_path: Path) -> None:
    draw_evaluation(tmp_path / "a.PNG", "hva", [], [])
    assert (tmp_path / "a.PNG").read_bytes().startswith(b"\x89PNG")


def test_without_matplotlib_it_is_said_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(NoPlottingError, match=r"open-answer-coder\[figures\]"):
        draw_evaluation(tmp_path / "a.svg", "hva", COURSE, CALIBRATION)
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_promises_something_else_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(NotAPictureError, match=r"a\.pdf"):
        draw_evaluation(tmp_path / "a.pdf", "hva", COURSE, CALIBRATION)
    assert list(tmp_path.iterdir()) == []

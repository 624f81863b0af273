"""Texts that mean something to programs, in the programs that files are for: they are shown, never obeyed."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from coder.documents.grid import Grid
from coder.documents.table_files import TABLE_FORMATS, write_grid
from tests.documents.grids import counted, hostile, themes
from tests.outside import converted, pdf_text, run

pytestmark = pytest.mark.slow
SHOWN = (
    '=HYPERLINK("http://x.example")',
    "@sum",
    "<b>fet</b>",
    "100 % av 5 $ & #1_a {b} ~c^d",
    "|w|",
    "=1+1",
    "{TOC}",
    "[[lenke]]",
)


@pytest.mark.slow
@pytest.mark.parametrize("named", ["docx", "xlsx", "odt"])
def test_libreoffice_shows_what_was_written(tmp_path: Path, named: str) -> None:
    words = shown(replace(hostile("=1+1", "{TOC}", "[[lenke]]"), caption="x", note=""), named, tmp_path)
    for text in SHOWN:
        assert text in words, text


@pytest.mark.slow
@pytest.mark.parametrize("named", ["docx", "odt"])
def test_a_text_longer_than_a_page_is_there_to_its_end(tmp_path: Path, named: str) -> None:
    words = shown(replace(themes(), rows=(counted("langt " * 1_500 + "SLUTT", 1, 2),)), named, tmp_path)
    assert (words.count("langt"), words.count("SLUTT")) == (1_500, 1)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("chromium") is None, reason="chromium is not installed.")
def test_a_browser_shows_what_was_written_and_runs_nothing(tmp_path: Path) -> None:
    page = tmp_path / "t.html"
    write_grid(replace(hostile("=1+1", "{TOC}"), caption="x", note=""), page, "html")
    seen = run("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", page.as_uri())
    assert seen.count("<script") == 0
    assert seen.count("&lt;script&gt;") > 2


def shown(grid: Grid, named: str, folder: Path) -> str:
    file = folder / f"t{TABLE_FORMATS[named]}"
    write_grid(grid, file, named)
    return " ".join(pdf_text(converted(file, "pdf", folder)).split())

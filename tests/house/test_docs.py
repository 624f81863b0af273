"""The documentation builds without a warning, and its pages ask nothing of other hosts."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
FETCHED = re.compile(
    r"<(?:script|img|iframe|source)\b[^>]*\bsrc=[\"'](https?:)?//|<link\b[^>]*\bhref=[\"'](https?:)?//"
)
FETCHED_BY_STYLE = re.compile(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.mark.xdist_group("docs")
def test_every_page_is_built(site: Path) -> None:
    pages = {
        page.relative_to(CHECKOUT / "docs").with_suffix(".html") for page in (CHECKOUT / "docs").rglob("*.md")
    }
    built = {page.relative_to(site) for page in site.rglob("*.html")}
    assert sorted(pages - built) == []


@pytest.mark.xdist_group("docs")
def test_no_page_fetches_anything_from_another_host(site: Path) -> None:
    fetching = [page.name for page in site.rglob("*.html") if FETCHED.search(page.read_text("utf-8"))]
    fetching += [
        style.name for style in site.rglob("*.css") if FETCHED_BY_STYLE.search(style.read_text("utf-8"))
    ]
    assert fetching == []


@pytest.mark.parametrize(
    "tag",
    [
        '<script src="https://cdn.example.org/a.js">',
        '<link rel="stylesheet" href="//fonts.example.org/a.css">',
        "<img alt='x' src='http://example.org/a.png'>",
    ],
)
def test_a_fetching_tag_would_be_found(tag: str) -> None:
    assert FETCHED.search(tag)

"""The documentation is whole in both languages, builds without a warning, and asks nothing of other hosts."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.outside import program

CHECKOUT = Path(__file__).parents[2]
DOCS = CHECKOUT / "docs"
TRANSLATED = ".nb.md"
PAGES = sorted(page for page in DOCS.rglob("*.md") if not page.name.endswith(TRANSLATED))
FENCE = re.compile(r"^ *```.*?^ *```", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#+ ", re.MULTILINE)
FETCHED = re.compile(
    r"<(?:script|img|iframe|source)\b[^>]*\bsrc=[\"']?(https?:)?//|<link\b[^>]*\bhref=[\"']?(https?:)?//"
)
FETCHED_BY_STYLE = re.compile(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//")
PATIENCE = 90_000
"""Milliseconds a busy machine may take for a page."""
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


def pair(page: Path) -> Path:
    return page.with_name(page.stem + TRANSLATED)


def shape(page: Path) -> list[str | int]:
    """Return the levels of a page's headings, then how many code blocks and pictures it has."""
    text = page.read_text("utf-8")
    prose = FENCE.sub("", text)
    indented = re.findall(r"(?<=\n\n)(?: {4}.*\n?)+", prose)
    pictures = re.findall(r"!\[.*?\]\((.*?)\)", prose)
    return [*HEADING.findall(prose), len(FENCE.findall(text)), len(indented), *pictures]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(DOCS)))
def test_a_page_and_its_translation_have_the_same_headings_code_and_pictures(page: Path) -> None:
    assert pair(page).exists(), "There is no bokmål page."
    assert shape(pair(page)) == shape(page)


def test_no_translation_is_without_its_page() -> None:
    translated = set(DOCS.rglob(f"*{TRANSLATED}"))
    assert sorted(translated - {pair(page) for page in PAGES}) == []


def test_every_screen_is_drawn_in_both_languages_and_every_picture_shown() -> None:
    drawn = {picture.name: picture for picture in (DOCS / "pictures").iterdir()}
    english = {name for name in drawn if ".nb." not in name}
    screens = {
        name for name in english if 'class="rich-terminal"' in drawn[name].read_text("utf-8", "replace")
    }
    assert {name.replace(".", ".nb.") for name in screens} - drawn.keys() == set()
    targets = [str(each) for page in PAGES for each in shape(page)]
    assert {target.rpartition("/")[2] for target in targets if "pictures/" in target} == english


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "codebooks/README.md"])
def test_no_link_outside_the_site_is_dead(page: str) -> None:
    folder = (CHECKOUT / page).parent
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", (CHECKOUT / page).read_text("utf-8"))
    assert [target for target in targets if not (folder / target).exists()] == []


def test_every_page_is_in_the_contents_and_every_entry_is_translated() -> None:
    settings = yaml.safe_load((CHECKOUT / "mkdocs.yml").read_text("utf-8"))
    entries = list(_entries(settings["nav"]))
    assert sorted(file for _name, file in entries if file) == [
        page.relative_to(DOCS).as_posix() for page in PAGES
    ]
    (languages,) = (each["i18n"]["languages"] for each in settings["plugins"] if "i18n" in each)
    names = {name for name, _file in entries if name}
    assert set(languages[1]["nav_translations"]) == names


def _entries(nav: list[Any]) -> Iterator[tuple[str | None, str | None]]:
    for entry in nav:
        if isinstance(entry, str):
            yield None, entry
            continue
        ((name, below),) = entry.items()
        yield name, below if isinstance(below, str) else None
        if isinstance(below, list):
            yield from _entries(below)


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


@pytest.mark.slow
@pytest.mark.xdist_group("docs")
def test_every_page_is_built_in_both_languages(site: Path) -> None:
    pages = {page.relative_to(DOCS).with_suffix(".html") for page in PAGES}
    built = {page.relative_to(site) for page in site.rglob("*.html")}
    assert sorted((pages | {"nb" / page for page in pages}) - built) == []


@pytest.mark.slow
@pytest.mark.xdist_group("docs")
def test_no_page_names_anything_to_fetch_from_another_host(site: Path) -> None:
    fetching = [page.name for page in site.rglob("*.html") if FETCHED.search(page.read_text("utf-8"))]
    fetching += [
        style.name for style in site.rglob("*.css") if FETCHED_BY_STYLE.search(style.read_text("utf-8"))
    ]
    assert fetching == []


@pytest.mark.slow
@pytest.mark.xdist_group("docs")
def test_from_a_folder_pages_fit_desk_and_phone_are_searched_and_ask_no_host(site: Path) -> None:
    playwright = pytest.importorskip("playwright.sync_api")
    asked: list[str] = []
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=program("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("request", lambda request: asked.append(request.url))
        for language, word in (("", "kappa"), ("nb", "kodelisten")):
            for size in (DESK, PHONE):
                page.set_viewport_size(size)
                for name in ("index", "commands"):
                    page.goto((site / language / f"{name}.html").as_uri())
                    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], name
                    unseen = "[...document.images].filter(each => !each.naturalWidth).map(each => each.src)"
                    assert page.evaluate(unseen) == []
            page.set_viewport_size(DESK)
            # The search listens to keys: a value put there is not seen.
            page.locator("input[name=query]").press_sequentially(word)
            found = page.locator(".md-search-result__link")
            found.first.wait_for()
            places = [found.nth(number).get_attribute("href") or "" for number in range(found.count())]
            assert {"/nb/" in place for place in places} == {language == "nb"}
            page.goto("about:blank")
        browser.close()
    assert [url for url in asked if not url.startswith(("file:", "data:", "about:"))] == []


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

"""While the site is built: one anchor for both languages, the commands from the commands, one search each."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markdown import Markdown
from mkdocs.plugins import event_priority

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

COMMANDS_HERE = "<!-- the commands -->"
TRANSLATED = ".nb.md"
HEADING = re.compile("#{1,6} ")
TRANSLATED_FOLDER = "nb/"
BASE = re.compile(r'(?<="base": ")\.\.(?:/(?=\.\.))?')
"""Where the theme's scripts look for the index, and what its places begin from."""


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Give headings the anchors of the English page, so that one link serves both; put in the commands."""
    source = Path(page.file.abs_src_path or "")
    is_translated = source.name.endswith(TRANSLATED)
    if is_translated:
        english = source.with_name(source.name.removesuffix(TRANSLATED) + ".md")
        markdown = anchored(markdown, anchors(english.read_text(encoding="utf-8")))
    if COMMANDS_HERE in markdown:
        markdown = markdown.replace(COMMANDS_HERE, _commands("nb" if is_translated else "en"))
    return markdown


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Let a translated page search from its language's folder rather than from that of the whole site."""
    if not page.url.startswith(TRANSLATED_FOLDER):
        return output
    return BASE.sub(lambda found: "" if found[0].endswith("/") else ".", output, count=1)


@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """Write what the pages of each language search: over http, and from a folder.

    The offline plugin has written it before the languages were put together.
    """
    site = Path(config.site_dir)
    found = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    for folder in ("", TRANSLATED_FOLDER):
        pages = [
            {**page, "location": page["location"].removeprefix(folder)}
            for page in found["docs"]
            if page["location"].startswith(TRANSLATED_FOLDER) == bool(folder)
        ]
        index = json.dumps({**found, "docs": pages}, ensure_ascii=False, separators=(",", ":"))
        place = site / folder / "search"
        place.mkdir(exist_ok=True)
        (place / "search_index.json").write_text(index, encoding="utf-8")
        (place / "search_index.js").write_text(f"var __index = {index};\n", encoding="utf-8")


def anchors(markdown: str) -> list[str]:
    """Return the anchors of a page's headings, in their order."""

    def flat(tokens: list[dict[str, Any]]) -> Iterator[str]:
        for token in tokens:
            yield token["id"]
            yield from flat(token["children"])

    read = Markdown(extensions=["toc", "attr_list", "tables", "pymdownx.superfences"])
    read.convert(markdown)
    return list(flat(getattr(read, "toc_tokens", [])))


def anchored(markdown: str, names: list[str]) -> str:
    """Return a page with these anchors on its headings; as it was where their numbers differ."""
    lines = markdown.splitlines()
    places = [number for number, line in _outside_code(lines) if HEADING.match(line)]
    if len(places) == len(names):
        for number, name in zip(places, names, strict=True):
            lines[number] = f"{lines[number].rstrip()} {{: #{name} }}"
    return "\n".join(lines)


def _outside_code(lines: list[str]) -> Iterator[tuple[int, str]]:
    fenced = False
    for number, line in enumerate(lines):
        fenced ^= line.lstrip().startswith("```")
        if not fenced:
            yield number, line


@cache
def _commands(language: str) -> str:
    made = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("commands_page.py")), language],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    )
    return made.stdout

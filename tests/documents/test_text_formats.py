"""Tables in formats that are text: read back by readers of their own."""

from __future__ import annotations

import string
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from coder.documents.grid import Grid
from coder.documents.provenance_in import provenance_in
from coder.documents.table_files import TABLE_FORMATS, NoTemplateTakenError, grid_text, write_grid
from coder.text.numbers import unbroken_numbers
from tests.documents.grids import HOSTILE, PROVENANCE, by_size, counted, hostile, long_list, themes, trend
from tests.outside import program, run

VERY_LONG = "langt svar " * 4_000
PREAMBLE = r"""\documentclass{article}
\usepackage[a4paper,margin=2.5cm]{geometry}\usepackage[T1]{fontenc}\usepackage{textcomp,array,booktabs,longtable}
\renewcommand{\tablename}{Tabell}\begin{document}
"""


class Reader(HTMLParser):
    """The cells, caption and paragraphs of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.texts: dict[str, str] = {}
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._in = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
        self._in = dict(attrs).get("id") or tag

    def handle_endtag(self, tag: str) -> None:
        self._in = ""

    def handle_data(self, data: str) -> None:
        if self._in in ("td", "th"):
            self.rows[-1][-1] += data
        elif self._in:
            self.texts[self._in] = self.texts.get(self._in, "") + data


def read_markdown(text: str) -> Reader:
    html = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).render(text)
    return Reader(html.replace("<strong>", "").replace("</strong>", "").replace("&lt;br&gt;", "\n"))


def labels(grid: Grid) -> list[str]:
    return [unbroken_numbers(row.label) for row in grid.rows]


def test_markdown_gives_every_text_and_number_back_to_its_reader() -> None:
    grid = hostile(
        "1. punkt", "- punkt", "# tittel", "www.eksempel.example og http://x.example", "to\nlinjer"
    )
    read = read_markdown(grid_text(grid, "markdown"))
    assert read.rows[0] == [HOSTILE[0], "Antall", f"{HOSTILE[3]}: Prosent", f"{HOSTILE[3]}: {HOSTILE[4]}"]
    assert [row[0] for row in read.rows[1:]] == [row.label for row in grid.rows]
    assert [row[3] for row in read.rows[1:]] == [row.cells[2].text for row in grid.rows]
    assert {row[1] for row in read.rows[1:]} == {"3"}


def test_a_note_that_begins_like_a_list_or_a_heading_is_a_paragraph() -> None:
    for note in ("1. utgave", "1) utgave", "- strek", "# emne", "+ pluss", "> sitat", "=== linje", "12 svar"):
        read = read_markdown(grid_text(replace(themes(), note=note, provenance={}), "markdown"))
        assert not {"ul", "ol", "h1", "h2", "blockquote"} & {tag for tag, _attributes in read.tags}, note
        assert note in read.texts["p"]


def test_markdown_shows_what_stands_below_a_theme() -> None:
    lines = grid_text(themes(), "markdown").splitlines()
    assert lines[0] == "**Tabell 7.2**&ensp;Koding av åpne svar på hva som skal til. Antall og prosent. N=40"
    assert lines[2:6] == [
        "|  | Antall | Prosent |",
        "| :--- | ---: | ---: |",
        "| **Ressurser** | **27** | **68** |",
        "| &nbsp;&nbsp;&nbsp;Flere ansatte | 20 | 50 |",
    ]


def test_html_gives_every_text_and_number_back_to_its_reader() -> None:
    grid = hostile("to\nlinjer", VERY_LONG)
    read = Reader(grid_text(grid, "html"))
    assert [row[0] for row in read.rows[2:]] == labels(grid)
    assert [row[3] for row in read.rows[2:]] == labels(grid)
    assert read.texts["caption"] == f"Tabell 1  {unbroken_numbers(grid.caption)}"
    assert read.texts["note"] == unbroken_numbers(grid.note)
    assert read.texts["description"] == unbroken_numbers(grid.description)
    assert not [tag for tag, _attributes in read.tags if tag in ("script", "b", "link", "img")]


def test_html_tells_its_language_and_which_heading_belongs_to_which_cells() -> None:
    read = Reader(grid_text(replace(trend(), language="nn"), "html"))
    found = dict(read.tags)
    assert found["html"] == {"lang": "nn-NO"}
    assert [
        attributes["colspan"] for tag, attributes in read.tags if attributes.get("scope") == "colgroup"
    ] == ["2"] * 5
    assert len([tag for tag, attributes in read.tags if attributes.get("scope") == "col"]) == 10
    assert len([tag for tag, attributes in read.tags if attributes.get("scope") == "row"]) == 7
    assert found["table"] == {"class": "wide", "aria-describedby": "note"}


def test_thousands_are_not_torn_apart() -> None:
    assert "5\u00a0000–9\u00a0999" in grid_text(by_size(), "html")
    assert "5~000–9~999" in grid_text(by_size(), "latex")


@pytest.mark.parametrize("named", ["text", "markdown", "html", "latex"])
def test_what_a_text_file_cannot_hold_is_replaced_and_told(tmp_path: Path, named: str) -> None:
    path = tmp_path / f"t{TABLE_FORMATS[named]}"
    grid = replace(themes(), note="a\x00b\x1b[2J \ud800 \uffff")
    told = write_grid(grid, path, named)
    assert "\x00" not in path.read_text(encoding="utf-8")
    assert "\x1b" not in path.read_text(encoding="utf-8")
    if named != "text":
        assert told == ("4 characters that no document can hold were replaced by «\ufffd».",)
        replaced = r"\fbox{?}" if named == "latex" else "\ufffd"
        assert f"a{replaced}b{replaced}" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("named", ["text", "markdown", "html", "latex"])
def test_a_text_file_tells_what_it_was_made_from(tmp_path: Path, named: str) -> None:
    path = tmp_path / f"t{TABLE_FORMATS[named]}"
    write_grid(hostile(), path, named)
    assert provenance_in(path) == PROVENANCE


def test_a_template_is_for_word_only(tmp_path: Path) -> None:
    with pytest.raises(NoTemplateTakenError, match="html"):
        write_grid(themes(), tmp_path / "t.html", "html", tmp_path / "hus.dotx")


def test_what_pdflatex_cannot_set_is_told_with_the_way_out(tmp_path: Path) -> None:
    assert write_grid(themes(), tmp_path / "a.tex", "latex") == ()
    [told] = write_grid(hostile(), tmp_path / "b.tex", "latex")
    assert "LuaLaTeX" in told
    assert "日" in told or "…" in told


@pytest.mark.slow
def test_latex_compiles_and_says_what_the_table_says(tmp_path: Path) -> None:
    program("pdflatex")
    known = replace(
        hostile(VERY_LONG), rows=tuple(row for row in hostile(VERY_LONG).rows if row.label.isascii())
    )
    known = replace(known, caption="100 % & #1_a [x] «N» ÆØÅ", note=HOSTILE[4], description="")
    grids = [themes(), long_list(), by_size(), trend(), known]
    body = "\n".join(grid_text(grid, "latex") + "\\clearpage" for grid in grids)
    (tmp_path / "t.tex").write_text(PREAMBLE + body + "\\end{document}\n", encoding="utf-8")
    run("pdflatex", "-interaction=nonstopmode", "-halt-on-error", "t.tex", folder=tmp_path)
    words = " ".join(run("pdftotext", "-layout", tmp_path / "t.pdf", "-").split())
    assert "Tabell 7.2: Koding av åpne svar" in words
    assert "Tabell 21.1" in words
    assert "Ønsker" not in words
    for sign in (
        "100 % av 5 $ & #1_a {b} ~c^d \\newline",
        "[x] *y* `z` |w| --- ''q'' \"e",
        '<b>fet</b> & "sitat"',
    ):
        assert sign in words
    assert "Tabell 2:" not in words


SIGNS = st.text(st.sampled_from("ab1 .-#*_`~|<>&;:[](){}!\\/$%^\"'=+@\n\tæ»—"), max_size=30)


@pytest.mark.slow
@given(SIGNS)
def test_no_text_is_markup_in_markdown(text: str) -> None:
    grid = replace(themes(), rows=(counted(f"a{text}b", 1, 2),), note=f"{text}b", provenance={})
    read = read_markdown(grid_text(grid, "markdown"))
    assert " ".join(read.rows[1][0].split()) == " ".join(f"a{text}b".split())
    assert [tag for tag, _attributes in read.tags if tag not in KNOWN_TAGS] == []


KNOWN_TAGS = {"p", "table", "thead", "tbody", "tr", "th", "td"}


@given(SIGNS)
def test_no_text_is_markup_in_html(text: str) -> None:
    grid = replace(themes(), rows=(counted(text, 1, 2),), note=text, provenance={})
    read = Reader(grid_text(grid, "html"))
    assert read.rows[1] == [unbroken_numbers(text), "1", "2"]
    assert read.texts.get("note", "") == unbroken_numbers(text)


@pytest.mark.slow
def test_no_two_signs_together_are_markup_in_latex(tmp_path: Path) -> None:
    program("pdflatex")
    signs = string.punctuation + " \n\t"
    pairs = [f"{first}{second}b{first}{second}" for first in signs for second in signs]
    grid = replace(
        themes(), rows=tuple(counted(pair, 1, 2) for pair in pairs), note=signs, caption=signs, stub=signs
    )
    text = PREAMBLE + grid_text(grid, "latex") + "\\end{document}\n"
    (tmp_path / "t.tex").write_text(text, encoding="utf-8")
    run("pdflatex", "-interaction=nonstopmode", "-halt-on-error", "t.tex", folder=tmp_path)
    words = "".join(run("pdftotext", "-layout", tmp_path / "t.pdf", "-").split())
    assert [pair for pair in pairs if "".join(pair.split()) not in words] == []

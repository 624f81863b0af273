"""Text that programs might obey goes through every command that writes a file, and is read as it was."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from lxml import etree
from openpyxl import load_workbook

from tests.documents.test_markdown_document import quotations_in
from tests.outside import converted, run
from tests.reliability.hostile_survey import (
    CAPTION,
    LONG,
    QUESTION,
    SIGNS,
    TEXTS,
    VARIABLE,
    HostileSurvey,
    hostile_survey,
    stored,
    written,
)

pytestmark = pytest.mark.slow
TABLES = {
    "frequency": ("table", QUESTION, "--caption", CAPTION, "--number", "<7.1>"),
    "by": ("table", QUESTION, "--by", VARIABLE, "--small-bases", "--test", "--interval"),
    "turned": ("table", QUESTION, "--by", VARIABLE, "--turn", "--show", "count"),
    "together": ("table", QUESTION, "--together"),
    "progress": ("table", QUESTION, "--progress", "--by", VARIABLE),
    "regression": ("regress", QUESTION, "--outcome", SIGNS[0], "--on", VARIABLE),
}


@pytest.fixture(scope="module")
def survey(tmp_path_factory: pytest.TempPathFactory) -> HostileSurvey:
    return hostile_survey(tmp_path_factory.mktemp("hostile"))


def one_line(text: str) -> str:
    """Return a text with its white space as one blank: what a cell may do to it."""
    return " ".join(text.split())


def xml_texts(data: bytes) -> Iterator[str]:
    for element in etree.fromstring(data).iter(etree.Element):
        yield element.text or ""
        yield element.tail or ""


def csv_cells(file: Path) -> list[str]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return [cell for row in csv.reader(opened) for cell in row]


def json_cells(file: Path) -> list[str]:
    found: list[str] = []

    def gather(value: object) -> None:
        if isinstance(value, dict):
            for key, each in value.items():
                found.append(key)
                gather(each)
        elif isinstance(value, list):
            for each in value:
                gather(each)
        else:
            found.append(str(value))

    gather(json.loads(file.read_text("utf-8")))
    return found


def xlsx_cells(file: Path) -> list[str]:
    sheet = load_workbook(file).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}, "a formula"
    assert not any(cell.hyperlink for cell in cells)
    return [str(cell.value) for cell in cells]


def docx_cells(file: Path) -> list[str]:
    document = Document(str(file))
    tables = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [*tables, *(paragraph.text for paragraph in document.paragraphs)]


def odt_cells(file: Path) -> list[str]:
    with ZipFile(file) as archive:
        body = etree.fromstring(archive.read("content.xml"))
    spaces = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
    for blank in body.iter(f"{spaces}s", f"{spaces}tab", f"{spaces}line-break"):
        blank.text = " "
    found = body.iter(f"{spaces}p", f"{spaces}h")
    return ["".join(element.itertext()) for element in found]


class _Cells(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.cells: list[str] = []

    def handle_starttag(self, tag: str, _attributes: object) -> None:
        assert tag not in ("script", "b", "a", "img")
        self.cells.append("")

    def handle_data(self, data: str) -> None:
        self.cells[-1:] = [(self.cells[-1] if self.cells else "") + data]


def html_cells(file: Path) -> list[str]:
    reader = _Cells()
    reader.feed(file.read_text("utf-8"))
    return reader.cells


def svg_cells(file: Path) -> list[str]:
    """Return the labels as they are drawn, line after line."""
    return [" ".join(xml_texts(file.read_bytes()))]


READERS: dict[str, Callable[[Path], list[str]]] = {
    "csv": csv_cells,
    "json": json_cells,
    "xlsx": xlsx_cells,
    "docx": docx_cells,
    "odt": odt_cells,
    "html": html_cells,
}
EXACT = ("csv", "json")
"""Formats that hold every character; others replace some, and tell."""


@pytest.mark.slow
@pytest.mark.parametrize("ends", READERS)
@pytest.mark.parametrize("kind", TABLES)
def test_names_are_read_in_a_table_as_they_were(survey: HostileSurvey, kind: str, ends: str) -> None:
    file, told = survey.file(f"{kind}.{ends}", *TABLES[kind])
    cells = " ¤ ".join(one_line(cell) for cell in READERS[ends](file))
    for name in SIGNS:
        wanted = one_line(name if ends in EXACT else written(name))
        assert wanted in cells, name
    assert ("\ufffd" in cells) == ("\ufffd" in told) == (ends not in EXACT)


@pytest.mark.parametrize("ends", READERS)
def test_a_caption_is_read_as_it_was(survey: HostileSurvey, ends: str) -> None:
    file, _told = survey.file(f"caption.{ends}", *TABLES["frequency"])
    wanted = one_line(CAPTION if ends in EXACT else written(CAPTION))
    assert any(wanted in one_line(cell) for cell in READERS[ends](file))


@pytest.mark.slow
@pytest.mark.parametrize("ends", ["svg", "png"])
@pytest.mark.parametrize("kind", ["frequency", "by", "saturation"])
def test_a_figure_shows_them_or_tells(survey: HostileSurvey, kind: str, ends: str) -> None:
    asked = TABLES.get(kind, ("saturation", QUESTION))
    file, told = survey.file(f"figure_{kind}.{ends}", *asked)
    assert file.stat().st_size > 5_000
    if kind == "saturation":
        return
    assert "\ufffd" in told
    if ends == "svg":
        words = "".join("".join(xml_texts(file.read_bytes())).split())
        for name in SIGNS:
            assert "".join(written(name).split()) in words, name


@pytest.mark.slow
@pytest.mark.parametrize("ends", ["md", "tex", "txt"])
@pytest.mark.parametrize("kind", TABLES)
def test_a_table_of_text_is_made_again_from_its_file(survey: HostileSurvey, kind: str, ends: str) -> None:
    file, _told = survey.file(f"again_{kind}.{ends}", *TABLES[kind])
    survey.run("table", "--from", str(file))
    words = file.read_text("utf-8")
    assert "\x1b" not in words
    assert "<script>" not in words or ends != "md"


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["frequency", "by"])
def test_tex_sets_the_table_and_reads_no_other_file(survey: HostileSurvey, kind: str, tmp_path: Path) -> None:
    file, _told = survey.file(f"tex_{kind}.tex", *TABLES[kind])
    lead = "\\documentclass{article}\\usepackage[T1]{fontenc}\\usepackage{textcomp,array,booktabs,longtable}"
    # What pdfLaTeX has no letters for is named when the table is written; here it is passed over.
    quiet = "\\makeatletter\\def\\UTFviii@undefined@err#1{}\\makeatother"
    page = f"{lead}{quiet}\\begin{{document}}\\input{{{file}}}\\end{{document}}"
    (tmp_path / "page.tex").write_text(page, "utf-8")
    run("pdflatex", "-interaction=nonstopmode", "-recorder", "page.tex", folder=tmp_path)
    assert "/etc/passwd" not in (tmp_path / "page.fls").read_text()


@pytest.mark.slow
@pytest.mark.parametrize("ends", ["docx", "odt", "xlsx"])
@pytest.mark.parametrize("kind", ["frequency", "by"])
def test_libreoffice_opens_the_table(survey: HostileSurvey, kind: str, ends: str, tmp_path: Path) -> None:
    file, _told = survey.file(f"office_{kind}.{ends}", *TABLES[kind])
    assert converted(file, "pdf", tmp_path).stat().st_size > 5_000


@pytest.mark.slow
@pytest.mark.parametrize("ends", ["docx", "odt", "md", "xlsx"])
@pytest.mark.parametrize("purpose", ["--internal", "--report"])
def test_answers_are_read_in_a_document_as_they_were(survey: HostileSurvey, purpose: str, ends: str) -> None:
    few = () if purpose == "--internal" else ("--per-code", "9")
    arguments = ["quotes", QUESTION, purpose, *few, "--title", CAPTION]
    if ends == "xlsx":
        # A cell holds no more than 32 767 characters; that is told by its own test.
        arguments += ["--code", SIGNS[0], "--code", SIGNS[4]]
    file, told = survey.file(f"quotes{purpose}.{ends}", *arguments)
    said = [one_line(each) for each in quotations(file)]
    assert "\ufffd" in told
    for text in TEXTS if ends != "xlsx" else (SIGNS[0], SIGNS[4]):
        assert any(one_line(written(text)) in each for each in said), text[:80]


def quotations(file: Path) -> list[str]:
    if file.suffix == ".md":
        return quotations_in(file.read_text("utf-8"))
    if file.suffix == ".xlsx":
        return [
            str(cell.value)
            for sheet in load_workbook(file).worksheets
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None and cell.data_type != "f"
        ]
    return READERS[file.suffix[1:]](file)


def test_an_answer_too_long_for_a_workbook_is_told_and_nothing_is_written(survey: HostileSurvey) -> None:
    with pytest.raises(AssertionError, match=r"takes 32.?767 in a cell"):
        survey.file("long.xlsx", "quotes", QUESTION, "--internal")
    assert not (survey.folder / "long.xlsx").exists()


@pytest.mark.parametrize("ends", ["toml", "csv", "xlsx"])
def test_a_codebook_comes_back_as_it_was(survey: HostileSurvey, ends: str) -> None:
    before = survey.folder / "before.csv"
    survey.run("codebook", QUESTION, "export", str(before))
    file = survey.folder / f"book.{ends}"
    told = survey.run("codebook", QUESTION, "export", str(file))
    other = HostileSurvey(survey.folder / f"{ends}.sqlite", survey.folder)
    other.run("import", str(survey.folder / "s.csv"), "--id", "id", "--question", QUESTION)
    other.run("codebook", QUESTION, "import", str(file))
    after = survey.folder / f"after_{ends}.csv"
    other.run("codebook", QUESTION, "export", str(after))
    if ends == "xlsx":
        assert "\ufffd" in told, "what a workbook cannot hold must be told"
    else:
        assert csv_cells(after) == csv_cells(before)


@pytest.mark.parametrize("ends", ["csv", "xlsx"])
def test_codings_come_back_as_they_were(survey: HostileSurvey, ends: str) -> None:
    file = survey.folder / f"codings.{ends}"
    told = survey.run("codings", QUESTION, "export", str(file))
    cells = csv_cells(file) if ends == "csv" else xlsx_cells(file)
    for name in SIGNS:
        assert (stored(name) if ends == "csv" else written(name)) in cells, name
    if ends == "xlsx":
        assert "\ufffd" in told, "what a workbook cannot hold must be told"


def test_the_longest_answer_is_whole(survey: HostileSurvey) -> None:
    file, _told = survey.file("whole.docx", "quotes", QUESTION, "--internal")
    said = sum(cell.count("Ei setning til.") for cell in docx_cells(file))
    assert said >= 2 * LONG.count("til.")
    assert said % LONG.count("til.") == 0

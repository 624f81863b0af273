"""Tables in Word documents, read by python-docx and shown by LibreOffice."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from coder.documents.grid import Grid, GridColumn
from coder.documents.house_template import NotATemplateError
from coder.documents.provenance_in import provenance_in
from coder.documents.table_files import write_grid
from coder.text.numbers import unbroken_numbers
from tests.documents.grids import PROVENANCE, by_size, counted, hostile, long_list, themes, trend
from tests.outside import converted, pdf_text, run


def written(grid: Grid, folder: Path, template: Path | None = None) -> Any:
    write_grid(grid, folder / "t.docx", "docx", template)
    return docx.Document(str(folder / "t.docx"))


def cells(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def house(path: Path) -> Path:
    """Write a house template: its own fonts, a caption of its own, a table style used on its page."""
    made = docx.Document()
    made.styles["Normal"].font.name = "Georgia"
    made.styles["Caption"].font.italic = True
    for name in ("Annen tabell", "Husets tabell"):
        made.styles.add_style(name, WD_STYLE_TYPE.TABLE).base_style = made.styles["Normal Table"]
    made.add_paragraph("Skriv her")
    made.add_table(1, 1).style = "Husets tabell"
    made.sections[0].header.paragraphs[0].text = "Instituttet"
    made.save(str(path))
    return path


def as_dotx(document: Path, path: Path) -> Path:
    with zipfile.ZipFile(document) as parts, zipfile.ZipFile(path, "w") as new:
        for part in parts.infolist():
            content = parts.read(part).replace(b"document.main+xml", b"template.main+xml")
            new.writestr(part, content)
    return path


def test_the_table_stands_cell_by_cell_under_a_numbered_caption(tmp_path: Path) -> None:
    document = written(themes(), tmp_path)
    caption, note = document.paragraphs
    assert caption.style.name == "Caption"
    assert caption.text == f"Tabell\u00a07.2  {themes().caption}"
    assert [each.text for each in caption._p.iter(qn("w:instrText"))] == [" SEQ Tabell \\* ARABIC \\r 2 "]
    assert note.text == themes().note
    [table] = document.tables
    assert cells(table) == [
        ["", "Antall", "Prosent"],
        *([row.label, *(cell.text for cell in row.cells)] for row in themes().rows),
    ]


def test_headings_are_repeated_rows_are_whole_and_numbers_stand_to_the_right(tmp_path: Path) -> None:
    table = written(trend(), tmp_path).tables[0]
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows] == [
        True,
        True,
        *[False] * 7,
    ]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert {cell.paragraphs[0].alignment for row in table.rows[2:] for cell in row.cells[1:]} == {
        WD_ALIGN_PARAGRAPH.RIGHT
    }
    assert cells(table)[0] == [
        "",
        *(year for year in ("2019", "2020", "2021", "2022", "2023") for _n in "ab"),
    ]


@pytest.mark.slow
def test_a_short_table_is_kept_on_one_page_and_a_long_one_with_its_caption_and_note(tmp_path: Path) -> None:
    def kept(grid: Grid) -> list[bool]:
        rows = written(grid, tmp_path).tables[0].rows
        return [bool(row.cells[0].paragraphs[0].paragraph_format.keep_with_next) for row in rows]

    assert all(kept(by_size()))
    assert kept(long_list()) == [True, True, *[False] * 34, True, True]


@pytest.mark.slow
def test_the_document_says_its_language_and_what_the_table_shows(tmp_path: Path) -> None:
    document = written(replace(themes(), language="nn"), tmp_path)
    properties = document.tables[0]._tbl.tblPr
    assert properties.find(qn("w:tblCaption")).get(qn("w:val")) == themes().title
    assert properties.find(qn("w:tblDescription")).get(qn("w:val")) == themes().description
    assert {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))} == {"nn-NO"}
    assert written(replace(themes(), language="en"), tmp_path).paragraphs[0].text.startswith("Table\u00a07.2")


@pytest.mark.slow
def test_every_text_comes_back(tmp_path: Path) -> None:
    grid = hostile("to\nlinjer", "langt svar " * 4_000)
    document = written(grid, tmp_path)
    expected = [unbroken_numbers(row.label) for row in grid.rows]
    assert [row.cells[0].text for row in document.tables[0].rows][2:] == expected
    assert [row.cells[3].text for row in document.tables[0].rows][2:] == expected
    assert document.paragraphs[-1].text == unbroken_numbers(grid.note)


def test_what_word_cannot_hold_is_told_and_what_it_was_made_from_is_kept(tmp_path: Path) -> None:
    told = write_grid(replace(themes(), note="a\x00b\x1b"), tmp_path / "t.docx", "docx")
    assert told == ("2 characters that no document can hold were replaced by «\ufffd».",)
    assert provenance_in(tmp_path / "t.docx") == PROVENANCE


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["docx", "dotx"])
def test_a_house_template_is_followed(tmp_path: Path, ending: str) -> None:
    template = house(tmp_path / "hus.docx")
    if ending == "dotx":
        template = as_dotx(template, tmp_path / "hus.dotx")
    document = written(themes(), tmp_path, template)
    [table] = document.tables
    assert table.style.name == "Husets tabell"
    assert table._tbl.tblPr.find(qn("w:tblBorders")) is None
    assert "Skriv her" not in "".join(each.text for each in document.paragraphs)
    assert document.sections[0].header.paragraphs[0].text == "Instituttet"
    assert document.styles["Normal"].font.name == "Georgia"
    assert document.styles["Table Text"].font.name is None
    assert document.styles["Caption"].font.italic


def test_a_template_that_is_no_word_file_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    template = tmp_path / "hus.dotx"
    template.write_text("ikke Word", encoding="utf-8")
    for path in (template, tmp_path / "finnes_ikke.docx"):
        with pytest.raises(NotATemplateError, match=path.name):
            write_grid(themes(), tmp_path / "t.docx", "docx", path)
    assert list(tmp_path.iterdir()) == [template]


@pytest.mark.slow
def test_a_wide_table_lies_on_its_side_and_a_wider_one_is_split_with_its_names_again(tmp_path: Path) -> None:
    def levels(count: int) -> Grid:
        columns = [GridColumn(word, f"Nivå {n}") for n in range(count) for word in ("Antall", "Prosent")]
        rows = [counted(f"Kode {n}", 1, 2) for n in range(3)]
        rows = [replace(row, cells=row.cells * count) for row in rows]
        return replace(themes(), columns=tuple(columns), rows=tuple(rows))

    wide = written(levels(8), tmp_path)
    assert wide.sections[0].page_width > wide.sections[0].page_height
    assert len(wide.tables) == 1
    split = written(levels(20), tmp_path)
    assert len(split.tables) > 1
    assert all(
        [row.cells[0].text for row in each.rows][2:] == ["Kode 0", "Kode 1", "Kode 2"]
        for each in split.tables
    )
    for each in split.tables:
        assert sum(column.width.cm for column in each.columns) < 25


@pytest.mark.slow
def test_libreoffice_shows_caption_numbers_and_no_number_is_broken(tmp_path: Path) -> None:
    written(by_size(), tmp_path)
    shown = pdf_text(converted(tmp_path / "t.docx", "pdf", tmp_path))
    assert "Tabell\u00a015.1" in shown or "Tabell 15.1" in shown
    lines = [" ".join(line.split()) for line in shown.splitlines()]
    assert "5 000–9 999 8 89 9" in lines
    assert "Bydeler i Oslo : 15 :" in lines


@pytest.mark.slow
def test_a_table_over_two_pages_has_its_headings_on_both(tmp_path: Path) -> None:
    twice = replace(long_list(), rows=long_list().rows * 2)
    written(twice, tmp_path)
    pdf = converted(tmp_path / "t.docx", "pdf", tmp_path)
    second = run("pdftotext", "-layout", "-f", "2", "-l", "2", pdf, "-")
    assert second.split()[:2] == ["Antall", "Andel"]


def test_a_table_that_fits_with_its_names_wrapped_is_not_split(tmp_path: Path) -> None:
    long = replace(counted("Øremerkede midler til arbeidet i kommunene også etter at planen er over", 1, 2))
    columns = tuple(GridColumn(f"{n}000-{n}999", "kommunestørrelse") for n in range(1, 8))
    grid = replace(themes(), columns=columns, rows=(replace(long, cells=(long.cells[0],) * 7),) * 3)
    document = written(grid, tmp_path)
    assert len(document.tables) == 1
    assert document.sections[0].page_width < document.sections[0].page_height


@pytest.mark.slow
@pytest.mark.parametrize("used", ["Table Grid", "Light List Accent 1", None])
def test_a_style_of_words_own_is_followed_where_the_template_uses_it(
    tmp_path: Path, used: str | None
) -> None:
    made = docx.Document()
    made.add_table(1, 1).style = used
    made.save(str(tmp_path / "hus.docx"))
    [table] = written(themes(), tmp_path, tmp_path / "hus.docx").tables
    assert table.style.name == (used or "Normal Table")
    assert (table._tbl.tblPr.find(qn("w:tblBorders")) is None) == (used is not None)

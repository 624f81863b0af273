from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from coder.documents.provenance_in import provenance_in
from coder.documents.quotation_workbook import QuotationTooLongError, write_quotation_workbook
from tests.documents.quotation_documents import HOSTILE, quotation_document


def _rows(path: Path, sheet: str) -> list[tuple[Any, ...]]:
    return list(load_workbook(path)[sheet].iter_rows(values_only=True))


def test_each_quotation_has_a_row_with_its_headings_and_whose_it_is(tmp_path: Path) -> None:
    write_quotation_workbook(quotation_document(), tmp_path / "a.xlsx")
    assert _rows(tmp_path / "a.xlsx", "Quotations") == [
        ("Heading 1", "Heading 2", "Quotation", "Translation", "Respondent", "Wave"),
        ("Samarbeid", None, "Bedre samarbeid, takk.", None, None, None),
        ("Samarbeid", "Nav", "Vi treng fleire møte.\nOg betre tid.", "Vi trenger flere møter.", None, None),
        ("Samarbeid", "Nav", "Nav svarer ikke", None, "r3", "2016"),
    ]


def test_hostile_text_is_text_in_each_cell(tmp_path: Path) -> None:
    texts = HOSTILE[:-1]
    write_quotation_workbook(quotation_document(*texts), tmp_path / "a.xlsx")
    sheet = load_workbook(tmp_path / "a.xlsx")["Quotations"]
    cells = [row[2] for row in sheet.iter_rows(min_row=5)]
    assert [cell.value for cell in cells] == list(texts)
    assert {cell.data_type for cell in cells} == {"s"}


def test_a_quotation_too_long_for_excel_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(QuotationTooLongError, match=r"40.?000.*\.docx"):
        write_quotation_workbook(quotation_document("x" * 40_000), tmp_path / "a.xlsx")
    assert not (tmp_path / "a.xlsx").exists()


def test_notes_the_code_list_and_the_marking_come_along(tmp_path: Path) -> None:
    write_quotation_workbook(quotation_document(), tmp_path / "a.xlsx")
    book = load_workbook(tmp_path / "a.xlsx")
    assert ("Samarbeid", "2 av 5 svar", "Mange nevner samarbeid.\n\nSærlig de små.", None) in _rows(
        tmp_path / "a.xlsx", "Headings"
    )
    assert ("IKKE ANONYMISERT",) in _rows(tmp_path / "a.xlsx", "About")
    assert any("Kodene" in name for name in book.sheetnames)
    printed = [sheet for sheet in book.worksheets if sheet.title != "Provenance"]
    assert {sheet.oddHeader.left.text for sheet in printed} == {"IKKE ANONYMISERT"}
    assert provenance_in(tmp_path / "a.xlsx") == quotation_document().provenance

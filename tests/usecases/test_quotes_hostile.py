"""Hostile text goes through the project into each format, and comes back equal or is told of."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document as WordDocument
from odfdo import Document as OdtDocument
from openpyxl import load_workbook
from sqlalchemy import Engine

from coder.documents.quotation_workbook import QuotationTooLongError
from coder.usecases.report.quotes_file import made_quotes, write_quotes
from coder.usecases.report.quotes_options import QuotesOptions
from tests.builders import code_answer, finish, small_project
from tests.documents.quotation_documents import HOSTILE
from tests.documents.test_markdown_document import quotations_in

QUESTION = "hva_skal_til"
CONTROLS = "a\x1b[31mb\x07c"


def _project(folder: Path, *texts: str) -> tuple[Engine, int]:
    project = small_project(folder / "p.sqlite", texts=texts, codes=["Alt > =1+1 <b>"])
    for answer in project.answers:
        code_answer(project.engine, answer, project.codes[0], project.kari)
        finish(project.engine, answer, project.kari)
    return project.engine, project.kari


def _written(folder: Path, named: str, *texts: str) -> tuple[Path, tuple[str, ...]]:
    engine, kari = _project(folder, *texts)
    made = made_quotes(engine, QUESTION, QuotesOptions("internal"))
    path = folder / f"alt.{named}"
    return path, write_quotes(engine, kari, made, path)


def _read(path: Path) -> list[str]:
    if path.suffix == ".xlsx":
        rows = list(load_workbook(path)["Quotations"].iter_rows(values_only=True))
        return [str(row[rows[0].index("Quotation")]) for row in rows[1:]]
    if path.suffix == ".md":
        return [each.rpartition(" (")[0] for each in quotations_in(path.read_text(encoding="utf-8"))]
    if path.suffix == ".docx":
        said = [
            each.text
            for each in WordDocument(str(path)).paragraphs
            if each.style and each.style.name == "Quote"
        ]
    else:
        paragraphs = OdtDocument(str(path)).body.paragraphs
        said = [each.text_recursive for each in paragraphs if each.style == "Quotations"]
    return [each.rpartition(" (")[0] for each in said]


@pytest.mark.slow
@pytest.mark.parametrize("named", ["docx", "odt", "xlsx"])
def test_every_text_comes_back_as_it_was(tmp_path: Path, named: str) -> None:
    texts = [text.strip() for text in HOSTILE if named != "xlsx" or len(text) < 32_000]
    path, told = _written(tmp_path, named, *texts)
    assert _read(path) == texts
    assert told == ()


@pytest.mark.slow
def test_markdown_keeps_every_word(tmp_path: Path) -> None:
    path, _told = _written(tmp_path, "md", *HOSTILE)
    assert [each.split() for each in _read(path)] == [text.split() for text in HOSTILE]


@pytest.mark.slow
def test_a_text_too_long_for_a_cell_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(QuotationTooLongError):
        _written(tmp_path, "xlsx", *HOSTILE)
    assert not (tmp_path / "alt.xlsx").exists()


@pytest.mark.slow
@pytest.mark.parametrize("named", ["docx", "odt", "xlsx", "md"])
def test_control_characters_are_replaced_and_told(tmp_path: Path, named: str) -> None:
    path, told = _written(tmp_path, named, CONTROLS)
    assert _read(path)[0].replace("\\", "") == "a\ufffd[31mb\ufffdc"
    assert "2 characters" in told[0]

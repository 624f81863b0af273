"""A house template that is damaged somewhere is told of in a sentence, or does no harm."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from docx import Document

from coder.documents.file_text import FileText
from coder.documents.odt_document import write_odt_document
from coder.documents.quotation_document import QuotationDocument
from coder.documents.table_files import write_grid
from coder.documents.word_document import write_word_document
from coder.domain.errors import CoderError
from tests.documents.grids import themes
from tests.documents.quotation_documents import quotation_document

DAMAGE = (b"", b"<x", b"<x/>", b"\x00\xff", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")
Write = Callable[[QuotationDocument, Path, Path | None], FileText]


def damaged(good: Path, into: Path, part: str, content: bytes | None) -> Path:
    """Copy a template with one part changed, or left out where there is no content."""
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(into, "w") as new:
        for name in old.namelist():
            found = content if name == part else old.read(name)
            if found is not None:
                new.writestr(name, found)
    return into


def no_templates(folder: Path, good: Path) -> Iterator[Path]:
    """Make files that are named as a template is."""
    packed = good.read_bytes()
    for name, content in {
        "nothing": b"",
        "text": b"Malen ligger i skapet.",
        "cut_short": packed[: len(packed) // 2],
        "without_end": packed[:-5],
        "damaged_inside": packed[:200] + b"\xff" * 50 + packed[250:],
    }.items():
        path = folder / f"{name}{good.suffix}"
        path.write_bytes(content)
        yield path
    other = folder / f"other{good.suffix}"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("bilde.txt", "Et arkiv av noe annet.")
    yield other
    folder.joinpath(f"folder{good.suffix}").mkdir()
    yield folder / f"folder{good.suffix}"
    yield folder / f"missing{good.suffix}"


@pytest.mark.slow
@pytest.mark.parametrize(("ends", "write"), [("docx", write_word_document), ("odt", write_odt_document)])
def test_a_file_that_is_no_template_is_told_of(tmp_path: Path, ends: str, write: Write) -> None:
    made = quotation_document()
    good = tmp_path / f"good.{ends}"
    write(made, good, None)
    for template in no_templates(tmp_path, good):
        with pytest.raises(CoderError, match=template.name):
            write(made, tmp_path / f"out.{ends}", template)
    assert not (tmp_path / f"out.{ends}").exists()


@pytest.mark.slow
@pytest.mark.parametrize(("ends", "write"), [("docx", write_word_document), ("odt", write_odt_document)])
def test_a_template_with_a_damaged_part_is_told_of_or_does_no_harm(
    tmp_path: Path, ends: str, write: Write
) -> None:
    made = quotation_document("Vi vil ha meir folk.")
    good = tmp_path / f"good.{ends}"
    write(made, good, None)
    with zipfile.ZipFile(good) as parts:
        names = parts.namelist()
    refused = 0
    for part in names:
        for content in (*DAMAGE, None):
            template = damaged(good, tmp_path / f"template.{ends}", part, content)
            out = tmp_path / f"out.{ends}"
            told = ""
            try:
                write(made, out, template)
            except CoderError as error:
                told = str(error)
                refused += 1
            assert out.exists() != ("template" in told), (part, content)
            out.unlink(missing_ok=True)
    assert refused > 10


@pytest.mark.parametrize("content", DAMAGE)
def test_a_table_too_refuses_a_damaged_template(tmp_path: Path, content: bytes) -> None:
    good = tmp_path / "good.docx"
    Document().save(str(good))
    template = damaged(good, tmp_path / "template.docx", "word/document.xml", content)
    with pytest.raises(CoderError, match="template"):
        write_grid(themes(), tmp_path / "t.docx", "docx", template)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["good.docx", "template.docx"]

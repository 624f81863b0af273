from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from odfdo import Document

from coder.documents.odt_document import NotAnOdtTemplateError, write_odt_document
from coder.documents.provenance_in import provenance_in
from coder.documents.quotation_document import QuotationDocument
from tests.documents.quotation_documents import HOSTILE, quotation_document
from tests.outside import converted, pdf_text


def _written(tmp_path: Path, made: QuotationDocument, template: Path | None = None) -> Any:
    path = tmp_path / "sitater.odt"
    write_odt_document(made, path, template)
    return Document(str(path))


def _styled(document: Any, style: str) -> list[str]:
    return [each.text_recursive for each in document.body.paragraphs if each.style == style]


def test_headings_are_real_headings_at_their_level(tmp_path: Path) -> None:
    document = _written(tmp_path, quotation_document())
    headings = [
        (each.get_attribute("text:outline-level"), str(each).strip()) for each in document.body.headers
    ]
    assert headings == [("1", "Samarbeid"), ("2", "Nav"), ("1", "Annet"), ("1", "Kodeliste")]


def test_a_quotation_is_one_paragraph(tmp_path: Path) -> None:
    assert _styled(_written(tmp_path, quotation_document()), "Quotations") == [
        "Bedre samarbeid, takk. (kommune med 5\u00a0000–10\u00a0000 innbyggere)",
        "Vi treng fleire møte.\nOg betre tid. (r2)",
        "Nav svarer ikke (r3)",
    ]


@pytest.mark.slow
def test_hostile_text_comes_back_as_it_was(tmp_path: Path) -> None:
    document = _written(tmp_path, quotation_document(*HOSTILE))
    assert [text.removesuffix(" (r9)") for text in _styled(document, "Quotations")[3:]] == list(HOSTILE)


def test_characters_that_the_file_cannot_hold_are_replaced_and_counted(tmp_path: Path) -> None:
    assert write_odt_document(quotation_document("a\x00b\ud800c"), tmp_path / "x.odt").replaced == 2


def test_the_table_of_contents_holds_the_headings_and_leads_to_them(tmp_path: Path) -> None:
    document = _written(tmp_path, quotation_document())
    [index] = document.body.get_elements("//text:index-body")
    assert [each.text for each in index.get_elements(".//text:a")] == [
        "Samarbeid",
        "Nav",
        "Annet",
        "Kodeliste",
    ]
    targets = [each.get_attribute("xlink:href") for each in index.get_elements(".//text:a")]
    marks = [each.get_attribute("text:name") for each in document.body.get_elements("//text:bookmark-start")]
    assert targets == [f"#{mark}" for mark in marks]


def test_languages_and_origin_are_told(tmp_path: Path) -> None:
    document = _written(tmp_path, quotation_document())
    default = document.styles.root.get_element("//style:default-style[@style:family='paragraph']")
    assert default.get_element("style:text-properties").get_attribute("fo:language") == "nb"
    spans = {
        str(each): each.get_attribute("text:style-name") for each in document.body.get_elements("//text:span")
    }
    assert spans["Vi treng fleire møte.\nOg betre tid."] == "Nynorsk"
    assert provenance_in(tmp_path / "sitater.odt") == quotation_document().provenance


def test_the_same_document_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.odt", "b.odt"):
        write_odt_document(quotation_document(), tmp_path / name)
    assert (tmp_path / "a.odt").read_bytes() == (tmp_path / "b.odt").read_bytes()


def test_a_template_keeps_its_styles_and_loses_its_text(tmp_path: Path) -> None:
    template = Document("text")
    heading: Any = template.get_style("paragraph", "Heading_20_1")
    heading.set_attribute("style:display-name", "Husets overskrift")
    template.mimetype = "application/vnd.oasis.opendocument.text-template"
    template.save(str(tmp_path / "mal.ott"))
    document = _written(tmp_path, quotation_document(), tmp_path / "mal.ott")
    assert document.mimetype == "application/vnd.oasis.opendocument.text"
    kept = document.get_style("paragraph", "Heading_20_1")
    assert kept.get_attribute("style:display-name") == "Husets overskrift"
    (tmp_path / "x.odt").write_text("ikke noe dokument")
    with pytest.raises(NotAnOdtTemplateError):
        _written(tmp_path, quotation_document(), tmp_path / "x.odt")


def test_nothing_of_an_earlier_report_hides_in_one_that_takes_its_styles(tmp_path: Path) -> None:
    earlier = Document("text")
    earlier.set_part("Pictures/Kari Nordmann.png", b"a picture")
    earlier.manifest.add_full_path("Pictures/Kari Nordmann.png", "image/png")
    assert "Thumbnails/thumbnail.png" in earlier.parts
    earlier.save(str(tmp_path / "i_fjor.odt"))
    path = tmp_path / "sitater.odt"
    write_odt_document(quotation_document(), path, tmp_path / "i_fjor.odt")
    with ZipFile(path) as parts:
        assert not [name for name in parts.namelist() if name.startswith(("Pictures/", "Thumbnails/"))]
        assert b"Pictures" not in parts.read("META-INF/manifest.xml")


@pytest.mark.slow
def test_libreoffice_marks_and_counts_each_page(tmp_path: Path) -> None:
    path = tmp_path / "sitater.odt"
    write_odt_document(quotation_document(*HOSTILE[:-1]), path)
    pages = pdf_text(converted(path, "pdf", tmp_path)).split("\f")[:-1]
    assert len(pages) > 1
    assert all("IKKE ANONYMISERT" in page for page in pages)
    assert all(f"Side {number} av {len(pages)}" in page for number, page in enumerate(pages, 1))

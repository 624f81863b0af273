from base64 import b64decode
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn

from coder.documents.provenance_in import provenance_in
from coder.documents.quotation_document import Quotation, QuotationDocument, Section
from coder.documents.word_document import write_word_document
from tests.documents.quotation_documents import HOSTILE, quotation_document
from tests.outside import converted, pdf_text, run

_PICTURE = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)


def _written(tmp_path: Path, made: QuotationDocument, template: Path | None = None) -> Any:
    path = tmp_path / "sitater.docx"
    write_word_document(made, path, template)
    return Document(str(path))


def _styled(document: Any, style: str) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == style]


def test_headings_are_real_headings_at_their_level(tmp_path: Path) -> None:
    document = _written(tmp_path, quotation_document())
    headings = [
        (paragraph.style.name, paragraph.text)
        for paragraph in document.paragraphs
        if paragraph.style.name.startswith("Heading ") and paragraph.style.name[8:].isdigit()
    ]
    assert headings == [
        ("Heading 1", "Samarbeid"),
        ("Heading 2", "Nav"),
        ("Heading 1", "Annet"),
        ("Heading 1", "Kodeliste"),
    ]


@pytest.mark.slow
def test_a_quotation_is_one_paragraph_and_its_attribution_stands_upright(tmp_path: Path) -> None:
    document = _written(tmp_path, quotation_document())
    assert _styled(document, "Quote") == [
        "Bedre samarbeid, takk. (kommune med 5\u00a0000–10\u00a0000 innbyggere)",
        "Vi treng fleire møte.\nOg betre tid. (r2)",
        "Nav svarer ikke (r3)",
    ]
    [first, *_others] = [each for each in document.paragraphs if each.style.name == "Quote"]
    assert [run.style.name for run in first.runs][-1] == "Quote Attribution"
    assert document.styles["Quote Attribution"].font.italic is False


def test_hostile_text_comes_back_as_it_was(tmp_path: Path) -> None:
    document = _written(tmp_path, quotation_document(*HOSTILE))
    assert [text.removesuffix(" (r9)") for text in _styled(document, "Quote")[3:]] == list(HOSTILE)


@pytest.mark.slow
def test_characters_that_word_cannot_hold_are_replaced_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    clean = write_word_document(quotation_document("a\x00b\x1bc\x0bd\ud800e\ufffef"), path)
    assert clean.replaced == 5
    assert _styled(Document(str(path)), "Quote")[-1] == "a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf (r9)"


def test_the_table_of_contents_holds_the_headings_before_anything_is_updated(tmp_path: Path) -> None:
    document = _written(tmp_path, quotation_document())
    body = document.element.body
    [block] = body.findall(qn("w:sdt"))
    entries = ["".join(t.text for t in p.iter(qn("w:t"))) for p in block.iter(qn("w:p"))]
    assert entries == ["Innhold", "Samarbeid", "Nav", "Annet", "Kodeliste"]
    assert [p.pPr.pStyle.val for p in block.iter(qn("w:p"))] == ["TOCHeading", "toc1", "toc2", "toc1", "toc1"]
    targets = [link.get(qn("w:anchor")) for link in block.iter(qn("w:hyperlink"))]
    marks = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert targets == marks
    kinds = [mark.get(qn("w:fldCharType")) for mark in block.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"]
    assert document.styles["TOC Heading"].base_style.name == "Normal"


@pytest.mark.slow
def test_each_language_is_marked(tmp_path: Path) -> None:
    document = _written(tmp_path, quotation_document())
    default = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert default.get(qn("w:val")) == "nb-NO"
    marked = {
        "".join(t.text or "" for t in run.iter(qn("w:t"))): language.get(qn("w:val"))
        for run in document.element.body.iter(qn("w:r"))
        for language in run.iter(qn("w:lang"))
    }
    assert marked == {"Vi treng fleire møte.Og betre tid.": "nn-NO"}
    assert _written(tmp_path, quotation_document(language="nn")).core_properties.language == "nn-NO"


def test_every_page_is_marked_and_counted(tmp_path: Path) -> None:
    document = _written(tmp_path, quotation_document())
    [section] = document.sections
    assert [each.text for each in section.header.paragraphs] == ["IKKE ANONYMISERT"]
    fields = [each.text.strip() for each in section.footer._element.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert section.footer.paragraphs[0].text == "Side 1 av 1"


@pytest.mark.slow
def test_without_a_marking_the_head_of_the_page_is_empty(tmp_path: Path) -> None:
    [section] = _written(tmp_path, quotation_document(marking="")).sections
    assert "".join(each.text for each in section.header.paragraphs) == ""


def test_a_translation_stands_below_its_original(tmp_path: Path) -> None:
    document = _written(tmp_path, quotation_document())
    texts = [each.text for each in document.paragraphs]
    place = texts.index("Oversatt: Vi trenger flere møter.")
    assert texts[place - 1].startswith("Vi treng fleire møte.")
    assert document.paragraphs[place].style.name == "Quote Translation"


def test_the_code_list_is_a_real_table_with_a_caption(tmp_path: Path) -> None:
    document = _written(tmp_path, quotation_document())
    [table] = document.tables
    assert [cell.text for cell in table.rows[2].cells] == ["Nav", "1", "Om Nav & <andre>"]
    assert "Kodene og hva de betyr." in _styled(document, "Caption")[0]


@pytest.mark.slow
def test_the_same_document_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "a.docx", tmp_path / "b.docx"
    for path in (first, second):
        write_word_document(quotation_document(), path)
    assert first.read_bytes() == second.read_bytes()


def test_the_file_tells_what_it_was_made_from(tmp_path: Path) -> None:
    write_word_document(quotation_document(), tmp_path / "a.docx")
    assert provenance_in(tmp_path / "a.docx") == quotation_document().provenance


def _house_template(tmp_path: Path) -> Path:
    template = Document()
    template.add_paragraph("Tekst som ikke skal med")
    template.styles["Quote"].font.name = "Comic Sans MS"
    template.styles["Heading 1"].font.bold = False
    [section] = template.sections
    section.header.paragraphs[0].text = "Forskningshuset"
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "Forside"
    section.footer.paragraphs[0].text = "Konfidensielt"
    template.save(str(tmp_path / "mal.docx"))
    return tmp_path / "mal.docx"


@pytest.mark.slow
def test_a_house_template_is_followed(tmp_path: Path) -> None:
    document = _written(tmp_path, quotation_document(), _house_template(tmp_path))
    assert document.styles["Quote"].font.name == "Comic Sans MS"
    assert document.styles["Heading 1"].font.bold is False
    assert "Tekst som ikke skal med" not in [each.text for each in document.paragraphs]
    [section] = document.sections
    assert section.footer.paragraphs[0].text == "Konfidensielt"
    for header, own in ((section.header, "Forskningshuset"), (section.first_page_header, "Forside")):
        assert [each.text for each in header.paragraphs] == ["IKKE ANONYMISERT", own]


@pytest.mark.slow
@pytest.mark.filterwarnings("error")
def test_styles_are_known_also_where_another_program_named_them(tmp_path: Path) -> None:
    template = Document(str(_house_template(tmp_path)))
    template.styles["Caption"].font.name = "Comic Sans MS"
    for style in template.styles.element.style_lst:
        if style.name_val in ("caption", "heading 1", "footer"):
            style.name_val = style.name_val.capitalize()
    template.save(str(tmp_path / "libre.docx"))
    document = _written(tmp_path, quotation_document(), tmp_path / "libre.docx")
    assert document.styles["Caption"].font.name == "Comic Sans MS"


@pytest.mark.slow
def test_nothing_of_an_earlier_report_hides_in_one_that_takes_its_styles(tmp_path: Path) -> None:
    earlier = Document()
    paragraph = earlier.add_paragraph("Kari Nordmann sa det.")
    earlier.add_comment(paragraph.runs, "Spør Kari Nordmann", author="Ola Nordmann", initials="ON")
    earlier.add_picture(BytesIO(_PICTURE + b"another"))
    earlier.core_properties.author = earlier.core_properties.comments = "Ola Nordmann"
    earlier.core_properties.last_modified_by = earlier.core_properties.category = "Ola Nordmann"
    earlier.sections[0].header.paragraphs[0].add_run().add_picture(BytesIO(_PICTURE))
    earlier.save(str(tmp_path / "i_fjor.docx"))
    path = tmp_path / "sitater.docx"
    write_word_document(quotation_document(), path, tmp_path / "i_fjor.docx")
    with ZipFile(path) as parts:
        names = parts.namelist()
        assert not [name for name in names if b"Nordmann" in parts.read(name)]
        pictures = [name for name in names if name.startswith("word/media/")]
    assert len(pictures) == 1
    assert Document(str(path)).sections[0].header._element.xpath(".//pic:pic")


@pytest.mark.slow
def test_libreoffice_shows_headings_in_its_navigator_and_the_marking_on_each_page(tmp_path: Path) -> None:
    path = tmp_path / "sitater.docx"
    write_word_document(quotation_document(*HOSTILE[:-1]), path)
    options = '{"ExportBookmarks":{"type":"boolean","value":"true"}}'
    pdf = converted(path, f"pdf:writer_pdf_Export:{options}", tmp_path)
    pages = pdf_text(pdf).split("\f")[:-1]
    assert len(pages) > 1
    assert all("IKKE ANONYMISERT" in page for page in pages)
    assert all(f"Side {number} av {len(pages)}" in page for number, page in enumerate(pages, 1))
    # The outline of a PDF is the navigator of the document.
    outline = run("pdftohtml", "-xml", "-stdout", "-i", pdf)
    assert [each in outline for each in ("Samarbeid</item>", "Nav</item>", "Kodeliste</item>")] == [True] * 3


@pytest.mark.slow
def test_no_quotation_is_lost_in_libreoffice(tmp_path: Path) -> None:
    quotations = tuple(Quotation(f"Sitat nummer {number}.", f"r{number}") for number in range(150))
    made = QuotationDocument("Mange", (Section("Alle", 1, quotations=quotations),), contents_title="Innhold")
    path = tmp_path / "mange.docx"
    write_word_document(made, path)
    again = Document(str(converted(converted(path, "odt", tmp_path), "docx", tmp_path / "tilbake")))
    names = ("Quote", "Quotations")
    assert (
        sum(each.style is not None and each.style.name in names for each in again.paragraphs)
        == made.quotation_count
        == 150
    )

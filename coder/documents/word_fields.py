"""Fields and bookmarks in Word documents: what the library has no words for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph


def add_field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """Add a field at the end of a paragraph, with what it shows until it is updated."""
    _add_mark(paragraph, "begin")
    add_instruction(paragraph, instruction)
    _add_mark(paragraph, "separate")
    paragraph.add_run(shown)
    _add_mark(paragraph, "end")


def begin_field(paragraph: Paragraph, instruction: str) -> None:
    """Begin a field whose result goes over several paragraphs."""
    _add_mark(paragraph, "begin")
    add_instruction(paragraph, instruction)
    _add_mark(paragraph, "separate")


def end_field(paragraph: Paragraph) -> None:
    """End a field that was begun."""
    _add_mark(paragraph, "end")


def add_instruction(paragraph: Paragraph, instruction: str) -> None:
    """Add what a field is to do."""
    words = _element("w:instrText")
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    words.text = f" {instruction} "
    paragraph.add_run()._r.append(words)


def bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Set a bookmark around what a paragraph says."""
    start, end = _element("w:bookmarkStart"), _element("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(_named("w:id"), str(number))
    start.set(_named("w:name"), name)
    runs = [each for each in paragraph._p if each.tag == _named("w:r")]
    runs[0].addprevious(start)
    runs[-1].addnext(end)


def add_link(paragraph: Paragraph, text: str, target: str) -> None:
    """Add words that lead to a bookmark."""
    link = _element("w:hyperlink")
    link.set(_named("w:anchor"), target)
    link.set(_named("w:history"), "1")
    run = paragraph.add_run(text)
    paragraph._p.append(link)
    link.append(run._r)


def contents_block(paragraphs: list[Paragraph]) -> None:
    """Make paragraphs the block that Word shows "Update table" on."""
    block, properties = _element("w:sdt"), _element("w:sdtPr")
    kind, gallery = _element("w:docPartObj"), _element("w:docPartGallery")
    gallery.set(_named("w:val"), "Table of Contents")
    kind.extend([gallery, _element("w:docPartUnique")])
    properties.append(kind)
    content = _element("w:sdtContent")
    block.extend([properties, content])
    paragraphs[0]._p.addprevious(block)
    content.extend([each._p for each in paragraphs])


def _add_mark(paragraph: Paragraph, kind: str) -> None:
    mark = _element("w:fldChar")
    mark.set(_named("w:fldCharType"), kind)
    paragraph.add_run()._r.append(mark)


def _element(name: str) -> Any:
    from docx.oxml.parser import OxmlElement

    return OxmlElement(name)


def _named(name: str) -> str:
    from docx.oxml.ns import qn

    return qn(name)

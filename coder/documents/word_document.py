"""A document of quotations as a Word file: real headings, a table of contents, one paragraph a quotation."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coder.documents.document_look import (
    ATTRIBUTION,
    DEEPEST_TOC,
    MARKING,
    QUOTE,
    TOC_TITLE,
)
from coder.documents.file_text import FileText
from coder.documents.grid import Grid
from coder.documents.languages import language_tag
from coder.documents.quotation_document import Quotation, QuotationDocument
from coder.documents.quotation_pages import QuotationPages, bookmark_name
from coder.documents.word_fields import (
    add_field,
    add_link,
    begin_field,
    bookmark,
    contents_block,
    end_field,
)
from coder.documents.word_file import new_word, save_word
from coder.documents.word_paragraph import Layout, Letters, add_words, new_paragraph
from coder.documents.word_table import add_word_grid

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import _Footer, _Header
    from docx.text.paragraph import Paragraph

_KEPT_TOGETHER = 600
"""A quotation of at most so many characters is not broken over two pages."""
_FIRST_BOOKMARK = 1000
_CLOSE = 2 * 20
"""Two points, in Word's units: a translation stands close to its original."""


def write_word_document(made: QuotationDocument, path: Path, template: Path | None = None) -> FileText:
    """Write a document of quotations as DOCX, the same bytes for the same document.

    Returns:
        How many characters Word cannot hold and were replaced.

    Raises:
        NotATemplateError: If the house template cannot be used.
        CannotWriteFileError: If the file cannot be written.
    """
    writer = _WordPages(new_word(made.language, template), made)
    writer.write()
    save_word(writer.document, path, made.provenance)
    return writer.clean


class _WordPages(QuotationPages):
    """The pages of a Word file."""

    def __init__(self, document: Document, made: QuotationDocument) -> None:
        super().__init__(made)
        self.document = document
        # The library looks a name up among all styles each time, which takes most of the time there is.
        self.end = document.element.body.sectPr
        self.style_ids = {str(style.name).casefold(): style.style_id for style in document.styles}

    def _describe(self) -> None:
        core = self.document.core_properties
        core.title = self.again(self.made.title)[:255]
        core.subject = self.again(self.made.subtitle)[:255]
        core.keywords = self.again(self.made.marking)[:255]

    def _contents(self) -> None:
        title = self._add(self.made.contents_title, TOC_TITLE)
        shown = self._in_contents()
        entries = [self._add("", f"toc {section.level}") for _place, section in shown]
        if not entries:
            return
        begin_field(entries[0], f'TOC \\o "1-{DEEPEST_TOC}" \\h \\z \\u')
        for entry, (place, section) in zip(entries, shown, strict=True):
            add_link(entry, self.again(section.heading), bookmark_name(place))
        end_field(entries[-1])
        contents_block([title, *entries])

    def _heading(self, words: str, level: int, place: int, *, on_new_page: bool) -> None:
        heading = self._add(words, f"Heading {level}")
        if on_new_page:
            heading.paragraph_format.page_break_before = True
            heading.paragraph_format.space_before = 0
        bookmark(heading, bookmark_name(place), _FIRST_BOOKMARK + place)

    def _quotation(self, quotation: Quotation) -> None:
        has_translation = bool(quotation.translation)
        layout = Layout(
            self.style_ids[QUOTE.casefold()],
            keeps_with_next=has_translation,
            keeps_together=len(quotation.text) <= _KEPT_TOGETHER,
            after=_CLOSE if has_translation else None,
        )
        paragraph = self._set_down(layout)
        other = self.made.other_language(quotation)
        in_other = Letters(language=language_tag(other)) if other else None
        add_words(paragraph, self.clean(quotation.text), in_other)
        if quotation.attribution:
            beside = Letters(self.style_ids[ATTRIBUTION.casefold()])
            add_words(paragraph, f" ({self.clean(quotation.attribution)})", beside)

    def _table(self, grid: Grid) -> None:
        add_word_grid(self.document, grid, self.clean)

    def _add(self, text: str, style: str) -> Paragraph:
        from docx.text.paragraph import Paragraph

        element = self._set_down(Layout(self.style_ids[style.casefold()]))
        if text:
            add_words(element, self.clean(text))
        return Paragraph(element, self.document._body)

    def _set_down(self, layout: Layout) -> Any:
        # Before the end by hand: the library looks for the end from the beginning each time.
        element = new_paragraph(layout)
        self.end.addprevious(element)
        return element

    def _mark_pages(self) -> None:
        for section in self.document.sections:
            for footer in self._kinds(section, "footer"):
                if _is_empty(footer):
                    self._count_pages(footer)
            if not self.made.marking:
                continue
            for header in self._kinds(section, "header"):
                self._mark(header)

    def _kinds(self, section: Any, part: str) -> Iterable[Any]:
        yield getattr(section, part)
        if section.different_first_page_header_footer:
            yield getattr(section, f"first_page_{part}")
        if self.document.settings.odd_and_even_pages_header_footer:
            yield getattr(section, f"even_page_{part}")

    def _mark(self, header: _Header) -> None:
        first = header.paragraphs[0] if header.paragraphs else header.add_paragraph()
        marking = first if _is_empty(header) else first.insert_paragraph_before()
        marking.style = self.document.styles[MARKING]
        marking.add_run(self.again(self.made.marking))

    def _count_pages(self, footer: _Footer) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        line = footer.paragraphs[0] if footer.paragraphs else footer.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        line.style = self.document.styles["Footer"]
        before, _page, rest = self.made.page_words.partition("{page}")
        between, _pages, after = rest.partition("{pages}")
        for words, field in ((before, "PAGE"), (between, "NUMPAGES")):
            line.add_run(self.again(words))
            add_field(line, field, "1")
        line.add_run(self.again(after))


def _is_empty(part: _Header | _Footer) -> bool:
    from docx.oxml.ns import qn

    drawn = ("w:fldSimple", "w:instrText", "w:drawing", "w:pict", "w:tbl")
    return not any(paragraph.text.strip() for paragraph in part.paragraphs) and not any(
        True for name in drawn for _each in part._element.iter(qn(name))
    )

"""A document of quotations as an OpenDocument text, for LibreOffice."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

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
from coder.documents.odt_styles import LINK, PAGE_BREAK, PAGE_NUMBER, dress_odt, language_style, style_name
from coder.documents.odt_table import add_odt_grid
from coder.documents.provenance_text import KEY, provenance_text
from coder.documents.quotation_document import Quotation, QuotationDocument, Section
from coder.documents.quotation_pages import QuotationPages, bookmark_name
from coder.documents.whole_file import whole_file
from coder.documents.zip_bytes import UnreadableArchiveError, repacked, unpacked
from coder.domain.errors import UnusableInputError
from coder.messages import _

if TYPE_CHECKING:
    from odfdo import Document, Element

_THUMBNAIL = "Thumbnails/"
_CONTENTS = (
    '<text:table-of-content text:name="Contents" text:protected="true"><text:table-of-content-source '
    'text:outline-level="{deepest}">{templates}</text:table-of-content-source><text:index-body>'
    "{title}{entries}</text:index-body></text:table-of-content>"
)
_ENTRY_TEMPLATE = (
    '<text:table-of-content-entry-template text:outline-level="{level}" text:style-name="{style}">'
    '<text:index-entry-link-start/><text:index-entry-text/><text:index-entry-tab-stop style:type="right" '
    'style:leader-char="."/><text:index-entry-page-number/><text:index-entry-link-end/>'
    "</text:table-of-content-entry-template>"
)


class NotAnOdtTemplateError(UnusableInputError):
    """A file given as template that OpenDocument texts cannot be made from."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            _(
                "«{path}» is no OpenDocument text to take styles from. Save the template as .odt or .ott."
            ).format(path=path)
        )


def write_odt_document(made: QuotationDocument, path: Path, template: Path | None = None) -> FileText:
    """Write a document of quotations as ODT, the same bytes for the same document.

    Returns:
        How many characters the file cannot hold and were replaced.

    Raises:
        NotAnOdtTemplateError: If the house template cannot be used.
        CannotWriteFileError: If the file cannot be written.
    """
    writer = _OdtPages(_dressed(template, language_tag(made.language)), made)
    writer.write()
    packed = BytesIO()
    writer.document.save(packed)
    with whole_file(path) as new:
        new.write_bytes(repacked(packed))
    return writer.clean


class _OdtPages(QuotationPages):
    """The pages of an OpenDocument text."""

    def __init__(self, document: Document, made: QuotationDocument) -> None:
        super().__init__(made)
        self.document = document
        self.body: Any = document.body

    def _describe(self) -> None:
        from odfdo.meta import Meta

        meta: Meta = self.document.meta
        for element in meta.root.get_elements("//office:meta/*"):
            element.delete()
        meta.title = self.again(self.made.title)
        meta.subject = self.again(self.made.subtitle)
        meta.language = language_tag(self.made.language)
        if self.made.provenance:
            meta.set_user_defined_metadata(KEY, provenance_text(self.made.provenance))

    def _contents(self) -> None:
        title = self._paragraph(self.made.contents_title, TOC_TITLE)
        entries = [self._entry(place, section) for place, section in self._in_contents()]
        templates = [
            _ENTRY_TEMPLATE.format(level=level, style=style_name(f"toc {level}"))
            for level in range(1, DEEPEST_TOC + 1)
        ]
        self._append(
            _CONTENTS.format(
                deepest=DEEPEST_TOC,
                templates="".join(templates),
                title=f'<text:index-title text:name="Contents_Head">{title}</text:index-title>',
                entries="".join(entries),
            )
        )

    def _entry(self, place: int, section: Section) -> str:
        link = style_name(LINK)
        return (
            f'<text:p text:style-name="{style_name(f"toc {section.level}")}"><text:a xlink:type="simple" '
            f'text:style-name="{link}" text:visited-style-name="{link}" '
            f'xlink:href="#{bookmark_name(place)}">{escape(self.again(section.heading))}</text:a></text:p>'
        )

    def _heading(self, words: str, level: int, place: int, *, on_new_page: bool) -> None:
        name = bookmark_name(place)
        style = PAGE_BREAK if on_new_page and level == 1 else f"Heading {level}"
        self._append(
            f'<text:h text:style-name="{style_name(style)}" text:outline-level="{level}">'
            f'<text:bookmark-start text:name="{name}"/>{escape(self.clean(words))}'
            f'<text:bookmark-end text:name="{name}"/></text:h>'
        )

    def _quotation(self, quotation: Quotation) -> None:
        from odfdo import Paragraph, Span

        paragraph = Paragraph(style=style_name(QUOTE))
        words = self.clean(quotation.text)
        if other := self.made.other_language(quotation):
            paragraph.append(Span(words, style=language_style(other)))
        else:
            paragraph.append(words)
        if quotation.attribution:
            paragraph.append(Span(f" ({self.clean(quotation.attribution)})", style=style_name(ATTRIBUTION)))
        self.body.append(paragraph)

    def _table(self, grid: Grid) -> None:
        add_odt_grid(self.document, grid, self.clean)

    def _add(self, text: str, style: str) -> None:
        from odfdo import Paragraph

        self.body.append(Paragraph(self.clean(text), style=style_name(style)))

    def _paragraph(self, text: str, style: str) -> str:
        return f'<text:p text:style-name="{style_name(style)}">{escape(self.clean(text))}</text:p>'

    def _append(self, xml: str) -> Element:
        from odfdo import Element

        element = Element.from_tag(xml)
        self.body.append(element)
        return element

    def _mark_pages(self) -> None:
        from odfdo import Element

        for page in self.document.styles.root.get_elements("//style:master-page"):
            if page.get_element("style:footer") is None:
                page.insert(Element.from_tag(f"<style:footer>{self._page_line()}</style:footer>"), position=0)
            if not self.made.marking:
                continue
            marking = self._paragraph(self.made.marking, MARKING)
            headers = page.get_elements("*[starts-with(name(), 'style:header')]")
            if not headers:
                page.insert(Element.from_tag(f"<style:header>{marking}</style:header>"), position=0)
            for header in headers:
                header.insert(Element.from_tag(marking), position=0)

    def _page_line(self) -> str:
        words = escape(self.again(self.made.page_words))
        words = words.replace("{page}", '<text:page-number text:select-page="current">1</text:page-number>')
        words = words.replace("{pages}", "<text:page-count>1</text:page-count>")
        return f'<text:p text:style-name="{style_name(PAGE_NUMBER)}">{words}</text:p>'


def _dressed(template: Path | None, tag: str) -> Document:
    """Return an empty document in our look or that of a house template.

    Raises:
        NotAnOdtTemplateError: If the template cannot be used.
    """
    from odfdo import Document

    document = Document.new("text") if template is None else _opened(template)
    document.body.clear()
    _leave_behind(document)
    dress_odt(document, tag, is_ours=template is None)
    return document


def _opened(template: Path) -> Document:
    """Open a template (.ott) or document as a document."""
    from lxml.etree import XMLSyntaxError
    from odfdo import Document
    from odfdo.security import SecurityError

    try:
        unpacked(template)
        document = Document.new(str(template))
        # What is worked on is read now: the library reads each part when it is first asked for.
        roots = [each.root for each in (document.meta, document.manifest, document.styles, document.content)]
        is_text = document.get_type().startswith("text")
    except (UnreadableArchiveError, SecurityError, XMLSyntaxError, KeyError, TypeError, ValueError) as error:
        raise NotAnOdtTemplateError(template) from error
    if not is_text or not all(root.tag.startswith(("office:", "manifest:")) for root in roots):
        raise NotAnOdtTemplateError(template)
    return document


def _leave_behind(document: Document) -> None:
    """Take away the picture of the first page, and what stood on the pages; a header's pictures stay."""
    styles = document.styles.serialize().decode()
    manifest: Any = document.manifest
    for part in list(document.parts):
        folder = part.split("/")[0]
        hung = folder in ("Pictures", "ObjectReplacements") or folder.startswith("Object ")
        if part.startswith(_THUMBNAIL) or (hung and part not in styles):
            document.del_part(part)
            manifest.del_full_path(part)

"""A document of quotations as Markdown: headings, block quotations, nothing of people's text is markup."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from coder.documents.file_text import FileText
from coder.documents.grid_markdown import markdown_grid
from coder.documents.languages import language_tag
from coder.documents.markdown_text import escaped_line, escaped_text
from coder.documents.provenance_text import KEY, provenance_text
from coder.documents.quotation_document import Quotation, QuotationDocument, Section
from coder.documents.whole_file import whole_file

DEEPEST_HEADING = 6


def write_markdown_document(made: QuotationDocument, path: Path) -> FileText:
    """Write a document of quotations as Markdown (CommonMark; tables as pipe tables).

    Returns:
        How many characters the file cannot hold and were replaced.

    Raises:
        CannotWriteFileError: If the file cannot be written.
    """
    writer = _Writer(made)
    words = "\n\n".join(writer.blocks()) + "\n"
    with whole_file(path) as new:
        new.write_text(words, encoding="utf-8", newline="\n")
    return writer.clean


class _Writer:
    """Writes one document, block by block."""

    def __init__(self, made: QuotationDocument) -> None:
        self.made = made
        self.clean = FileText()

    def blocks(self) -> Iterator[str]:
        """Yield what stands between blank lines."""
        made = self.made
        yield f"---\nlang: {language_tag(made.language)}\n---"
        if made.marking:
            yield f"**{self._text(made.marking)}**"
        yield f"# {self._line(made.title)}"
        for paragraph in (made.subtitle, *made.introduction):
            if paragraph:
                yield self._text(paragraph)
        if made.contents_title:
            yield f"**{self._line(made.contents_title)}**"
            yield "\n".join(self._contents())
        for section in made.all_sections:
            yield from self._section(section)
        for line in made.colophon:
            yield self._text(line)
        if made.provenance:
            yield f"<!-- {KEY}: {provenance_text(made.provenance)} -->"

    def _contents(self) -> Iterator[str]:
        deepest = min((section.level for section in self.made.all_sections), default=1)
        for section in self.made.all_sections:
            yield f"{'  ' * (section.level - deepest)}- {self._line(section.heading)}"

    def _section(self, section: Section) -> Iterator[str]:
        # The document's title is the only heading of the first level.
        yield f"{'#' * min(section.level + 1, DEEPEST_HEADING)} {self._line(section.heading)}"
        for line in section.facts:
            yield f"*{self._line(line)}*"
        for paragraph in section.analysis:
            yield self._text(paragraph)
        if section.lead_in:
            yield self._text(section.lead_in)
        for number, quotation in enumerate(section.quotations):
            if number:
                # Else two quotations after each other would be read as one.
                yield "<!-- -->"
            yield self._quotation(quotation)
        for grid in section.tables:
            yield markdown_grid(grid).rstrip("\n")

    def _quotation(self, quotation: Quotation) -> str:
        words = self._text(quotation.text)
        if quotation.attribution:
            words += f" ({self._line(quotation.attribution)})"
        if quotation.translation:
            words += f"\n\n{self._text(self.made.translated(quotation))}"
        return "\n".join(f"> {line}".rstrip() for line in words.split("\n"))

    def _line(self, text: str) -> str:
        """Return text on one line, in which nothing is markup."""
        return escaped_line(" ".join(self.clean(text).split("\n")))

    def _text(self, text: str) -> str:
        """Return text whose line breaks stay, in which nothing is markup."""
        return escaped_text(self.clean(text))

"""A document of quotations on pages: what stands where in which style, whatever the format."""

from __future__ import annotations

from abc import ABC, abstractmethod

from coder.documents.document_look import COLOPHON, DEEPEST_TOC, FACTS, LEAD_IN, TRANSLATION
from coder.documents.file_text import FileText
from coder.documents.grid import Grid
from coder.documents.quotation_document import Quotation, QuotationDocument, Section

_DEEPEST_HEADING = 9


class QuotationPages(ABC):
    """Puts one document on paper, from the top down; how a paragraph is written, each format says."""

    def __init__(self, made: QuotationDocument) -> None:
        self.made = made
        self.clean = FileText()
        # For words that stand in the file once more: they are counted where people read them.
        self.again = FileText()

    def write(self) -> None:
        """Write all of it."""
        self._describe()
        self._mark_pages()
        self._front()
        first_appendix = len(self.made.sections)
        for place, section in enumerate(self.made.all_sections):
            self._section(place, section, on_new_page=place in (0, first_appendix))
        for line in self.made.colophon:
            self._add(line, COLOPHON)

    def _front(self) -> None:
        self._add(self.made.title, "Title")
        if self.made.subtitle:
            self._add(self.made.subtitle, "Subtitle")
        for paragraph in self.made.introduction:
            self._add(paragraph, "Normal")
        if self.made.contents_title:
            self._contents()

    def _section(self, place: int, section: Section, *, on_new_page: bool) -> None:
        level = min(section.level, _DEEPEST_HEADING)
        self._heading(section.heading, level, place, on_new_page=on_new_page)
        for line in section.facts:
            self._add(line, FACTS)
        for paragraph in section.analysis:
            self._add(paragraph, "Normal")
        if section.lead_in:
            self._add(section.lead_in, LEAD_IN if section.quotations else "Normal")
        for quotation in section.quotations:
            self._quotation(quotation)
            if quotation.translation:
                self._add(self.made.translated(quotation), TRANSLATION)
        for grid in section.tables:
            self._table(grid)

    def _in_contents(self) -> list[tuple[int, Section]]:
        """Return the sections that the table of contents names, each with its place among all."""
        numbered = enumerate(self.made.all_sections)
        return [(place, section) for place, section in numbered if section.level <= DEEPEST_TOC]

    @abstractmethod
    def _describe(self) -> None:
        """Write what the file says of itself where no page shows it."""

    @abstractmethod
    def _mark_pages(self) -> None:
        """Count pages at the foot where a template does not, and mark every page at its head."""

    @abstractmethod
    def _contents(self) -> None:
        """Write the table of contents, without page numbers: only a program that sets pages knows them."""

    @abstractmethod
    def _heading(self, words: str, level: int, place: int, *, on_new_page: bool) -> None:
        """Write a heading that the table of contents points to by the name of its place."""

    @abstractmethod
    def _quotation(self, quotation: Quotation) -> None:
        """Write what somebody wrote, and who; its translation follows."""

    @abstractmethod
    def _table(self, grid: Grid) -> None:
        """Write a table after all there is."""

    @abstractmethod
    def _add(self, text: str, style: str) -> object:
        """Write a paragraph in a style after all there is."""


def bookmark_name(place: int) -> str:
    """Return the name of the bookmark at the heading of a section, by its place among all."""
    return f"_Toc{place + 1:09}"

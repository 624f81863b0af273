"""A document of quotations under headings as readers see it, whatever file it becomes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from coder.documents.grid import Grid


@dataclass(frozen=True)
class Quotation:
    """What somebody wrote, as it is to be read."""

    text: str
    """Plain text; line breaks are theirs."""
    attribution: str = ""
    """Who said it, as readers may know it: "kommune med 5 000–10 000 innbyggere"; without brackets."""
    translation: str = ""
    language: str = ""
    """nb, nn or en; empty where it is the document's."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """What a workbook tells beside it, by the heading of the column."""


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it, until the next heading."""

    heading: str
    level: int = 1
    """1 for a main theme, 2 for what stands below it, and so on; the document's title is above all."""
    facts: tuple[str, ...] = ()
    """Short lines right under the heading: how many answers, what the code means."""
    analysis: tuple[str, ...] = ()
    """Paragraphs of running text."""
    lead_in: str = ""
    """What leads to the quotations."""
    quotations: tuple[Quotation, ...] = ()
    tables: tuple[Grid, ...] = ()


@dataclass(frozen=True)
class QuotationDocument:
    """Sections in order, with what stands before and after them; nothing in it is markup."""

    title: str
    sections: tuple[Section, ...]
    language: str = "nb"
    """nb, nn or en."""
    subtitle: str = ""
    introduction: tuple[str, ...] = ()
    """Paragraphs before the table of contents."""
    contents_title: str = ""
    """The heading of the table of contents; without one there is no such table."""
    appendices: tuple[Section, ...] = ()
    marking: str = ""
    """Stands on every page: "IKKE ANONYMISERT"."""
    page_words: str = "{page} / {pages}"
    """How pages are counted."""
    translation_word: str = ""
    """Leads to a translation: "Oversatt:"."""
    colophon: tuple[str, ...] = ()
    """Last of all, in small letters: what it was made from."""
    provenance: Mapping[str, Any] = field(default_factory=dict)

    @property
    def all_sections(self) -> tuple[Section, ...]:
        """Sections and appendices."""
        return (*self.sections, *self.appendices)

    @property
    def quotation_count(self) -> int:
        """How many quotations stand in the document."""
        return sum(len(section.quotations) for section in self.all_sections)

    def translated(self, quotation: Quotation) -> str:
        """Return the translation of a quotation with the word that leads to it."""
        lead = f"{self.translation_word} " if self.translation_word else ""
        return lead + quotation.translation

    def other_language(self, quotation: Quotation) -> str:
        """Return the language of a quotation where it is not the document's; else nothing."""
        return "" if quotation.language == self.language else quotation.language

    def quoted(self) -> Iterator[tuple[tuple[str, ...], Quotation]]:
        """Yield each quotation with the headings it stands under, outermost first."""
        above: list[str] = []
        for section in self.all_sections:
            del above[section.level - 1 :]
            above.extend([""] * (section.level - 1 - len(above)))
            above.append(section.heading)
            for quotation in section.quotations:
                yield tuple(above), quotation

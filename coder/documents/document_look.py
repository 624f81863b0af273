"""How our documents look, in Word and in LibreOffice: a quiet research report."""

from __future__ import annotations

from dataclasses import dataclass

BODY_FONT, HEADING_FONT = "Times New Roman", "Arial"
_INK, _GREY, _WARNING = "1F2A37", "5F6772", "A61C1C"

QUOTE = "Quote"
ATTRIBUTION = "Quote Attribution"
"""Of letters: who said it, in roman type after the quotation."""
TRANSLATION = "Quote Translation"
FACTS = "Heading Facts"
"""The line under a heading: how many answers, what the code means."""
LEAD_IN = "Quote Lead-in"
CAPTION = "Caption"
MARKING = "Marking"
COLOPHON = "Colophon"
TABLE_TEXT = "Table Text"
"""What stands in the cells of tables."""
TABLE_NOTE = "Table Note"
TOC_TITLE = "TOC Heading"
DEEPEST_TOC = 3


@dataclass(frozen=True)
class Look:
    """How a style of paragraphs looks; None leaves what the style it builds on says."""

    size: float | None = None
    """Points."""
    font: str | None = None
    bold: bool | None = None
    italic: bool | None = None
    colour: str | None = None
    before: float | None = None
    after: float | None = None
    line: float | None = None
    left: float | None = None
    """Centimetres."""
    right: float | None = None
    keep_with_next: bool | None = None
    built_on: str = "Normal"
    then: str | None = None
    """The style of the paragraph a writer begins after it."""


def _heading(size: float, before: float, *, italic: bool = False) -> Look:
    return Look(
        size,
        HEADING_FONT,
        bold=not italic,
        italic=italic,
        colour=_INK,
        before=before,
        after=4,
        line=1.05,
        keep_with_next=True,
        then="Normal",
    )


OURS: dict[str, Look] = {
    "Normal": Look(11.5, BODY_FONT, before=0, after=7, line=1.2),
    "Title": Look(24, HEADING_FONT, bold=True, colour=_INK, before=0, after=6, line=1.05),
    "Subtitle": Look(13, HEADING_FONT, bold=False, italic=False, colour=_GREY, before=0, after=14, line=1.15),
    "Heading 1": _heading(16, 24),
    "Heading 2": _heading(13, 18),
    "Heading 3": _heading(11.5, 14),
    **{f"Heading {level}": _heading(11, 12, italic=True) for level in range(4, 10)},
    QUOTE: Look(10.5, italic=True, colour="000000", before=0, after=7, line=1.15, left=1.0, right=0.6),
    CAPTION: Look(
        9.5, HEADING_FONT, bold=True, colour=_INK, before=10, after=4, line=1.1, keep_with_next=True
    ),
    "Header": Look(8.5, HEADING_FONT, colour=_GREY, after=0, line=1.0),
    "Footer": Look(8.5, HEADING_FONT, colour=_GREY, after=0, line=1.0),
    TOC_TITLE: Look(13, HEADING_FONT, bold=True, colour=_INK, before=12, after=6, then="Normal"),
}
"""Styles every template has; ours look so where there is no house template."""

ADDED: dict[str, Look] = {
    "toc 1": Look(before=5, after=0, line=1.1),
    "toc 2": Look(10.5, before=0, after=0, line=1.1, left=0.6),
    "toc 3": Look(10.5, before=0, after=0, line=1.1, left=1.2),
    TRANSLATION: Look(italic=False, colour=_GREY, built_on=QUOTE),
    LEAD_IN: Look(after=4, keep_with_next=True, then=QUOTE),
    FACTS: Look(9, HEADING_FONT, colour=_GREY, after=6, line=1.1, keep_with_next=True),
    MARKING: Look(9, HEADING_FONT, bold=True, colour=_WARNING, built_on="Header"),
    COLOPHON: Look(9, HEADING_FONT, colour=_GREY, after=3, line=1.15),
    TABLE_TEXT: Look(9, HEADING_FONT, before=1.5, after=1.5, line=1.0),
    TABLE_NOTE: Look(8, HEADING_FONT, colour=_GREY, before=3, after=12, line=1.1),
}
"""Styles of our own, added to any template that lacks them."""

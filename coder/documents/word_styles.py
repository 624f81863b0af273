"""How our Word documents look: a quiet research report, where no house template says otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle

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


_OURS: dict[str, Look] = {
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

_ADDED: dict[str, Look] = {
    "toc 1": Look(before=5, after=0, line=1.1),
    "toc 2": Look(10.5, before=0, after=0, line=1.1, left=0.6),
    "toc 3": Look(10.5, before=0, after=0, line=1.1, left=1.2),
    TRANSLATION: Look(italic=False, colour=_GREY, built_on=QUOTE),
    LEAD_IN: Look(after=4, keep_with_next=True, then=QUOTE),
    FACTS: Look(9, HEADING_FONT, colour=_GREY, after=6, line=1.1, keep_with_next=True),
    MARKING: Look(9, HEADING_FONT, bold=True, colour=_WARNING, built_on="Header"),
    COLOPHON: Look(9, HEADING_FONT, colour=_GREY, after=3, line=1.15),
}
"""Styles of our own, added to any template that lacks them."""


def dress(document: Document, *, is_ours: bool) -> None:
    """Give a document the styles its writers name; those a house template has stay as they are."""
    names = _known(document)
    for name, look in {**_OURS, **_ADDED}.items():
        if name.casefold() not in names:
            _add(document, name)
        elif not is_ours:
            continue
        _set(document, name, look)
    if ATTRIBUTION.casefold() not in names:
        _add_attribution(document)


def _known(document: Document) -> set[str]:
    return {str(style.name).casefold() for style in document.styles if style.name}


def _add(document: Document, name: str) -> None:
    from docx.enum.style import WD_STYLE_TYPE

    # A built-in style must not be marked as custom, or Word makes a second one of the name.
    document.styles.add_style(
        name, WD_STYLE_TYPE.PARAGRAPH, builtin=name not in _ADDED or name.startswith("toc")
    )


def _add_attribution(document: Document) -> None:
    from docx.enum.style import WD_STYLE_TYPE

    style = document.styles.add_style(ATTRIBUTION, WD_STYLE_TYPE.CHARACTER)
    style.font.italic = False


def _set(document: Document, name: str, look: Look) -> None:
    from docx.shared import Cm, Pt, RGBColor

    style: ParagraphStyle = document.styles[name]
    if name != "Normal":
        style.base_style = document.styles[look.built_on]
    if look.then is not None:
        style.next_paragraph_style = document.styles[look.then]
    style.hidden, style.unhide_when_used = False, False
    font, layout = style.font, style.paragraph_format
    if look.font is not None:
        _set_font(style.element, look.font)
    font.size = Pt(look.size) if look.size is not None else font.size
    font.bold = look.bold if look.bold is not None else font.bold
    font.italic = look.italic if look.italic is not None else font.italic
    if look.colour is not None:
        font.color.rgb = RGBColor.from_string(look.colour)
    layout.space_before = Pt(look.before) if look.before is not None else layout.space_before
    layout.space_after = Pt(look.after) if look.after is not None else layout.space_after
    layout.line_spacing = look.line if look.line is not None else layout.line_spacing
    layout.left_indent = Cm(look.left) if look.left is not None else layout.left_indent
    layout.right_indent = Cm(look.right) if look.right is not None else layout.right_indent
    layout.keep_with_next = look.keep_with_next if look.keep_with_next is not None else layout.keep_with_next
    layout.widow_control = True
    _take_away(style.element, "w:pBdr", "w:rPr/w:spacing")


def _set_font(style: Any, font: str) -> None:
    from docx.oxml.ns import qn

    properties = style.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    if fonts is not None:
        # Fonts of the theme would win over the name.
        properties.remove(fonts)
    fonts = properties._add_rFonts()  # the library's own way keeps the order of the schema
    for place in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{place}"), font)


def _take_away(style: Any, *places: str) -> None:
    """Take away what the empty template draws under titles and sets between their letters."""
    for place in places:
        for found in style.xpath(f".//{place}"):
            found.getparent().remove(found)

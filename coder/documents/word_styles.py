"""The styles of a Word document: our look, or a house template's with what it lacks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from coder.documents.document_look import ADDED, ATTRIBUTION, OURS, Look

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle


def dress(document: Document, *, is_ours: bool) -> None:
    """Give a document the styles its writers name; those a house template has stay as they are."""
    names = _known(document)
    for name, look in {**OURS, **ADDED}.items():
        if name.casefold() not in names:
            _add(document, name)
        elif not is_ours:
            continue
        # A house has its own fonts; a style of ours takes them from the one it builds on.
        _set(document, name, look if is_ours else replace(look, font=None, colour=None))
    if ATTRIBUTION.casefold() not in names:
        _add_attribution(document)


def _known(document: Document) -> set[str]:
    return {str(style.name).casefold() for style in document.styles if style.name}


def _add(document: Document, name: str) -> None:
    from docx.enum.style import WD_STYLE_TYPE

    # A built-in style must not be marked as custom, or Word makes a second one of the name.
    document.styles.add_style(
        name, WD_STYLE_TYPE.PARAGRAPH, builtin=name not in ADDED or name.startswith("toc")
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

"""A paragraph of a Word file and its words, put together in the order of the schema.

For what stands in a file by the thousand: the library asks of each part it adds which others may follow it,
and goes through every text sign by sign.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SIGN = re.compile(r"([\t\r\n])")


def word_name(name: str) -> str:
    """Return the full name of an element or attribute of Word's."""
    return _WORD + name


_P, _P_LOOK, _STYLE, _VALUE = map(word_name, ("p", "pPr", "pStyle", "val"))
_KEEP_NEXT, _KEEP_LINES = map(word_name, ("keepNext", "keepLines"))
_SPACING, _AFTER, _INDENT, _LEFT, _SIDE = map(word_name, ("spacing", "after", "ind", "left", "jc"))
_R, _R_LOOK, _R_STYLE, _TEXT, _TAB, _BREAK = map(word_name, ("r", "rPr", "rStyle", "t", "tab", "br"))
_BOLD, _SIZE, _LANGUAGE = map(word_name, ("b", "sz", "lang"))


@dataclass(frozen=True, slots=True)
class Layout:
    """How a paragraph is laid out, beyond what its style says; lengths in twentieths of a point."""

    style_id: str
    keeps_with_next: bool = False
    keeps_together: bool = False
    after: int | None = None
    left: int | None = None
    side: str = ""
    """Of the page it is set against: ``right``, ``center``; else that of its style."""


@dataclass(frozen=True, slots=True)
class Letters:
    """How words are set, beyond what their paragraph says."""

    style_id: str = ""
    is_bold: bool = False
    half_points: int | None = None
    language: str = ""
    """A tag, as ``nn-NO``."""


def new_paragraph(layout: Layout) -> Any:
    """Return a paragraph without words that stands nowhere yet."""
    from docx.oxml.parser import OxmlElement

    return _laid_out(OxmlElement("w:p"), layout)


def add_paragraph(parent: Any, layout: Layout) -> Any:
    """Add a paragraph without words at the end of an element."""
    from lxml.etree import SubElement

    return _laid_out(SubElement(parent, _P), layout)


def add_words(paragraph: Any, text: str, letters: Letters | None = None) -> None:
    """Add words at the end of a paragraph; a tab or a line's end in them stays one."""
    from lxml.etree import SubElement

    run = SubElement(paragraph, _R)
    if letters is not None:
        _set_letters(SubElement(run, _R_LOOK), letters)
    for piece in _SIGN.split(text):
        if piece == "\t":
            SubElement(run, _TAB)
        elif piece in ("\r", "\n"):
            SubElement(run, _BREAK)
        elif piece:
            words = SubElement(run, _TEXT)
            words.text = piece
            if len(piece.strip()) < len(piece):
                words.set(_SPACE, "preserve")


def _laid_out(paragraph: Any, layout: Layout) -> Any:
    from lxml.etree import SubElement

    look = SubElement(paragraph, _P_LOOK)
    SubElement(look, _STYLE).set(_VALUE, layout.style_id)
    if layout.keeps_with_next:
        SubElement(look, _KEEP_NEXT)
    if layout.keeps_together:
        SubElement(look, _KEEP_LINES)
    if layout.after is not None:
        SubElement(look, _SPACING).set(_AFTER, str(layout.after))
    if layout.left is not None:
        SubElement(look, _INDENT).set(_LEFT, str(layout.left))
    if layout.side:
        SubElement(look, _SIDE).set(_VALUE, layout.side)
    return paragraph


def _set_letters(look: Any, letters: Letters) -> None:
    from lxml.etree import SubElement

    if letters.style_id:
        SubElement(look, _R_STYLE).set(_VALUE, letters.style_id)
    if letters.is_bold:
        SubElement(look, _BOLD)
    if letters.half_points is not None:
        SubElement(look, _SIZE).set(_VALUE, str(letters.half_points))
    if letters.language:
        SubElement(look, _LANGUAGE).set(_VALUE, letters.language)

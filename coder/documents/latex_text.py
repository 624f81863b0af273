"""Text on its way into LaTeX: every sign stands for itself."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WRITTEN = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "^": r"\textasciicircum{}",
    "_": r"\_",
    "%": r"\%",
    "~": r"\textasciitilde{}",
    # A shorthand in many languages of babel.
    '"': r"\textquotedbl{}",
    "'": r"\textquotesingle{}",
    "`": r"\textasciigrave{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    # Behind a line break these would be read as its options.
    "[": "{[}",
    "]": "{]}",
    "*": "{*}",
    "|": r"\textbar{}",
    "\t": " ",
    "\u00a0": "~",
    "\u00ad": r"\-",
    "\u202f": r"\,",
    "\u2011": r"\mbox{-}",
    "\u2212": r"\ensuremath{-}",
    "\u2264": r"\ensuremath{\leq}",
    "\u2265": r"\ensuremath{\geq}",
    "\ufffd": r"\fbox{?}",
}
_TABLE = str.maketrans(_WRITTEN)
# Two of these become one other sign.
_JOINED = re.compile(r"-(?=-)|,(?=,)")
# What pdfLaTeX sets by itself with T1 fonts; the rest takes LuaLaTeX or XeLaTeX and a font that has it.
_KNOWN = {
    *map(chr, range(0x20, 0x7F)),
    *map(chr, range(0xA0, 0x100)),
    *map(chr, range(0x100, 0x180)),
    *"–—‘’‚“”„†‡•…‰‹›€™\u200c",
    *_WRITTEN,
    "\n",
} - set("ĦħĸŉŦŧſ¤\u0149\u017f")


def latex_text(text: str, line_break: str = r"\newline ") -> str:
    """Return text in which nothing is a command; its line breaks become ``line_break``."""
    written = _JOINED.sub(r"\g<0>{}", text.translate(_TABLE))
    return line_break.join(written.split("\n"))


def foreign_signs(texts: Iterable[str]) -> list[str]:
    """Return the different characters that pdfLaTeX cannot set, in order."""
    return sorted({sign for text in texts for sign in text} - _KNOWN)

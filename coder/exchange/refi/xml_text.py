"""Text on its way into XML: what XML 1.0 cannot hold is left out and told."""

from __future__ import annotations

import re

from coder.domain.loss import Losses
from coder.messages import _

# XML 1.0, section 2.2.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
REPLACEMENT = "\ufffd"
UNPRINTABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]+")
"""What stands in no name here, whatever file it comes from."""


class XmlText:
    """Makes names and texts fit for XML and for text files, and notes what could not go along."""

    def __init__(self, losses: Losses) -> None:
        self._losses = losses

    def name(self, name: str) -> str:
        """Return a name without what XML cannot hold."""
        clean, gone = _UNWRITABLE.subn("", name)
        if gone:
            self._losses.add(_("Characters in names that no XML file can hold are left out."), clean, gone)
        return clean

    def text(self, text: str, of: str) -> str:
        """Return a text without what XML cannot hold; ``of`` says whose it is."""
        clean, gone = _UNWRITABLE.subn("", text)
        if gone:
            self._losses.add(
                _("Characters in descriptions and notes that no XML file can hold are left out."), of, gone
            )
        return clean

    def in_file(self, text: str, of: str) -> str:
        """Return a text of the same length with every character a text file can hold as it was."""
        clean, replaced = _SURROGATE.subn(REPLACEMENT, text)
        self._tell_replaced(of, replaced)
        return clean

    def without_mark(self, text: str, of: str) -> str:
        """Return the text of a whole file: at its beginning a byte order mark is none of the text."""
        if not text.startswith("\ufeff"):
            return text
        self._tell_replaced(of, 1)
        return REPLACEMENT + text[1:]

    def _tell_replaced(self, of: str, count: int) -> None:
        if count:
            what = _("Characters that no text file can hold are replaced by «{sign}».")
            self._losses.add(what.format(sign=REPLACEMENT), of, count)

"""Text on its way into a document: what XML cannot hold is replaced, counted and told."""

from __future__ import annotations

import re

from coder.messages import ngettext
from coder.text.numbers import written_count

REPLACEMENT = "\ufffd"
# XML 1.0, section 2.2; a half of a surrogate pair has no bytes in UTF-8 either.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n|\r")


class FileText:
    """Makes text fit for a document, and remembers how many characters had no place there."""

    def __init__(self) -> None:
        self.replaced = 0

    def __call__(self, text: str) -> str:
        """Return text with every character XML can hold as it was; line ends become one sign."""
        text, replaced = _UNWRITABLE.subn(REPLACEMENT, text)
        self.replaced += replaced
        return _LINE_ENDS.sub("\n", text)

    @property
    def told(self) -> tuple[str, ...]:
        """What is to be told to whoever writes the document: a sentence, or none."""
        if not self.replaced:
            return ()
        sentence = ngettext(
            "{n} character that no document can hold was replaced by «{sign}».",
            "{n} characters that no document can hold were replaced by «{sign}».",
            self.replaced,
        )
        return (sentence.format(n=written_count(self.replaced), sign=REPLACEMENT),)

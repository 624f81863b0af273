"""Text on its way into a picture."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from coder.documents.file_text import REPLACEMENT, FileText
from coder.messages import ngettext
from coder.text.numbers import written_count


class PictureText(FileText):
    """Makes text fit for a picture, and remembers how many characters had no place in it.

    In an SVG letters are letters, and the reader's fonts draw them; in a PNG only what our font has can be
    drawn.
    """

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._is_painted = file.suffix.lower() == ".png"

    def __call__(self, text: str) -> str:
        """Return text with every character the picture can show as it was."""
        text = super().__call__(text).replace("\t", " ")
        if not self._is_painted or text.isascii():
            return text
        drawn = [sign if sign == "\n" or _is_drawn(sign) else REPLACEMENT for sign in text]
        self.replaced += sum(new != old for new, old in zip(drawn, text, strict=True))
        return "".join(drawn)

    @property
    def told(self) -> tuple[str, ...]:
        """What is to be told to whoever draws the picture: a sentence, or none."""
        if not (self._is_painted and self.replaced):
            return super().told
        sentence = ngettext(
            "{n} character that cannot be drawn in a PNG was replaced by «{sign}». An SVG holds it.",
            "{n} characters that cannot be drawn in a PNG were replaced by «{sign}». An SVG holds them.",
            self.replaced,
        )
        return (sentence.format(n=written_count(self.replaced), sign=REPLACEMENT),)


@lru_cache(maxsize=4096)
def _is_drawn(sign: str) -> bool:
    return bool(_font().get_char_index(ord(sign)))


@lru_cache(maxsize=1)
def _font() -> Any:
    from matplotlib.font_manager import findfont
    from matplotlib.ft2font import FT2Font

    return FT2Font(findfont("DejaVu Sans"))

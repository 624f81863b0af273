"""Texts that respondents wrote, as a package takes them: whole if it can, else cut and told."""

from __future__ import annotations

import re
from dataclasses import dataclass

_UNWRITABLE = re.compile("[\0\ud800-\udfff]")
REPLACEMENT = "\ufffd"


@dataclass(frozen=True)
class FittedTexts:
    """Texts as they are written, and which of them are not as they were."""

    texts: list[str]
    cut: tuple[int, ...]
    """Places of those that were too long."""
    changed: tuple[int, ...]
    """Places of all that will not come back as they were: cut, a sign replaced, a blank lost at the end."""


def fitted(texts: list[str], longest: int | None, *, keeps_end_blanks: bool) -> FittedTexts:
    """Make texts fit.

    Args:
        texts: Any texts.
        longest: Bytes of UTF-8 a text may take; no limit if None. A text is cut between two signs.
        keeps_end_blanks: Whether blanks at the end of a text survive in the format.
    """
    found, too_long, changed = [], [], []
    for place, text in enumerate(texts):
        clean = _UNWRITABLE.sub(REPLACEMENT, text)
        if longest is not None and len(clean) * 4 > longest:
            coded = clean.encode()
            if len(coded) > longest:
                clean = coded[:longest].decode(errors="ignore")
                too_long.append(place)
        found.append(clean)
        kept = clean if keeps_end_blanks else clean.rstrip(" ")
        if kept != text:
            changed.append(place)
    return FittedTexts(found, tuple(too_long), tuple(changed))

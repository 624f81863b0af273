"""What a code says of itself, as models read it."""

from __future__ import annotations

import re

_BETWEEN_PARTS = re.compile(r"[,;:./\n()]")
_SHORTEST = 3


def whole_text(name: str, definition: str) -> str:
    """Return a code's name with its definition (or any more that is said of when to use it)."""
    return f"{name}. {definition}" if definition else name


def parts_of(name: str, definition: str) -> list[str]:
    """Return a code's name and the things that its definition lists."""
    listed = [part.strip() for part in _BETWEEN_PARTS.split(definition)]
    return [name, *(part for part in listed if len(part) >= _SHORTEST)]

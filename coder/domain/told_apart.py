"""What a background variable is called where the program's own columns stand beside it."""

from __future__ import annotations

from collections.abc import Collection


def told_apart(name: str, own: Collection[str]) -> str:
    """Return a variable's name, in quotation marks where one of the program's own columns has it too."""
    return f"«{name}»" if name in own else name

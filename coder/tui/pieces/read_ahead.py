"""Texts read ahead around a cursor: each is asked for once, and those read first are let go of first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Generic, TypeVar

Key = TypeVar("Key")
Text = TypeVar("Text")


class ReadAhead(Generic[Key, Text]):
    """What was read and what is on its way; knows nothing of how it is read."""

    def __init__(self, most: int) -> None:
        """Keep so many texts."""
        self._most = most
        self.texts: dict[Key, Text] = {}
        self._asked: set[Key] = set()

    def wanted(self, near: Iterable[Key]) -> list[Key]:
        """Return which of these are neither read nor asked for; they are asked for from now on."""
        missing = [key for key in near if key not in self.texts and key not in self._asked]
        self._asked.update(missing)
        return missing

    def take(self, texts: Mapping[Key, Text]) -> None:
        """Keep what was read. What was asked for and is not there is not asked for again."""
        self.texts.update(texts)
        self._asked.difference_update(texts)
        while len(self.texts) > self._most:
            del self.texts[next(iter(self.texts))]

    def not_read(self, keys: Iterable[Key]) -> None:
        """Hear that what was asked for could not be read: it is wanted again."""
        self._asked.difference_update(keys)

    def forget(self) -> None:
        """Have everything read again."""
        self.texts.clear()
        self._asked.clear()

"""Texts under their headings and where one stands among them; knows no widgets."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from coder.tui.texts.rows import TextRow, TextRows

if TYPE_CHECKING:
    from coder.domain.passages import PassageKey
    from coder.usecases.report.theme_reading import Passage


class TextsState(ABC):
    """Rows of headings and texts, and a cursor on one of them."""

    def __init__(self) -> None:
        self.rows = TextRows([])
        self.cursor = 0
        self.is_only_starred = False
        self.unsaved: set[PassageKey] = set()
        """Those whose star is not on disk yet."""

    @property
    def has_something(self) -> bool:
        """Whether there is anything to show."""
        return len(self.rows) > 0

    @property
    def at(self) -> TextRow | None:
        """The row under the cursor."""
        return self.rows.at(self.cursor) if len(self.rows) else None

    @property
    def key(self) -> PassageKey | None:
        """The text under the cursor that something can be decided on."""
        row = self.at
        return None if row is None else row.key

    @property
    @abstractmethod
    def passage(self) -> Passage | None:
        """That text itself; None where it is not read yet."""

    @property
    def answer_id(self) -> int | None:
        """The answer under the cursor."""
        row = self.at
        return None if row is None or row.key is None else row.key.answer_id

    # Going about

    def move(self, step: int) -> None:
        """Go so many rows on."""
        self.stand_at(min(max(self.cursor + step, 0), max(len(self.rows) - 1, 0)))

    def to_heading(self, step: int) -> None:
        """Go to the heading before or after."""
        if len(self.rows):
            self.stand_at(self.rows.next_heading(self.cursor, step))

    def stand_at(self, place: int) -> None:
        """Stand on a row that is there."""
        self.cursor = place

    # What is decided

    @abstractmethod
    def star(self, key: PassageKey) -> bool:
        """Choose a text, or no longer; not on disk yet. Tell which."""

    @abstractmethod
    def reordered(self, step: int) -> list[PassageKey] | None:
        """Let the text under the cursor change places with its neighbour.

        Returns:
            The texts that must stand first under the heading for that, in order; None where there is no
            neighbour.
        """

    def forget_unsaved(self) -> None:
        """Hear that what was decided last could not be written."""
        self.unsaved.clear()

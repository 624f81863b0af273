"""What every figure has around what is drawn: caption, number, note, and what it shows in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass, field, replace
from typing import Any, Self

from coder.documents.languages import figure_word


@dataclass(frozen=True)
class Figure:
    """A figure ready to be drawn; nothing in it is markup. What is drawn in it, each kind adds."""

    caption: str
    """Without the number."""
    _: KW_ONLY
    note: str = ""
    number: str = ""
    """Its number in the report, as "7.2"; empty for none."""
    description: str = ""
    """What it shows, for those who cannot see it."""
    language: str = "nb"
    """nb, nn or en."""
    provenance: Mapping[str, Any] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The caption with the figure's number before it."""
        return f"{figure_word(self.language)} {self.number}  {self.caption}" if self.number else self.caption

    @property
    def drawn_count(self) -> int:
        """How many bars or points readers are to tell apart."""
        raise NotImplementedError

    def mapped(self, change: Callable[[str], str]) -> Self:
        """Return the same figure with every text that people read changed."""
        return replace(
            self,
            caption=change(self.caption),
            note=change(self.note),
            number=change(self.number),
            description=change(self.description),
        )

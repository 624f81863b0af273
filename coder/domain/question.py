"""A question: always open-ended here, asked in one wave or several, with its settings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from coder.domain.codebook import nearest_names
from coder.domain.errors import WrongUseError
from coder.messages import _

UNITS = ("answer", "sentence")
QUANTIFY = ("list", "scale", "no")
COUNTS = ("responsible", "consensus")
READING_ORDERS = ("random", "file", "alike")


@dataclass(frozen=True)
class Question:
    """A question and how it is coded."""

    id: int
    uid: str
    key: str
    text: str
    codebook_id: int
    exclusive: bool
    """Whether its codebook allows one code per answer only."""
    unit: str
    quantify: str
    counts: str
    reading_order: str
    seed: str
    lead_id: int | None
    asked_if: dict[str, Any] | None
    suggest: str = "shown"
    """When suggestions come: at once, after the coder's own codes, or for some answers never."""
    hidden_percent: int = 0
    """How many of a hundred answers get none."""
    shared: bool = False
    """Whether each answer is read by one coder only: what nobody has begun is everybody's pile."""

    @property
    def is_by_sentence(self) -> bool:
        """Tell whether codes stand on sentences, not on the whole answer."""
        return self.unit == "sentence"


class OtherQuestionError(ValueError):
    """Answers or codes of another question than the one meant; a mistake of the caller."""


class UnknownQuestionError(WrongUseError):
    """No question of that key."""

    def __init__(self, key: str, keys: Iterable[str]) -> None:
        known = list(keys)
        near = nearest_names(key, known) or known[:5]
        hint = ", ".join(f"«{each}»" for each in near) or _("none yet; import a survey")
        super().__init__(_("No question «{key}». There is: {keys}.").format(key=key, keys=hint))

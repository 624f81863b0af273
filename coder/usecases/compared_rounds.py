"""What was given in drawn rounds, frozen then, with codes as they live now."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RoundFacts:
    """How a round was drawn and coded."""

    number: int

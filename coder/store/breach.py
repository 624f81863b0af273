"""A rule that does not hold between rows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Breach:
    """A rule that does not hold, and the uid of the row it does not hold for."""

    uid: str
    sentence: str

"""What a person says to a proposed code."""

from __future__ import annotations

from enum import StrEnum


class Decision(StrEnum):
    """A person's word on a proposal, as it stands in the history."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"

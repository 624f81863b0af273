"""Moments as people read them: here, to the minute."""

from __future__ import annotations

from datetime import datetime


def written_moment(at: str) -> str:
    """Return a moment of the history (ISO 8601, UTC) in local time, as ``2026-03-01 14:05``."""
    return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")

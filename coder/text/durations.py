"""How long something took, as people read it."""

from __future__ import annotations

from coder.messages import _
from coder.text.numbers import written_count


def written_duration(seconds: float) -> str:
    """Return a time to the minute, rounded down: «45 min», «2 h 5 min»."""
    hours, minutes = divmod(int(seconds) // 60, 60)
    if not hours:
        return _("{m} min").format(m=minutes)
    return _("{h} h {m} min").format(h=written_count(hours), m=minutes)

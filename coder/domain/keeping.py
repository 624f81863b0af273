"""How long the answers may be kept, and on what ground: what a data protection officer asks first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from coder.messages import _, ngettext

REMINDED_DAYS = 30
"""So many days before the last one it is reminded of."""


@dataclass(frozen=True)
class Keeping:
    """Why these answers may be kept, where that is written down, and until when."""

    legal_basis: str = ""
    reference: str = ""
    """A case number, an agreement, an assessment."""
    retain_until: str = ""
    """The last day (ISO), or empty."""

    def days_left(self, today: date) -> int | None:
        """Return the days until the last one, negative once it has passed; None where none is set."""
        return (date.fromisoformat(self.retain_until) - today).days if self.retain_until else None

    def reminder(self, today: date) -> str:
        """Return what is to be said from ``REMINDED_DAYS`` before the last day on; empty before."""
        left = self.days_left(today)
        if left is None or left > REMINDED_DAYS:
            return ""
        if left > 0:
            return ngettext(
                "The answers may be kept until {date}: {n} day left.",
                "The answers may be kept until {date}: {n} days left.",
                left,
            ).format(date=self.retain_until, n=left)
        if left == 0:
            return _("The answers may be kept until today, {date}.").format(date=self.retain_until)
        return _("The answers were to be kept until {date}: that day has passed.").format(
            date=self.retain_until
        )

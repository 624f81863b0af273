"""What a document of quotations is to hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Purpose = Literal["internal", "report"]

FEWEST_WHO_SHARE = 6
"""By the usual rule for quotations: OsloMet's and NESH's groups of five or fewer are too small."""


@dataclass(frozen=True)
class QuotesOptions:
    """What is asked for."""

    purpose: Purpose
    """``internal``: everything, as it is; ``report``: what was chosen, as readers may see it."""
    codes: tuple[str, ...] = ()
    """Only these codes, by name or path, with everything under them; none is all."""
    per_code: int | None = None
    """How many quotations at most stand under a code, spread over respondents; starred ones always do."""
    layer: str | None = None
    """Name of a reporting layer."""
    waves: tuple[str, ...] = ()
    attribution: str | None = None
    """Words beside a quotation, with background variables in braces; None chooses, "" is none."""
    fewest: int = FEWEST_WHO_SHARE
    """What stands beside a quotation must fit at least so many respondents of its wave, or is left out."""
    title: str | None = None

    def written(self) -> dict[str, Any]:
        """Return the same as plain values, for the provenance and the log."""
        return {
            "purpose": self.purpose,
            "codes": list(self.codes),
            "per_code": self.per_code,
            "layer": self.layer,
            "waves": list(self.waves),
            "attribution": self.attribution,
            "fewest": self.fewest,
            "title": self.title,
        }

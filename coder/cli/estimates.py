"""Estimates with their intervals, as commands give them to scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coder.domain.intervals import Estimate


def estimate_json(estimate: Estimate | None) -> dict[str, Any] | None:
    """Return an estimate for JSON; None where there is none."""
    if estimate is None:
        return None
    return {"value": estimate.value, "interval": [estimate.low, estimate.high]}

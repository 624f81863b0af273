"""The process that suggests for all visitors."""

from __future__ import annotations


class SharedModels:
    """Starts it when the first visitor comes."""

    place: str | None = None

    def start(self) -> None:
        """Start it, unless it runs."""

    def close(self) -> None:
        """End it."""

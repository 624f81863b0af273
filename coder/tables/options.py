"""What a user asks of a frequency table."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from coder.domain.codebook import CodeKind
from coder.domain.settling import Counts

Level = Literal["code", "theme", "both"]
BaseKind = Literal["done", "answered", "all", "frame"]
Order = Literal["count", "codebook", "name"]

LEVELS: tuple[Level, ...] = ("code", "theme", "both")
BASE_KINDS: tuple[BaseKind, ...] = ("done", "answered", "all", "frame")
ORDERS: tuple[Order, ...] = ("count", "codebook", "name")
MOST_DECIMALS = 6


@dataclass(frozen=True)
class TableOptions:
    """How a frequency table is made; the defaults give the table as reports print it."""

    waves: tuple[str, ...] = ()
    """None named: all waves that have answers to the question, together."""
    level: Level | None = None
    """None: both where there are themes, else code."""
    base: BaseKind = "done"
    counts: Counts | None = None
    """None: as the question is set."""
    decimals: int = 0
    order: Order = "count"
    exclude_kinds: tuple[CodeKind, ...] = ()
    where: tuple[str, ...] = ()
    """Each ``VARIABLE=LEVEL``; levels of one variable widen, another variable narrows."""
    as_of: str | None = None
    caption: str | None = None
    number: str | None = None
    small_bases: bool = False

    def written(self) -> dict[str, Any]:
        """Return the options as plain JSON values, to make the table again from."""
        return {
            name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()
        }

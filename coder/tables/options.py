"""What a user asks of a frequency table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from coder.domain.codebook import CodeKind
from coder.domain.errors import WrongUseError
from coder.domain.question import COUNTS
from coder.domain.settling import Counts
from coder.messages import _
from coder.tables.written_options import options_of

Level = Literal["code", "theme", "both"]
BaseKind = Literal["done", "answered", "all", "frame"]
Order = Literal["count", "codebook", "name"]
Show = Literal["percent", "count", "both", "all"]

LEVELS: tuple[Level, ...] = ("code", "theme", "both")
BASE_KINDS: tuple[BaseKind, ...] = ("done", "answered", "all", "frame")
ORDERS: tuple[Order, ...] = ("count", "codebook", "name")
SHOWN: tuple[Show, ...] = ("percent", "count", "both", "all")
MOST_DECIMALS = 6


class NoSuchChoiceError(WrongUseError):
    """A table cannot be asked for so."""

    def __init__(self, option: str, value: object, choices: Iterable[object]) -> None:
        super().__init__(
            _("{option} cannot be «{value}». Choose: {choices}.").format(
                option=option, value=value, choices=", ".join(map(str, choices))
            )
        )


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
    order: Order | None = None
    """None: by count; a scale in the order of its codebook, what is no point of it last."""
    exclude_kinds: tuple[CodeKind, ...] = ()
    where: tuple[str, ...] = ()
    """Each ``VARIABLE=LEVEL``; levels of one variable widen, another variable narrows."""
    as_of: str | None = None
    caption: str | None = None
    number: str | None = None
    small_bases: bool = False
    by: tuple[str, ...] = ()
    """Background variables, whose levels become columns, side by side."""
    trend: bool = False
    """Waves become columns."""
    show: Show | None = None
    """What stands in a column of ``by`` or ``trend``: percent, count, both, or all: count, N and percent.
    None: percent of levels, both of waves."""
    turn: bool = False
    """Levels or waves as lines, codes as columns."""
    total: str | None = None
    """What the column or line of everybody is called, as "Landet"."""
    units: str | None = None
    """Who answered, for the headings: "municipalities" gives "Share of municipalities"."""
    codes: tuple[str, ...] = ()
    """None named: all codes; else these alone, by name or path."""
    rate: bool = False
    """Say in the caption how many of all who were asked N is, in percent."""
    weight: str | None = None
    """A numeric background variable, or ``weight``: the weight that was imported with who took part."""
    weight_words: str | None = None
    """What the weighted share is a share of."""
    count_by: str | None = None
    """A background variable whose values are counted in place of answers."""
    same_units: bool = False
    """Only respondents who are in N in each of the waves."""
    layer: str | None = None
    min_cell: int | None = None
    interval: bool = False
    test: bool = False
    ordered: tuple[str, ...] = ()
    """Those of ``by`` whose levels have an order, along which a trend is tested."""
    population: tuple[tuple[str, int], ...] = ()
    """How many there are in a column, by its key, its label, or ``total``: intervals are corrected then."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "by", tuple(dict.fromkeys(self.by)))
        choices: dict[str, tuple[object, ...]] = {
            "level": (None, *LEVELS),
            "base": BASE_KINDS,
            "counts": (None, *COUNTS),
            "order": (None, *ORDERS),
            "show": (None, *SHOWN),
            "decimals": tuple(range(MOST_DECIMALS + 1)),
        }
        for name, allowed in choices.items():
            if getattr(self, name) not in allowed:
                raise NoSuchChoiceError(
                    name, getattr(self, name), [each for each in allowed if each is not None]
                )

    def written(self) -> dict[str, Any]:
        """Return the options as plain JSON values, to make the table again from."""
        return {
            name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()
        }

    @classmethod
    def of(cls, written: Mapping[str, Any]) -> TableOptions:
        """Return the options that were written so; those it does not speak of are the usual ones.

        Raises:
            ValueError: If it speaks of an option there is not, or of a value that is none.
        """
        return options_of(cls, written)

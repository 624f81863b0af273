"""What a table publishes, count by count; kept with an export, so that later ones do not give it away."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coder.domain.codebook import PATH_SEPARATOR
from coder.tables.table import TOTAL, FrequencyTable, Row, level_key, wave_key

BASE = "base"
"""Kind of the row that holds N."""
CODE, THEME, NO_ANSWER = "code", "theme", "no answer"
OUTCOME = "outcome"
"""Kind of what a regression explains, where it is neither a code nor a theme: any of several."""


@dataclass(frozen=True)
class PublishedCell:
    """One count of one table: what was counted, among whom, and whether readers see it.

    Two cells with the same ``row`` and ``of`` are the same count, in whichever tables they stand.
    """

    kind: str
    """``code``, ``theme``, ``outcome``, ``no answer`` or ``base``."""
    row: str
    """What is counted: the kind, the code's uid, and what else makes it another count."""
    of: tuple[str, ...]
    """Among whom: ``VARIABLE=LEVEL`` each, sorted; several levels of one variable widen. Empty: everybody."""
    count: int
    shown: bool
    whole: bool = False
    """Hidden in a column that shows no count but 0: it may be 0 itself, as it cannot elsewhere."""
    label: str = ""
    column: str = ""
    theme: str = ""
    """What binds a theme row and its codes; empty where there is no theme."""
    parts: tuple[str, ...] = ()
    """Rows of which this one counts the answers that have any."""
    exclusive: bool = False
    """The codebook gives an answer one code only."""

    @property
    def key(self) -> tuple[str, tuple[str, ...]]:
        """What makes two cells the same count."""
        return self.row, self.of

    def written(self) -> dict[str, Any]:
        """Return the cell as plain JSON values; what is as usual is left out."""
        values = {
            "kind": self.kind,
            "row": self.row,
            "of": list(self.of),
            "count": self.count,
            "shown": self.shown,
            "whole": self.whole,
            "label": self.label,
            "column": self.column,
            "theme": self.theme,
            "parts": list(self.parts),
            "exclusive": self.exclusive,
        }
        return {name: value for name, value in values.items() if value or name in ("of", "count", "shown")}

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> PublishedCell:
        """Return the cell that ``written`` wrote; what it does not know is passed over."""
        known = {name: value for name, value in values.items() if name in cls.__dataclass_fields__}
        return cls(**known | {"of": tuple(values["of"]), "parts": tuple(values.get("parts", ()))})


@dataclass(frozen=True)
class Published:
    """An earlier export of a question's counts."""

    name: str
    """How a person knows it again: file and day."""
    min_cell: int | None
    """Its K; None where it was made without one."""
    cells: tuple[PublishedCell, ...]


def published(name: str, min_cell: int | None, cells: Iterable[Mapping[str, Any]]) -> Published:
    """Return an earlier export, from the cells kept with it."""
    return Published(name, min_cell, tuple(PublishedCell.read(each) for each in cells))


def published_cells(
    table: FrequencyTable, shown: FrequencyTable | None = None, only: Collection[str] | None = None
) -> list[dict[str, Any]]:
    """Return what a table publishes, as plain JSON values to keep with its export.

    Args:
        table: The table with all its counts.
        shown: The same after suppression; None where nothing was hidden.
        only: The uids of the rows told, beside the bases; None: all.
    """
    return [cell.written() for cell in cells_of(table, shown, only)]


def cells_of(
    table: FrequencyTable, shown: FrequencyTable | None = None, only: Collection[str] | None = None
) -> list[PublishedCell]:
    """Return each count of a table, column by column; arguments as for ``published_cells``."""
    return _TableReader(table, shown or table, only).cells()


class _TableReader:
    """Reads the counts of a table, and what they are counts of."""

    def __init__(
        self, table: FrequencyTable, shown: FrequencyTable, only: Collection[str] | None = None
    ) -> None:
        self._table = table
        self._only = only
        self._options: Mapping[str, Any] = table.provenance.get("options", {})
        self._hidden = _hidden_places(shown)
        self._hidden_bases = {column.key for column in shown.columns if column.base is None}
        self._exclusive = bool(table.provenance.get("codebook", {}).get("exclusive", False))
        self._folds = _folds(table.provenance)

    def cells(self) -> list[PublishedCell]:
        """Return the counts: column by column, its base first."""
        total = condition_of(self._options)
        found = self._column(TOTAL, "", total, self._table.base, [row.count for row in self._table.rows])
        for place, column in enumerate(self._table.columns):
            counts = [cells[place].count for cells in self._table.cells]
            of = narrowed_to(total, column.key)
            found += self._column(column.key, column.label, of, column.base, counts)
        return found

    def _column(
        self, key: str, label: str, of: tuple[str, ...], base: int | None, counts: Sequence[int | None]
    ) -> list[PublishedCell]:
        hidden = [(row.level, row.id, key) in self._hidden for row in self._table.rows]
        whole = not any(count and not gone for count, gone in zip(counts, hidden, strict=True))
        found = [
            PublishedCell(
                BASE,
                self._row_key(BASE, self._table.base_kind),
                of,
                base or 0,
                shown=key not in self._hidden_bases,
                whole=key in self._hidden_bases,
                column=label,
            )
        ]
        for row, count, gone in zip(self._table.rows, counts, hidden, strict=True):
            if self._only is not None and row.id not in self._only:
                continue
            found.append(
                PublishedCell(
                    row.level,
                    self._row_key(row.level, row.id or ""),
                    of,
                    count or 0,
                    shown=not gone,
                    whole=gone and whole,
                    label=row.label,
                    column=label,
                    theme=_theme_of(row),
                    parts=tuple(self._row_key("code", uid) for uid in self._folds.get(row.id or "", ())),
                    exclusive=self._exclusive,
                )
            )
        return found

    def _row_key(self, kind: str, own: str) -> str:
        return row_key(kind, own, self._table.counts, self._options)


def row_key(kind: str, own: str, counts: str, options: Mapping[str, Any]) -> str:
    """Name what is counted; counts made in another way are other counts.

    Args:
        kind: Of the row.
        own: The uid of its code, or which base it is.
        counts: Whose coding counts.
        options: What the table was asked for.
    """
    parts = [kind, own, counts]
    if options.get("count_by"):
        parts.append(f"by {options['count_by']}")
    if kind in (BASE, THEME, OUTCOME) and options.get("exclude_kinds"):
        parts.append("without " + ", ".join(sorted(options["exclude_kinds"])))
    return "|".join(parts)


def narrowed_to(condition: Sequence[str], *keys: str) -> tuple[str, ...]:
    """Return a condition narrowed to columns by their keys: each names one level of its variable."""
    variables = {_variable_of(key) for key in keys}
    return tuple(sorted({*(each for each in condition if _variable_of(each) not in variables), *keys}))


def _variable_of(key: str) -> str:
    return key.partition("=")[0]


def _hidden_places(shown: FrequencyTable) -> set[tuple[str, str | None, str]]:
    hidden: set[tuple[str, str | None, str]] = set()
    for place, row in enumerate(shown.rows):
        if row.suppressed:
            hidden.add((row.level, row.id, TOTAL))
        for column, cell in zip(shown.columns, shown.cells[place] if shown.cells else (), strict=False):
            if cell.suppressed:
                hidden.add((row.level, row.id, column.key))
    return hidden


def _theme_of(row: Row) -> str:
    """Name the theme of a row; the path's first name, which no other theme has."""
    if row.level == "theme" or (row.level == "code" and PATH_SEPARATOR not in row.path):
        return row.path
    return (row.theme or "") if row.level == "code" else ""


def condition_of(options: Mapping[str, Any]) -> tuple[str, ...]:
    """Return among whom a table counts, as the options say."""
    waves = [wave_key(name) for name in options.get("waves") or ()]
    named = [each.partition("=") for each in options.get("where") or ()]
    where = [level_key(variable, level) for variable, _sign, level in named]
    units = ["units=same:" + ",".join(options.get("waves") or ())] if options.get("same_units") else []
    return tuple(sorted({*where, *waves, *units}))


def _folds(provenance: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Return the codes behind each folded row, by the uids the rows have."""
    layer = provenance.get("layer")
    if not isinstance(layer, Mapping):
        return {}
    return {each["row"]: tuple(each["codes"]) for each in layer.get("folded", ())}

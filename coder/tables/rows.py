"""The rows of a table: which codes and themes it shows, in which order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from coder.domain.codebook import PATH_SEPARATOR, Code, CodeKind
from coder.tables.frequency import CodeCounts, top_places
from coder.tables.options import Level, Order
from coder.tables.table import Row
from coder.text.collation import collation_key

Percentage = Callable[[int], Decimal | None]


@dataclass(frozen=True)
class _Line:
    """A code with what decides its place."""

    place: int
    code: Code
    count: int
    in_use: bool


class FrequencyRows:
    """Makes the rows of a table from a codebook and its counts."""

    def __init__(
        self,
        codes: Sequence[Code],
        counts: CodeCounts,
        in_use: Sequence[bool],
        percentage: Percentage,
        *,
        order: Order = "count",
        points_first: bool = False,
        excluded: Collection[CodeKind] = (),
        ranks: Mapping[str, int] = MappingProxyType({}),
    ) -> None:
        """Take what rows are made of.

        Args:
            codes: The codebook in its order.
            counts: Answers per code and theme.
            in_use: Whether each code was in use.
            percentage: The percentage of a count, or None.
            order: Of topmost rows, and of the codes of a theme.
            points_first: Codes that say something before those that say why there is nothing to say.
            excluded: Kinds of codes without a row; rows of a reporting layer have one whatever their kind.
            ranks: By a code's uid, what comes before the order among siblings; 0 where it is not named.
        """
        self._codes = codes
        self._counts = counts
        self._in_use = in_use
        self._percentage = percentage
        self._order = order
        self._points_first = points_first
        self._excluded = excluded
        self._ranks = ranks
        self._tops = top_places(codes)
        self._places = {code.uid: place for place, code in enumerate(codes)}
        self._shown = [self._is_shown(place) for place in range(len(codes))]
        self._members = self._members_by_top()

    @property
    def default_level(self) -> Level:
        """Both where there are themes, else code."""
        return "both" if self._members else "code"

    def rows(self, level: Level) -> tuple[Row, ...]:
        """Return the rows in their order, a theme before its codes."""
        return self._flat() if level == "code" else self._by_theme(with_codes=level == "both")

    def place(self, row: Row) -> int:
        """Return the place in the codebook of the code or theme that a row counts."""
        return self._places[row.id or ""]

    def in_use(self, row: Row, in_use: Sequence[bool]) -> bool:
        """Tell whether what a row counts was in use, where these codes were."""
        place = self.place(row)
        return self._theme_in_use(place, in_use) if row.level == "theme" else in_use[place]

    def _theme_in_use(self, place: int, in_use: Sequence[bool]) -> bool:
        itself = in_use[place] and (self._codes[place].codable or bool(self._counts.codes[place]))
        return itself or any(in_use[member] for member in self._members[place])

    def _is_shown(self, place: int) -> bool:
        code = self._codes[place]
        if code.merged_into is not None or (code.kind in self._excluded and code.id > 0):
            return False
        return bool(self._counts.codes[place]) or (code.codable and code.retired is None)

    def _members_by_top(self) -> dict[int, list[int]]:
        """List the codes shown below each theme; a topmost code without any is no theme."""
        members: dict[int, list[int]] = {}
        for place, top in enumerate(self._tops):
            if place != top and self._shown[place] and self._codes[top].merged_into is None:
                members.setdefault(top, []).append(place)
        return members

    def _flat(self) -> tuple[Row, ...]:
        lines = [
            self._line(place)
            for place, shown in enumerate(self._shown)
            if shown and (place not in self._members or self._counts.codes[place])
        ]
        names = Counter(line.code.name for line in lines)
        return tuple(
            self._code_row(line, line.code.written_path if names[line.code.name] > 1 else line.code.name)
            for line in self._ordered(lines)
        )

    def _by_theme(self, *, with_codes: bool) -> tuple[Row, ...]:
        under_themes = {place for members in self._members.values() for place in members}
        themes = [self._theme_line(place) for place in self._members]
        alone = [
            self._line(place)
            for place, shown in enumerate(self._shown)
            if shown and place not in self._members and place not in under_themes
        ]
        rows: list[Row] = []
        for line in self._ordered([*themes, *alone]):
            if line.place not in self._members:
                rows.append(self._code_row(line, line.code.written_path))
                continue
            rows.append(self._theme_row(line))
            if with_codes:
                below = [self._line(place) for place in self._members[line.place]]
                rows.extend(self._indented_row(each) for each in self._ordered(below))
        return tuple(rows)

    def _ordered(self, lines: Sequence[_Line]) -> list[_Line]:
        keys: dict[Order, Callable[[_Line], Any]] = {
            "count": lambda line: (-line.count, line.place),
            "codebook": lambda line: line.place,
            "name": lambda line: (collation_key(line.code.name), line.place),
        }
        key = keys[self._order]

        def place(line: _Line) -> tuple[Any, ...]:
            is_no_point = self._points_first and line.code.kind is not CodeKind.ORDINARY
            return self._ranks.get(line.code.uid, 0), is_no_point, key(line)

        return sorted(lines, key=place)

    def _line(self, place: int) -> _Line:
        return _Line(place, self._codes[place], int(self._counts.codes[place]), self._in_use[place])

    def _theme_line(self, place: int) -> _Line:
        in_use = self._theme_in_use(place, self._in_use)
        return _Line(place, self._codes[place], int(self._counts.themes[place]), in_use)

    def _theme_row(self, line: _Line) -> Row:
        name = line.code.name
        percent = self._percentage(line.count) if line.in_use else None
        return Row(line.code.uid, name, name, name, None, "theme", line.count, percent, line.in_use)

    def _indented_row(self, line: _Line) -> Row:
        return self._code_row(line, PATH_SEPARATOR.join(line.code.path[1:]), indented=True)

    def _code_row(self, line: _Line, label: str, *, indented: bool = False) -> Row:
        code = line.code
        return Row(
            id=code.uid,
            path=code.written_path,
            label=label,
            theme=code.theme,
            code=code.name,
            level="code",
            count=line.count,
            percent=self._percentage(line.count) if line.in_use else None,
            in_use=line.in_use,
            indented=indented,
        )

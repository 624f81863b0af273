"""A recount of tables in plain Python, from what a user has in hand: survey, exported codings and codebook.

It knows nothing of how the program counts: it is written from the rules of the design, to be held against it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, sqrt
from typing import Any

from tests.tables.recount_people import Asked, Code, Fold, InHand, Key, People

RowKey = tuple[str, str]
"""A row's path and level."""
NO_ANSWER: RowKey = ("No answer", "no answer")
SMALL = 20
KINDS_LAST = ("other", "don't know", "no content", "not codable")
Z95 = 1.959963984540054


@dataclass(frozen=True)
class Number:
    """One cell as it must be shown."""

    count: int | None
    percent: Fraction | None
    in_use: bool = True
    weighted: Fraction | None = None
    interval: tuple[Fraction, Fraction] | None = None


def half_up(share: Fraction, decimals: int) -> Fraction:
    """Round a share to percent."""
    return Fraction(floor(share * 100 * 10**decimals + Fraction(1, 2)), 10**decimals)


def wilson(count: int, base: int) -> tuple[float, float]:
    """Wilson's 95 % interval, by the textbook's formula."""
    p, z = count / base, Z95
    centre = (p + z * z / (2 * base)) / (1 + z * z / base)
    half = z / (1 + z * z / base) * sqrt(p * (1 - p) / base + z * z / (4 * base * base))
    return centre - half, centre + half


def other_row(codes: Sequence[Code], theme: str) -> tuple[str, bool]:
    """Return the row «Other» of a theme, or of the top, and whether it is a new one."""
    for code in codes:
        above = code.path.rpartition(" > ")[0]
        if above == theme and code.kind == "other":
            return code.path, False
    return (f"{theme} > Other" if theme else "Other"), True


def _outwards(interval: tuple[float, float], decimals: int) -> tuple[Fraction, Fraction]:
    """Round the ends of an interval, in percent, so that it never says too much."""
    low, high = (Fraction(round(10**decimals * 100 * end * 10**6), 10**6) for end in interval)
    return Fraction(floor(low), 10**decimals), Fraction(ceil(high), 10**decimals)


class Recount(People):
    """One table, counted from the beginning."""

    def __init__(self, hand: InHand, asked: Asked) -> None:
        super().__init__(hand, asked)
        self.codes, self.rows_of = self._folded()
        self.having = {key: self.rows_of(self._counted_codes(self.all_codes[key])) for key in self.settled_by}

    def columns(self) -> list[tuple[str, str, int]]:
        """Key, label and N of each column, the total last."""
        return [(key, label, self.size(people)) for key, label, people in self._columns()]

    def rows(self) -> list[RowKey]:
        """The rows in their order."""
        listed = self._flat() if self._level() == "code" else self._by_theme()
        listed = [row for row in listed if not self._is_dropped(row[0])]
        return [*listed, NO_ANSWER] if self.asked.base == "frame" else listed

    def cells(self) -> dict[tuple[RowKey, str], Number]:
        """Every cell, those of the total too."""
        return {
            (row, key): self._cell(row, key, people)
            for row in self.rows()
            for key, _label, people in self._columns()
        }

    def with_row(self, row: RowKey) -> set[Key]:
        """The people of N whose answers a row counts."""
        path, level = row
        if row == NO_ANSWER:
            return self.base - set(self.answers)
        if level == "theme":
            return {
                key
                for key, found in self.having.items()
                if key in self.base and any(each.split(" > ")[0] == path for each in found)
            }
        return {key for key, found in self.having.items() if key in self.base and path in found}

    def row_in_use(self, row: RowKey, waves: Collection[str]) -> bool:
        """Whether a code, or anything of a theme, was in use; what answers have was."""
        if row == NO_ANSWER:
            return True
        among = {key for key in self.settled_by if key[1] in waves and key in self.base}
        path, level = row

        def used(code: Code) -> bool:
            sources = {code.path, *(path for path in self.into if self._row(path) == code.path)}
            return any(code.path in self.having[key] for key in among) or any(
                self.in_use(source, waves) for source in sources if source in self._kind
            )

        found = [code for code in self.codes if code.path == path] if level == "code" else []
        if level == "theme":
            found = [
                code
                for code in self.codes
                if code.top == path and (self._is_shown(code) if code.path != path else code.codable)
            ]
        return any(used(code) for code in found)

    # -- codes

    def _folded(self) -> tuple[list[Code], Callable[[Collection[str]], set[str]]]:
        self.into: dict[str, str] = {}
        self.folds: list[Fold] = []
        for fold in self.asked.folds:
            self._fold(fold)
        for fold in self._rare():
            self._fold(fold)
        left = [code for code in self.original if code.path not in self.into]
        for fold in self.folds:
            if fold.is_new:
                beside = [place for place, code in enumerate(left) if code.top == fold.into.split(" > ")[0]]
                new = Code(fold.into, "other" if fold.into.endswith("Other") else "ordinary")
                left.insert(beside[-1] + 1 if beside and " > " in fold.into else len(left), new)
        return left, lambda paths: {self._row(path) for path in paths}

    @property
    def is_refused(self) -> bool:
        """Whether codes go into a row that is left out, so that their answers would have none."""
        excluded = {code.path for code in self.original if code.kind in self.asked.exclude}
        return any(
            self._row(fold.into) in {path for path in excluded if not self._is_dropped(path)}
            and not excluded.issuperset(fold.members)
            for fold in self.folds
        )

    def _row(self, path: str) -> str:
        while path in self.into:  # a row may have gone into another itself
            path = self.into[path]
        return path

    def _fold(self, fold: Fold) -> None:
        row = self._row(fold.into)
        going = [path for path in fold.members if path not in (row, *self.into)]
        if going:
            self.into |= dict.fromkeys(going, row)
            is_new = fold.is_new and all(row != each.into for each in self.folds)
            self.folds.append(Fold(going, row, is_new))

    def _rare(self) -> list[Fold]:
        if not self.asked.rare:
            return []
        groups: dict[str, set[str]] = {}
        wanted = {fold.into for fold in self.asked.folds}
        for code in self.original:
            is_leaf = not any(each.path.startswith(f"{code.path} > ") for each in self.original)
            if code.kind == "ordinary" and is_leaf and code.path not in (*self.into, *wanted):
                having = [
                    key for key, found in self.all_codes.items() if code.path in self._counted_codes(found)
                ]
                has_row = self.size(having) or (code.codable and not code.retired)
                if has_row and self.size(having) < self.asked.rare:
                    groups.setdefault("" if code.path == code.top else code.top, set()).add(code.path)
        found = []
        for theme, members in groups.items():
            into, is_new = other_row(self.original, theme)
            if not is_new or len(members) > 1:
                found.append(Fold(members, into, is_new))
        return found

    def _is_shown(self, code: Code) -> bool:
        is_fold = any(fold.is_new and fold.into == code.path for fold in self.folds)
        if code.kind in self.asked.exclude and not is_fold:
            return False
        return bool(self.size(self.with_row((code.path, "code")))) or (code.codable and not code.retired)

    def _is_dropped(self, path: str) -> bool:
        return any(path == gone or path.startswith(f"{gone} > ") for gone in self.asked.dropped)

    def _themes(self) -> list[str]:
        return [
            code.path
            for code in self.codes
            if code.path == code.top
            and any(each.top == code.path != each.path and self._is_shown(each) for each in self.codes)
        ]

    def _level(self) -> str:
        return self.asked.level or ("both" if self._themes() else "code")

    def _flat(self) -> list[RowKey]:
        themes = set(self._themes())
        shown = [
            code
            for code in self.codes
            if self._is_shown(code)
            and (code.path not in themes or self.size(self.with_row((code.path, "code"))))
        ]
        return self._ordered([((code.path, "code"), code) for code in shown])

    def _by_theme(self) -> list[RowKey]:
        themes = self._themes()
        tops: list[tuple[RowKey, Code]] = []
        for code in self.codes:
            if code.path in themes:
                tops.append(((code.path, "theme"), code))
            elif self._is_shown(code) and code.top not in themes:
                tops.append(((code.path, "code"), code))
        rows: list[RowKey] = []
        for row in self._ordered(tops):
            rows.append(row)
            if row[1] == "theme" and self._level() == "both":
                below = [
                    code for code in self.codes if code.top == row[0] != code.path and self._is_shown(code)
                ]
                rows += self._ordered([((code.path, "code"), code) for code in below])
        return rows

    def _ordered(self, lines: Sequence[tuple[RowKey, Code]]) -> list[RowKey]:
        order = self.asked.order or ("codebook" if self.hand.is_scale else "count")
        points_first = self.hand.is_scale and not self.asked.order
        is_layer = bool(self.asked.layer)

        def place(line: tuple[RowKey, Code]) -> tuple[Any, ...]:
            row, code = line
            last = KINDS_LAST.index(code.kind) + 1 if is_layer and code.kind in KINDS_LAST else 0
            keys: dict[str, Any] = {
                "count": -self.size(self.with_row(row)),
                "codebook": 0,
                "name": [("abcdefghijklmnopqrstuvwxyzæøå".index(sign)) for sign in _letters(code.name)],
            }
            return last, points_first and code.kind != "ordinary", keys[order], self.codes.index(code)

        return [row for row, _code in sorted(lines, key=place)]

    # -- numbers

    def _columns(self) -> list[tuple[str, str, list[Key]]]:
        base = sorted(self.base)
        found = []
        if self.asked.trend:
            found += [(f"wave={wave}", wave, [key for key in base if key[1] == wave]) for wave in self.waves]
        for variable in self.asked.by:
            for level in self.hand.levels[variable]:
                if level in self.hand.missing.get(variable, ()):
                    continue
                inside = [key for key in base if self._value(key, variable) == level]
                found.append((f"{variable}={level}", level, inside))
            rest = [key for key in base if not self._value(key, variable)]
            if rest:
                found.append((f"{variable}=", "Not given", rest))
        return [*found, ("total", "Total", base)]

    def _cell(self, row: RowKey, column: str, people: Sequence[Key]) -> Number:
        waves = [column.removeprefix("wave=")] if column.startswith("wave=") else self.waves
        if not self.row_in_use(row, waves):
            return Number(None, None, in_use=False)
        inside = set(people)
        having = self.with_row(row) & inside
        count, base = self.size(having), self.size(people)
        if row == NO_ANSWER:  # of values, those of which nobody answered
            count = base - self.size(inside & set(self.answers))
        if not base or (base < SMALL and not self.asked.small_bases):
            return Number(count, None)
        weighted = None
        if self.asked.weight:
            whole = self._weight(people)
            weighted = half_up(self._weight(having) / whole, self.asked.decimals) if whole else None
        interval = None
        if self.asked.interval and not self.asked.weight:
            interval = _outwards(wilson(count, base), self.asked.decimals)
        return Number(count, half_up(Fraction(count, base), self.asked.decimals), True, weighted, interval)

    def _weight(self, people: Iterable[Key]) -> Fraction:
        values = (self._value(key, self.asked.weight).replace(",", ".") for key in people)
        return sum((Fraction(value) for value in values if value), Fraction(0))


def _letters(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isalpha())

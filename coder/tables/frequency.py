"""Counting codes and themes from integer arrays, and the rows they become."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coder.domain.codebook import PATH_SEPARATOR, Code, CodeKind
from coder.tables.options import Level, Order
from coder.tables.table import Row
from coder.text.collation import collation_key

Integers = NDArray[np.int64]
Percentage = Callable[[int], Decimal | None]


@dataclass(frozen=True)
class CodeCounts:
    """How many answers have each code, and each theme; in the order of the codes."""

    codes: Integers
    """Answers with the code itself."""
    themes: Integers
    """Answers with the code or any code below it, once each; filled for topmost codes, else 0."""
    coded_answers: int
    """Answers with at least one counted code."""
    codings: int
    """Counted pairs of answer and code."""
    left_out: int
    """Answers that have excluded codes and no other."""


def answers_per_group(answers: Integers, groups: Integers, n_groups: int) -> Integers:
    """Count the different answers in each group.

    Args:
        answers: The answer of each pair, shape (n,), not negative.
        groups: Its group, from 0 to ``n_groups`` - 1; the same pair may come several times.
        n_groups: How many groups there are.
    """
    _answers, found = _distinct_pairs(answers, groups, n_groups)
    return np.bincount(found, minlength=n_groups).astype(np.int64)


def count_codes(
    codes: Sequence[Code],
    coding_answers: Integers,
    coding_codes: Integers,
    excluded: Collection[CodeKind] = (),
) -> CodeCounts:
    """Count answers per code and theme; codes merged away and kinds excluded are left out.

    Args:
        codes: The codebook in its order, the codes of a theme together.
        coding_answers: The answer of each settled coding, not negative.
        coding_codes: Its code, as a place in ``codes``.
        excluded: Kinds of codes that do not count.
    """
    n_codes = len(codes)
    counted = np.array([code.merged_into is None and code.kind not in excluded for code in codes], dtype=bool)
    kept = counted[coding_codes]
    answers, places = _distinct_pairs(coding_answers[kept], coding_codes[kept], n_codes)
    # Answer after answer, and within each theme after theme: where a run begins, its theme is met first.
    tops = np.array(top_places(codes), dtype=np.int64)[places]
    new_answer = _beginnings(answers)
    new_theme = new_answer | _beginnings(tops)
    coded = int(np.count_nonzero(new_answer))
    any_coded = coded if kept.all() else int(np.unique(coding_answers).size)
    return CodeCounts(
        codes=np.bincount(places, minlength=n_codes).astype(np.int64),
        themes=np.bincount(tops[new_theme], minlength=n_codes).astype(np.int64),
        coded_answers=coded,
        codings=int(places.size),
        left_out=any_coded - coded,
    )


def top_places(codes: Sequence[Code]) -> list[int]:
    """Return for each code the place of its topmost ancestor; its own where it stands at the top."""
    places = {code.id: place for place, code in enumerate(codes)}
    tops: list[int] = []
    for place, code in enumerate(codes):
        # A parent stands before its children, so its own top is known already.
        tops.append(place if code.parent_id is None else tops[places[code.parent_id]])
    return tops


def codes_in_use(
    codes: Sequence[Code], counts: Integers, done_entries: Integers, looked_at: Collection[int] = ()
) -> list[bool]:
    """Tell which codes were in use: an answer was done while the code existed, was read for it, or has it.

    Args:
        codes: The codebook.
        counts: Answers per code.
        done_entries: Numbers of the entries in which answers of the wave were done, sorted.
        looked_at: Ids of the codes for which answers of the wave were read again.
    """
    return [
        bool(count) or code.id in looked_at or _was_there(code, done_entries)
        for code, count in zip(codes, counts.tolist(), strict=True)
    ]


def _distinct_pairs(answers: Integers, groups: Integers, n_groups: int) -> tuple[Integers, Integers]:
    """Return the different pairs, by answer and then by group."""
    width = max(n_groups, 1)
    keys = answers * np.int64(width) + groups
    if keys.size and int(keys.max()) < np.iinfo(np.int32).max:
        keys = keys.astype(np.int32)  # sorts twice as quickly
    # Some 15 times as quick as the hash table of numpy.unique, which lies scattered in memory.
    keys.sort()
    keys = keys[_beginnings(keys)]
    found, place = np.divmod(keys, width)
    return found.astype(np.int64), place.astype(np.int64)


def _beginnings(values: NDArray[Any]) -> NDArray[np.bool_]:
    """Mark where a run of equal values begins."""
    begins = np.ones(values.size, dtype=bool)
    begins[1:] = values[1:] != values[:-1]
    return begins


def _was_there(code: Code, done_entries: Integers) -> bool:
    born = 0 if code.from_file else code.born
    first = int(np.searchsorted(done_entries, born))
    if first == done_entries.size:
        return False
    return code.retired is None or int(done_entries[first]) < code.retired


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
        excluded: Collection[CodeKind] = (),
    ) -> None:
        self._codes = codes
        self._counts = counts
        self._in_use = in_use
        self._percentage = percentage
        self._order = order
        self._excluded = excluded
        self._tops = top_places(codes)
        self._shown = [self._is_shown(place) for place in range(len(codes))]
        self._members = self._members_by_top()

    @property
    def default_level(self) -> Level:
        """Both where there are themes, else code."""
        return "both" if self._members else "code"

    def rows(self, level: Level) -> tuple[Row, ...]:
        """Return the rows in their order, a theme before its codes."""
        return self._flat() if level == "code" else self._by_theme(with_codes=level == "both")

    def _is_shown(self, place: int) -> bool:
        code = self._codes[place]
        if code.merged_into is not None or code.kind in self._excluded:
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
        names = [line.code.name for line in lines]
        return tuple(
            self._code_row(
                line, line.code.written_path if names.count(line.code.name) > 1 else line.code.name
            )
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
        return sorted(lines, key=keys[self._order])

    def _line(self, place: int) -> _Line:
        return _Line(place, self._codes[place], int(self._counts.codes[place]), self._in_use[place])

    def _theme_line(self, place: int) -> _Line:
        itself = self._in_use[place] and self._codes[place].codable
        in_use = itself or any(self._in_use[member] for member in self._members[place])
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

"""Which code goes into which row of a reporting layer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from coder.domain.code_tree import CodeTree
from coder.domain.codebook import Code, CodeKind
from coder.domain.reporting_layer import OTHER_ROW, ReportingLayer, fold_row
from coder.messages import _
from coder.tables.frequency import Integers, answers_per_group


@dataclass(frozen=True)
class FoldedRow:
    """A row that several codes went into."""

    uid: str
    label: str
    """Its name, after that of its theme if it stands in one."""
    members: tuple[Code, ...]
    """The codes that have no row of their own now."""
    answers: int
    """Answers with at least one of the members, or what is counted in their place."""
    is_new: bool
    """Nothing but the members counts in it."""


class Folding:
    """Works out which code goes into which row."""

    def __init__(
        self,
        layer: ReportingLayer,
        codes: Sequence[Code],
        coding_units: Integers,
        coding_codes: Integers,
        base: int,
        named: Collection[str] = (),
    ) -> None:
        """Fold.

        Args:
            layer: What to do.
            codes: The codebook in its order, parents first.
            coding_units: What each coding is counted as: its answer, or under 0 for nothing.
            coding_codes: Its code, as a place in ``codes``.
            base: N.
            named: Uids of codes that were asked for by name: these are never rare.
        """
        self._layer = layer
        self._codes = list(codes)
        self._tree = CodeTree(codes)
        self._by_uid = {code.uid: self._tree.survivor(code) for code in codes}
        self._units = coding_units
        self._places = coding_codes
        self._base = base
        self._into: dict[int, Code] = {}
        """The row each folded code goes into, by the code's id."""
        self._new: dict[str, Code] = {}
        asked_for = (*named, *(fold.into for fold in layer.folds))
        self._named = {self._by_uid[uid].id for uid in asked_for if uid in self._by_uid}
        """Codes that somebody wants a row of: asked for, or what others are folded into."""

        for fold in layer.folds:
            members = [self._by_uid[uid] for uid in fold.codes if uid in self._by_uid]
            self._fold(members, self._by_uid.get(fold.into), fold.name)
        self._fold_rare()

    def codes(self) -> list[Code]:
        """Return the codes left with the new rows, each new one last in its theme."""
        left = [code for code in self._codes if code.merged_into is None and code.id not in self._into]
        for row in self._new.values():
            beside = [place for place, code in enumerate(left) if self._stands_in(code, row)]
            left.insert(beside[-1] + 1 if beside else len(left), row)
        return left

    def places(self, codes: Sequence[Code]) -> Integers:
        """Return for each code of the codebook the place of its row among ``codes``."""
        place_of = {code.id: place for place, code in enumerate(codes)}
        rows = [place_of[self._row_of(self._tree.survivor(code)).id] for code in self._codes]
        return np.array(rows, dtype=np.int64)

    def rows(self) -> tuple[FoldedRow, ...]:
        """Return the rows that codes went into."""
        members: dict[int, list[Code]] = {}
        rows: dict[int, Code] = {}
        for code in self._codes:
            if code.id in self._into and code.merged_into is None:
                row = self._row_of(code)
                rows[row.id] = row
                members.setdefault(row.id, []).append(code)
        return tuple(
            FoldedRow(rows[key].uid, rows[key].written_path, tuple(found), self._count(found), key < 0)
            for key, found in members.items()
        )

    def _row_of(self, code: Code) -> Code:
        while code.id in self._into:
            code = self._into[code.id]
        return code

    def _fold(self, members: Iterable[Code], target: Code | None, name: str) -> None:
        going = [each for member in members for each in (member, *self._tree.descendants(member.id))]
        going = [each for each in {each.id: each for each in going}.values() if each.id not in self._into]
        if target is None and name == OTHER_ROW:
            target = self._other(self._theme_of_all(going))
        row = None if target is None else self._row_of(target)
        above = [] if row is None or row.id < 0 else list(self._tree.ancestors(row.id))
        going = [each for each in going if each != row and each not in above]
        if going:
            self._into |= dict.fromkeys([each.id for each in going], row or self._new_row(going, name))

    def _other(self, theme_id: int | None) -> Code | None:
        """Return the code «Other» of a theme, or of the top."""
        there = self._tree.children(theme_id)
        return next((each for each in there if each.kind is CodeKind.OTHER), None)

    def _theme_of_all(self, codes: Iterable[Code]) -> int | None:
        """Return the theme that codes share; None where they have several or stand at the top."""
        themes = {None if code.parent_id is None else self._tree.top(code).id for code in codes}
        return themes.pop() if len(themes) == 1 else None

    def _new_row(self, members: Sequence[Code], name: str) -> Code:
        """Return a new row, under the theme of its members where they share one, else at the top."""
        theme_id = self._theme_of_all(members)
        theme = None if theme_id is None else self._tree.code(theme_id)
        uid = fold_row(name or (theme.uid if theme else ""))
        if uid not in self._new:
            own = name or _("Other")
            self._new[uid] = Code(
                id=-1 - len(self._new),
                uid=uid,
                name=own,
                path=(*(theme.path if theme else ()), own),
                parent_id=theme_id,
                position=max(each.position for each in members),
                kind=CodeKind.ORDINARY if name else CodeKind.OTHER,
                codable=True,
                colour="",
                born=min(each.born for each in members),
                from_file=any(each.from_file for each in members),
                retired=None,
                merged_into=None,
                split_from=None,
            )
        return self._new[uid]

    def _fold_rare(self) -> None:
        """Fold codes under the limits into «Other» of their theme, or of the table; never one alone."""
        if self._layer.under is None and self._layer.under_percent is None:
            return
        known = self._units >= 0
        counts = answers_per_group(self._units[known], self._places[known], len(self._codes)).tolist()
        rare: dict[int | None, list[Code]] = {}
        for code, count in zip(self._codes, counts, strict=True):
            has_row = count or (code.codable and code.retired is None)
            if has_row and self._may_be_rare(code) and self._is_rare(count):
                top = self._tree.top(code)
                rare.setdefault(None if top is code else top.id, []).append(code)
        for top_id, members in rare.items():
            if self._other(top_id) is not None or len(members) > 1:
                self._fold(members, None, OTHER_ROW)

    def _may_be_rare(self, code: Code) -> bool:
        return (
            code.kind is CodeKind.ORDINARY
            and code.merged_into is None
            and code.id not in self._into
            and code.id not in self._named
            and not self._tree.children(code.id)
        )

    def _is_rare(self, count: int) -> bool:
        under, share = self._layer.under, self._layer.under_percent
        return (under is not None and count < under) or (
            share is not None and 100 * count < share * self._base
        )

    def _count(self, codes: Sequence[Code]) -> int:
        """Count the answers, or what is counted in their place, that have any of some codes."""
        wanted = {code.id for code in codes}
        has = np.array([code.id in wanted for code in self._codes] or [False], dtype=bool)
        if not self._places.size:
            return 0
        found = np.unique(self._units[has[self._places]])
        return int(np.count_nonzero(found >= 0))

    def _stands_in(self, code: Code, row: Code) -> bool:
        """Whether a code is, or stands under, the theme that a new row stands under."""
        if row.parent_id is None:
            return False
        return row.parent_id in (code.parent_id if code.id < 0 else self._tree.top(code).id, code.id)

"""Which columns of a sheet hold codes: by name, by what stands in them, by the marks in a matrix."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from coder.exchange.coded_workbook.header import HeadedSheet, SheetColumn
from coder.exchange.coded_workbook.names import KnownCodes
from coder.exchange.coded_workbook.slots import CodeSlot, NamedColumn, consistent, paired_slots
from coder.exchange.coded_workbook.split import NO_SIGNS, Signs, cell_parts, names_of
from coder.exchange.coded_workbook.words import NO_MARKS, YES_MARKS, HeaderWord, Word, header_word
from coder.exchange.loose_names import loosely, plain_header
from coder.messages import _

_VALUES_LOOKED_AT = 300
_OVERLAP = 0.6
"""A column without a telling name holds codes where this share of its values are known ones."""
_LEAST_OF_MARKS = 3
"""So many columns of 0 and 1 side by side are codes, though no list names them."""


@dataclass(frozen=True)
class FoundSlots:
    """The columns of codes, and why they were taken for that."""

    slots: tuple[CodeSlot, ...]
    reasons: tuple[str, ...]


def code_slots(
    headed: HeadedSheet,
    known: KnownCodes,
    columns: Sequence[SheetColumn],
    *,
    codes: Iterable[str] = (),
    themes: Iterable[str] = (),
    signs: Signs = NO_SIGNS,
) -> FoundSlots:
    """Find the columns of codes among those that may hold some.

    Args:
        headed: The sheet.
        known: Codes of the workbook's list and of the project.
        columns: Those nobody gave another role.
        codes: Names of columns a person said hold codes; then no others do.
        themes: Names of columns a person said hold main themes.
        signs: What parts codes in a cell.
    """
    return _Finder(headed, known, columns, signs).found(set(codes), set(themes))


class _Finder:
    def __init__(
        self, headed: HeadedSheet, known: KnownCodes, columns: Sequence[SheetColumn], signs: Signs
    ) -> None:
        self._headed = headed
        self._known = known
        self._columns = columns
        self._signs = signs
        self._reasons: list[str] = []

    def found(self, codes: set[str], themes: set[str]) -> FoundSlots:
        named = self._said(codes, themes) if codes else self._named(themes)
        slots = paired_slots(named)
        if codes:
            slots = [self._as_mark(slot) for slot in slots]
        else:
            in_slots = {column.place for slot in slots for column in slot.columns()}
            free = [column for column in self._columns if column.place not in in_slots]
            slots += self._marked(free, are_others=bool(slots))
            in_slots = {column.place for slot in slots for column in slot.columns()}
            slots += self._overlapping([column for column in free if column.place not in in_slots])
        slots.sort(key=lambda slot: slot.codes[0].place)
        return FoundSlots(tuple(slots), tuple(self._reasons))

    def _said(self, codes: set[str], themes: set[str]) -> list[NamedColumn]:
        found = []
        for column in self._columns:
            word = header_word(column.name)
            number = word.number if word is not None else ""
            if column.name in themes:
                found.append(NamedColumn(column, HeaderWord(Word.THEME, number, "")))
            elif column.name in codes:
                found.append(
                    NamedColumn(column, HeaderWord(Word.SUB_THEME if themes else Word.CODE, number, ""))
                )
        return found

    def _as_mark(self, slot: CodeSlot) -> CodeSlot:
        """Take a column a person named as one of a matrix where its cells are marks and no codes."""
        if slot.theme is not None or len(slot.codes) > 1 or self._known.is_number("1"):
            return slot
        return replace(slot, mark=self._mark_of(slot.codes[0]) or ())

    def _named(self, themes: set[str]) -> list[NamedColumn]:
        """Return the columns whose names say codes, and whose cells do not speak against it."""
        found: list[NamedColumn] = []
        for column in self._columns:
            word = header_word(column.name)
            if column.name in themes:
                found.append(NamedColumn(column, HeaderWord(Word.THEME, word.number if word else "", "")))
            elif word is not None and word.word not in (Word.NOTE,) and self._holds_codes(column, word):
                found.append(NamedColumn(column, word))
        found = [self._with_rest(each) for each in found]
        kept = consistent(found, self._overlap)
        dropped = [each.column.name for each in found if each not in kept]
        kept = self._coders_or_codes(kept)
        if kept:
            listed = ", ".join(each.column.name for each in kept)
            self._reasons.append(
                _("Taken as codes, since their names say so: {columns}.").format(columns=listed)
            )
        if dropped:
            listed = ", ".join(dropped)
            said = _("Not taken as codes, though their names might say so: {columns}. (--codes COLUMN)")
            self._reasons.append(said.format(columns=listed))
        return kept

    def _holds_codes(self, column: SheetColumn, word: HeaderWord) -> bool:
        values = [value for value in self._headed.values(column) if value]
        distinct = set(values)
        if word.word is Word.CODER and not (word.number and self._overlap(column)):
            return False
        unlike = not word.number and not self._overlap(column)
        if word.word is Word.WEAK_THEME and unlike and self._known and not word.rest:
            return not values
        # One short value each, in every row: what tells respondents apart, not codes.
        all_unlike = len(distinct) == len(self._headed.rows) > 4 and max(map(len, distinct)) <= 12
        has_signs = any(sign in value for value in distinct for sign in ";|\n>")
        return not (all_unlike and unlike and not has_signs)

    def _with_rest(self, named: NamedColumn) -> NamedColumn:
        """Find whether what else stands in the name is a question or a coder."""
        rest = named.word.rest
        if not rest:
            return named
        for column in self._headed.columns:
            plain = plain_header(column.name)
            is_it = plain == rest or (
                rest.isdigit() and re.fullmatch(rf"\D* {rest}(?: .*)?", plain) is not None
            )
            if is_it and column is not named.column and header_word(column.name) is None:
                return replace(named, about=column.name)
        return replace(named, coder=_as_written(named.column.name, rest))

    def _coders_or_codes(self, found: list[NamedColumn]) -> list[NamedColumn]:
        """Tell «Koder 1» and «Koder 2», two people, from two places for codes: people often agree."""
        doubtful = [each for each in found if each.word.word in (Word.CODER_OR_CODES, Word.CODER)]
        doubtful = [each for each in doubtful if each.word.number and not each.coder]
        if len(doubtful) < 2:
            return found
        first, second = (self._headed.values(each.column) for each in doubtful[:2])
        both = [(a, b) for a, b in zip(first, second, strict=True) if a and b]
        alike = sum(1 for a, b in both if loosely(a) == loosely(b))
        if not both or alike < 0.25 * len(both):
            return found
        names = {each.column.place: each.column.name for each in doubtful}
        said = _("{columns}: taken as the codings of one coder each, since they often agree.")
        self._reasons.append(said.format(columns=", ".join(names.values())))
        return [
            replace(each, coder=names[each.column.place]) if each.column.place in names else each
            for each in found
        ]

    def _marked(self, free: Sequence[SheetColumn], *, are_others: bool) -> list[CodeSlot]:
        """Return the columns of a matrix: cells say yes or no, and the header is a code."""
        found: list[CodeSlot] = []
        run: list[SheetColumn] = []
        unsure: dict[int, SheetColumn] = {}
        for column in free:
            names = self._mark_of(column)
            if names is not None and self._known.find(names) is not None:
                found.append(CodeSlot((column,), mark=names))
            elif names is not None:
                run = [*run, column] if run and run[-1].place == column.place - 1 else [column]
                if len(run) >= _LEAST_OF_MARKS:
                    unsure.update((each.place, each) for each in run)
        if not found and not are_others and not self._known:
            found = [CodeSlot((column,), mark=_header_path(column)) for column in unsure.values()]
        if found:
            listed = ", ".join(slot.codes[0].name for slot in found)
            said = _("Taken as one code each, with a mark where it applies: {columns}.")
            self._reasons.append(said.format(columns=listed))
        return found

    def _mark_of(self, column: SheetColumn) -> tuple[str, ...] | None:
        """Return the code a column of marks stands for; None where its cells are no marks."""
        values = {loosely(value) for value in self._headed.values(column) if value}
        if not values or not values <= YES_MARKS | NO_MARKS:
            return None
        path = _header_path(column)
        for names in (path, path[-1:], names_of(path[-1], self._known, self._signs)):
            if self._known.find(names) is not None:
                return names
        return path

    def _overlapping(self, free: Sequence[SheetColumn]) -> list[CodeSlot]:
        """Return columns with other names whose values are known codes; numbers tell nothing."""
        found = []
        for column in free:
            values = {value for value in self._headed.values(column) if value}
            if (
                values
                and not all(value.replace(".", "").isdigit() for value in values)
                and self._overlap(column) >= _OVERLAP
            ):
                found.append(CodeSlot((column,)))
        if found:
            listed = ", ".join(slot.codes[0].name for slot in found)
            said = _("Taken as codes, since most of what stands in them is in the list: {columns}.")
            self._reasons.append(said.format(columns=listed))
        return found

    def _overlap(self, column: SheetColumn) -> float:
        """Return the share of a column's different values whose parts are all known codes."""
        if not self._known:
            return 0.0
        values = sorted({value for value in self._headed.values(column) if value and len(value) <= 1000})
        values = values[:: max(1, len(values) // _VALUES_LOOKED_AT)]
        hits = sum(1 for value in values if self._is_known(value))
        return hits / len(values) if values else 0.0

    def _is_known(self, value: str) -> bool:
        parts = cell_parts(value, self._known, self._signs)
        return all(self._known.find(names_of(part, self._known, self._signs)) is not None for part in parts)


def _header_path(column: SheetColumn) -> tuple[str, ...]:
    own = column.name.removeprefix(f"{column.group}: ")
    return (column.group, own) if column.group and column.group != own else (own,)


def _as_written(name: str, rest: str) -> str:
    """Return what is left of a name as it was written: «KN» of «Kode 1 (KN)»."""
    wanted = rest.split()
    tokens = [token for token in re.split(r"[\s_./\\:;#()\[\]|–-]+", name) if token]
    kept = [token for token in tokens if loosely(token) in wanted]
    return " ".join(kept) or rest

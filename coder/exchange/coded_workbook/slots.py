"""Columns of codes put together: themes with what stands under them, by question and by coder."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from coder.exchange.coded_workbook.header import SheetColumn
from coder.exchange.coded_workbook.words import HeaderWord, Word
from coder.exchange.loose_names import loosely

_LONGEST_CODER = 25


@dataclass(frozen=True)
class CodeSlot:
    """Columns whose cells are codes: of one question, by one coder."""

    codes: tuple[SheetColumn, ...]
    theme: SheetColumn | None = None
    """The column of the main theme their codes stand under."""
    mark: tuple[str, ...] = ()
    """The code a column stands for in a matrix, whose cells only say yes or no."""
    coder: str = ""
    about: str = ""
    """The column of answers its header names."""
    question: str = ""

    def columns(self) -> tuple[SheetColumn, ...]:
        """Return all its columns."""
        return (*((self.theme,) if self.theme is not None else ()), *self.codes)


@dataclass(frozen=True)
class NamedColumn:
    """A column whose name says codes, and what else it says."""

    column: SheetColumn
    word: HeaderWord
    coder: str = ""
    about: str = ""


def consistent(found: Sequence[NamedColumn], overlap: Callable[[SheetColumn], float]) -> list[NamedColumn]:
    """Keep names with a rest only where it is a question, or where several coders' columns stand together."""
    coders = {loosely(each.coder) for each in found if each.coder and len(each.coder) <= _LONGEST_CODER}
    before = [each for each in found if each.coder and each.word.before]
    numbers: dict[str, set[str]] = defaultdict(set)
    for each in before:
        numbers[each.coder].add(each.word.number)
    same_numbers = len(numbers) > 1 and len({frozenset(each) for each in numbers.values()}) == 1
    kept = []
    for each in found:
        if not each.coder:
            kept.append(each)
        elif each.word.before:
            if same_numbers and " " not in each.coder:
                kept.append(each)
        elif loosely(each.coder) in coders and (len(coders) > 1 or overlap(each.column)):
            kept.append(each)
    return kept


def paired_slots(found: Sequence[NamedColumn]) -> list[CodeSlot]:
    """Pair main themes with what stands under them: by number, else with the next theme to the left."""
    strong = [each for each in found if each.word.word is Word.THEME]
    subs = [each for each in found if each.word.word is Word.SUB_THEME]
    weak = [each for each in found if each.word.word is Word.WEAK_THEME]
    codes = [each for each in found if each.word.word in (Word.CODE, Word.CODER, Word.CODER_OR_CODES)]
    themes, below = strong, subs
    if strong and not subs:
        below = codes or weak
    elif subs and not strong:
        themes = weak or codes
    elif not strong and not subs and weak and codes and _match(weak, codes):
        themes, below = weak, codes
    paired: set[int] = set()
    slots: list[CodeSlot] = []
    for theme, under in _pairs(themes, below):
        paired |= {theme.column.place, *(each.column.place for each in under)}
        slots.append(
            CodeSlot(
                tuple(each.column for each in under),
                theme.column,
                coder=theme.coder or under[0].coder,
                about=theme.about or under[0].about,
            )
        )
    alone = [each for each in found if each.column.place not in paired]
    return slots + [CodeSlot((each.column,), coder=each.coder, about=each.about) for each in alone]


def _match(themes: Sequence[NamedColumn], codes: Sequence[NamedColumn]) -> bool:
    """Tell whether columns of themes and of codes go by the same numbers, like Tema 1 and Kode 1."""
    return sorted(each.word.number for each in themes) == sorted(each.word.number for each in codes)


def _pairs(
    themes: Sequence[NamedColumn], below: Sequence[NamedColumn]
) -> Iterator[tuple[NamedColumn, list[NamedColumn]]]:
    under: dict[int, list[NamedColumn]] = defaultdict(list)
    for each in below:
        alike = [theme for theme in themes if (theme.about, theme.coder) == (each.about, each.coder)]
        same = [theme for theme in alike if theme.word.number == each.word.number]
        left = [theme for theme in alike or themes if theme.column.place < each.column.place]
        chosen = _closest(same, each) or (left[-1] if left else None) or _closest(alike or themes, each)
        if chosen is not None:
            under[chosen.column.place].append(each)
    for theme in themes:
        if under[theme.column.place]:
            yield theme, under[theme.column.place]


def _closest(themes: Sequence[NamedColumn], each: NamedColumn) -> NamedColumn | None:
    """Return the nearest of several columns, one to the left before one to the right."""
    return min(
        themes,
        key=lambda theme: (
            theme.column.place > each.column.place,
            abs(theme.column.place - each.column.place),
        ),
        default=None,
    )

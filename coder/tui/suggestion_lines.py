"""The codes under the digits as lines: where they come from, how likely each is, and what spoke for it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coder.messages import _
from coder.text.numbers import written_number
from coder.text.safe import safe_line
from coder.tui.code_rows import digit_lines, named
from coder.tui.lines import Line, Piece, Role, bar, fitted, line

if TYPE_CHECKING:
    from coder.tui.code_shelf import CodeShelf
    from coder.tui.list_source import ListSource
    from coder.tui.suggested_digits import DigitCode

BEFORE_NAME = 4
"""Cells of the digit and the mark."""
LEAST_NAME, LONGEST_NAME = 12, 30
BAR = 8
SCORE = 4
ROOM_FOR_BAR = 56
"""Columns from which a score is drawn too."""
WORDS_SHARE = 3
"""The words that spoke get one part in so many of the line."""
MOST_CERTAIN = 0.99
"""What a model says of one answer is never certain."""


def title_line(source: ListSource, *, is_used: bool, has_codes: bool) -> Line:
    """Say where the list comes from."""
    if not has_codes:
        return line(Piece(_("No codes yet: type a name, and Enter makes it"), Role.DIM))
    return line(Piece(source.in_words(is_used=is_used), Role.DIM))


def suggestion_lines(
    rows: Sequence[DigitCode | None],
    shelf: CodeShelf,
    counts: Mapping[int, int],
    on: Collection[int],
    text: str,
    width: int,
) -> list[Line]:
    """Lay out the codes of the digits in so many columns; with their counts where no model speaks.

    Args:
        rows: By digit.
        shelf: The codes.
        counts: How many answers have each.
        on: Codes set on the shown answer.
        text: The answer, in which words spoke.
        width: Columns there are.
    """
    beside = shelf.themes_beside()
    if not any(row is not None and row.score is not None for row in rows):
        codes = [shelf.code(row.code_id) if row and shelf.has(row.code_id) else None for row in rows]
        return digit_lines(codes, counts, on, beside)
    columns = _Columns.within(width)
    return [
        _suggestion_line(number, row, shelf.code(row.code_id).name, beside, row.code_id in on, text, columns)
        if row is not None and shelf.has(row.code_id)
        else line(selectable=False)
        for number, row in enumerate(rows, 1)
    ]


@dataclass(frozen=True)
class _Columns:
    name: int
    bar: int

    @classmethod
    def within(cls, width: int) -> _Columns:
        drawn = BAR if width >= ROOM_FOR_BAR else 0
        taken = BEFORE_NAME + 1 + (drawn + 1 if drawn else 0) + SCORE + 1 + width // WORDS_SHARE
        return cls(max(min(width - taken, LONGEST_NAME), LEAST_NAME), drawn)


def _suggestion_line(
    number: int,
    row: DigitCode,
    name: str,
    beside: Mapping[int, str],
    is_on: bool,
    text: str,
    columns: _Columns,
) -> Line:
    pieces = [
        Piece(str(number), Role.ACCENT),
        Piece(" ● " if is_on else "   ", Role.GOOD),
        *fitted(line(*named(name, beside.get(row.code_id, ""), is_on)), columns.name),
        Piece(" "),
    ]
    if row.score is None:
        return line(*pieces)
    if columns.bar:
        pieces += [*bar(row.score, columns.bar), Piece(" ")]
    words = ", ".join(safe_line(text[start:end]) for start, end in row.words)
    pieces += [
        Piece(written_number(min(row.score, MOST_CERTAIN), 2) + " ", Role.DIM),
        Piece(words, Role.DIM if is_on else Role.MARK),
    ]
    return line(*pieces)

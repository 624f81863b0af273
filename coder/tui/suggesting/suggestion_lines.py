"""The codes under the digits as lines: where they come from, how likely each is, and what spoke for it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coder.messages import _
from coder.text.numbers import written_number
from coder.text.safe import safe_line
from coder.tui.coding.code_rows import digit_lines, named
from coder.tui.pieces.lines import Line, Piece, Role, bar, cells, fitted, line
from coder.tui.pieces.wrapping import wrapped

if TYPE_CHECKING:
    from coder.tui.code_shelf import CodeShelf
    from coder.tui.suggesting.list_source import ListSource
    from coder.tui.suggesting.suggested_digits import DigitCode

BEFORE_NAME = 4
"""Cells of the digit and the mark."""
LEAST_NAME, LONGEST_NAME = 12, 30
BAR = 8
SCORE = 4
ROOM_FOR_BAR = 56
"""Columns from which a score is drawn too."""
WORDS_SHARE = 3
"""The words that spoke get one part in so many of the line; what they leave is for long names."""
MOST_CERTAIN = 0.99
"""What a model says of one answer is never certain."""


def title_lines(source: ListSource, width: int, *, is_used: bool, has_codes: bool) -> list[Line]:
    """Say where the list comes from, and first whether it is another than a moment ago."""
    if not has_codes:
        return _wrapped(_("No codes yet: type a name, and Enter makes it"), width)
    told = source.in_words(is_used=is_used)
    if not source.is_new:
        return _wrapped(told, width)
    new = _("New list")
    first, *others = _wrapped(f"{new} · {told}", width)
    [piece] = first.left
    return [line(Piece(new, Role.STRONG), Piece(piece.text.removeprefix(new), Role.HEADING)), *others]


def _wrapped(told: str, width: int) -> list[Line]:
    return [line(Piece(each, Role.HEADING)) for each in wrapped(told, width)]


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
    shown = [row if row and shelf.has(row.code_id) else None for row in rows]
    names = [
        named(shelf.code(row.code_id).name, beside.get(row.code_id, ""), row.code_id in on) if row else []
        for row in shown
    ]
    words = [Piece(_words(row, text)) for row in shown if row]
    columns = _Columns.within(width, max(map(cells, names)), max(cells([each]) for each in words))
    return [
        _suggestion_line(number, row, name, row.code_id in on, text, columns)
        if row
        else line(selectable=False)
        for number, (row, name) in enumerate(zip(shown, names, strict=True), 1)
    ]


@dataclass(frozen=True)
class _Columns:
    name: int
    bar: int

    @classmethod
    def within(cls, width: int, longest_name: int, longest_words: int) -> _Columns:
        """Share so many columns between names and words, which would need so many."""
        drawn = BAR if width >= ROOM_FOR_BAR else 0
        room = width - (BEFORE_NAME + 1 + (drawn + 1 if drawn else 0) + SCORE + 1)
        share = width // WORDS_SHARE
        # Columns stay where they are from answer to answer, unless a name would be cut beside nothing.
        usual = min(room - share, LONGEST_NAME)
        return cls(max(usual, min(longest_name, room - min(longest_words, share)), LEAST_NAME), drawn)


def _suggestion_line(
    number: int,
    row: DigitCode,
    name: Sequence[Piece],
    is_on: bool,
    text: str,
    columns: _Columns,
) -> Line:
    pieces = [
        Piece(str(number), Role.ACCENT),
        Piece(" ● " if is_on else "   ", Role.GOOD),
        *fitted(line(*name), columns.name),
        Piece(" "),
    ]
    if row.score is None:
        return line(*pieces)
    if columns.bar:
        pieces += [*bar(row.score, columns.bar), Piece(" ")]
    pieces += [
        Piece(written_number(min(row.score, MOST_CERTAIN), 2) + " ", Role.DIM),
        Piece(_words(row, text), Role.DIM if is_on else Role.MARK),
    ]
    return line(*pieces)


def _words(row: DigitCode, text: str) -> str:
    return ", ".join(safe_line(text[start:end]) for start, end in row.words)

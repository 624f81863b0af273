"""The rows of the code list: a tree of themes and codes with what is counted of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coder.domain.codebook import Code
from coder.messages import _
from coder.tui.pieces.lazy_lines import LazyLines
from coder.tui.pieces.lines import Line, Piece, Role, line

INDENT = "  "
COUNT_WIDTH = 9
DATE_WIDTH = 12
DATES_FROM = 64
"""Columns from which the day a code was made stands in its row."""


@dataclass(frozen=True)
class ListedCode:
    """A code in the tree."""

    code: Code
    depth: int
    has_children: bool = False
    is_folded: bool = False


class CodeListRows(LazyLines):
    """Rows as lines; only those looked at are made."""

    def __init__(
        self,
        rows: Sequence[ListedCode],
        settled: Mapping[int, int],
        by_anyone: Mapping[int, int],
        made: Mapping[int, str],
        width: int,
        renaming: tuple[int, str] | None = None,
    ) -> None:
        self.rows = rows
        self._settled = settled
        self._by_anyone = by_anyone
        self._made = made
        self._width = width
        self._renaming = renaming

    def __len__(self) -> int:
        return len(self.rows)

    def line_at(self, place: int) -> Line:
        return self._line(self.rows[place])

    def _line(self, row: ListedCode) -> Line:
        code = row.code
        return line(
            Piece(INDENT * row.depth + _fold_sign(row), Role.DIM),
            Piece(self._name(code), _role(code)),
            *_remarks(row),
            right=[
                Piece("?" if code.codable and not code.text.definition else "", Role.MARK),
                Piece(self._date(code), Role.DIM),
                *self._counts(code),
            ],
        )

    def _name(self, code: Code) -> str:
        if self._renaming is not None and self._renaming[0] == code.id:
            return self._renaming[1] + "▏"
        return code.name

    def _date(self, code: Code) -> str:
        return f"{self._made.get(code.born, ''):>{DATE_WIDTH}}" if self._width >= DATES_FROM else ""

    def _counts(self, code: Code) -> tuple[Piece, Piece]:
        settled, by_anyone = self._settled.get(code.id, 0), self._by_anyone.get(code.id, 0)
        return _count(settled), _count(by_anyone, Role.DIM)


def title_line(width: int, told: str, *, is_blind: bool = False) -> Line:
    """The headings over the columns; ``told`` says what is listed. Who codes blind sees own counts only."""
    date = _("made").rjust(DATE_WIDTH) if width >= DATES_FROM else ""
    settled, anyone = ("", _("yours")) if is_blind else (_("settled"), _("in all"))
    counts = settled.rjust(COUNT_WIDTH) + anyone.rjust(COUNT_WIDTH)
    return line(Piece(told, Role.DIM), right=[Piece(date + counts, Role.HEADING)])


def _fold_sign(row: ListedCode) -> str:
    if not row.has_children:
        return "  "
    return "▸ " if row.is_folded else "▾ "


def _role(code: Code) -> Role:
    if code.retired is not None:
        return Role.DIM
    return Role.TEXT if code.codable else Role.HEADING


def _remarks(row: ListedCode) -> list[Piece]:
    said = []
    if row.code.retired is not None:
        said.append(_("retired"))
    if not row.code.codable and not row.has_children:
        said.append(_("only a heading"))
    if row.code.proposed_by is not None:
        said.append(_("proposed"))
    return [Piece("".join(f" · {each}" for each in said), Role.DIM)] if said else []


def _count(number: int, role: Role = Role.TEXT) -> Piece:
    return Piece(f"{number or '':>{COUNT_WIDTH}}", role)

"""A codebook of another day beside today's, as lines: what became of each code is said in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from coder.domain.codebook import Code
from coder.messages import _
from coder.tui.code_list.rows import INDENT
from coder.tui.pieces.lazy_lines import LazyLines
from coder.tui.pieces.lines import Line, Piece, Role, line

if TYPE_CHECKING:
    from coder.usecases.codebook.as_of import Difference


class ComparedRows(LazyLines):
    """The codes of one moment, each with what differs at the other; only lines looked at are made."""

    def __init__(
        self, codes: Sequence[Code], differences: Mapping[str, tuple[Difference, ...]], *, is_then: bool
    ) -> None:
        self.codes = codes
        self._differences = differences
        self._is_then = is_then

    def __len__(self) -> int:
        return len(self.codes)

    def line_at(self, place: int) -> Line:
        return self._line(self.codes[place])

    def place_of(self, uid: str | None) -> int | None:
        """Return the row a code stands in."""
        return next((place for place, code in enumerate(self.codes) if code.uid == uid), None)

    def _line(self, code: Code) -> Line:
        words = became if self._is_then else was
        told = ", ".join(words(each) for each in self._differences.get(code.uid, ()))
        role = Role.HEADING if not code.codable else Role.DIM if code.retired is not None else Role.TEXT
        return line(
            Piece(INDENT * (len(code.path) - 1)),
            Piece(code.name, role),
            Piece(f"   {told}" if told else "", Role.MARK),
        )


def became(difference: Difference) -> str:
    """Say what became of a code since."""
    from coder.usecases.codebook.as_of import Since  # loads the store, which is there by now

    return {
        Since.GONE: _("taken back since"),
        Since.RENAMED: _("now «{name}»"),
        Since.MOVED: _("now under {name}"),
        Since.MERGED: _("went up in «{name}»"),
        Since.RETIRED: _("retired since"),
        Since.RESTORED: _("in use again"),
        Since.REDEFINED: _("defined anew since"),
        Since.MADE: _("new"),
    }[difference.since].format(name=difference.name)


def was(difference: Difference) -> str:
    """Say what a code was before."""
    from coder.usecases.codebook.as_of import Since  # loads the store, which is there by now

    return {
        Since.MADE: _("new since"),
        Since.RENAMED: _("was «{name}»"),
        Since.MOVED: _("was under {name}"),
        Since.RETIRED: _("retired since"),
        Since.RESTORED: _("was retired"),
        Since.REDEFINED: _("defined anew since"),
        Since.GONE: _("taken back since"),
        Since.MERGED: _("went up in «{name}»"),
    }[difference.since].format(name=difference.name)

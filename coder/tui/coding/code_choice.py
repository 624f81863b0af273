"""Which code the next Enter means: the rows under the input line and the highlighted one among them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from coder.domain.codebook import PATH_SEPARATOR, Code
from coder.tui.code_shelf import CodeShelf
from coder.tui.coding.code_rows import CodeRows, Row, match_rows, new_code_row

_THEME_SIGN = PATH_SEPARATOR.strip()


class CodeChoice:
    """The codes that fit what is typed, or the whole codebook, with a highlight that keys move."""

    def __init__(self, shelf: CodeShelf, *, can_make: bool = True, without: int | None = None) -> None:
        self.shelf = shelf
        self._can_make = can_make
        self._without = without
        self.query = ""
        self.code_id: int | None = None
        """The highlighted code; None while nothing is typed and nobody browses."""
        self._matches: list[Code] = []
        self._is_there = False

    @property
    def is_browsing(self) -> bool:
        """Whether a code is highlighted though nothing is typed."""
        return not self.query and self.code_id is not None

    @property
    def code(self) -> Code | None:
        """The highlighted code."""
        return (
            self.shelf.code(self.code_id)
            if self.code_id is not None and self.shelf.has(self.code_id)
            else None
        )

    @property
    def nothing_matches(self) -> bool:
        """Whether something is typed that fits no code at all."""
        return bool(self.query) and not self._matches

    @property
    def theme_found(self) -> str:
        """The theme that the highlighted code was found by, where what is typed is not in its own name."""
        return self.shelf.theme_found(self.query, self.code) if self.code is not None else ""

    @property
    def theme_made(self) -> str:
        """The theme that would be made along with the code, if what is typed became one."""
        return self.shelf.new_theme(self.query) if _THEME_SIGN in self.query else ""

    @property
    def theme_begun(self) -> str:
        """A theme that is there and begins as the one that would be made."""
        return self.shelf.theme_begun(self.query)

    def type(self, text: str) -> None:
        """Search for what is typed; the best match is highlighted."""
        query = text.strip()
        if query != self.query:
            self.query = query
            self.refresh()
            self.code_id = self._matches[0].id if self._matches else None

    def refresh(self) -> None:
        """Search again, since codes have changed; what Enter would set stays, or is nothing any more.

        Where it would have made a code that has been made by now, it sets that.
        """
        would_make = self.nothing_matches
        found = self.shelf.search(self.query) if self.query else []
        there = self.shelf.code_written(self.query) if self.query else None
        self._is_there = there is not None
        if there is not None:
            found = [there, *(code for code in found if code.id != there.id)]
        self._matches = [code for code in found if code.id != self._without]
        if self.code is None:
            self.code_id = there.id if there is not None and would_make else None

    def stop(self) -> None:
        """Highlight nothing, unless something is typed."""
        if not self.query:
            self.code_id = None

    def move(self, step: int) -> None:
        """Highlight the next code that way; where none was, the first or last."""
        ids = self._ids()
        if not ids:
            return
        if self.code_id not in ids:
            self.code_id = ids[0] if step > 0 else ids[-1]
            return
        place = ids.index(self.code_id) + step
        self.code_id = ids[min(max(place, 0), len(ids) - 1)]

    def rows(self, counts: Mapping[int, int], on: Collection[int]) -> CodeRows:
        """Return what to list; while typing, also how to make a code of it that is not there."""
        return CodeRows(self._rows(), counts, on)

    def _rows(self) -> list[Row]:
        if not self.query:
            return [row for row in self.shelf.tree() if row.code_id is None or row.code_id != self._without]
        made = [new_code_row(self.query, self.theme_made)] if self._can_make and not self._is_there else []
        return [*match_rows(self._matches, self.shelf.themes_beside()), *made]

    def _ids(self) -> list[int]:
        return [row.code_id for row in self._rows() if row.code_id is not None]

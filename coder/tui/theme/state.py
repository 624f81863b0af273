"""What is read together and where one stands in it; knows no widgets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from coder.domain.passages import PassageKey
from coder.tui.pieces.read_ahead import ReadAhead
from coder.tui.texts.rows import TextRow, TextRows, only
from coder.tui.texts.state import TextsState

if TYPE_CHECKING:
    from coder.store.passages import KeptPassage
    from coder.usecases.report.theme_outline import Outline, OutlineHeading
    from coder.usecases.report.theme_reading import Passage

READ_BEFORE, READ_AFTER = 40, 80
"""How many rows around the cursor are read ahead."""
MOST_KEPT = 4_000
"""Texts kept in memory; those read first go first."""


class ThemeState(TextsState):
    """The outline of a question or a theme, the texts read so far, and a cursor."""

    def __init__(self, outline: Outline, code_id: int | None) -> None:
        super().__init__()
        self.outline = outline
        self.code_id = code_id
        """What is read: a code, or the whole question."""
        self.ahead: ReadAhead[PassageKey, Passage] = ReadAhead(MOST_KEPT)
        """The texts read so far."""
        self._keys: list[tuple[PassageKey, ...]] = []
        self._kept: dict[PassageKey, KeptPassage] = {}
        self._stars: dict[PassageKey, bool] = {}
        self._take(outline)

    # What there is

    @property
    def headings(self) -> Sequence[OutlineHeading]:
        """The headings; after them come the choices whose texts are no longer there, if any."""
        return self.outline.headings

    @property
    def read_path(self) -> str:
        """The path of the code that is read; empty where it is the whole question."""
        found = (each.written_path for each in self.outline.codes if each.id == self.code_id)
        return next(found, "")

    @property
    def has_something(self) -> bool:
        """Whether there is anything to read or to write on but the question itself."""
        only_the_question = len(self.rows) == self._first and not self.is_only_starred
        return len(self.rows) > 0 and (not only_the_question or bool(self.outline.analysis))

    def row(self, place: int) -> TextRow:
        """Return the row at a place."""
        return self.rows.at(place)

    @property
    def key(self) -> PassageKey | None:
        """The text under the cursor that something can be decided on."""
        row = self.at
        is_under_code = row is not None and row.key is not None and self.heading_of(row) is not None
        return row.key if row is not None and is_under_code and row.key and row.key.code_id else None

    @property
    def passage(self) -> Passage | None:
        """The text under the cursor, once it is read."""
        return None if self.key is None else self.ahead.texts.get(self.key)

    @property
    def stray(self) -> KeptPassage | None:
        """The choice under the cursor whose text is no longer there."""
        row = self.at
        if row is None or row.key is None or self.heading_of(row) is not None:
            return None
        return self.outline.strays[row.number]

    def heading_of(self, row: TextRow) -> OutlineHeading | None:
        """Return the heading of a row; None for the question itself and for what is no longer there."""
        number = self._numbers[row.heading] - self._first
        return self.headings[number] if 0 <= number < len(self.headings) else None

    def is_question(self, row: TextRow) -> bool:
        """Tell whether a row is the question as a whole."""
        return self._first == 1 and self._numbers[row.heading] == 0

    @property
    def written_on(self) -> tuple[bool, OutlineHeading | None]:
        """Whether there is something at the cursor to write on, and which heading; None: the question."""
        row = self.at
        if row is None:
            return False, None
        heading = self.heading_of(row)
        if heading is not None:
            return heading.code is not None, heading
        return self.is_question(row), None

    # Going about

    def show_only_starred(self, *, wanted: bool) -> None:
        """Show only what is starred, or all; the cursor stays on its text, or goes to its heading."""
        row = self.at
        number = None if row is None else self._numbers[row.heading]
        self.is_only_starred = wanted
        self._lay_out()
        self._stand_on(number, row)

    def take(self, outline: Outline) -> None:
        """Take what was read anew; the cursor stays on its text, or near where it was."""
        row = self.at
        code = None if row is None else self._code_of(row)
        self.ahead.forget()
        self._take(outline)
        if row is not None and code is not None:
            there = [n for n, each in enumerate(self.headings) if each.code and each.code.id == code]
            if there:
                self._stand_on(there[0] + self._first, row)
                return
        self.move(0)

    # Texts

    def wanted(self) -> list[PassageKey]:
        """Return the texts near the cursor that are not read yet; they count as asked for from now on."""
        return self.ahead.wanted(self.rows.texts_near(self.cursor, READ_BEFORE, READ_AFTER))

    # What is decided

    def is_starred(self, key: PassageKey) -> bool:
        """Tell whether a text is chosen as a quotation."""
        kept = self._kept.get(key)
        return self._stars.get(key, kept is not None and kept.starred)

    def star(self, key: PassageKey) -> bool:
        """Choose a text, or no longer; not on disk yet. Tell which."""
        starred = not self.is_starred(key)
        self._stars[key] = starred
        self.unsaved.add(key)
        return starred

    def take_decisions(self, answer_id: int, kept: Mapping[PassageKey, KeptPassage]) -> None:
        """Hear what is on disk of what was decided on an answer's texts."""
        from coder.usecases.report.theme_reading import (
            with_decisions,  # loads the store, which is there by now
        )

        for known in (self._kept, self._stars):
            for key in [each for each in known if each.answer_id == answer_id]:
                known.pop(key)
        self._kept.update(kept)
        self.unsaved = {key for key in self.unsaved if key.answer_id != answer_id}
        texts = self.ahead.texts
        for key in [each for each in texts if each.answer_id == answer_id]:
            texts[key] = with_decisions(texts[key], kept.get(key))

    def forget_unsaved(self) -> None:
        """Hear that what was decided last could not be written."""
        super().forget_unsaved()
        self._stars.clear()

    @property
    def kept(self) -> Mapping[PassageKey, KeptPassage]:
        """What was decided, as it is on disk."""
        return self._kept

    @property
    def starred(self) -> int:
        """How many texts are chosen."""
        known = {key for key, kept in self._kept.items() if kept.starred and key not in self._stars}
        return len(known) + sum(self._stars.values())

    def reordered(self, step: int) -> list[PassageKey] | None:
        """Let the text under the cursor change places with its neighbour; seen at once."""
        row = self.at
        if row is None or self.key is None:
            return None
        shown = list(self.shown[row.heading])
        other = row.number + step
        if not 0 <= other < len(shown):
            return None
        shown[row.number], shown[other] = shown[other], shown[row.number]
        first = shown[: max(row.number, other) + 1]
        # Some that already have a place would fall behind those that get one now.
        rest = set(first)
        number = self._numbers[row.heading]
        whole = [*first, *(key for key in self._keys[number] if key not in rest)]
        self._keys[number] = tuple(whole)
        self._lay_out()
        self.cursor += step
        return first

    # How it is kept

    def _take(self, outline: Outline) -> None:
        self.outline = outline
        self._first = 1 if self.code_id is None else 0
        self._kept = dict(outline.kept)
        self._stars = {key: starred for key, starred in self._stars.items() if key in self.unsaved}
        strays = [tuple(PassageKey(each.answer_id, each.code_id, each.span) for each in outline.strays)]
        question: list[tuple[PassageKey, ...]] = [()] * self._first
        under = [each.keys for each in outline.headings]
        self._keys = [*question, *under, *(strays if outline.strays else [])]
        self._lay_out()

    def _lay_out(self) -> None:
        self.shown: Sequence[Sequence[PassageKey]] = self._keys
        self._numbers: Sequence[int] = range(len(self._keys))
        if self.is_only_starred:
            texts = self._keys[: self._first + len(self.headings)]
            starred = only(texts, self.is_starred, self._starred_codes())
            self._numbers = [number for number, keys in enumerate(starred) if keys]
            self.shown = [starred[number] for number in self._numbers]
        self.rows = TextRows(self.shown)

    def _starred_codes(self) -> set[int]:
        keys: Iterable[PassageKey] = (*self._kept, *self._stars)
        return {key.code_id for key in keys if self.is_starred(key)}

    def _code_of(self, row: TextRow) -> int | None:
        heading = self.heading_of(row)
        return heading.code.id if heading is not None and heading.code is not None else None

    def _stand_on(self, number: int | None, row: TextRow | None) -> None:
        """Stand on a row's text under a heading, counted among all; else near where it was."""
        if row is None or number is None or number not in self._numbers:
            self.move(0)
            return
        heading = self._numbers.index(number)
        place = self.rows.place_of(heading, row.key)
        if place is None:
            place = self.rows.heading_at(heading) + min(row.number + 1, len(self.shown[heading]))
        self.cursor = place

"""What the answers screen looks at: which answers, in which order, which of them are chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from coder.domain.answer_query import AnswerQuery, Condition, parsed_query, wave_word
from coder.text.folding import folded
from coder.text.word_search import WordSearch

if TYPE_CHECKING:
    from coder.domain.codebook import Code
    from coder.store.answer_list import AnswerRow
    from coder.store.coders import Coder
    from coder.usecases.coding.answer_list import AnswerFrame, Sort

WINDOW = 80
"""How many rows are read around one that is missing."""


class AnswersState:
    """The answers shown, as far as they are found, and those of their rows that have been read."""

    def __init__(self, frame: AnswerFrame, me: Coder, sort: Sort) -> None:
        self.frame = frame
        self.whose = me
        """Whose codings are shown."""
        self.sort = sort
        self.query = AnswerQuery()
        self.words = WordSearch("")
        self.candidates: Sequence[int] = ()
        """The answers that hold the conditions, in order; the words are looked for among them."""
        self.ids: list[int] = []
        self.rows: dict[int, AnswerRow] = {}
        """As they were read last; those to be read again stay meanwhile."""
        self._asked: set[int] = set()
        self._reading = 0
        self.chosen: set[int] = set()
        self.problem = ""
        """Why what is typed cannot be looked for."""
        self.codes = {code.id: code for code in frame.codes}
        self._anchor: int | None = None

    def type(self, written: str) -> bool:
        """Take in what is typed; tell whether its conditions are others than before."""
        query = parsed_query(written)
        is_other = query.conditions != self.query.conditions
        self.query = query
        self.words = WordSearch(query.words)
        return is_other

    @property
    def wave_named(self) -> Condition | None:
        """The condition for a wave whose name is typed as words; None where none is."""
        typed = folded(self.query.words)
        named = [each.name for each in self.frame.waves if folded(each.name) == typed]
        return Condition(wave_word(), named[0]) if named else None

    def take_in(self, candidates: Sequence[int], whose: Coder) -> None:
        """Look at what holds the conditions from now on."""
        if whose != self.whose:
            self.forget_rows()
            self.rows = {}
        self.candidates, self.whose, self.problem = candidates, whose, ""

    def show(self, ids: Sequence[int], kept: int | None = None) -> int:
        """Show other answers; return where the one to be kept in view stands, else the first place."""
        self.ids, self._anchor = list(ids), None
        return self.ids.index(kept) if kept in self.ids else 0

    def show_after_act(self, ids: Sequence[int], place: int) -> int:
        """Show what is left in the list after an act; what went from it is not chosen any more.

        Returns:
            Where the answer stands that stood at a place; where it went, the next one that is left.
        """
        was, left = self.ids, set(ids)
        self.chosen.difference_update(each for each in was if each not in left)
        near = next((each for each in was[place:] if each in left), None)
        found = self.show(ids, near)
        return found if near is not None else max(len(self.ids) - 1, 0)

    @property
    def chosen_elsewhere(self) -> int:
        """How many chosen answers are not in the list."""
        return len(self.chosen.difference(self.ids)) if self.chosen else 0

    def take_frame(self, frame: AnswerFrame) -> None:
        """Know the answers and codes there are now; those listed stay listed."""
        self.frame = frame
        self.codes = {code.id: code for code in frame.codes}
        if any(each not in frame.numbers for each in self.ids):
            self.ids = [each for each in self.ids if each in frame.numbers]
        self.chosen &= frame.numbers.keys()

    def show_meanwhile(self, ids: Sequence[int], place: int) -> int:
        """Show other answers, since others wrote; what is chosen stays chosen, and extending goes on.

        Where the answer at the place would go, all stays as it is until something else is looked for.

        Returns:
            Where the answer stands that stood at the place.
        """
        here = self.ids[place] if place < len(self.ids) else None
        if list(ids) == self.ids or (here is not None and here not in set(ids)):
            return place
        anchor = None if self._anchor is None or self._anchor >= len(self.ids) else self.ids[self._anchor]
        found = self.show(ids, here)
        self._anchor = self.ids.index(anchor) if anchor in set(self.ids) else None
        return found

    def take_codes(self, codes: tuple[Code, ...]) -> None:
        """Know the codes as they are now."""
        self.frame = replace(self.frame, codes=codes)
        self.codes = {code.id: code for code in codes}

    def forget_rows(self) -> None:
        """Have every row read again, when it is seen."""
        self._asked = set()
        self._reading += 1

    def missing_around(self, answer_id: int, place: int) -> list[int]:
        """Return the answers around a place whose rows are to be read now; each is told once."""
        if answer_id in self._asked:
            return []
        start = max(place - WINDOW // 2, 0)
        wanted = [each for each in self.ids[start : start + WINDOW] if each not in self._asked]
        self._asked.update(wanted)
        return wanted

    @property
    def reading(self) -> int:
        """The number of the present reading; rows of earlier ones come too late."""
        return self._reading

    def rows_arrived(self, rows: Sequence[AnswerRow], reading: int) -> bool:
        """Take rows in; tell whether they are still wanted."""
        if reading == self._reading:
            self.rows.update({row.id: row for row in rows})
        return reading == self._reading

    def toggle(self, place: int | None) -> None:
        """Choose the answer on a line, or let go of it."""
        if place is not None and place < len(self.ids):
            self.chosen ^= {self.ids[place]}
            self._anchor = place

    def extend(self, from_place: int, to_place: int) -> None:
        """Choose all from where choosing began to a line."""
        anchor = from_place if self._anchor is None else self._anchor
        self.chosen.difference_update(self._between(anchor, from_place))
        self.chosen.update(self._between(anchor, to_place))
        self._anchor = anchor

    def stop_extending(self) -> None:
        """Let the next extending begin where the cursor is then."""
        self._anchor = None

    def choose_all(self) -> None:
        """Choose all that is shown; where all of it is chosen, let go of it."""
        shown = set(self.ids)
        self.chosen = self.chosen - shown if shown <= self.chosen else self.chosen | shown

    def meant(self, place: int | None) -> list[int]:
        """Return the chosen answers in file order, or the one on a line where none is chosen."""
        if self.chosen:
            return [each for each in self.frame.numbers if each in self.chosen]
        return [] if place is None or place >= len(self.ids) else [self.ids[place]]

    def _between(self, one: int, other: int) -> list[int]:
        return self.ids[min(one, other) : max(one, other) + 1]

"""What a coding screen may show later than the answer: what is covered, how codes came, what is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.messages import _, ngettext
from coder.tui.sentence_place import SENTENCE

if TYPE_CHECKING:
    from coder.store.births import Birth
    from coder.store.question_counts import CoverageCounts
    from coder.tui.coding_state import CodingState
    from coder.tui.desk_screen import DeskScreen


class BehindTheDesk:
    """Reads it after the desk, when nothing waits to be written; one reading of a kind at a time."""

    def __init__(self, screen: DeskScreen, state: CodingState) -> None:
        self._screen = screen
        self._state = state
        self._wants_coverage = False
        self._is_reading_births = False
        self._counted_at = 0

    def desk_was_read(self) -> None:
        """Read what may have changed with the desk."""
        self._wants_coverage = self._state.desk.question.unit == SENTENCE
        made = {code.id for code in self._state.desk.codes if not code.from_file}
        if not made <= self._state.births.keys() and not self._is_reading_births:
            self._is_reading_births = True
            self._screen.read_behind(self._births, self._births_read)
        self.go_on()

    def go_on(self) -> None:
        """Count what is covered, if that is wanted and what is on disk is all there is."""
        tally = self._state.tally
        if self._wants_coverage and not self._screen.writes.is_waiting and not tally.is_being_counted:
            self._wants_coverage = False
            tally.ask()
            known = max(self._state.known_entry, self._counted_at)
            self._screen.read_behind(self._coverage, lambda found: self._coverage_read(*found, known))

    def code_was_made(self) -> None:
        """Count the answers that were done before the code was there, and tell where nothing else is told."""

        def count() -> int:
            from coder.usecases.revisit import count_open

            session = self._screen.session
            return session.read(count_open, self._state.desk.question.id, self._state.desk.coder.id)

        if self._state.desk.blindness is not None:
            self._screen.say_quietly(_("A new code is a proposal: others see it when it is accepted."))
            return
        self._screen.read_behind(count, self._open_counted)

    def _open_counted(self, number: int) -> None:
        if number and not self._screen.said:
            told = ngettext(
                "{n} earlier answer to read again (F5)", "{n} earlier answers to read again (F5)", number
            )
            self._screen.say_quietly(told.format(n=number))

    def _coverage(self) -> tuple[CoverageCounts, int]:
        from coder.usecases.desk import coverage_by

        session = self._screen.session
        return session.read(coverage_by, self._state.desk.question.id, self._state.desk.coder.id)

    def _coverage_read(self, counts: CoverageCounts, last_entry: int, known: int) -> None:
        self._state.tally.take(counts)
        # Something was written before the count began: what it had changed is in the count and on top of it.
        self._wants_coverage |= last_entry != known
        self._counted_at = last_entry
        self.go_on()
        self._screen.repaint()

    def _births(self) -> dict[int, Birth]:
        from coder.usecases.desk import births

        return self._screen.session.read(births, self._state.desk.question.codebook_id)

    def _births_read(self, births: dict[int, Birth]) -> None:
        self._is_reading_births = False
        self._state.births = births
        self._screen.repaint()

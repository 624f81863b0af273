"""What a coding screen may show later than the answer: what is covered, how codes came, what is open."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from coder.messages import _, ngettext
from coder.text.safe import safe_line

if TYPE_CHECKING:
    from coder.store.births import Birth
    from coder.store.question_counts import CoverageCounts
    from coder.tui.coding.desk_screen import DeskScreen
    from coder.tui.coding.state import CodingState
    from coder.usecases.coding.desk import Desk


def shared_sentence(name: str, birth: Birth | None, desk: Desk) -> str:
    """Say that a code was there already, and whose it is where that is somebody else."""
    shown = safe_line(name)
    if birth is None or birth.coder is None or birth.coder == desk.coder.name:
        return _("«{code}» was there by then; it is one code.").format(code=shown)
    told = _("{name} has just made «{code}»; you share it.")
    return told.format(name=safe_line(birth.coder), code=shown)


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
        self._wants_coverage = self._state.desk.question.is_by_sentence
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
            self._screen.read_behind(
                partial(self._coverage, known), lambda found: self._coverage_read(*found)
            )

    def code_was_shared(self, code_id: int) -> None:
        """Tell who made a code that was to be made, and was there by then."""

        def tell(births: dict[int, Birth]) -> None:
            self._births_read(births)
            birth, shelf = births.get(code_id), self._state.shelf
            if shelf.has(code_id) and not self._screen.said:
                self._screen.say_quietly(shared_sentence(shelf.code(code_id).name, birth, self._state.desk))

        self._is_reading_births = True
        self._screen.read_behind(self._births, tell)

    def code_was_made(self) -> None:
        """Count the answers that were done before the code was there, and tell where nothing else is told."""

        def count() -> int:
            from coder.usecases.revisit.reading_again import count_open

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

    def _coverage(self, known: int) -> tuple[CoverageCounts, int, bool]:
        from coder.usecases.coding.desk import coverage_by

        session = self._screen.session
        return session.read(coverage_by, self._state.desk.question.id, self._state.desk.coder.id, known)

    def _coverage_read(self, counts: CoverageCounts, last_entry: int, has_written: bool) -> None:
        self._state.tally.take(counts)
        # What was written before the count began is in the count and on top of it.
        self._wants_coverage |= has_written
        self._counted_at = last_entry
        self.go_on()
        self._screen.repaint()

    def _births(self) -> dict[int, Birth]:
        from coder.usecases.coding.desk import births

        return self._screen.session.read(births, self._state.desk.question.codebook_id)

    def _births_read(self, births: dict[int, Birth]) -> None:
        self._is_reading_births = False
        self._state.births = births
        self._screen.repaint()

"""A screen with a code list before it: read behind it, written from it, one act after the other."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from coder.domain.codebook import Code
from coder.domain.errors import CoderError
from coder.tui.code_list import acts
from coder.tui.code_list.state import CodeListState
from coder.tui.errors import show_error
from coder.tui.history.taking_back import ask_if_uncommon, take_back_act, tell_taken_back
from coder.tui.project_screen import ProjectScreen

if TYPE_CHECKING:
    from coder.tui.code_list.operations import CodeOperations
    from coder.usecases.codebook.code_list import CodeCloseUp, CodeListing
    from coder.usecases.team.following import OthersWrote

STAY = 0.12
"""Seconds a highlight stays on a code before more is read about it."""
TAKING_BACK = frozenset({"undo", "redo"})


class CodeListDesk(ProjectScreen):
    """Keeps a state in step with the project. What is seen and what keys do stands in the class below."""

    state: CodeListState
    """Set when the list has been read; until then ``is_ready`` is False. So are the operations."""
    operations: CodeOperations

    def __init__(self, question: str, code_id: int | None = None) -> None:
        super().__init__()
        self.question = question
        self.is_ready = False
        self.is_waiting = False
        """Whether an act is on its way to the disk; none other is taken meanwhile."""
        self.said = ""
        """The quiet sentence beside the line; gone with the next act."""
        self.wrong = ""
        """Why what was typed will not do; gone with the next letter."""
        self._first_code = code_id
        self._close_ups: dict[int, CodeCloseUp] = {}
        self._earlier: dict[int, CodeCloseUp] = {}
        """What was read before others wrote; it stands until it is read anew."""

    READS_ON_RETURN = True
    UNSEEN = frozenset({"flag", "look", "passage", "analysis", "finding", "layer", "outcome"})

    def begin(self) -> None:
        self._read(self._sit_down)

    def take_in(self, told: OthersWrote) -> None:
        if self.is_ready:
            self.read_again(stays=True)

    def on_screen_resume(self) -> None:
        """Look whether anything was written while another screen or a dialog stood above."""

        def read() -> int:
            from coder.usecases.codebook.code_list import newest_entry

            return self.session.read(newest_entry)

        def arrived(newest: int) -> None:
            if newest != self.state.listing.last_entry:
                self.read_again()

        if self.is_ready:
            self.read_behind(read, arrived)

    def leave_with(self, answer_id: int | None) -> None:
        """Go back to where an answer chosen elsewhere is shown."""
        if answer_id is not None:
            self.dismiss(answer_id)

    def show_code(self, code_id: int) -> None:
        """Highlight a code."""
        self.state.show_code(code_id)
        self.repaint()

    def repaint(self) -> None:
        """Show everything as it stands."""
        raise NotImplementedError

    def keep_in_view(self) -> None:
        """Let the highlighted code stay at its height when the list is shown next."""
        raise NotImplementedError

    def end_naming(self) -> None:
        """Let the line find codes again."""
        raise NotImplementedError

    def do(self, operation: str, act: acts.Act, shows: int | None = None, told: str = "") -> None:
        """Hand an act in; when it is on disk, read the list again and show the code concerned.

        Args:
            operation: What it is called in the history.
            act: Does it, on the writer's thread.
            shows: The code to highlight then.
            told: What to say then, where it is not seen in the list.
        """
        self.say_quietly("")
        self.is_waiting = True

        def done(result: object) -> None:
            self.is_waiting = False
            if self.state.naming is not None:
                self.end_naming()
            if operation in TAKING_BACK and isinstance(result, int):
                self._tell_taken_back(result, again=operation == "redo")
            if told:
                self.say_quietly(told)
            made = result if operation == "add_code" and isinstance(result, int) else None
            self.read_again(made or shows)

        def failed(error: CoderError) -> None:
            self.is_waiting = False
            self._tell(error)

        self.hand_over(operation, act, done, failed)
        self.repaint()

    def say_quietly(self, sentence: str) -> None:
        """Say a sentence beside the line, and nothing else any more."""
        self.said, self.wrong = sentence, ""

    def read_again(self, shown: int | None = None, *, stays: bool = False) -> None:
        """Read the list as it is on disk, and show a code in it; with ``stays``, at the height it has."""

        def arrived(listing: CodeListing) -> None:
            self._earlier, self._close_ups = self._close_ups if stays else {}, {}
            self.state.reload(listing)
            if stays:
                self.keep_in_view()
            if shown is not None:
                self.state.show_code(shown)
            self.repaint()

        self._read(arrived)

    def close_up_of(self, code: Code | None) -> CodeCloseUp | None:
        """Return what has been read about a code; where nothing has, it is read if one stays at it."""
        if code is None:
            return None
        if code.id not in self._close_ups:
            self.set_timer(STAY, partial(self._look_closer, code))
        return self._close_ups.get(code.id) or self._earlier.get(code.id)

    def _read(self, then: Callable[[CodeListing], None]) -> None:
        def read() -> CodeListing:
            from coder.usecases.codebook.code_list import code_listing

            return self.session.read_after_writes(code_listing, self.question, self.session.coder.id)

        self.read_behind(read, then)

    def _sit_down(self, listing: CodeListing) -> None:
        from coder.tui.code_list.operations import CodeOperations  # with the dialogs, which come later

        self.state = CodeListState(listing, self._first_code)
        self.operations = CodeOperations(self)
        self.is_ready = True
        self.repaint()

    def _look_closer(self, code: Code) -> None:
        if self.state.code is not code or code.id in self._close_ups:
            return

        def read() -> CodeCloseUp:
            from coder.usecases.codebook.code_list import code_close_up

            return self.session.read(code_close_up, code)

        def arrived(close_up: CodeCloseUp) -> None:
            self._close_ups[code.id] = close_up
            self.repaint()

        self.read_behind(read, arrived)

    def _tell_taken_back(self, number: int, *, again: bool) -> None:
        def tell(sentence: str, _answer_id: int | None) -> None:
            self.say_quietly(sentence)
            self.repaint()

        tell_taken_back(self, number, tell, again=again)

    def _tell(self, error: CoderError) -> None:
        if not ask_if_uncommon(self, error, lambda: self.do("undo", take_back_act(ask=False))):
            if self.state.naming is not None:
                # What was typed stays, and why it will not do stands beside it.
                self.wrong = str(error)
            else:
                show_error(self, error)
        self.repaint()

"""Handing acts to the session, and what becomes of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from coder.tui.coding.acts import Act
    from coder.tui.coding.change import Change
    from coder.tui.coding.state import CodingState
    from coder.tui.project_screen import ProjectScreen
    from coder.usecases.session import Acknowledgement

TAKING_BACK = frozenset({"undo", "redo"})
MARKING = frozenset({"write_note", "set_flag", "remove_flag"})
"""Acts on an answer that change nothing about its codes."""


class Acknowledged(Message):
    """The writer has done, or not been able to do, what was handed in."""

    def __init__(self, acknowledgement: Acknowledgement[object]) -> None:
        super().__init__()
        self.acknowledgement = acknowledgement


@dataclass(frozen=True)
class HandedIn:
    """What was handed in under a uid."""

    operation: str
    makes: int | None
    """The stand-in id of the code it is to make."""
    done_with: int | None
    """The answer that its coder is done with by it, and has left."""


class CodingWrites:
    """Keeps the state in step with the writer: expected at once, saved or failed when it says so."""

    def __init__(self, screen: ProjectScreen, state: CodingState) -> None:
        self._screen = screen
        self._state = state
        self._handed_in: dict[str, HandedIn] = {}
        self.uids: set[str] = set()
        """Of all that was ever handed in here."""

    @property
    def is_waiting(self) -> bool:
        """Whether anything handed in has not been answered."""
        return bool(self._handed_in)

    def submit(
        self,
        operation: str,
        act: Act,
        change: Change | None = None,
        makes: int | None = None,
    ) -> None:
        """Hand in an act and show what it changes, hollow.

        Args:
            operation: What it is called in the history.
            act: Does it, on the writer's thread.
            change: What it changes about an answer.
            makes: The stand-in id of the code it makes.
        """
        uid = self._screen.session.write(operation, act, self._on_writers_thread)
        done_with = change.answer_id if change is not None and change.done else None
        self._handed_in[uid] = HandedIn(operation, makes, done_with)
        self.uids.add(uid)
        self._screen.hearing.begin()
        if change is not None:
            self._state.expect(uid, change)

    def settle(self, done: Acknowledgement[object]) -> str:
        """Take in what became of an act; return its operation.

        Raises:
            BaseException: What the writer met; the change is off the screen again.
        """
        handed_in = self._handed_in.pop(done.uid)
        if handed_in.makes is not None and handed_in.makes < 0:
            made = done.result if isinstance(done.result, int) else None
            self._state.code_made(handed_in.makes, made)
        if done.error is not None:
            self._screen.workbench.unsaved.pop(done.uid, None)
            self._state.failed(done.uid)
            if handed_in.done_with is not None:
                # It is not done: its coder has gone on from it for nothing.
                self._state.go_to(handed_in.done_with)
            raise done.error
        self._state.saved(done.uid, done.entry)
        return handed_in.operation

    def _on_writers_thread(self, done: Acknowledgement[object]) -> None:
        # The screen may be gone when this comes: then the workbench tells of it after it has closed.
        if done.error is not None:
            self._screen.workbench.unsaved[done.uid] = done.error
        self._screen.post_message(Acknowledged(done))

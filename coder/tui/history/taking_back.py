"""Undo and redo from a screen: what a key may take back at once, what is asked first, how it is told."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from coder.domain.errors import CoderError
from coder.messages import _

if TYPE_CHECKING:
    from coder.store.unit_of_work import Writing
    from coder.tui.project_screen import ProjectScreen
    from coder.usecases.coding.desk import TakenBack


def take_back_act(*, ask: bool) -> Callable[[Writing], int]:
    """Undo or redo, as the operation says; with ``ask``, only what one key may take back.

    The act gives the number of the entry taken back; UncommonUndoError says that it must be asked first.
    """

    def act(work: Writing) -> int:
        from coder.usecases.coding.desk import take_back_everyday
        from coder.usecases.history.in_words import take_back

        return take_back_everyday(work) if ask else take_back(work)

    return act


def ask_if_uncommon(screen: ProjectScreen, error: CoderError, then: Callable[[], None]) -> bool:
    """Ask whether an act of another kind shall be taken back all the same; tell if that was the error."""
    from coder.usecases.coding.desk import UncommonUndoError  # loads the store, which is there by now

    if not isinstance(error, UncommonUndoError):
        return False
    from coder.tui.dialogs.typed_questions import ConfirmDialog

    def answered(yes: bool | None) -> None:
        if yes:
            then()

    asked = _("Your latest act was not made on this screen: {what}. Take it back all the same?")
    screen.app.push_screen(ConfirmDialog(asked.format(what=error.what)), answered)
    return True


def taken_back_sentence(what: str, *, again: bool) -> str:
    """Say what was taken back, or done again."""
    return (_("done again: {what}") if again else _("taken back: {what}")).format(what=what)


def tell_taken_back(
    screen: ProjectScreen, number: int, tell: Callable[[str, int | None], None], *, again: bool
) -> None:
    """Read what the entry that was undone or redone was about, and tell it, with the answer concerned."""

    def read() -> TakenBack:
        from coder.usecases.coding.desk import taken_back

        return screen.session.read(taken_back, number)

    def told(taken: TakenBack) -> None:
        tell(taken_back_sentence(taken.what, again=again), taken.answer_id)

    screen.read_behind(read, told)


def take_back_from(
    screen: ProjectScreen, operation: str, tell: Callable[[str, int | None], None], *, ask: bool = True
) -> None:
    """Undo or redo from a screen that waits for the disk.

    Args:
        screen: Where the key was pressed.
        operation: "undo" or "redo".
        tell: Called when it is on disk with the sentence, and the answer concerned if it is one; reads
            again what the screen shows.
        ask: Whether an act of another kind is asked about first.
    """

    def on_disk(number: object) -> None:
        if isinstance(number, int):
            tell_taken_back(screen, number, tell, again=operation == "redo")

    def failed(error: CoderError) -> None:
        from coder.tui.errors import show_error

        if not ask_if_uncommon(screen, error, partial(take_back_from, screen, operation, tell, ask=False)):
            show_error(screen, error)

    screen.hand_over(operation, take_back_act(ask=ask), on_disk, failed)


def take_back_then(screen: ProjectScreen, operation: str, then: Callable[[], None]) -> None:
    """Undo or redo from a screen that says so in passing, and then reads again what it shows."""

    from coder.tui.errors import say

    def tell(sentence: str, _answer_id: int | None) -> None:
        say(screen, sentence)
        then()

    take_back_from(screen, operation, tell)

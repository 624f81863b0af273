"""What was written and stands nowhere but on the screen: it is not thrown away unasked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from textual.app import App
from textual.screen import Screen

from coder.messages import _, ngettext
from coder.tui.dialogs.typed_questions import ConfirmDialog

if TYPE_CHECKING:
    from coder.tui.app import WorkbenchApp


@runtime_checkable
class HoldsUnkept(Protocol):
    """A screen or a dialog that is written in before it is kept."""

    def holds_unkept(self) -> bool:
        """Tell whether leaving now would lose what was written."""
        ...


class LeaveUnsentDialog(ConfirmDialog):
    """Asks whether acts that could not be sent may be lost."""

    def __init__(self, unsent: int) -> None:
        asked = ngettext(
            "{n} act is not saved: the project cannot be reached. It is saved by itself as soon as it "
            "can. Leave now, and lose it?",
            "{n} acts are not saved: the project cannot be reached. They are saved by themselves as soon as "
            "it can. Leave now, and lose them?",
            unsent,
        )
        super().__init__(asked.format(n=unsent))


class LeaveDialog(ConfirmDialog):
    """Asks whether what was written may be lost."""

    def __init__(self) -> None:
        super().__init__(_("Leave without keeping what you wrote?"))


def leave_asked(app: App[Any], left: Iterable[Screen[Any]], leave: Callable[[], object]) -> None:
    """Leave screens; ask first where one of them holds what would be lost, and never twice at once."""

    def answered(yes: bool | None) -> None:
        if yes:
            leave()

    if isinstance(app.screen, LeaveDialog):
        return
    # A screen that is only being made has nothing in it yet.
    if any(each.is_mounted and isinstance(each, HoldsUnkept) and each.holds_unkept() for each in left):
        app.push_screen(LeaveDialog(), answered)
    else:
        leave()


def leave_unsent_asked(app: WorkbenchApp) -> None:
    """Leave the workbench; ask first where that would lose acts."""
    session = app.session

    def answered(yes: bool | None) -> None:
        if yes:
            session.give_up()
            app.exit()

    if session.trouble is None or not session.unsent:
        app.exit()
    elif not isinstance(app.screen, LeaveUnsentDialog):
        app.push_screen(LeaveUnsentDialog(session.unsent), answered)

"""The project cannot be reached: told once, in a line above every screen, until it can."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.screen import Screen

from coder.domain.errors import PassingFailureError
from coder.messages import _, ngettext
from coder.tui.errors import say
from coder.tui.pieces.lines import Line, Piece, Role, line
from coder.tui.pieces.lines_view import LinesView

if TYPE_CHECKING:
    from coder.tui.app import WorkbenchApp
    from coder.usecases.session import Session


class TroubleBanner(LinesView):
    """Says that the project cannot be reached; what is typed below goes on."""

    DEFAULT_CSS = """
    TroubleBanner {
        layer: above; dock: bottom; width: 100%; height: 1; padding: 0 2; background: $raised;
    }
    """


def follow_trouble(app: WorkbenchApp) -> None:
    """Have the workbench told, on its own thread, when the project cannot be reached and when it can."""

    def heard(error: PassingFailureError | None) -> None:
        app.call_later(_tell, app, error)

    app.session.heard = heard


def show_trouble(screen: Screen[int | None]) -> None:
    """Let a screen say it, if it is so; nothing where all is well."""
    app = cast("WorkbenchApp", screen.app)
    shown = screen.query(TroubleBanner)
    if app.session.trouble is None:
        shown.remove()
    elif shown:
        shown.first().show([trouble_line(app.session)])
    else:
        screen.mount(TroubleBanner([trouble_line(app.session)]))


def trouble_line(session: Session) -> Line:
    """Say that the project cannot be reached, and how much waits for it."""
    pieces = [Piece(_("The project cannot be reached."), Role.MARK)]
    if session.unsent:
        told = ngettext(
            "{n} act waits (○) and is sent again.", "{n} acts wait (○) and are sent again.", session.unsent
        )
        pieces.append(Piece(" " + told.format(n=session.unsent)))
    else:
        pieces.append(Piece(" " + _("It is tried again and again; nothing is lost.")))
    return line(*pieces, selectable=False)


def _tell(app: WorkbenchApp, error: PassingFailureError | None) -> None:
    was_told = any(screen.query(TroubleBanner) for screen in app.screen_stack)
    for screen in app.screen_stack:
        if screen.is_mounted:
            show_trouble(screen)
    if error is None and was_told:
        say(app, _("The project can be reached again."))

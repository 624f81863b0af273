"""Who else has the project open: told to the screens, and others told of us."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.tui.project_screen import ProjectScreen

if TYPE_CHECKING:
    from coder.tui.app import WorkbenchApp
    from coder.usecases.team.sittings import AtWork


def sit_among_others(app: WorkbenchApp) -> None:
    """Have others told that one is here, and the screens who else is, each on its own thread."""
    if app.place is not None:
        app.session.sit(app.place, lambda found: app.call_later(_tell, app, found))


def _tell(app: WorkbenchApp, found: AtWork) -> None:
    app.at_work = found
    for screen in app.screen_stack:
        if isinstance(screen, ProjectScreen) and screen.is_mounted:
            screen.others_at_work(found)

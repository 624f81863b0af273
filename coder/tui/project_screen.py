"""What all screens of a project share: the session, and waiting until it is open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual.screen import Screen

if TYPE_CHECKING:
    from coder.tui.app import WorkbenchApp
    from coder.usecases.session import Session


class ProjectScreen(Screen[None]):
    """A screen that stands before the project is open, and begins its work when it is."""

    SIGNS: ClassVar[Sequence[tuple[str, str]]] = ()
    """Signs it shows that are no keys, and what they say; help lists them too."""

    @property
    def workbench(self) -> WorkbenchApp:
        """The app, with what it knows."""
        return cast("WorkbenchApp", self.app)

    @property
    def session(self) -> Session:
        """The open project."""
        return self.workbench.session

    def on_mount(self) -> None:
        if self.workbench.is_open:
            self.begin()

    def begin(self) -> None:
        """Start reading; called once, when the project is open and the screen stands."""
        raise NotImplementedError

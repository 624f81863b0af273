"""The workbench: which screens there are, its keys and its colours."""

from __future__ import annotations

import re
from typing import ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.message import Message

from coder.domain.errors import CoderError
from coder.messages import _
from coder.tui.errors import show_error
from coder.tui.project_screen import ProjectScreen
from coder.tui.themes import DARK, LIGHT, THEMES
from coder.usecases.session import Session

OUTSIDE_FONT = re.compile(r"@font-face\s*\{[^}]*\}\s*")


class WorkbenchApp(App[None]):
    """Opens on a question, or on the list of them. Nothing heavy is loaded before the first screen stands."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", _("help"), tooltip=_("All keys"), id="app.help"),
        Binding(
            "f12", "other_theme", _("light, dark"), show=False, tooltip=_("Light or dark"), id="app.theme"
        ),
        Binding("ctrl+q", "quit", _("quit"), tooltip=_("Leave; everything is saved already"), id="app.quit"),
    ]
    CSS = """
    ProjectScreen { background: $background; color: $foreground; }
    Toast { background: $raised; border: none; border-left: thick $track; padding: 0 2; }
    Toast.-warning { border-left: thick $mark; }
    """

    class Opened(Message):
        """The project is open."""

    class NotOpened(Message):
        """The project could not be opened."""

        def __init__(self, error: CoderError) -> None:
            super().__init__()
            self.error = error

    class NotBackedUp(Message):
        """The day's backup could not be made."""

        def __init__(self, error: CoderError) -> None:
            super().__init__()
            self.error = error

    def __init__(self, session: Session, question: str | None = None, wave: str | None = None) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DARK.name
        self.session = session
        self.question = question
        self.wave = wave
        self.is_open = False
        self.failure: CoderError | None = None
        """Why the workbench had to close."""
        self.unsaved: dict[str, BaseException] = {}
        """By uid: what could not be saved and has not been told yet; filled from the writer's thread."""

    def on_mount(self) -> None:
        self.push_screen(self._first_screen())
        self.call_after_refresh(self._open_behind)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give our own colour names a value under any theme."""
        return DARK.variables

    def give_up(self, error: CoderError) -> None:
        """Close, with a sentence for the terminal below."""
        self.failure = error
        self.exit()

    def go_home(self) -> None:
        """Leave a question for the list of them."""
        if len(self.screen_stack) > 2:
            self.pop_screen()
        else:
            from coder.tui.home_screen import HomeScreen

            self.switch_screen(HomeScreen())

    def action_help(self) -> None:
        from coder.tui.help_screen import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen.of(self.screen))

    def action_other_theme(self) -> None:
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name

    def on_workbench_app_opened(self) -> None:
        self.is_open = True
        for screen in self.screen_stack:
            if isinstance(screen, ProjectScreen):
                screen.begin()
        self.run_worker(self._back_up, thread=True, group="backup")

    def on_workbench_app_not_opened(self, message: NotOpened) -> None:
        self.give_up(message.error)

    def on_workbench_app_not_backed_up(self, message: NotBackedUp) -> None:
        show_error(self, message.error)

    def export_screenshot(self, *, title: str | None = None, simplify: bool = False) -> str:
        """Return the screen as SVG in the reader's own font; the library's would be fetched from outside."""
        return OUTSIDE_FONT.sub("", super().export_screenshot(title=title, simplify=simplify))

    def _first_screen(self) -> ProjectScreen:
        # Only the module of the screen that is shown is loaded before it is.
        if self.question is None:
            from coder.tui.home_screen import HomeScreen

            return HomeScreen()
        from coder.tui.coding_screen import CodingScreen

        return CodingScreen(self.question, self.wave)

    def _open_behind(self) -> None:
        self.run_worker(self._open, thread=True, group="open")

    def _open(self) -> None:
        try:
            self.session.open()
        except CoderError as error:
            self.post_message(self.NotOpened(error))
        else:
            self.post_message(self.Opened())

    def _back_up(self) -> None:
        try:
            self.session.back_up()
        except CoderError as error:
            self.post_message(self.NotBackedUp(error))

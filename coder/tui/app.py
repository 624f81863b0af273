"""The workbench: which screens there are, its keys and its colours."""

from __future__ import annotations

import gc
import re
import sys
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.app import App
from textual.binding import BindingsMap, BindingType
from textual.events import Event
from textual.message import Message
from textual.theme import Theme

from coder.config import Config, keep_theme
from coder.domain.errors import CoderError
from coder.messages import _
from coder.tui.answers.left import LeftLists
from coder.tui.browser import under_browser_keys
from coder.tui.company.others import sit_among_others
from coder.tui.company.time_counting import ACTS, TimeCounting
from coder.tui.company.trouble import follow_trouble
from coder.tui.errors import errors_shown, say, show_error
from coder.tui.keys.app_keys import APP_KEYS
from coder.tui.keys.keys_here import show_in_browser, with_keys_here
from coder.tui.project_screen import ProjectScreen
from coder.tui.screens import APP, name_of
from coder.tui.suggesting.shared_model import SharedModel
from coder.tui.themes import (
    DARK,
    MONOCHROME,
    THEMES,
    short_name,
    theme_after,
    theme_in_words,
    theme_named,
)

if TYPE_CHECKING:
    from coder.tui.files.browser_files import OutTray
    from coder.tui.keys.key_map import KeyMap
    from coder.usecases.session import Session
    from coder.usecases.team.following import OthersWrote
    from coder.usecases.team.sittings import AtWork

SETTLED_SECONDS = 2.0
"""After the project is open: by then the first answer stands, and what was made on the way stays."""
_OWN_THEMES = {theme.name: theme for theme in THEMES}
OUTSIDE_FONT = re.compile(r"@font-face\s*\{[^}]*\}\s*")


class WorkbenchApp(App[None]):
    """Opens on a question, or on the list of them. Nothing heavy is loaded before the first screen stands."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [*APP_KEYS]
    CSS = """
    ProjectScreen { background: $background; color: $foreground; layers: default above; overflow: hidden; }
    Toast { background: $raised; border: none; border-left: thick $rule; padding: 0 2; }
    Toast.-warning { border-left: thick $mark; }
    """

    class Opened(Message):
        """The project is open."""

    class NotOpened(Message):
        """The project could not be opened."""

        def __init__(self, error: CoderError) -> None:
            super().__init__()
            self.error = error

    class Told(Message):
        """Others have written."""

        def __init__(self, told: OthersWrote) -> None:
            super().__init__()
            self.told = told

    class NotBackedUp(Message):
        """The day's backup could not be made."""

        def __init__(self, error: CoderError) -> None:
            super().__init__()
            self.error = error

    def __init__(
        self,
        session: Session,
        question: str | None = None,
        wave: str | None = None,
        config: Config | None = None,
        *,
        is_first_run: bool = False,
        suggests: bool = False,
        place: str | None = None,
        in_browser: bool = False,
        models: str | None = None,
    ) -> None:
        super().__init__()
        self.in_browser = in_browser
        """Whether a browser shows it: the disk is the server's then, and some keys are the browser's own."""
        self.tray = _browsers_tray() if in_browser else None
        """Where files are written that a browser takes away; None where they go where they are named."""
        self.config = Config() if config is None else config
        self._to_tell = list(self.config.problems)
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = self._first_theme()
        self._key_map = self._chosen_keys()
        if self._key_map is not None:
            self._bindings = self._key_map.applied(APP, self._bindings)
        show_in_browser(is_so=in_browser)
        if in_browser:
            self._bindings = under_browser_keys(self._bindings)
        self.session = session
        self.question = question
        self.wave = wave
        self.is_first_run = is_first_run
        """Whether there is no project yet: then a survey file is asked for first."""
        self.suggests = suggests
        """Whether codes are suggested while coding, for which a process of its own is started."""
        self.place = place
        """Where it is open, «terminal» or «browser», for others to be told; None tells nobody."""
        self.at_work: AtWork | None = None
        """Who else has the project open; None where that is not asked."""
        self.wants_demo = False
        """Whether it was left for the demo survey."""
        self.is_open = False
        self.failure: CoderError | None = None
        """Why the workbench had to close."""
        self.left_lists = LeftLists()
        """How lists of answers were left."""
        self.time = TimeCounting(self)
        """How long who sits here works on what; told to nobody else."""
        self.model = SharedModel(models)
        """Suggestions for the question at hand, for all screens that show some."""
        self.unsaved: dict[str, BaseException] = {}
        """By uid: what could not be saved and has not been told yet; filled from the writer's thread."""

    async def on_event(self, event: Event) -> None:
        if self.time.is_on and isinstance(event, ACTS):
            self.time.acted()
        await super().on_event(event)

    def on_unmount(self) -> None:
        self.time.keep()
        self.session.read_no_more()
        self.model.close()
        if self.tray is not None:
            self.tray.close()

    def on_mount(self) -> None:
        follow_trouble(self)
        self.push_screen(self._first_screen())
        if self.tray is not None:
            self.tray.begin_to_deliver(self)
        if not self.is_first_run:
            self.call_after_refresh(self._open_behind)
        for sentence in self._to_tell:
            say(self, sentence, warning=True)

    def under_chosen_keys(self, screen: ProjectScreen, bindings: BindingsMap) -> BindingsMap:
        """Return a screen's bindings under the keys a person chose for them, or a browser leaves to us."""
        if self.in_browser:
            return under_browser_keys(bindings)
        return bindings if self._key_map is None else self._key_map.applied(name_of(screen), bindings)

    def get_theme(self, theme_name: str) -> Theme | None:
        """Return a theme; asked for hundreds of times a frame, for which the library copies them all."""
        return _OWN_THEMES.get(theme_name) or super().get_theme(theme_name)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give our own colour names a value under any theme."""
        return DARK.variables

    def give_up(self, error: CoderError) -> None:
        """Close, with a sentence for the terminal below."""
        self.failure = error
        self.exit()

    def leave_for_demo(self) -> None:
        """Close, to open again on the demo survey."""
        self.wants_demo = True
        self.exit()

    def begin_coding(self, question: str | None) -> None:
        """Go on in the project that first run has made and opened."""
        self.is_first_run = False
        self.is_open = True
        self.question = question
        while len(self.screen_stack) > 2:
            self.pop_screen()
        self.switch_screen(self._first_screen())
        self._sit_down()

    def go_home(self) -> None:
        """Leave a question for the list of them."""
        if len(self.screen_stack) > 2:
            self.pop_screen()
        else:
            from coder.tui.home.screen import HomeScreen

            self.switch_screen(HomeScreen())

    def code_question(self, key: str) -> None:
        """Go to a question from wherever one is; Esc then leads to the list of questions, as ever."""
        from coder.tui.coding.screen import CodingScreen
        from coder.tui.home.screen import HomeScreen

        while len(self.screen_stack) > 2 and not isinstance(self.screen, HomeScreen):
            self.pop_screen()
        shown = CodingScreen(key, self.wave)
        if isinstance(self.screen, HomeScreen):
            self.push_screen(shown)
        else:
            self.switch_screen(shown)

    def action_help(self) -> None:
        from coder.tui.keys.help_screen import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen.of(self.screen))

    async def action_quit(self) -> None:
        from coder.tui.company.unkept import leave_asked, leave_unsent_asked

        leave_asked(self, self.screen_stack, lambda: leave_unsent_asked(self))

    def action_agreement(self) -> None:
        from coder.tui.agreement.way import go_to_agreement

        go_to_agreement(self)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Agreement is about a question: where none is at hand, its key means nothing."""
        if action == "agreement" and self.screen_stack:
            from coder.tui.agreement.way import question_at_hand

            return question_at_hand(self.screen) is not None
        return super().check_action(action, parameters)

    def action_palette(self) -> None:
        from coder.tui.palette import Command, Palette

        def answered(command: Command | None) -> None:
            if command is not None:
                command.do()

        if isinstance(self.screen, ProjectScreen):
            self.push_screen(Palette(self.screen), answered)

    def action_other_theme(self) -> None:
        self.take_theme(theme_after(self.theme))

    def action_copy_selected(self) -> None:
        """Copy; where a screen has nothing to copy, tell that this is no way to leave."""
        selected = self.screen.get_selected_text()
        if selected:
            self.copy_to_clipboard(selected)
        else:
            say(self, with_keys_here(_("Nothing is selected that could be copied. Ctrl+Q leaves.")))

    def take_theme(self, theme: Theme) -> None:
        """Show the screens in a theme, say which, and keep it for the next start."""
        self.theme = theme.name
        say(self, _("Theme: {name}").format(name=theme_in_words(theme)))
        if self.config.path is not None:
            with errors_shown(self):
                keep_theme(self.config.path, short_name(theme))

    def on_workbench_app_opened(self) -> None:
        self.is_open = True
        for screen in self.screen_stack:
            if isinstance(screen, ProjectScreen):
                screen.begin()
        self.set_timer(SETTLED_SECONDS, _look_for_garbage)
        self._sit_down()

    def on_workbench_app_told(self, message: Told) -> None:
        """Have the model and the screens take in what others wrote, each when it can."""
        self.model.wrote(message.told.entry)
        for screen in self.screen_stack:
            if isinstance(screen, ProjectScreen):
                screen.hear(message.told)

    def on_workbench_app_not_opened(self, message: NotOpened) -> None:
        self.give_up(message.error)

    def on_workbench_app_not_backed_up(self, message: NotBackedUp) -> None:
        show_error(self, message.error)

    def export_screenshot(self, *, title: str | None = None, simplify: bool = False) -> str:
        """Return the screen as SVG in the reader's own font; the library's would be fetched from outside."""
        return OUTSIDE_FONT.sub("", super().export_screenshot(title=title, simplify=simplify))

    def _fatal_error(self) -> None:
        """Close over a bug; the library's own report would show the texts at hand."""
        from coder.crash_report import crash_report

        error = sys.exc_info()[1] or self._exception
        self.panic("" if error is None else Text(crash_report(error)))

    def _first_theme(self) -> str:
        """Return the theme to start with; who asks all programs for no colours need not ask again here."""
        if self.no_color:
            return MONOCHROME.name
        chosen = self.config.theme
        theme = DARK if chosen is None else theme_named(chosen)
        if theme is None:
            names = ", ".join(short_name(each) for each in THEMES)
            told = _("The settings file: there is no theme «{name}»; there are {names}.")
            self._to_tell.append(told.format(name=chosen, names=names))
            theme = DARK
        return theme.name

    def _chosen_keys(self) -> KeyMap | None:
        """Hold the chosen keys against all screens; only who has chosen any waits for them to load."""
        if not self.config.keys:
            return None
        from coder.tui.keys.key_map import key_map
        from coder.tui.screens import all_keys

        chosen, problems = key_map(self.config.keys, all_keys())
        self._to_tell += problems
        return chosen

    def _first_screen(self) -> ProjectScreen:
        # Only the module of the screen that is shown is loaded before it is.
        if self.is_first_run:
            from coder.tui.first_run.screen import FirstRunScreen

            return FirstRunScreen(is_first=True)
        if self.question is None:
            from coder.tui.home.screen import HomeScreen

            return HomeScreen()
        from coder.tui.coding.screen import CodingScreen

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

    def _sit_down(self) -> None:
        """Begin what goes on beside all screens, now that the project is open."""
        self.time.begin()
        self.session.follow(lambda told: self.post_message(self.Told(told)))
        sit_among_others(self)
        self.run_worker(self._back_up, thread=True, group="backup")

    def _back_up(self) -> None:
        try:
            self.session.back_up()
        except CoderError as error:
            self.post_message(self.NotBackedUp(error))


def _browsers_tray() -> OutTray:
    from coder.tui.files.browser_files import OutTray

    return OutTray()


def _look_for_garbage() -> None:
    """Let go of what is no longer used from now on, without looking at all that starting has made."""
    gc.freeze()
    gc.enable()

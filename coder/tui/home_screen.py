"""The list of questions: how far each has come; Enter goes on where this coder left off."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message

from coder.domain.errors import CoderError
from coder.messages import _
from coder.tui.errors import show_error
from coder.tui.home_lines import empty_lines, question_line, title_line
from coder.tui.keys_footer import KeysFooter
from coder.tui.line_list import LineList
from coder.tui.lines_view import LinesView
from coder.tui.project_screen import ProjectScreen

if TYPE_CHECKING:
    from coder.usecases.desk import Home


class HomeScreen(ProjectScreen):
    """Lists the questions of the project."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", _("go on coding"), key_display="⏎", tooltip=_("Code where you left off")),
        Binding("up", "move(-1)", _("choose"), key_display="↑ ↓", tooltip=_("Choose a question")),
        Binding("down", "move(1)", show=False, key_display="↑ ↓", tooltip=_("Choose a question")),
        Binding("pageup", "move(-10)", show=False, key_display="PgUp PgDn", tooltip=_("Ten questions on")),
        Binding("pagedown", "move(10)", show=False, key_display="PgUp PgDn", tooltip=_("Ten questions on")),
    ]
    CSS = """
    HomeScreen #title { height: 1; background: $raised; padding: 0 1; }
    HomeScreen #said { height: auto; margin: 1 3 0 3; }
    HomeScreen #questions { height: 1fr; margin: 1 1 0 1; }
    """

    class HomeRead(Message):
        """What the home screen shows has been read."""

        def __init__(self, home: Home) -> None:
            super().__init__()
            self.home = home

    class ReadFailed(Message):
        """It could not be read."""

        def __init__(self, error: CoderError) -> None:
            super().__init__()
            self.error = error

    def __init__(self) -> None:
        super().__init__()
        self.home: Home | None = None

    def compose(self) -> ComposeResult:
        yield LinesView(id="title")
        yield LinesView(id="said")
        yield LineList(id="questions")
        yield KeysFooter()

    def begin(self) -> None:
        self.run_worker(self._read, thread=True, group="read")

    def on_screen_resume(self) -> None:
        if self.workbench.is_open:
            self.begin()
        self.query_one(KeysFooter).show_keys()

    def on_home_screen_home_read(self, message: HomeRead) -> None:
        self.home = message.home
        self._show()

    def on_home_screen_read_failed(self, message: ReadFailed) -> None:
        show_error(self, message.error)

    def on_line_list_clicked(self, event: LineList.Clicked) -> None:
        event.list.cursor = event.index
        self.action_open()

    def on_resize(self) -> None:
        self._show()

    def action_move(self, step: int) -> None:
        self.query_one("#questions", LineList).move(step)

    def action_open(self) -> None:
        from coder.tui.coding_screen import CodingScreen

        cursor = self.query_one("#questions", LineList).cursor
        if self.home is not None and cursor is not None:
            self.app.push_screen(CodingScreen(self.home.questions[cursor].key, self.workbench.wave))

    def _read(self) -> None:
        from coder.usecases.desk import home_of

        try:
            home = self.session.read(home_of, self.session.coder)
        except CoderError as error:
            self.post_message(self.ReadFailed(error))
        else:
            self.post_message(self.HomeRead(home))

    def _show(self) -> None:
        if self.home is None:
            return
        rows = self.home.questions
        questions = self.query_one("#questions", LineList)
        cursor = min(questions.cursor or 0, len(rows) - 1) if rows else None
        self.query_one("#title", LinesView).show(
            [title_line(self.home.project_name, self.session.coder_name)]
        )
        self.query_one("#said", LinesView).show(empty_lines() if not rows else [])
        questions.show_at([question_line(row, self.size.width) for row in rows], cursor)
        self.query_one(KeysFooter).show_keys()

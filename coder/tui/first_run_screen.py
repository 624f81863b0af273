"""First run, and every later survey file: what this is, and a file picker."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from coder.domain.errors import CoderError
from coder.messages import _
from coder.tui.file_picker import FilePicker
from coder.tui.first_run_lines import welcome_lines
from coder.tui.key_binding import hidden, key
from coder.tui.keys_footer import KeysFooter
from coder.tui.lines import Piece, Role, line
from coder.tui.lines_view import LinesView
from coder.tui.project_screen import ProjectScreen

if TYPE_CHECKING:
    from coder.tui.first_run_preview import PreviewScreen
    from coder.usecases.survey_preview import SurveyPreview

SURVEY_SUFFIXES = (".csv", ".tsv", ".xlsx", ".xlsm", ".ods", ".sav", ".zsav", ".dta", ".tab", ".txt")
DEMO = "demo"

FIRST_RUN_KEYS: list[Binding] = [
    key("enter", "choose", _("open"), _("Look into the folder, or into the file"), shown_as="⏎"),
    key(
        "up",
        "move(-1)",
        _("choose"),
        _("Choose a file or a folder; typing narrows the list, and takes a path"),
        shown_as="↑ ↓",
    ),
    hidden(
        "down",
        "move(1)",
        _("Choose a file or a folder; typing narrows the list, and takes a path"),
        shown_as="↑ ↓",
    ),
    hidden("pageup", "move(-10)", _("Ten files on"), shown_as="PgUp PgDn"),
    hidden("pagedown", "move(10)", _("Ten files on"), shown_as="PgUp PgDn"),
    key(
        "escape",
        "leave",
        _("back"),
        _("Empty the line; on an empty line leave, with nothing imported"),
        shown_as="Esc",
    ),
]


class FirstRunScreen(ProjectScreen):
    """Asks for a survey file; what is in it is looked at before anything is written."""

    BINDINGS: ClassVar[list[BindingType]] = [*FIRST_RUN_KEYS]
    CSS = """
    FirstRunScreen #title { height: 1; background: $raised; padding: 0 1; }
    FirstRunScreen #welcome { height: auto; margin: 1 2; }
    """

    def __init__(self, *, is_first: bool) -> None:
        super().__init__()
        self.is_first = is_first
        """Whether there is no project yet."""
        self._reading: Path | None = None

    def compose(self) -> ComposeResult:
        heading = _("No project yet") if self.is_first else _("Another survey file")
        yield LinesView(
            [line(Piece(heading, Role.STRONG), right=[Piece(self.session.coder_name)])], id="title"
        )
        yield LinesView(welcome_lines(is_first=self.is_first), id="welcome")
        also = [(DEMO, _("Try an invented survey first: nothing of it is kept"))] if self.is_first else []
        yield FilePicker(Path.cwd(), SURVEY_SUFFIXES, also, id="picker")
        yield KeysFooter()

    def begin(self) -> None:
        """Nothing is read before a file is chosen."""

    def on_screen_resume(self) -> None:
        self.query_one(KeysFooter).show_keys()

    def on_file_picker_chosen(self, message: FilePicker.Chosen) -> None:
        self.open_file(message.path)

    def on_file_picker_also_chosen(self) -> None:
        self.workbench.leave_for_demo()

    def open_file(self, path: Path) -> None:
        """Look into a file; what is wrong with it is said in place."""
        picker = self.query_one(FilePicker)
        picker.tell(_("Reading {file} …").format(file=path.name))
        self._reading = path

        def read() -> SurveyPreview | CoderError:
            from coder.usecases.survey_preview import HowRead, preview

            try:
                return preview(path, HowRead())
            except CoderError as error:
                return error

        def show(found: SurveyPreview | CoderError) -> None:
            if self._reading != path or not self.is_current:
                return
            self._reading = None
            picker.tell(str(found) if isinstance(found, CoderError) else "")
            if not isinstance(found, CoderError):
                from coder.tui import first_run_preview

                preview_screen = first_run_preview.PreviewScreen(found, is_first=self.is_first)
                self.app.push_screen(preview_screen, lambda _nothing: self._left(preview_screen))

        self.read_behind(read, show)

    def action_move(self, step: int) -> None:
        self.query_one(FilePicker).move(step)

    def action_choose(self) -> None:
        self.query_one(FilePicker).choose()

    def action_leave(self) -> None:
        picker = self.query_one(FilePicker)
        self._reading = None
        if picker.files.typed:
            picker.clear()
        elif self.is_first:
            self.app.exit()
        else:
            self.dismiss(None)

    def _left(self, preview: PreviewScreen) -> None:
        """Leave with a survey that was brought in; a preview left without brings back here."""
        if preview.imported:
            self.dismiss(None)

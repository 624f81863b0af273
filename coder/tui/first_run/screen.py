"""First run, and every later survey file: what this is, and a file picker."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from coder.domain.errors import CoderError
from coder.messages import _
from coder.tui.dialogs.typed_questions import ConfirmDialog
from coder.tui.files.file_picker import FilePicker
from coder.tui.first_run.lines import welcome_lines
from coder.tui.keys.key_binding import hidden, key
from coder.tui.keys.keys_footer import KeysFooter
from coder.tui.pieces.lines_view import LinesView
from coder.tui.pieces.screen_title import counted, screen_title
from coder.tui.pieces.title_view import ScreenTitle
from coder.tui.project_screen import ProjectScreen

if TYPE_CHECKING:
    from coder.usecases.exchange.coded_file import CodedFile
    from coder.usecases.survey.preview import SurveyPreview

SURVEY_SUFFIXES = (".csv", ".tsv", ".xlsx", ".xlsm", ".ods", ".sav", ".zsav", ".dta", ".tab", ".txt")
CODED_SUFFIXES = (".qdpx", ".qdc")
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
    FirstRunScreen #welcome { height: auto; margin: 1 0; padding: 0 2; }
    """

    def __init__(self, *, is_first: bool) -> None:
        super().__init__()
        self.is_first = is_first
        """Whether there is no project yet."""
        self._reading: Path | None = None

    def compose(self) -> ComposeResult:
        heading = _("No project yet") if self.is_first else _("Another survey file")
        title = screen_title(heading, right=counted("", self.session.coder_name))
        yield ScreenTitle([title], id="title")
        yield LinesView(welcome_lines(is_first=self.is_first), id="welcome")
        also = [(DEMO, _("Try an invented survey first: nothing of it is kept"))] if self.is_first else []
        yield FilePicker(Path.cwd(), (*SURVEY_SUFFIXES, *CODED_SUFFIXES), also, id="picker")
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
        picker, target = self.query_one(FilePicker), self.session.target
        engine = None if self.is_first else self.session.engine
        picker.tell(_("Reading {file} …").format(file=path.name))
        self._reading = path

        def read() -> tuple[SurveyPreview | CodedFile, bool] | CoderError:
            from coder.usecases.exchange.coded_file import coded_file, seems_coded
            from coder.usecases.survey.preview import HowRead, preview

            try:
                coded = coded_file(path, target)
                if coded is not None:
                    return coded, False
                return preview(path, HowRead(), engine), seems_coded(path)
            except CoderError as error:
                return error

        def show(found: tuple[SurveyPreview | CodedFile, bool] | CoderError) -> None:
            if self._reading != path or not self.is_current:
                return
            self._reading = None
            picker.tell(str(found) if isinstance(found, CoderError) else "")
            if isinstance(found, CoderError):
                return
            file, is_coded = found
            if is_coded:
                self._ask_as_survey(path, lambda: self._look_into(file))
            else:
                self._look_into(file)

        self.read_behind(read, show)

    def _ask_as_survey(self, path: Path, go_on: Callable[[], None]) -> None:
        """Say how the codes of a workbook are taken in, which is not done here; ask whether to go on."""
        from coder.usecases.exchange.coded_file import command_for

        asked = _(
            "«{file}» seems to hold codes already. To import them too, type on the command line:\n\n"
            "{command}\n\nGo on here, and read it as a survey?"
        ).format(file=path.name, command=command_for(path, self.session.target))
        self.app.push_screen(ConfirmDialog(asked), lambda yes: go_on() if yes else None)

    def _look_into(self, found: SurveyPreview | CodedFile) -> None:
        from coder.tui.coded_file.screen import CodedFileScreen
        from coder.tui.first_run.preview import PreviewScreen
        from coder.usecases.survey.preview import SurveyPreview

        shown: PreviewScreen | CodedFileScreen
        if isinstance(found, SurveyPreview):
            shown = PreviewScreen(found, is_first=self.is_first)
        else:
            shown = CodedFileScreen(found, is_first=self.is_first)

        def left(_nothing: int | None) -> None:
            # What was left without importing anything brings back here.
            if shown.imported:
                self.dismiss(None)

        self.app.push_screen(shown, left)

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

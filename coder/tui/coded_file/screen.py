"""A file that was coded elsewhere, before it is imported: what would come of it, and what is wrong."""

from __future__ import annotations

from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType

from coder.domain.errors import CoderError
from coder.messages import _
from coder.text.numbers import progress_percent
from coder.tui.coded_file.keys import CODED_FILE_KEYS
from coder.tui.coded_file.lines import coded_file_lines, looking_lines, title_line
from coder.tui.dialogs.typed_questions import TextDialog
from coder.tui.errors import say, show_error
from coder.tui.export.lines import running_lines
from coder.tui.keys.keys_footer import KeysFooter
from coder.tui.pieces.line_list import LineList
from coder.tui.pieces.title_view import ScreenTitle
from coder.tui.project_screen import Arrived, ProjectScreen

if TYPE_CHECKING:
    from coder.store.unit_of_work import Writing
    from coder.usecases.exchange.coded_file import CodedFile, Taken


class CodedFileScreen(ProjectScreen):
    """Tells what importing a coded file would do; Enter imports it."""

    BINDINGS: ClassVar[list[BindingType]] = [*CODED_FILE_KEYS]
    CSS = """
    CodedFileScreen #found { height: 1fr; margin: 1 0 0 0; padding: 0 0 0 2; }
    """

    def __init__(self, file: CodedFile, *, is_first: bool) -> None:
        super().__init__()
        self.file = file
        self.is_first = is_first
        """Whether there is no project yet."""
        self.imported = False
        self.creates_codes = False
        self.taken: Taken | None = None
        """What would come of it; None while that is found out."""
        self._progress: tuple[int, int] | None = None
        """While it is imported: how far it has come."""

    def compose(self) -> ComposeResult:
        yield ScreenTitle([title_line(self.file, self.session.coder_name)], id="title")
        yield LineList(id="found")
        yield KeysFooter()

    def on_mount(self) -> None:
        super().on_mount()
        # There may be no project to wait for.
        if self.is_first:
            self.begin()

    def begin(self) -> None:
        """Look what the import would do."""
        file, creates, is_first = self.file, self.creates_codes, self.is_first
        self.taken = None
        self._show()

        def look() -> Taken:
            from coder.usecases.exchange.coded_file import foresee

            if is_first:
                return foresee(file, None, None, create_codes=creates)
            return foresee(file, self.session.engine, self.session.coder.id, create_codes=creates)

        def found(taken: Taken) -> None:
            self.taken = taken
            self._show()

        def refused(error: CoderError) -> None:
            from coder.usecases.exchange.coded_file import Taken

            found(Taken(problems=(str(error),)))

        self.read_behind(look, found, refused)

    def on_resize(self) -> None:
        self._show()

    def on_screen_resume(self) -> None:
        self.query_one(KeysFooter).show_keys()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what can be imported has a key for it; while it is imported, nothing has."""
        if self._progress is not None:
            return action == "read"
        if action == "bring_in":
            return self.taken is not None and self.taken.changed and not self.taken.problems
        if action == "create_codes":
            return self.taken is not None and (self.creates_codes or self.taken.may_lack_codes)
        return True

    def action_read(self, step: int) -> None:
        self.query_one("#found", LineList).scroll_relative(y=step, animate=False)

    def action_leave(self) -> None:
        self.dismiss(None)

    def action_create_codes(self) -> None:
        self.creates_codes = not self.creates_codes
        self.begin()

    def action_bring_in(self) -> None:
        if self.is_first:
            self._ask_place()
        else:
            self._bring_in()

    def _ask_place(self) -> None:
        """Ask where the project shall lie."""
        asked = _(
            "Where shall the project lie? It is one file; all you do is kept in it. "
            "A name alone lies in {folder}."
        ).format(folder=Path.cwd())

        def decided(answer: str | None) -> None:
            if answer is not None and answer.strip():
                self._make_project(str(Path(answer.strip()).expanduser()))

        self.app.push_screen(TextDialog(asked, self.session.target), decided)

    def _make_project(self, target: str) -> None:
        def make() -> None:
            from coder.usecases.survey.first_import import begin_project

            begin_project(self.session, target)

        self.read_behind(make, lambda _nothing: self._bring_in())

    def _bring_in(self) -> None:
        file, creates = self.file, self.creates_codes
        self._show_progress((0, 0))
        shown = -1

        def told(done: int, of: int) -> None:
            nonlocal shown
            share = progress_percent(done, of)
            if share != shown:
                shown = share
                self.post_message(Arrived(lambda: self._go_on((done, of))))

        def act(work: Writing) -> Taken:
            from coder.usecases.exchange.coded_file import take_in

            return take_in(work, file, create_codes=creates, progress=told)

        self.hand_over(
            "import_coded", act, lambda taken: self._brought_in(cast("Taken", taken)), self._failed
        )

    def _brought_in(self, taken: Taken) -> None:
        self._progress = None
        self.imported = True
        said = _in_short(self.file.path.name, taken)
        if self.is_first:
            self.workbench.begin_coding(next(iter(taken.questions), None))
            say(self.app.screen, said)
        else:
            say(self, said)
            self.dismiss(None)

    def _failed(self, error: CoderError) -> None:
        """Tell why it was refused; a project that was made for it goes."""

        def tell() -> None:
            self._show_progress(None)
            show_error(self, error)

        if not self.is_first:
            tell()
            return

        def give_up() -> None:
            from coder.usecases.survey.first_import import give_up_project

            give_up_project(self.session)

        self.read_behind(give_up, lambda _nothing: tell())

    def _go_on(self, progress: tuple[int, int]) -> None:
        if self._progress is not None:
            self._show_progress(progress)

    def _show_progress(self, progress: tuple[int, int] | None) -> None:
        self._progress = progress
        self._show()

    def _show(self) -> None:
        # The margins, and the scrollbar.
        width = max(self.size.width - 5, 20)
        if self._progress is not None:
            done, of = self._progress
            lines = running_lines(_("Answers"), done, of, width)
        elif self.taken is None:
            lines = looking_lines()
        else:
            lines = coded_file_lines(self.file, self.taken, creates_codes=self.creates_codes, width=width)
        self.query_one("#found", LineList).show(lines)
        self.refresh_bindings()
        self.query_one(KeysFooter).show_keys()


def _in_short(file: str, taken: Taken) -> str:
    """Return what was taken in on one line, without the lists of what waits."""
    told = takewhile(lambda each: not each.startswith(" ") and not each.endswith(":"), taken.said)
    what = " ".join(told)
    return what if what.startswith(file) else _("{file}: {what}").format(file=file, what=what)

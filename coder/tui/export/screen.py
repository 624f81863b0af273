"""Exporting to another program: what, for which, into which file; then what was written and what was not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from coder.domain.errors import CoderError
from coder.messages import _, ngettext
from coder.text.numbers import progress_percent
from coder.text.safe import safe_line
from coder.tui.dialogs.choice import ChoiceDialog
from coder.tui.dialogs.several import SeveralDialog
from coder.tui.errors import say
from coder.tui.export.keys import EXPORT_KEYS
from coder.tui.export.lines import (
    about_lines,
    part_lines,
    refused_lines,
    running_lines,
    title_line,
    written_lines,
)
from coder.tui.export.state import DESTINATIONS, ExportState, Part
from coder.tui.files.ask_file import FileNameDialog, ask_over, written_to
from coder.tui.keys.keys_footer import KeysFooter
from coder.tui.pieces.line_list import LineList
from coder.tui.pieces.lines import Line, Piece, Role, line
from coder.tui.pieces.lines_view import LinesView
from coder.tui.pieces.title_view import ScreenTitle
from coder.tui.project_screen import Arrived, ProjectScreen

if TYPE_CHECKING:
    from coder.domain.portable import Progress
    from coder.usecases.exchange.sending_out import Exported


TALL = 30
"""Rows from which it is still said what the highlighted line means when there is something to tell."""


@dataclass(frozen=True)
class _Running:
    """An export that is being made."""

    what: str = ""
    done: int = 0
    of: int = 0


@dataclass(frozen=True)
class _Written:
    """An export that was made."""

    exported: Exported
    path: Path
    format: str


class ExportScreen(ProjectScreen):
    """Shows what would be exported, lets each part be changed, and writes it."""

    SHOWS_OTHERS = True
    BINDINGS: ClassVar[list[BindingType]] = [*EXPORT_KEYS]
    CSS = """
    ExportScreen #parts { height: 5; margin: 1 0 0 0; padding: 0 1; overflow-y: hidden; }
    ExportScreen #about { height: auto; max-height: 4; margin: 1 0 0 0; padding: 0 2; }
    ExportScreen #told { height: 1fr; margin: 1 0 0 0; padding: 0 0 0 2; }
    """

    def __init__(self, state: ExportState) -> None:
        super().__init__()
        self.state = state
        self.question = state.question
        self._outcome: _Running | _Written | CoderError | None = None

    def compose(self) -> ComposeResult:
        yield ScreenTitle([title_line(self.session.coder_name)], id="title")
        yield LineList(id="parts")
        yield LinesView(id="about")
        yield LineList(id="told")
        yield KeysFooter()

    def begin(self) -> None:
        self.state.is_downloaded = self.workbench.tray is not None
        self.query_one("#parts", LineList).show_at(part_lines(self.state), 0)
        self._show()

    def on_resize(self) -> None:
        self._show()

    def on_screen_resume(self) -> None:
        self.query_one(KeysFooter).show_keys()

    def on_line_list_clicked(self, event: LineList.Clicked) -> None:
        if event.list.id == "parts":
            event.list.cursor = event.index
            self.action_take()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a file is written, nothing about it can be changed."""
        if action == "read":
            return isinstance(self._outcome, _Written | CoderError)
        return action not in ("take", "write", "leave") or not self.is_writing

    @property
    def is_writing(self) -> bool:
        """Whether a file is being written."""
        return isinstance(self._outcome, _Running)

    @property
    def part(self) -> Part:
        """The part under the cursor."""
        parts = self.state.parts
        return parts[min(self.query_one("#parts", LineList).cursor or 0, len(parts) - 1)]

    def action_move(self, step: int) -> None:
        self.query_one("#parts", LineList).move(step)
        self._show()

    def action_read(self, step: int) -> None:
        self.query_one("#told", LineList).scroll_relative(y=step, animate=False)

    def action_leave(self) -> None:
        self.dismiss(None)

    def action_take(self) -> None:
        """Change the part under the cursor: what has two sides turns over, the rest is asked for."""
        if self.part is Part.PROGRAM:
            self._ask_program()
        elif self.part is Part.QUESTIONS:
            self._ask_questions()
        elif self.part is Part.PEOPLE:
            self.state.pseudonymous = not self.state.pseudonymous
        elif self.part is Part.TEXT:
            self.state.without_text = not self.state.without_text
        else:
            self._ask_file()
        self._changed()

    def action_write(self) -> None:
        ask_over(self, self.state.path, self._write)

    def _ask_program(self) -> None:
        def answered(place: int | None) -> None:
            if place is not None:
                self.state.go_to(DESTINATIONS[place])
                self._changed()

        folder = _("a folder")
        offered = [
            line(Piece(each.name), right=[Piece(f"{each.suffix or folder} ", Role.DIM)])
            for each in DESTINATIONS
        ]
        now = DESTINATIONS.index(self.state.destination)
        self.app.push_screen(ChoiceDialog(_("For which program?"), offered, now), answered)

    def _ask_questions(self) -> None:
        keys = self.state.all_questions
        if len(keys) == 1:
            say(self, _("The project has this question only."))
            return

        def answered(places: tuple[int, ...] | None) -> None:
            if places is not None:
                self.state.take(tuple(keys[place] for place in places))
                self._changed()

        chosen = [keys.index(key) for key in self.state.questions]
        every = ngettext("all {n} question", "all {n} questions", len(keys)).format(n=len(keys))
        choices = [(safe_line(key), "") for key in keys]
        self.app.push_screen(SeveralDialog(_("Which questions?"), choices, chosen, every), answered)

    def _ask_file(self) -> None:
        def answered(typed: str | None) -> None:
            if typed is not None:
                self.state.call(typed)
                self._changed()

        asked = _("Write to which file?") if self.state.destination.suffix else _("Into which folder?")
        self.app.push_screen(FileNameDialog(asked, self.state.file), answered)

    def _write(self, path: Path) -> None:
        """Write behind the screen; what comes of it is told in place."""
        asked, session = self.state.asked(), self.session
        self._tell(_Running())

        def write() -> Exported:
            from coder.usecases.exchange.sending_out import export_project

            # What was coded a moment ago goes along.
            session.read_after_writes(lambda _work: None)
            return export_project(session.engine, session.coder.id, asked, path, self._bar)

        self.read_behind(
            write,
            lambda made: self._tell(self._written(made, path, asked.format)),
            self._tell,
        )

    def _written(self, made: Exported, path: Path, format: str) -> _Written:
        key = None if made.key is None else Path(written_to(self, made.key))
        return _Written(replace(made, key=key), Path(written_to(self, path)), format)

    @contextmanager
    def _bar(self, what: str) -> Iterator[Progress]:
        """Show how far it has come, from the thread that writes; a hundred times at most."""
        shown = -1
        # What was told of the step before is over.
        self.post_message(Arrived(lambda: self._go_on(_Running())))

        def tell(done: int, of: int) -> None:
            nonlocal shown
            share = progress_percent(done, of)
            if share != shown:
                shown = share
                self.post_message(Arrived(lambda: self._go_on(_Running(what, done, of))))

        yield tell

    def _go_on(self, running: _Running) -> None:
        if self.is_writing:
            self._tell(running)

    def _tell(self, outcome: _Running | _Written | CoderError) -> None:
        was_writing, self._outcome = self.is_writing, outcome
        told = self.query_one("#told", LineList)
        told.scroll_to(y=0, animate=False)
        self._show()
        if was_writing is not self.is_writing:
            self._show_keys()

    def _changed(self) -> None:
        """Show what is chosen now; what was told of a file chosen otherwise goes."""
        self._outcome = None
        self._show()
        self._show_keys()

    def _show(self) -> None:
        parts = self.query_one("#parts", LineList)
        parts.show(part_lines(self.state))
        # The margins, and the scrollbar of what is told.
        width = max(self.size.width - 5, 20)
        about = self.query_one("#about", LinesView)
        about.show(about_lines(self.state, self.part, width))
        # On a low screen, what came of it has the room.
        about.display = self._outcome is None or self.size.height >= TALL
        self.query_one("#told", LineList).show(self._told(width))

    def _show_keys(self) -> None:
        self.refresh_bindings()
        self.query_one(KeysFooter).show_keys()

    def _told(self, width: int) -> list[Line]:
        outcome = self._outcome
        if outcome is None:
            return []
        if isinstance(outcome, _Running):
            return running_lines(outcome.what, outcome.done, outcome.of, width)
        if isinstance(outcome, _Written):
            return written_lines(outcome.exported, outcome.path, outcome.format, width)
        return refused_lines(str(outcome), width)

"""A survey file before it is imported: its columns, what each is, its first rows, what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from coder.domain.errors import problem_lines
from coder.messages import _, ngettext
from coder.text.safe import safe
from coder.tui.errors import say
from coder.tui.first_run.importing import FirstRunImport
from coder.tui.first_run.keys import PREVIEW_KEYS
from coder.tui.first_run.lines import (
    cell_lines,
    column_line,
    heading_line,
    layout_of,
    problem_views,
    progress_lines,
    role_key_lines,
    suggesting_lines,
    sum_line,
)
from coder.tui.first_run.roles import Part, RolesDraft
from coder.tui.keys.keys_footer import KeysFooter
from coder.tui.pieces.line_list import LineList
from coder.tui.pieces.lines import Piece, Role, line
from coder.tui.pieces.lines_view import LinesView
from coder.tui.pieces.title_view import ScreenTitle
from coder.tui.pieces.wrapping import wrapped
from coder.tui.project_screen import ProjectScreen

if TYPE_CHECKING:
    from coder.domain.survey import Survey
    from coder.exchange.codebook.rows import CodebookFile
    from coder.usecases.survey.preview import HowRead, SurveyPreview

MOST_PROBLEMS = 4
MOST_CELL_LINES = 3


class PreviewScreen(ProjectScreen):
    """Shows a survey file and lets each column's role be changed; Enter imports it."""

    BINDINGS: ClassVar[list[BindingType]] = [*PREVIEW_KEYS]
    CSS = """
    PreviewScreen #said { height: auto; margin: 1 0 0 0; padding: 0 2; }
    PreviewScreen #heading { height: 1; margin: 1 0 0 0; padding: 0 1; }
    PreviewScreen #columns { height: 1fr; min-height: 3; padding: 0 1; overflow-y: auto; }
    PreviewScreen #cell { height: auto; max-height: 4; margin: 1 0 0 0; padding: 0 2; }
    PreviewScreen #keys { height: auto; margin: 1 0 0 0; padding: 0 2; }
    PreviewScreen #problems { height: auto; margin: 1 0 0 0; padding: 0 2; }
    """

    def __init__(self, found: SurveyPreview, *, is_first: bool) -> None:
        super().__init__()
        self.found = found
        self.is_first = is_first
        self.units: Mapping[str, str] = {}
        self.draft = RolesDraft(found.table.columns, found.roles, self.units)
        self.survey: Survey | None = None
        """The file in the roles as they stand; None while that is being read."""
        self.codebooks: dict[str, CodebookFile] = {}
        self.codebook_names: dict[str, str] = {}
        self.progress: tuple[int, int] | None = None
        """While it is imported: how many of how many answers are split."""
        self.imported = False
        self._first_row = 0
        self._turn = 0
        self._is_import_wanted = False
        self._import = FirstRunImport(self)

    def compose(self) -> ComposeResult:
        yield ScreenTitle(id="title")
        yield LinesView(id="said")
        yield LinesView(id="heading")
        yield LineList(id="columns")
        yield LinesView(id="cell")
        yield LinesView(id="problems")
        yield LinesView(id="keys")
        yield KeysFooter()

    def on_mount(self) -> None:
        # There may be no project to wait for.
        if self.is_first:
            self._check()
        else:
            self.read_behind(self._read_units, self._units_read)

    def begin(self) -> None:
        """Everything it shows is read on mount."""

    def on_screen_resume(self) -> None:
        self.repaint()

    def on_resize(self) -> None:
        self.repaint()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what makes sense now has a key: while it is imported, nothing but stopping."""
        if self.progress is not None:
            return action == "stop"
        if action == "stop":
            return False
        if action in ("encoding", "delimiter"):
            return self.found.is_delimited
        if action == "sheet":
            return len(self.found.sheets) > 1
        if action == "problems":
            return bool(self.survey is not None and self.survey.problems)
        return True

    def on_line_list_clicked(self, event: LineList.Clicked) -> None:
        event.list.cursor = event.index
        self.repaint()

    def action_move(self, step: int) -> None:
        self.query_one(LineList).move(step)
        self.repaint()

    def action_turn(self, step: int) -> None:
        last = max(len(self.found.table.rows) - 1, 0)
        self._first_row = min(max(self._first_row + step, 0), last)
        self.repaint()

    def action_give(self, part: str) -> None:
        self.draft.give(self._column(), Part(part))
        self._check()

    def action_problems(self) -> None:
        from coder.tui.first_run.problems import ProblemsScreen

        if self.survey is not None:
            self.app.push_screen(ProblemsScreen(problem_lines(self.survey.problems)))

    def action_codebook(self) -> None:
        from coder.tui.first_run.codebook import ask_codebook

        name, questions = self._column(), self.draft.units()
        if name not in questions:
            if len(questions) != 1:
                say(
                    self, _("Codes belong to an open question: go to its column, then press c."), warning=True
                )
                return
            [name] = questions
            self.query_one(LineList).cursor = self.draft.columns.index(name)
            self.repaint()
        ask_codebook(self, name, self.found.path.parent, self._take_codebook)

    def action_wave(self) -> None:
        self.ask_wave()

    def ask_wave(self, *, then_import: bool = False) -> None:
        """Ask in which wave all rows are."""
        from coder.tui.dialogs.typed_questions import TextDialog

        def taken(wave: str | None) -> None:
            if wave is not None:
                self.draft.set_wave(wave)
                self._check()
                self._is_import_wanted = then_import and bool(wave.strip())

        self.app.push_screen(
            TextDialog(_("In which wave are all rows? A year, for one."), self.draft.wave, is_replaced=True),
            taken,
        )

    def action_encoding(self) -> None:
        from coder.tui.first_run.reading import ask_encoding

        ask_encoding(self, self.found, self.read_otherwise)

    def action_delimiter(self) -> None:
        from coder.tui.first_run.reading import ask_delimiter

        ask_delimiter(self, self.found, self.read_otherwise)

    def action_sheet(self) -> None:
        from coder.tui.first_run.reading import ask_sheet

        ask_sheet(self, self.found, self.read_otherwise)

    def action_bring_in(self) -> None:
        if self.survey is None:
            # Enter came before the file was checked in its new roles: it is taken up then.
            self._is_import_wanted = not self.draft.lacking()
        elif self.draft.lacking() or self.survey.problems:
            self.app.bell()
        else:
            self._import.ask(self.survey)

    def action_leave(self) -> None:
        self.dismiss(None)

    def action_stop(self) -> None:
        self._import.stop()

    def read_otherwise(self, **change: Any) -> None:
        """Read the file again, told something about it."""
        how: HowRead = replace(self.found.how, **change)

        def read() -> SurveyPreview:
            from coder.usecases.survey.preview import preview

            return preview(self.found.path, how, None if self.is_first else self.session.engine)

        def show(found: SurveyPreview) -> None:
            self.found = found
            self.draft = RolesDraft(found.table.columns, found.roles, self.units)
            self._first_row = 0
            self.query_one(LineList).cursor = 0
            self._check()

        self.read_behind(read, show)

    def show_progress(self, progress: tuple[int, int] | None) -> None:
        """Show how far the import has come, or that none runs any more."""
        self.progress = progress
        self.repaint()

    def repaint(self) -> None:
        """Show everything as it stands."""
        table, width = self.found.table, self.size.width
        layout = layout_of(table, width - 4)
        names = self.codebook_names
        rows = [
            column_line(layout, table, self.draft, place, self._first_row, names)
            for place in range(len(table.columns))
        ]
        columns = self.query_one("#columns", LineList)
        cursor = min(columns.cursor or 0, len(rows) - 1) if rows else None
        self.query_one("#title", LinesView).show([sum_line(table, self.draft)])
        notices = table.notices if self.survey is None else self.survey.notices
        said = [line(Piece(part, Role.DIM)) for each in notices for part in wrapped(safe(each), width - 4)]
        self.query_one("#said", LinesView).show(said[:MOST_PROBLEMS])
        self.query_one("#heading", LinesView).show([heading_line(layout, table, self._first_row)])
        columns.show_at(rows, cursor)
        if cursor is not None:
            cell = cell_lines(table, cursor, self._first_row, width - 4, MOST_CELL_LINES)
            self.query_one("#cell", LinesView).show(cell)
        self.query_one("#problems", LinesView).show(self._problems(width - 4))
        self.query_one("#keys", LinesView).show(role_key_lines(width - 4))
        self.query_one(KeysFooter).show_keys()

    def _problems(self, width: int) -> list[Any]:
        if self.progress is not None:
            return progress_lines(*self.progress, width)
        problems = () if self.survey is None else self.survey.problems
        told = problem_views(problems, self.draft.lacking(), width, MOST_PROBLEMS)
        return told if told or self.survey is None else suggesting_lines(width)

    def _column(self) -> str:
        return self.draft.columns[self.query_one(LineList).cursor or 0]

    def _check(self) -> None:
        """Read the file in the roles as they stand; what an older turn finds is not looked at."""
        self.survey = None
        self._is_import_wanted = False
        self._turn += 1
        turn, table, roles = self._turn, self.found.table, self.draft.roles()
        self.repaint()
        if roles is None:
            return
        asked = roles

        def read() -> Survey:
            from coder.usecases.survey.preview import checked

            return checked(table, asked)

        def show(survey: Survey) -> None:
            if turn != self._turn:
                return
            self.survey = survey
            self.repaint()
            if self._is_import_wanted:
                self._is_import_wanted = False
                self.action_bring_in()

        self.read_behind(read, show)

    def _read_units(self) -> Mapping[str, str]:
        from coder.usecases.survey.preview import units_of

        return self.session.read(units_of)

    def _units_read(self, units: Mapping[str, str]) -> None:
        self.units = units
        self.draft = RolesDraft(self.found.table.columns, self.found.roles, units)
        self._check()

    def _take_codebook(self, question: str, file: CodebookFile, name: str) -> None:
        self.codebooks[question] = file
        self.codebook_names[question] = name
        count = len(file.rows)
        told = ngettext(
            "{n} code comes in from {file} for «{question}».",
            "{n} codes come in from {file} for «{question}».",
            count,
        )
        say(self, "\n".join((told.format(n=count, file=name, question=question), *file.notices)))
        self._check()

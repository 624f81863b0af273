"""The list of questions: how far each has come; Enter goes on where this coder left off."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from coder.tui.home.keys import HOME_KEYS
from coder.tui.home.lines import (
    HOME_SIGNS,
    detail_lines,
    empty_lines,
    heading_line,
    keeping_lines,
    place_lines,
    question_line,
    sample_line,
    title_line,
)
from coder.tui.home.ways import HomeWays
from coder.tui.keys.keys_footer import KeysFooter
from coder.tui.pieces.line_list import LineList
from coder.tui.pieces.lines_view import LinesView
from coder.tui.pieces.title_view import ScreenTitle

if TYPE_CHECKING:
    from coder.domain.question import Question
    from coder.domain.roles import Role
    from coder.store.question_counts import CoverageCounts, QuestionCounts
    from coder.usecases.home import Home, QuestionRow
    from coder.usecases.revisit.desk import Waiting
    from coder.usecases.second_coder.samples import SampleStanding
    from coder.usecases.team.approval import ApprovedCoding
    from coder.usecases.team.following import OthersWrote
    from coder.usecases.team.sittings import AtWork

    _Found = tuple[CoverageCounts, Waiting, tuple[SampleStanding, ...], ApprovedCoding | None]

TALL = 20
"""Rows from which the question under the cursor is shown in full."""


class HomeScreen(HomeWays):
    """Lists the questions of the project."""

    BINDINGS: ClassVar[list[BindingType]] = [*HOME_KEYS]
    SIGNS = HOME_SIGNS
    CSS = """
    HomeScreen #said { height: auto; margin: 1 0 0 0; padding: 0 2; }
    HomeScreen #heading { height: 1; padding: 0 1; }
    HomeScreen #questions { height: 1fr; padding: 0 0 0 1; }
    HomeScreen #detail { height: 7; padding: 0 2; border-top: solid $rule; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.home: Home | None = None
        self.counts: dict[int, QuestionCounts] = {}
        self.covered: dict[int, CoverageCounts] = {}
        """By question; those that are not counted yet are missing."""
        self._uncounted: list[int] = []
        """Questions that are to be counted anew."""
        self.waiting: dict[int, Waiting] = {}
        """What is to be read again or reviewed, by question, as far as it is counted."""
        self.sampled: dict[int, tuple[SampleStanding, ...]] = {}
        """What is coded blind now, by question."""
        self.approved: dict[int, ApprovedCoding] = {}
        """Whose coding is approved, by question."""
        self.spent: dict[str, tuple[float, float]] = {}
        """The seconds this person worked on each question, by its key: in all and today."""
        self.place_warning: str | None = None
        """What may happen to the project where it lies."""
        self.role: Role | None = None
        """What this person is in the project; None where nobody has a role."""
        self._turn = 0

    def compose(self) -> ComposeResult:
        yield ScreenTitle(id="title")
        yield LinesView(id="said")
        yield LinesView(id="heading")
        yield LineList(id="questions")
        yield LinesView(id="detail")
        yield KeysFooter()

    def begin(self) -> None:
        def read() -> Home:
            from coder.usecases.home import home_of, role_here
            from coder.usecases.project.place import place_warning

            self.place_warning = place_warning(self.session.target)
            self.role = self.session.read(role_here, self.session.coder_name)
            return self.session.read(home_of, self.session.coder)

        self.read_behind(read, self._home_read)

    def take_in(self, told: OthersWrote) -> None:
        if self.home is not None:
            self.begin()

    def others_at_work(self, _found: AtWork) -> None:
        self._show_title()

    def on_screen_resume(self) -> None:
        if self.workbench.is_open:
            self.begin()
        self.query_one(KeysFooter).show_keys()

    def on_line_list_clicked(self, event: LineList.Clicked) -> None:
        event.list.cursor = event.index
        self.action_open()

    def on_resize(self) -> None:
        self.query_one("#detail").display = self.size.height >= TALL
        self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys about a question have no meaning without one."""
        if action in (
            "open",
            "answers",
            "code_list",
            "settings",
            "approve",
            "move",
            "revisit",
            "unlike",
            "themes",
            "quotations",
            "tables",
            "export",
        ):
            return self.question is not None
        if action == "waiting":
            counts = None if self.question is None else self.counts.get(self.question.id)
            return counts is not None and counts.waiting + counts.waiting_own > 0
        if action == "review":
            waiting = None if self.question is None else self.waiting.get(self.question.id)
            return waiting is not None and waiting.proposals > 0
        return True

    @property
    def question(self) -> Question | None:
        """The question under the cursor."""
        asked = () if self.home is None else self.home.questions
        if not asked:
            return None
        cursor = self.query_one("#questions", LineList).cursor or 0
        return asked[min(cursor, len(asked) - 1)]

    def action_move(self, step: int) -> None:
        self.query_one("#questions", LineList).move(step)
        self._show_detail()

    def _home_read(self, home: Home) -> None:
        if self.home is not None and home.last_entry < self.home.last_entry:
            # Of two readings the older one may come last.
            return
        if self.home is None or home.last_entry != self.home.last_entry:
            # What was counted before stands until it is counted anew.
            self._uncounted = [each.id for each in home.questions]
        at = self.question or home.coded_last
        self.home = home
        if at is not None and at in home.questions:
            self.query_one("#questions", LineList).cursor = home.questions.index(at)
        self._show()
        self._turn += 1
        turn = self._turn
        keys = [each.key for each in home.questions]
        self.read_behind(lambda: self.workbench.time.spent(keys), self._time_read)

        def read() -> dict[int, QuestionCounts]:
            from coder.usecases.home import counted

            return self.session.read(counted, self.session.coder)

        def show(counts: dict[int, QuestionCounts]) -> None:
            if turn == self._turn:
                self.counts = counts
                self._show()
                self._count_coverage(turn)

        self.read_behind(read, show)

    def _time_read(self, spent: dict[str, tuple[float, float]]) -> None:
        self.spent = spent
        self._show_detail()

    def _count_coverage(self, turn: int) -> None:
        """Count coverage of one question after the other; a newer reading ends this one."""
        home = self.home
        if home is None or turn != self._turn:
            return
        question = next((each for each in home.questions if each.id in self._uncounted), None)
        if question is None:
            return

        def read() -> _Found:
            from coder.usecases.home import approved, covered, sampled
            from coder.usecases.revisit.desk import waiting_of

            read, me = self.session.read, self.session.coder
            counts, waiting = read(covered, question.id, me), read(waiting_of, question, me)
            return counts, waiting, read(sampled, question), read(approved, question)

        def show(found: _Found) -> None:
            if turn == self._turn:
                asked = question.id
                self._uncounted.remove(asked)
                self.covered[asked], self.waiting[asked], self.sampled[asked], approved = found
                self.approved.pop(asked, None)
                if approved is not None:
                    self.approved[asked] = approved
                self._show()
                self._count_coverage(turn)

        self.read_behind(read, show)

    def _show(self) -> None:
        if self.home is None:
            return
        rows = [self._row(each) for each in self.home.questions]
        questions = self.query_one("#questions", LineList)
        cursor = min(questions.cursor or 0, len(rows) - 1) if rows else None
        self._show_title()
        said = [*place_lines(self.place_warning, self.size.width - 4), *keeping_lines(self.home)]
        self.query_one("#said", LinesView).show([*said, *([] if rows else empty_lines())])
        # The edge before the list, and its scrollbar.
        width = self.size.width - 2
        self.query_one("#heading", LinesView).show([heading_line(width)] if rows else [])
        covered = self.covered
        lines = [
            question_line(row, covered.get(row.question.id), width, self.approved.get(row.question.id))
            for row in rows
        ]
        questions.show_at(lines, cursor)
        self._show_detail()
        self.query_one(KeysFooter).show_keys()

    def _show_title(self) -> None:
        if self.home is not None:
            at_work = self.workbench.at_work
            others = () if at_work is None else at_work.others
            told = title_line(self.home.project_name, self.session.coder_name, others, self.role)
            self.query_one("#title", LinesView).show([told])

    def _show_detail(self) -> None:
        question, lines = self.question, []
        if question is not None:
            width = max(self.size.width - 4, 20)
            waiting = self.waiting.get(question.id)
            approved = self.approved.get(question.id)
            spent = self.spent.get(question.key)
            row, covered = self._row(question), self.covered.get(question.id)
            lines = detail_lines(row, covered, width, waiting, approved, spent)
            for standing in self.sampled.get(question.id, ()):
                mine = standing.sample.person_id == self.session.coder.id
                lines.append(sample_line(standing, mine=mine))
        self.query_one("#detail", LinesView).show(lines)

    def _row(self, question: Question) -> QuestionRow:
        from coder.usecases.home import QuestionRow  # loads the store, which is there by now

        return QuestionRow(question, self.counts.get(question.id))

"""Answers coded unlike those they are like: perhaps a slip, perhaps not; a person decides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from coder.domain.coding import CodedState
from coder.messages import _
from coder.tui.alike.comparing import Comparing
from coder.tui.alike.unlike_lines import HAS, Unlike, UnlikeRows, likest_lines, title_line
from coder.tui.answers.lines import answer_lines
from coder.tui.keys.key_binding import hidden, key
from coder.tui.keys.keys_footer import KeysFooter
from coder.tui.pieces.line_list import LineList
from coder.tui.pieces.lines import Line, Piece, Role, line
from coder.tui.pieces.lines_view import LinesView
from coder.tui.pieces.title_view import ScreenTitle
from coder.tui.project_screen import ProjectScreen
from coder.tui.respondent.lines import wrapped_lines

if TYPE_CHECKING:
    from coder.domain.codebook import Code
    from coder.store.answer_list import AnswerRow
    from coder.store.unit_of_work import Reading
    from coder.tui.code_shelf import CodeShelf
    from coder.usecases.suggesting.near_answers import NearAnswer
    from coder.usecases.suggesting.suggestions import Inconsistencies, Near, Said
    from coder.usecases.team.following import OthersWrote

    Read = tuple[list[Code], list[AnswerRow], frozenset[int]]

MOST = 500
"""No one reads further at one go; what is mended is gone the next time."""
TEXT_ROWS = 6
MOST_NEAR = 2
"""How many answers are shown that the lit one is held against."""
_CHOOSE = _("Choose an answer")
_PAGE = _("Ten answers on")


class UnlikeScreen(ProjectScreen):
    """Lists the answers that stand out, and goes to them one by one."""

    SHOWS_OTHERS = True
    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "show_answer", _("code"), _("Show the answer on the coding screen"), shown_as="⏎"),
        key("up", "move(-1)", _("choose"), _CHOOSE, shown_as="↑ ↓"),
        hidden("down", "move(1)", _CHOOSE, shown_as="↑ ↓"),
        hidden("pageup", "move(-10)", _PAGE, shown_as="PgUp PgDn"),
        hidden("pagedown", "move(10)", _PAGE, shown_as="PgUp PgDn"),
        key("escape", "back", _("back"), _("Back to where you came from"), shown_as="Esc"),
    ]
    SIGNS = (("− ●", _("Before the code: the answer lacks it, and has it")),)
    CSS = """
    UnlikeScreen #unlike { height: 1fr; margin-top: 1; padding: 0 0 0 1; }
    UnlikeScreen #text { height: 10; padding: 0 2; border-top: solid $rule; }
    """

    def __init__(self, question: str) -> None:
        super().__init__()
        self.question = question
        self._rows: UnlikeRows | None = None
        self._answers: dict[int, AnswerRow] = {}
        self._shelf: CodeShelf | None = None
        self._comparing = Comparing(self._ask_again)
        self._said: Inconsistencies | None = None
        self._near: dict[Unlike, list[NearAnswer]] = {}
        self._near_asked: Unlike | None = None

    def compose(self) -> ComposeResult:
        yield ScreenTitle([title_line(self.question, None)], id="title")
        yield LineList(id="unlike")
        yield LinesView(id="text")
        yield KeysFooter()

    def begin(self) -> None:
        self.workbench.model.start_for(
            self, self.question, self._hear, lambda model: model.ask_inconsistencies()
        )
        self._show()

    def on_unmount(self) -> None:
        self.workbench.model.stop_listening(self)

    def take_in(self, told: OthersWrote) -> None:
        if self._said is not None:
            self._read(self._said)

    def on_screen_resume(self) -> None:
        """Leave out what was mended on the coding screen."""
        if self._said is not None:
            self._near.clear()
            self._near_asked = None
            self._read(self._said)

    def on_resize(self) -> None:
        self._show()

    def on_line_list_clicked(self, event: LineList.Clicked) -> None:
        event.list.cursor = event.index
        self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell which keys mean something now."""
        return self._found() is not None if action in ("show_answer", "move") else True

    def action_move(self, step: int) -> None:
        self.query_one("#unlike", LineList).move(step)
        self._show_text()

    def action_show_answer(self) -> None:
        from coder.tui.coding.screen import CodingScreen

        found = self._found()
        if found is not None:
            # Over this one, so that Esc there leads back to the list.
            self.app.push_screen(CodingScreen(self.question, None, found.answer_id))

    def action_back(self) -> None:
        self.dismiss(None)

    def _hear(self, said: Said) -> None:
        from coder.usecases.suggesting.suggestions import Inconsistencies, Near

        if isinstance(said, Inconsistencies):
            self._said = said
            self._read(said)
        elif isinstance(said, Near):
            self._read_near(said)
        elif self._comparing.hear(said):
            self._show()

    def _ask_again(self) -> None:
        # What a process was asked that has ended is not answered any more.
        self._near_asked = None
        self.workbench.model.of(self.session, self.question).ask_inconsistencies()

    def _read(self, said: Inconsistencies) -> None:
        strongest = sorted(said.found, key=lambda each: -each[3])[:MOST]
        found = [Unlike(answer_id, code_id, way) for answer_id, code_id, way, _strength in strongest]
        wanted = list(dict.fromkeys(each.answer_id for each in found))

        def read(work: Reading) -> Read:
            from coder.store.codes import codes_of
            from coder.store.questions import question_named
            from coder.usecases.coding.answer_list import rows_of
            from coder.usecases.suggesting.withheld import withheld_by_chance

            question, coder = question_named(work, self.question), self.session.coder
            rows = rows_of(work, wanted, coder.id)
            # A hint on the code of such an answer would be a suggestion.
            return codes_of(work, question.codebook_id), rows, withheld_by_chance(work, question, coder)

        def show(read: Read) -> None:
            from coder.tui.code_shelf import CodeShelf

            codes, rows, withheld = read
            self._shelf = CodeShelf(codes)
            self._answers = {row.id: row for row in rows}
            there = [each for each in found if self._shelf.has(each.code_id) and self._holds(each)]
            shown = [each for each in there if each.answer_id not in withheld]
            self._rows = UnlikeRows(shown, self._answers, self._shelf)
            title = title_line(self.question, len(shown), len(there) - len(shown))
            self.query_one("#title", LinesView).show([title])
            self._show()

        self.read_behind(lambda: self.session.read(read), show)

    def _holds(self, found: Unlike) -> bool:
        """Tell whether it is so by now, and of an answer this coder has coded; others' is theirs to see."""
        row = self._answers.get(found.answer_id)
        is_mine = row is not None and row.state is not CodedState.UNTOUCHED
        return row is not None and is_mine and (found.code_id in row.code_ids) == (found.way == HAS)

    def _ask_near(self, found: Unlike) -> None:
        """Have the answers found that the lit one is held against."""
        if found not in self._near and found != self._near_asked:
            self._near_asked = found
            self.workbench.model.of(self.session, self.question).ask_near(found.answer_id, found.code_id)

    def _read_near(self, said: Near) -> None:
        found = self._near_asked
        if found is None or (said.answer_id, said.code_id) != (found.answer_id, found.code_id):
            return
        nearest = said.answers[:MOST_NEAR]

        def read() -> list[NearAnswer]:
            from coder.usecases.suggesting.near_answers import near_answers

            return self.session.read(near_answers, nearest, self.session.coder.id)

        def show(answers: list[NearAnswer]) -> None:
            self._near[found] = answers
            self._show_text()

        self.read_behind(read, show)

    def _found(self) -> Unlike | None:
        return None if self._rows is None else self._rows.found(self.query_one("#unlike", LineList).cursor)

    def _show(self) -> None:
        unlike, width = self.query_one("#unlike", LineList), max(self.size.width - 6, 20)
        if self._rows:
            kept = unlike.cursor if self._found() is not None else None
            unlike.show_at(self._rows, 1 if kept is None else kept)
        elif self._rows is not None:
            said = _("No answer stands out. This is looked at where several answers have a code.")
            unlike.show_at(wrapped_lines(said, width), None)
        else:
            unlike.show_at(self._comparing.lines(width), None)
        self._show_text()

    def _show_text(self) -> None:
        found, text = self._found(), self.query_one("#text", LinesView)
        text.display = found is not None
        if found is not None and self._shelf is not None:
            row = self._answers.get(found.answer_id)
            codes = _codes_line(self._shelf, () if row is None else row.code_ids)
            self._ask_near(found)
            width = self.size.width - 4
            near = likest_lines(self._near.get(found), self._shelf.name(found.code_id), width)
            text.show([codes, *answer_lines(row, [], width, TEXT_ROWS - 1), *near])
        self.query_one(KeysFooter).show_keys()


def _codes_line(shelf: CodeShelf, code_ids: Sequence[int]) -> Line:
    names = [shelf.name(each) for each in code_ids if shelf.has(each)]
    if not names:
        return line(Piece(_("no code set"), Role.DIM))
    return line(Piece("● ", Role.GOOD), Piece("   ".join(names), Role.GOOD))

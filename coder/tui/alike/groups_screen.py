"""Groups of alike answers nobody has coded, with names from their own words: codes to begin with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from coder.messages import _
from coder.tui.alike.comparing import Comparing
from coder.tui.alike.groups_lines import MemberRows, group_line, name_asked, title_line, told_in_words
from coder.tui.alike.groups_state import GroupsState
from coder.tui.answers.lines import answer_lines
from coder.tui.errors import say
from coder.tui.keys.key_binding import hidden, key
from coder.tui.keys.keys_footer import KeysFooter
from coder.tui.pieces.line_list import LineList
from coder.tui.pieces.lines import Line
from coder.tui.pieces.lines_view import LinesView
from coder.tui.pieces.title_view import ScreenTitle
from coder.tui.project_screen import ProjectScreen
from coder.tui.respondent.lines import wrapped_lines

if TYPE_CHECKING:
    from coder.store.answer_list import AnswerRow
    from coder.store.unit_of_work import Reading, Writing
    from coder.usecases.suggesting.suggestions import Said

WIDE = 100
"""Columns from which a group's answers stand beside the groups."""
TEXT_ROWS = 6
AROUND = 60
"""How many answers are read on either side of the cursor."""
_CHOOSE = _("Choose a group; within one, an answer")
_PAGE = _("Ten on")


class GroupsScreen(ProjectScreen):
    """Lists groups; Enter makes a code of one and sets it on those of its answers that are selected."""

    SHOWS_OTHERS = True
    code_ids: tuple[int, ...] = ()
    """Of which codes the answers are; of none, they are those that nobody has coded."""
    BINDINGS: ClassVar[list[BindingType]] = [
        key(
            "enter",
            "make",
            _("make a code"),
            _("Make a code of the group and set it on the selected answers; one undo takes back both"),
            shown_as="⏎",
        ),
        key("right", "enter", _("its answers"), _("Go into the group, to its answers"), shown_as="→"),
        key("left", "out", _("groups"), _("Back to the groups"), shown_as="←"),
        key("space", "select", _("select"), _("Select the answer, or no longer")),
        key("a", "select_all", _("all"), _("Select all answers of the group, or none")),
        hidden("up", "move(-1)", _CHOOSE, shown_as="↑ ↓"),
        hidden("down", "move(1)", _CHOOSE, shown_as="↑ ↓"),
        hidden("pageup", "move(-10)", _PAGE, shown_as="PgUp PgDn"),
        hidden("pagedown", "move(10)", _PAGE, shown_as="PgUp PgDn"),
        key("escape", "back", _("back"), _("Back to the code list"), shown_as="Esc"),
        key("ctrl+z", "take_back('undo')", _("undo"), _("Take back your latest act")),
        hidden("ctrl+y", "take_back('redo')", _("Do again what you took back")),
    ]
    SIGNS: ClassVar[Sequence[tuple[str, str]]] = (
        ("■ □", _("Before an answer: selected, and not")),
        ("●", _("Before a group: the code made of it")),
    )
    SCOPED_CSS = False
    CSS = """
    GroupsScreen #middle { height: 1fr; margin-top: 1; }
    GroupsScreen #groups { height: 1fr; padding: 0 0 0 1; }
    GroupsScreen #members { height: 1fr; padding: 0 0 0 1; border-top: solid $rule; }
    GroupsScreen #middle.-beside { layout: horizontal; }
    GroupsScreen #middle.-beside #groups { width: 2fr; height: 100%; }
    GroupsScreen #middle.-beside #members {
        width: 3fr; height: 100%; border-top: none; border-left: solid $rule; padding-left: 1;
    }
    GroupsScreen #text { height: 7; padding: 0 2; border-top: solid $rule; }
    """

    def __init__(self, question: str) -> None:
        super().__init__()
        self.question = question
        self.state: GroupsState | None = None
        self._answers: dict[int, AnswerRow] = {}
        self._comparing = Comparing(self._ask_again)

    def compose(self) -> ComposeResult:
        yield ScreenTitle([self.title_line()], id="title")
        with Vertical(id="middle"):
            yield LineList(id="groups")
            yield LineList(id="members")
        yield LinesView(id="text")
        yield KeysFooter()

    def begin(self) -> None:
        self.workbench.model.start_for(
            self, self.question, self._hear, lambda model: model.ask_groups(self.code_ids)
        )
        self.show_groups()

    def on_unmount(self) -> None:
        self.workbench.model.stop_listening(self)

    def on_resize(self) -> None:
        self.query_one("#middle").set_class(self.size.width >= WIDE, "-beside")
        self.show_groups()

    def on_line_list_clicked(self, event: LineList.Clicked) -> None:
        if self.state is None:
            return
        if event.list.id == "groups":
            self.state.leave()
            self.action_move(event.index - self.state.place)
        else:
            self.state.member = event.index
            self.action_select()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell which keys mean something now: within a group others than among groups."""
        has_groups = self.state is not None and bool(self.state.groups)
        is_in = has_groups and self.state is not None and self.state.member is not None
        match action:
            case "make" | "move" | "select_all":
                return has_groups
            case "enter":
                return has_groups and not is_in
            case "out" | "select":
                return is_in
            case _:
                return True

    def action_move(self, step: int) -> None:
        if self.state is not None:
            self.state.move(step)
            self.show_groups()

    def action_enter(self) -> None:
        if self.state is not None:
            self.state.enter()
            self.show_groups()

    def action_out(self) -> None:
        if self.state is not None:
            self.state.leave()
            self.show_groups()

    def action_select(self) -> None:
        if self.state is not None:
            self.state.toggle()
            self.show_groups()

    def action_select_all(self) -> None:
        if self.state is not None:
            self.state.toggle_all()
            self.show_groups()

    def action_make(self) -> None:
        from coder.tui.dialogs.typed_questions import TextDialog

        state = self.state
        if state is None:
            return
        place = state.place
        proposed = state.made.get(place, state.group.name)
        asked = TextDialog(name_asked(len(state.selected)), proposed)
        self.app.push_screen(asked, partial(self._named, state, place))

    def action_take_back(self, operation: Literal["undo", "redo"]) -> None:
        from coder.tui.history.taking_back import take_back_then

        take_back_then(self, operation, self.ask_anew)

    def action_back(self) -> None:
        if self.state is not None and self.state.leave():
            self.show_groups()
        else:
            self.dismiss(None)

    def _named(self, state: GroupsState, place: int, name: str | None) -> None:
        if name is None or not name.strip():
            return
        chosen, path, coder_id = state.chosen(), name.strip(), self.session.coder.id

        def act(work: Writing) -> None:
            from coder.store.questions import question_named
            from coder.usecases.codebook.growth import add_code
            from coder.usecases.coding.code_several import make_code_for_all

            if chosen:
                make_code_for_all(work, chosen, path, coder_id)
            else:
                add_code(work, question_named(work, self.question).codebook_id, path)

        def on_disk(_result: object) -> None:
            state.made[place] = path
            # Another group may be gone through by now.
            state.selected.difference_update(chosen)
            say(self, told_in_words(path, len(chosen)))
            self.show_groups()

        self.hand_over("add_code", act, on_disk)

    def title_line(self) -> Line:
        """Say what is grouped, and into how many groups."""
        return title_line(self.question, self.state)

    def none_left(self) -> str:
        """Say that there is nothing to group."""
        return _("No group of alike answers is left that nobody has coded.")

    def rows_listed(self) -> Mapping[int, AnswerRow]:
        """Return the answers read so far as they stand in the list of a group."""
        return self._answers

    def read_rows(self, work: Reading, answer_ids: Sequence[int]) -> list[AnswerRow]:
        """Read answers of a group; called on a thread."""
        from coder.usecases.coding.answer_list import rows_of

        return rows_of(work, answer_ids, self.session.coder.id)

    def ask_anew(self) -> None:
        """Have the answers grouped as they are coded now."""
        self.workbench.model.of(self.session, self.question).ask_groups(self.code_ids)

    def _hear(self, said: Said) -> None:
        from coder.usecases.suggesting.suggestions import Groups

        if isinstance(said, Groups):
            if said.code_ids != self.code_ids:
                return
            self.state = GroupsState((name or _("in no group"), ids) for name, ids in said.groups)
        elif not self._comparing.hear(said):
            return
        self.show_groups()

    def _ask_again(self) -> None:
        if self.state is None:
            self.ask_anew()

    def show_groups(self) -> None:
        """Show everything as it stands."""
        state, groups = self.state, self.query_one("#groups", LineList)
        has_groups = state is not None and bool(state.groups)
        self.query_one("#members").display = has_groups
        self.query_one("#text").display = has_groups
        self.query_one("#title", LinesView).show([self.title_line()])
        if state is None or not state.groups:
            self._show_nothing(groups)
        else:
            made = state.made
            lines = [group_line(each, made.get(place, "")) for place, each in enumerate(state.groups)]
            groups.show_at(lines, state.place)
            self.query_one("#members", LineList).show_at(MemberRows(state, self.rows_listed()), state.member)
            self._read_members(state)
            row = self._answers.get(state.group.answer_ids[state.member or 0])
            self.query_one("#text", LinesView).show(answer_lines(row, [], self.size.width - 4, TEXT_ROWS))
        self.query_one(KeysFooter).show_keys()

    def _show_nothing(self, groups: LineList) -> None:
        width = max(self.size.width - 6, 20)
        if self.state is not None:
            groups.show_at(wrapped_lines(self.none_left(), width), None)
        else:
            groups.show_at(self._comparing.lines(width), None)

    def _read_members(self, state: GroupsState) -> None:
        start = max((state.member or 0) - AROUND, 0)
        near = state.group.answer_ids[start : start + 2 * AROUND]
        wanted = [each for each in near if each not in self._answers]
        if not wanted:
            return

        def read() -> list[AnswerRow]:
            return self.session.read(self.read_rows, wanted)

        def show(rows: list[AnswerRow]) -> None:
            self._answers.update({row.id: row for row in rows})
            if rows:
                self.show_groups()

        self.read_behind(read, show)

"""The code list: the tree of codes, all about the highlighted one, and all that can be done with it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input

from coder.domain.codebook import PATH_SEPARATOR, Code, CodeKind
from coder.messages import _
from coder.text.safe import safe_line
from coder.tui.code_list import acts
from coder.tui.code_list.desk import CodeListDesk
from coder.tui.code_list.keys import CODE_LIST_KEYS, CODE_LIST_SIGNS
from coder.tui.code_list.lines import asked, header_line, hint_line, told_line, wrong_lines
from coder.tui.code_list.panel import fitted_to, panel_lines
from coder.tui.code_list.rows import title_line
from coder.tui.code_list.state import Naming
from coder.tui.history.taking_back import take_back_act
from coder.tui.keys.keys_here import with_keys_here
from coder.tui.pieces.filter_line import FilterLine
from coder.tui.pieces.input_bar import InputBar
from coder.tui.pieces.line_list import LineList
from coder.tui.pieces.lines import Piece, line
from coder.tui.pieces.lines_view import LinesView
from coder.tui.pieces.screen_title import screen_title
from coder.tui.pieces.title_view import ScreenTitle

WIDE = 100
"""Columns from which the code's page stands beside the list."""


class CodeListScreen(CodeListDesk):
    """Shows a question's codes, and asks for what shall become of them."""

    BINDINGS: ClassVar[list[BindingType]] = [*CODE_LIST_KEYS]
    SIGNS = CODE_LIST_SIGNS
    CSS = """
    CodeListScreen #bottom { dock: bottom; height: auto; }
    CodeListScreen #wrong { height: 0; padding: 0 1; background: $raised; }
    CodeListScreen InputBar { dock: none; }
    CodeListScreen #middle { height: 1fr; padding: 1 0 0 1; }
    CodeListScreen #tree { height: 1fr; }
    CodeListScreen #title { height: 1; padding-right: 1; }
    CodeListScreen #list { height: 1fr; }
    CodeListScreen #panel { height: 9; padding-right: 1; border-top: solid $rule; }
    CodeListScreen #middle.-beside { layout: horizontal; }
    CodeListScreen #middle.-beside #tree { width: 3fr; height: 100%; }
    CodeListScreen #middle.-beside #panel {
        width: 2fr; height: 100%; margin-left: 1; padding-left: 1;
        border-top: none; border-left: solid $rule;
    }
    CodeListScreen #middle.-whole #tree { display: none; }
    CodeListScreen #middle.-whole #panel {
        height: 100%; border: none; margin-left: 0; padding: 0; overflow-y: auto;
    }
    """

    def compose(self) -> ComposeResult:
        yield ScreenTitle([screen_title(_("Code list"), about=self.question)], id="header")
        with Vertical(id="middle"):
            with Vertical(id="tree"):
                yield LinesView(id="title")
                yield LineList(id="list")
            yield LinesView(id="panel")
        with Vertical(id="bottom"):
            yield LinesView(id="wrong")
            yield InputBar("", FilterLine(id="line"))

    def on_mount(self) -> None:
        self.line.focus()

    @property
    def line(self) -> FilterLine:
        """The one line that takes all input."""
        return self.query_one("#line", FilterLine)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell which keys mean something now: while a name is typed only few do."""
        if action not in _OF_LIST | _WHILE_NAMING | {"leave"}:
            return True
        if not self.is_ready or action == "leave":
            return action == "leave"
        is_naming = self.state.naming is not None
        if not is_naming:
            # Keys may come faster than the line tells what is in it.
            self.state.type(self.line.value)
        match action:
            case _ if self._is_closed(action):
                return False
            case "name" | "end_naming":
                return is_naming and not self.is_waiting
            case "elsewhere":
                return is_naming and self.state.naming is not None and len(self.state.naming.places) > 1
            case _ if is_naming:
                return False
            case "fold" | "unfold" | "fold_all":
                return not self.line.value and self.state.code is not None
            case "retire":
                # Within what is typed, Delete deletes.
                return self.line.cursor_at_end and self.state.code is not None
            case "undo" | "redo" | "add" | "reorder":
                return not self.is_waiting
            case "move" | "page" | "retired" | "as_of" | "groups" | "clean_up":
                return True
            case _:
                return self.state.code is not None

    def _is_closed(self, action: str) -> bool:
        """Tell whether a code is not to be changed so: while one codes blind, or as it is no proposal."""
        is_proposed = self.state.code is not None and self.state.code.proposed_by is not None
        if self.state.listing.is_blind and action in _NOT_WHILE_BLIND:
            return not (is_proposed and action in _ON_OWN_PROPOSALS)
        return action == "accept" and not is_proposed

    def action_move(self, step: int) -> None:
        self.state.move(step)
        self.repaint()

    def action_page(self, pages: int) -> None:
        if self.query_one("#middle").has_class("-whole"):
            panel = self.query_one("#panel", LinesView)
            panel.scroll_relative(y=pages * max(panel.size.height - 1, 1), animate=False, immediate=True)
        else:
            self.action_move(pages * max(self.query_one("#list", LineList).size.height - 1, 1))

    def action_fold(self) -> None:
        self.state.fold()
        self.repaint()

    def action_unfold(self) -> None:
        self.state.unfold()
        self.repaint()

    def action_fold_all(self) -> None:
        self.state.fold_all()
        self.repaint()

    def action_retired(self) -> None:
        self.state.toggle_retired()
        self.repaint()

    def action_whole(self) -> None:
        self.query_one("#middle").toggle_class("-whole")
        self.call_after_refresh(self.repaint)

    def action_menu(self) -> None:
        self.operations.menu(self._code())

    def action_add(self) -> None:
        typed = self.line.value
        self.state.naming = self.state.naming_new()
        self._begin_naming(typed)

    def action_rename(self) -> None:
        self.state.naming = Naming(renamed=self._code().id)
        self._begin_naming(self._code().name)

    def action_elsewhere(self) -> None:
        if self.state.naming is not None:
            self.state.naming = self.state.naming.elsewhere()
            self.repaint()

    def action_name(self) -> None:
        naming, name = self.state.naming, self.line.value
        if naming is None:
            return
        if naming.renamed is None:
            path = self.state.path_of_new(naming.parent_id, name)
            place = self.state.place_of_new(naming.parent_id) if PATH_SEPARATOR not in name else None
            book = self.state.listing.question.codebook_id
            self.do("add_code", acts.add_code(book, naming.parent_id, path, place))
        elif name in (old := self.state.tree.code(naming.renamed).name, safe_line(old)):
            self.end_naming()
        else:
            self.do("rename_code", acts.rename_code(naming.renamed, name), shows=naming.renamed)

    def action_reorder(self, step: int) -> None:
        place, code = self.state.place_moved(step), self.state.code
        if place is not None and code is not None:
            self.do("move_code", acts.move_code(code.id, code.parent_id, place), shows=code.id)

    def action_place(self) -> None:
        self.operations.move(self._code())

    def action_merge(self) -> None:
        self.operations.merge(self._code())

    def action_split(self) -> None:
        self.operations.split(self._code())

    def action_retire(self) -> None:
        self.operations.retire(self._code())

    def action_accept(self) -> None:
        self.do("accept_code", acts.accept_code(self._code().id), shows=self._code().id)

    def action_texts(self) -> None:
        self.operations.texts(self._code())

    def action_note(self) -> None:
        self.operations.note(self._code())

    def action_read(self) -> None:
        self.operations.read(self._code())

    def action_answers(self) -> None:
        self.operations.answers(self._code())

    def action_revisit(self) -> None:
        self.operations.revisit(self._code())

    def action_tables(self) -> None:
        self.operations.tables()

    def action_groups(self) -> None:
        self.operations.groups()

    def action_clean_up(self) -> None:
        self.operations.clean_up()

    def action_other(self) -> None:
        if self._code().kind is CodeKind.OTHER:
            self.operations.other(self._code())
        else:
            # What the key is for can be seen nowhere on a code it is not for.
            self.say_quietly(
                with_keys_here(_("^e groups the answers of codes of kind other; ^t sets the kind"))
            )
            self.repaint()

    def action_history(self) -> None:
        self.operations.history(self._code())

    def action_as_of(self) -> None:
        self.operations.as_of()

    def action_undo(self) -> None:
        self.do("undo", take_back_act(ask=True))

    def action_redo(self) -> None:
        self.do("redo", take_back_act(ask=True))

    def action_end_naming(self) -> None:
        self.end_naming()

    def action_leave(self) -> None:
        if self.is_ready and self.state.naming is not None:
            self.end_naming()
        elif self.line.value:
            self.line.value = ""
        elif self.query_one("#middle").has_class("-whole"):
            self.action_whole()
        else:
            self.dismiss(None)

    def on_input_changed(self, event: Input.Changed) -> None:
        if self.is_ready and event.input is self.line:
            self.say_quietly("")
            self.repaint()

    def on_line_list_clicked(self, event: LineList.Clicked) -> None:
        self.state.move(event.index - (self.state.place or 0))
        self.repaint()

    def on_resize(self) -> None:
        self.repaint()

    def keep_in_view(self) -> None:
        self.query_one("#list", LineList).keep_in_view()

    def repaint(self) -> None:
        """Show everything as it stands."""
        if not self.is_ready:
            return
        state, middle = self.state, self.query_one("#middle")
        if state.naming is None:
            # Typed just now, or before the list was read.
            state.type(self.line.value)
        middle.set_class(self.size.width >= WIDE, "-beside")
        rows = self.query_one("#list", LineList)
        width = rows.scrollable_content_region.width
        self.query_one("#header", LinesView).show(
            [header_line(state, self.session.coder_name, self.size.width)]
        )
        lines = state.lines(width, self.line.value)
        told = told_line(state)
        # Where nothing is listed, no headings stand over it.
        title = title_line(width, told, is_blind=state.listing.is_blind) if lines else line(Piece(told))
        self.query_one("#title", LinesView).show([title])
        rows.show_at(lines, state.place)
        self._show_panel()
        bar = self.query_one(InputBar)
        bar.ask(asked(state))
        self._show_wrong()
        is_told = bool(self.said) or not state.rows()
        bar.show(hint_line(state, self.line.value, self.said), is_told=is_told)

    def _code(self) -> Code:
        code = self.state.code
        assert code is not None, "check_action lets no key through without a code"
        return code

    def _show_panel(self) -> None:
        code, panel = self.state.code, self.query_one("#panel", LinesView)
        width = max(panel.scrollable_content_region.width - 1, 10)
        lines = panel_lines(self.state, self.close_up_of(code), width)
        is_whole = self.query_one("#middle").has_class("-whole")
        panel.show(lines if is_whole else fitted_to(lines, panel.scrollable_content_region.height))

    def _show_wrong(self) -> None:
        lines = wrong_lines(self.wrong, self.size.width - 2)
        view = self.query_one("#wrong", LinesView)
        if view.styles.height is None or view.styles.height.value != len(lines):
            view.styles.height = len(lines)
        view.show(lines)

    def _begin_naming(self, name: str) -> None:
        self.line.value = safe_line(name)
        self.line.cursor_position = len(self.line.value)
        self.say_quietly("")
        self.repaint()

    def end_naming(self) -> None:
        self.state.naming = None
        self.line.value = self.state.query
        self.line.cursor_position = len(self.line.value)
        self.repaint()


_WHILE_NAMING = frozenset({"name", "elsewhere", "end_naming"})
_OF_LIST = frozenset(binding.action.split("(", maxsplit=1)[0] for binding in CODE_LIST_KEYS)
_NOT_WHILE_BLIND = frozenset(
    ("rename", "texts", "merge", "split", "place", "retire", "reorder", "note", "accept", "clean_up", "other")
)
"""What changes codes that others use, or tells what they wrote."""
_ON_OWN_PROPOSALS = frozenset({"rename", "texts", "retire"})

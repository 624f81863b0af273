"""The code list as it was on another day, beside today's."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical

from coder.domain.codebook import Code, offered_codes
from coder.domain.errors import CoderError
from coder.messages import _, ngettext
from coder.tui.pieces.filter_line import FilterLine
from coder.tui.pieces.input_bar import InputBar
from coder.tui.pieces.line_list import LineList
from coder.tui.pieces.lines import Line, Piece, Role, line
from coder.tui.pieces.lines_view import LinesView
from coder.tui.pieces.screen_title import screen_title
from coder.tui.pieces.title_view import ScreenTitle
from coder.tui.project_screen import ProjectScreen

if TYPE_CHECKING:
    from coder.tui.code_list.then_lines import ComparedRows
    from coder.usecases.codebook.as_of import CodebookThen

WIDE = 100
_CHOOSE = _("Go through the codes; the same one is shown on the other side")
_PAGE = _("A page on")


class CodeListThenScreen(ProjectScreen):
    """Asks for a moment, and shows what has become of the codes since."""

    SHOWS_OTHERS = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "compare",
            _("show"),
            key_display="⏎",
            tooltip=_("Show the list of that date, entry or tag"),
        ),
        Binding("up", "move(-1)", _("choose"), key_display="↑ ↓", tooltip=_CHOOSE),
        Binding("down", "move(1)", show=False, key_display="↑ ↓", tooltip=_CHOOSE),
        Binding("pageup", "page(-1)", show=False, key_display="PgUp PgDn", tooltip=_PAGE),
        Binding("pagedown", "page(1)", show=False, key_display="PgUp PgDn", tooltip=_PAGE),
        Binding(
            "tab",
            "other_side",
            _("then, now"),
            key_display="⇥",
            tooltip=_("That day's list, or today's"),
        ),
        Binding(
            "ctrl+a",
            "all_codes",
            _("all, changed"),
            tooltip=_("All codes, or only those that differ"),
        ),
        Binding(
            "escape",
            "leave",
            _("back"),
            key_display="Esc",
            tooltip=_("Back to the code list"),
        ),
    ]
    CSS = """
    CodeListThenScreen #sides { height: 1fr; padding: 1 0 0 1; }
    CodeListThenScreen .side { width: 1fr; }
    CodeListThenScreen .title { height: 1; padding-right: 1; }
    CodeListThenScreen #sides.-both #now-side { border-left: solid $rule; padding-left: 1; }
    CodeListThenScreen LineList { height: 1fr; }
    CodeListThenScreen #line { width: 24; }
    CodeListThenScreen #hint { width: 1fr; }
    """

    def __init__(self, question: str) -> None:
        super().__init__()
        self.question = question
        self._found: CodebookThen | None = None
        self._moments: list[tuple[str, int, str]] = []
        self._uid: str | None = None
        self._on_now = True
        self._only_changed = False
        self._wrong = ""

    def compose(self) -> ComposeResult:
        yield ScreenTitle(id="header")
        with Horizontal(id="sides"):
            for side in ("then", "now"):
                with Vertical(id=f"{side}-side", classes="side"):
                    yield LinesView(classes="title", id=f"{side}-title")
                    yield LineList(id=f"{side}-list")
        yield InputBar(_("as of ▸"), FilterLine(id="line"))

    def on_mount(self) -> None:
        self.line.focus()

    @property
    def line(self) -> FilterLine:
        """Where the moment is typed."""
        return self.query_one("#line", FilterLine)

    def begin(self) -> None:
        def read() -> list[tuple[str, int, str]]:
            from coder.usecases.codebook.as_of import named_moments

            return self.session.read(named_moments)

        def arrived(moments: list[tuple[str, int, str]]) -> None:
            self._moments = moments
            self.repaint()

        self.read_behind(read, arrived)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell which keys mean something now."""
        match action:
            case "compare":
                return bool(self.line.value.strip())
            case "move" | "page" | "other_side" | "all_codes":
                return self._found is not None
            case _:
                return True

    def action_compare(self) -> None:
        when = self.line.value.strip()

        def read() -> CodebookThen | CoderError:
            from coder.usecases.codebook.as_of import codebook_then

            try:
                return self.session.read(codebook_then, self.question, when)
            except CoderError as error:
                return error

        def arrived(found: CodebookThen | CoderError) -> None:
            if isinstance(found, CoderError):
                # What was typed stays, and why it will not do stands beside it.
                self._wrong = str(found)
            else:
                self._found, self._wrong = found, ""
            self.repaint()

        self.read_behind(read, arrived)

    def action_move(self, step: int) -> None:
        codes = self._rows(now=self._on_now).codes
        place = self._rows(now=self._on_now).place_of(self._uid)
        if codes:
            place = 0 if place is None else min(max(place + step, 0), len(codes) - 1)
            self._uid = codes[place].uid
        self.repaint()

    def action_page(self, pages: int) -> None:
        shown = self.query_one("#now-list" if self._on_now else "#then-list", LineList)
        self.action_move(pages * max(shown.size.height - 1, 1))

    def action_other_side(self) -> None:
        self._on_now = not self._on_now
        self.repaint()

    def action_all_codes(self) -> None:
        self._only_changed = not self._only_changed
        self.repaint()

    def action_leave(self) -> None:
        if self.line.value:
            self.line.value = ""
        else:
            self.dismiss(None)

    def on_input_changed(self) -> None:
        self._wrong = ""
        self.repaint()

    def on_line_list_clicked(self, event: LineList.Clicked) -> None:
        if self._found is None:
            if self._moments:
                self.line.value = self._moments[event.index][0]
            return
        self._on_now = event.list.id == "now-list"
        self._uid = self._rows(now=self._on_now).codes[event.index].uid
        self.repaint()

    def on_resize(self) -> None:
        self.repaint()

    def repaint(self) -> None:
        """Show everything as it stands."""
        is_wide = self.size.width >= WIDE
        self.query_one("#sides").set_class(is_wide and self._found is not None, "-both")
        for side in ("then", "now"):
            is_now = side == "now"
            self.query_one(f"#{side}-side").display = self._on_now == is_now or (
                is_wide and self._found is not None
            )
            self.query_one(f"#{side}-title", LinesView).show([self._title(is_now=is_now)])
            if self._found is None:
                self.query_one(f"#{side}-list", LineList).show(self._moment_lines() if is_now else [])
            else:
                rows = self._rows(now=is_now)
                self.query_one(f"#{side}-list", LineList).show_at(rows, rows.place_of(self._uid))
        title = screen_title(_("as of another day"), above=_("Code list"))
        self.query_one("#header", ScreenTitle).show([title])
        self.query_one(InputBar).show(self._hint())

    def _rows(self, *, now: bool) -> ComparedRows:
        from coder.tui.code_list.then_lines import ComparedRows  # with the use case, which loads the store

        if self._found is None:
            return ComparedRows([], {}, is_then=not now)
        codes: list[Code] = list(self._found.now if now else self._found.then)
        differences = self._found.of_now if now else self._found.of_then
        if self._only_changed:
            codes = [code for code in codes if code.uid in differences]
        return ComparedRows(codes, differences, is_then=not now)

    def _title(self, *, is_now: bool) -> Line:
        found = self._found
        if found is None:
            return line(Piece(_("Tagged moments"), Role.DIM)) if is_now else line()
        codes = found.now if is_now else found.then
        count = sum(code.open_for_choice for code in offered_codes(codes))
        told = ngettext("{n} code", "{n} codes", count).format(n=count)
        role = Role.STRONG if is_now == self._on_now else Role.DIM
        name = (
            _("Today")
            if is_now
            else _("As of entry {number}, {at}").format(number=found.entry, at=_local(found.at))
        )
        return line(Piece(name, role), right=[Piece(told, Role.DIM)])

    def _hint(self) -> Line:
        if self._wrong:
            return line(Piece(self._wrong, Role.MARK))
        return line(Piece(_("a date (2026-03-01), an entry's number or a tag"), Role.DIM))

    def _moment_lines(self) -> list[Line]:
        """The named moments there are to compare with."""
        if not self._moments:
            return [line(Piece(_("No moment has been tagged yet; any date will do."), Role.DIM))]
        return [
            line(Piece(name), right=[Piece(_("entry {n}").format(n=number) + f"   {_local(at)}", Role.DIM)])
            for name, number, at in self._moments
        ]


def _local(at: str) -> str:
    from coder.usecases.codebook.code_history import local_date

    return local_date(at) if at else ""

"""One respondent: closed answers, last wave's answer beside this one's, and all it answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, cast

from textual.app import ComposeResult
from textual.binding import BindingType

from coder.messages import _, ngettext
from coder.tui.errors import say
from coder.tui.keys.keys_footer import KeysFooter
from coder.tui.pieces.line_list import LineList
from coder.tui.pieces.lines_view import LinesView
from coder.tui.pieces.screen_title import screen_title
from coder.tui.pieces.title_view import ScreenTitle
from coder.tui.project_screen import ProjectScreen
from coder.tui.respondent.keys import RESPONDENT_KEYS, RESPONDENT_SIGNS
from coder.tui.respondent.lines import Place, RespondentPage, title_line

if TYPE_CHECKING:
    from coder.store.unit_of_work import Writing
    from coder.usecases.coding.carry_over import CarryOver
    from coder.usecases.coding.respondent import LastAnswer, RespondentView
    from coder.usecases.team.following import OthersWrote


class RespondentScreen(ProjectScreen):
    """Shows who gave an answer; last wave's codes can be taken over, and every answer gone to."""

    SHOWS_OTHERS = True
    BINDINGS: ClassVar[list[BindingType]] = [*RESPONDENT_KEYS]
    SIGNS = RESPONDENT_SIGNS
    CSS = """
    RespondentScreen #page { height: 1fr; margin: 1 0 0 0; padding: 0 0 0 2; }
    """

    def __init__(self, question: str, answer_id: int) -> None:
        super().__init__()
        self.question = question
        self.answer_id = answer_id
        self.view: RespondentView | None = None
        self._page: RespondentPage | None = None

    def compose(self) -> ComposeResult:
        yield ScreenTitle([screen_title(_("This respondent"))], id="title")
        yield LineList(id="page")
        yield KeysFooter()

    def begin(self) -> None:
        def read() -> RespondentView:
            from coder.usecases.coding.respondent import respondent_of

            return self.session.read_after_writes(respondent_of, self.answer_id, self.session.coder)

        self.read_behind(read, self._show_view)

    def on_screen_resume(self) -> None:
        # Another answer may have been coded meanwhile.
        if self.view is not None:
            self.begin()

    def take_in(self, told: OthersWrote) -> None:
        if self.view is not None:
            self.begin()

    def on_resize(self) -> None:
        self._lay_out()

    def on_line_list_clicked(self, event: LineList.Clicked) -> None:
        event.list.cursor = event.index
        self.action_open()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell which keys mean something now."""
        if action == "take_over":
            return self.view is not None and any(each.given.codes for each in self.view.last)
        if action in ("open", "move", "history"):
            return self._page is not None
        return True

    def action_move(self, step: int) -> None:
        self.query_one("#page", LineList).move(step)

    def action_scroll_page(self, pages: int) -> None:
        page = self.query_one("#page", LineList)
        page.scroll_relative(y=pages * max(page.size.height - 1, 1), animate=False, immediate=True)

    def action_open(self) -> None:
        place = self._place()
        if place is None:
            return
        if place.question == self.question:
            self.dismiss(place.answer_id)
            return
        from coder.tui.coding.screen import CodingScreen

        self.app.push_screen(CodingScreen(place.question, None, place.answer_id))

    def action_history(self) -> None:
        from coder.tui.history.screen import HistoryScreen

        place = self._place()
        if place is not None:
            self.app.push_screen(HistoryScreen(answer_id=place.answer_id))

    def action_back(self) -> None:
        self.dismiss(None)

    def action_take_over(self) -> None:
        last = self._last_meant()
        if last is None:
            return
        if not last.plan.replaces:
            self._take_over(last)
            return
        from coder.tui.dialogs.typed_questions import ConfirmDialog

        asked = _("«{old}» is set. Answers here have one code: let «{new}» take its place?")
        names = {"old": last.plan.replaces[0].name, "new": last.plan.taken[0].code.name}

        def answered(yes: bool | None) -> None:
            if yes:
                self._take_over(last, replace=True)

        self.app.push_screen(ConfirmDialog(asked.format(**names)), answered)

    def action_take_back(self, operation: Literal["undo", "redo"]) -> None:
        from coder.tui.history.taking_back import take_back_then

        take_back_then(self, operation, self.begin)

    def _take_over(self, last: LastAnswer, *, replace: bool = False) -> None:
        from_id = last.given.answer.id

        def act(work: Writing) -> object:
            from coder.usecases.coding.carry_over import carry_over_codes

            return carry_over_codes(work, from_id, self.answer_id, self.session.coder.id, replace=replace)

        def done(result: object) -> None:
            say(self, taken_over_sentence(cast("CarryOver", result), last.given.answer.wave))
            self.begin()

        self.hand_over("carry_over", act, done)

    def _last_meant(self) -> LastAnswer | None:
        """Return the earlier answer the cursor stands on, else the first that has codes."""
        if self.view is None:
            return None
        place = self._place()
        coded = [each for each in self.view.last if each.given.codes]
        meant = [each for each in coded if place is not None and each.given.answer.id == place.answer_id]
        return next(iter([*meant, *coded]), None)

    def _place(self) -> Place | None:
        cursor = self.query_one("#page", LineList).cursor
        places = () if self._page is None else self._page.places
        return next((each for each in places if each.line == cursor), None)

    def _show_view(self, view: RespondentView) -> None:
        self.view = view
        self.query_one("#page", LineList).keep_in_view()
        self.query_one("#title", LinesView).show([title_line(view)])
        self._lay_out()

    def _lay_out(self) -> None:
        if self.view is None:
            return
        before = self._place()
        page = self.query_one("#page", LineList)
        # The scrollbar's column.
        self._page = RespondentPage(self.view, page.size.width - 1)
        places = self._page.places
        same = [each for each in places if before is not None and each.answer_id == before.answer_id]
        first = next(iter([*same, *places]), None)
        page.show_at(self._page.lines, None if first is None else first.line)
        self.query_one(KeysFooter).show_keys()


def taken_over_sentence(done: CarryOver, wave: str) -> str:
    """Say what taking over did, and what stayed behind."""
    number = len(done.taken)
    if wave:
        said = ngettext("{n} code taken over from {wave}.", "{n} codes taken over from {wave}.", number)
    else:
        said = ngettext("{n} code taken over.", "{n} codes taken over.", number)
    sentences = [said.format(n=number, wave=wave)]
    if done.left_out:
        names = ", ".join(f"«{code.name}»" for code in done.left_out)
        sentences.append(_("Left behind, since they cannot be set any more: {names}.").format(names=names))
    return " ".join(sentences)

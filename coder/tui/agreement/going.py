"""Going about on the Agreement screen: codes, differences, groups, rounds, what is next."""

from __future__ import annotations

from coder.messages import _
from coder.tui.agreement.after_lines import choices
from coder.tui.agreement.desk import AgreementReading
from coder.tui.agreement.group_lines import group_title
from coder.tui.agreement.page import AgreementPage
from coder.tui.agreement.state import AgreementState, Pane
from coder.tui.errors import say


class AgreementGoing(AgreementReading):
    """Agreement, gone about in by keys."""

    def __init__(self, question: str) -> None:
        super().__init__(question)
        self.page = AgreementPage()

    def later(self) -> None:
        """Show what has room once it is shared out anew."""
        raise NotImplementedError

    def action_do_next(self) -> None:
        """Do what is chosen after settling."""
        raise NotImplementedError

    # Going about

    def action_move(self, step: int) -> None:
        state = self.state
        if state is None:
            return
        if state.pane is Pane.CODES:
            state.move_code(step)
        elif state.pane is Pane.ANSWERS:
            if step < 0 or self.page.settling.hidden_rows:
                state.scrolled = max(state.scrolled + step, 0)
        elif state.pane is Pane.GROUPS:
            state.groups.move(step)
        elif state.pane is Pane.ROUNDS:
            state.round_row = within(state.round_row + step, len(state.rounds or ()))
        else:
            state.after_row = within(state.after_row + step, len(choices(state)))
        self.repaint()

    def action_page(self, step: int) -> None:
        rows = self.page.codes.height
        if self.state is not None and self.state.pane is Pane.ANSWERS:
            rows = self.page.settling.text_rows
        self.action_move(step * max(rows - 1, 1))

    def row_below(self, state: AgreementState) -> int:
        """Return the row one stands on in the list below the codes."""
        rows = {Pane.GROUPS: state.groups.row, Pane.ROUNDS: state.round_row, Pane.AFTER: state.after_row}
        return rows.get(state.pane, 0)

    def open_row(self, state: AgreementState) -> None:
        """Do what Enter does on the row one stands on."""
        if state.pane is Pane.GROUPS:
            self.action_open_group()
        elif state.pane is Pane.ROUNDS:
            self.action_choose_round()
        elif state.pane is Pane.AFTER:
            self.action_do_next()

    def action_answer(self, step: int) -> None:
        if self.state is not None:
            self.state.move(step)
            self.read_texts()
            self.repaint()

    def action_open_code(self) -> None:
        state = self.state
        if state is None or state.code is None:
            return
        if not state.code.trouble:
            say(self, _("Nobody differs on this code."))
            return
        state.look_at_code()
        self.read_texts()
        self.later()

    def action_differences(self) -> None:
        state = self.state
        if state is None:
            return
        if state.pane is Pane.ANSWERS:
            state.turn_to(Pane.CODES)
        else:
            state.look_at_all()
            self.read_texts()
        self.later()

    def action_groups(self) -> None:
        self._turn_to(Pane.GROUPS)

    def action_rounds(self) -> None:
        self._turn_to(Pane.ROUNDS)
        self.read_rounds()

    def action_after(self) -> None:
        self._turn_to(Pane.AFTER)
        self.read_effect()

    def action_open_group(self) -> None:
        state = self.state
        group = None if state is None else state.groups.here
        if state is not None and group is not None:
            state.look_at_group(group, group_title(state, group))
            self.read_texts()
            self.later()

    def action_choose_round(self) -> None:
        state = self.state
        if state is None or not state.rounds:
            return
        asked = state.rounds[within(state.round_row, len(state.rounds))].asked
        state.turn_to(Pane.CODES)
        self.choose_round(asked)
        self.later()

    def action_level(self) -> None:
        if self.state is not None:
            self.state.turn_level()
            self.count()
            self.repaint()

    def action_names(self) -> None:
        if self.state is not None:
            self.state.shows_names = not self.state.shows_names
            self.repaint()

    def action_leave(self) -> None:
        state = self.state
        if state is None or state.pane is Pane.CODES:
            self.dismiss(None)
            return
        state.leave()
        self.later()

    def action_back(self) -> None:
        self.dismiss(None)

    def _turn_to(self, pane: Pane) -> None:
        if self.state is not None:
            self.state.turn_to(pane)
            self.later()


def within(row: int, count: int) -> int:
    """Return a row that there is, nearest to one."""
    return min(max(row, 0), max(count - 1, 0))

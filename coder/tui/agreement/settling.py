"""What keys do on the Agreement screen to settle differences, and what is done next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.domain.settled_codes import Rule
from coder.messages import _, ngettext
from coder.text.numbers import written_count
from coder.tui.agreement import acts, asks
from coder.tui.agreement.after_lines import choices
from coder.tui.agreement.export import ask_export
from coder.tui.agreement.going import AgreementGoing, within
from coder.tui.agreement.opening import asked_to_open
from coder.tui.agreement.state import AgreementState, Pane
from coder.tui.errors import say

if TYPE_CHECKING:
    from coder.usecases.agreement.settle import SettlePlan


class AgreementSettling(AgreementGoing):
    """Agreement, with differences that keys settle."""

    @property
    def sees_difference(self) -> bool:
        """Whether a difference is on the screen."""
        raise NotImplementedError

    # Settling

    def action_take(self, letter: str) -> None:
        state = self.state
        coder_id = None if state is None else state.coder_lettered(letter)
        if state is None or coder_id is None:
            return
        here = state.difference
        if state.pane is not Pane.GROUPS and here is not None and coder_id not in here.answer.given:
            say(self, _("This coder has not done the answer."), warning=True)
            return
        self._settle(state, acts.Way(Rule.TAKE, taken_from=coder_id))

    def action_settle(self, how: str) -> None:
        state = self.state
        if state is None:
            return
        if how == "marked":
            if state.marked:
                self._settle(state, acts.Way(Rule.CHOSEN, chosen=state.marked))
            else:
                said = _("No code is marked. Mark codes with their digits; press 0 where no code applies.")
                say(self, said, warning=True)
            return
        here = state.difference
        if how == "vote" and state.pane is not Pane.GROUPS and here is not None and here.voted() is None:
            say(self, _("There is no majority on this answer: mark the codes, and settle with Enter."))
            return
        self._settle(state, acts.Way(acts.RULES[how]))

    def action_mark(self, number: int) -> None:
        if self.state is not None:
            self.state.toggle_numbered(number)
            self._be_at_difference()

    def action_add_code(self) -> None:
        state = self.state

        def mark(code_id: int) -> None:
            if state is not None:
                state.toggle(code_id)
                self._be_at_difference()

        if state is not None:
            asks.ask_code(self, state, mark)

    def action_park(self) -> None:
        state = self.state
        here = None if state is None else state.difference
        if state is None or here is None:
            return

        def park(coder_id: int) -> None:
            act = acts.park(here.answer_id, self.session.coder.id, coder_id)
            self.decide(acts.PARK, [here.answer_id], act)

        asks.ask_park(self, state, park)

    def action_unsettle(self) -> None:
        here = None if self.state is None else self.state.difference
        if here is not None:
            self.hand_over(
                acts.UNSETTLE, acts.unsettle(here.answer_id), lambda _n: self._unsettled(here.answer_id)
            )

    def _unsettled(self, answer_id: int) -> None:
        if self.state is not None:
            self.state.texts.pop(answer_id, None)
        self.look()

    def _settle(self, state: AgreementState, way: acts.Way) -> None:
        group = state.groups.here
        if state.pane is Pane.GROUPS:
            if group is not None:
                asks.ask_group(self, state, group, way)
            return
        here = state.difference
        if here is None or not self.sees_difference:
            return
        self.settle([here.answer_id], way, self._settled)
        if not state.queue.waiting:
            self._queue_is_empty(state)

    def _settled(self, plan: SettlePlan) -> None:
        if not plan.decided:
            say(self, _("That says nothing of this answer: mark the codes, and settle with Enter."))

    def _queue_is_empty(self, state: AgreementState) -> None:
        """Say that all of it is settled; after the last of all, ask what tables count."""
        count = len(state.queue.ids)
        if state.queue.among.title:
            said = ngettext("{n} difference here is settled.", "All {n} differences here are settled.", count)
            # One stays where one is: the Esc that is meant to leave must not leave more than this.
            say(self, said.format(n=written_count(count)))
            self.later()
        else:
            self.action_after()

    def _be_at_difference(self) -> None:
        """Stand on the difference that was marked in, so that Enter settles it."""
        if self.state is not None and self.state.pane is Pane.CODES:
            self.state.pane = Pane.ANSWERS
        self.repaint()

    # What is next, and other screens

    def action_do_next(self) -> None:
        state = self.state
        if state is None:
            return
        offered = choices(state)
        chosen = offered[within(state.after_row, len(offered))]
        if chosen.action == "count" and state.effect is not None:
            self._count_otherwise(state.effect.counts)
        elif chosen.rule is not None:
            asks.ask_carry(self, state, chosen.rule)
        else:
            getattr(self, f"action_{chosen.action}")()

    def _count_otherwise(self, now: str) -> None:
        wanted = "responsible" if now == "consensus" else "consensus"

        def counted(_nothing: object) -> None:
            say(
                self,
                _("Tables count what was settled.")
                if wanted == "consensus"
                else _("Tables count the responsible coder's coding."),
            )
            self.read_effect()

        self.hand_over(acts.SET_QUESTION, acts.count(self.question, wanted), counted)

    def action_open_early(self) -> None:
        blindness = None if self.opening is None else self.opening.blindness
        if blindness is None:
            return
        from coder.tui.dialogs.typed_questions import ConfirmDialog

        def answered(yes: bool | None) -> None:
            if yes:
                act = acts.open_early(self.question, blindness.round, self.session.coder)
                self.hand_over(acts.OPEN, act, lambda _n: self.look())

        self.app.push_screen(ConfirmDialog(asked_to_open(blindness)), answered)

    def action_close_round(self) -> None:
        number = None if self.opening is None else self.opening.done_round
        if number is not None:
            self.hand_over(acts.CLOSE, acts.close_round(self.question, number), lambda _n: self.look())

    def action_sample(self) -> None:
        from coder.tui.agreement.sample import ask_sample

        if self.opening is not None:
            ask_sample(self, self.opening)

    def action_export(self) -> None:
        if self.state is not None:
            ask_export(self, self.state)

    def action_code_list(self) -> None:
        from coder.tui.code_list.screen import CodeListScreen

        self.app.push_screen(CodeListScreen(self.question))

    def action_note(self) -> None:
        from coder.tui.notes.own_note import NotePlace, ask_for_note

        here = None if self.state is None else self.state.difference
        if here is not None:
            place = NotePlace("answer", here.answer_id)
            ask_for_note(self, place, _("Note on this answer"), lambda: self._unsettled(here.answer_id))

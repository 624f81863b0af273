"""Reviewing proposals: none counts before someone has accepted it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from coder.messages import _, ngettext
from coder.text.numbers import written_count
from coder.tui.pieces.lines import Line
from coder.tui.respondent.lines import wrapped_lines
from coder.tui.revisit import acts
from coder.tui.revisit.keys import REVIEW_KEYS
from coder.tui.revisit.lines import decided_in_words, empty_lines, withheld_in_words
from coder.tui.revisit.route import InOrder
from coder.tui.revisit.state import RevisitState
from coder.tui.revisit.waiting import WaitingAnswers

if TYPE_CHECKING:
    from coder.store.unit_of_work import Reading
    from coder.tui.revisit.look import Look
    from coder.usecases.revisit.desk import RevisitDesk


class ReviewScreen(WaitingAnswers):
    """Shows the answers proposals are for; what is chosen is accepted, the rest rejected."""

    BINDINGS: ClassVar[list[BindingType]] = [*REVIEW_KEYS]
    operation = acts.DECIDE

    def read_desk(self, work: Reading, before: RevisitDesk | None) -> RevisitDesk:
        from coder.usecases.revisit.desk import review_desk

        return review_desk(work, self.question, self.session.coder, self.wave, before)

    def new_state(self, desk: RevisitDesk) -> RevisitState:
        return RevisitState(desk, InOrder([each.answer_id for each in desk.asked]))

    def act_of(self, look: Look, asked: Sequence[int]) -> acts.Act:
        return acts.decide(look, self._undecided(asked), self.session.coder.id)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell which keys mean something now; Enter's word is another where it rejects all."""
        if action == "reject_all":
            return self._rejects_all() and super().check_action("looked", ())
        return super().check_action(action, parameters)

    def action_reject_all(self) -> None:
        self.action_looked()

    def hint(self) -> str:
        """Say what Enter will do."""
        look = self.state.look
        if look is None or self.state.is_looked_at:
            return ""
        sets = look.sets()
        asked = [code.code_id for code in self.state.codes_asked()]
        return decided_in_words(sum(each in sets for each in asked), len(asked))

    def action_finish(self) -> None:
        coder_id = self.session.coder.id
        self.finish(lambda look, asked: acts.decide(look, self._undecided(asked), coder_id, done=True))

    @property
    def name_shown(self) -> str:
        return _("Reviewing proposals")

    def progress(self) -> str:
        route = self.state.route
        left = ngettext("{n} answer to review", "{n} answers to review", route.left)
        left = left.format(n=written_count(route.left))
        if not route.read:
            return left
        taken = _("accepted in {n} of {read}").format(
            n=written_count(route.finds), read=written_count(route.read)
        )
        return f"{left} · {taken}"

    def told_lines(self, width: int) -> list[Line]:
        withheld = self.state.desk.withheld
        return wrapped_lines(withheld_in_words(withheld), width) if withheld else []

    def _undecided(self, asked: Sequence[int]) -> Sequence[int]:
        """Return the proposals still to be decided on; after a change of mind only codes change."""
        return () if self.state.is_looked_at else asked

    def _rejects_all(self) -> bool:
        look = self.state.look if self.is_ready else None
        if look is None or self.state.is_looked_at:
            return False
        return not any(code.code_id in look.sets() for code in self.state.codes_asked())

    def empty_lines(self, width: int) -> list[Line]:
        return empty_lines(width, proposals=True)

"""Proposals in plain mode: what is chosen is accepted, the rest rejected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from coder.domain.coding import CodedState
from coder.messages import _, ngettext
from coder.plain.waiting_room import WaitingRoom
from coder.tui.revisit import acts
from coder.tui.revisit.state import RevisitState

if TYPE_CHECKING:
    from coder.tui.revisit.look import Look
    from coder.usecases.revisit.desk import RevisitDesk


class ReviewRoom(WaitingRoom):
    """Proposals: what is chosen is accepted, the rest rejected."""

    operation = acts.DECIDE

    @property
    def prompt(self) -> str:
        return _("review")

    def read_desk(self, before: RevisitDesk | None = None) -> RevisitDesk:
        from coder.usecases.revisit.desk import review_desk

        return self.seat.read(review_desk, self.question, self.seat.coder, self.wave, before)

    def new_state(self, desk: RevisitDesk) -> RevisitState:
        from coder.tui.revisit.route import InOrder

        return RevisitState(desk, InOrder([each.answer_id for each in desk.asked]))

    def act_of(self, look: Look, asked: Sequence[int]) -> acts.Act:
        undecided = () if self.state.is_looked_at else asked
        view = self.state.view
        is_done = view is not None and view.state is CodedState.DONE
        return acts.decide(look, undecided, self.seat.coder.id, done=is_done)

    def written_in_words(self, look: Look, asked: Sequence[int]) -> str:
        accepted = sum(each in look.sets() for each in asked)
        return _("Accepted {accepted}, rejected {rejected}.").format(
            accepted=accepted, rejected=len(asked) - accepted
        )

    def nothing_waits(self) -> str:
        return _(
            "No proposals wait. They come from coder autocode: codes for answers nobody has coded,"
            " which count only when someone has accepted them here."
        )

    def left_in_words(self) -> str:
        left = self.state.route.left
        return ngettext("{n} answer to review", "{n} answers to review", left).format(n=left)

"""Reading again in plain mode: the likeliest answers first, until all are read or the rule stops."""

from __future__ import annotations

import queue
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from coder.messages import _, ngettext
from coder.plain.commands import Command
from coder.plain.waiting_room import WaitingRoom
from coder.tui.revisit import acts
from coder.tui.revisit.state import RevisitState

if TYPE_CHECKING:
    from coder.tui.revisit.look import Look
    from coder.usecases.revisit.desk import RevisitDesk


class RevisitRoom(WaitingRoom):
    """Answers done before a code was there, the likeliest first, until all are read or the rule stops."""

    operation = acts.LOOK_AGAIN
    PATIENCE = 3.0
    """Seconds the first answer waits for it to be known which is the likeliest."""

    @property
    def prompt(self) -> str:
        return _("read again")

    def read_desk(self, before: RevisitDesk | None = None) -> RevisitDesk:
        from coder.usecases.revisit.desk import revisit_desk

        return self.seat.read(revisit_desk, self.question, self.seat.coder, self.wave, None, before)

    def new_state(self, desk: RevisitDesk) -> RevisitState:
        from coder.domain.revisit_rule import RevisitPass

        seed = f"{desk.question.seed} {desk.coder.uid} {desk.last_entry}"
        self.way = RevisitPass([each.answer_id for each in desk.asked], seed)
        self.way.rank(self._best_first(desk))
        return RevisitState(desk, self.way)

    def act_of(self, look: Look, asked: Sequence[int]) -> acts.Act:
        return acts.look_again(look, asked, self.seat.coder.id)

    def written_in_words(self, look: Look, asked: Sequence[int]) -> str:
        names = [self.state.shelf.name(each) for each in look.sets()]
        gone = [self.state.shelf.name(each) for each in look.removes()]
        told = [_("Looked at.")]
        if names:
            told.append(_("Set: {code}.").format(code="; ".join(names)))
        if gone:
            told.append(_("Removed: {code}.").format(code="; ".join(gone)))
        return " ".join(told)

    def nothing_waits(self) -> str:
        return _(
            "Nothing to read again. When a code is made, or comes to mean something else, the answers"
            " you were done with before it come here, most likely first."
        )

    def left_in_words(self) -> str:
        left = self.way.left
        if self.way.is_drawing:
            return _("random draw: {read} of {drawn}").format(read=self.way.drawn_read, drawn=self.way.drawn)
        return ngettext("{n} answer to read again", "{n} answers to read again", left).format(n=left)

    def own_commands(self) -> Sequence[Command]:
        stop = Command(
            "stop",
            _("stop"),
            _("End it by rule, with a random draw from what is left"),
            self._stop,
            "30, 60, 120",
        )
        return [*super().own_commands(), stop]

    def go_on(self) -> None:
        if self.way.is_drawing and self.way.bound is not None:
            self._offer_to_close()
        else:
            super().go_on()

    def _stop(self, written: str) -> None:
        from coder.tui.revisit.stop import bound_in_words, draw_sizes, no_stop_in_words

        sizes, outside = draw_sizes(self.way.left), self.state.desk.outside
        if self.way.is_drawing or outside or not sizes or not self.way.may_stop:
            self.talk.say(no_stop_in_words(self.way, outside) + ".")
        elif written.isdecimal() and int(written) in sizes:
            self.way.draw(int(written))
            super().go_on()
        else:
            from coder.domain.revisit_rule import upper_bound

            for size in sizes:
                told = bound_in_words(upper_bound(self.way.left, size, 0))
                command = "." + _("stop") + f" {size}: "
                self.talk.say(command + _("if it has no find: {bound}").format(bound=told) + ".")

    def _offer_to_close(self) -> None:
        from coder.tui.revisit.stop import drawn_in_words
        from coder.usecases.revisit.desk import codes_asked

        way, desk = self.way, self.state.desk
        if self.talk.ask_yes(drawn_in_words(way) + " " + _("Close with that? No reads on.")):
            act = acts.stop_round(
                desk.question.id,
                self.seat.coder.id,
                codes_asked(desk.asked),
                way.rest,
                way.drawn,
                way.drawn_finds,
            )
            self.seat.write(acts.STOP_ROUND, act)
            self.talk.say(_("Closed."))
            way.go_on()
            self.state.reloaded(self.read_desk(desk))
        else:
            way.go_on()
        super().go_on()

    def _best_first(self, desk: RevisitDesk) -> Sequence[int]:
        """Ask the model which answers are likeliest; none are named where it does not say so in time."""
        from coder.usecases.suggesting.model_process import ModelProcess
        from coder.usecases.suggesting.suggestions import Ended, RevisitRanked, Said

        if not desk.asked or not self.seat.suggests:
            return ()
        said: queue.SimpleQueue[Said] = queue.SimpleQueue()
        session = self.seat.session
        model = ModelProcess(session.target, self.question, session.coder_name, said.put)
        model.ask_revisit({each.answer_id: [code.code_id for code in each.codes] for each in desk.asked})
        until = time.monotonic() + self.PATIENCE
        try:
            while (left := until - time.monotonic()) > 0:
                heard = said.get(timeout=left)
                if isinstance(heard, Ended):
                    break
                if isinstance(heard, RevisitRanked):
                    best = {each: max(scores.values()) for each, scores in heard.scores.items() if scores}
                    return sorted(best, key=lambda each: -best[each])
        except queue.Empty:
            pass
        finally:
            model.close()
        return ()

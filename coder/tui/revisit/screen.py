"""Reading again: answers done before a code was there come back, until all are read or the rule stops."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from coder.domain.errors import CoderError
from coder.domain.revisit_rule import STOP_AFTER
from coder.messages import _
from coder.text.numbers import written_count
from coder.tui.errors import show_error
from coder.tui.pieces.lines import Line, Role
from coder.tui.pieces.lines_view import LinesView
from coder.tui.respondent.lines import wrapped_lines
from coder.tui.revisit import acts
from coder.tui.revisit.keys import REVISIT_KEYS
from coder.tui.revisit.lines import (
    chosen_in_words,
    empty_lines,
    finds_in_words,
    left_in_words,
    ranking_line,
    silent_in_words,
)
from coder.tui.revisit.state import RevisitState
from coder.tui.revisit.stop import (
    closed_in_words,
    draw_lines,
    draw_sizes,
    end_in_words,
    no_stop_in_words,
    run_in_words,
    stop_in_words,
)
from coder.tui.revisit.waiting import WaitingAnswers

if TYPE_CHECKING:
    from coder.domain.revisit_rule import RevisitPass
    from coder.store.unit_of_work import Reading
    from coder.tui.revisit.look import Look
    from coder.usecases.revisit.desk import RevisitDesk
    from coder.usecases.suggesting.suggestions import RevisitRanked, Said

LONGEST_WAIT = 1.5
"""Seconds the first answer waits for the ranking."""


class RevisitScreen(WaitingAnswers):
    """Shows the answers that are to be read again, the likeliest first."""

    BINDINGS: ClassVar[list[BindingType]] = [*REVISIT_KEYS]
    operation = acts.LOOK_AGAIN
    way: RevisitPass
    """In which order they come, and when it may stop; set with the state."""

    def __init__(self, question: str, wave: str | None = None, code_id: int | None = None) -> None:
        super().__init__(question, wave)
        self.code_id = code_id
        """Only answers to be read for this code, if one is named."""
        self._end_told = ""
        self._desk_to_come: RevisitDesk | None = None
        """What waits, until the first answer is shown."""
        self._best_first: list[int] = []
        self._is_closing = False
        """Whether the round is being closed, and that is not on disk yet."""

    def hint(self) -> str:
        """Say what Enter will write, once something is chosen."""
        look = self.state.look
        if look is None or self.state.is_looked_at:
            return ""
        return chosen_in_words(len(look.sets()), len(look.removes()))

    def sit_down(self, desk: RevisitDesk) -> None:
        """Begin with the likeliest answer; that is known a little later, and not waited for long."""
        if self._desk_to_come is None and desk.asked and self.workbench.suggests:
            self._desk_to_come = desk
            self.query_one("#header", LinesView).show([ranking_line(desk.question)])
            self.set_timer(LONGEST_WAIT, self._begin_at_last)
        elif not self.is_ready:
            super().sit_down(desk)

    def model_came(self) -> None:
        super().model_came()
        if not self.is_ready and self._desk_to_come is not None:
            self._have_ranked(self._desk_to_come)

    def read_desk(self, work: Reading, before: RevisitDesk | None) -> RevisitDesk:
        from coder.usecases.revisit.desk import revisit_desk

        return revisit_desk(work, self.question, self.session.coder, self.wave, self.code_id, before)

    def new_state(self, desk: RevisitDesk) -> RevisitState:
        from coder.domain.revisit_rule import RevisitPass

        seed = f"{desk.question.seed} {desk.coder.uid} {desk.last_entry}"
        self.way = RevisitPass([each.answer_id for each in desk.asked], seed)
        self.way.rank(self._best_first)
        return RevisitState(desk, self.way)

    def act_of(self, look: Look, asked: Sequence[int]) -> acts.Act:
        return acts.look_again(look, asked, self.session.coder.id)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell which keys mean something now; stopping only where the rule allows it."""
        is_empty = self.is_ready and not self.line.value
        if action in ("read_on", "close_round"):
            is_at_end = is_empty and self.is_over() and self.state.answer_id is None
            return is_at_end and not self._is_closing
        if action in ("stop", "say_no_stop"):
            is_reading = is_empty and self.state.answer_id is not None
            return is_reading and self._may_stop() == (action == "stop")
        return super().check_action(action, parameters)

    def heard(self, said: Said) -> None:
        from coder.usecases.suggesting.suggestions import Ended, RevisitRanked

        if isinstance(said, RevisitRanked):
            self._ranked(said)
        elif isinstance(said, Ended):
            self._begin_at_last()
        else:
            super().heard(said)

    def waits_changed(self) -> None:
        """Have the answers that wait ranked, now that more is known or others wait."""
        self._have_ranked(self.state.desk)

    @property
    def name_shown(self) -> str:
        return _("Reading again")

    def about(self) -> str:
        shelf, code_id = self.state.shelf, self.code_id
        return shelf.name(code_id) if code_id is not None and shelf.has(code_id) else ""

    def progress(self) -> str:
        way = self.way
        if way.is_drawing:
            told = _("random draw: {read} of {drawn}").format(read=way.drawn_read, drawn=way.drawn)
        else:
            told = left_in_words(way.left)
        return f"{told} · {finds_in_words(way.finds, way.read)}" if way.read else told

    def empty_lines(self, width: int) -> list[Line]:
        if self.is_over():
            return wrapped_lines(end_in_words(self.way), width, Role.STRONG)
        if self._end_told:
            return wrapped_lines(self._end_told, width, Role.STRONG)
        return empty_lines(width, proposals=False)

    def told_lines(self, width: int) -> list[Line]:
        told = []
        if self.state.is_model_silent:
            told += wrapped_lines(silent_in_words(), width)
        if self._may_stop():
            told += wrapped_lines(stop_in_words(self.way), width, Role.ACCENT)
        elif self._can_come_to_stop() and 2 * self.way.run > STOP_AFTER:
            told += wrapped_lines(run_in_words(self.way), width)
        return told

    def action_say_no_stop(self) -> None:
        self.said = no_stop_in_words(self.way, self.state.desk.outside)
        self.repaint()

    def action_stop(self) -> None:
        from coder.tui.dialogs.choice import ChoiceDialog

        sizes = draw_sizes(self.way.left)

        def chosen(place: int | None) -> None:
            if place is not None:
                self.way.draw(sizes[place])
                self.action_step(1)

        asked = _("How many of the {left} answers left shall be drawn at random and read?")
        self.app.push_screen(
            ChoiceDialog(asked.format(left=written_count(self.way.left)), draw_lines(self.way.left, sizes)),
            chosen,
        )

    def is_over(self) -> bool:
        return self.way.is_drawing and self.way.bound is not None

    def nothing_follows(self) -> None:
        """At the end of a draw say what it has told, in place of an answer: nothing is closed by a slip."""
        if self.is_over():
            self.state.leave_answers()

    def action_read_on(self) -> None:
        self.way.go_on()
        self.state.go_on()
        self.arrive()

    def action_close_round(self) -> None:
        way = self.way
        question_id, code_ids = self.state.desk.question.id, self._codes_asked()

        self._is_closing = True

        def on_disk(bound: object) -> None:
            self._is_closing = False
            if isinstance(bound, int):
                self._end_told = closed_in_words(bound)
            way.go_on()
            self.read_again()

        def failed(error: CoderError) -> None:
            self._is_closing = False
            show_error(self, error)

        act = acts.stop_round(
            question_id, self.session.coder.id, code_ids, way.rest, way.drawn, way.drawn_finds
        )
        self.hand_over(acts.STOP_ROUND, act, on_disk, failed)

    def taken_back(self) -> None:
        # It may have been the closing: what is said in place of an answer is how it stands now.
        self._end_told = ""

    def _have_ranked(self, desk: RevisitDesk) -> None:
        def asked() -> dict[int, list[int]]:
            return {each.answer_id: [code.code_id for code in each.codes] for each in desk.asked}

        model = self.model
        if model is not None and desk.asked:
            # Of tens of thousands of answers that takes longer than a key may.
            self.read_behind(asked, model.ask_revisit)

    def _ranked(self, said: RevisitRanked) -> None:
        likeliest = {answer_id: max(scores.values()) for answer_id, scores in said.scores.items() if scores}
        self._best_first = sorted(likeliest, key=lambda each: -likeliest[each])
        if self.is_ready:
            self.way.rank(self._best_first)
            self.arrive()
        else:
            self._begin_at_last()

    def _begin_at_last(self) -> None:
        if not self.is_ready and self._desk_to_come is not None:
            self.sit_down(self._desk_to_come)

    def _may_stop(self) -> bool:
        return self.way.may_stop and self._can_come_to_stop()

    def _can_come_to_stop(self) -> bool:
        # A round is about all waves: where only one is read, there is nothing to say of the others.
        is_whole = not self.state.desk.outside
        return is_whole and not self.way.is_drawing and bool(draw_sizes(self.way.left))

    def _codes_asked(self) -> tuple[int, ...]:
        from coder.usecases.revisit.desk import codes_asked

        return codes_asked(self.state.desk.asked) if self.code_id is None else (self.code_id,)

"""A screen with answers before it that wait: read behind it, written from it, suggestions beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from coder.domain.errors import CoderError, EnvironmentFailedError
from coder.tui.coding.code_choice import CodeChoice
from coder.tui.errors import show_error
from coder.tui.history.taking_back import take_back_from
from coder.tui.project_screen import ProjectScreen
from coder.tui.revisit.state import RevisitState

if TYPE_CHECKING:
    from coder.store.unit_of_work import Reading
    from coder.tui.revisit.acts import Act
    from coder.tui.revisit.look import Look
    from coder.usecases.coding.reading import AnswerView
    from coder.usecases.revisit.desk import RevisitDesk
    from coder.usecases.suggesting.model_process import ModelProcess
    from coder.usecases.suggesting.suggestions import Said
    from coder.usecases.team.following import OthersWrote


class WaitingDesk(ProjectScreen):
    """Keeps a state in step with the project. What is seen and what keys do stands in the classes below."""

    SHOWS_OTHERS = True
    READS_ON_RETURN = True
    UNSEEN = frozenset({"passage", "analysis", "finding", "layer", "outcome", "tag"})
    operation: ClassVar[str]
    """What a look is called in the history."""
    state: RevisitState
    """Set when it has been read what waits; until then ``is_ready`` is False. So is the choice."""
    choice: CodeChoice

    def __init__(self, question: str, wave: str | None = None) -> None:
        super().__init__()
        self.question = question
        self.wave = wave
        self.is_ready = False
        self.said = ""
        """The quiet sentence beside the line; gone with the next act."""
        self._is_model_wanted = False
        """Whether a model has been started for this screen."""
        self._last_entry = 0
        self._handed_in = 0
        """How many looks have been handed in."""
        self._readings = 0

    @property
    def model(self) -> ModelProcess | None:
        """Says what is likely; None before it is there, where it is not wanted, and when it has ended."""
        return self.workbench.model.at_hand(self.question) if self._is_model_wanted else None

    @property
    def is_reading(self) -> bool:
        """Whether answers are on their way."""
        return self._readings > 0

    def on_unmount(self) -> None:
        self.workbench.model.stop_listening(self)

    def repaint(self) -> None:
        """Show everything as it stands."""
        raise NotImplementedError

    def read_desk(self, work: Reading, before: RevisitDesk | None) -> RevisitDesk:
        """Read what waits; ``before`` is what was read last."""
        raise NotImplementedError

    def new_state(self, desk: RevisitDesk) -> RevisitState:
        """Begin with what waits."""
        raise NotImplementedError

    def act_of(self, look: Look, asked: Sequence[int]) -> Act:
        """Return what Enter writes."""
        raise NotImplementedError

    def heard(self, said: Said) -> None:
        """Take in what the model says."""
        from coder.usecases.suggesting.suggestions import Suggested

        if self.is_ready and isinstance(said, Suggested):
            self.state.codes.suggested(said)
            self.repaint()

    def begin(self) -> None:
        self.read_behind(self._read_desk, self._desk_read)

    def on_screen_resume(self) -> None:
        """Look whether anything was written while another screen or a dialog stood above."""

        def read() -> int:
            from coder.usecases.codebook.code_list import newest_entry

            return self.session.read(newest_entry)

        def arrived(newest: int) -> None:
            if newest != self._last_entry:
                self.read_again()

        if self.is_ready:
            # The model may have been asked for another screen's answer meanwhile.
            self._ask_model()
            self.read_behind(read, arrived)

    def take_in(self, told: OthersWrote) -> None:
        if self.is_ready:
            self.read_again(stays=True)

    def read_again(self, shown: int | None = None, *, stays: bool = False) -> None:
        """Read what waits now, and show an answer of it; with ``stays`` the one shown in any case."""
        handed_in = self._handed_in

        def arrived(desk: RevisitDesk) -> None:
            if handed_in != self._handed_in:
                # An answer was looked at meanwhile, which this reading knows nothing of.
                self.read_again(shown, stays=stays)
                return
            self._last_entry = desk.last_entry
            self.state.reloaded(desk, stays=stays)
            if shown is not None:
                self.state.go_to(shown)
            elif self.state.answer_id is None:
                self.state.go_on()
            self.choice.refresh()
            self.waits_changed()
            self.arrive()

        self.read_behind(self._read_desk, arrived)

    def waits_changed(self) -> None:
        """Do what is to be done when other answers wait than before."""

    def taken_back(self) -> None:
        """Do what is to be done when an act has been taken back, or done again."""

    def arrive(self) -> None:
        """Show the answer the state is at; read it and the next one, and ask the model about them."""
        state = self.state
        wanted = state.wanted()
        self._ask_model()
        self.repaint()
        if not wanted:
            return

        def read() -> tuple[list[AnswerView], int]:
            from coder.usecases.coding.desk import views_of

            return self.session.read_after_writes(views_of, wanted, self.session.coder.id)

        def arrived(read: tuple[list[AnswerView], int]) -> None:
            self._readings -= 1
            state.arrived(read[0])
            self.repaint()

        self._readings += 1
        self.read_behind(read, arrived)

    def arrive_anew(self) -> None:
        """Read the answer shown again: something was written beside it."""
        if self.state.answer_id is not None:
            self.state.read_anew(self.state.answer_id)
        self.arrive()

    def action_take_back(self, operation: Literal["undo", "redo"]) -> None:
        def tell(sentence: str, answer_id: int | None) -> None:
            self.said = sentence
            self.taken_back()
            self.read_again(answer_id if operation == "undo" else None)

        take_back_from(self, operation, tell)

    def write_look(self, look: Look, act: Act, *, waits_if_failed: bool) -> None:
        """Hand in that an answer has been looked at, for the first time or with a change of mind."""
        answer_id = look.answer_id
        self._handed_in += 1

        def on_disk(_result: object) -> None:
            self.state.written(answer_id)
            if look.is_changed:
                self.waits_changed()
            if self.state.answer_id == answer_id:
                self.arrive()

        def failed(error: CoderError) -> None:
            show_error(self, error)
            self.state.failed(look, waits=waits_if_failed)
            if isinstance(error, EnvironmentFailedError):
                self.arrive()
                return
            # It rests on what others have changed: a code retired or taken back, a proposal decided on.
            self.state.begin_anew(answer_id)
            self.read_again()

        self.hand_over(self.operation, act, on_disk, failed)

    def _ask_model(self) -> None:
        model, here = self.model, self.state.answer_id
        if model is not None and here is not None:
            model.ask(here)
            model.ask_ahead([each for each in self.state.wanted() if each != here])

    def _read_desk(self) -> RevisitDesk:
        return self.session.read_after_writes(self.read_desk, self.state.desk if self.is_ready else None)

    def model_came(self) -> None:
        """Ask the model from now on."""
        self._is_model_wanted = True
        if self.is_ready:
            self.waits_changed()
            self.arrive()

    def sit_down(self, desk: RevisitDesk) -> None:
        """Begin with the first answer."""
        self.state = self.new_state(desk)
        self.choice = CodeChoice(self.state.shelf, can_make=False)
        self.is_ready = True
        self.arrive()

    def _desk_read(self, desk: RevisitDesk) -> None:
        self._last_entry = desk.last_entry
        if desk.asked and self.workbench.suggests:
            model = self.workbench.model
            model.start_for(self, self.question, self.heard, lambda _model: self.model_came())
        self.sit_down(desk)

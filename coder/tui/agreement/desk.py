"""A screen with a question's agreement before it: read behind it, counted on threads, settled in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal

from coder.agreement.results import REPLICATES
from coder.messages import _
from coder.tui.agreement import acts
from coder.tui.agreement.figures import figures_of
from coder.tui.agreement.opening import Opening, opened
from coder.tui.agreement.state import AgreementState, Pane
from coder.tui.errors import say, show_error
from coder.tui.history.taking_back import take_back_from
from coder.tui.project_screen import ProjectScreen

if TYPE_CHECKING:
    from coder.domain.errors import CoderError
    from coder.store.unit_of_work import Writing
    from coder.tui.agreement.figures import Figures
    from coder.tui.agreement.round_lines import RoundLine
    from coder.tui.agreement.state import Level
    from coder.usecases.agreement.consensus_effect import ConsensusEffect
    from coder.usecases.agreement.desk import AgreementDesk
    from coder.usecases.agreement.project_agreement import RoundAsked
    from coder.usecases.agreement.settle import SettlePlan
    from coder.usecases.agreement.settling_text import SettlingText
    from coder.usecases.team.following import OthersWrote


class AgreementReading(ProjectScreen):
    """Keeps agreement in step with the project; what is seen stands below."""

    READS_ON_RETURN = True
    UNSEEN = frozenset({"flag", "look", "passage", "analysis", "finding", "layer", "outcome", "tag"})

    def __init__(self, question: str) -> None:
        super().__init__()
        self.question = question
        self.opening: Opening | None = None
        self.state: AgreementState | None = None
        self._is_reading = False
        self._is_asked_again = False
        self._is_equal_settled = False
        self._round_shown: RoundAsked = None
        self._on_disk: set[int] = set()
        """Answers that were decided on since what is on disk was read."""
        self._counting: tuple[AgreementDesk, Level] | None = None

    def begin(self) -> None:
        self.look()

    def take_in(self, told: OthersWrote) -> None:
        # Nobody is to settle unawares over what somebody else has settled.
        if self.opening is not None:
            self.look()

    def repaint(self) -> None:
        """Show everything as it stands."""
        raise NotImplementedError

    @property
    def is_busy(self) -> bool:
        """Whether numbers are being counted."""
        return self._counting is not None

    # What coders gave

    def look(self) -> None:
        """Read what coders gave and what is settled; what was asked for meanwhile is read afterwards."""
        if self._is_reading:
            self._is_asked_again = True
            return
        self._is_reading = True
        on_disk = list(self._on_disk)
        asked: RoundAsked = None if self.state is None else self.state.asked_round

        def read() -> Opening:
            return self.session.read_after_writes(opened, self.question, self.session.coder.id, asked)

        def not_read(error: CoderError) -> None:
            self._is_reading = False
            if self.state is not None:
                self.state.asked_round = self._round_shown
                self.repaint()
            show_error(self, error)

        def show(opening: Opening) -> None:
            self._is_reading = False
            self.opening = opening
            self._round_shown = asked
            self._forget(on_disk)
            self._take(opening)
            self.repaint()
            if self._is_asked_again:
                self._is_asked_again = False
                self.look()

        self.read_behind(read, show, not_read)

    def choose_round(self, asked: RoundAsked) -> None:
        """Look at another round."""
        assert self.state is not None
        self.state.asked_round = asked
        self.look()

    def _take(self, opening: Opening) -> None:
        blindness, desk = opening.blindness, opening.desk
        if blindness is not None and blindness.is_done:
            self._close(blindness.round)
            return
        if desk is None:
            self.state = None
            return
        if self.state is None:
            self.state = AgreementState(desk, opening.everybody or {})
            for sentence in desk.to_close:
                say(self, sentence)
        else:
            if self.state.desk.compared != desk.compared:
                self.state.figures = {}
            self.state.everybody = opening.everybody or {}
            self.state.take_desk(desk)
        self._settle_equal(desk)
        self.count()
        self.read_texts()
        if self.state.pane is Pane.AFTER:
            self.read_effect()

    def _close(self, number: int) -> None:
        """Close the sample that is done: what was given is frozen, and shown."""

        def closed(_samples: object) -> None:
            said = _("Round {number} is closed: what you gave is kept as it is, and agreement is of that.")
            say(self, said.format(number=number))
            self.look()

        self.hand_over(acts.CLOSE, acts.close(self.question, self.session.coder), closed)

    def _settle_equal(self, desk: AgreementDesk) -> None:
        """Settle what all coded alike, once: undone, it stays so."""
        rounds = desk.compared.rounds
        if self._is_equal_settled or not all(each.is_double and each.is_closed for each in rounds):
            return
        self._is_equal_settled = True
        if desk.equal_unsettled:
            self.hand_over(acts.SETTLE_EQUAL, acts.settle_equal(desk.to_settle), lambda _n: self.look())

    # Numbers

    def count(self) -> None:
        """Count the numbers of the level that is looked at: at once, then with answers drawn again."""
        state = self.state
        if state is None or self._counting is not None:
            return
        known = state.shown
        if known is not None and known.is_final:
            return
        desk, level = state.desk, state.level
        self._counting = desk, level
        replicates = 0 if known is None else REPLICATES

        def measure() -> Figures:
            return _measured(desk, level, replicates)

        def not_counted(error: CoderError) -> None:
            self._counting = None
            show_error(self, error)

        def show(figures: Figures) -> None:
            self._counting = None
            if self.state is state and state.desk.compared == desk.compared:
                state.figures[level] = figures
            self.repaint()
            self.count()

        self.read_behind(measure, show, not_counted)
        self.repaint()

    def read_rounds(self) -> None:
        """Measure each round."""
        from coder.tui.agreement.round_lines import rounds_read

        state, opening = self.state, self.opening
        if state is None or opening is None:
            return

        def read() -> list[RoundLine]:
            return self.session.read(rounds_read, self.question, opening.standings)

        def show(rounds: list[RoundLine]) -> None:
            state.rounds = rounds
            self.repaint()

        self.read_behind(read, show)

    def read_effect(self) -> None:
        """Count what the consensus changes in tables."""
        state = self.state
        if state is None:
            return

        def read() -> ConsensusEffect:
            from coder.usecases.agreement.consensus_effect import consensus_effect

            return consensus_effect(self.session.engine, self.question)

        def show(effect: ConsensusEffect) -> None:
            state.effect = effect
            self.repaint()

        self.read_behind(read, show)

    # Texts

    def read_texts(self) -> None:
        """Read the texts around the difference one stands on."""
        state = self.state
        wanted = [] if state is None else state.wanted_texts()
        if state is None or not wanted:
            return

        def read() -> dict[int, SettlingText]:
            from coder.usecases.agreement.settling_text import settling_texts

            return self.session.read(settling_texts, wanted)

        def show(texts: dict[int, SettlingText]) -> None:
            state.texts.update(texts)
            self.repaint()

        self.read_behind(read, show)

    # What is decided

    def settle(self, answer_ids: Sequence[int], way: acts.Way, then: Callable[[SettlePlan], None]) -> None:
        """Settle answers, and go on; the screen waits for nothing."""
        assert self.state is not None
        act = acts.settle(self.state.compared, answer_ids, way, self.state.desk.settlements)

        def done(plan: object) -> None:
            from coder.usecases.agreement.settle import SettlePlan

            assert isinstance(plan, SettlePlan)
            then(plan)

        self.decide(acts.SETTLE, answer_ids, act, done)

    def decide(
        self,
        operation: str,
        answer_ids: Sequence[int],
        act: Callable[[Writing], object],
        then: Callable[[object], None] | None = None,
    ) -> None:
        """Hand over what is decided of some answers; until it is on disk they count as settled."""
        state = self.state
        assert state is not None
        stood_on = state.queue.answer_id
        state.decide(answer_ids)

        def written(result: object) -> None:
            self._on_disk.update(answer_ids)
            self.look()
            if then is not None:
                then(result)

        def not_written(error: CoderError) -> None:
            state.written(answer_ids)
            state.queue.answer_id = stood_on
            show_error(self, error)
            self.repaint()

        self.hand_over(operation, act, written, not_written)
        self.read_texts()
        self.repaint()

    def take_back(self, operation: Literal["undo", "redo"]) -> None:
        """Undo or redo, and go to the answer it was about."""

        def tell(sentence: str, answer_id: int | None) -> None:
            say(self, sentence)
            if self.state is not None:
                self.state.texts.clear()
                if answer_id in self.state.queue.ids:
                    self.state.queue.answer_id = answer_id
            self.look()

        take_back_from(self, operation, tell)

    def _forget(self, answer_ids: Sequence[int]) -> None:
        """Let go of what was read of answers that have changed."""
        self._on_disk.difference_update(answer_ids)
        if self.state is not None:
            self.state.written(answer_ids)
            for answer_id in answer_ids:
                self.state.texts.pop(answer_id, None)


def _measured(desk: AgreementDesk, level: Level, replicates: int) -> Figures:
    """Measure agreement on codes, or on themes; on a thread."""
    from coder.tui.agreement.figures import at_theme_level
    from coder.usecases.agreement.project_agreement import measured

    compared = at_theme_level(desk.compared) if level == "theme" else desk.compared
    found = measured(compared, desk.rests_on, replicates=replicates)
    return figures_of(found, desk.compared, is_final=replicates > 0)

"""Reading, behind the Theme screen, what stands together; what only it decides."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from coder.messages import _
from coder.tui.errors import say, show_error
from coder.tui.texts.screen import TextsScreen
from coder.tui.theme import acts
from coder.tui.theme.state import ThemeState

if TYPE_CHECKING:
    from coder.domain.errors import CoderError
    from coder.domain.passages import PassageKey
    from coder.store.passages import KeptPassage
    from coder.usecases.report.live_figures import Figures
    from coder.usecases.report.theme_outline import Outline
    from coder.usecases.report.theme_reading import Passage


class ThemeDesk(TextsScreen["ThemeState"]):
    """Keeps a state in step with the project. What is said and what keys do stands in the class below."""

    def __init__(self, question: str, code_id: int | None = None, wave: str | None = None) -> None:
        super().__init__(question, wave)
        self.code_id = code_id
        self.figures: Figures | None = None
        """What live figures say; None before the table is made."""
        self.is_waiting = False
        """Whether texts are on their way to another place, so that what is shown is not what is there."""
        self._turn = 0

    def begin(self) -> None:
        self.read_again()

    def read_again(self) -> None:
        """Read what stands where, as it is on disk; the cursor stays on its text."""
        self._turn += 1
        turn = self._turn

        def read() -> Outline:
            from coder.store.questions import question_named
            from coder.usecases.report.theme_outline import outline_of

            asked = self.session.read(question_named, self.question)
            waves = [] if self.wave is None else [self.wave]
            return self.session.read_after_writes(outline_of, asked.id, self.code_id, waves)

        def show(outline: Outline) -> None:
            if turn != self._turn:
                return
            self.is_waiting = False
            if self.state is None:
                self.state = ThemeState(outline, self.code_id)
            else:
                self.stay_while(partial(self.state.take, outline))
            self.repaint()
            self._count(outline, turn)

        self.read_behind(read, show)

    def read_texts(self) -> None:
        """Read the texts near the cursor that are not read yet."""
        state = self.state
        wanted = [] if state is None else state.wanted()
        if state is None or not wanted:
            return
        outline, kept = state.outline, dict(state.kept)

        def read() -> dict[PassageKey, Passage]:
            from coder.usecases.report.theme_reading import passages_at

            return self.session.read(passages_at, kept, wanted)

        def show(texts: dict[PassageKey, Passage]) -> None:
            # What was read for an earlier outline is asked for again.
            if state.outline is outline:
                state.ahead.take(texts)
                self.repaint()

        def not_read(error: CoderError) -> None:
            state.ahead.not_read(wanted)
            show_error(self, error)

        self.read_behind(read, show, not_read)

    # What is decided

    def move_to(self, key: PassageKey, code_id: int | None, new_path: str) -> None:
        """Put a text under another code, or under a new one."""
        state = self.state
        if state is None:
            return
        self.is_waiting = True

        def moved(result: object) -> None:
            self._tell_moved(result)
            self.read_again()

        act = acts.move(key, code_id, state.outline.question.codebook_id, new_path)
        self.hand_over("move_passage", act, moved, self.not_done)

    def let_go(self, passage_id: int) -> None:
        """Let go of a choice whose text is no longer there."""
        self.hand_over(
            "let_go_passages", acts.let_go(passage_id), lambda _done: self.read_again(), self.not_done
        )

    def read_decided(self, answer_id: int) -> None:
        def read() -> dict[PassageKey, KeptPassage]:
            from coder.usecases.report.theme_reading import decisions_on

            return self.session.read_after_writes(decisions_on, answer_id)

        def show(kept: dict[PassageKey, KeptPassage]) -> None:
            if self.state is not None:
                self.state.take_decisions(answer_id, kept)
                self.repaint()

        self.read_behind(read, show)

    def _tell_moved(self, result: object) -> None:
        from coder.usecases.report.passages import Moved

        if isinstance(result, Moved) and result.united:
            say(self, _("The answer has that code already; it is one coding now."))

    def _count(self, outline: Outline, turn: int) -> None:
        """Make the table that live figures are filled in from."""

        def read() -> Figures:
            from coder.tables.options import TableOptions
            from coder.usecases.report.live_figures import Figures
            from coder.usecases.tables.frequency_table import frequency_table

            waves = () if self.wave is None else (self.wave,)
            table = frequency_table(self.session.engine, self.question, TableOptions(waves=waves))
            return Figures(table, outline.codes)

        def show(figures: Figures) -> None:
            if turn == self._turn:
                self.figures = figures
                self.repaint()

        self.read_behind(read, show)

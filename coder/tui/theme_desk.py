"""A screen with the texts that stand together before it: read behind it, decided on through it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from coder.messages import _
from coder.tui import theme_acts as acts
from coder.tui.errors import say, show_error
from coder.tui.project_screen import ProjectScreen
from coder.tui.taking_back import take_back_from
from coder.tui.theme_state import ThemeState

if TYPE_CHECKING:
    from coder.domain.coding import Span
    from coder.domain.errors import CoderError
    from coder.domain.passages import PassageKey
    from coder.store.passages import KeptPassage
    from coder.usecases.live_figures import Figures
    from coder.usecases.theme_outline import Outline
    from coder.usecases.theme_reading import Passage


class ThemeDesk(ProjectScreen):
    """Keeps a state in step with the project. What is seen and what keys do stands in the class below."""

    def __init__(self, question: str, code_id: int | None = None, wave: str | None = None) -> None:
        super().__init__()
        self.question = question
        self.code_id = code_id
        self.wave = wave
        self.state: ThemeState | None = None
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
            from coder.usecases.theme_outline import outline_of

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
                self.state.take(outline)
            self.repaint()
            self._count(outline, turn)

        self.read_behind(read, show)

    def read_texts(self) -> None:
        """Read the texts near the cursor that are not read yet."""
        state = self.state
        wanted = [] if state is None else state.wanted()
        if state is None or not wanted:
            return
        kept = dict(state.kept)

        def read() -> dict[PassageKey, Passage]:
            from coder.usecases.theme_reading import passages_at

            return self.session.read(passages_at, kept, wanted)

        def show(texts: dict[PassageKey, Passage]) -> None:
            state.take_texts(texts)
            self.repaint()

        self.read_behind(read, show)

    def repaint(self) -> None:
        """Show everything as it stands."""
        raise NotImplementedError

    # What is decided

    def star(self, key: PassageKey) -> None:
        """Choose a text as a quotation, or no longer; seen at once."""
        state = self.state
        if state is None:
            return
        starred = not state.is_starred(key)
        state.star(key, starred=starred)
        operation = "star_passage" if starred else "unstar_passage"
        self._decide(operation, acts.star(key, starred=starred), key)

    def shorten(self, key: PassageKey, cuts: Sequence[Span]) -> None:
        """Leave words of a text out in print."""
        self._decide("shorten_passage", acts.shorten(key, cuts), key)

    def order(self, keys: Sequence[PassageKey]) -> None:
        """Let texts stand first under their heading; seen already."""
        self.hand_over("order_passages", acts.order(keys), None, self._not_done)

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
        self.hand_over("move_passage", act, moved, self._not_done)

    def let_go(self, passage_id: int) -> None:
        """Let go of a choice whose text is no longer there."""
        self.hand_over(
            "let_go_passages", acts.let_go(passage_id), lambda _done: self.read_again(), self._not_done
        )

    def take_back(self, operation: Literal["undo", "redo"]) -> None:
        """Undo or redo, and read again what is shown."""

        def tell(sentence: str, _answer_id: int | None) -> None:
            say(self, sentence)
            self.read_again()

        take_back_from(self, operation, tell)

    def _decide(self, operation: str, act: acts.Act, key: PassageKey) -> None:
        self.hand_over(operation, act, lambda _done: self.read_decisions(key.answer_id), self._not_done)

    def read_decisions(self, answer_id: int) -> None:
        """Read what is decided on the texts of an answer."""

        def read() -> dict[PassageKey, KeptPassage]:
            from coder.usecases.theme_reading import decisions_on

            return self.session.read_after_writes(decisions_on, answer_id)

        def show(kept: dict[PassageKey, KeptPassage]) -> None:
            if self.state is not None:
                self.state.take_decisions(answer_id, kept)
                self.repaint()

        self.read_behind(read, show)

    def _not_done(self, error: CoderError) -> None:
        show_error(self, error)
        if self.state is not None:
            self.state.forget_unsaved()
        self.read_again()

    def _tell_moved(self, result: object) -> None:
        from coder.usecases.passages import Moved

        if isinstance(result, Moved) and result.united:
            say(self, _("The answer has that code already; it is one coding now."))

    def _count(self, outline: Outline, turn: int) -> None:
        """Make the table that live figures are filled in from."""

        def read() -> Figures:
            from coder.tables.options import TableOptions
            from coder.usecases.live_figures import Figures
            from coder.usecases.table import frequency_table

            waves = () if self.wave is None else (self.wave,)
            table = frequency_table(self.session.engine, self.question, TableOptions(waves=waves))
            return Figures(table, outline.codes)

        def show(figures: Figures) -> None:
            if turn == self._turn:
                self.figures = figures
                self.repaint()

        self.read_behind(read, show)

"""Reading and checking, behind the Quotations screen, what may be quoted; what only it decides."""

from __future__ import annotations

import threading
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Literal

from coder.messages import _
from coder.tui.errors import say, show_error
from coder.tui.project_screen import Arrived
from coder.tui.quotations import acts
from coder.tui.quotations.state import QuotationsState
from coder.tui.texts.screen import TextsScreen

if TYPE_CHECKING:
    from pathlib import Path

    from coder.domain.errors import CoderError
    from coder.usecases.privacy.disclose import AnswerFinding
    from coder.usecases.report.quotation_suggestions import Suggestion
    from coder.usecases.report.quotations import Checked, Quotations, RememberingCheck, Respondents
    from coder.usecases.report.quotes_options import Purpose, QuotesOptions

    Choice = Literal["mask", "keep", "drop"] | None


class QuotationsDesk(TextsScreen["QuotationsState"]):
    """Keeps a state in step with the project. What is said and what keys do stands in the class below."""

    def __init__(self, question: str, wave: str | None = None) -> None:
        super().__init__(question, wave)
        self.attribution: str | None = None
        """What stands beside quotations; None as the report chooses by itself."""
        self._check: RememberingCheck | None = None
        self._one_check = threading.Lock()
        self._turn = 0

    @property
    def waves(self) -> tuple[str, ...]:
        """The waves that are looked at; none is all."""
        return () if self.wave is None else (self.wave,)

    def options(self, purpose: Purpose = "report") -> QuotesOptions:
        """Return as what the document is made."""
        from coder.usecases.report.quotes_options import QuotesOptions

        return QuotesOptions(purpose, waves=self.waves, attribution=self.attribution)

    def begin(self) -> None:
        self.read_again(with_suggestions=True)

    def read_again(self, *, with_suggestions: bool = False) -> None:
        """Read what is chosen, as it is on disk; then check it. The cursor stays on its text."""
        self._turn += 1
        turn = self._turn
        others = [] if self.state is None else self.state.others
        options = self.options()

        def read() -> Quotations:
            from coder.usecases.report.quotations import quotations_of

            return self.session.read_after_writes(quotations_of, self.question, options, others)

        def show(quotations: Quotations) -> None:
            if turn != self._turn:
                return
            if self.state is None:
                self.state = QuotationsState(quotations)
            else:
                self.stay_while(partial(self.state.take, quotations))
            self.repaint()
            if with_suggestions:
                self._suggest(quotations, turn)
            else:
                self._look(turn)

        self.read_behind(read, show)

    def read_decided(self, answer_id: int) -> None:
        # What is chosen tells what would leave: all of it is read, and checked, again.
        self.read_again()

    def _suggest(self, quotations: Quotations, turn: int) -> None:
        """Read who answered, and look for texts that might be quoted; show these too."""

        def read() -> tuple[Respondents, dict[int, tuple[Suggestion, ...]], Quotations]:
            from coder.usecases.report.quotations import respondents_of, suggestions_of, with_others

            people = self.session.read(respondents_of, self.question, self.waves)
            suggested = self.session.read(suggestions_of, quotations, people)
            keys = [*quotations.others, *(each.passage.key for under in suggested.values() for each in under)]
            # All of them are among the headings just read: no need to read those again.
            return people, suggested, self.session.read(with_others, quotations, keys)

        def show(found: tuple[Respondents, dict[int, tuple[Suggestion, ...]], Quotations]) -> None:
            state = self.state
            if state is not None and turn == self._turn:
                state.take_respondents(found[0])
                state.take_suggestions(found[1])
                self.stay_while(partial(state.take, found[2]))
                self.repaint()
                self._look(turn)

        def not_read(error: CoderError) -> None:
            show_error(self, error)
            if turn == self._turn:
                # What is chosen is checked all the same; suggestions are looked for when one comes back.
                self._look(turn)

        self.read_behind(read, show, not_read)

    def _look(self, turn: int) -> None:
        """Check the texts that are shown. Its libraries load on the thread, the first time."""
        state = self.state
        if state is None:
            return
        quotations, passages, options = state.quotations, state.passages, self.options()

        def told(done: int, total: int) -> None:
            def show() -> None:
                if turn == self._turn:
                    state.progress = done, total
                    self.repaint()

            self.post_message(Arrived(show))

        def read() -> Checked:
            from coder.usecases.report.quotations import checked, unfilled_figures

            with self._one_check:
                found = self.session.read(checked, quotations, passages, self._looking(), told)
                engine = self.session.engine
                return replace(
                    found, unfilled=self.session.read(unfilled_figures, engine, quotations, options)
                )

        def show(found: Checked) -> None:
            if turn == self._turn:
                state.take_checked(found)
                self.repaint()

        def not_read(error: CoderError) -> None:
            show_error(self, error)
            if turn == self._turn:
                state.not_checked()
                self.repaint()

        self.read_behind(read, show, not_read)

    def _looking(self) -> RememberingCheck:
        from coder.usecases.privacy.privacy_names import privacy_check
        from coder.usecases.report.quotations import RememberingCheck

        if self._check is None:
            self._check = RememberingCheck(privacy_check())
        return self._check

    # What is decided

    def decide_on(self, finding: AnswerFinding, choice: Choice, *, words: str = "", reason: str = "") -> None:
        """Decide on what was found; the keys go on to what waits next."""

        def decided(_result: object) -> None:
            if self.state is not None:
                self.state.decided()
            self.read_again()

        act = acts.decide(finding, choice, words=words or None, reason=reason)
        self.hand_over(acts.DECIDE, act, decided, self.not_done)

    def redact(self, finding: AnswerFinding, words: str) -> None:
        """Put words in place of a mention in the stored answer; say where it stands still."""

        def redacted(_result: object) -> None:
            def read() -> list[str]:
                from coder.usecases.privacy.redact import left_behind

                return left_behind(self.session.engine, [finding.mention or ""]).in_words()

            self.read_behind(read, lambda told: say(self, "\n".join([_("Redacted."), *told]), warning=True))
            self.read_again()

        self.hand_over(acts.REDACT, acts.redact(finding, words), redacted, self.not_done)

    def write_document(self, purpose: Purpose, file: Path) -> None:
        """Write the document by the same way, and through the same gate, as the command does."""
        options = self.options(purpose)

        def read() -> list[str]:
            from coder.usecases.report.quotes_file import made_quotes, write_quotes

            # A star that is on its way is in the document.
            self.session.read_after_writes(lambda _work: None)
            made = made_quotes(self.session.engine, self.question, options)
            told = write_quotes(self.session.engine, self.session.coder.id, made, file)
            return [*made.warnings, *told]

        def tell(warnings: list[str]) -> None:
            written = _("Written to {file}.").format(file=file.name)
            say(self, "\n".join([written, *warnings]), warning=bool(warnings))

        say(self, _("Writing {file} …").format(file=file.name))
        self.read_behind(read, tell)

"""What stands under the digits of the coding screen: suggestions, or else the codes used most."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import TYPE_CHECKING

from coder.domain.withholding import Withheld, withheld_on
from coder.tui.coding_ways import CodingWays
from coder.tui.digit_codes import digit_codes
from coder.tui.list_source import ListSource
from coder.tui.live_suggestions import LiveSuggestions
from coder.tui.seen_list import SeenList
from coder.tui.suggested_digits import DigitCode, SuggestedDigits

if TYPE_CHECKING:
    from coder.domain.codebook import Code
    from coder.domain.coding import Span
    from coder.store.answers import Answer
    from coder.usecases.near_answers import NearAnswer
    from coder.usecases.suggestions import Near, Suggested

CODING_ACTS = frozenset(
    {"set_code", "add_code", "remove_code", "remove_excerpt", "make_whole", "undo", "redo"}
)
"""Acts after which a model would rank otherwise."""


class CodingSuggesting(CodingWays):
    """Keeps the digits in step with the answer, the model and what is used."""

    def __init__(self, question: str, wave: str | None = None, answer_id: int | None = None) -> None:
        super().__init__(question, wave, answer_id)
        self.suggestions = LiveSuggestions()
        self.suggested_digits = SuggestedDigits()
        self.source = ListSource()
        """Where the codes under the digits come from."""
        self._held: list[int | None] = []
        self._held_at: int | None = None
        self._choosable: Sequence[Code] = ()
        self._choosable_ids: frozenset[int] = frozenset()
        self._standing: Suggested | None = None

    @property
    def digits(self) -> list[int | None]:
        """The codes under the digits, from 1 on; None where a code has gone."""
        return self.suggested_digits.codes

    @property
    def suggestions_are_fresh(self) -> bool:
        """Whether the digits mean the newest list there can be: all on disk is learned from."""
        live, digits = self.suggestions, self.suggested_digits
        if self.writes.is_waiting or digits.is_giving_way(time.monotonic()):
            return False
        if not self.workbench.suggests or self.source.withheld or live.ended is not None:
            return True
        return not digits.may_change or live.is_fresh(self.source.suggested)

    def code_of(self, digit: int) -> int | None:
        """Return the code that a digit means when it is pressed now."""
        return self.suggested_digits.code_of(digit, time.monotonic())

    def press_digit(self, digit: int) -> int | None:
        """Use a digit, so that nothing moves on this answer any more; return the code it means."""
        return self.suggested_digits.press(digit, time.monotonic())

    def seen(self, way: str, taken: int | None = None) -> SeenList | None:
        """Return what the coder sees under the digits now, for the trail; None where nothing is suggested."""
        if not self.workbench.suggests:
            return None
        rows, suggested = self.suggested_digits.rows, self.source.suggested
        return SeenList(
            codes=tuple((row.code_id, row.score) for row in rows if row and row.score is not None),
            way=way,
            taken=taken,
            sentence=self.place.whole_sentences,
            as_of=None if suggested is None else suggested.as_of,
            hidden=self.source.withheld is not None,
        )

    def action_near(self) -> None:
        """Show the coded answers likest this one, with the code looked at or the likeliest not set yet."""
        from coder.tui.near_dialog import NearDialog

        state, on = self.desk_state, self.desk_state.standing.codes
        likeliest = [each for each in self.digits if each is not None]
        unset = [each for each in likeliest if each not in on]
        wanted = [self.code_at_hand, *unset[:1], *likeliest[:1]]
        code_id = next((each for each in wanted if each is not None), None)
        if code_id is not None:
            self.leave_line()
            dialog = NearDialog(self._ask_near, state.shelf, self.code_of, code_id)
            self.app.push_screen(dialog, self.came_back)

    def _ask_near(self, code_id: int, shown: Callable[[Sequence[NearAnswer]], None]) -> bool:
        answer_id, session = self.desk_state.answer_id, self.session

        def read(near: Near) -> None:
            from coder.usecases.near_answers import near_answers

            if near.code_id == code_id:
                found = partial(session.read, near_answers, near.answers, session.coder.id)
                self.read_behind(found, shown)

        return answer_id is not None and self.suggestions.ask_near(answer_id, code_id, read)

    def arrive(self) -> None:
        super().arrive()
        if self.workbench.suggests and not self.suggestions.is_wanted:
            # The desk stands before anything is done for suggestions.
            self.call_after_refresh(
                self.suggestions.start, self, self.desk_state.desk.question.key, self.repaint
            )

    def on_unmount(self) -> None:
        self.workbench.model.stop_listening(self)

    def was_written(self, operation: str, entry: int | None) -> None:
        super().was_written(operation, entry)
        if entry is not None:
            self.suggestions.wrote(entry, is_coding=operation in CODING_ACTS)

    def keep_digits(self) -> None:
        """Let the digits follow the answer, the sentence and what the model says of them."""
        state, chosen = self.desk_state, self.place.whole_sentences
        # Until the answer has been read no digit means anything.
        if state.answer_id is None or state.answer is None:
            return
        withheld = self._withheld(state.answer)
        self.suggestions.wrote(state.known_entry)
        if self.workbench.suggests:
            self.suggestions.be_at(state.answer_id, chosen, state.following())
        if self.source.withheld is Withheld.UNTIL_OWN and withheld is None:
            self.suggested_digits.loosen()
        newest = None if withheld else self.suggestions.newest(state.answer_id, chosen)
        ranked = [] if newest is None else [DigitCode(e.code_id, e.score, e.words) for e in newest.codes]
        self.suggested_digits.rename(state.real_id)
        most_used = self._most_used(without={row.code_id for row in ranked})
        self.suggested_digits.follow(
            (state.answer_id, chosen),
            [*ranked, *most_used],
            self._choosable_ids,
            state.standing.codes,
            time.monotonic(),
        )
        self.source = self._source(newest, withheld)

    @property
    def speaking(self) -> tuple[Span, ...]:
        """The words marked in the text: those of the highlighted code, else of the likeliest not set yet."""
        wanted, on = self.code_at_hand, self.desk_state.standing.codes
        for row in self.suggested_digits.rows:
            if row is not None and row.words and (row.code_id == wanted if wanted else row.code_id not in on):
                return row.words
        return ()

    def _most_used(self, without: Collection[int]) -> list[DigitCode | None]:
        """Return the codes used most; what is used since shows at the next answer."""
        state, choosable = self.desk_state, self.desk_state.shelf.choosable()
        is_new_answer = self._held_at != state.answer_id
        if is_new_answer or choosable is not self._choosable:
            held = [None if each is None else state.real_id(each) for each in self._held]
            self._held = digit_codes(choosable, state.counts, held, may_change=is_new_answer)
            self._held_at, self._choosable = state.answer_id, choosable
            self._choosable_ids = frozenset(code.id for code in choosable)
        rows = [None if each is None else DigitCode(each) for each in self._held]
        return [row for row in rows if row is None or row.code_id not in without]

    def _withheld(self, answer: Answer) -> Withheld | None:
        desk, has_own_code = self.desk_state.desk, bool(self.desk_state.standing.codes)
        return withheld_on(desk.question, desk.coder.uid, answer.uid, has_own_code=has_own_code)

    def _source(self, newest: Suggested | None, withheld: Withheld | None) -> ListSource:
        live = self.suggestions
        if newest is not None and self.suggested_digits.may_change:
            self._standing = newest
        elif newest is None:
            self._standing = None
        return ListSource(
            suggested=self._standing,
            age=0 if self._standing is None else live.age(self._standing),
            withheld=withheld,
            preparing=live.preparing,
            ended=live.ended,
            is_wanted=live.is_wanted,
        )

"""What stands under the digits at a desk: suggestions where there are any, else the codes used most."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from coder.domain.withholding import Withheld, withheld_on
from coder.tui.suggesting.digit_codes import digit_codes
from coder.tui.suggesting.list_source import ListSource
from coder.tui.suggesting.live_suggestions import LiveSuggestions
from coder.tui.suggesting.seen_list import SeenList
from coder.tui.suggesting.suggested_digits import DigitCode, DigitList, SuggestedDigits

if TYPE_CHECKING:
    from coder.domain.codebook import Code
    from coder.domain.coding import Span
    from coder.store.answers import Answer
    from coder.tui.coding.state import CodingState
    from coder.usecases.suggesting.suggestions import Suggestion

LEAST_EXPLAINED = 0.05
"""Of what is less likely, no words are told: they would be the likeliest of nothing."""


class UnderDigits:
    """Keeps the digits in step with the answer, the model and what is used. Knows no screen."""

    def __init__(
        self, state: CodingState, *, suggests: bool, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.live = LiveSuggestions()
        self.source = ListSource()
        """Where the codes come from."""
        self._state = state
        self._suggests = suggests
        self._clock = clock
        self._digits = SuggestedDigits()
        self._at: int | None = None
        self._released: set[int] = set()
        """Answers that have had an own code: what may be shown then stays."""
        self._will_learn = False
        self._sentence: Span | None = None
        self._ahead_of: object = None
        self._following: list[int] = []
        self._held: list[int | None] = []
        self._held_at: int | None = None
        self._choosable: Sequence[Code] = ()
        self._choosable_ids: frozenset[int] = frozenset()

    @property
    def rows(self) -> Sequence[DigitCode | None]:
        """The codes by digit, from 1 on; None for a digit without one."""
        return self._digits.rows

    @property
    def codes(self) -> list[int | None]:
        """Their ids."""
        return self._digits.codes

    @property
    def is_fresh(self) -> bool:
        """Whether nothing replaces the list here any more: all on disk is learned from, or it has stood."""
        if self._at != self._state.answer_id or self._digits.is_giving_way(self._clock()):
            return False
        if not self._suggests or self.source.withheld or self.live.ended is not None:
            return True
        return not self._digits.may_change(self._clock()) or self.live.is_fresh(self._digits.stands.made_from)

    def code_of(self, digit: int) -> int | None:
        """Return the code that a digit means when it is pressed now."""
        return self._digits.code_of(digit, self._clock())

    def press(self, digit: int) -> int | None:
        """Use a digit, so that nothing moves on this answer any more; return the code it means."""
        return self._digits.press(digit, self._clock())

    def follow(self, sentence: Span | None) -> None:
        """Come to the shown answer, or a sentence in it, and to what is known of it now."""
        state, answer = self._state, self._state.answer
        # Until the answer has been read no digit means anything.
        if answer is None:
            return
        if answer.id != self._at:
            self._will_learn = self._is_coded_elsewhere()
        self._at, self._sentence = answer.id, sentence
        withheld = self._withheld(answer)
        self.live.wrote(state.known_entry)
        if self._suggests:
            self.live.be_at(answer.id, sentence, self._ahead())
        if self.source.withheld is Withheld.UNTIL_OWN and withheld is None:
            self._digits.loosen()
        newest = self.live.newest(answer.id, sentence, only_learned=self._will_learn)
        newest = None if withheld else newest
        ranked = [] if newest is None else [_digit_code(each) for each in newest.codes]
        offered = (*ranked, *self._most_used(without={row.code_id for row in ranked}))
        self._digits.rename(state.real_id)
        self._digits.follow(
            (answer.id, sentence),
            DigitList(offered, newest),
            self._choosable_ids,
            state.standing.codes,
            self._clock(),
        )
        self.source = self._source(withheld)

    def speaking(self, highlighted: int | None) -> tuple[Span, ...]:
        """Return the words to mark in the text: what speaks for a code, else for the likeliest not set."""
        on = self._state.standing.codes
        for row in self.rows:
            is_meant = row is not None and (
                row.code_id == highlighted if highlighted else row.code_id not in on
            )
            if row is not None and is_meant and row.words:
                return row.words
        return ()

    def seen(self, way: str, taken: int | None = None) -> SeenList | None:
        """Return what the coder sees now, for the trail; None where nothing is suggested."""
        if not self._suggests:
            return None
        suggested = self._digits.stands.made_from
        return SeenList(
            codes=tuple((row.code_id, row.score) for row in self.rows if row and row.score is not None),
            way=way,
            taken=taken,
            sentence=self._sentence,
            as_of=None if suggested is None else suggested.as_of,
            hidden=self.source.withheld is Withheld.BY_CHANCE,
        )

    def _ahead(self) -> list[int]:
        """Return the answers to ask for beforehand; found anew where the coder or what is done has moved."""
        at = self._state.answer_id, self._state.done
        if self._ahead_of != at:
            self._ahead_of, self._following = at, self._state.following()
        return self._following

    def _most_used(self, without: Collection[int]) -> list[DigitCode | None]:
        """Return the codes used most; what is used since shows at the next answer."""
        state, choosable = self._state, self._state.shelf.choosable()
        is_new_answer = self._held_at != state.answer_id
        if is_new_answer or choosable is not self._choosable:
            held = [None if each is None else state.real_id(each) for each in self._held]
            self._held = digit_codes(choosable, state.counts, held, may_change=is_new_answer)
            self._held_at, self._choosable = state.answer_id, choosable
            self._choosable_ids = frozenset(code.id for code in choosable)
        rows = [None if each is None else DigitCode(each) for each in self._held]
        return [row for row in rows if row is None or row.code_id not in without]

    def _is_coded_elsewhere(self) -> bool:
        """Tell whether a model will have other answers to learn from; names alone would soon be replaced."""
        state, on = self._state, self._state.standing.codes
        return any(state.counts[code.id] > (code.id in on) for code in state.shelf.choosable())

    def _withheld(self, answer: Answer) -> Withheld | None:
        if self._state.standing.codes:
            self._released.add(answer.id)
        desk, has_own_code = self._state.desk, answer.id in self._released
        if not desk.seat.shows_suggestions:
            return Withheld.BLIND
        return withheld_on(desk.question, desk.coder.uid, answer.uid, has_own_code=has_own_code)

    def _source(self, withheld: Withheld | None) -> ListSource:
        suggested = self._digits.stands.made_from
        return ListSource(
            suggested=suggested,
            age=0 if suggested is None else self.live.age(suggested),
            withheld=withheld,
            preparing=self.live.preparing,
            ended=self.live.ended,
            is_wanted=self.live.is_wanted,
            is_new=self._digits.is_new(self._clock()),
        )


def _digit_code(suggestion: Suggestion) -> DigitCode:
    words = suggestion.words if suggestion.score >= LEAST_EXPLAINED else ()
    return DigitCode(suggestion.code_id, suggestion.score, words)

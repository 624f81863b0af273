"""Coded answers typed again on the real coding screen, with as few keys as it allows."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.fewest_keys import Keys, TypedKeys
from benchmarks.fewest_placing_keys import Placing, PlacingKeys
from benchmarks.gold import Codings
from coder.domain.codebook import PATH_SEPARATOR
from coder.domain.coding import Span
from coder.domain.coverage import Coverage, coverage
from coder.store.answers import Answer
from coder.tui.app import WorkbenchApp
from coder.tui.coding.screen import CodingScreen
from coder.tui.suggesting.suggested_digits import GRACE

WHOLE = ("shift+tab",)
"""After a code that goes on the whole answer in unit sentence."""
REPEATS = 0.15
"""Seconds after which Enter is no longer taken for a held one."""
SET = "set "
"""Begins a step that sets a code: the rest is its path."""
MAKE = ("ctrl+n",)
"""Makes a code of what is typed; its letters are no search and are not counted."""


@dataclass
class Count:
    """Keys pressed, and what came of them."""

    codings: int = 0
    """In unit sentence only those that are placed."""
    answers: int = 0
    keys: int = 0
    sets: int = 0
    """How often a code was set; in unit sentence at each of its places."""
    digits: int = 0
    """Keys that were digits."""
    made: int = 0
    """Codes that were made on the way."""
    plain_keys: int = 0
    """Keys it had taken without digits, and without keys that take all sentences or end an answer at once."""
    sentences: int = 0
    placed: int = 0
    """Sentences with a code on them."""

    def __add__(self, other: Count) -> Count:
        return Count(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))


class Replay:
    """One question coded on the real screen, an answer at a time, each with the newest digits."""

    def __init__(
        self, app: WorkbenchApp, press: Callable[[str], Awaitable[None]], gold: dict[str, Codings], unit: str
    ) -> None:
        self._app = app
        self._press = press
        self._gold = gold
        self._is_placing = unit == "sentence"
        self._typed: TypedKeys | None = None
        self._typed_for: frozenset[int] = frozenset()
        self.count = Count()

    @property
    def _screen(self) -> CodingScreen:
        assert isinstance(self._app.screen, CodingScreen)
        return self._app.screen

    async def run(self) -> None:
        """Code every answer that the folder has codings of."""
        await self._until(lambda: self._screen.is_ready)
        state = self._screen.desk_state
        for _answer in state.order:
            await self._until(lambda: state.answer is not None)
            answer = state.answer
            assert answer is not None
            codings = self._gold[answer.respondent_id]
            for step in self._steps(answer, codings, with_shortcuts=True):
                await self._take(step)
            await self._until(lambda: not self._screen.writes.is_waiting)
            await asyncio.sleep(REPEATS)
            self._add_up(answer, codings)

    def _steps(self, answer: Answer, codings: Codings, *, with_shortcuts: bool) -> Keys:
        """Return the fewest steps for an answer: keys, and codes to set."""
        if not self._is_placing:
            return (*[_setting(path) for path in codings], "enter")
        placings = [
            Placing(span, (_setting(path),)) for path, spans in codings.items() for span in spans or (None,)
        ]
        keys = PlacingKeys(whole=WHOLE, with_shortcuts=with_shortcuts)
        return keys.fewest(answer.text, answer.sentences, placings)

    async def _take(self, step: str) -> None:
        if step.startswith(SET):
            await self._set(step.removeprefix(SET))
            return
        if step == "enter":
            await asyncio.sleep(REPEATS)
        await self._type((step,))

    async def _set(self, path: str) -> None:
        """Set a code by its digit if it has one, else by its name; make it where it is not there."""
        await self._until(lambda: self._screen.suggestions_are_fresh)
        # A digit pressed just after the list was replaced means what stood before.
        await asyncio.sleep(GRACE)
        code_id = self._id_of(path)
        self.count.sets += 1
        if code_id is None:
            await self._make(path)
            return
        digits = [digit for digit in range(1, 10) if self._screen.code_of(digit) == code_id]
        if digits:
            self.count.digits += 1
            await self._type((str(digits[0]),))
        else:
            await self._type(self._typed_keys()[code_id])

    async def _make(self, path: str) -> None:
        for letter in path:
            await self._press("space" if letter == " " else letter)
        await self._type(MAKE)
        self.count.made += 1
        await self._until(lambda: not self._screen.writes.is_waiting)

    async def _type(self, keys: Keys) -> None:
        for key in keys:
            await self._press(key)
        self.count.keys += len(keys)

    def _id_of(self, path: str) -> int | None:
        codes = self._screen.desk_state.shelf.choosable()
        return next((code.id for code in codes if PATH_SEPARATOR.join(code.path) == path), None)

    def _typed_keys(self) -> TypedKeys:
        shelf = self._screen.desk_state.shelf
        codes = frozenset(code.id for code in shelf.choosable())
        if self._typed is None or self._typed_for != codes:
            self._typed, self._typed_for = TypedKeys(shelf), codes
        return self._typed

    def _add_up(self, answer: Answer, codings: Codings) -> None:
        placed = {path: spans for path, spans in codings.items() if spans or not self._is_placing}
        covered = coverage(answer.sentences, _spans(codings))
        self.count += Count(
            codings=len(placed),
            answers=1,
            plain_keys=self._plain_keys(answer, codings),
            sentences=len(covered),
            placed=covered.count(Coverage.PLACED),
        )

    def _plain_keys(self, answer: Answer, codings: Codings) -> int:
        """Count what it takes when every code is typed."""
        typed = self._typed_keys()
        ids = {path: self._id_of(PATH_SEPARATOR.join(path)) for path in codings}
        lengths = {
            _setting(path): len(typed[code_id]) for path, code_id in ids.items() if code_id is not None
        }
        return sum(lengths.get(step, 1) for step in self._steps(answer, codings, with_shortcuts=False))

    async def _until(self, holds: Callable[[], bool]) -> None:
        for _try in range(3_000):
            if holds():
                return
            await asyncio.sleep(0.01)
        raise AssertionError("It never came to hold.")


def _setting(path: Sequence[str]) -> str:
    return SET + PATH_SEPARATOR.join(path)


def _spans(codings: Mapping[tuple[str, ...], tuple[Span, ...]]) -> list[tuple[Span, ...]]:
    return list(codings.values())

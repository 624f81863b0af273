"""How many keys a coding takes on the real coding screen, typed as frugally as the screen allows.

    python -m benchmarks.keys_per_coding [DATA]

DATA is a folder with surveys, codebooks and codings (``../shared/data``, or what ``CODER_GOLD`` says).
Answers are read in the coder's order; afterwards the project's codings are held against those of the folder,
row for row.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.fewest_keys import Keys, TypedKeys, keys_for_answer, keys_for_code
from benchmarks.fewest_placing_keys import Placing, PlacingKeys
from benchmarks.gold import CODER, QUESTIONS, Codings, GoldQuestion, gold_codings, make_project
from coder.domain.coding import Span
from coder.domain.coverage import Coverage, coverage
from coder.store.answers import Answer
from coder.store.project import open_project
from coder.store.unit_of_work import reading
from coder.tui.app import WorkbenchApp
from coder.tui.coding_screen import CodingScreen
from coder.tui.digit_codes import digit_codes
from coder.usecases.codings_files import export_codings
from coder.usecases.session import Session

WHOLE = ("shift+tab",)
"""After a code that goes on the whole answer in unit sentence."""
REPEATS = 0.15
"""Seconds after which Enter is no longer taken for a held one."""


Placed = Mapping[int, tuple[Span, ...]]
"""Excerpts by code id; none for the whole answer."""


@dataclass
class Count:
    """Keys pressed, and what came of them."""

    codings: int = 0
    """In unit sentence only those that are placed."""
    answers: int = 0
    keys: int = 0
    digits: int = 0
    """Keys that were digits."""
    plain_keys: int = 0
    """Keys it had taken without digits, and without keys that take all sentences or end an answer at once."""
    sentences: int = 0
    placed: int = 0
    """Sentences with a code on them."""

    def __add__(self, other: Count) -> Count:
        return Count(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))


class Replay:
    """One question coded on the real screen, an answer at a time."""

    def __init__(
        self, app: WorkbenchApp, press: Callable[[str], Awaitable[None]], gold: dict[str, Codings], unit: str
    ) -> None:
        self._app = app
        self._press = press
        self._gold = gold
        self._unit = unit
        self._digits: list[int | None] = []
        self._used: Counter[int] = Counter()
        self.count = Count()

    @property
    def _screen(self) -> CodingScreen:
        assert isinstance(self._app.screen, CodingScreen)
        return self._app.screen

    async def run(self) -> None:
        """Code every answer that the folder has codings of."""
        await self._until(lambda: self._screen.is_ready)
        state = self._screen.desk_state
        typed = TypedKeys(state.shelf)
        ids = {code.path: code.id for code in state.shelf.choosable()}
        for _answer in state.order:
            await self._until(lambda: state.answer is not None)
            answer = state.answer
            assert answer is not None
            codings = self._gold[answer.respondent_id]
            placed = {ids[path]: spans for path, spans in codings.items()}
            self._digits = digit_codes(state.shelf.choosable(), self._used, self._digits)
            keys = self._keys(answer, placed, self._digits, typed)
            await self._type(keys)
            self._used.update(list(placed))
            self.count += self._counted(answer, placed, keys, typed)

    def _keys(self, answer: Answer, placed: Placed, digits: Sequence[int | None], typed: TypedKeys) -> Keys:
        """Return the fewest keys for an answer; with no digits, also without the shortcuts of sentences."""
        if self._unit == "answer":
            return keys_for_answer(placed, digits, typed)
        placings = [
            Placing(span, keys_for_code(code_id, digits, typed))
            for code_id, spans in placed.items()
            for span in spans or (None,)
        ]
        keys = PlacingKeys(whole=WHOLE, with_shortcuts=bool(digits))
        return keys.fewest(answer.text, answer.sentences, placings)

    def _counted(self, answer: Answer, placed: Placed, keys: Keys, typed: TypedKeys) -> Count:
        covered = coverage(answer.sentences, list(placed.values()))
        return Count(
            codings=sum(bool(spans) or self._unit == "answer" for spans in placed.values()),
            answers=1,
            keys=len(keys),
            digits=sum(code_id in self._digits for code_id in placed),
            plain_keys=len(self._keys(answer, placed, [], typed)),
            sentences=len(covered),
            placed=covered.count(Coverage.PLACED),
        )

    async def _type(self, keys: Keys) -> None:
        for before, key in zip(("", *keys), keys, strict=False):
            if before == key == "enter":
                await asyncio.sleep(REPEATS)
            await self._press(key)
        await self._until(lambda: not self._screen.writes.is_waiting)
        await asyncio.sleep(REPEATS)

    async def _until(self, holds: Callable[[], bool]) -> None:
        for _try in range(1_000):
            if holds():
                return
            await asyncio.sleep(0.01)
        raise AssertionError("It never came to hold.")


async def replayed(project: Path, data: Path, question: GoldQuestion, unit: str) -> Count:
    """Code one question; raise if the project then holds anything else than the folder."""
    gold = gold_codings(data, question)
    session = Session(str(project), CODER)
    app = WorkbenchApp(session, question.key)
    try:
        async with app.run_test(size=(120, 40)) as pilot:
            replay = Replay(app, pilot.press, gold, unit)
            await replay.run()
    finally:
        session.close()
    _verify(project, question, gold, placed=unit == "sentence")
    return replay.count


def _verify(project: Path, question: GoldQuestion, gold: dict[str, Codings], *, placed: bool) -> None:
    engine = open_project(str(project))
    with reading(engine) as work:
        rows = export_codings(work, question.key, coders=[CODER])
    engine.dispose()
    found = {
        (row.respondent_id, *filter(None, (row.theme, row.code)), row.start, row.end, str(row.state))
        for row in rows
    }
    wanted = {
        (respondent, *path, *(span if placed else (None, None)), "done")
        for respondent, codings in gold.items()
        for path, spans in (codings or {(): ()}).items()
        for span in (spans if placed and spans else [(None, None)])
    }
    if found != wanted:
        raise AssertionError(f"{question.title}: too much {found - wanted}, missing {wanted - found}")


def _print(title: str, count: Count, unit: str) -> None:
    keys, plain = count.keys / count.codings, count.plain_keys / count.codings
    what, plain_means = "coding", "without digits"
    share = ""
    if unit == "sentence":
        what, plain_means = "placed coding", "without digits and shortcuts"
        share = (
            f"; {count.placed} of {count.sentences} sentences placed, {count.placed / count.sentences:.0%}"
        )
    sys.stdout.write(
        f"{title:18} {count.answers:4} answers {count.codings:4} codings  {keys:.2f} keys per {what}  "
        f"({count.digits / count.codings:.0%} by digit; {plain_means} {plain:.2f}{share})\n"
    )


def main() -> None:
    """Replay and print."""
    data = Path(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("CODER_GOLD", "../shared/data"))
    with tempfile.TemporaryDirectory() as folder:
        for unit in ("answer", "sentence"):
            project = Path(folder) / f"{unit}.sqlite"
            make_project(project, data, unit)
            total = Count()
            for question in QUESTIONS:
                if question.has_spans or unit == "answer":
                    count = asyncio.run(replayed(project, data, question, unit))
                    _print(question.title, count, unit)
                    total += count
            _print(f"unit {unit}", total, unit)


if __name__ == "__main__":
    main()

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
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.fewest_keys import Keys, TypedKeys, keys_for_answer, keys_for_code
from benchmarks.gold import CODER, QUESTIONS, Codings, GoldQuestion, gold_codings, make_project
from coder.store.project import open_project
from coder.store.unit_of_work import reading
from coder.tui.app import WorkbenchApp
from coder.tui.coding_screen import CodingScreen
from coder.tui.digit_codes import digit_codes
from coder.usecases.codings_files import export_codings
from coder.usecases.session import Session

GOAL = 2.6
REPEATS = 0.15
"""Seconds after which Enter is no longer taken for a held one."""


@dataclass
class Count:
    """Keys pressed, and what came of them."""

    codings: int = 0
    answers: int = 0
    keys: int = 0
    digits: int = 0
    """Keys that were digits."""
    plain_keys: int = 0
    """Keys it had taken without digits."""

    def __add__(self, other: Count) -> Count:
        return Count(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))


class Replay:
    """One question coded on the real screen, an answer at a time."""

    def __init__(self, app: WorkbenchApp, press: Callable[..., object], gold: dict[str, Codings]) -> None:
        self._app = app
        self._press = press
        self._gold = gold
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
            codes = [ids[path] for path in codings]
            self._digits = digit_codes(state.shelf.choosable(), self._used, self._digits)
            keys = keys_for_answer(codes, self._digits, typed)
            await self._type(keys)
            self._used.update(codes)
            self.count += Count(
                codings=len(codes),
                answers=1,
                keys=len(keys),
                digits=sum(len(keys_for_code(each, self._digits, typed)) == 1 for each in codes),
                plain_keys=len(keys_for_answer(codes, [], typed)),
            )

    async def _type(self, keys: Keys) -> None:
        await self._press(*keys)  # type: ignore[misc]  # the pilot's own
        await self._until(lambda: not self._screen.writes.is_waiting)
        await asyncio.sleep(REPEATS)

    async def _until(self, holds: Callable[[], bool]) -> None:
        for _try in range(1_000):
            if holds():
                return
            await asyncio.sleep(0.01)
        raise AssertionError("It never came to hold.")


async def replayed(project: Path, data: Path, question: GoldQuestion) -> Count:
    """Code one question; raise if the project then holds anything else than the folder."""
    gold = gold_codings(data, question)
    session = Session(str(project), CODER)
    app = WorkbenchApp(session, question.key)
    try:
        async with app.run_test(size=(120, 40)) as pilot:
            replay = Replay(app, pilot.press, gold)
            await replay.run()
    finally:
        session.close()
    _verify(project, question, gold, placed=False)
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


def _print(title: str, count: Count) -> None:
    keys, plain = count.keys / count.codings, count.plain_keys / count.codings
    sys.stdout.write(
        f"{title:18} {count.answers:4} answers {count.codings:4} codings  {keys:.2f} keys per coding  "
        f"({count.digits / count.codings:.0%} by digit; without digits {plain:.2f})\n"
    )


def main() -> None:
    """Replay and print."""
    data = Path(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("CODER_GOLD", "../shared/data"))
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "answer.sqlite"
        make_project(project, data, "answer")
        total = Count()
        for question in QUESTIONS:
            count = asyncio.run(replayed(project, data, question))
            _print(question.title, count)
            total += count
        _print("unit answer", total)


if __name__ == "__main__":
    main()

"""How many keys a coding takes: a coded folder typed again on the real coding screen.

python -m benchmarks.keys_per_coding FOLDER

Every answer is coded as the folder has it, in the coder's order of reading, with the fewest keys the
screen allows: the digit a code stands under, else the shortest text that lights it and Enter. *Done* is
counted. That is done with the model's suggestions under the digits, with the most used codes there, and
with a code list that begins empty. Afterwards the project's codings are held against those of the folder.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.gold import CODER, QUESTIONS, Codings, GoldQuestion, flattened, gold_codings, make_project
from benchmarks.replay import Count, Replay
from coder.store.project import open_project
from coder.store.unit_of_work import reading
from coder.tui.app import WorkbenchApp
from coder.usecases.exchange.codings_files import export_codings
from coder.usecases.session import Session


@dataclass(frozen=True)
class Way:
    """What is coded in which way."""

    title: str
    unit: str
    suggests: bool = True
    """Whether the model stands behind the digits; else the most used codes do."""
    is_growing: bool = False
    """Whether the code list begins empty."""
    goal: float | None = None
    """Keys per coding at most."""


WAYS = (
    Way("answer, suggestions", "answer", goal=1.8),
    Way("answer, most used", "answer", suggests=False, goal=2.6),
    Way("answer, growing list", "answer", is_growing=True, goal=2.4),
    Way("sentence, suggestions", "sentence", goal=3.4),
    Way("sentence, most used", "sentence", suggests=False, goal=3.4),
)
MOST_OF_MOST_USED = 0.85


async def replayed(project: Path, gold: dict[str, Codings], question: GoldQuestion, way: Way) -> Count:
    """Code one question; raise if the project then holds anything else than the folder."""
    session = Session(str(project), CODER)
    app = WorkbenchApp(session, question.key, suggests=way.suggests)
    try:
        async with app.run_test(size=(120, 40)) as pilot:
            replay = Replay(app, pilot.press, gold, way.unit)
            await replay.run()
    finally:
        session.close()
    _verify(project, question, gold, placed=way.unit == "sentence")
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


def _print(title: str, count: Count, way: Way) -> None:
    keys, plain = count.keys / count.codings, count.plain_keys / count.codings
    is_placing = way.unit == "sentence"
    what, plain_means = "coding", "without digits"
    more = f"; {count.made} codes made" if count.made else ""
    if is_placing:
        what, plain_means = "placed coding", "without digits and shortcuts"
        more += (
            f"; {count.placed} of {count.sentences} sentences placed, {count.placed / count.sentences:.0%}"
        )
    sys.stdout.write(
        f"{title:22} {count.answers:4} answers {count.codings:4} codings  {keys:.2f} keys per {what}  "
        f"({count.digits / count.sets:.0%} by digit; {plain_means} {plain:.2f}{more})\n"
    )
    sys.stdout.flush()


def _counted(way: Way, data: Path, project: Path) -> tuple[Count, bool]:
    """Replay all questions; return the keys, and whether they are as few as they should be."""
    make_project(project, data, way.unit, with_codebooks=not way.is_growing)
    total = Count()
    for question in QUESTIONS:
        if question.has_spans or way.unit == "answer":
            gold = gold_codings(data, question)
            gold = flattened(gold) if way.is_growing else gold
            count = asyncio.run(replayed(project, gold, question, way))
            _print(f"  {question.title}", count, way)
            total += count
    _print(way.title, total, way)
    return total, way.goal is None or _told(total.keys / total.codings, way.goal)


def _told(found: float, goal: float) -> bool:
    is_met = found <= goal
    sys.stdout.write(f"    at most {goal}: {'met' if is_met else 'NOT met'} with {found:.3f}\n")
    sys.stdout.flush()
    return is_met


def main() -> None:
    """Replay and print."""
    data = Path(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("CODER_GOLD", "../shared/data"))
    only = sys.argv[2:]
    found: dict[str, Count] = {}
    met: list[bool] = []
    with tempfile.TemporaryDirectory() as folder:
        for number, way in enumerate(WAYS):
            if not only or way.title in only:
                found[way.title], is_met = _counted(way, data, Path(folder) / f"{number}.sqlite")
                met.append(is_met)
    for unit in ("answer", "sentence"):
        with_model, most_used = found.get(f"{unit}, suggestions"), found.get(f"{unit}, most used")
        if with_model and most_used:
            sys.stdout.write(f"unit {unit}: keys with suggestions, beside the most used\n")
            met.append(_told(with_model.keys / most_used.keys, MOST_OF_MOST_USED))
    sys.exit(not all(met))


if __name__ == "__main__":
    main()

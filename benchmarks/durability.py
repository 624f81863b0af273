"""How durable and how quick saving is: killed many times, several at once, one act beside a bare commit.

    python -m benchmarks.durability --kills 300 --processes 4 [--postgres URL]

Run from a checkout. Prints the figures of docs/reliability.md.
"""

from __future__ import annotations

import argparse
import platform
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import select

from coder.store import schema
from coder.store.unit_of_work import writing
from coder.usecases.coding.setting import mark_done, set_code
from tests.builders import ask, count, faults, small_project
from tests.reliability.killing import (
    Killed,
    kill_while_assigning,
    kill_while_the_screen_saves,
    make_project,
    random_moment,
)
from tests.reliability.together import code_together

ANSWERS = 400


def main() -> None:
    """Measure what is asked for, and print it."""
    asked = argparse.ArgumentParser(description="How durable and how quick saving is")
    asked.add_argument("--kills", type=int, default=300)
    asked.add_argument("--processes", type=int, default=4)
    asked.add_argument("--acts", type=int, default=1_000)
    asked.add_argument("--postgres", help="an empty database to measure on, too")
    options = asked.parse_args()
    print(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {platform.system()}")
    with tempfile.TemporaryDirectory(prefix="coder-durability-") as name:
        folder = Path(name)
        measure_one_act(folder, options.acts)
        if options.processes:
            measure_together(str(folder / "sammen.sqlite"), options.processes)
        if options.processes and options.postgres:
            measure_together(options.postgres, options.processes)
        for what, kill in (
            ("coder assign --batch", kill_while_assigning),
            ("the session behind the screen", kill_while_the_screen_saves),
        ):
            if options.kills:
                (folder / kill.__name__).mkdir()
                measure_kills(folder / kill.__name__, what, kill, options.kills)


def measure_one_act(folder: Path, acts: int) -> None:
    """Time one code and done in an act of its own, and a bare insert and commit in turn with it."""
    texts = [f"Svar nummer {number}: meir folk og betre tid." for number in range(acts)]
    p = small_project(folder / "ett.sqlite", texts=texts)
    bare = sqlite3.connect(folder / "bar.sqlite", isolation_level=None)
    bare.execute("PRAGMA journal_mode=WAL")
    bare.execute("PRAGMA synchronous=FULL")
    bare.execute("CREATE TABLE coding (answer INTEGER, code INTEGER)")
    ours, theirs = [], []
    for answer in p.answers:
        start = time.perf_counter()
        with writing(p.engine, coder_id=p.kari, operation="set_code") as work:
            set_code(work, answer, p.codes[0], p.kari, [(0, 4)])
            mark_done(work, answer, p.kari)
        between = time.perf_counter()
        bare.execute("BEGIN IMMEDIATE")
        bare.execute("INSERT INTO coding VALUES (?, 1)", [answer])
        bare.execute("COMMIT")
        ours.append(1_000 * (between - start))
        theirs.append(1_000 * (time.perf_counter() - between))
    bare.close()
    print(f"\nOne code and done, {acts} acts: {_spread(ours)}; bare insert and commit: {_spread(theirs)}")


def measure_together(target: str, processes: int) -> None:
    """Let processes code every answer at once, and look for what was lost."""
    texts = [f"Svar nummer {number}: meir folk og betre tid." for number in range(ANSWERS)]
    p = small_project(target, texts=texts)
    found = code_together(target, processes, ANSWERS)
    numbers = ask(p.engine, lambda work: work.connection.scalars(select(schema.entry.c.number)).all())
    print(
        f"\n{processes} processes on one {p.engine.dialect.name} project: {found.acts} acts, none refused, "
        f"{count(p.engine, schema.coding)} codings there, history without gaps: "
        f"{sorted(numbers) == list(range(1, len(numbers) + 1))}, findings: {faults(p.engine)}\n"
        f"  {found.per_second:.0f} acts a second; an act: median {found.median_ms:.1f} ms, "
        f"p99 {found.p99_ms:.1f} ms, longest {found.longest_ms:.0f} ms"
    )


def measure_kills(folder: Path, what: str, kill: Callable[[Path, float, int], Killed], times: int) -> None:
    """Kill the program over and over at random moments, and count."""
    rng = random.Random(2016)
    found: list[Killed] = []
    path, start = folder / "0.sqlite", 0
    make_project(path)
    for number in range(1, times + 1):
        found.append(kill(path, random_moment(rng), start))
        start += found[-1].on_disk
        if start > 1_000:
            path, start = folder / f"{number}.sqlite", 0
            make_project(path)
    acknowledged = [each.acknowledged for each in found]
    print(
        f"\n{what}: killed {times} times, {sum(acknowledged)} codings acknowledged "
        f"(median {statistics.median(acknowledged):.0f} before a kill)\n"
        f"  acknowledged but missing: {sum(each.missing for each in found)}; "
        f"projects with findings: {sum(bool(each.findings) for each in found)}; "
        f"on disk, but killed before it was said: {sum(each.outside for each in found)} "
        f"(most at once {max(each.outside for each in found)})"
    )


def _spread(times: list[float]) -> str:
    ordered = sorted(times)
    return f"median {statistics.median(ordered):.2f} ms, p99 {ordered[int(len(ordered) * 0.99)]:.2f} ms"


if __name__ == "__main__":
    main()

"""Killing the program while it saves, and counting what is there afterwards."""

from __future__ import annotations

import json
import random
import selectors
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from sqlalchemy import select

from coder.store import schema
from coder.store.project import open_project
from coder.store.unit_of_work import reading
from coder.usecases.project.making import check_project
from tests.builders import small_project

CODES = ("Samarbeid", "Ressurser", "Oppfølging", "Tid")


@dataclass(frozen=True)
class Killed:
    """What one kill left behind."""

    acknowledged: int
    on_disk: int
    missing: int
    """Acknowledged but not there: must be nought."""
    findings: tuple[str, ...]
    """What ``project check`` found: must be nothing."""
    outside: int
    """Acts on disk that were not acknowledged; at most the one at hand."""


def make_project(path: Path, answers: int = 400) -> None:
    """Make a project with plenty to code."""
    texts = [f"Svar nummer {number}: meir folk og betre tid." for number in range(1, answers + 1)]
    small_project(path, texts=texts, codes=CODES).engine.dispose()


def batch_lines(start: int, answers: int = 400) -> list[str]:
    """Return lines for ``assign --batch``, each a coding that is new, from a place in the whole."""
    every = [f"r{number}\t{code}\n" for code in CODES for number in range(1, answers + 1)]
    return every[start:]


def kill_while_assigning(path: Path, moment: float, start: int) -> Killed:
    """Feed the real command at full speed and kill it at a moment (seconds after its first line)."""
    program = [sys.executable, "-m", "coder", "--project", str(path), "--coder", "kari"]
    process = subprocess.Popen(
        [*program, "assign", "hva_skal_til", "--batch", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdin is not None
    lines = batch_lines(start)
    # The pipe takes some 64 kB at once, so that the program never waits for us.
    process.stdin.write("".join(lines).encode()[:60_000].rpartition(b"\n")[0] + b"\n")
    process.stdin.flush()
    printed = _killed_after(process, moment)
    process.stdin.close()
    acknowledged = [tuple(line.split("\t")) for line in printed]
    return _counted(path, acknowledged)


DRIVER = """
import json, sys, threading
from coder.domain.errors import CoderError
from coder.usecases.coding.setting import mark_done, set_code
from coder.usecases.session import Session

session = Session(sys.argv[1], sys.argv[2])
session.open()
codes, start = json.loads(sys.argv[3]), int(sys.argv[4])
lock = threading.Lock()

def hand_in(answer, code):
    def act(work):
        set_code(work, answer, code, session.coder.id)
        mark_done(work, answer, session.coder.id)
    def acknowledged(said):
        assert said.error is None, said
        with lock:
            print(f"r{answer}\\t{codes[code - 1]}", flush=True)
    session.write("set_code", act, acknowledged)

pairs = [(answer, code) for code in range(1, len(codes) + 1) for answer in range(1, 401)]
for answer, code in pairs[start:]:
    hand_in(answer, code)
session.close()
"""


def kill_while_the_screen_saves(path: Path, moment: float, start: int) -> Killed:
    """Let the session behind the screen save as fast as it can, and kill it at a moment."""
    process = subprocess.Popen(
        [sys.executable, "-c", DRIVER, str(path), "kari", json.dumps(CODES), str(start)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    printed = _killed_after(process, moment)
    return _counted(path, [tuple(line.split("\t")) for line in printed])


def random_moment(rng: random.Random) -> float:
    """Choose when to kill: often at once, sometimes late."""
    return rng.random() ** 2 * 0.5


def _killed_after(process: subprocess.Popen[bytes], moment: float) -> list[str]:
    """Wait for the first acknowledgement, then for the moment; kill; return the whole lines printed."""
    assert process.stdout is not None
    out: IO[bytes] = process.stdout
    waiting = selectors.DefaultSelector()
    waiting.register(out, selectors.EVENT_READ)
    assert waiting.select(timeout=60), "the program saved nothing"
    time.sleep(moment)
    process.kill()
    printed = out.read()
    process.wait()
    out.close()
    # A line cut off by the kill was not acknowledged.
    return printed.decode().split("\n")[:-1]


def _counted(path: Path, acknowledged: Sequence[tuple[str, ...]]) -> Killed:
    """Open the project as the next program would, and compare."""
    engine = open_project(str(path))
    try:
        there = codings_there(engine)
        found = tuple(check_project(engine))
    finally:
        engine.dispose()
    said = set(acknowledged)
    before = set(_known.get(path, set()))
    _known[path] = there
    return Killed(
        acknowledged=len(said),
        on_disk=len(there - before),
        missing=len(said - there),
        findings=found,
        outside=len(there - before - said),
    )


_known: dict[Path, set[tuple[str, ...]]] = {}


def codings_there(engine: object) -> set[tuple[str, ...]]:
    """Return (respondent, code) of every coding."""
    coding, answer, respondent, code = schema.coding, schema.answer, schema.respondent, schema.code
    query = (
        select(respondent.c.external_id, code.c.name)
        .select_from(coding)
        .join(answer, answer.c.id == coding.c.answer_id)
        .join(respondent, respondent.c.id == answer.c.respondent_id)
        .join(code, code.c.id == coding.c.code_id)
    )
    with reading(engine) as work:  # type: ignore[arg-type]
        return {tuple(row) for row in work.connection.execute(query)}

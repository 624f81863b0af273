"""Coders at full speed who are killed, over a server that is restarted: what was acknowledged is there."""

from __future__ import annotations

import json
import multiprocessing
import random
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from sqlalchemy import select

from coder.store import schema
from coder.store.project import open_project
from coder.store.unit_of_work import Writing, reading
from coder.usecases.coding.setting import mark_done, remove_code, set_code
from coder.usecases.project.making import check_project
from coder.usecases.project.sending import patience, until_done
from coder.usecases.session import Acknowledgement, Session
from tests.builders import small_project

ANSWERS = 200
CODES = ("Samarbeid", "Ressurser", "Oppfølging", "Tid")
FIRST_ACT = 60.0
"""Seconds within which somebody must have begun."""

_FORKING = multiprocessing.get_context("forkserver")
# One process has loaded the program, and every coder is forked from it: whoever is killed is back at once.
_FORKING.set_forkserver_preload(["tests.reliability.team_soak", "coder.store.members", "psycopg"])


def code_for_ever(target: str, name: str, seed: int, said: Connection) -> None:
    """Code at full speed, and tell of every act that changed something when it is on disk."""
    rng = random.Random(seed)
    session = Session(target, name)
    until_done(lambda _again: session.open(), patience(60))
    coder = session.coder.id
    room = threading.Semaphore(8)

    def hand_in(answer: int, code: int, adds: bool) -> None:
        def act(work: Writing) -> None:
            if adds:
                set_code(work, answer, code, coder)
                mark_done(work, answer, coder)
            else:
                remove_code(work, answer, code, coder)

        def acknowledged(done: Acknowledgement[object]) -> None:
            room.release()
            if done.error is not None:
                said.send_bytes(f"error {type(done.error).__name__} {done.error}".encode())
            elif done.entry is not None:
                said.send_bytes(f"did {done.uid} {done.entry}".encode())

        session.write("set_code", act, acknowledged)

    while True:
        room.acquire()
        # Some are taken off, so that nearly every act changes something.
        hand_in(rng.randint(1, ANSWERS), rng.randint(1, len(CODES)), rng.random() < 0.6)


@dataclass
class Soaked:
    """What came of it."""

    acknowledged: int
    """Acts that changed something and of which a coder was told that they are on disk."""
    missing: int
    """Of those, not in the history: must be nought."""
    doubled: int
    """Entries with a uid or number that another has: must be nought."""
    errors: list[str]
    """What coders were told other than that: must be nothing."""
    findings: list[str]
    """What ``project check`` found: must be nothing."""
    entries: int
    killed: int
    restarts: int
    longest_silence: float
    """Seconds in which nobody was told anything."""


@dataclass
class _Heard:
    lock: threading.Lock = field(default_factory=threading.Lock)
    acknowledged: dict[str, int] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    at: list[float] = field(default_factory=list)

    def listen(self, said: Connection) -> None:
        # What is cut off by the kill was not acknowledged.
        with suppress(EOFError, OSError):
            while True:
                kind, *words = said.recv_bytes().decode().split()
                with self.lock:
                    if kind == "did":
                        self.acknowledged[words[0]] = int(words[1])
                        self.at.append(time.monotonic())
                    else:
                        self.errors.append(" ".join(words))


def make_project(target: str) -> None:
    """Make a project with plenty to code."""
    texts = [f"Svar nummer {number}: meir folk og betre tid." for number in range(1, ANSWERS + 1)]
    small_project(target, texts=texts, codes=CODES).engine.dispose()


def soak(
    target: str,
    seconds: float,
    *,
    coders: int = 8,
    kill_every: float = 1.0,
    restart: Callable[[], None] | None = None,
    restarts: int = 0,
    seed: int = 1,
) -> Soaked:
    """Let coders work, kill one of them at random every so often, and restart the server under them.

    Args:
        target: The project.
        seconds: How long.
        coders: How many at once; who was killed begins again at once.
        kill_every: Seconds between kills.
        restart: Restarts the server, and returns when it answers.
        restarts: How often, evenly over the time.
        seed: For who is killed.
    """
    rng, heard = random.Random(seed), _Heard()
    listening: list[threading.Thread] = []

    def begin(place: int) -> BaseProcess:
        hears, said = _FORKING.Pipe(duplex=False)
        work = (target, f"koder{place}", rng.randrange(10**6), said)
        process = _FORKING.Process(target=code_for_ever, args=work, daemon=True)
        process.start()
        said.close()
        listener = threading.Thread(target=heard.listen, args=(hears,))
        listener.start()
        listening.append(listener)
        return process

    running = [begin(place) for place in range(coders)]
    until = time.monotonic() + FIRST_ACT
    while not heard.acknowledged and time.monotonic() < until:
        time.sleep(0.1)
    begun = time.monotonic()
    killed = restarted = 0
    try:
        while (passed := time.monotonic() - begun) < seconds:
            time.sleep(kill_every)
            place = rng.randrange(coders)
            running[place].kill()
            running[place].join()
            killed += 1
            running[place] = begin(place)
            if (
                restart is not None
                and restarted < restarts
                and passed > seconds * (restarted + 0.5) / restarts
            ):
                restart()
                restarted += 1
    finally:
        for process in running:
            process.kill()
            process.join()
        for listener in listening:
            listener.join()
    return _counted(target, heard, killed, restarted)


def _counted(target: str, heard: _Heard, killed: int, restarted: int) -> Soaked:
    engine = open_project(target)
    try:
        with reading(engine) as work:
            rows = work.connection.execute(select(schema.entry.c.uid, schema.entry.c.number)).all()
        findings = [str(each) for each in check_project(engine)]
    finally:
        engine.dispose()
    there = {row.uid: row.number for row in rows}
    numbers = Counter(row.number for row in rows)
    silences = [later - earlier for earlier, later in zip(heard.at, heard.at[1:], strict=False)]
    return Soaked(
        acknowledged=len(heard.acknowledged),
        missing=sum(there.get(uid) != number for uid, number in heard.acknowledged.items()),
        doubled=len(rows) - len(there) + sum(each > 1 for each in numbers.values()),
        errors=heard.errors,
        findings=findings,
        entries=len(rows),
        killed=killed,
        restarts=restarted,
        longest_silence=max(silences, default=0.0),
    )


if __name__ == "__main__":
    from tests.reliability.own_server import own_server

    length = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    with own_server() as server:
        address = server.new_database("prosjekt")
        make_project(address)
        hows = iter(["fast", "immediate", "immediate"] * 100)
        done = soak(address, length, restart=lambda: server.restart(next(hows)), restarts=3)
        sys.stdout.write(json.dumps(asdict(done), indent=1) + "\n")

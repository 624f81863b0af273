"""Several people code as fast as their programs take it, for so many seconds; then everything is counted."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine, select

from coder.store import schema
from tests.builders import ask, faults, small_project
from tests.reliability.together import Throughput, run_together

CODES = tuple(f"Kode {number}" for number in range(1, 13))
EXCERPT = (0, 4)

# Each act is what a key does on the screen: handed to the session, and acknowledged when it is on disk.
CODER = """
import json, sys, threading, time
from coder.usecases.coding.setting import mark_done, set_code
from coder.usecases.session import Session

target, name, seconds, answers, codes = sys.argv[1], sys.argv[2], *map(float, sys.argv[3:])
session = Session(target, name)
session.open()
print("ready", flush=True)
sys.stdin.readline()
acknowledged, errors, took, said = [], [], [], threading.Event()
begun = time.perf_counter()
for number in range(int(answers * codes)):
    answer, code = 1 + number % int(answers), 1 + number // int(answers)

    def act(work):
        set_code(work, answer, code, session.coder.id, [(0, 4)])
        mark_done(work, answer, session.coder.id)

    def answered(acknowledgement):
        if acknowledgement.error is None:
            acknowledged.append((answer, code))
        else:
            errors.append(repr(acknowledgement.error))
        said.set()

    start = time.perf_counter()
    said.clear()
    session.write("set_code", act, answered)
    said.wait()
    took.append(time.perf_counter() - start)
    if time.perf_counter() - begun > seconds:
        break
ended = time.perf_counter()
coder = session.coder.id
session.close()
print(json.dumps({"coder": coder, "acknowledged": acknowledged, "errors": errors, "took": took,
                  "begun": begun, "ended": ended}))
"""


@dataclass(frozen=True)
class FullSpeed:
    """What came of it."""

    throughput: Throughput
    acts: tuple[int, ...]
    """How many each of them got through."""
    errors: tuple[str, ...]
    """What any of them was shown."""
    missing: int
    """Acknowledged but not there."""
    unsaid: int
    """There, but never acknowledged."""
    twice: int
    """There more than once."""
    gaps: bool
    """Whether entries have numbers that do not follow one another."""
    findings: tuple[str, ...]
    """What ``project check`` finds."""

    @property
    def nothing_wrong(self) -> bool:
        """Whether nobody was refused and nothing lost, doubled or broken."""
        return not (self.errors or self.missing or self.unsaid or self.twice or self.gaps or self.findings)


def code_at_full_speed(target: str, *, processes: int, seconds: float, answers: int = 2_000) -> FullSpeed:
    """Make a project and let so many code in it, each as a coder and a process of their own."""
    texts = [f"Svar nummer {number}: meir folk og betre tid." for number in range(1, answers + 1)]
    engine = small_project(target, texts=texts, codes=CODES).engine
    wishes = [str(seconds), str(answers), str(len(CODES))]
    said = run_together(CODER, [[target, f"koder {number}", *wishes] for number in range(1, processes + 1)])
    acknowledged = [(each["coder"], *pair) for each in said for pair in each["acknowledged"]]
    there = _codings(engine)
    numbers = ask(engine, lambda work: list(work.connection.scalars(select(schema.entry.c.number))))
    took = sorted(second for each in said for second in each["took"])
    elapsed = max(each["ended"] for each in said) - min(each["begun"] for each in said)
    return FullSpeed(
        throughput=Throughput.of(took, elapsed),
        acts=tuple(len(each["took"]) for each in said),
        errors=tuple(error for each in said for error in each["errors"]),
        missing=len(set(acknowledged) - set(there)),
        unsaid=len(set(there) - set(acknowledged)),
        twice=len(there) - len(set(there)),
        gaps=sorted(numbers) != list(range(1, len(numbers) + 1)),
        findings=tuple(faults(engine)),
    )


def _codings(engine: Engine) -> list[tuple[int, int, int]]:
    coding = schema.coding
    query = select(coding.c.coder_id, coding.c.answer_id, coding.c.code_id)
    return ask(engine, lambda work: [(row[0], row[1], row[2]) for row in work.connection.execute(query)])

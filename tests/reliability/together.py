"""Several processes at one project at the same moment."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

WORKER = """
import json, sys, time
from coder.store.coders import present_coder
from coder.store.project import open_project
from coder.store.unit_of_work import writing
from coder.usecases.coding.setting import mark_done, set_code

target, name, first, last = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
engine = open_project(target)
print("ready", flush=True)
sys.stdin.readline()
coder = present_coder(engine, name)
took = []
begun = time.perf_counter()
for answer in range(first, last + 1):
    start = time.perf_counter()
    with writing(engine, coder_id=coder.id, operation="set_code") as work:
        set_code(work, answer, 1 + answer % 3, coder.id, [(0, 4)])
        mark_done(work, answer, coder.id)
    took.append(time.perf_counter() - start)
engine.dispose()
print(json.dumps({"coder": coder.id, "took": took, "begun": begun, "ended": time.perf_counter()}))
"""

ADDER = """
import json, sys
from coder.store.coders import present_coder
from coder.store.project import open_project
from coder.store.unit_of_work import writing
from coder.usecases.codebook.growth import add_code

target, name, paths = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
engine = open_project(target)
print("ready", flush=True)
sys.stdin.readline()
coder = present_coder(engine, name)
made = []
for path in paths:
    with writing(engine, coder_id=coder.id, operation="add_code") as work:
        made.append(add_code(work, 1, path))
engine.dispose()
print(json.dumps({"coder": coder.id, "made": made}))
"""


@dataclass(frozen=True)
class Throughput:
    """How quickly processes saved together."""

    acts: int
    per_second: float
    median_ms: float
    p99_ms: float
    longest_ms: float

    @classmethod
    def of(cls, took: Sequence[float], elapsed: float) -> Throughput:
        """Sum up how many seconds each act took, all within so many seconds."""
        ordered = sorted(took)
        return cls(
            acts=len(ordered),
            per_second=len(ordered) / elapsed,
            median_ms=1_000 * ordered[len(ordered) // 2],
            p99_ms=1_000 * ordered[int(len(ordered) * 0.99)],
            longest_ms=1_000 * ordered[-1],
        )


def run_together(script: str, arguments: Sequence[Sequence[str]]) -> list[dict[str, Any]]:
    """Start a process per list of arguments, let all go at once, return what each printed last."""
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", script, *each],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for each in arguments
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n", process.stderr and process.stderr.read()
    said = []
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in processes:
        out, err = process.communicate()
        assert process.returncode == 0, err
        said.append(json.loads(out.splitlines()[-1]))
    return said


def code_together(target: str, processes: int, answers: int) -> Throughput:
    """Let so many processes code all answers, each as a coder of its own, at once."""
    said = run_together(WORKER, [[target, f"koder {n}", "1", str(answers)] for n in range(1, processes + 1)])
    took = [second for each in said for second in each["took"]]
    elapsed = max(each["ended"] for each in said) - min(each["begun"] for each in said)
    return Throughput.of(took, elapsed)

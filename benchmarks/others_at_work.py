"""How long keys take while another coder codes at the same project, beside the same keys while nobody does.

    python -m benchmarks.others_at_work PROJECT

The project is copied first. Phases alternate, so that noise falls on both; the other coder codes ten
answers a second, and makes a code every other second.
"""

from __future__ import annotations

import os
import random
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from benchmarks.probe import probe
from benchmarks.sized_projects import QUESTION
from coder.store.codes import codes_of
from coder.store.unit_of_work import Writing
from coder.usecases.codebook.growth import add_code
from coder.usecases.coding.desk import opened_desk
from coder.usecases.coding.setting import mark_done, set_code
from coder.usecases.session import Acknowledgement, Session

ANSWER = r"◂ \d+"
PHASES = 8
KEYS = 12
PAUSE = 0.1
CODES_EVERY = 20
CODEBOOK = 1


def main() -> None:
    """Measure, and print medians and 95th percentiles in milliseconds."""
    times: dict[str, list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = folder
        copy = shutil.copy(sys.argv[1], Path(folder) / "project.sqlite")
        other = Session(str(copy), "Koder B")
        other.open()
        desk = other.read(opened_desk, QUESTION, other.coder)
        coder = [
            sys.executable,
            "-m",
            "coder",
            "--coder",
            "Koder C",
            "--project",
            str(copy),
            "code",
            QUESTION,
        ]
        with probe(coder) as ours:
            ours.started(ANSWER)
            time.sleep(5)
            for phase in range(PHASES):
                stop = threading.Event()
                if phase % 2:
                    threading.Thread(target=_code, args=(other, desk.order, stop), daemon=True).start()
                name = "while another codes" if phase % 2 else "alone"
                for _number in range(KEYS):
                    times[f"filter letter, {name}"].append(ours.press("f", "«f»"))
                    times[f"backspace, {name}"].append(ours.press("\x7f", "!«f»"))
                stop.set()
            print(f"memory {ours.memory():.0f} MB")
        other.close()
    for name, found in sorted(times.items()):
        found.sort()
        p95 = found[int(len(found) * 0.95)]
        print(f"{name:40} median {statistics.median(found) * 1000:6.1f}  p95 {p95 * 1000:6.1f} ms")


def _code(other: Session, order: tuple[int, ...], stop: threading.Event) -> None:
    codes = [code.id for code in other.read(codes_of, CODEBOOK) if code.open_for_choice]
    number = 0
    while not stop.wait(PAUSE):
        number += 1
        other.write("set_code", _coding(random.choice(order), random.choice(codes), other), _acknowledged)
        if number % CODES_EVERY == 0:
            other.write("add_code", _new_code(f"Ny kode {time.monotonic_ns()}"), _acknowledged)


def _coding(answer_id: int, code_id: int, other: Session) -> Callable[[Writing], None]:
    def code(work: Writing) -> None:
        set_code(work, answer_id, code_id, other.coder.id)
        mark_done(work, answer_id, other.coder.id)

    return code


def _new_code(path: str) -> Callable[[Writing], int]:
    return lambda work: add_code(work, CODEBOOK, path)


def _acknowledged(_done: Acknowledgement[object]) -> None:
    pass


if __name__ == "__main__":
    main()

"""How long a coding takes to be learned from, end to end: written to disk, told, learned, said anew.

    python -m benchmarks.suggest_latency FOLDER [--answers 100000] [--codes 40] [--coded 200 500 2000]

The project is made in FOLDER the first time, which takes minutes. For each number of coded answers, a blind
coder of its own has coded so many; the model learns from those alone, while all texts are prepared in the
background. Seconds are counted from the moment an answer is done, on disk, and the next one is asked for:

    first   until anything is said of the next answer, by whatever model there is
    newest  until a model that has learned from the answer left says it

``preparing`` counts both while texts were being prepared. Memory is the most the process had, and how much of
it is above that of a process that has only loaded the libraries.
"""

from __future__ import annotations

import argparse
import queue
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from benchmarks.sized_projects import QUESTION, sized_project
from coder.store.answers import answer_keys
from coder.store.coders import present_coder
from coder.store.codings import codings_of
from coder.store.engine import Engine
from coder.store.project import open_project
from coder.store.questions import question_named
from coder.store.unit_of_work import reading, writing
from coder.usecases.coding.setting import mark_done, set_code
from coder.usecases.suggesting.model_process import ModelProcess
from coder.usecases.suggesting.suggestions import Preparing, Said, Suggested

ACTS = 20
CODER = "Koder A"
LIBRARIES = "import numpy, scipy.sparse, sklearn.linear_model, sklearn.decomposition, sqlalchemy"
SHOW = "; print(next(line for line in open('/proc/self/status') if line.startswith('VmHWM')).split()[1])"


class Model:
    """A model's process, listened to with a clock."""

    def __init__(self, project: Path, coder: str) -> None:
        self._said: queue.SimpleQueue[tuple[float, Said]] = queue.SimpleQueue()
        self.begun = time.perf_counter()
        self.prepared: float | None = None
        """Seconds until all texts were prepared."""
        self.process = ModelProcess(str(project), QUESTION, coder, self._hear)

    def _hear(self, said: Said) -> None:
        self._said.put((time.perf_counter(), said))

    def wait(self, answer_id: int, entry: int) -> float:
        """Return when a list of an answer came that has seen an entry."""
        while True:
            at, said = self._said.get(timeout=300)
            if isinstance(said, Preparing) and said.done == said.total:
                self.prepared = at - self.begun
            if isinstance(said, Suggested) and said.answer_id == answer_id and said.as_of >= entry:
                return at

    def memory(self) -> float:
        """Return the most memory it has had, in MB."""
        status = Path(f"/proc/{self.process.process_id}/status").read_text("utf-8")
        return int(status.split("VmHWM:")[1].split()[0]) / 1024


def coded_by_one(engine: Engine, answers: int) -> str:
    """Have a coder of its own code so many answers as the project's coder did; return the name."""
    name = f"Måler {answers}"
    of, measured = present_coder(engine, CODER), present_coder(engine, name)
    with reading(engine) as work:
        question = question_named(work, QUESTION)
        ids = [answer_id for answer_id, _uid in answer_keys(work, question.id)]
        if codings_of(work, ids[:200], measured.id):
            return name
        given = codings_of(work, ids, of.id)
    with writing(engine, coder_id=measured.id, operation="set_code") as work:
        for answer_id in list(given)[:answers]:
            for coding in given[answer_id]:
                set_code(work, answer_id, coding.code_id, measured.id)
            mark_done(work, answer_id, measured.id)
    return name


def code_on(engine: Engine, model: Model, coder: str, ids: Sequence[int]) -> list[tuple[float, float]]:
    """Code answers one after the other; return for each (seconds to anything, seconds to the newest)."""
    who = present_coder(engine, coder).id
    found = []
    for answer_id, next_id in pairwise(ids):
        with reading(engine) as snapshot:
            code = codings_of(snapshot, ids)[next_id][0].code_id
        with writing(engine, coder_id=who, operation="mark_done") as work:
            set_code(work, answer_id, code, who)
            mark_done(work, answer_id, who)
        begun = time.perf_counter()
        model.process.wrote(work.number)
        model.process.ask(next_id)
        found.append((model.wait(next_id, -1) - begun, model.wait(next_id, work.number) - begun))
    return found


def told(name: str, found: Sequence[tuple[float, float]]) -> None:
    """Print medians and maxima."""
    for which, seconds in zip(("first", "newest"), zip(*found, strict=True), strict=True):
        print(f"  {name:10} {which:7} median {statistics.median(seconds):6.3f} s  max {max(seconds):6.3f} s")


def measure(project: Path, answers: int, libraries: float) -> None:
    """Print what one number of coded answers comes to."""
    engine = open_project(str(project))
    coder = coded_by_one(engine, answers)
    with reading(engine) as work:
        question = question_named(work, QUESTION)
        coded = codings_of(work, [each for each, _uid in answer_keys(work, question.id)])
    ids = list(coded)[answers : answers + 2 * ACTS + 1]
    model = Model(project, coder)
    model.process.ask(ids[0])
    model.wait(ids[0], -1)
    print(f"{answers} answers coded: first list after {time.perf_counter() - model.begun:.1f} s")
    told("preparing", code_on(engine, model, coder, ids[: ACTS + 1]))
    while model.prepared is None:
        model.process.ask(ids[ACTS])
        model.wait(ids[ACTS], -1)
        time.sleep(0.2)
    told("prepared", code_on(engine, model, coder, ids[ACTS:]))
    memory = model.memory()
    print(
        f"  all prepared after {model.prepared:.1f} s; {memory:.0f} MB, {memory - libraries:.0f} of its own"
    )
    model.process.close()
    engine.dispose()


def main() -> None:
    """Measure on copies, one number of coded answers after the other."""
    options = argparse.ArgumentParser()
    options.add_argument("folder", type=Path)
    options.add_argument("--answers", type=int, default=100_000)
    options.add_argument("--codes", type=int, default=40)
    options.add_argument("--coded", type=int, nargs="+", default=[200, 500, 2_000])
    chosen = options.parse_args()
    project = sized_project(chosen.folder, chosen.answers, chosen.codes)
    libraries = int(subprocess.check_output([sys.executable, "-c", LIBRARIES + SHOW])) / 1024
    print(f"libraries alone {libraries:.0f} MB")
    for coded in chosen.coded:
        copy = project.with_name("measured.sqlite")
        shutil.copy(project, copy)
        measure(copy, coded, libraries)
        copy.unlink()


if __name__ == "__main__":
    main()

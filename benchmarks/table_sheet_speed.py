"""How long the Tables screen waits for a table from memory, at a million codings.

Run: python benchmarks/table_sheet_speed.py --project big.sqlite
The project is built first if it is not there: 100 000 answers, 400 codes, 15 levels. Each choice is another
table than the one before it. Exits with 1 if the median of a choice is over 100 ms.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.table_speed import build, codebook, random_codings
from coder.store.codes import codes_of
from coder.store.engine import Engine
from coder.store.layers import layers_of
from coder.store.project import open_project
from coder.store.questions import question_named
from coder.store.unit_of_work import writing
from coder.tables.options import TableOptions
from coder.usecases.tables.layers import fold_codes
from coder.usecases.tables.sheet import TableSheet
from tests.tables.coded_survey import QUESTION, SIZE

ANSWERS, CODES, CODINGS = 100_000, 400, 1_000_000
LAYER = "benchmark"
FOLDED = 30
MOST_MS = 100
RUNS = 7
CHOICES = {
    "no columns": TableOptions(),
    "15 levels": TableOptions(by=(SIZE,)),
    "themes only": TableOptions(by=(SIZE,), level="theme"),
    "codes only": TableOptions(by=(SIZE,), level="code"),
    "by name": TableOptions(by=(SIZE,), order="name"),
    "N = all answers": TableOptions(by=(SIZE,), base="answered"),
    "N = all who took part": TableOptions(by=(SIZE,), base="all"),
    "N = all who were asked": TableOptions(by=(SIZE,), base="frame"),
    "one decimal": TableOptions(by=(SIZE,), decimals=1),
    "through a layer": TableOptions(by=(SIZE,), layer=LAYER),
}


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--project", type=Path, required=True)
    project = asked.parse_args().project
    if not project.exists():
        build(codebook(CODES), *random_codings(ANSWERS, CODES, CODINGS), ANSWERS, project)
    engine = open_project(str(project))
    _fold_rare_codes(engine)
    sheet = TableSheet(engine, QUESTION)
    print(f"first load: {1000 * _seconds(sheet.load):.0f} ms")
    found: dict[str, list[float]] = {name: [] for name in CHOICES}
    for _run in range(RUNS):
        for name, options in CHOICES.items():
            found[name].append(1000 * _seconds(partial(sheet.table, options)))
    table = sheet.table(CHOICES["15 levels"])
    row = max(table.rows, key=lambda row: row.count or 0)
    column = table.columns[0].key
    found["the answers behind the largest row of a level"] = [
        1000
        * _seconds(
            lambda: sheet.answers_behind(CHOICES["15 levels"], row.id, column, is_theme=row.level == "theme")
        )
        for _run in range(RUNS)
    ]
    for name, times in found.items():
        print(f"{name}: median {statistics.median(times):.0f} ms, worst {max(times):.0f} ms")
    engine.dispose()
    sys.exit(any(statistics.median(times) > MOST_MS for times in found.values()))


def _fold_rare_codes(engine: Engine) -> None:
    """Make a layer that folds the last codes, which are the rarest, into one row."""
    with writing(engine, coder_id=None, operation="save_layer") as work:
        question = question_named(work, QUESTION)
        if LAYER not in [each.name for each in layers_of(work, question.id)]:
            rare = [code.written_path for code in codes_of(work, question.codebook_id)[-FOLDED:]]
            fold_codes(work, question, LAYER, [path for path in rare if " > " in path], None)


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()

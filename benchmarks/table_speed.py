"""How long a frequency table takes for a million codings, beside a plain pandas merge and groupby.

Run: python benchmarks/table_speed.py [--answers 100000] [--codes 400] [--codings 1000000]
     [--store [--project FILE]]

Counting is measured from arrays once fetched; both ways take turns in one run and must agree on every count.
With --store the whole way is measured, from opening the project to the text: the plain table, and a table by
a background variable with 15 levels beside `SELECT code, level, count(*) ... GROUP BY` over the same rows of
the same file, in turns. The table may take 1.5 times as long; else the exit status is 1. --project keeps the
project, which takes some minutes to build, for the next run.
"""

from __future__ import annotations

import argparse
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from coder.domain.codebook import Code, CodeKind
from coder.tables.crossing import Counting, everybody
from coder.tables.frequency import CodeCounts, codes_in_use, counted_pairs, top_places
from coder.tables.percent import percent
from coder.tables.rows import FrequencyRows
from coder.tables.table import FrequencyTable, Row

Integers = NDArray[np.int64]
Made = TypeVar("Made")

CODES_PER_THEME = 10
RUNS = 7
LEVELS = 15
MOST_TIMES = 1.5


def codebook(n_codes: int) -> list[Code]:
    """Themes with nine codes each."""
    return [_code(place) for place in range(n_codes)]


def _code(place: int) -> Code:
    top = place - place % CODES_PER_THEME
    path = (f"Tema {top}",) if place == top else (f"Tema {top}", f"Kode {place}")
    return Code(
        id=place + 1,
        uid=f"{place:032x}",
        name=path[-1],
        path=path,
        parent_id=None if place == top else top + 1,
        position=place,
        kind=CodeKind.ORDINARY,
        codable=True,
        colour="",
        born=1,
        from_file=True,
        retired=None,
        merged_into=None,
        split_from=None,
    )


def random_codings(n_answers: int, n_codes: int, n_codings: int) -> tuple[Integers, Integers]:
    """Distinct pairs of answer and code; some codes are common and most are rare."""
    chance = np.random.default_rng(1)
    codes = (n_codes * chance.random(2 * n_codings) ** 3).astype(np.int64)
    pairs = np.unique(chance.integers(0, n_answers, 2 * n_codings) * n_codes + codes)
    chosen = chance.permutation(pairs)[:n_codings]
    return chosen // n_codes, chosen % n_codes


def by_arrays(codes: list[Code], answers: Integers, coded: Integers, base: int) -> tuple[Row, ...]:
    """The way of the program."""
    everyone = np.arange(base)
    counting = Counting(counted_pairs(codes, answers, coded), len(codes), everyone, everyone, everyone)
    found = counting.in_columns(everybody(base, "total", "Total"))
    counts = CodeCounts(found.codes[:, 0], found.themes[:, 0])
    in_use = codes_in_use(codes, counts.codes, np.array([1], dtype=np.int64))
    return FrequencyRows(codes, counts, in_use, partial(percent, base=base)).rows("both")


def by_pandas(codings: pd.DataFrame, codes: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """The plain way: merge, then count distinct answers per code and per theme."""
    merged = codings.merge(codes, on="code")
    return merged.groupby("code")["answer"].nunique(), merged.groupby("top")["answer"].nunique()


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--answers", type=int, default=100_000)
    asked.add_argument("--codes", type=int, default=400)
    asked.add_argument("--codings", type=int, default=1_000_000)
    asked.add_argument("--store", action="store_true")
    asked.add_argument("--project", type=Path)
    wanted = asked.parse_args()
    codes = codebook(wanted.codes)
    answers, coded = random_codings(wanted.answers, wanted.codes, wanted.codings)
    print(f"{answers.size} codings of {wanted.answers} answers with {wanted.codes} codes")
    frame = pd.DataFrame({"answer": answers, "code": coded})
    tree = pd.DataFrame({"code": range(len(codes)), "top": top_places(codes)})
    seconds: dict[str, list[float]] = {"arrays": [], "pandas": []}
    for _run in range(RUNS):
        rows = _timed(seconds["arrays"], lambda: by_arrays(codes, answers, coded, wanted.answers))
        per_code, per_theme = _timed(seconds["pandas"], lambda: by_pandas(frame, tree))
    _check(codes, rows, per_code, per_theme)
    for name, found in seconds.items():
        print(f"{name}: median {1000 * statistics.median(found):.0f} ms, worst {1000 * max(found):.0f} ms")
    if wanted.store:
        with tempfile.TemporaryDirectory() as folder:
            project = wanted.project or Path(folder) / "speed.sqlite"
            if _with_a_store(codes, answers, coded, wanted.answers, project) >= MOST_TIMES:
                sys.exit(1)


def _timed(seconds: list[float], work: Callable[[], Made]) -> Made:
    start = time.perf_counter()
    made = work()
    seconds.append(time.perf_counter() - start)
    return made


def _check(codes: list[Code], rows: tuple[Row, ...], per_code: pd.Series, per_theme: pd.Series) -> None:
    places = {code.uid: place for place, code in enumerate(codes)}
    for row in rows:
        counted = per_theme if row.level == "theme" else per_code
        assert row.id is not None
        assert row.count == int(counted.get(places[row.id], 0)), row
    print("every count agrees")


def _with_a_store(
    codes: list[Code], answers: Integers, coded: Integers, n_answers: int, project: Path
) -> float:
    """Measure whole tables; return how many times as long as the statement the one by levels takes."""
    from coder.store.project import open_project
    from coder.tables.layout_text import as_text
    from coder.tables.options import TableOptions
    from coder.usecases.tables.frequency_table import frequency_table
    from tests.tables.coded_survey import QUESTION, SIZE

    if not project.exists():
        build(codes, answers, coded, n_answers, project)

    def printed(options: TableOptions) -> FrequencyTable:
        engine = open_project(str(project))
        table = frequency_table(engine, QUESTION, options)
        as_text(table)
        engine.dispose()
        return table

    seconds: dict[str, list[float]] = {"plain table": [], "table by 15 levels": [], "statement": []}
    printed(TableOptions(by=(SIZE,)))  # libraries are imported
    for _run in range(RUNS):
        _timed(seconds["plain table"], lambda: printed(TableOptions()))
        counted = _timed(seconds["statement"], lambda: _by_statement(project))
        table = _timed(seconds["table by 15 levels"], lambda: printed(TableOptions(by=(SIZE,))))
    _check_cells(table, counted)
    for name, found in seconds.items():
        print(f"{name}: median {1000 * statistics.median(found):.0f} ms, worst {1000 * max(found):.0f} ms")
    pairs = zip(seconds["table by 15 levels"], seconds["statement"], strict=True)
    ratio = statistics.median(mine / plain for mine, plain in pairs)
    print(f"table by 15 levels, opening and printing included: {ratio:.2f} times the statement")
    return ratio


def build(codes: list[Code], answers: Integers, coded: Integers, n_answers: int, project: Path) -> None:
    """Make a project in which answers and codings lie as they come: respondents of all levels mixed."""
    from tests.tables.coded_survey import coded_survey

    start = time.perf_counter()
    paths = [code.written_path for code in codes]
    survey = coded_survey(str(project), *paths)
    for level in range(LEVELS):
        survey.add_answers(
            [f"k{number:06}" for number in range(level, n_answers, LEVELS)], level=f"nivå {level}"
        )
    sets: dict[int, list[str]] = {answer: [] for answer in survey.answers}
    for answer, code in zip(answers.tolist(), coded.tolist(), strict=True):
        sets[survey.answers[answer]].append(paths[code])
    survey.code(sets)
    survey.engine.dispose()
    print(f"project built in {time.perf_counter() - start:.0f} s")


def _by_statement(project: Path) -> dict[tuple[str, str], int]:
    """The plainest way: one statement, which knows nothing of settled codings, themes or bases."""
    connection = sqlite3.connect(project)
    rows = connection.execute(
        """
        SELECT coding.code_id, background.level_id, count(*)
        FROM coding
        JOIN answer ON answer.id = coding.answer_id
        JOIN participation ON participation.respondent_id = answer.respondent_id
            AND participation.wave_id = answer.wave_id
        JOIN background ON background.participation_id = participation.id AND background.variable_id = 1
        WHERE answer.question_id = 1
        GROUP BY coding.code_id, background.level_id
        """
    ).fetchall()
    codes = dict(connection.execute("SELECT id, uid FROM code").fetchall())
    levels = dict(connection.execute("SELECT id, name FROM level").fetchall())
    connection.close()
    return {(codes[code], levels[level]): count for code, level, count in rows}


def _check_cells(table: FrequencyTable, counted: dict[tuple[str, str], int]) -> None:
    checked = 0
    for row, line in zip(table.rows, table.cells, strict=True):
        if row.level == "code":
            for column, cell in zip(table.columns, line, strict=True):
                assert row.id is not None
                assert cell.count == counted.get((row.id, column.label), 0), (row.path, column.label)
                checked += 1
    print(f"{checked} cells agree")


if __name__ == "__main__":
    main()

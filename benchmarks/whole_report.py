"""A whole report in one script: every table, figure and document of a survey of many open questions.

    python -m benchmarks.whole_report FOLDER              makes the survey's project first, if it is not there
    python -m benchmarks.whole_report FOLDER --questions 20 --units 400

Everything between ``report_files`` and ``stopwatch`` is what somebody who writes a report would write.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import coder
from benchmarks.make_survey import BACKGROUND, make_survey
from coder.api import ProjectHandle

CODER = "Koder A"
YEARS = ("2025", "2026")
SIZE, PLAN, REGION = "kommunestorrelse", "plan", "landsdel"

Timed = Callable[[str], AbstractContextManager[None]]


def report_files(project: ProjectHandle, folder: Path, timed: Timed) -> None:
    """Write the report of every question into a folder of its own."""
    questions = project.questions()
    questions.to_csv(folder / "questions.csv", index=False)
    for number, question in enumerate(questions["key"], start=1):
        to = folder / question
        to.mkdir(exist_ok=True)
        with timed("tables"):
            tables(project, question, to, number)
        with timed("figures"):
            figures(project, question, to, number)
        with timed("documents"):
            documents(project, question, to)


def tables(project: ProjectHandle, question: str, to: Path, number: int) -> None:
    """Write the tables of a question: as Word tables for the report, the first also as numbers."""
    this_year: dict[str, Any] = {"wave": YEARS[-1]}
    counted = project.table(question, **this_year)
    project.write_table(question, to / "frequency.docx", number=f"{number}.1", **this_year)
    project.write_table(question, to / "frequency.xlsx", number=f"{number}.1", **this_year)
    project.write_table(question, to / "size.docx", by=SIZE, test=True, number=f"{number}.2", **this_year)
    project.write_table(question, to / "trend.docx", trend=True, number=f"{number}.3")
    project.write_table(question, to / "weighted.docx", weight="weight", number=f"{number}.4", **this_year)
    project.write_together(question, to / "together.docx", pairs=20, number=f"{number}.5")
    project.write_progress(question, to / "progress.docx", by=SIZE, number=f"{number}.6")
    most = counted.loc[counted["level"] == "code"].iloc[0]["code"]
    project.write_regression(
        question, to / "regression.docx", outcome=most, on=[SIZE, PLAN], number=f"{number}.7", **this_year
    )
    project.write_saturation(question, to / "saturation.docx")


def figures(project: ProjectHandle, question: str, to: Path, number: int) -> None:
    """Draw the figures of a question, for the web and for print."""
    for end in ("svg", "png"):
        one: dict[str, Any] = {"wave": YEARS[-1], "number": f"{number}.1"}
        project.write_table(question, to / f"bars.{end}", interval=True, **one)
        project.write_table(question, to / f"regions.{end}", by=REGION, **one)
        project.write_table(question, to / f"trend.{end}", trend=True, number=f"{number}.2")
        project.write_saturation(question, to / f"saturation.{end}")


def documents(project: ProjectHandle, question: str, to: Path) -> None:
    """Write the text of a question twice: everything for ourselves, and some of each code for readers."""
    project.write_quotes(question, to / "all.docx", purpose="internal")
    project.write_quotes(question, to / "quotes.docx", purpose="report", per_code=3, wave=YEARS[-1])


def stopwatch(spent: dict[str, float]) -> Timed:
    """Return a context manager that adds the wall seconds spent within it to those of its name."""

    @contextmanager
    def timed(name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        spent[name] += time.perf_counter() - start

    return timed


def made_project(folder: Path, units: int, questions: int) -> Path:
    """Return the project of a generated survey, made if it is not there: imported and coded."""
    wanted = folder / f"{units}x{questions}.sqlite"
    if wanted.exists():
        return wanted
    survey = folder / f"survey_{units}x{questions}"
    make_survey(survey, units=units, questions=questions, waves=len(YEARS))
    making = folder / f"{units}x{questions}.making.sqlite"
    keys = [f"q{number:02}" for number in range(1, questions + 1)]
    roles = ["--id=respondent_id", "--wave-column=aar", "--weight=vekt", "--no-content=leave"]
    roles += [f"--question={key}" for key in keys] + [f"--attribute={name}" for name in BACKGROUND]
    run_command(making, "import", str(survey / "survey.csv"), *roles)
    for key in keys:
        run_command(making, "codebook", key, "import", str(survey / f"codebook_{key}.csv"))
        run_command(making, "codings", key, "import", str(survey / f"codings_{key}.csv"))
    run_command(making, "disclose", "--keep=Svarene er satt sammen av faste vendinger; ingen er omtalt.")
    return making.rename(wanted)


def run_command(project: Path, *arguments: str) -> None:
    """Run one of our commands on a project."""
    own = {"CODER_LANG": "nb", "CODER_PROJECT": str(project), "CODER_NAME": CODER}
    command = [sys.executable, "-m", "coder", *arguments]
    subprocess.run(
        command, check=True, env=os.environ | own, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )


def main() -> None:
    """Make the project, write the report and say where the time went."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--units", type=int, default=400)
    parser.add_argument("--questions", type=int, default=20)
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    made = made_project(asked.folder, asked.units, asked.questions)
    files = asked.folder / "report"
    files.mkdir(exist_ok=True)
    spent: dict[str, float] = defaultdict(float)
    start = time.perf_counter()
    with coder.open(made, name=CODER, language="nb") as project:
        report_files(project, files, stopwatch(spent))
    whole = time.perf_counter() - start
    for name, seconds in spent.items():
        sys.stdout.write(f"{name:<10} {seconds:6.1f} s\n")
    number = sum(file.is_file() for file in files.rglob("*"))
    sys.stdout.write(f"{'together':<10} {whole:6.1f} s for {number} files\n")


if __name__ == "__main__":
    main()

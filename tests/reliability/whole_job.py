"""The whole job from survey file to report, by commands and on the screen."""

from __future__ import annotations

import contextlib
import csv
import io
import os
import sys
import traceback
from pathlib import Path

from tests.tui.terminal import terminal

DEMO = Path(__file__).parents[2] / "coder" / "demo_survey"
MARKED = "Qvxjzkwbp"
"""A word that stands in every answer, and in nothing else."""
SENTENCE = f" Og så {MARKED} på slutten."
QUESTION = "hva_skal_til"
SURVEY_COMMANDS = (
    "import survey.csv --id respondent_id --question hva_skal_til --question forventninger "
    "--attribute kommunestorrelse --attribute fylke --wave-column aar --weight vekt",
    "codebook hva_skal_til import codebook.csv",
    "codings hva_skal_til import codings.csv",
)
COMMANDS = (
    "import survey.csv --dry-run --id respondent_id --question hva_skal_til --wave-column aar",
    "questions --json",
    "next hva_skal_til",
    "done hva_skal_til k001 --wave 2025",
    "suggest hva_skal_til --respondent k001 --wave 2025",
    "evaluate hva_skal_til --json",
    "autocode hva_skal_til --min-confidence 0.8 --yes",
    "revisit hva_skal_til --json",
    "table hva_skal_til --by kommunestorrelse --test --interval -o tabell.docx",
    "table hva_skal_til -o tabell.xlsx",
    "table hva_skal_til -o tabell.svg",
    "table --from tabell.xlsx",
    "regress hva_skal_til --outcome NAV --on kommunestorrelse --json",
    "saturation hva_skal_til --json",
    "disclose hva_skal_til --json",
    "quotes hva_skal_til --internal -o sitater.docx",
    "quotes hva_skal_til --internal -o sitater.xlsx",
    "export qdpx -o ut.qdpx",
    "export sav -o ut.sav",
    "export xlsx -o ut.xlsx",
    "export csv -o ut.csv",
    "import-coded ut.qdpx --dry-run",
    "import-coded ut.xlsx --dry-run",
    "sample hva_skal_til --for Ola --size 10 --yes --json",
    "history --json",
    "undo",
    "project backup kopi.sqlite",
    "project check",
)
MERGE = "project merge annet.sqlite --dry-run"


def write_files(folder: Path) -> None:
    """Write the demo survey's files, the marked word added to every answer."""
    with (DEMO / "survey.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        for key in (QUESTION, "forventninger"):
            row[key] = row[key] and row[key] + SENTENCE
    with (folder / "survey.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    for name in ("codebook", "codings"):
        (folder / f"{name}.csv").write_bytes((DEMO / f"{name}_{QUESTION}.csv").read_bytes())


def run(command: str, project: str = "jobb.sqlite") -> str:
    """Run a command here; return what it printed, or raise with all it said."""
    from coder.cli.group import cli

    said = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            cli.main(["--project", project, "--coder", "Kari", *command.split()], standalone_mode=False)
            code: object = 0
        except SystemExit as ended:
            code = ended.code
        except BaseException:  # noqa: BLE001  told where it is known what was run
            traceback.print_exc()
            code = "failed"
    said.seek(0)
    printed = said.read()
    # 1 is an answer: something is undecided, or differs.
    assert code in (0, None, 1), f"{command}: {code}\n{printed}"
    return printed


def code_on_the_screens(project: str = "jobb.sqlite") -> None:
    """Set a code on the coding screen, suggestions and all, and leave."""
    with terminal(["--project", project, "--coder", "Kari", "code", QUESTION], 100, 30) as screen:
        screen.wait_for(MARKED)
        screen.press("NAV")
        screen.wait_for("matches for")
        screen.press("\r")
        screen.wait_for("●")
        screen.press("\x11")
        assert screen.exit_code() == 0, screen.text


def whole_job(folder: Path) -> None:
    """Do all of it in a folder."""
    os.chdir(folder)
    write_files(folder)
    for command in SURVEY_COMMANDS:
        run(command)
    run(SURVEY_COMMANDS[0], "annet.sqlite")
    for command in (*COMMANDS, MERGE):
        run(command)
    code_on_the_screens()


if __name__ == "__main__":
    whole_job(Path(sys.argv[1]))

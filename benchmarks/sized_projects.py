"""Projects of any size to measure screens on: so many answers, a fifth of them coded, codes in themes.

    python -m benchmarks.sized_projects FOLDER ANSWERS CODES

A project that is there already is used again; 100 000 answers take some minutes the first time.
"""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.make_survey import BLANK_SHARE, load_phrases, make_survey

CODER = "Koder A"
QUESTION = "q01"
CODES_A_THEME = 12
CODED_SHARE = 5
"""One respondent in so many has been coded already."""


def sized_project(folder: Path, answers: int, codes: int) -> Path:
    """Return a project with about so many answers and exactly so many codes, made if it is not there."""
    wanted = folder / f"{answers}x{codes}.sqlite"
    if wanted.exists():
        return wanted
    survey = folder / str(answers)
    bare = folder / f"{answers}.sqlite"
    if not bare.exists():
        make_survey(survey, units=round(answers / (1 - BLANK_SHARE)), questions=1)
        _import_survey(bare, survey / "survey.csv")
    making = folder / f"{answers}x{codes}.making.sqlite"
    shutil.copy(bare, making)
    themes = _write_codebook(folder / f"codebook_{codes}.csv", codes)
    _write_codings(folder / f"codings_{answers}x{codes}.csv", survey / f"codings_{QUESTION}.csv", themes)
    _coder(making, "codebook", QUESTION, "import", str(folder / f"codebook_{codes}.csv"))
    _coder(making, "codings", QUESTION, "import", str(folder / f"codings_{answers}x{codes}.csv"))
    return making.rename(wanted)


def _import_survey(project: Path, survey: Path) -> None:
    making = project.with_suffix(".making.sqlite")
    attributes = [f"--attribute={name}" for name in ("kommunestorrelse", "landsdel", "samarbeid")]
    roles = ["--id=respondent_id", f"--question={QUESTION}", "--wave-column=aar", "--no-content=leave"]
    _coder(making, "import", str(survey), *roles, *attributes)
    making.rename(project)


def _write_codebook(path: Path, codes: int) -> dict[str, str]:
    """Write so many codes; return the theme of each by its name."""
    themes = {
        name: f"Tema {number // CODES_A_THEME + 1}"
        for number, name in enumerate(load_phrases(codes)[0].codes)
    }
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["theme", "code", "definition"])
        for name, theme in themes.items():
            writer.writerow([theme, name, f"Svaret handler om dette: {name.lower()}."])
    return themes


def _write_codings(path: Path, of_survey: Path, themes: dict[str, str]) -> None:
    with of_survey.open(encoding="utf-8", newline="") as file, path.open("w", encoding="utf-8") as chosen:
        rows = csv.DictReader(file)
        writer = csv.DictWriter(chosen, rows.fieldnames or [], lineterminator="\n")
        writer.writeheader()
        for row in rows:
            if int(row["respondent_id"].lstrip("u")) % CODED_SHARE == 0:
                writer.writerow(row | {"theme": themes.get(row["code"], "")})


def _coder(project: Path, *arguments: str) -> None:
    own = {"CODER_LANG": "en", "CODER_PROJECT": str(project), "CODER_NAME": CODER}
    command = [sys.executable, "-m", "coder", *arguments]
    subprocess.run(
        command, check=True, env=os.environ | own, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )


def main() -> None:
    """Make the one asked for."""
    folder, answers, codes = sys.argv[1:]
    Path(folder).mkdir(parents=True, exist_ok=True)
    sys.stdout.write(f"{sized_project(Path(folder), int(answers), int(codes))}\n")


if __name__ == "__main__":
    main()

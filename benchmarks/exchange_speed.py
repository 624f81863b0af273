"""A large coded project out in every format and in again, beside what the plain library takes for the same.

    python -m benchmarks.exchange_speed FOLDER                    makes the project first, if it is not there
    python -m benchmarks.exchange_speed FOLDER --units 2000 --only qdpx,sav

Every line is a whole process: start, reading the project, writing the file, the log. ``in`` is the same file
into an empty project; for ``again`` it is a workbook of the method back into its own project, for ``coded`` a
workbook people coded by hand, for ``merge`` a copy in which somebody has coded every tenth answer too.
Processor time stands beside wall time: on a machine that does other things too, it is the one to read.
"""

from __future__ import annotations

import argparse
import csv
import os
import shutil
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from benchmarks.make_survey import BACKGROUND, make_survey

QUESTION = "q01"
CODE_COLUMNS = 8
"""Of a workbook coded by hand."""
_FRAME = "import sys, pyreadstat as p; f, m = p.{read}(sys.argv[1]); p.{write}(f, sys.argv[1] + '.plain')"
PLAIN = {
    "sav": _FRAME.format(read="read_sav", write="write_sav"),
    "dta": _FRAME.format(read="read_dta", write="write_dta"),
    "csv": "import sys, pandas as p; p.read_csv(sys.argv[1]).to_csv(sys.argv[1] + '.plain')",
    "parquet": "import sys, pandas as p; p.read_parquet(sys.argv[1]).to_parquet(sys.argv[1] + '.plain')",
    "xlsx": "import sys, pandas as p; p.read_excel(sys.argv[1], dtype=str, engine='calamine')"
    ".to_excel(sys.argv[1] + '.plain.xlsx', engine='xlsxwriter')",
    "qdpx": "import sys, zipfile, lxml.etree as e; z = zipfile.ZipFile(sys.argv[1]);"
    " t = [e.tostring(e.fromstring(z.read(n))) for n in z.namelist() if n.endswith('.qde')]",
}
"""The library's own reading and writing of the same file, by how it ends, without any of our work."""


@dataclass(frozen=True)
class Run:
    """How one process went: wall and processor seconds, and the most memory, in megabytes."""

    seconds: float
    processor: float
    megabytes: int

    def __str__(self) -> str:
        return f"{self.seconds:6.1f} s wall {self.processor:5.1f} s cpu {self.megabytes:5} MB"


def timed(*command: str, project: Path | None = None) -> Run:
    """Run a program to its end; it must end well."""
    own = {"CODER_LANG": "nb", "CODER_NAME": "Koder A", "CODER_PROJECT": str(project or "")}
    start = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, *command],
        env=os.environ | own,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stderr is not None
        said = process.stderr.read().decode()
        _pid, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command}: exit {process.returncode}\n{said}")
    return Run(time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024)


@dataclass(frozen=True)
class Material:
    """What goes out and in."""

    folder: Path
    survey: Path
    """A folder with the survey, its codebook and its codings as CSV."""
    project: Path

    def new(self, name: str) -> Path:
        """Return the name of a project that is not there."""
        for old in self.folder.glob(f"{name}.sqlite*"):
            if old.is_file():
                old.unlink()
        return self.folder / f"{name}.sqlite"

    def copied(self, name: str) -> Path:
        """Return a copy of the project."""
        return Path(shutil.copyfile(self.project, self.new(name)))


def made_material(folder: Path, units: int, codes: int) -> Material:
    """Return a project with so many coded answers, made if it is not there."""
    wanted = folder / f"{units}x{codes}.sqlite"
    survey = folder / f"survey_{units}x{codes}"
    if wanted.exists():
        return Material(folder, survey, wanted)
    make_survey(survey, units=units, questions=1, waves=1, codes=codes)
    making = folder / f"{units}x{codes}.making.sqlite"
    roles = ["--id=respondent_id", "--wave-column=aar", "--weight=vekt", "--no-content=leave"]
    roles += [f"--question={QUESTION}", *(f"--attribute={name}" for name in BACKGROUND)]
    timed("-m", "coder", "import", str(survey / "survey.csv"), *roles, project=making)
    for kind in ("codebook", "codings"):
        file = survey / f"{kind}_{QUESTION}.csv"
        timed("-m", "coder", kind, QUESTION, "import", str(file), project=making)
    return Material(folder, survey, making.rename(wanted))


def exported(material: Material, format: str, *options: str) -> tuple[Path, Run]:
    """Export the question in a format."""
    file = material.folder / f"out.{format}"
    words = ["export", format, "-o", str(file), "--question", QUESTION, *options]
    return file, timed("-m", "coder", *words, project=material.project)


def there_and_back(material: Material, format: str, *options: str) -> str:
    """Export the question, and read the file into an empty project."""
    file, out = exported(material, format, *options)
    new = material.new("back")
    command = ["codebook", QUESTION, "import"] if format == "qdc" else ["import-coded"]
    if format == "qdc":
        _with_question(material, new)
    back = timed("-m", "coder", *command, str(file), project=new)
    return f"out {out}   in {back}{_beside_plain(file, out, back)}"


def _with_question(material: Material, project: Path) -> None:
    """Make a project that has the question, and one answer."""
    with (material.survey / "survey.csv").open(encoding="utf-8") as survey:
        few = material.folder / "few.csv"
        few.write_text("".join(islice(survey, 2)), encoding="utf-8")
    roles = ["--id=respondent_id", "--wave-column=aar", f"--question={QUESTION}", "--no-content=leave"]
    timed("-m", "coder", "import", str(few), *roles, project=project)


def _beside_plain(file: Path, out: Run, back: Run) -> str:
    suffix = file.suffix[1:]
    if suffix not in PLAIN:
        return ""
    alone = timed("-c", PLAIN[suffix], str(file))
    return f"   plain library {alone}   ratio {(out.processor + back.processor) / alone.processor:.1f}"


def again(material: Material) -> str:
    """Take a workbook of the method back into the project it was made from."""
    file, out = exported(material, "xlsx")
    back = timed("-m", "coder", "import-coded", str(file), project=material.copied("here"))
    return f"out {out}   in {back}"


def coded_by_hand(material: Material) -> str:
    """Take in a workbook somebody coded without this program."""
    file = material.folder / "coded.xlsx"
    write_coded_workbook(material.survey, file)
    words = ["import-coded", str(file), "--create-codes", "--id", "respondent_id", "--wave-column", "aar"]
    return f"in {timed('-m', 'coder', *words, project=material.new('back'))}"


def write_coded_workbook(survey: Path, file: Path) -> None:
    """Write the answers with their codes beside them, a code to a column."""
    import xlsxwriter

    codes: dict[str, list[str]] = defaultdict(list)
    for row in _rows(survey / f"codings_{QUESTION}.csv"):
        codes[row["respondent_id"]].append(row["code"])
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet("Ark1")
    sheet.write_row(
        0, 0, ["respondent_id", "aar", QUESTION, *(f"Kode {n}" for n in range(1, CODE_COLUMNS + 1))]
    )
    for place, row in enumerate(_rows(survey / "survey.csv"), 1):
        who = row["respondent_id"]
        sheet.write_row(place, 0, [who, row["aar"], row[QUESTION], *codes[who][:CODE_COLUMNS]])
    book.close()


def merged(material: Material) -> str:
    """Merge the project with a copy of it in which somebody has coded on."""
    here, there = material.copied("here"), material.copied("there")
    coded = material.folder / "coded_on.csv"
    rows = _rows(material.survey / f"codings_{QUESTION}.csv")
    with coded.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows({**row, "coder": "Koder B"} for row in rows if row["respondent_id"].endswith("0"))
    timed("-m", "coder", "codings", QUESTION, "import", str(coded), project=there)
    return f"in {timed('-m', 'coder', 'project', 'merge', str(there), project=here)}"


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _case(format: str, *options: str) -> Callable[[Material], str]:
    return lambda material: there_and_back(material, format, *options)


CASES: dict[str, Callable[[Material], str]] = {
    "qdpx": _case("qdpx"),
    "nvivo": _case("qdpx", "--profile", "nvivo"),
    "maxqda": _case("qdpx", "--profile", "maxqda"),
    "qualcoder": _case("qdpx", "--profile", "qualcoder"),
    **{format: _case(format) for format in ("qdc", "xlsx", "sav", "dta", "csv", "parquet")},
    "again": again,
    "coded": coded_by_hand,
    "merge": merged,
}


def main() -> None:
    """Make the project, and print a line a case."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--units", type=int, default=20_000)
    parser.add_argument("--codes", type=int, default=60)
    parser.add_argument("--only", default=",".join(CASES))
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    material = made_material(asked.folder, asked.units, asked.codes)
    for name in asked.only.split(","):
        sys.stdout.write(f"{name:<10}{CASES[name](material)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()

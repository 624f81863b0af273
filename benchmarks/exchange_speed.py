"""A large coded project out in every format and in again, beside what the plain library takes for the same.

    python -m benchmarks.exchange_speed FOLDER                    makes the project first, if it is not there
    python -m benchmarks.exchange_speed FOLDER --units 2000 --only qdpx,sav

Every line is a whole process: start, reading the project, writing the file, the log. ``in`` is the same file
into an empty project; for ``merge`` it is a copy in which somebody has coded on.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.make_survey import BACKGROUND, make_survey

QUESTION = "q01"
SUFFIXES = {"qdpx": "qdpx", "qdc": "qdc", "xlsx": "xlsx", "sav": "sav", "dta": "dta", "csv": "csv"} | {
    "parquet": "parquet"
}
_FRAME = "import sys, pyreadstat as p; f, m = p.{read}(sys.argv[1]); p.{write}(f, sys.argv[1] + '.plain')"
PLAIN = {
    "sav": _FRAME.format(read="read_sav", write="write_sav"),
    "dta": _FRAME.format(read="read_dta", write="write_dta"),
    "csv": "import sys, pandas as p; p.read_csv(sys.argv[1]).to_csv(sys.argv[1] + '.plain')",
    "parquet": "import sys, pandas as p; p.read_parquet(sys.argv[1]).to_parquet(sys.argv[1] + '.plain')",
    "xlsx": "import sys, pandas as p; p.read_excel(sys.argv[1], sheet_name='Koding', dtype=str,"
    " engine='calamine').to_excel(sys.argv[1] + '.plain.xlsx', engine='xlsxwriter')",
    "qdpx": "import sys, zipfile, lxml.etree as e; z = zipfile.ZipFile(sys.argv[1]);"
    " t = [e.tostring(e.fromstring(z.read(n))) for n in z.namelist() if n.endswith('.qde')]",
}
"""The library's own reading and writing of the same file, without any of our work."""


@dataclass(frozen=True)
class Run:
    """How one process went: wall seconds and the most memory, in megabytes."""

    seconds: float
    megabytes: int

    def __str__(self) -> str:
        return f"{self.seconds:6.1f} s {self.megabytes:5} MB"


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
    return Run(time.perf_counter() - start, _megabytes(used))


def _megabytes(used: resource.struct_rusage) -> int:
    return used.ru_maxrss // 1024


def made_project(folder: Path, units: int, codes: int) -> Path:
    """Return a project with so many coded answers, made if it is not there."""
    wanted = folder / f"{units}x{codes}.sqlite"
    if wanted.exists():
        return wanted
    survey = folder / f"survey_{units}x{codes}"
    make_survey(survey, units=units, questions=1, waves=1, codes=codes)
    making = folder / f"{units}x{codes}.making.sqlite"
    roles = ["--id=respondent_id", "--wave-column=aar", "--weight=vekt", "--no-content=leave"]
    roles += [f"--question={QUESTION}", *(f"--attribute={name}" for name in BACKGROUND)]
    timed("-m", "coder", "import", str(survey / "survey.csv"), *roles, project=making)
    for kind in ("codebook", "codings"):
        file = survey / f"{kind}_{QUESTION}.csv"
        timed("-m", "coder", kind, QUESTION, "import", str(file), project=making)
    return making.rename(wanted)


def there_and_back(project: Path, name: str, folder: Path) -> tuple[Run, Run]:
    """Export the question in a format, and read the file into an empty project."""
    file = folder / f"out.{SUFFIXES[name]}"
    out = timed("-m", "coder", "export", name, "-o", str(file), "--question", QUESTION, project=project)
    new = folder / f"back-{name}.sqlite"
    for old in folder.glob(f"{new.name}*"):
        old.unlink()
    if name == "qdc":
        return out, out
    return out, timed("-m", "coder", "import-coded", str(file), project=new)


def merged(project: Path, folder: Path) -> Run:
    """Merge the project with a copy of it in which somebody has coded on."""
    here, there = folder / "here.sqlite", folder / "there.sqlite"
    for copy in (here, there):
        for old in folder.glob(f"{copy.name}*"):
            old.unlink()
        timed("-m", "coder", "project", "copy", str(copy), project=project)
    timed("-m", "coder", "autocode", QUESTION, "--min-confidence", "0.9", project=there)
    return timed("-m", "coder", "project", "merge", str(there), project=here)


def main() -> None:
    """Make the project, and print a line a format."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--units", type=int, default=20_000)
    parser.add_argument("--codes", type=int, default=60)
    parser.add_argument("--only", default=",".join((*SUFFIXES, "merge")))
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    project = made_project(asked.folder, asked.units, asked.codes)
    for name in asked.only.split(","):
        if name == "merge":
            sys.stdout.write(f"merge    {merged(project, asked.folder)}\n")
            continue
        out, back = there_and_back(project, name, asked.folder)
        plain = ""
        if name in PLAIN:
            alone = timed("-c", PLAIN[name], str(asked.folder / f"out.{SUFFIXES[name]}"))
            plain = f"   plain library {alone}   ratio {(out.seconds + back.seconds) / alone.seconds:.1f}"
        sys.stdout.write(f"{name:<8} out {out}   in {back}{plain}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()

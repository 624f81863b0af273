"""The acts several programs share, timed at several sizes, the programs in turn.

    python -m benchmarks.shared_acts FOLDER [--sizes 100,1000] [--qualcoder SOURCE]

Each program runs in its own process and environment (`make peers`) and is asked for one act after the other,
A B C A B C …; while one works, the others wait. What would by the last size's figure take longer than
``--longest`` seconds is left out; where that is the import, the answers are put into that program's database
past it. The counts of the table must be the same in all programs.
"""

from __future__ import annotations

import argparse
import csv
import json
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.make_survey import BLANK_SHARE, DONT_KNOW_SHARE, NO_CONTENT_SHARE, make_survey

ROOT = Path(__file__).parents[1]
PEERS = ROOT / ".peers"
DRIVERS = Path(__file__).parent / "peers"
SIZES = (100, 1_000, 10_000, 100_000)
CODES = 40
SMALL = 1_000
"""Up to so many answers an import is run three times."""
LONGEST = 120.0
ONCE_IS_ENOUGH = 5.0
"""Seconds; an act that takes longer is not done again at that size."""

Expected = dict[tuple[str, str], float]
"""Seconds by program and act, from the size before."""


@dataclass(frozen=True)
class Act:
    """Something more than one program does."""

    name: str
    asked: Mapping[str, Any] = field(default_factory=dict)


ACTS = (
    Act("make_code", {"times": 5}),
    Act("set_code", {"times": 10}),
    Act("table"),
    Act("read"),
    Act("write_csv"),
    Act("write_qdpx"),
)
"""In the order they are asked for in each round; importing and opening come before."""


@dataclass(frozen=True)
class Program:
    """A program that is measured, how its driver is started, and what it can do."""

    name: str
    command: tuple[str, ...]
    acts: frozenset[str]
    suffix: str = ""


EVERY_ACT = frozenset({"take_in", "open", *(act.name for act in ACTS)})


def programs(qualcoder: Path | None) -> list[Program]:
    """Return those that are set up here; ours always."""
    own = (sys.executable, "-m", "benchmarks.peers.own")
    found = [Program("coder", own, EVERY_ACT, ".sqlite")]
    if (PEERS / "qc" / ".ready").exists():
        command = (str(PEERS / "qc/bin/python"), str(DRIVERS / "qc_corpus.py"))
        found.append(Program("qc", command, EVERY_ACT - {"write_csv"}))
    if (PEERS / "taguette" / ".ready").exists():
        command = (str(PEERS / "taguette/bin/python"), str(DRIVERS / "taguette_api.py"))
        found.append(Program("Taguette", command, EVERY_ACT - {"table", "write_qdpx"}, ".sqlite3"))
    if qualcoder is not None and (PEERS / "qualcoder" / ".ready").exists():
        command = (str(PEERS / "qualcoder/bin/python"), str(DRIVERS / "qualcoder_survey.py"))
        found.append(Program("QualCoder", (*command, str(qualcoder)), frozenset({"take_in"})))
    return found


class Driver:
    """A program's process, asked line by line."""

    def __init__(self, program: Program, folder: Path) -> None:
        self.program = program
        self._begun = time.perf_counter()
        project = folder / f"{program.name}{program.suffix}"
        python, *rest = program.command
        wrapped = [python, *rest[:2], str(folder), str(project), *rest[2:]]
        if rest[0] != "-m":
            wrapped = [python, rest[0], str(folder), str(project), *rest[1:]]
        self._log = (folder / f"{program.name}.log").open("a", encoding="utf-8")
        self._process = subprocess.Popen(
            wrapped, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log, text=True
        )

    def ask(self, act: str, **asked: Any) -> dict[str, Any]:
        """Have an act carried out; return what came of it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"act": act, **asked}) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.program.name} could not {act}: see {self._log.name}")
        said: dict[str, Any] = json.loads(line)
        return said

    def opened(self) -> float:
        """Have the project opened; return the seconds since the process was started."""
        self.ask("open")
        return time.perf_counter() - self._begun

    def close(self) -> None:
        """End it."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(60)
        self._log.close()


def make_material(folder: Path, answers: int) -> int:
    """Write a survey of about so many answers in all the shapes the programs take; return how many."""
    kept = (1 - BLANK_SHARE) * (1 - NO_CONTENT_SHARE - DONT_KNOW_SHARE)
    made = folder / "made"
    make_survey(made, units=round(answers / kept * 1.02) + 5, questions=1, waves=1, codes=CODES)
    with (made / "codings_q01.csv").open(encoding="utf-8", newline="") as file:
        pairs = list(dict.fromkeys((row["respondent_id"], row["code"]) for row in csv.DictReader(file)))
    coded = list(dict.fromkeys(who for who, code in pairs if code))[:answers]
    wanted = set(coded)
    with (made / "survey.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["respondent_id"]: row for row in csv.DictReader(file)}
    columns = ["respondent_id", "kommunestorrelse", "q01"]
    _write(folder / "survey.csv", columns, ([rows[who][name] for name in columns] for who in coded))
    chosen = [(who, code) for who, code in pairs if who in wanted and code]
    _write(folder / "codings.csv", ["respondent_id", "code"], chosen)
    codes = dict.fromkeys(code for _who, code in chosen)
    _write(folder / "codebook.csv", ["code"], ([code] for code in codes))
    (folder / "texts").mkdir(exist_ok=True)
    for who in coded:
        (folder / "texts" / f"{who}.txt").write_text(rows[who]["q01"] + "\n", encoding="utf-8")
    return len(coded)


def _write(path: Path, columns: Sequence[str], rows: Any) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def measured(
    folder: Path, answers: int, among: Sequence[Program], expected: Expected, longest: float
) -> dict[str, dict[str, Any]]:
    """Return seconds by act, and megabytes, of each program at one size.

    Args:
        folder: Where projects lie; emptied by nobody.
        answers: How many.
        among: The programs.
        expected: How long each act will take.
        longest: Seconds beyond which one is left out.
    """
    folder.mkdir(parents=True, exist_ok=True)
    make_material(folder, answers)
    found: dict[str, dict[str, Any]] = {each.name: {"seconds": defaultdict(list)} for each in among}
    skipped = {each.name for each in among if expected.get((each.name, "take_in"), 0) > longest}
    for _run in range(3 if answers <= SMALL else 1):
        for program in among:
            slow = max(found[program.name]["seconds"]["take_in"], default=0) > ONCE_IS_ENOUGH
            if program.name not in skipped and not slow:
                _once(program, folder, found, "take_in")
    lasting = [each for each in among if "open" in each.acts]
    for program in lasting:
        _once(program, folder, found, "fill", with_answers=program.name in skipped)
    for _run in range(3 if answers <= SMALL else 2):
        for program in lasting:
            driver = Driver(program, folder)
            found[program.name]["seconds"]["open"].append(driver.opened())
            driver.close()
    left_out = {each for each, seconds in expected.items() if seconds > longest}
    _rounds(folder, lasting, found, left_out, rounds=5 if answers <= SMALL else 3)
    return found


def _once(program: Program, folder: Path, found: dict[str, Any], act: str, **asked: Any) -> None:
    driver = Driver(program, folder)
    said = driver.ask(act, **asked)
    if said["seconds"]:
        found[program.name]["seconds"][act] += said["seconds"]
        found[program.name]["import_megabytes"] = said["megabytes"]
    driver.close()


def _rounds(
    folder: Path,
    among: Sequence[Program],
    found: dict[str, Any],
    left_out: Set[tuple[str, str]],
    rounds: int,
) -> None:
    """Have the acts done in turn; the first round does not count, but for what is done once."""
    drivers = [Driver(program, folder) for program in among]
    for driver in drivers:
        driver.opened()
    for round_ in range(rounds + 1):
        tables: dict[str, dict[str, int]] = {}
        for act in ACTS:
            for driver in drivers:
                name = driver.program.name
                seconds = found[name]["seconds"]
                done = max(seconds[act.name], default=0) > ONCE_IS_ENOUGH
                if act.name not in driver.program.acts or (name, act.name) in left_out or done:
                    continue
                said = driver.ask(act.name, **act.asked)
                found[name]["megabytes"] = said["megabytes"]
                if act.name == "table":
                    tables[name] = said["found"]
                if round_ or max(said["seconds"]) > ONCE_IS_ENOUGH:
                    seconds[act.name] += said["seconds"]
        _check(tables)
    for driver in drivers:
        driver.close()


def _check(tables: Mapping[str, Mapping[str, int]]) -> None:
    """Refuse to go on where two programs count the same codes differently."""
    of_survey = {
        name: {code: count for code, count in table.items() if not code.startswith("Ny kode") and count}
        for name, table in tables.items()
    }
    if len({json.dumps(table, sort_keys=True) for table in of_survey.values()}) > 1:
        raise SystemExit(f"The tables differ: {of_survey}")


def compared(
    folder: Path, sizes: Sequence[int], qualcoder: Path | None, longest: float = LONGEST
) -> list[dict[str, Any]]:
    """Return a record for each program, size and act: its seconds, and the megabytes held at most."""
    among = programs(qualcoder)
    records: list[dict[str, Any]] = []
    expected: Expected = {}
    for place, answers in enumerate(sizes):
        found = measured(folder / str(answers), answers, among, expected, longest)
        for name, of in found.items():
            records += [
                {
                    "program": name,
                    "answers": answers,
                    "act": act,
                    "seconds": seconds,
                    "megabytes": of.get("import_megabytes" if act == "take_in" else "megabytes"),
                }
                for act, seconds in of["seconds"].items()
                if seconds
            ]
            growth = sizes[place + 1] / answers if place + 1 < len(sizes) else 1
            # What was too slow for this size keeps its figure, and is so for the next.
            expected |= {(name, act): statistics.median(s) * growth for act, s in of["seconds"].items() if s}
        _print(answers, found)
    return records


def _print(answers: int, found: Mapping[str, Mapping[str, Any]]) -> None:
    for name, of in found.items():
        for act, seconds in of["seconds"].items():
            if seconds:
                middle = 1000 * statistics.median(seconds)
                sys.stdout.write(f"{answers:>7} {name:10} {act:10} median {middle:10.1f} ms\n")
    sys.stdout.flush()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--qualcoder", type=Path, help="a checkout of QualCoder")
    parser.add_argument("--longest", type=float, default=LONGEST)
    asked = parser.parse_args()
    compared(asked.folder, [int(size) for size in asked.sizes.split(",")], asked.qualcoder, asked.longest)


if __name__ == "__main__":
    main()

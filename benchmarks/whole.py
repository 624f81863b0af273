"""Every figure of docs/performance.md in one run, on one commit, beside other programs.

    python -m benchmarks.whole [--qualcoder SOURCE] [--postgres URL] [--only shared,startup] [--small]

Takes half an hour on a calm machine, and should have it to itself. Writes build/whole.json and
docs/pictures/cost_against_size.svg, and puts the figures into docs/performance.md and its Norwegian pair.
Programs that are not set up (`make peers`, `make whole`) are left out. --small tries everything on little in
some minutes, and leaves the pages alone.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.performance_page import write_pages
from benchmarks.shared_acts import SIZES, compared, programs
from benchmarks.timing import with_byte_code

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "build" / "whole.json"
FOLDER = "{folder}"
LONGEST = 900.0
"""Seconds a part may take."""


@dataclass(frozen=True)
class Part:
    """A benchmark of our own: what it is called with, and what is smaller when it is only tried."""

    command: tuple[str, ...]
    small: tuple[str, ...]


PARTS: dict[str, Part] = {
    "startup": Part(("benchmarks.startup",), ("benchmarks.startup",)),
    "import": Part(("benchmarks.import_speed", "2000"), ("benchmarks.import_speed", "200")),
    "act": Part(
        ("benchmarks.durability", "--kills", "0", "--processes", "4"),
        ("benchmarks.durability", "--kills", "0", "--processes", "2", "--acts", "50"),
    ),
    "keys": Part(
        ("benchmarks.key_latency", f"{FOLDER}/sized", f"{FOLDER}/keys.json", "100x60,5000x400,5000x4000"),
        ("benchmarks.key_latency", f"{FOLDER}/sized", f"{FOLDER}/keys.json", "100x60"),
    ),
    "million": Part(
        ("benchmarks.million_keys", f"{FOLDER}/million"),
        ("benchmarks.first_paint",),
    ),
    "quotations": Part(
        ("benchmarks.quotations_speed", f"{FOLDER}/million/million.sqlite"),
        ("benchmarks.quotations_speed", f"{FOLDER}/sized/100x60.sqlite"),
    ),
    "table": Part(
        ("benchmarks.table_speed", "--store", "--project", f"{FOLDER}/table.sqlite"),
        ("benchmarks.table_speed", "--answers", "500", "--codings", "2000", "--codes", "40"),
    ),
    "tables-screen": Part(
        ("benchmarks.table_sheet_speed", "--project", f"{FOLDER}/table.sqlite"),
        ("benchmarks.startup",),
    ),
    "report": Part(("benchmarks.whole_report", f"{FOLDER}/report"), ("benchmarks.startup",)),
    "exchange": Part(
        ("benchmarks.exchange_speed", f"{FOLDER}/exchange", "--units", "5000"),
        ("benchmarks.exchange_speed", f"{FOLDER}/exchange", "--units", "200", "--only", "qdc,csv"),
    ),
    "suggesting": Part(
        ("benchmarks.text_space_speed",),
        ("benchmarks.text_space_speed", "--answers", "1000"),
    ),
    "agreement": Part(("benchmarks.agreement_speed",), ("benchmarks.startup",)),
}
"""By the name of the place on the page; later ones use projects that earlier ones made."""


def main() -> None:
    """Measure, keep, and write the pages."""
    asked = _asked()
    wanted = asked.only.split(",") if asked.only else ["shared", *PARTS]
    with ExitStack() as stack:
        folder = asked.folder or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="coder-whole-")))
        folder.mkdir(parents=True, exist_ok=True)
        found = _kept() if asked.only else {}
        before = os.getloadavg()[0]
        if "shared" in wanted:
            sizes = (100,) if asked.small else SIZES
            found["shared"] = _told("shared", lambda: compared(folder / "shared", sizes, asked.qualcoder))
            _keep(found)
        for name, part in PARTS.items():
            if name in wanted:
                command = part.small if asked.small else part.command
                found.setdefault("parts", {})[name] = _told(name, partial(_run, command, folder))
                _keep(found)
        found["machine"] = _machine(before, asked.qualcoder)
        _keep(found)
    if not asked.small:
        for name in write_pages(found):
            sys.stdout.write(f"docs/performance.md has no place for {name}\n")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folder", type=Path, help="where projects are made, and kept for the next run")
    parser.add_argument("--only", default="", help="these alone; what was measured before is kept")
    parser.add_argument("--qualcoder", type=Path, help="a checkout of QualCoder")
    parser.add_argument("--small", action="store_true")
    return parser.parse_args()


def _told(name: str, work: Callable[[], Any]) -> Any:
    start = time.perf_counter()
    sys.stdout.write(f"== {name}\n")
    sys.stdout.flush()
    found = work()
    sys.stdout.write(f"   {time.perf_counter() - start:.0f} s\n")
    return found


def _run(command: Sequence[str], folder: Path) -> Mapping[str, Any]:
    words = [word.replace(FOLDER, str(folder)) for word in command]
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=ROOT,
        env=with_byte_code(os.environ) | {"CODER_LANG": "en"},
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )
    sys.stdout.write(done.stdout)
    if done.returncode:
        # A goal that is missed exits with 1, too: it is a figure like any other.
        sys.stdout.write(f"   exit {done.returncode}\n{done.stderr[-2_000:]}\n")
    return {
        "command": f"python -m {' '.join(command).replace(FOLDER, 'FOLDER')}",
        "seconds": time.perf_counter() - start,
        "exit": done.returncode,
        "load": os.getloadavg()[0],
        "printed": done.stdout.replace(str(folder), "FOLDER"),
    }


def _machine(before: float, qualcoder: Path | None) -> dict[str, Any]:
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return {
        "commit": commit.stdout.strip() or "?",
        "when": f"{datetime.now(UTC):%Y-%m-%d}",
        "system": platform.system(),
        "processors": os.cpu_count(),
        "python": platform.python_version(),
        "before": f"{before:.1f}",
        "after": f"{os.getloadavg()[0]:.1f}",
        "versions": ", ".join([*_own_versions(), *_peer_versions(qualcoder)]),
    }


def _own_versions() -> list[str]:
    return [
        f"{name} {version(name)}" for name in ("textual", "sqlalchemy", "spacy", "pandas", "scikit-learn")
    ]


def _peer_versions(qualcoder: Path | None) -> list[str]:
    found = []
    for program in programs(qualcoder):
        package = {"qc": "qualitative-coding", "Taguette": "taguette"}.get(program.name)
        if package:
            said = subprocess.run(
                [
                    program.command[0],
                    "-c",
                    f"from importlib.metadata import version as v; print(v({package!r}))",
                ],
                capture_output=True,
                text=True,
                check=False,
            )
            found.append(f"{package} {said.stdout.strip()}")
        elif program.name == "QualCoder":
            found.append("QualCoder from its source")
    return found


def _kept() -> dict[str, Any]:
    return dict(json.loads(RESULTS.read_text(encoding="utf-8"))) if RESULTS.exists() else {}


def _keep(found: Mapping[str, Any]) -> None:
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(found, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()

"""Eight people code at full speed on one file, and on a PostgreSQL server, in turn: errors, losses, times.

    python -m benchmarks.team_load --seconds 60 --processes 8 --postgres URL [--rounds 1]

Run from a checkout. The URL names an empty database; it is emptied again after each round. Prints the figures
of docs/reliability.md.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from benchmarks.empty_database import empty_database
from tests.reliability.full_speed import FullSpeed, code_at_full_speed


def main() -> None:
    """Measure both in turn, and print a line for each."""
    asked = argparse.ArgumentParser(description="Several people code at full speed")
    asked.add_argument("--seconds", type=float, default=60)
    asked.add_argument("--processes", type=int, default=8)
    asked.add_argument("--rounds", type=int, default=1)
    asked.add_argument("--postgres", help="an empty database")
    options = asked.parse_args()
    for _round in range(options.rounds):
        with tempfile.TemporaryDirectory(prefix="coder-load-") as folder:
            _measure("SQLite", str(Path(folder) / "p.sqlite"), options.processes, options.seconds)
        if options.postgres:
            _measure("PostgreSQL", options.postgres, options.processes, options.seconds)
            empty_database(options.postgres)


def _measure(name: str, target: str, processes: int, seconds: float) -> None:
    load = os.getloadavg()[0]
    found = code_at_full_speed(target, processes=processes, seconds=seconds)
    sys.stdout.write(_line(name, found, load))
    sys.stdout.flush()


def _line(name: str, found: FullSpeed, load: float) -> str:
    made = found.throughput
    return (
        f"{name}: {made.acts} acts, {made.per_second:.0f} a second, median {made.median_ms:.1f} ms, "
        f"p99 {made.p99_ms:.0f} ms, longest {made.longest_ms:.0f} ms; fewest and most of one coder "
        f"{min(found.acts)}, {max(found.acts)}; errors {len(found.errors)}, missing {found.missing}, "
        f"unsaid {found.unsaid}, twice {found.twice}, gaps {found.gaps}, "
        f"findings {len(found.findings)}; load before {load:.1f}\n"
    )


if __name__ == "__main__":
    main()

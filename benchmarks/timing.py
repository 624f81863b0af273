"""Whole processes timed in turn, so that a noisy machine is noisy for all of them."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence


def with_byte_code(environment: Mapping[str, str]) -> dict[str, str]:
    """Let a program keep its byte code, as an installed one has it; else each start compiles our modules."""
    return {name: value for name, value in environment.items() if name != "PYTHONDONTWRITEBYTECODE"}


def interleaved(commands: Mapping[str, Sequence[str]], runs: int) -> dict[str, list[float]]:
    """Run commands A B C A B C …, after one run each that does not count; return wall seconds by name."""
    found: dict[str, list[float]] = {name: [] for name in commands}
    for run in range(runs + 1):
        for name, command in commands.items():
            start = time.perf_counter()
            subprocess.run(
                command,
                check=True,
                env=with_byte_code(os.environ),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            if run:
                found[name].append(time.perf_counter() - start)
    return found


def report(found: Mapping[str, Sequence[float]], beside: str) -> None:
    """Print medians, the range, and the ratio to one of them."""
    base = statistics.median(found[beside])
    for name, seconds in found.items():
        middle = statistics.median(seconds)
        sys.stdout.write(
            f"{name:34} median {middle:7.3f} s  min {min(seconds):7.3f}  max {max(seconds):7.3f}  "
            f"x {middle / base:.2f}\n"
        )

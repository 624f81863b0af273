"""Other programs, each in an environment of its own that `make peers` sets up."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.outside import REQUIRED

ENVIRONMENTS = Path(__file__).parents[2] / ".peers"
LONGEST = 300.0
"""Seconds a program may take."""


def peer(name: str) -> Path:
    """Return the Python of a program's environment, or skip the test with the reason."""
    python = ENVIRONMENTS / name / "bin" / "python"
    if not (ENVIRONMENTS / name / ".ready").exists():
        absent(f"{name} is not set up: make peers")
    return python


def checkout(name: str, variable: str) -> Path:
    """Return where the source of a program lies that no registry has, or skip the test with the reason."""
    written = os.environ.get(variable)
    if not written:
        absent(f"{variable} does not say where the source of {name} lies.")
    found = Path(str(written))
    assert found.is_dir(), f"{variable}: {found} is no folder."
    return found


def absent(why: str) -> None:
    """Skip the test; where everything must be there, fail it."""
    if os.environ.get(REQUIRED):
        pytest.fail(why)
    pytest.skip(why)


def answer_of(python: Path, script: str, *arguments: str | Path) -> Any:
    """Run a script beside this file in an environment, and return what it says as JSON."""
    done = subprocess.run(
        [str(python), str(Path(__file__).with_name(script)), *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        timeout=LONGEST,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)

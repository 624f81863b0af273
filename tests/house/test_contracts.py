"""The import contracts hold, and they would notice."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]

BREACHES = {
    "a lower layer imports a higher one": ("domain/breach.py", "import coder.store"),
    "neighbours import each other": ("tables/breach.py", "import coder.exchange"),
    "SQL outside the store": ("usecases/breach.py", "import sqlalchemy"),
    "SQL outside the store, inside a function": ("cli/breach.py", "def f():\n    import sqlalchemy"),
    "widgets outside the screens": ("usecases/breach.py", "from textual.app import App"),
    "a parser of language in a screen": ("tui/breach.py", "import spacy"),
    "a model in a use case": ("usecases/breach.py", "import sklearn"),
    "a picture drawn in a command": ("cli/breach.py", "import matplotlib"),
    "a frame in the store": ("store/breach.py", "import pandas"),
    "arrays in the domain": ("domain/breach.py", "import numpy"),
    "a new top-level module without a place": ("breach.py", "import json"),
}


@pytest.fixture
def copy_of_the_code(tmp_path: Path) -> Path:
    shutil.copytree(CHECKOUT / "coder", tmp_path / "coder", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(CHECKOUT / "pyproject.toml", tmp_path)
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("breach", BREACHES.values(), ids=BREACHES.keys())
def test_a_breach_is_found(copy_of_the_code: Path, breach: tuple[str, str]) -> None:
    place, code = breach
    (copy_of_the_code / "coder" / place).write_text(code, "utf-8")
    done = _lint(copy_of_the_code)
    assert done.returncode == 1, done.stdout
    assert "coder.breach" in done.stdout or place.removesuffix(".py").replace("/", ".") in done.stdout


@pytest.mark.slow
def test_every_contract_is_kept(copy_of_the_code: Path) -> None:
    done = _lint(copy_of_the_code)
    assert done.returncode == 0, done.stdout


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", program, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False
    )

"""What loads when: a command that only talks must not pay for the libraries that count and draw."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
HEAVY = frozenset(
    {
        "alembic",
        "matplotlib",
        "numpy",
        "pandas",
        "lxml",
        "pyarrow",
        "pyreadstat",
        "python_calamine",
        "scipy",
        "sklearn",
        "spacy",
        "sqlalchemy",
        "xlsxwriter",
    }
)
IMPORT_EVERY_SCREEN = """
import importlib, pkgutil, coder.tui
for module in pkgutil.walk_packages(coder.tui.__path__, "coder.tui."):
    importlib.import_module(module.name)
"""


@pytest.mark.slow
def test_the_search_for_loaded_libraries_finds_one() -> None:
    assert "numpy" in _loaded_by("-c", "import numpy")


def test_the_package_loads_nothing_heavy() -> None:
    assert (
        _loaded_by("-c", "import coder, coder.resources, coder.domain.errors") & (HEAVY | {"textual"})
        == set()
    )


@pytest.mark.slow
def test_help_loads_nothing_heavy() -> None:
    assert _loaded_by("-m", "coder", "--help") & (HEAVY | {"textual"}) == set()


@pytest.mark.slow
def test_the_screens_load_nothing_heavy() -> None:
    assert _loaded_by("-c", IMPORT_EVERY_SCREEN) & HEAVY == set()


def _loaded_by(*arguments: str) -> set[str]:
    """Run Python and return the names of the top-level packages it loaded."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *arguments],
        cwd=CHECKOUT,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-300:]
    return set(re.findall(r"^import time:.*\|\s*(\w+)", done.stderr, flags=re.MULTILINE))

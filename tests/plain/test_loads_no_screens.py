"""Plain mode works where no screen can be drawn: it never loads what draws them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import coder.plain


@pytest.mark.slow
def test_no_module_of_plain_mode_loads_textual() -> None:
    names = sorted(path.stem for path in Path(next(iter(coder.plain.__path__))).glob("*.py"))
    modules = ", ".join(f"coder.plain.{name}" for name in names if name != "__init__")
    program = f"import sys, {modules}; print([name for name in sys.modules if name.startswith('textual')])"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"

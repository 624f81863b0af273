"""Programs that read what we write, or compute what we compute: tests that need one ask for it here."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

REQUIRED = "CODER_TEST_REQUIRE_OUTSIDE"
"""Set where everything must be there, as in CI: then a missing program is a failure."""
LONGEST = 100.0
"""Seconds a program may take."""


def program(name: str) -> str:
    """Return the path of a program, or skip the test with the reason."""
    found = shutil.which(name)
    if found is None and os.environ.get(REQUIRED):
        pytest.fail(f"{name} is not installed, and {REQUIRED} is set.")
    if found is None:
        pytest.skip(f"{name} is not installed.")
    return found


def run(name: str, *arguments: str | Path, folder: Path | None = None, given: str | None = None) -> str:
    """Run a program and return what it printed; what it complained of is shown where it fails."""
    done = subprocess.run(
        [program(name), *map(str, arguments)],
        cwd=folder,
        input=given,
        capture_output=True,
        encoding="utf-8",
        timeout=LONGEST,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def converted(file: Path, kind: str, folder: Path) -> Path:
    """Let LibreOffice open a file and save it as another kind ("pdf", "txt", "csv", …) in a folder."""
    # A profile of its own: two LibreOffices with one profile refuse each other.
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    run("soffice", profile, "--headless", "--convert-to", kind, "--outdir", folder, file)
    made = folder / f"{file.stem}.{kind.split(':', maxsplit=1)[0]}"
    assert made.exists(), f"LibreOffice could not open {file.name}"
    return made


def pdf_text(pdf: Path) -> str:
    """Return the text of a PDF as it is laid out."""
    return run("pdftotext", "-layout", pdf, "-")

"""What differs between systems, as far as one system can tell."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from coder.messages import guess_language
from coder.platform import install_command


@pytest.mark.parametrize(
    ("locale_name", "language"),
    [
        ("nb_NO.UTF-8", "nb"),
        ("Norwegian Bokmål_Norway.1252", "nb"),
        ("Norwegian (Bokmål)_Norway", "nb"),
        ("Norwegian_Norway.1252", "nb"),
        ("Norwegian Nynorsk_Norway", "nn"),
        ("Norwegian (Nynorsk)_Norway.1252", "nn"),
        ("nn_NO", "nn"),
        ("English_United States.1252", "en"),
    ],
)
def test_a_norwegian_windows_is_met_in_norwegian(locale_name: str, language: str) -> None:
    assert guess_language({"LANG": locale_name}) == language


@pytest.mark.slow
def test_a_sign_the_terminal_lacks_does_not_end_the_program() -> None:
    """«CODE…» has a sign that Latin-1 has not."""
    done = subprocess.run(
        [sys.executable, "-m", "coder", "--lang", "nb", "layer", "Q", "fold", "--help"],
        env={**os.environ, "PYTHONIOENCODING": "latin-1"},
        capture_output=True,
        encoding="latin-1",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "å" in done.stdout
    assert "?" in done.stdout


def test_an_extra_is_installed_the_way_the_program_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    assert install_command("web") == 'pip install "open-answer-coder[web]"'
    assert install_command() == "pip install open-answer-coder"
    (tmp_path / "pipx_metadata.json").touch()  # what pipx leaves in each of its environments
    assert install_command("web") == 'pipx runpip open-answer-coder install "open-answer-coder[web]"'

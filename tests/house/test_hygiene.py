"""The tree itself: nothing of one machine in it, no file with two nouns, every folder with its sentence."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
CODE = CHECKOUT / "coder"
LONGEST = 400
TEXTS = {".py", ".toml", ".md", ".txt", ".yml", ".cfg", ".csv", ".sql", ".po", ".tcss", ".sh", ""}

# Spelt so that neither pattern is found in this file.
MACHINE_PATH = re.compile(r"(?<![\w.~}/-])/(?:root|home|work|mnt|tmp|opt|Users)/\w")
ADDRESS = re.compile(r"https?:/" r"/|index-url|find-links(?! wheelhouse\b)|trusted-host")


@pytest.mark.slow
def test_no_path_of_one_machine_is_written_down() -> None:
    assert _lines_with(MACHINE_PATH, _tracked_texts()) == []


def test_installs_name_no_place_to_download_from() -> None:
    files = ["constraints.txt", "pyproject.toml", "Makefile", "mkdocs.yml", "hatch_build.py", ".ci/run"]
    assert _lines_with(ADDRESS, [CHECKOUT / name for name in files]) == []


def test_every_constraint_is_one_exact_version() -> None:
    lines = (CHECKOUT / "constraints.txt").read_text("utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert pins
    assert [pin for pin in pins if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][\w.]*", pin)] == []


@pytest.mark.slow
def test_no_file_of_code_has_grown_too_long() -> None:
    lengths = {file.relative_to(CHECKOUT).as_posix(): _length(file) for file in CODE.rglob("*.py")}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_every_folder_of_code_says_what_lives_there() -> None:
    folders = sorted({file.parent for file in CODE.rglob("*.py")})
    silent = [folder for folder in folders if not _package_docstring(folder)]
    assert silent == []


def test_top_level_folders_of_files_are_no_packages() -> None:
    assert not (CHECKOUT / "codebooks" / "__init__.py").exists()
    assert not (CHECKOUT / "db" / "__init__.py").exists()


@pytest.mark.parametrize("line", ["open('/home/kari/a.csv')", "cd /tmp/x", "path = '/work/main'"])
def test_a_path_of_one_machine_would_be_found(line: str) -> None:
    assert MACHINE_PATH.search(line)


@pytest.mark.parametrize("line", ["a/home/b", "$HOME/work/x", "tmp_path / 'a'", "https://example.org/home/x"])
def test_other_paths_are_let_pass(line: str) -> None:
    assert not MACHINE_PATH.search(line)


def _tracked_texts() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    if listed.returncode != 0:
        pytest.skip("This is no git checkout, so there is no list of the files that belong to it.")
    files = (CHECKOUT / name for name in listed.stdout.split("\0") if name)
    own = Path(__file__)  # its samples are such paths
    return [file for file in files if file.suffix in TEXTS and file.is_file() and file != own]


def _lines_with(pattern: re.Pattern[str], files: list[Path]) -> list[str]:
    return [
        f"{file.relative_to(CHECKOUT)}:{number}: {line.strip()}"
        for file in files
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if pattern.search(line)
    ]


def _length(file: Path) -> int:
    return len(file.read_text("utf-8").splitlines())


def _package_docstring(folder: Path) -> str | None:
    package = folder / "__init__.py"
    return ast.get_docstring(ast.parse(package.read_text("utf-8"))) if package.exists() else None

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest

from coder.documents import contained as limits
from coder.documents.contained import (
    BrokenFileError,
    TooLargeToReadError,
    TooSlowToReadError,
    contained,
)

READERS = """
import ctypes, os, sys, time

def says(path, *arguments): return {"path": path, "arguments": arguments, "odd": "æ\\udc80\\0", "none": None}
def prints(path): os.write(1, b"a library prints this"); print("and this"); return "read"
def raises(path): raise ValueError("a library says this")
def exits(path): sys.exit(0)
def crashes(path): ctypes.string_at(0)
def aborts(path): os.abort()
def hangs(path): time.sleep(100)
def turns(path):
    while True: pass
def swells(path): return len(bytearray(2_000_000_000))
def swells_slowly(path):
    kept = []
    while True: kept.append(bytearray(10_000_000))
def talks(path): return "x" * 200
def limits(path):
    import resource
    return [resource.getrlimit(kind)[0] for kind in (resource.RLIMIT_AS, resource.RLIMIT_CPU)]
"""


@pytest.fixture(name="readers")
def _readers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    (tmp_path / "readers_to_contain.py").write_text(READERS, "utf-8")
    monkeypatch.setenv(
        "PYTHONPATH", os.pathsep.join(filter(None, [str(tmp_path), os.environ.get("PYTHONPATH")]))
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    import importlib

    return importlib.import_module("readers_to_contain")


@pytest.fixture(name="file")
def _file(tmp_path: Path) -> Path:
    file = tmp_path / "svar.sav"
    file.write_bytes(b"")
    return file


def test_what_is_returned_comes_back_with_every_character(readers: Any, file: Path) -> None:
    said = contained(readers.says, file, "ark", None, 2)

    assert said == {"path": str(file), "arguments": ["ark", None, 2], "odd": "æ\udc80\0", "none": None}


def test_what_a_library_prints_is_no_answer(readers: Any, file: Path) -> None:
    assert contained(readers.prints, file) == "read"


@pytest.mark.parametrize("how", ["raises", "exits", "crashes"])
def test_a_reader_that_fails_is_one_sentence(readers: Any, file: Path, how: str) -> None:
    with pytest.raises(BrokenFileError, match=r"^svar\.sav cannot be read"):
        contained(getattr(readers, how), file)


@pytest.mark.parametrize("how", ["swells", "swells_slowly", "aborts"])
def test_a_reader_that_swells_is_stopped_and_says_so(readers: Any, file: Path, how: str) -> None:
    with pytest.raises(TooLargeToReadError, match="MB of memory"):
        contained(getattr(readers, how), file)


def test_one_that_says_too_much_is_stopped(readers: Any, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_RESULT", 100)

    with pytest.raises(TooLargeToReadError):
        contained(readers.talks, file)


@pytest.mark.slow
@pytest.mark.parametrize("how", ["hangs", "turns"])
def test_a_reader_that_does_not_end_is_ended(
    readers: Any, file: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    monkeypatch.setattr(limits, "LEAST_SECONDS", 1)
    monkeypatch.setattr(limits, "WAITED_FOR", 1)
    begun = time.monotonic()

    with pytest.raises(TooSlowToReadError, match="within 1 seconds"):
        contained(getattr(readers, how), file)

    assert time.monotonic() - begun < 10


def test_a_larger_file_may_take_longer(readers: Any, file: Path) -> None:
    os.truncate(file, 3_000_000)

    assert contained(readers.limits, file) == [limits.MOST_MEMORY, 8 + 3 * 4]


def test_a_file_that_is_gone_is_no_broken_file(readers: Any, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        contained(readers.says, tmp_path / "gone.sav")


def test_what_lies_in_the_working_folder_is_not_run(
    readers: Any, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "json.py").write_text("raise SystemExit", "utf-8")
    monkeypatch.chdir(folder)

    assert contained(readers.prints, file) == "read"

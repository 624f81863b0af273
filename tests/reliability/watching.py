"""Running the program in surroundings of its own, and finding where people's words went."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]
HOOKS = Path(__file__).parent / "watched"


@dataclass(frozen=True)
class Watched:
    """A folder with a home, a place for temporary files and one to work in; and what is noted of a run."""

    folder: Path
    fails: str = field(default="")
    """What fails with people's words in it: module, function and words, tabs between."""

    def __post_init__(self) -> None:
        for place in (self.work, self.home, self.temporary):
            place.mkdir(exist_ok=True)

    @property
    def work(self) -> Path:
        """Where the project and its files lie."""
        return self.folder / "work"

    @property
    def home(self) -> Path:
        """Where settings, states and caches go."""
        return self.folder / "home"

    @property
    def temporary(self) -> Path:
        """Where temporary files go."""
        return self.folder / "temporary"

    @property
    def surroundings(self) -> dict[str, str]:
        """The environment of the run."""
        homes = {f"XDG_{kind}_HOME": str(self.home / kind) for kind in ("CONFIG", "STATE", "CACHE", "DATA")}
        return {
            **os.environ,
            **homes,
            "HOME": str(self.home),
            "TMPDIR": str(self.temporary),
            "CODER_LANG": "en",
            "PYTHONPATH": os.pathsep.join([str(CHECKOUT), str(HOOKS)]),
            "PYTHONDONTWRITEBYTECODE": "1",
            "CODER_TEST_WATCH": str(self.folder / "watch"),
            **({"CODER_TEST_FAIL": self.fails} if self.fails else {}),
        }

    def noted(self, kind: str) -> list[str]:
        """Return what was noted of a kind: "writes", "calls" or "starts"."""
        lines = (self.folder / "watch").read_text("utf-8").splitlines()
        return [line.partition("\t")[2] for line in lines if line.startswith(f"{kind}\t")]

    def run(self, *program: str, before: tuple[str, ...] = ()) -> subprocess.CompletedProcess[bytes]:
        """Run Python with arguments, behind another program if one is given."""
        return subprocess.run(
            [*before, sys.executable, *program],
            cwd=self.work,
            env=self.surroundings,
            capture_output=True,
            check=False,
        )


def network_taken_away() -> tuple[str, ...]:
    """Return what runs a program where there is no network at all; nothing where that is not allowed."""
    without = ("unshare", "-rn")
    try:
        tried = subprocess.run([*without, "true"], capture_output=True, check=False)
    except FileNotFoundError:
        return ()
    return without if tried.returncode == 0 else ()


def files_with(word: str, folder: Path) -> set[str]:
    """Return the files under a folder that hold a word, in whatever case and however it is written."""
    return {
        file.relative_to(folder).as_posix()
        for file in folder.rglob("*")
        if file.is_file() and holds(file.read_bytes(), word)
    }


def holds(content: bytes, word: str) -> bool:
    """Tell whether bytes hold a word, in whatever case and however it is written."""
    lowered = content.lower()
    return any(form in lowered for form in _forms(word.lower()))


def _forms(word: str) -> Iterator[bytes]:
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le"):
        yield word.encode(encoding)
    yield json.dumps(word)[1:-1].encode()

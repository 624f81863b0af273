"""How long a person worked on a question each day; for that person alone, and in no project.

It lies in the user's own state folder, readable by nobody else: in the project every colleague could read
it, and a merge, a copy or a backup would carry it on. What it is about is kept as hashes of uids and keys,
so that the file names nobody and nothing. It may be thrown away at any time.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from coder.domain.errors import EnvironmentFailedError
from coder.messages import _
from coder.platform import make_private_file, make_private_folder

_TABLE = (
    "CREATE TABLE IF NOT EXISTS spent (place TEXT, day TEXT, seconds REAL, PRIMARY KEY (place, day)) "
    "WITHOUT ROWID"
)
_ADD = (
    "INSERT INTO spent VALUES (?, ?, ?) ON CONFLICT (place, day) DO UPDATE SET seconds = seconds + "
    "excluded.seconds"
)


class TimeNotForgottenError(EnvironmentFailedError):
    """The file of the time spent cannot be written."""

    def __init__(self, path: Path) -> None:
        super().__init__(_("«{file}» cannot be written; you may throw it away.").format(file=path))


@dataclass(frozen=True)
class Worker:
    """A person in a project."""

    project_uid: str
    coder_uid: str

    def place(self, question_key: str) -> str:
        """Return what the time on a question is kept under."""
        parts = [self.project_uid, self.coder_uid, question_key]
        return blake2b(json.dumps(parts).encode(), digest_size=16).hexdigest()


@dataclass(frozen=True)
class DayOfWork:
    """How long somebody worked on a question on one day."""

    question: str
    """Its key."""
    day: str
    """The local day, as 2026-03-01."""
    seconds: float


def time_file() -> Path:
    """Return where it is kept, whether or not it is there."""
    import platformdirs

    return Path(platformdirs.user_state_dir("coder", appauthor=False)) / "time_spent.sqlite"


def keep_time(worker: Worker, spent: Mapping[tuple[str, str], float], path: Path | None = None) -> None:
    """Add seconds, by question key and day; where nothing can be written, nothing is kept."""
    path = path or time_file()
    rows = [(worker.place(key), day, seconds) for (key, day), seconds in spent.items()]
    if not rows:
        return
    with contextlib.suppress(OSError, sqlite3.Error):
        make_private_folder(path.parent)
        with contextlib.suppress(FileExistsError):
            make_private_file(path)
        with contextlib.closing(sqlite3.connect(path)) as connection, connection:
            connection.execute(_TABLE)
            connection.executemany(_ADD, rows)


def time_spent(worker: Worker, keys: Sequence[str], path: Path | None = None) -> list[DayOfWork]:
    """Return how long somebody worked on questions, question by question, the oldest day first."""
    path = path or time_file()
    places = {worker.place(key): key for key in keys}
    if not path.exists():
        return []
    address = f"{path.absolute().as_uri()}?mode=ro"
    try:
        with contextlib.closing(sqlite3.connect(address, uri=True)) as connection:
            rows = connection.execute("SELECT place, day, seconds FROM spent").fetchall()
    except sqlite3.Error:
        return []
    order = {key: place for place, key in enumerate(keys)}
    found = [DayOfWork(places[place], day, seconds) for place, day, seconds in rows if place in places]
    return sorted(found, key=lambda each: (order[each.question], each.day))


def totals(days: Sequence[DayOfWork], today: str) -> dict[str, tuple[float, float]]:
    """Return the seconds on each question in all and today, by its key."""
    found: dict[str, tuple[float, float]] = {}
    for each in days:
        whole, now = found.get(each.question, (0.0, 0.0))
        found[each.question] = whole + each.seconds, now + (each.seconds if each.day == today else 0.0)
    return found


def forget_time(worker: Worker, keys: Sequence[str], path: Path | None = None) -> None:
    """Forget how long somebody worked on questions.

    Raises:
        TimeNotForgottenError: If the file cannot be written.
    """
    path = path or time_file()
    if not path.exists():
        return
    rows = [(worker.place(key),) for key in keys]
    try:
        with contextlib.closing(sqlite3.connect(path)) as connection, connection:
            connection.execute(_TABLE)
            connection.executemany("DELETE FROM spent WHERE place = ?", rows)
    except sqlite3.Error as error:
        raise TimeNotForgottenError(path) from error

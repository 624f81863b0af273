"""Where a coder left off, remembered beside the projects: the first text need not wait for the reading order.

What is remembered holds while the project's newest entry is the one it was written at: nothing that decides
the order has changed since. The file holds uids and hashes only, and may be thrown away at any time.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from coder.domain.identity import new_uid
from coder.domain.question import Question
from coder.platform import make_private_file, make_private_folder
from coder.store.answers import texts_of
from coder.store.claims import live_claims
from coder.store.coders import Coder
from coder.store.project import project_of
from coder.store.questions import question_named
from coder.store.samples import open_sample_of
from coder.store.states import only_begun
from coder.store.unit_of_work import Reading
from coder.store.waves import wave_ids

PLACES = 200
"""How many are remembered; the oldest are forgotten first."""


@dataclass(frozen=True)
class Place:
    """A coder before a question, in a project as it stands."""

    project_uid: str
    question_uid: str
    wave: str | None
    coder_uid: str
    last_hash: str
    """Of the project's newest entry, which seals all before it."""

    @property
    def name(self) -> str:
        """What it is kept under; a wave's name is nobody's business there."""
        parts = [self.project_uid, self.question_uid, self.wave, self.coder_uid]
        return blake2b(json.dumps(parts).encode(), digest_size=16).hexdigest()


def left_off_file() -> Path:
    """Return where it is remembered, whether or not it is there."""
    import platformdirs

    return Path(platformdirs.user_cache_dir("coder", appauthor=False)) / "left_off.json"


def first_text(
    work: Reading, key: str, coder: Coder, wave: str | None = None, shown: int | None = None
) -> tuple[int, str] | None:
    """Return the answer to begin with and its text, where that is known without the reading order.

    Args:
        work: The project.
        key: The question.
        coder: Who codes.
        wave: Only this wave's answers.
        shown: The answer to begin with; the one to go on with if None.
    """
    begun = shown
    if begun is None:
        begun = start_known_early(work, question_named(work, key), coder, wave)
    texts = {} if begun is None else texts_of(work, [begun])
    return next(iter(texts.items()), None)


def start_known_early(work: Reading, question: Question, coder: Coder, wave: str | None) -> int | None:
    """Return the answer to go on with, where that is known without the reading order.

    Who codes a sample goes on in that, wherever else an answer was begun.
    """
    if open_sample_of(work, question.id, coder.id) is not None:
        return None
    uid = remembered(place_of(work, question, coder, wave))
    found = [] if uid is None else work.records.ids_of("answer", [uid])
    if not found:
        return only_begun(work, question.id, coder.id, wave)
    # What somebody else was handed meanwhile stands in no history.
    claims = live_claims(work, question.id)
    is_handed_on = any(each.answer_id == found[0] and each.coder_id != coder.id for each in claims)
    return None if is_handed_on else found[0]


def remember_start(
    work: Reading, question: Question, coder: Coder, wave: str | None, answer_uid: str, as_of: int
) -> None:
    """Remember the answer to go on with, unless something was written after the entry it is known as of."""
    if project_of(work).last_entry == as_of:
        remember(place_of(work, question, coder, wave), answer_uid)


def last_coded(work: Reading, questions: Sequence[Question], coder: Coder) -> Question | None:
    """Return the question a coder was at last, in whatever wave; None where it is not remembered."""
    project, waves = project_of(work), (None, *wave_ids(work))
    names = {
        Place(project.uid, each.uid, wave, coder.uid, "").name: each for each in questions for wave in waves
    }
    return next((names[name] for name in reversed(_read(left_off_file())) if name in names), None)


def place_of(work: Reading, question: Question, coder: Coder, wave: str | None) -> Place:
    """Return the place of a coder before a question."""
    project = project_of(work)
    return Place(project.uid, question.uid, wave, coder.uid, project.last_hash)


def remembered(place: Place, path: Path | None = None) -> str | None:
    """Return the uid of the answer to go on with; None where it is not known, or may be another by now."""
    last_hash, answer_uid = _read(path or left_off_file()).get(place.name, ("", ""))
    return answer_uid if last_hash == place.last_hash and answer_uid else None


def remember(place: Place, answer_uid: str, path: Path | None = None) -> None:
    """Remember the answer to go on with; where nothing can be written, nothing is remembered."""
    path = path or left_off_file()
    places = _read(path)
    now = (place.last_hash, answer_uid)
    if next(reversed(places.items()), None) == (place.name, now):
        return
    places.pop(place.name, None)
    newest = [*places.items(), (place.name, now)][-PLACES:]
    unfinished = path.with_name(f"{path.name}.{new_uid()}")
    with contextlib.suppress(OSError):
        make_private_folder(path.parent)
        make_private_file(unfinished)
        try:
            unfinished.write_text(json.dumps(dict(newest), indent=0), encoding="ascii")
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)


def _read(path: Path) -> dict[str, tuple[str, str]]:
    """Read all that is remembered; a file that is none of ours holds nothing."""
    try:
        found = json.loads(path.read_bytes())
        return {name: (str(last_hash), str(uid)) for name, (last_hash, uid) in found.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}

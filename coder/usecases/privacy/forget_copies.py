"""Forgetting in the copies of a project: its backups written anew, other files found and named."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from coder import platform
from coder.domain.errors import CoderError
from coder.domain.roles import Role
from coder.store import cipher
from coder.store.backup import known_backups
from coder.store.engine import Engine, project_file
from coder.store.forgotten import write_down_forgotten
from coder.store.members import members
from coder.store.project import open_project
from coder.store.project_file import SIDE_FILES, backups_folder, remove_project_file
from coder.store.restoring import copy_project_file, says_any
from coder.store.tombstones import write_anew
from coder.store.unit_of_work import writing
from coder.usecases.privacy.files_saying import files_saying
from coder.usecases.privacy.forget import FORGET, Blanked, Whose, forget, same_answers
from coder.usecases.privacy.forget_receipt import CopyHandled
from coder.usecases.work_part import Progress


def backups_of(engine: Engine) -> list[Path]:
    """Return where copies of a project lie: those it knows of, and what else is in its folder of backups."""
    known = [each.path for each in known_backups(engine)]
    file = project_file(engine)
    folder = None if file is None else backups_folder(file)
    there = sorted(folder.glob("*.sqlite")) if folder is not None and folder.is_dir() else []
    return list(dict.fromkeys([*known, *(each.absolute() for each in there)]))


def files_of(engine: Engine) -> set[Path]:
    """Return the project's own files and its backups."""
    file = project_file(engine)
    own = [] if file is None else [file.absolute().with_name(file.name + suffix) for suffix in SIDE_FILES]
    return {*own, *backups_of(engine)}


def forget_in_backups(
    backups: Sequence[Path],
    whose: Whose,
    words: Collection[str],
    known: Collection[str],
    receipt: Mapping[str, Any],
    progress: Progress | None = None,
) -> tuple[list[CopyHandled], set[str]]:
    """Blank a respondent's words in backups, each written anew as a whole or left as it is.

    A backup is brought to today's schema on the way, and its history ends with the act of forgetting.

    Args:
        backups: Their paths.
        whose: The answers, as the project has them.
        words: Words to take out of what people wrote, too.
        known: What the respondent wrote, as far as the project knows.
        receipt: What each keeps of it, for whoever restores it.
        progress: Told how many are done.

    Returns:
        What became of each, and by what the words are known in files.
    """
    done: list[CopyHandled] = []
    known_by: set[str] = set()
    for backup in backups:
        handled, blanked = _forget_in(backup, whose, words, known, receipt)
        done.append(handled)
        known_by.update(blanked.known_by)
        if progress is not None:
            progress(len(done), len(backups))
    return done, known_by


def own_files(known_by: Collection[str]) -> list[Path]:
    """Return the files that the program keeps of its own with the words in them."""
    return files_saying(_own_folders(), known_by)


def files_beside(engine: Engine, known_by: Collection[str], backups: Collection[Path] = ()) -> list[Path]:
    """Find the words in files nearby.

    Looked at are the folder of the project, the folders in which backups of it lie, and those of the
    program's own. Nothing in this process may have the project open.
    """
    import platformdirs

    settings = Path(platformdirs.user_config_dir("coder", appauthor=False))
    project = project_file(engine)
    near = [] if project is None else [project.absolute().parent, backups_folder(project.absolute())]
    near = list(dict.fromkeys([*near, *(each.absolute().parent for each in backups)]))
    folders = [*near, settings, *_own_folders()]
    return sorted({*files_saying(folders, known_by), *_encrypted_saying(near, project, known_by)})


def _own_folders() -> list[Path]:
    import platformdirs

    return [
        Path(platformdirs.user_cache_dir("coder", appauthor=False)),
        Path(platformdirs.user_state_dir("coder", appauthor=False)),
    ]


def _encrypted_saying(
    folders: Sequence[Path], project: Path | None, known_by: Collection[str]
) -> Iterator[Path]:
    """Yield copies of an encrypted project, under the same passphrase, in which the words stand."""
    phrase = None if project is None else cipher.known_passphrase(project)
    if phrase is None:
        return
    for file in sorted({file for folder in folders if folder.is_dir() for file in folder.iterdir()}):
        if not file.is_file() or file.name.endswith(SIDE_FILES[1:]) or not cipher.is_encrypted(file):
            continue
        if cipher.known_passphrase(file) is None:
            cipher.remember(file, phrase)
        with suppress(CoderError, *cipher.errors()):
            if says_any(file, known_by):
                yield file


def _forget_in(
    backup: Path, whose: Whose, words: Collection[str], known: Collection[str], receipt: Mapping[str, Any]
) -> tuple[CopyHandled, Blanked]:
    if not backup.exists():
        return CopyHandled(str(backup), "gone"), Blanked()
    copy = backup.with_name(f"{backup.name}.forgetting")
    try:
        copy_project_file(backup, copy)
        is_theirs, blanked = _blank(copy, whose, words, known, receipt)
        if not is_theirs and not _is_said_in(backup, blanked.known_by):
            return CopyHandled(str(backup), "clean"), blanked
        platform.replace_overwritten(copy, backup)
        for suffix in SIDE_FILES[1:]:
            backup.with_name(backup.name + suffix).unlink(missing_ok=True)
        return CopyHandled(str(backup), "rewritten"), blanked
    except CoderError as error:
        return CopyHandled(str(backup), "failed", str(error)), Blanked()
    except OSError as error:
        return CopyHandled(str(backup), "failed", platform.reason(error)), Blanked()
    finally:
        remove_project_file(copy)


def _blank(
    copy: Path, whose: Whose, words: Collection[str], known: Collection[str], receipt: Mapping[str, Any]
) -> tuple[bool, Blanked]:
    """Blank the words in a copy of a backup; tell whether anything of theirs was there at all."""
    engine = open_project(str(copy), backed_up=True)
    try:
        with writing(engine, coder_id=None, operation=FORGET) as work:
            # Who may forget in the project may in its copies, whoever led when they were made.
            work.coder_id = next((each.coder_id for each in members(work) if each.role is Role.LEAD), None)
            there = same_answers(work, whose)
            blanked = forget(work, there, words=words, known=known)
            if there.answers:
                write_down_forgotten(work, whose.uid, receipt)
        write_anew(engine)
        with engine.connect() as connection:
            # What is read where nothing can be written beside it must be one file.
            connection.connection.dbapi_connection.execute("PRAGMA journal_mode=DELETE")  # type: ignore[union-attr]
        return bool(there.answers) or not blanked.is_nothing, blanked
    finally:
        engine.dispose()


def _is_said_in(file: Path, known_by: Collection[str]) -> bool:
    """Tell whether the words stand in one file, or in what SQLite keeps beside it."""
    beside = {file.with_name(file.name + suffix) for suffix in SIDE_FILES}
    return any(each in beside for each in files_saying([file.parent], known_by))

"""Making, opening, checking, backing up and restoring a project."""

from __future__ import annotations

import glob
from pathlib import Path

from coder.domain.errors import UnusableInputError, WrongUseError
from coder.domain.identity import new_uid
from coder.messages import _
from coder.store.backup import Backup, backup_to, remember_backup, write_backup
from coder.store.check import findings
from coder.store.engine import Engine, is_url
from coder.store.history import last_number
from coder.store.project import ProjectExistsError, create_project, open_project
from coder.store.project_file import EmptyFileError, NoProjectError, remove_abandoned, remove_project_file
from coder.store.restoring import copy_project_file, put_in_place
from coder.store.tags import tag_entry
from coder.store.unit_of_work import Writing, reading

_RESTORED = ".restored"
"""What the name of a backup ends in while it is looked through."""


class TagExistsError(WrongUseError):
    """A tag names one moment only."""

    def __init__(self, name: str) -> None:
        super().__init__(_("There is a tag «{name}» already. Choose another name.").format(name=name))


class TagNameError(WrongUseError):
    """A tag must not look like a number or a date."""

    def __init__(self, name: str) -> None:
        super().__init__(_("«{name}» cannot name a tag: give it letters.").format(name=name))


class NoBackupError(WrongUseError):
    """There is no file to restore from."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            _("There is no backup «{path}». Known ones: coder project info --json").format(path=path)
        )


class WouldReplaceError(WrongUseError):
    """A project is there, and nobody has said that it may be replaced."""

    def __init__(self, target: str) -> None:
        super().__init__(
            _(
                "«{target}» is there already. Restore beside it with --project NEW, or in its place with "
                "--replace; it is kept among the backups."
            ).format(target=target)
        )


class DamagedBackupError(UnusableInputError):
    """A backup that is not whole."""

    def __init__(self, path: Path, said: str) -> None:
        super().__init__(
            _("The backup «{path}» is not whole: {said} Choose an older one.").format(path=path, said=said)
        )


def open_or_create(target: str) -> Engine:
    """Open a project, made first if there is none."""
    try:
        return open_project(target)
    except NoProjectError:
        pass
    try:
        return create_project(target, default_name(target))
    except ProjectExistsError:
        # Another process made it in between.
        return open_project(target)


def default_name(target: str) -> str:
    """Name a project after its file or database."""
    return target.split("?", maxsplit=1)[0].rsplit("/", 1)[-1] if is_url(target) else Path(target).stem


def check_project(engine: Engine) -> list[str]:
    """List everything that is not as it must be; empty means whole."""
    with reading(engine) as work:
        return findings(work)


def back_up(engine: Engine, path: Path | None) -> Backup:
    """Write a backup to a file, or beside the project."""
    if path is not None:
        return backup_to(engine, path)
    made = write_backup(engine, why="backup")
    if made is None:
        raise WrongUseError(_("This project is no file. Say where the backup shall go."))
    return made


def restore(backup: Path, target: str, *, replace: bool) -> Engine:
    """Make a project from a backup; one that is there is replaced only if asked, and kept beside.

    Raises:
        NoBackupError: If there is no such file.
        WouldReplaceError: If a project is there and was not to be replaced.
        DamagedBackupError: If the backup is not whole; nothing is changed.
        ProjectLockedError: If someone has the project open that was to be replaced.
        BackupFailedError, CannotMakeProjectError: If files cannot be written; what was there is there still.
    """
    if is_url(target):
        raise WrongUseError(_("A backup is restored to a file. Name one with --project."))
    path = Path(target)
    if not backup.is_file():
        raise NoBackupError(backup)
    if path.is_dir() or (path.exists() and not replace):
        raise WouldReplaceError(target)
    remove_abandoned(path.parent, f"{glob.escape(path.name)}.*{_RESTORED}")
    # Two may restore at the same time: each has a file of its own.
    restored = path.with_name(f"{path.name}.{new_uid()}{_RESTORED}")
    copy_project_file(backup, restored)
    try:
        _refuse_damaged(backup, restored)
        replaced = put_in_place(restored, path, replace=replace)
    except ProjectExistsError as error:
        raise WouldReplaceError(target) from error
    finally:
        remove_project_file(restored)
    engine = open_project(target)
    for made in replaced:
        remember_backup(engine, made)
    return engine


def add_tag(work: Writing, name: str) -> int:
    """Name the present moment; return the number of the entry it stands for."""
    clean = name.strip()
    if not any(sign.isalpha() for sign in clean):
        raise TagNameError(name)
    if tag_entry(work, clean) is not None:
        raise TagExistsError(clean)
    number = last_number(work)
    work.create("tag", name=clean, entry=number)
    return number


def _refuse_damaged(backup: Path, copy: Path) -> None:
    """Look through a copy of a backup, brought to today's schema."""
    try:
        engine = open_project(str(copy), backed_up=True)
    except EmptyFileError as error:
        raise EmptyFileError(str(backup)) from error
    try:
        damaged = check_project(engine)
    finally:
        engine.dispose()
    if damaged:
        raise DamagedBackupError(backup, damaged[0])

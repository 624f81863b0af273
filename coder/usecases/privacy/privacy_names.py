"""A privacy check that knows a project's own names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from coder.domain.errors import UnusableInputError
from coder.messages import _

if TYPE_CHECKING:
    from coder.privacy.check import PrivacyCheck


class UnreadableNamesError(UnusableInputError):
    """A list of names that is no text."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            _("«{file}» is not a list of names: write one name on each line, in UTF-8.").format(file=file)
        )


def privacy_check(names: Path | None = None) -> PrivacyCheck:
    """Make a check that looks for the usual mentions, and for the names in a file.

    Raises:
        UnreadableNamesError: If the file is no UTF-8 text.
    """
    from coder.privacy.check import PrivacyCheck

    if names is None:
        return PrivacyCheck()
    try:
        lines = names.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise UnreadableNamesError(names) from error
    return PrivacyCheck(own_names=tuple(line.strip() for line in lines if line.strip()))

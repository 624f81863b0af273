"""The address of a project on a server, and the password that may stand in it."""

from __future__ import annotations

import re
from urllib.parse import unquote

# As SQLAlchemy takes addresses apart: whatever stands between the first colon and the @ is the password.
_BEFORE_THE_SERVER = re.compile(r"^(?P<kept>[\w+]+://[^:/]*):(?P<password>[^@]*)(?=@)")
_AMONG_THE_OPTIONS = re.compile(r"(?P<kept>[?&])password=(?P<password>[^&]*)&?")
_NO_DATABASES = ("http", "https", "ftp")


def password_in(target: str) -> str | None:
    """Return the password in a project's address; None where there is none, or it is a file's name."""
    if not _is_address(target):
        return None
    found = _BEFORE_THE_SERVER.search(target) or _AMONG_THE_OPTIONS.search(target)
    return unquote(found["password"]) or None if found else None


def without_password(target: str) -> str:
    """Return a project's address as it may be shown and handed on; a file's name stays as it is."""
    if not _is_address(target):
        return target
    kept = _BEFORE_THE_SERVER.sub(r"\g<kept>", target)
    return _AMONG_THE_OPTIONS.sub(r"\g<kept>", kept).rstrip("?&")


def _is_address(target: str) -> bool:
    return "://" in target and target.partition("://")[0] not in _NO_DATABASES

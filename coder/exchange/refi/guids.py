"""GUIDs: uids as the REFI standard writes them, and uids of what has none, the same each time."""

from __future__ import annotations

import re
import uuid

_SPACE = uuid.UUID("6f6f9c4c-3c1c-5d1a-9e57-7a6f4a2d11c8")
_UID = re.compile(r"[0-9a-f]{32}")


def derived(*parts: str) -> str:
    """Return the uid of something that has none but is told by these parts; the same parts, the same uid."""
    return uuid.uuid5(_SPACE, "\x1f".join(parts).encode("utf-8", "surrogatepass").hex()).hex


def guid_of(uid: str) -> str:
    """Write a uid as a GUID: 8-4-4-4-12; what is no uid gets the one derived from it.

    >>> guid_of("0123456789abcdef0123456789abcdef")
    '01234567-89ab-cdef-0123-456789abcdef'
    """
    digits = uid if _UID.fullmatch(uid) else derived(uid)
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def uid_of(guid: str) -> str:
    """Return a GUID of a file as a uid: lower case, without braces and dashes.

    >>> uid_of("{01234567-89AB-CDEF-0123-456789ABCDEF}")
    '0123456789abcdef0123456789abcdef'
    """
    return guid.strip().strip("{}").replace("-", "").lower()

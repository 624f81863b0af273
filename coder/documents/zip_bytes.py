"""Files that are zip archives inside, packed with fixed dates: the same content, the same bytes."""

from __future__ import annotations

import zipfile
from io import BytesIO

_DATE = (1980, 1, 1, 0, 0, 0)
_UNPACKED = "mimetype"
"""In OpenDocument files the first part, which must lie there as it is."""


def repacked(archive: BytesIO) -> bytes:
    """Pack an archive's parts anew, in their order."""
    packed = BytesIO()
    with zipfile.ZipFile(archive) as parts, zipfile.ZipFile(packed, "w") as new:
        for part in sorted(parts.infolist(), key=lambda each: each.filename != _UNPACKED):
            entry = zipfile.ZipInfo(part.filename, _DATE)
            entry.compress_type = zipfile.ZIP_STORED if part.filename == _UNPACKED else zipfile.ZIP_DEFLATED
            new.writestr(entry, parts.read(part))
    return packed.getvalue()

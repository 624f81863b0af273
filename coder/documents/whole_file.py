"""A file written whole or not at all: into a temporary file beside it, which then takes its place."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coder import platform
from coder.domain.errors import EnvironmentFailedError
from coder.messages import _


class CannotWriteFileError(EnvironmentFailedError):
    """The file could not be written; one that was there is as it was."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(_("Cannot write «{path}»: {why}.").format(path=path, why=why))


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """Give a file to write to; it becomes ``target`` when the block ends well, and is gone when it raises.

    A link stays a link to the file that is written. What is no file at all (``/dev/stdout``, a pipe) is
    written to, never replaced.

    Raises:
        CannotWriteFileError: If the folder is missing or closed, or the disk is full.
    """
    place = target.resolve() if target.is_symlink() else target
    replaces = place.is_file() or not target.exists()
    folder = place.parent if replaces else None
    try:
        handle, name = tempfile.mkstemp(prefix=f".{place.name[:40]}.", suffix=".new", dir=folder)
        os.close(handle)
    except OSError as error:
        raise CannotWriteFileError(target, platform.reason(error)) from error
    new = Path(name)
    try:
        yield new
        if replaces:
            platform.replace_file(new, place)
        else:
            with new.open("rb") as written, target.open("wb") as stream:
                shutil.copyfileobj(written, stream)
    except OSError as error:
        raise CannotWriteFileError(target, platform.reason(error)) from error
    finally:
        new.unlink(missing_ok=True)

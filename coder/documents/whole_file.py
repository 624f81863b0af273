"""A file written whole or not at all: into a temporary file beside it, which then takes its place."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from coder import platform
from coder.domain.errors import EnvironmentFailedError
from coder.messages import _


class CannotWriteFileError(EnvironmentFailedError):
    """The file could not be written; one that was there is as it was."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(_("Cannot write «{path}»: {why}.").format(path=path, why=why))
        self.path = path
        self.why = why


@contextmanager
def whole_file(
    target: Path, around: Callable[[], AbstractContextManager[None]] = nullcontext
) -> Iterator[Path]:
    """Give a file to write to; it becomes ``target`` when the block ends well, and is gone when it raises.

    A link stays a link to the file that is written. What is no file at all (``/dev/stdout``, a pipe) is
    written to, never replaced. The file to write to ends as ``target`` does.

    Args:
        target: The file.
        around: What is to be done with it when it stands whole, and takes its place within; where it raises,
            there is no file.

    Raises:
        CannotWriteFileError: If the folder is missing or closed, or the disk is full.
    """
    place = target.resolve() if target.is_symlink() else target
    replaces = place.is_file() or not target.exists()
    folder = place.parent if replaces else None
    try:
        handle, name = tempfile.mkstemp(
            prefix=f".{place.name[:40]}.", suffix=f".new{place.suffix}", dir=folder
        )
        os.close(handle)
    except OSError as error:
        raise CannotWriteFileError(target, platform.reason(error)) from error
    new = Path(name)
    try:
        yield new
        with around():
            if replaces:
                platform.replace_file(new, place)
            else:
                with new.open("rb") as written, target.open("wb") as stream:
                    shutil.copyfileobj(written, stream)
    except CannotWriteFileError as error:
        # What is written to may itself be written whole or not at all.
        if error.path != new:
            raise
        raise CannotWriteFileError(target, error.why) from error
    except OSError as error:
        raise CannotWriteFileError(target, platform.reason(error)) from error
    finally:
        new.unlink(missing_ok=True)

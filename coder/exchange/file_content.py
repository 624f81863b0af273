"""The bytes of a file that is read whole, unless there are more of them than any of its kind should have."""

from __future__ import annotations

import os
from pathlib import Path

from coder.domain.errors import UnusableInputError
from coder.messages import _


class OversizedFileError(UnusableInputError):
    """A file larger than any of its kind should be."""

    def __init__(self, name: str, most: int) -> None:
        super().__init__(
            _("{file} is larger than {most} MB, and so is not read.").format(
                file=name, most=most // 1_000_000
            )
        )


def file_content(path: Path, most: int) -> bytes:
    """Return the bytes of a file.

    Args:
        path: The file.
        most: How many it may have.

    Raises:
        OversizedFileError: If there are more.
        OSError: If it cannot be read.
    """
    with path.open("rb") as file:
        # What is no file, a pipe, does not say how much will come.
        if os.fstat(file.fileno()).st_size > most or len(content := file.read(most + 1)) > most:
            raise OversizedFileError(path.name, most)
    return content

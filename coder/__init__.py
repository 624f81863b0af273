"""The open-answer coding workbench; ``coder.open`` is the door for Python."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os

    from coder.api import ProjectHandle

__version__ = "0.1.0"


def open(target: str | os.PathLike[str]) -> ProjectHandle:
    """Open a project (a SQLite file or a database URL) to read tables, codings and answers as DataFrames.

    Raises:
        CoderError: If there is no project, or it cannot be read.
    """
    from coder.api import ProjectHandle

    return ProjectHandle(str(target))

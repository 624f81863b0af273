"""The open-answer coding workbench; ``coder.open`` is the door for Python."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os

    from coder.api import ProjectHandle

__version__ = "0.1.0"


def open(
    target: str | os.PathLike[str], *, name: str | None = None, language: str | None = None
) -> ProjectHandle:
    """Open a project, to read it as DataFrames and to write the tables, figures and documents of a report.

    Args:
        target: A SQLite file or a database URL.
        name: Who writes files, as the commands' ``--coder``; else ``CODER_NAME``, else who is logged in.
        language: Of captions, notes and messages in this process from now on: nb, nn or en; else
            ``CODER_LANG``, else that of the system.

    Raises:
        CoderError: If there is no project, or it cannot be read.
    """
    from coder.api import ProjectHandle

    return ProjectHandle(str(target), name=name, language=language)

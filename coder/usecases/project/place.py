"""What is wrong with the place a project lies in, and what to do about it."""

from __future__ import annotations

from pathlib import Path

from coder.messages import _
from coder.whereabouts import Whereabouts, whereabouts_of


def place_warning(target: str) -> str | None:
    """Say what may happen to a project file where it lies; None where nothing speaks against it."""
    if "://" in target:
        # A server takes care of its own disk, and a file named so is looked at by its name elsewhere.
        return None
    found = whereabouts_of(Path(target))
    return None if found is None else warning_of(target, found)


def warning_of(target: str, found: Whereabouts) -> str:
    """Say what may happen to a project in such a place, and where it would be safe."""
    if found.is_network:
        told = _(
            "«{file}» lies on a network disk ({kind}). A project there can be damaged when several have it "
            "open, or when the network fails. Keep it on this machine's own disk; several machines share a "
            "project on a PostgreSQL server (coder project copy)."
        )
    else:
        told = _(
            "«{file}» lies in a folder that {kind} synchronises. It copies the file while it is being "
            "written, and one copy can overwrite another. Keep the project elsewhere, and put backups "
            "there: coder project backup FILE."
        )
    return told.format(file=target, kind=found.name)

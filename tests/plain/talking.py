"""Talks with a project in plain mode, without a terminal."""

from __future__ import annotations

import io
from pathlib import Path

from coder.plain.talk import Talk
from coder.plain.workbench import talk_through
from coder.usecases.session import Session

QUESTION = "hva_skal_til"


def talked(project: Path, *lines: str, coder: str = "kari", question: str | None = QUESTION) -> str:
    """Type lines, one after the other, and return all that was said."""
    out = io.StringIO()
    session = Session(str(project), coder)
    try:
        talk_through(
            session, Talk(io.StringIO("".join(f"{each}\n" for each in lines)), out), question, suggests=False
        )
    finally:
        session.close()
    return out.getvalue()


def last_of(said: str, lines: int = 1) -> list[str]:
    """Return the last lines said before the farewell."""
    told = [each for each in said.splitlines() if each]
    return told[-lines - 1 : -1]

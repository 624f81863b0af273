"""One visit: the workbench of one coder, its input and output a server's pipes.

Who the coder is and which project comes down the pipe first, in one line: it stands in no list of processes.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path

from coder.crash_report import keep_words_out
from coder.platform import limit

LONGEST_OPENING = 100_000
MOST_MEMORY = 2 << 30
"""Bytes one visit may take: what a browser sends and never ends is kept by the screen, many times over."""
_STANDARD_INPUT = 0


@dataclass(frozen=True)
class Opening:
    """What the server says first."""

    target: str = field(repr=False)  # a database's address may hold a password
    coder_name: str
    language: str
    models: str | None
    """Where the process stands that suggests for all visitors."""
    passphrase: str | None = field(default=None, repr=False)
    """Of an encrypted project."""

    def as_line(self) -> bytes:
        """Return it as one line."""
        values = [self.target, self.coder_name, self.language, self.models, self.passphrase]
        return json.dumps(values).encode("ascii") + b"\n"


def opening_in(line: bytes) -> Opening:
    """Return what such a line says."""
    return Opening(*json.loads(line))


def main() -> None:
    """Run the workbench until it is left, or the server is gone."""
    keep_words_out()
    limit(DATA=MOST_MEMORY)
    opening = opening_in(_first_line())
    from coder.messages import set_language

    # Key words and sentences are looked up while modules load, so the language comes first.
    set_language(opening.language)
    # Nothing made while starting is let go of soon, and looking for it takes a tenth of the time.
    gc.disable()
    from coder.config import Config
    from coder.tui.app import WorkbenchApp
    from coder.usecases.session import Session

    if opening.passphrase is not None:
        from coder.store.cipher import remember

        remember(Path(opening.target), opening.passphrase)
    session = Session(opening.target, opening.coder_name)
    # The settings file here is the server's: nothing of it is a visitor's, and nothing is kept in it.
    app = WorkbenchApp(
        session, None, None, Config(), suggests=True, place="browser", in_browser=True, models=opening.models
    )
    try:
        app.run()
    finally:
        session.close()
    sys.exit(1 if app.failure or app.unsaved else app.return_code or 0)


def _first_line() -> bytes:
    """Read no further than the line: what follows is for the screen's driver."""
    line = b""
    while not line.endswith(b"\n") and len(line) < LONGEST_OPENING:
        sign = os.read(_STANDARD_INPUT, 1)
        if not sign:
            sys.exit(1)
        line += sign
    return line


if __name__ == "__main__":
    main()

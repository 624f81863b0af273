"""The process that suggests for all visitors: the libraries for it are in memory once, not once for each."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

LONGEST_FAREWELL = 5.0
# More threads than one slow small fits down many times over, and take the processor from the screens.
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


class SharedModels:
    """Starts the process when the first visitor comes, and ends it with the last."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._folder: Path | None = None
        self._door: socket.socket | None = None
        if hasattr(socket, "AF_UNIX"):
            # A folder that only its owner may enter: so nobody else can call.
            self._folder = Path(tempfile.mkdtemp(prefix="coder-models-"))
            # Opened here: who calls before the process is up, or between two of them, waits.
            self._door = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            self._door.bind(str(self._folder / "call"))
            self._door.listen(100)

    @property
    def place(self) -> str | None:
        """Where it is called; None where there are no such sockets, and each visitor has a process."""
        return None if self._folder is None else str(self._folder / "call")

    @property
    def process_id(self) -> int | None:
        """The id of the process, where it runs."""
        return self._process.pid if self._process is not None and self._process.poll() is None else None

    def start(self) -> None:
        """Start it, unless it runs."""
        if self._door is None or self.process_id is not None:
            return
        # What is left of one that ended by itself.
        self.rest()
        door = self._door.fileno()
        self._process = subprocess.Popen(
            # -P: what lies in the working folder is not the program's.
            [sys.executable, "-P", "-m", "coder.worker.shared", str(door)],
            pass_fds=[door],
            # Never written to: that it closes says that the server is gone.
            stdin=subprocess.PIPE,
            env={**os.environ, **_ONE_THREAD},
            start_new_session=True,
        )

    def rest(self) -> None:
        """End it; it holds nothing that could be lost."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        with suppress(subprocess.TimeoutExpired):
            process.wait(LONGEST_FAREWELL)
        if process.stdin is not None:
            process.stdin.close()

    def close(self) -> None:
        """End it for good."""
        self.rest()
        if self._door is not None:
            self._door.close()
            self._door = None
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

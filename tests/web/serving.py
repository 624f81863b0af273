"""A server as people start it, and what may be sent to it."""

from __future__ import annotations

import contextlib
import http.client
import importlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from coder.store.project import open_project
from coder.usecases.team.login_links import make_link
from tests.outside import REQUIRED

LONGEST = 30.0


def library(name: str) -> Any:
    """Import a library of an extra, or skip the test with the reason."""
    try:
        return importlib.import_module(name)
    except ImportError:
        if os.environ.get(REQUIRED):
            pytest.fail(f"{name} is not installed, and {REQUIRED} is set.")
        pytest.skip(f"{name} is not installed.")


@dataclass
class Serving:
    """A running server."""

    process: subprocess.Popen[bytes]
    port: int
    target: str
    log: Path
    asks_from: str = "192.0.2.1"
    """Whom a proxy would name."""

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def origin(self) -> str:
        return f"http://{self.host}"

    @property
    def cookie_name(self) -> str:
        return f"coder_{self.port}"

    def link(self, coder: str = "kari", days: int = 14) -> str:
        """Make a link and return its token."""
        engine = open_project(self.target)
        try:
            return make_link(engine, coder, days).token
        finally:
            engine.dispose()

    def ask(
        self, path: str, method: str = "GET", body: str | None = None, **headers: str
    ) -> http.client.HTTPResponse:
        """Send one request and read its answer; a header's underscores are hyphens."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LONGEST)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        asked = {"Host": self.host, "X-Forwarded-For": self.asks_from, **named}
        connection.request(method, path, body, asked)
        answer = connection.getresponse()
        answer.text = answer.read().decode("utf-8", "replace")  # type: ignore[attr-defined]
        connection.close()
        return answer

    def log_in(self, token: str) -> str | None:
        """Hand over a token; return the cookie, None where it is refused."""
        answer = self.ask("/enter", "POST", token, Origin=self.origin)
        found = re.match(r"[^=]+=[^;]+", answer.getheader("Set-Cookie") or "")
        return found[0] if found else None

    def children(self) -> list[int]:
        """Return the ids of the processes of visits."""
        return [pid for pid in children_of(self.process.pid) if b"coder.web.visitor" in command_of(pid)]


@contextlib.contextmanager
def serving(
    target: Path | str | None,
    folder: Path,
    *options: str,
    environment: Mapping[str, str] | None = None,
    pass_fds: Sequence[int] = (),
) -> Iterator[Serving]:
    """Start a server at a free port, and end it; without a target the environment names the project."""
    library("textual_serve")
    named = [] if target is None else ["--project", str(target)]
    log = folder / "serve.log"
    with log.open("wb") as written:
        process = subprocess.Popen(
            [sys.executable, "-m", "coder", *named, "serve", "--port", "0", *options],
            stderr=written,
            stdout=written,
            env={**os.environ, **(environment or {})},
            pass_fds=pass_fds,
        )
    try:
        until(lambda: b"Ctrl+C" in log.read_bytes() or process.poll() is not None)
        assert process.poll() is None, log.read_text()
        yield Serving(process, _port_of(process.pid), str(target), log)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(LONGEST)


def until(is_so: Callable[[], object], longest: float = LONGEST) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + longest
    while not is_so():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.05)


def children_of(pid: int) -> list[int]:
    """Return the ids of all processes below one."""
    below = []
    for child in _own_children(pid):
        below += [child, *children_of(child)]
    return below


def _own_children(pid: int) -> list[int]:
    """Return the ids of the processes one started; read again where a thread of it ended meanwhile."""
    while True:
        try:
            threads = list(Path(f"/proc/{pid}/task").glob("*/children"))
            return [int(child) for thread in threads for child in thread.read_text().split()]
        except (FileNotFoundError, ProcessLookupError):
            continue


def command_of(pid: int) -> bytes:
    """Return how a process was started, empty where it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def is_running(pid: int) -> bool:
    """Tell whether there is such a process, one that waits to be reaped not counted."""
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


def _port_of(pid: int) -> int:
    """Return the port a process listens at."""
    sockets = {str(each.readlink()) for each in Path(f"/proc/{pid}/fd").iterdir() if each.is_symlink()}
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        words = line.split()
        if words[3] == "0A" and f"socket:[{words[9]}]" in sockets:
            return int(words[1].rpartition(":")[2], 16)
    raise AssertionError("listens at no port")

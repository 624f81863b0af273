"""A fuzzer: whatever is sent, the server stays, tells nobody anything, and lets nobody in."""

from __future__ import annotations

import contextlib
import random
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import TEXTS, small_project
from tests.web.serving import Serving, serving

SOME, MANY = 600, 10_000
_PATHS = (
    "/",
    "/enter",
    "/ws",
    "/leave",
    "/download/x",
    "/static/js/textual.js",
    "/static/",
    "/page.css",
    "/../",
    "*",
)
_METHODS = ("GET", "POST", "HEAD", "OPTIONS", "PUT", "CONNECT", "TRACE", "G\x00T", "", "PRI", "get")
_NAMES = (
    "Host", "Origin", "Cookie", "Content-Length", "Transfer-Encoding", "Upgrade", "Connection",
    "Sec-WebSocket-Key", "Sec-WebSocket-Version", "Sec-WebSocket-Extensions", "Sec-Fetch-Site",
    "Accept-Language", "X-Forwarded-For", "Expect", "Range", "If-Modified-Since", "Content-Type",
    "Content-Encoding", "Referer", "\x7f", "", "A" * 9_000,
)  # fmt: skip


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Serving]:
    small_project(tmp_path / "a.sqlite").engine.dispose()
    with serving(tmp_path / "a.sqlite", tmp_path, "--behind-proxy") as running:
        yield running


@pytest.mark.parametrize(
    "count", [pytest.param(SOME, marks=pytest.mark.slow), pytest.param(MANY, marks=pytest.mark.soak)]
)
def test_whatever_is_sent_the_server_stays(served: Serving, count: int) -> None:
    chance = random.Random(8)
    cookie = served.log_in(served.link())
    assert cookie is not None
    statuses: dict[bytes, int] = {}
    memory = _memory(served)
    for _number in range(count):
        # Most are of nobody; some of somebody who is in, and means no good either.
        answer = _sent(served, _request(chance, served, cookie if chance.random() < 0.2 else None))
        for text in TEXTS:
            assert text.encode() not in answer
        status = answer[9:12]
        statuses[status] = statuses.get(status, 0) + 1
    assert served.process.poll() is None
    # It still serves, and only those who are in.
    assert served.ask("/", X_Forwarded_For="198.18.0.1").status == 401
    token = served.link("ola")
    served.asks_from = "198.18.0.2"
    found = served.log_in(token)
    assert found is not None
    assert served.ask("/", Cookie=found).status == 200
    assert statuses.get(b"500", 0) == 0, statuses
    assert {b"400", b"401", b"405", b"421"} <= set(statuses)
    assert _memory(served) < memory + 100_000
    assert len(served.children()) <= 10
    assert b"Traceback" not in served.log.read_bytes()


def _request(chance: random.Random, served: Serving, cookie: str | None) -> bytes:
    if chance.random() < 0.1:
        return chance.randbytes(chance.randrange(1, 400))
    signs = "/?&=%#;.\\Z0" if chance.random() < 0.8 else " \t\u00e5\x00"
    path = chance.choice(_PATHS) + "".join(chance.choices(signs, k=chance.choice((0, 0, 3, 12))))
    method = chance.choice(_METHODS[:3] if chance.random() < 0.7 else _METHODS)
    address = ".".join(str(chance.randrange(256)) for _part in range(3))
    headers = [("X-Forwarded-For", f"10.{address}"), ("Connection", "close")]
    if chance.random() < 0.8:
        headers.append(("Host", served.host if chance.random() < 0.9 else "evil.example"))
    if chance.random() < 0.5:
        headers.append(("Origin", served.origin))
    if cookie is not None:
        headers.append(("Cookie", cookie))
    headers += [(chance.choice(_NAMES), _value(chance)) for _number in range(chance.choice((0, 0, 1, 2, 5)))]
    body = chance.randbytes(chance.randrange(300)) if chance.random() < 0.3 else b""
    if body:
        headers.append(("Content-Length", str(len(body) + chance.choice((0, 0, 0, -1, 50)))))
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers)]
    return "\r\n".join(lines).encode("utf-8", "replace") + b"\r\n\r\n" + body


def _value(chance: random.Random) -> str:
    return chance.choice(
        (
            "", "0", "-1", "99999999999999999999", "chunked", "websocket", "Upgrade", "keep-alive", "null",
            "13", "gzip", "x" * chance.randrange(1, 3_000), "coder_1=" + "a" * 43, "100-continue", '"',
            "permessage-deflate; server_max_window_bits=99", "127.0.0.1, ::1, " * 20, "bytes=0-,1-",
            "\u00e5\u0000", "same-origin", "cross-site",
        )
    )  # fmt: skip


def _sent(served: Serving, request: bytes) -> bytes:
    """Send bytes and return what comes back within a moment."""
    answer = b""
    with (
        contextlib.suppress(OSError),
        socket.create_connection(("127.0.0.1", served.port), timeout=5) as there,
    ):
        there.settimeout(0.15)
        there.sendall(request)
        while len(answer) < 100_000 and (more := there.recv(65_536)):
            answer += more
    return answer


def _memory(served: Serving) -> int:
    """Return the memory of the server, in kB."""
    status = Path(f"/proc/{served.process.pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0])

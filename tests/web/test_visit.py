"""A visit's process: started from nothing a visitor sent, and gone with the visit."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from coder.store.cipher import remember
from coder.store.project import open_project
from coder.usecases.team.login_links import withdraw_links
from tests.builders import small_project
from tests.web.serving import Serving, children_of, command_of, is_running, library, serving, until

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def _served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    folder = tmp_path_factory.mktemp("visits")
    small_project(folder / "a.sqlite").engine.dispose()
    with serving(folder / "a.sqlite", folder, "--max-visitors", "2") as running:
        yield running


@pytest.fixture
def served(_served: Serving) -> Serving:
    until(lambda: not _served.children())
    return _served


@asynccontextmanager
async def visit(served: Serving, cookie: str, size: str = "?width=80&height=24") -> Any:
    """Open a web socket, and wait until the workbench shows something there."""
    aiohttp = library("aiohttp")
    async with aiohttp.ClientSession() as client:
        asked = {"Cookie": cookie, "Origin": served.origin}
        async with client.ws_connect(f"{served.origin}/ws{size}", headers=asked) as socket:
            yield socket


async def shows_something(socket: Any) -> bool:
    aiohttp = library("aiohttp")
    message = await asyncio.wait_for(socket.receive(), 30)
    return bool(message.type is aiohttp.WSMsgType.BINARY)


async def is_closed(socket: Any) -> bool:
    """Wait for the end, for no longer than a link that was withdrawn may still show anything."""
    aiohttp = library("aiohttp")
    over = (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.CLOSING)
    async with asyncio.timeout(5):
        while (await socket.receive()).type not in over:
            pass
    return True


def cookie_of(served: Serving, coder: str = "kari") -> str:
    found = served.log_in(served.link(coder))
    assert found is not None
    return found


async def test_neither_coder_nor_project_nor_what_is_sent_stands_in_a_list_of_processes(
    served: Serving,
) -> None:
    cookie = cookie_of(served, "kari; touch x")
    async with visit(served, cookie, "?width=80;id&height=$(id)&token=x&command=id") as socket:
        assert await shows_something(socket)
        [child] = served.children()
        command = Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0")[1:-1]
        assert command == [b"-P", b"-m", b"coder.web.visitor"]
        environment = Path(f"/proc/{child}/environ").read_bytes()
        for secret in (
            b"kari",
            b"touch",
            b"$(id)",
            served.target.encode(),
            cookie.partition("=")[2].encode(),
        ):
            assert secret not in environment
        assert os.getpgid(child) == child


async def test_a_process_ends_with_its_browser(served: Serving) -> None:
    async with visit(served, cookie_of(served)) as socket:
        assert await shows_something(socket)
        [child] = served.children()
    until(lambda: not is_running(child))


async def test_all_ends_when_the_server_is_killed(tmp_path: Path) -> None:
    small_project(tmp_path / "a.sqlite").engine.dispose()
    with serving(tmp_path / "a.sqlite", tmp_path) as served:
        async with visit(served, cookie_of(served)) as socket:
            assert await shows_something(socket)
            await socket.send_json(["stdin", "\r"])
            until(
                lambda: any(b"coder.worker" in command_of(each) for each in children_of(served.process.pid))
            )
            below = children_of(served.process.pid)
            served.process.send_signal(signal.SIGKILL)
            served.process.wait()
            until(lambda: not any(map(is_running, below)))


async def test_a_visit_ends_when_its_link_is_withdrawn(served: Serving) -> None:
    async with visit(served, cookie_of(served, "ola")) as other, visit(served, cookie_of(served)) as socket:
        assert await shows_something(socket)
        assert await shows_something(other)
        engine = open_project(served.target)
        withdraw_links(engine, "kari")
        engine.dispose()
        assert await is_closed(socket)
        until(lambda: len(served.children()) == 1)
        assert not other.closed


async def test_no_more_come_in_than_there_is_room_for(served: Serving) -> None:
    cookies = [cookie_of(served, name) for name in ("kari", "ola", "per")]
    async with visit(served, cookies[0]) as first, visit(served, cookies[1]) as second:
        assert await shows_something(first)
        assert await shows_something(second)
        full = served.ask("/", Cookie=cookies[2])
        assert full.status == 503
        async with visit(served, cookies[2]) as third:
            assert await is_closed(third)
        assert len(served.children()) == 2
    until(lambda: not served.children())
    assert served.ask("/", Cookie=cookies[2]).status == 200


async def test_what_no_page_sends_changes_nothing(served: Serving) -> None:
    async with visit(served, cookie_of(served)) as socket:
        assert await shows_something(socket)
        for sent in (
            "", "{}", "[", "null", "[]", "[" * 9_000, '["stdin"]', '["stdin", 5]', '["resize", {"width": 1}]',
            '["resize", {"width": -5, "height": 99999999999}]', '["quit"]', '["deliver_chunk_request", {}]',
            '["stdin", "\\ud800"]', '["ping", {"a": 1}]',
        ):  # fmt: skip
            await socket.send_str(sent)
        await socket.send_bytes(b"\x00\xff" * 100)
        await socket.send_json(["ping", "12"])
        async with asyncio.timeout(20):
            while (await socket.receive()).data != '["pong", "12"]':
                pass
        assert len(served.children()) == 1


async def test_no_screen_is_made_larger_by_what_is_typed(served: Serving) -> None:
    # A terminal that says its size in its input: a screen of this one would take gigabytes.
    async with visit(served, cookie_of(served)) as socket:
        assert await shows_something(socket)
        [process] = served.children()
        before = _kilobytes(process)
        await socket.send_json(["stdin", "\x1b[48;30000;30000;1;1t"])
        await asyncio.sleep(4)
        assert _kilobytes(process) < before + 60_000


def _kilobytes(process: int) -> int:
    """Return the memory a process has now."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


async def test_what_was_coded_is_saved_when_the_browser_goes_at_once(served: Serving) -> None:
    async with visit(served, cookie_of(served)) as socket:
        assert await shows_something(socket)
        await asyncio.sleep(2)
        await socket.send_json(["stdin", "\r"])
        await asyncio.sleep(2)
        await socket.send_json(["stdin", "1"])
        await socket.send_json(["stdin", "2"])
    until(lambda: not served.children())
    assert _codings(served.target) == 2


def _codings(target: str) -> int:
    import sqlite3

    with sqlite3.connect(target) as plain:
        return int(plain.execute("SELECT count(*) FROM coding").fetchone()[0])


async def test_an_encrypted_project_is_shown_and_its_passphrase_stands_nowhere(tmp_path: Path) -> None:
    library("sqlcipher3")
    passphrase = "tolv blå hester i fjæra"
    read, write = os.pipe()
    os.write(write, passphrase.encode() + b"\n")
    os.close(write)
    target = tmp_path / "a.sqlite"
    made = subprocess.run(
        [sys.executable, "-m", "coder", "--project", str(target), "project", "new", "--encrypted"],
        env={**os.environ, "CODER_PASSPHRASE_FD": str(read)},
        pass_fds=[read],
        capture_output=True,
        timeout=60,
        check=False,
    )
    os.close(read)
    assert made.returncode == 0, made.stderr
    remember(target, passphrase)
    read, write = os.pipe()
    os.write(write, passphrase.encode() + b"\n")
    os.close(write)
    said = {"CODER_PASSPHRASE_FD": str(read)}
    with serving(target, tmp_path, environment=said, pass_fds=[read]) as served:
        os.close(read)
        async with visit(served, cookie_of(served)) as socket:
            assert await shows_something(socket)
            await asyncio.sleep(1)
            [child] = served.children()
            for pid in (served.process.pid, child):
                for what in ("cmdline", "environ"):
                    assert passphrase.encode() not in Path(f"/proc/{pid}/{what}").read_bytes()
            assert is_running(child)


@pytest.mark.postgres
async def test_a_project_on_a_server_is_shown_and_its_address_stands_nowhere(
    new_postgres_url: str, tmp_path: Path
) -> None:
    small_project(new_postgres_url).engine.dispose()
    given = {"CODER_PROJECT": new_postgres_url}
    with serving(None, tmp_path, environment=given) as served:
        served.target = new_postgres_url
        async with visit(served, cookie_of(served)) as socket:
            assert await shows_something(socket)
            [child] = served.children()
            for what in ("cmdline", "environ"):
                assert new_postgres_url.encode() not in Path(f"/proc/{child}/{what}").read_bytes()
            served_by = open_project(new_postgres_url)
            withdraw_links(served_by, "kari")
            served_by.dispose()
            assert await is_closed(socket)

"""A visit as the server sees it: a process that shows one browser the workbench, and ends with it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable
from typing import Any

from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

from coder.web.visitor import LONGEST_OPENING, Opening

log = logging.getLogger("coder.web")

LONGEST_START = 60.0
LONGEST_FAREWELL = 15.0
"""Seconds a process has to save what was handed in and go, before it is ended."""
DRIVER = "coder.tui.browser_driver:BrowserDriver"
_NOT_HANDED_ON = (
    "CODER_PROJECT",
    "CODER_NAME",
    "CODER_PUBLIC_URL",
    "CODER_PASSPHRASE_FD",
    "NO_COLOR",
    "FORCE_COLOR",
)
"""Variables of whoever started the server; the first may hold a password."""


class Visit(AppService):
    """Starts the process without a shell, from nothing a visitor sent, and reads what it shows."""

    def __init__(
        self,
        opening: Opening,
        *,
        write_bytes: Callable[[bytes], Awaitable[None]],
        write_str: Callable[[str], Awaitable[None]],
        close: Callable[[], Awaitable[Any]],
    ) -> None:
        super().__init__(
            "",
            write_bytes=write_bytes,
            write_str=write_str,
            close=close,
            # One for each visit: whose download it is needs no looking up, and it is gone with the visit.
            download_manager=DownloadManager(),
        )
        assert len(opening.as_line()) < LONGEST_OPENING
        self._opening = opening
        self._is_leaving = False
        self.status: int | None = None
        """With what the process ended."""

    @property
    def downloads(self) -> DownloadManager:
        """The files it offers."""
        return self._download_manager

    @property
    def process_id(self) -> int | None:
        """The id of its process, once there is one."""
        return self._process.pid if self._process else None

    def _build_environment(self, width: int = 80, height: int = 24) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in _NOT_HANDED_ON}
        return {
            **kept,
            "TEXTUAL_DRIVER": DRIVER,
            "TEXTUAL_FPS": "60",
            "TEXTUAL_COLOR_SYSTEM": "truecolor",
            "TERM_PROGRAM": "textual",
            "COLUMNS": str(width),
            "ROWS": str(height),
        }

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        self._process = process = await asyncio.create_subprocess_exec(
            sys.executable,
            # -P: what lies in the working folder is not the program's.
            "-P",
            "-m",
            "coder.web.visitor",
            stdin=PIPE,
            stdout=PIPE,
            env=self._build_environment(width, height),
            start_new_session=True,
        )
        assert process.stdin is not None
        self._stdin = process.stdin
        self._stdin.write(self._opening.as_line())
        return process

    async def run(self) -> None:
        """Hand on what the process shows until it ends."""
        assert self._process is not None
        assert self._process.stdout is not None
        shown = self._process.stdout
        try:
            while (await asyncio.wait_for(shown.readline(), LONGEST_START)) != b"__GANGLION__\n":
                if shown.at_eof():
                    return
            while True:
                kind = await shown.readexactly(1)
                payload = await shown.readexactly(int.from_bytes(await shown.readexactly(4), "big"))
                await self._hand_on(kind, payload)
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError, TimeoutError):
            pass  # it ended, or never began
        finally:
            with contextlib.suppress(ConnectionError, RuntimeError):
                await self.remote_close()

    async def _hand_on(self, kind: bytes, payload: bytes) -> None:
        """Hand on one thing; a process that leaves is read on, or it would wait to be read for ever."""
        if self._is_leaving:
            return
        try:
            if kind == b"D":
                await self.remote_write_bytes(payload)
            elif kind == b"M" and json.loads(payload)["type"] in ("exit", "deliver_file_start"):
                await self.on_meta(payload)
            elif kind == b"P":
                await self.on_packed(payload)
        except (ConnectionError, RuntimeError):
            self._is_leaving = True

    async def send_bytes(self, data: bytes) -> bool:
        """Hand over what was typed, until the visit is over."""
        return False if self._is_leaving else bool(await super().send_bytes(data))

    async def stop(self) -> None:
        """Ask the process to go, and see to it that it and all it started are gone; once or more often."""
        process = self._process
        if process is None:
            return
        if not self._is_leaving:
            self._is_leaving = True
            await self._download_manager.cancel_app_downloads(self.app_service_id)
        try:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._farewell(process), LONGEST_FAREWELL)
        finally:
            self._end_group(process)
            self.status = await process.wait()
            if self._task is not None:
                self._task.cancel()

    async def _farewell(self, process: Process) -> None:
        await self.send_meta({"type": "quit"})
        self.stdin.close()
        await process.wait()

    def _end_group(self, process: Process) -> None:
        """End what is left of the process's own group, the process among it."""
        if os.name == "posix":
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
        elif process.returncode is None:
            process.kill()

"""The workbench at a browser's end of a pipe: the library's way, which ends when the other end is gone."""

from __future__ import annotations

import os
import threading
from typing import Any

from textual import events, messages
from textual.drivers.web_driver import WebDriver
from textual.message import Message

LONGEST_FAREWELL = 20.0
"""Seconds to save what was handed in, once nobody is there any more."""


class BrowserDriver(WebDriver):
    """Leaves the workbench when its input closes: then the server is gone, however it ended."""

    def write(self, data: str) -> None:
        """Write to the server; to one that is gone, nothing."""
        try:
            super().write(data)
        except BrokenPipeError:
            self._nobody_there()

    def write_meta(self, data: dict[str, object]) -> None:
        """Tell the server something beside what is shown."""
        try:
            super().write_meta(data)
        except BrokenPipeError:
            self._nobody_there()

    def process_message(self, message: Message) -> None:
        """Take in what is typed; how large the screen is the server tells, within bounds."""
        if not isinstance(message, events.Resize):
            super().process_message(message)

    def run_input_thread(self) -> None:
        """Hand on what is typed until the input closes."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._nobody_there()

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """Take what the server tells; when it says to leave, nothing may hold that up."""
        if packet_type == "quit":
            self._begin_to_leave()
        super().on_meta(packet_type, payload)

    def _nobody_there(self) -> None:
        self._begin_to_leave()
        self._app.post_message(messages.ExitApp())

    def _begin_to_leave(self) -> None:
        """Be gone after a while, also where something hangs: nobody could end it otherwise."""
        farewell = threading.Timer(LONGEST_FAREWELL, _end)
        farewell.daemon = True
        farewell.start()


def _end(*_nothing: Any) -> None:
    os._exit(1)

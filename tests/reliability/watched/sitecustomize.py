"""Loaded by every Python process of a watched run: notes what it opens and calls, and fails on demand."""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

_CHANGES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_CALLS = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.bind")
_LOCAL = "AF_UNIX"


def _watch(log: int) -> None:
    def note(*words: object) -> None:
        os.write(log, ("\t".join(map(str, words)) + "\n").encode(errors="replace"))

    def heard(event: str, given: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(given[0], str | bytes) and (given[2] or 0) & _CHANGES:
            note("writes", Path(os.fsdecode(given[0])).absolute())
        elif event == "sqlite3.connect":
            note("writes", os.fsdecode(given[0]))
        elif event in _CALLS and not (event != "socket.getaddrinfo" and given[0].family.name == _LOCAL):
            note("calls", event, given[1:])
        elif event == "subprocess.Popen":
            note("starts", given[1])

    sys.addaudithook(heard)


class _Failing(importlib.abc.MetaPathFinder):
    """Puts a function that fails, with people's words all over it, in the place of one in a module."""

    def __init__(self, module: str, function: str, words: str) -> None:
        self._module, self._function, self._words = module, function, words

    def find_spec(
        self, name: str, path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        spec = importlib.machinery.PathFinder.find_spec(name, path) if name == self._module else None
        if spec is None or spec.loader is None:
            return None
        loader: Any = spec.loader
        run = loader.exec_module

        def run_and_replace(module: ModuleType) -> None:
            run(module)
            place, _dot, last = self._function.rpartition(".")
            setattr(getattr(module, place) if place else module, last, self._failing())

        loader.exec_module = run_and_replace
        return spec

    def _failing(self) -> Callable[..., Any]:
        words = self._words

        def fails(*_given: object, **_named: object) -> None:
            local = {"text": words}
            try:
                local[words + "?"]
            except KeyError as error:
                raise ValueError(f"cannot take «{words}»") from error

        return fails


if "CODER_TEST_WATCH" in os.environ:
    _watch(os.open(os.environ["CODER_TEST_WATCH"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600))
if "CODER_TEST_FAIL" in os.environ:
    _name, _where, _said = os.environ["CODER_TEST_FAIL"].split("\t")
    sys.meta_path.insert(0, _Failing(_name, _where, _said))

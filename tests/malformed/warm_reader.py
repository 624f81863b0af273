"""A process that has the readers' libraries loaded, and forks one off for each file.

What ``coder.documents.contained`` does is the same, limits and all; only the start of Python and the loading
of libraries, most of the time a small file takes, happen once for thousands of files.
"""

from __future__ import annotations

import array
import importlib
import json
import os
import socket
import sys
from typing import NoReturn

from coder.documents import contained_process

WARM, READ = b"W", b"R"
_LARGEST = 1 << 16


class WarmReader:
    """Asks the process; takes the place of the process that ``contained`` starts."""

    def __init__(self) -> None:
        self._ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        if os.fork() == 0:
            self._ours.close()
            _serve(theirs)
        theirs.close()
        self.is_warm = False
        """False: what is asked for is done in the process itself, so that it loads what it needs."""
        self.megabytes = 0
        """The most that one file took."""

    def answer(self, request: bytes, _seconds: float) -> tuple[int, bytes | None]:
        """Do as ``contained`` does: return how the process ended and what it said."""
        listening, speaking = os.pipe()
        fds = array.array("i", [speaking])
        rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, fds)]
        self._ours.sendmsg([(READ if self.is_warm else WARM) + request], rights)
        os.close(speaking)
        with os.fdopen(listening, "rb") as pipe:
            said = pipe.read()
        ended, kilobytes = json.loads(self._ours.recv(_LARGEST))
        self.megabytes = max(self.megabytes, kilobytes // 1024)
        return ended, said


def _serve(asked: socket.socket) -> NoReturn:
    while True:
        message, fds, _flags, _address = socket.recv_fds(asked, _LARGEST, 1)
        if not message:
            os._exit(0)
        ended, kilobytes = (_warmed if message[:1] == WARM else _forked)(message[1:], fds[0])
        asked.send(json.dumps([ended, kilobytes]).encode())


def _warmed(request: bytes, answer: int) -> tuple[int, int]:
    """Read a whole file here; its reader's libraries stay."""
    wanted = json.loads(request)
    function = getattr(importlib.import_module(wanted["module"]), wanted["function"])
    with os.fdopen(answer, "wb") as pipe:
        pipe.write(json.dumps(function(*wanted["arguments"])).encode())
    return 0, 0


def _forked(request: bytes, answer: int) -> tuple[int, int]:
    process = os.fork()
    if process == 0:
        try:
            _read_contained(request, answer)
        finally:
            os._exit(contained_process.EXIT_FAILED)
    os.close(answer)
    _process, status, used = os.wait4(process, 0)
    return os.waitstatus_to_exitcode(status), used.ru_maxrss


def _read_contained(request: bytes, answer: int) -> None:
    """Stand where a process newly started would: the request on its input, the answer on its output."""
    given = os.memfd_create("request")
    os.write(given, request)
    os.lseek(given, 0, os.SEEK_SET)
    for number, stands in ((given, 0), (answer, 1), (os.open(os.devnull, os.O_WRONLY), 2)):
        os.dup2(number, stands)
        os.close(number)
    sys.stdin = os.fdopen(0, encoding="utf-8")
    contained_process.main()

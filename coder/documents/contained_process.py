"""The process that reads a file for ``contained``: limits first, then the function asked for."""

from __future__ import annotations

import importlib
import json
import os
import sys

EXIT_MEMORY = 3
"""How the process ends when the memory it may take is not enough."""
EXIT_FAILED = 1


def main() -> None:
    """Call what is asked for on stdin, and say on stdout what it returned; nothing else reaches stdout."""
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    request = json.loads(sys.stdin.buffer.read())
    _limit(request["memory"], request["seconds"])
    try:
        function = getattr(importlib.import_module(request["module"]), request["function"])
        said = json.dumps(function(*request["arguments"]), separators=(",", ":")).encode()
        answer.write(said)
        answer.flush()
    except MemoryError:
        os._exit(EXIT_MEMORY)
    except BaseException:  # noqa: BLE001 - whatever a library makes of a broken file, its panics too
        os._exit(EXIT_FAILED)
    # Nothing is left to do, and a library that crashes on its way out has read the file all the same.
    os._exit(0)


def _limit(memory: int, seconds: int) -> None:
    try:
        import resource
    except ImportError:  # Windows: whoever asked stops it when it takes too long
        return
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        _soft, hard = resource.getrlimit(kind)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(kind, (allowed, hard))
        except (OSError, ValueError):
            continue  # macOS knows some of them by name only


if __name__ == "__main__":
    main()

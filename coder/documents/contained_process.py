"""The process that reads a file for ``contained``: limits first, then the function asked for."""

from __future__ import annotations

import importlib
import json
import os
import sys

from coder.platform import limit

EXIT_MEMORY = 3
"""How the process ends when the memory it may take is not enough."""
EXIT_FAILED = 1


def main() -> None:
    """Call what is asked for on stdin, and say on stdout what it returned; nothing else reaches stdout."""
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    request = json.loads(sys.stdin.buffer.read())
    limit(AS=request["memory"], CPU=request["seconds"], CORE=0, FSIZE=0)
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


if __name__ == "__main__":
    main()

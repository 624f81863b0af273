"""Copying a project's files away while it is written, as a file manager or a synchronised folder does."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.reliability.killing import CODES, DRIVER


@contextmanager
def coding_at_full_speed(path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Let the session behind the screen code as fast as it can while the block runs."""
    process = subprocess.Popen(
        [sys.executable, "-c", DRIVER, str(path), "kari", json.dumps(CODES), "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdout is not None
    try:
        process.stdout.readline()
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def copy_away(project: Path, folder: Path, rng: random.Random, *, with_wal: bool, half: bool) -> Path:
    """Copy the files one after the other, with a pause between, the second maybe only in part."""
    target = folder / project.name
    for side in ("", "-wal", "-shm"):
        target.with_name(target.name + side).unlink(missing_ok=True)
    shutil.copy(project, target)
    wal = project.with_name(project.name + "-wal")
    if with_wal:
        time.sleep(rng.random() * 0.05)
    if with_wal and wal.exists():
        content = wal.read_bytes()
        kept = content[: rng.randrange(len(content) + 1)] if half else content
        target.with_name(target.name + "-wal").write_bytes(kept)
    return target

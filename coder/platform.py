"""What differs between operating systems: private files, the user's name, limits, replacing a file whole."""

from __future__ import annotations

import codecs
import errno
import gc
import getpass
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path

from coder.messages import _

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
_AT_ONCE = 1 << 20


def make_private_file(path: Path) -> None:
    """Create an empty file only its owner can read; an existing one is a FileExistsError."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE))


def make_private_folder(path: Path) -> None:
    """Create a folder only its owner can read, unless it is there."""
    path.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)


def system_user() -> str:
    """Return the name of the person logged in."""
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):
        # Nobody is named in the environment, and Windows has no list of users to ask.
        return "coder"


def install_command(extra: str = "") -> str:
    """Return what a person writes to install the program anew, or an extra of it, the way it came here."""
    wanted = f'"open-answer-coder[{extra}]"' if extra else "open-answer-coder"
    if (Path(sys.prefix) / "pipx_metadata.json").is_file():
        return f"pipx runpip open-answer-coder install {wanted}"
    return f"pip install {wanted}"


def make_output_writable() -> None:
    """Let no sign that is to be printed end the program, whatever the system thinks of it.

    Windows writes files and pipes in an old code page with neither «●» nor «≥»: there they are UTF-8 instead,
    unless somebody chose. A terminal, or a locale, that is not UTF-8 gets «?» for what it has no sign for.
    """
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if not isinstance(stream, TextIOWrapper):
            continue
        if sys.platform == "win32" and not stream.isatty() and "PYTHONIOENCODING" not in os.environ:
            stream.reconfigure(encoding="utf-8")
        elif stream is not sys.stdin and codecs.lookup(stream.encoding).name != "utf-8":
            stream.reconfigure(errors="replace")


def limit(**most: int) -> None:
    """Let this process take at most so much, where the system can be told so; Windows cannot.

    Args:
        most: By the names of ``resource`` without ``RLIMIT_``: ``AS`` and ``DATA`` in bytes, ``CPU`` in
            seconds, ``CORE``, ``FSIZE`` in bytes. What a system does not know is left out.
    """
    try:
        import resource
    except ImportError:
        return
    for name, value in most.items():
        kind = getattr(resource, f"RLIMIT_{name}", None)
        if kind is None:
            continue
        _soft, hard = resource.getrlimit(kind)
        # macOS knows some of them by name only.
        with suppress(OSError, ValueError):
            resource.setrlimit(kind, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def give_way() -> None:
    """Let other processes of the machine go before this one, from now on."""
    if os.name == "posix":
        os.nice(19)


def give_back_memory() -> None:
    """Return to the system what was freed; glibc keeps it else, for as long as the process runs."""
    if sys.platform == "linux":
        import ctypes

        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)


@contextmanager
def garbage_left_alone() -> Iterator[None]:
    """Do not look for garbage meanwhile: of a million new things none is, and looking takes longest."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def name_file(new: Path, target: Path) -> None:
    """Give a finished file a name that nothing has yet; one that is there is a FileExistsError."""
    try:
        target.hardlink_to(new)
    except FileExistsError:
        raise
    except OSError:
        # A file system without links: the name is taken first, for a moment by an empty file.
        make_private_file(target)
        replace_file(new, target)
        return
    new.unlink()
    _flush_names(target.parent)


def flush_to_disk(descriptor: int) -> None:
    """Return when a file, or a folder's list of names, is on the disk and not only on its way there."""
    if sys.platform == "darwin":
        import fcntl

        # Else macOS leaves it in the disk's own memory, which is lost when the power goes.
        with suppress(OSError):  # a network's disk may not know it
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)


def replace_file(new: Path, target: Path) -> None:
    """Put a finished file in another's place, whole or not at all, and on the disk."""
    with new.open("rb+") as file:
        flush_to_disk(file.fileno())
    new.replace(target)
    _flush_names(target.parent)


def _flush_names(folder: Path) -> None:
    """Return when the names in a folder are on the disk; Windows sees to that itself."""
    if os.name == "posix":
        names = os.open(folder, os.O_RDONLY)
        try:
            flush_to_disk(names)
        finally:
            os.close(names)


def replace_overwritten(new: Path, target: Path) -> None:
    """Put a finished file in another's place, whole or not at all, and write zeros where the other lay."""
    if os.name != "posix":
        # Nobody may hold a file that is replaced.
        replace_file(new, target)
        return
    with target.open("rb+") as before:
        state = os.fstat(before.fileno())
        # A file of another name too is somebody's copy, and not ours to spoil.
        size = state.st_size if state.st_nlink == 1 else 0
        replace_file(new, target)
        for start in range(0, size, _AT_ONCE):
            before.write(bytes(min(_AT_ONCE, size - start)))
        before.flush()
        flush_to_disk(before.fileno())


def reason(error: OSError) -> str:
    """Say in the person's language why the system refused; in its own words where we have none."""
    words = {
        errno.ENOENT: _("the file or folder does not exist"),
        errno.EACCES: _("you are not allowed to"),
        errno.EPERM: _("you are not allowed to"),
        errno.ENOSPC: _("the disk is full"),
        errno.EROFS: _("the disk is read-only"),
        errno.EISDIR: _("it is a folder"),
        errno.ENOTDIR: _("a part of the path is no folder"),
        errno.ENAMETOOLONG: _("the name is too long"),
    }
    return words.get(error.errno or 0) or error.strerror or str(error)

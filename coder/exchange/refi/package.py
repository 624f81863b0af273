"""A .qdpx package: a zip whose members are read in memory, each within bounds, none ever unpacked to disk."""

from __future__ import annotations

import errno
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Self

from coder.domain.errors import UnusableInputError
from coder.exchange.refi.xml_document import MOST_BYTES
from coder.messages import _
from coder.platform import reason

MOST_MEMBERS = 200_000
MOST_TEXT_BYTES = 30_000_000
"""Of one text; a novel is under one million."""
MOST_READ_BYTES = 400_000_000
"""Of all that is read of one package."""
MOST_RATIO = 300
"""How many times larger than in the zip a member may be, once it is over a million bytes."""
_RATIO_FROM = 1_000_000
_DRIVE = re.compile(r"[A-Za-z]:")
_INTERNAL = re.compile(r"internal:/{0,2}", re.IGNORECASE)
_ELSEWHERE = re.compile(r"(relative|absolute|https?|file|ftp):", re.IGNORECASE)


class BrokenPackageError(UnusableInputError):
    """Not a zip, or not a whole one."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _(
                "{file} is not a whole QDPX package; it may have been cut off on its way. "
                "Fetch or export it again."
            ).format(file=name)
        )


class UnreadablePackageError(UnusableInputError):
    """The system does not let us read the file."""

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(_("{path} cannot be read: {reason}.").format(path=path, reason=reason(error)))


class LockedPackageError(UnusableInputError):
    """A member that opens with a password only."""

    def __init__(self, name: str) -> None:
        super().__init__(_("{file} is protected by a password. Export it without one.").format(file=name))


class UnsafePackageError(UnusableInputError):
    """A package made in a way that no program that means well makes it."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(_("{file} is not read: {why}.").format(file=name, why=why))
        self.why = why


class NoProjectInPackageError(UnusableInputError):
    """No .qde at the root, or several."""

    def __init__(self, name: str, found: int) -> None:
        super().__init__(
            _("{file} holds {n} projects (.qde files at the top), and should hold one.").format(
                file=name, n=found
            )
        )


class Package:
    """An open package; close it, or use it in ``with``.

    Raises:
        UnusableInputError: If it is broken, or unsafe: too many members, a name twice or one that leads out
            of the package, a member that swells.
    """

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self._path = path
        self._read = 0
        try:
            with _broken_told(self.name):
                self._zip = zipfile.ZipFile(path)
        except OSError as error:
            raise UnreadablePackageError(path, error) from error
        try:
            self._members = self._checked(self._zip.infolist())
        except UnusableInputError:
            self._zip.close()
            raise
        self._texts = {
            PurePosixPath(key).name: info
            for key, info in sorted(self._members.items(), key=_sources_last)
            if not info.is_dir()
        }

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._zip.close()

    def project(self) -> tuple[str, bytes]:
        """Return the name and the bytes of the project's document."""
        found = [info for key, info in self._members.items() if "/" not in key and key.endswith(".qde")]
        if len(found) != 1:
            raise NoProjectInPackageError(self.name, len(found))
        return f"{self.name}: {found[0].filename}", self._content(found[0], MOST_BYTES)

    @property
    def size(self) -> int:
        """How many bytes there are to read: all members, unpacked."""
        return sum(info.file_size for info in self._members.values())

    def text(self, path: str) -> bytes | None:
        """Return the bytes of the member a path of the document means; None where there is none in here.

        A path may be without ``internal://``; folders and case do not count.
        """
        if _ELSEWHERE.match(path.strip()):
            return None
        name = _INTERNAL.sub("", path.strip(), count=1).replace("\\", "/").rsplit("/", 1)[-1]
        info = self._texts.get(name.casefold())
        return None if info is None else self._content(info, MOST_TEXT_BYTES)

    def _content(self, info: zipfile.ZipInfo, most: int) -> bytes:
        try:
            with _broken_told(self.name), self._zip.open(info) as member:
                content = member.read(most + 1)
        except OSError as error:
            raise UnreadablePackageError(self._path, error) from error
        self._read += len(content)
        if len(content) > most or self._read > MOST_READ_BYTES:
            raise self._oversized(info)
        return content

    def _checked(self, infos: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
        """Return the members by their names in lower case, those that systems hide left out."""
        if len(infos) > MOST_MEMBERS:
            raise UnsafePackageError(self.name, _("it holds more than {n} files").format(n=MOST_MEMBERS))
        members: dict[str, zipfile.ZipInfo] = {}
        for info in infos:
            written = info.orig_filename
            if _leads_out(written):
                raise UnsafePackageError(
                    self.name,
                    _("the name of a file in it leads out of it («{name}»)").format(name=written[:80]),
                )
            key = written.casefold()
            if key in members:
                raise UnsafePackageError(
                    self.name, _("two files in it have the same name («{name}»)").format(name=written[:80])
                )
            members[key] = info
        found = {key: info for key, info in members.items() if not _is_hidden(key)}
        for key, info in found.items():
            if key.endswith((".qde", ".txt")):
                self._check_size(info, MOST_BYTES if key.endswith(".qde") else MOST_TEXT_BYTES)
        return found

    def _check_size(self, info: zipfile.ZipInfo, most: int) -> None:
        if info.flag_bits & 0x1:
            raise LockedPackageError(self.name)
        swollen = info.file_size > _RATIO_FROM and info.file_size > MOST_RATIO * max(info.compress_size, 1)
        if swollen or info.file_size > most:
            raise self._oversized(info)

    def _oversized(self, info: zipfile.ZipInfo) -> UnsafePackageError:
        return UnsafePackageError(
            self.name,
            _("«{name}» in it would take {size} MB unpacked").format(
                name=info.filename[:80], size=max(info.file_size // 1_000_000, 1)
            ),
        )


def _sources_last(member: tuple[str, zipfile.ZipInfo]) -> bool:
    """Where the same base name stands twice, the one in the folder of sources is meant."""
    return member[0].startswith("sources/")


def _leads_out(name: str) -> bool:
    return (
        name.startswith("/")
        or "\\" in name
        or "\0" in name
        or _DRIVE.match(name) is not None
        or ".." in name.split("/")
    )


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") or part == "__macosx" for part in name.split("/"))


@contextmanager
def _broken_told(name: str) -> Iterator[None]:
    try:
        yield
    except RuntimeError as error:
        # zipfile says so of members with a password, and of some that are cut off.
        raise (LockedPackageError if "password" in str(error) else BrokenPackageError)(name) from error
    except OSError as error:
        # A position before the file's beginning, in a damaged directory; the rest is the system's.
        if error.errno != errno.EINVAL:
            raise
        raise BrokenPackageError(name) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError) as error:
        raise BrokenPackageError(name) from error

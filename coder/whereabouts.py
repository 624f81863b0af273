"""Where a file lies: on this machine's own disk, on a network's, or in a folder that a service synchronises.

Found out by looking at names and a few small files; nothing is asked over a network.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

_MOUNTS = Path("/proc/self/mountinfo")
_NETWORKS = {
    "nfs": "NFS",
    "nfs4": "NFS",
    "cifs": "SMB",
    "smb3": "SMB",
    "smbfs": "SMB",
    "afpfs": "AFP",
    "webdav": "WebDAV",
    "davfs": "WebDAV",
    "fuse.davfs2": "WebDAV",
    "fuse.sshfs": "sshfs",
    "fuse.gvfsd-fuse": "GVFS",
    "fuse.rclone": "rclone",
    "fuse.glusterfs": "GlusterFS",
    "fuse.ceph": "Ceph",
    "fuse.s3fs": "S3",
    "macfuse": "FUSE",
    "ceph": "Ceph",
    "9p": "9P",
    "afs": "AFS",
    "lustre": "Lustre",
    "beegfs": "BeeGFS",
    "gpfs": "GPFS",
    "vboxsf": "VirtualBox",
    "prl_fs": "Parallels",
}
"""Kinds of file systems whose disk is another machine's, as systems name them and as people do."""
_SERVICES = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "icloud drive": "iCloud",
    "iclouddrive": "iCloud",
    "mobile documents": "iCloud",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "jottacloud": "Jottacloud",
    "pcloud drive": "pCloud",
    "pclouddrive": "pCloud",
    "seafile": "Seafile",
    "box sync": "Box",
    "megasync": "MEGA",
    "syncthing": "Syncthing",
}
"""Names that services give their folders; a firm's or a person's name may follow after a sign."""
_MARKS = {
    ".stfolder": "Syncthing",
    ".dropbox.cache": "Dropbox",
    ".849C9593-D756-4E56-8D6E-42412F2A707B": "OneDrive",
    ".owncloudsync.log": "ownCloud",
    ".nextcloudsync.log": "Nextcloud",
}
"""What services leave in the folder they synchronise, whatever it is called."""
_NEXTCLOUD_BASE = re.compile(r"\.(_)?sync_[0-9a-f]+\.db")
_AFTER_NAME = re.compile(r"\s*[-(–].*")
_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_OCTAL = re.compile(r"\\([0-7]{3})")
_REMOTE_DRIVE = 4


@dataclass(frozen=True)
class Whereabouts:
    """A place that is not simply this machine's own disk."""

    is_network: bool
    """True where the disk is another machine's; False where a service copies files behind our back."""
    name: str
    """What people call it: «NFS», «OneDrive»."""


def whereabouts_of(
    path: Path, *, environment: Mapping[str, str] = os.environ, mounts: str | None = None
) -> Whereabouts | None:
    """Tell where a file lies, whether it is there or not; None where nothing speaks against it.

    Args:
        path: The file.
        environment: The environment variables; OneDrive names its folders in them.
        mounts: What is mounted where, as Linux writes it; this machine's if None.
    """
    folder = _real(path).parent
    service = _service_of(folder, environment) or _service_of(path.absolute().parent, environment)
    if service is not None:
        return Whereabouts(is_network=False, name=service)
    network = _network_of(folder, mounts)
    return None if network is None else Whereabouts(is_network=True, name=network)


def _real(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path.absolute()


def _service_of(folder: Path, environment: Mapping[str, str]) -> str | None:
    for variable in _VARIABLES:
        named = environment.get(variable)
        if named and folder.is_relative_to(named):
            return "OneDrive"
    if any(left.lower() == "library" and right.lower() == "cloudstorage" for left, right in _pairs(folder)):
        at = [part.lower() for part in folder.parts].index("cloudstorage")
        return _named(folder.parts[at + 1]) or folder.parts[at + 1] if len(folder.parts) > at + 1 else None
    named_so = next((name for part in folder.parts if (name := _named(part))), None)
    return named_so or next((name for each in (folder, *folder.parents) if (name := _marked(each))), None)


def _pairs(folder: Path) -> Iterable[tuple[str, str]]:
    return zip(folder.parts, folder.parts[1:], strict=False)


def _named(part: str) -> str | None:
    clean = part.strip().lower()
    if part == "MEGA":
        # In small letters it is a word of its own.
        return part
    return _SERVICES.get(clean) or _SERVICES.get(_AFTER_NAME.sub("", clean))


def _marked(folder: Path) -> str | None:
    try:
        for mark, name in _MARKS.items():
            if (folder / mark).exists():
                return name
        if folder.parent != folder and any(
            _NEXTCLOUD_BASE.fullmatch(each.name) for each in folder.glob(".*sync_*.db")
        ):
            return "Nextcloud"
    except OSError:
        # A folder that may not be looked into tells nothing.
        return None
    return None


def _network_of(folder: Path, mounts: str | None) -> str | None:
    if mounts is None and sys.platform == "win32":
        return _windows_share(folder)
    kind = _kind_in(_mounted() if mounts is None else _linux_mounts(mounts), folder)
    return _NETWORKS.get(kind)


def _kind_in(mounted: Iterable[tuple[str, str]], folder: Path) -> str:
    """Return the kind of the file system a folder lies in; of several mounted at one place the last."""
    longest, found = -1, ""
    for place, kind in mounted:
        if len(place) >= longest and folder.is_relative_to(place):
            longest, found = len(place), kind
    return found


def _mounted() -> Iterable[tuple[str, str]]:
    """Return (place, kind) of all that is mounted here."""
    if sys.platform == "darwin":
        return _mac_mounts()
    try:
        return _linux_mounts(_MOUNTS.read_text(errors="surrogateescape"))
    except OSError:
        return []


def _linux_mounts(written: str) -> list[tuple[str, str]]:
    found = []
    for row in written.splitlines():
        before, _sign, after = row.partition(" - ")
        columns, kinds = before.split(" "), after.split(" ")
        if len(columns) > 4 and kinds[0]:
            found.append((_OCTAL.sub(lambda code: chr(int(code[1], 8)), columns[4]), kinds[0]))
    return found


def _mac_mounts() -> list[tuple[str, str]]:
    import subprocess

    try:
        listed = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=2, check=False)
    except (OSError, subprocess.SubprocessError):
        return []
    rows = re.findall(r"(?m)^.* on (/.*) \(([^,)]+)", listed.stdout)
    return [(place, kind) for place, kind in rows]


def _windows_share(folder: Path) -> str | None:
    if folder.drive.startswith("\\\\"):
        return "SMB"
    import ctypes

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009  known to type checkers on Windows only
    return "SMB" if kernel.GetDriveTypeW(folder.anchor) == _REMOTE_DRIVE else None

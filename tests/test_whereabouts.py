"""Projects on network disks and in synchronised folders are known for what they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.whereabouts import Whereabouts, whereabouts_of

MOUNTS = r"""
24 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 24 0:40 / /disk/felles rw,relatime shared:9 - nfs4 server:/felles rw,vers=4.2
31 24 0:41 / /disk/felles/lokal rw - ext4 /dev/sdb1 rw
32 24 0:42 / /media/Avd\040Plan rw - cifs //server/plan rw
33 24 0:43 / /folk/kari/langt rw,nosuid - fuse.sshfs kari@server: rw
34 24 0:44 / /srv rw - ext4 /dev/sdc1 rw
35 24 0:45 / /srv rw - nfs server:/srv rw
"""


def at(path: str, **environment: str) -> Whereabouts | None:
    return whereabouts_of(Path(path), environment=environment, mounts=MOUNTS)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/disk/felles/prosjekt/a.sqlite", "NFS"),
        ("/media/Avd Plan/a.sqlite", "SMB"),
        ("/folk/kari/langt/a.sqlite", "sshfs"),
        # Mounted over one of this machine's own.
        ("/srv/a.sqlite", "NFS"),
    ],
)
def test_a_disk_of_another_machine_is_named(path: str, name: str) -> None:
    assert at(path) == Whereabouts(is_network=True, name=name)


@pytest.mark.parametrize(
    "path",
    [
        "/folk/kari/prosjekt/a.sqlite",
        "/disk/felles/lokal/a.sqlite",
        "/disk/fellesskap/a.sqlite",
        "/folk/kari/dropboxer/a.sqlite",
        "/folk/kari/Dropbox.sqlite",
        "/folk/kari/mega/a.sqlite",
    ],
)
def test_this_machine_s_own_disk_is_nothing_to_tell_of(path: str) -> None:
    assert at(path) is None


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/folk/kari/Dropbox/a.sqlite", "Dropbox"),
        ("/folk/kari/Dropbox (Fylket)/koding/a.sqlite", "Dropbox"),
        ("/Folk/kari/OneDrive - Kommunen/a.sqlite", "OneDrive"),
        ("/Folk/kari/Library/CloudStorage/OneDrive-Kommunen/a.sqlite", "OneDrive"),
        ("/Folk/kari/Library/CloudStorage/Ukjent-kari/a.sqlite", "Ukjent-kari"),
        ("/Folk/kari/Library/Mobile Documents/com~apple~CloudDocs/a.sqlite", "iCloud"),
        ("/folk/kari/Nextcloud/a.sqlite", "Nextcloud"),
        ("/folk/kari/Google Drive/a.sqlite", "Google Drive"),
        ("/folk/kari/Jottacloud/a.sqlite", "Jottacloud"),
        ("/folk/kari/MEGA/a.sqlite", "MEGA"),
        # It is the copying that harms, wherever the disk is.
        ("/disk/felles/Nextcloud/a.sqlite", "Nextcloud"),
    ],
)
def test_a_folder_a_service_synchronises_is_known_by_its_name(path: str, name: str) -> None:
    assert at(path) == Whereabouts(is_network=False, name=name)


@pytest.mark.parametrize(
    ("mark", "name"),
    [
        (".stfolder", "Syncthing"),
        (".dropbox.cache", "Dropbox"),
        (".sync_0123abcd.db", "Nextcloud"),
        ("._sync_0123abcd.db", "Nextcloud"),
    ],
)
def test_a_folder_a_service_synchronises_is_known_by_what_it_leaves_there(
    tmp_path: Path, mark: str, name: str
) -> None:
    (tmp_path / "felles" / "koding").mkdir(parents=True)
    path = tmp_path / "felles" / "koding" / "a.sqlite"
    assert whereabouts_of(path, environment={}, mounts=MOUNTS) is None
    (tmp_path / "felles" / mark).touch()
    assert whereabouts_of(path, environment={}, mounts=MOUNTS) == Whereabouts(is_network=False, name=name)


def test_a_link_into_such_a_folder_leads_there(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "koding").symlink_to(tmp_path / "Dropbox")
    assert whereabouts_of(tmp_path / "koding" / "a.sqlite", environment={}, mounts=MOUNTS) is not None


def test_onedrive_says_itself_where_its_folders_are() -> None:
    assert at("/data/sky/koding/a.sqlite", OneDriveCommercial="/data/sky") == Whereabouts(
        is_network=False, name="OneDrive"
    )
    assert at("/data/skyet/a.sqlite", OneDriveCommercial="/data/sky") is None


def test_the_machine_at_hand_is_looked_at_without_failing(tmp_path: Path) -> None:
    assert whereabouts_of(tmp_path / "a.sqlite") is None

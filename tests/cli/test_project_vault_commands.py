"""`coder project new --encrypted`, `encrypt`, `decrypt`, `passphrase`, as people type them."""

from __future__ import annotations

import os
from contextlib import chdir
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coder.cli.group import cli
from coder.store import cipher
from coder.usecases.project.encryption import HANDED_OVER, handed_over
from tests.builders import small_project
from tests.reliability.watching import holds
from tests.tui.terminal import terminal

pytest.importorskip("sqlcipher3", reason="The extra for encrypted projects is not installed.")
pytestmark = pytest.mark.slow

PASSPHRASE = "riktig hest batteri stift"
WORD = "praksisplasser"


def coder(folder: Path, *arguments: str, passphrase: str | None = None) -> Result:
    """Run a command on files in a folder as a new program would, a passphrase handed over if given."""
    for known in (cipher._phrases, cipher._keys, cipher._to_come, cipher._seen):
        known.clear()
    handed_over.cache_clear()
    surroundings = {}
    if passphrase is not None:
        (folder / "handed").write_text(passphrase)
        surroundings[HANDED_OVER] = str(os.open(folder / "handed", os.O_RDONLY))
    with chdir(folder):
        return CliRunner().invoke(cli, ["--coder", "kari", *arguments], env=surroundings)


def test_a_project_is_encrypted_opened_and_decrypted(tmp_path: Path) -> None:
    small_project(tmp_path / "a.sqlite").engine.dispose()
    done = coder(tmp_path, "--project", "a.sqlite", "project", "encrypt", "b.sqlite", passphrase=PASSPHRASE)
    assert done.exit_code == 0, done.stderr
    assert "Whoever loses the passphrase loses the project." in done.stderr
    assert PASSPHRASE not in done.stdout + done.stderr
    assert not holds((tmp_path / "b.sqlite").read_bytes(), WORD)

    read = coder(tmp_path, "--project", "b.sqlite", "next", "hva_skal_til", passphrase=PASSPHRASE)
    assert "Bedre samarbeid med Nav lokalt." in read.stdout
    refused = coder(tmp_path, "--project", "b.sqlite", "questions")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "CODER_PASSPHRASE_FD" in refused.stderr
    wrong = coder(tmp_path, "--project", "b.sqlite", "questions", passphrase="feil hest batteri stift")
    assert wrong.exit_code == 2
    assert "That is not the passphrase of «b.sqlite», or the file is damaged." in wrong.stderr
    assert "ERROR CORE" not in wrong.stderr

    opened = ("--project", "b.sqlite", "project", "decrypt", "c.sqlite")
    assert coder(tmp_path, *opened, passphrase=PASSPHRASE).exit_code == 0
    assert coder(tmp_path, "--project", "c.sqlite", "project", "check").exit_code == 0


def test_a_new_project_needs_a_long_passphrase_and_a_file(tmp_path: Path) -> None:
    new = ("--project", "a.sqlite", "project", "new", "--encrypted")
    assert "at least 12 letters" in coder(tmp_path, *new, passphrase="kort").stderr
    assert "start in a terminal" in coder(tmp_path, *new).stderr
    server = ("--project", "postgresql+psycopg://a@b/c", "project", "new", "--encrypted")
    assert "a server encrypts its own disks" in coder(tmp_path, *server).stderr
    assert not (tmp_path / "a.sqlite").exists()
    assert coder(tmp_path, *new, passphrase=PASSPHRASE).exit_code == 0
    assert not (tmp_path / "a.sqlite").read_bytes().startswith(b"SQLite")


def test_the_screen_asks_for_the_passphrase_and_shows_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_project(tmp_path / "a.sqlite").engine.dispose()
    coder(tmp_path, "--project", "a.sqlite", "project", "encrypt", "b.sqlite", passphrase=PASSPHRASE)
    monkeypatch.chdir(tmp_path)
    with terminal(["--project", "b.sqlite", "--coder", "kari", "code", "hva_skal_til"]) as screen:
        screen.wait_for("Passphrase of «b.sqlite»")
        screen.press(f"{PASSPHRASE}\r")
        screen.wait_for("Bedre samarbeid med Nav")
        assert PASSPHRASE.encode() not in screen.written
        screen.press("Sam")
        screen.wait_for("match")
        screen.press("\r")
        screen.wait_for("● Samarbeid")
        screen.press("\x11")
        assert screen.exit_code() == 0
    table = ("--project", "b.sqlite", "history", "--json")
    assert "set_code" in coder(tmp_path, *table, passphrase=PASSPHRASE).stdout
    [kept] = (tmp_path / "b.sqlite.backups").iterdir()
    assert not holds(kept.read_bytes(), WORD)


def test_another_passphrase_is_typed_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small_project(tmp_path / "a.sqlite").engine.dispose()
    coder(tmp_path, "--project", "a.sqlite", "project", "encrypt", "b.sqlite", passphrase=PASSPHRASE)
    monkeypatch.chdir(tmp_path)
    with terminal(["--project", "b.sqlite", "project", "passphrase"]) as screen:
        screen.wait_for("Passphrase of «b.sqlite»")
        screen.press(f"{PASSPHRASE}\r")
        screen.wait_for("New passphrase")
        screen.press("en annen lang setning\r")
        screen.wait_for("Repeat")
        screen.press("en annen lang setning\r")
        screen.wait_for("The project has another passphrase.")
        assert screen.exit_code() == 0
    check = ("--project", "b.sqlite", "project", "check")
    assert coder(tmp_path, *check, passphrase=PASSPHRASE).exit_code == 2
    assert coder(tmp_path, *check, passphrase="en annen lang setning").exit_code == 0


def test_what_is_encrypted_is_not_again_and_what_is_not_has_no_passphrase(tmp_path: Path) -> None:
    small_project(tmp_path / "a.sqlite").engine.dispose()
    encrypt = ("project", "encrypt", "b.sqlite")
    coder(tmp_path, "--project", "a.sqlite", *encrypt, passphrase=PASSPHRASE)
    again = ("--project", "b.sqlite", "project", "encrypt", "c.sqlite")
    refused = coder(tmp_path, *again, passphrase=PASSPHRASE)
    assert refused.exit_code == 2
    assert "«b.sqlite» is encrypted already." in refused.stderr
    assert not (tmp_path / "c.sqlite").exists()
    plain = coder(tmp_path, "--project", "a.sqlite", "project", "passphrase")
    assert (plain.exit_code, "«a.sqlite» is not encrypted." in plain.stderr) == (2, True)
    unasked = coder(tmp_path, "--project", "b.sqlite", "project", "passphrase", passphrase=PASSPHRASE)
    assert (unasked.exit_code, "start in a terminal" in unasked.stderr) == (2, True)

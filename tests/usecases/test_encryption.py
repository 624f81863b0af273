"""A project in an encrypted file: as any other, for who has the passphrase."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from coder.store import cipher, schema
from coder.store.as_of import present_state
from coder.store.backup import backup_to
from coder.store.cipher import PassphraseNeededError, WrongPassphraseError
from coder.store.coders import all_coders
from coder.store.engine import Engine
from coder.store.moved_file import ProjectMovedError
from coder.store.project import create_project, open_project
from coder.store.surveys import respondent_ids
from coder.store.unit_of_work import reading
from coder.usecases.merge.project_merge import plan_merge
from coder.usecases.privacy.forget_everywhere import forget_respondent
from coder.usecases.project.copying import copy_project
from coder.usecases.project.encryption import (
    HANDED_OVER,
    NotEncryptedError,
    ShortPassphraseError,
    change_passphrase,
    encrypt_new,
    encrypted_copy,
    handed_over,
    is_encrypted,
    plain_copy,
)
from coder.usecases.project.making import restore
from tests.builders import SmallProject, ask, code_answer, count, faults, small_project
from tests.reliability.watching import holds

pytest.importorskip("sqlcipher3", reason="The extra for encrypted projects is not installed.")

PASSPHRASE = "riktig hest batteri stift"
WORD = "praksisplasser"
"""In an answer of the small project."""


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Know no passphrases, and have nobody to ask."""
    for name in ("_phrases", "_keys", "_to_come", "_seen"):
        monkeypatch.setattr(cipher, name, {})
    monkeypatch.setattr(cipher, "asked_for", None)
    # Quick to try, which a real file must not be.
    monkeypatch.setattr(cipher, "ROUNDS", 10)
    handed_over.cache_clear()


@pytest.fixture
def plain(tmp_path: Path) -> SmallProject:
    p = small_project(tmp_path / "plain.sqlite")
    code_answer(p.engine, p.answers[0], p.codes[0], p.kari)
    return p


@pytest.fixture
def path(tmp_path: Path, plain: SmallProject) -> Path:
    """Give the place of an encrypted copy."""
    made = tmp_path / "secret.sqlite"
    encrypted_copy(plain.engine, made, PASSPHRASE)
    return made


def forget_everything() -> None:
    """Know as little as the next program."""
    for known in (cipher._phrases, cipher._keys, cipher._to_come, cipher._seen):
        known.clear()


def opened(path: Path, passphrase: str = PASSPHRASE) -> Engine:
    forget_everything()
    cipher.remember(path, passphrase)
    return open_project(str(path))


@pytest.mark.slow
def test_an_encrypted_copy_says_the_same_and_shows_nothing(plain: SmallProject, path: Path) -> None:
    assert holds((path.parent / "plain.sqlite").read_bytes(), WORD)
    assert not holds(path.read_bytes(), WORD)
    assert path.stat().st_mode & 0o777 == 0o600
    engine = opened(path)
    assert is_encrypted(engine)
    assert ask(engine, present_state) == ask(plain.engine, present_state)
    code_answer(engine, plain.answers[1], plain.codes[0], plain.kari)
    for side in ("", "-wal"):
        assert not holds(path.with_name(path.name + side).read_bytes(), WORD)
    assert faults(engine) == []
    engine.dispose()


def test_another_passphrase_or_none_is_one_sentence(path: Path) -> None:
    with pytest.raises(WrongPassphraseError) as refused:
        opened(path, "feil hest batteri stift")
    assert refused.value.exit_code == 2
    with pytest.raises(PassphraseNeededError):
        open_project(str(path))
    # A wrong one is not remembered; the right one opens it after that.
    opened(path).dispose()


@pytest.mark.slow
def test_a_project_is_made_encrypted_from_its_first_byte(tmp_path: Path) -> None:
    path = tmp_path / "ny.sqlite"
    encrypt_new(str(path), lambda: PASSPHRASE)
    create_project(str(path), WORD).dispose()
    assert [each.name for each in tmp_path.iterdir()] == ["ny.sqlite"]
    assert not holds(path.read_bytes(), WORD)
    with pytest.raises(sqlite3.DatabaseError), closing(sqlite3.connect(path)) as database:
        database.execute("SELECT * FROM project")
    engine = opened(path)
    assert faults(engine) == []
    engine.dispose()


@pytest.mark.slow
def test_backups_of_an_encrypted_project_are_encrypted_and_restored(tmp_path: Path, path: Path) -> None:
    engine = opened(path)
    made = backup_to(engine, tmp_path / "kopi.sqlite")
    state = ask(engine, present_state)
    engine.dispose()
    assert not holds(made.path.read_bytes(), WORD)
    forget_everything()
    for file in (made.path, tmp_path / "igjen.sqlite"):
        cipher.remember(file, PASSPHRASE)
    restored = restore(made.path, str(tmp_path / "igjen.sqlite"), replace=False)
    assert is_encrypted(restored)
    assert ask(restored, present_state) == state
    restored.dispose()


@pytest.mark.slow
def test_a_backup_that_cannot_be_opened_leaves_nothing_behind(tmp_path: Path, path: Path) -> None:
    backup = tmp_path / "kopi.sqlite"
    backup.write_bytes(path.read_bytes())
    forget_everything()
    before = sorted(tmp_path.iterdir())
    with pytest.raises(PassphraseNeededError):
        restore(backup, str(tmp_path / "ny.sqlite"), replace=False)
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.slow
def test_a_copy_of_an_encrypted_project_is_encrypted(tmp_path: Path, path: Path) -> None:
    engine = opened(path)
    copy_project(engine, str(tmp_path / "kopi.sqlite"), 2)
    engine.dispose()
    assert not holds((tmp_path / "kopi.sqlite").read_bytes(), WORD)


@pytest.mark.slow
def test_who_asks_for_it_has_it_decrypted(tmp_path: Path, path: Path) -> None:
    engine = opened(path)
    plain_copy(engine, tmp_path / "åpen.sqlite")
    read = open_project(str(tmp_path / "åpen.sqlite"))
    assert not is_encrypted(read)
    assert ask(read, present_state) == ask(engine, present_state)
    assert faults(read) == []
    for each in (engine, read):
        each.dispose()


@pytest.mark.slow
def test_another_passphrase_opens_it_and_the_old_one_does_not(path: Path) -> None:
    engine = opened(path)
    state = ask(engine, present_state)
    engine.dispose()
    change_passphrase(str(path), "en annen lang setning")
    with pytest.raises(WrongPassphraseError):
        opened(path)
    again = opened(path, "en annen lang setning")
    assert ask(again, present_state) == state
    again.dispose()
    assert {each.name for each in path.parent.iterdir() if "secret" in each.name} == {"secret.sqlite"}


def test_a_project_that_is_not_encrypted_has_no_passphrase_and_a_short_one_is_refused(
    plain: SmallProject, tmp_path: Path
) -> None:
    with pytest.raises(NotEncryptedError):
        change_passphrase(str(tmp_path / "plain.sqlite"), PASSPHRASE)
    with pytest.raises(ShortPassphraseError):
        encrypted_copy(plain.engine, tmp_path / "ny.sqlite", "kort")
    assert not (tmp_path / "ny.sqlite").exists()


@pytest.mark.slow
def test_an_encrypted_project_is_merged_as_any_other(plain: SmallProject, path: Path) -> None:
    engine = opened(path)
    code_answer(engine, plain.answers[2], plain.codes[1], plain.ola)
    engine.dispose()
    assert plan_merge(plain.engine, str(path)).plan is not None


@pytest.mark.slow
def test_an_encrypted_file_that_is_moved_is_kept_encrypted(path: Path, plain: SmallProject) -> None:
    engine = opened(path)
    assert count(engine, schema.coding) == 1
    path.unlink()
    with pytest.raises(ProjectMovedError):
        code_answer(engine, plain.answers[1], plain.codes[0], plain.kari)
    engine.dispose()
    [copy] = path.with_name("secret.sqlite.backups").iterdir()
    assert not holds(copy.read_bytes(), WORD)
    kept = opened(copy)
    assert count(kept, schema.coding) == 1
    kept.dispose()


@pytest.mark.parametrize("spoil", [b"respondent_id,svar\n" * 500, b"\0" * 8192, b"SQLite format 4\0" * 512])
def test_other_and_damaged_files_are_not_taken_for_encrypted_ones(tmp_path: Path, spoil: bytes) -> None:
    path = tmp_path / "noe.sqlite"
    path.write_bytes(spoil)
    assert not cipher.is_encrypted(path)


def test_a_passphrase_is_handed_over_in_an_open_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "p").write_text(PASSPHRASE + "\n")
    monkeypatch.setenv(HANDED_OVER, str(os.open(tmp_path / "p", os.O_RDONLY)))
    assert handed_over() == PASSPHRASE
    # Whatever is open under that number later is left alone.
    other = os.open(tmp_path / "p", os.O_RDONLY)
    assert handed_over() == PASSPHRASE
    os.close(other)


@pytest.mark.slow
def test_a_copy_that_says_what_was_forgotten_is_named_although_nothing_shows_in_it(path: Path) -> None:
    copy, other = path.with_name("kopi.sqlite"), path.with_name("anna.sqlite")
    copy.write_bytes(path.read_bytes())
    # Of somebody else, under another passphrase: it is none of ours.
    other.write_bytes(os.urandom(8192))
    (path.parent / "plain.sqlite").unlink()
    engine = opened(path)
    with reading(engine) as work:
        [whose] = [each.id for each in all_coders(work) if each.name == "kari"]
        [said_by] = [name for name, row in respondent_ids(work).items() if row == 1]
    assert forget_respondent(engine, said_by, whose).beside == (str(copy),)
    # They were only read.
    assert {*path.parent.glob("kopi*"), *path.parent.glob("anna*")} == {copy, other}

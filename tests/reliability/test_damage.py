"""Files that disks, people and power cuts spoil: nothing acknowledged is lost, nothing goes unnoticed."""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from coder.store import schema
from coder.store.project import open_project
from tests.builders import SmallProject, ask, code_answer, count, faults, finish, small_project
from tests.reliability.copying import coding_at_full_speed, copy_away
from tests.reliability.damage import Verdict, contents, copied, cut_short, flip_a_letter, torn, verdict
from tests.reliability.killing import make_project

Spoil = Callable[[Path, random.Random], int]


def coded_project(path: Path, answers: int = 40) -> SmallProject:
    """Make a project in which something was done."""
    p = small_project(path, texts=[f"Svar nummer {number}: meir folk." for number in range(answers)])
    for answer in p.answers[: answers // 2]:
        code_answer(p.engine, answer, p.codes[0], p.kari)
        finish(p.engine, answer, p.kari)
    return p


def spoilt(tmp_path: Path, spoil: Spoil, times: int, seed: int) -> Counter[Verdict]:
    """Spoil copies of a project; count what becomes of them, derived sentences left aside."""
    path = tmp_path / "whole" / "p.sqlite"
    path.parent.mkdir()
    coded_project(path).engine.dispose()
    whole = contents(path)
    rng = random.Random(seed)
    found: Counter[Verdict] = Counter()
    for _time in range(times):
        copy = copied(path, tmp_path)
        spoil(copy, rng)
        became, where = verdict(copy, whole)
        found[became if where != "sentence" else Verdict.HARMLESS] += 1
    return found


@pytest.mark.slow
def test_a_flipped_letter_is_noticed_or_changes_nothing(tmp_path: Path) -> None:
    found = spoilt(tmp_path, flip_a_letter, 25, seed=1)
    assert found[Verdict.SILENT] == 0
    assert found[Verdict.FOUND] > 0


@pytest.mark.slow
def test_a_file_cut_short_is_noticed(tmp_path: Path) -> None:
    found = spoilt(tmp_path, cut_short, 15, seed=2)
    assert found[Verdict.SILENT] == found[Verdict.HARMLESS] == 0


@pytest.mark.soak
@pytest.mark.parametrize("spoil", [flip_a_letter, cut_short])
def test_a_thousand_spoiled_files_are_noticed_or_unchanged(tmp_path: Path, spoil: Spoil) -> None:
    assert spoilt(tmp_path, spoil, 1_000, seed=3)[Verdict.SILENT] == 0


@pytest.mark.slow
@pytest.mark.parametrize("half", [False, True])
def test_files_copied_away_while_somebody_codes_are_whole_or_refused(tmp_path: Path, half: bool) -> None:
    path, folder, rng = tmp_path / "p.sqlite", tmp_path / "away", random.Random(4)
    folder.mkdir()
    make_project(path)
    with coding_at_full_speed(path):
        copies = []
        for number in range(5):
            (folder / str(number)).mkdir()
            copies.append(copy_away(path, folder / str(number), rng, with_wal=True, half=half))
    for copy in copies:
        became, _said = verdict(copy, {})
        # Everything in it differs from nothing: what is told as changed is whole.
        assert became in (Verdict.REFUSED, Verdict.FOUND, Verdict.SILENT)


@pytest.mark.slow
def test_a_power_cut_loses_nothing_acknowledged(tmp_path: Path) -> None:
    """Of what was being written some sectors are old and some new; what was waited for is on the disk."""
    path, rng = tmp_path / "p.sqlite", random.Random(5)
    wal = path.with_name("p.sqlite-wal")
    p = coded_project(path)
    with closing(sqlite3.connect(path)) as holder:
        holder.execute("SELECT count(*) FROM coding").fetchone()
        saved = count(p.engine, schema.coding)
        for answer in p.answers[-6:]:
            before, log = path.read_bytes(), wal.read_bytes()
            code_answer(p.engine, answer, p.codes[1], p.ola)
            assert _there(tmp_path, before, torn(log, wal.read_bytes(), rng)) in (saved, saved + 1)
            saved += 1
        before, log = path.read_bytes(), wal.read_bytes()
        holder.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        assert path.read_bytes() != before
        for _cut in range(4):
            assert _there(tmp_path, torn(before, path.read_bytes(), rng), log) == saved


def _there(tmp_path: Path, file: bytes, log: bytes) -> int:
    """Return how many codings a project has after the power is back; it must be whole."""
    path = tmp_path / "cut" / "p.sqlite"
    path.parent.mkdir(exist_ok=True)
    path.with_name("p.sqlite-shm").unlink(missing_ok=True)
    path.write_bytes(file)
    path.with_name("p.sqlite-wal").write_bytes(log)
    engine = open_project(str(path))
    try:
        assert faults(engine) == []
        return count(engine, schema.coding)
    finally:
        engine.dispose()


@pytest.mark.slow
def test_times_in_the_history_never_go_back_whatever_the_clock_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    p = small_project(tmp_path / "p.sqlite")
    today = datetime.now(UTC)
    for number, days in enumerate((0, 400, -400, 0, 1)):
        jumped = today + timedelta(days=days)

        class Clock(datetime):
            @classmethod
            def now(cls, tz: object = None, moment: datetime = jumped) -> datetime:  # type: ignore[override]
                return moment

        monkeypatch.setattr("coder.store.unit_of_work.datetime", Clock)
        code_answer(p.engine, p.answers[number], p.codes[0], p.kari)
    times = ask(
        p.engine,
        lambda work: list(work.connection.scalars(select(schema.entry.c.at).order_by(schema.entry.c.number))),
    )
    assert times == sorted(times)
    assert times[-1].startswith(str((today + timedelta(days=400)).date()))
    assert faults(p.engine) == []

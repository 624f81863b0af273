from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from coder.domain.roles import Role
from coder.store.unit_of_work import writing
from coder.usecases.team import login_links
from coder.usecases.team.coders import rename_coder
from coder.usecases.team.login_links import (
    NoSuchLinkError,
    link_with,
    make_link,
    still_valid,
    valid_links,
    withdraw_links,
)
from coder.usecases.team.roles import grant, revoke
from tests.builders import new_project


def test_a_token_finds_its_coder_and_no_other_text_does(project_url: str) -> None:
    engine = new_project(project_url)
    made = make_link(engine, "kari", 14)
    found = link_with(engine, made.token)
    assert found is not None
    assert found.coder_name == "kari"
    assert len(made.token) >= 43
    for wrong in ("", made.token[:-1], made.token + "x", made.link.uid, "ø" * 43, "\x00", "x" * 10_000):
        assert link_with(engine, wrong) is None


def test_a_token_lies_nowhere_in_the_project(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    engine = new_project(str(path))
    made = make_link(engine, "kari", 14)
    engine.dispose()
    for file in tmp_path.iterdir():
        assert made.token.encode() not in file.read_bytes()
    with sqlite3.connect(path) as plain:
        assert plain.execute("SELECT hash FROM login_link").fetchone() == (
            login_links.token_hash(made.token),
        )


def test_a_link_withdrawn_or_expired_lets_nobody_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = new_project(str(tmp_path / "a.sqlite"))
    first, second = make_link(engine, "kari", 1), make_link(engine, "kari", 30)
    third = make_link(engine, "ola", 30)
    assert [each.uid for each in withdraw_links(engine, second.link.uid[:8])] == [second.link.uid]
    assert link_with(engine, second.token) is None
    monkeypatch.setattr(login_links, "now", lambda: "2999-01-01T00:00:00.000000Z")
    assert link_with(engine, first.token) is None
    monkeypatch.undo()
    assert {each.uid for each in valid_links(engine)} == {first.link.uid, third.link.uid}
    withdraw_links(engine, "kari")
    assert set(still_valid(engine, [first.link.uid, third.link.uid])) == {third.link.uid}
    for named in ("kari", "ukjent", "", second.link.uid):
        with pytest.raises(NoSuchLinkError):
            withdraw_links(engine, named)


def test_a_link_stays_its_coders_under_another_name(tmp_path: Path) -> None:
    engine = new_project(str(tmp_path / "a.sqlite"))
    made = make_link(engine, "kari", 14)
    with writing(engine, coder_id=made.link.coder_id, operation="rename_coder") as work:
        rename_coder(work, "kari", "Kari N.")
    found = link_with(engine, made.token)
    assert found is not None
    assert found.coder_name == "Kari N."
    assert withdraw_links(engine, "kari")[0].uid == made.link.uid


def test_a_link_lets_in_only_who_has_a_role_where_anybody_has(tmp_path: Path) -> None:
    engine = new_project(str(tmp_path / "a.sqlite"))
    lise, rune = make_link(engine, "lise", 14), make_link(engine, "rune", 14)
    grant(engine, "lise", "lise", Role.LEAD)
    assert link_with(engine, rune.token) is None
    grant(engine, "lise", "rune", Role.READER)
    assert link_with(engine, rune.token) is not None
    revoke(engine, "lise", "rune")
    assert set(still_valid(engine, [lise.link.uid, rune.link.uid])) == {lise.link.uid}
    assert [each.coder_name for each in valid_links(engine)] == ["lise"]

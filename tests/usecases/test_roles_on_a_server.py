"""Roles as rights of database users: the server itself refuses what a role does not allow."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import create_engine, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from coder.domain.coder_kind import AGAIN
from coder.domain.errors import CoderError, WrongUseError
from coder.domain.roles import Role
from coder.domain.sample import Method, Purpose
from coder.store import schema
from coder.store.coders import consensus_id, present_coder
from coder.store.engine import Engine
from coder.store.exports import Export, record_export
from coder.store.failures import NotPermittedError
from coder.store.grants import AllPowerfulLoginError, NotOwnerError, UnknownLoginError, renew_rights
from coder.store.members import BoundCoderError, name_here
from coder.store.migrate import OwnerMigratesError
from coder.store.project import open_project
from coder.store.role_rules import BeyondRoleError
from coder.store.stable_names import keep_names
from coder.store.undo import take_back
from coder.store.unit_of_work import Writing
from coder.usecases.codebook.growth import add_code, rename_code
from coder.usecases.codebook.merge import merge_codes
from coder.usecases.coding.desk import opened_desk
from coder.usecases.coding.flags import set_flag
from coder.usecases.coding.setting import mark_done, remove_code, set_code
from coder.usecases.session import Session
from coder.usecases.suggesting.trail import Shown, record_shown
from coder.usecases.team.login_links import make_link, valid_links
from coder.usecases.team.roles import grant, revoke, roles
from tests.builders import SmallProject, act, ask, count, faults, redo, small_project, undo
from tests.usecases.decisions import decided, settlement

pytestmark = [pytest.mark.postgres, pytest.mark.slow, pytest.mark.xdist_group("roles on a server")]
NOT_PERMITTED = "42501"
LOGINS = {"lise": Role.LEAD, "kari": Role.CODER, "ola": Role.CODER, "rune": Role.READER}


class Team:
    """A project on a server, with a database user for each of its members."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.project: SmallProject = small_project(url)
        self.owner = self.project.engine
        self._made: list[str] = []
        database = make_url(url).database
        for name, role in LOGINS.items():
            login = f"{name}_{database}"
            with self.raw(None) as execute:
                execute(f"CREATE ROLE {login} LOGIN")
            self._made.append(login)
            grant(self.owner, "eier", name, role, login)

    def address(self, name: str) -> str:
        url = make_url(self.url)
        return url.set(username=f"{name}_{url.database}").render_as_string(hide_password=False)

    def engine(self, name: str) -> Engine:
        return open_project(self.address(name))

    def coder(self, name: str) -> int:
        return present_coder(self.owner, name).id

    @contextmanager
    def raw(self, name: str | None) -> Iterator[Callable[[str], object]]:
        """Give a way to run SQL past the program, as somebody or as the owner."""
        engine = create_engine(self.url if name is None else self.address(name))
        with engine.begin() as connection:
            yield connection.exec_driver_sql
        engine.dispose()

    def close(self) -> None:
        with self.raw(None) as execute:
            for login in self._made:
                execute(f"DROP OWNED BY {login}")
                execute(f"DROP ROLE {login}")
        self.owner.dispose()


@pytest.fixture(scope="module")
def team(postgres_url: str) -> Iterator[Team]:
    name = f"coder_roles_{os.getpid()}"
    admin = create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
    made = Team(make_url(postgres_url).set(database=name).render_as_string(hide_password=False))
    yield made
    made.close()
    with admin.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    admin.dispose()


@contextmanager
def working_as(team: Team, name: str) -> Iterator[tuple[Engine, int]]:
    engine = team.engine(name)
    try:
        yield engine, team.coder(name)
    finally:
        engine.dispose()


def test_a_coder_codes_and_nothing_is_amiss(team: Team) -> None:
    p = team.project
    with working_as(team, "kari") as (engine, kari):
        act(engine, kari, "set_code", lambda work: set_code(work, p.answers[0], p.codes[0], kari, [(0, 5)]))
        act(engine, kari, "mark_done", lambda work: mark_done(work, p.answers[0], kari))
        act(engine, kari, "set_flag", lambda work: set_flag(work, p.answers[0], kari, flagged=True))
        made = act(engine, kari, "add_code", lambda work: add_code(work, 1, "Ny kode"))
        act(engine, kari, "rename_code", lambda work: rename_code(work, made, "Nyare kode"))
        act(engine, kari, "undo", take_back)
        act(engine, kari, "remove_code", lambda work: remove_code(work, p.answers[0], p.codes[0], kari))
        act(engine, kari, "undo", take_back)
        common = ask(engine, consensus_id)
        act(engine, kari, "settle", lambda work: set_code(work, p.answers[0], p.codes[0], common))
    assert faults(team.owner) == []


def test_what_a_coder_is_shown_while_coding_own_answers_again_is_written_down(team: Team) -> None:
    p, kari = team.project, team.coder("kari")

    def draw(work: Writing) -> int:
        shadow = work.create("coder", name="kari (again)", kind=AGAIN, aliases=[])
        drawn: dict[str, Any] = {"round": 1, "method": Method.RANDOM.value, "seed": 1, "population": 1}
        moments = {"drawn": work.number, "closed": work.number, "revisit_open": 0, "hides": 0}
        work.create(
            "sample",
            question=p.question_id,
            coder=shadow,
            against=kari,
            purpose=Purpose.AGAIN.value,
            **drawn,
            **moments,
        )
        return shadow

    shadow = act(team.owner, team.coder("lise"), "draw_sample", draw)
    with working_as(team, "kari") as (engine, me):

        def code(work: Writing) -> None:
            set_code(work, p.answers[2], p.codes[0], shadow)
            record_shown(work, Shown(p.answers[2], shadow, [(p.codes[0], 0.5)], "digit", taken=p.codes[0]))

        act(engine, me, "set_code", code)
    shown = Shown(p.answers[2], shadow, [], "digit")
    with working_as(team, "ola") as (engine, ola), pytest.raises(NotPermittedError):
        act(engine, ola, "set_code", lambda work: record_shown(work, shown))
    assert faults(team.owner) == []


def test_a_lead_does_what_moves_others_codings(team: Team) -> None:
    p = team.project
    with working_as(team, "ola") as (engine, ola):
        act(engine, ola, "set_code", lambda work: set_code(work, p.answers[1], p.codes[1], ola))
    with working_as(team, "kari") as (engine, kari), pytest.raises(BeyondRoleError):
        act(engine, kari, "merge_codes", lambda work: merge_codes(work, [p.codes[1]], p.codes[2]))
    with working_as(team, "lise") as (engine, lise):
        act(engine, lise, "merge_codes", lambda work: merge_codes(work, [p.codes[1]], p.codes[2]))
        act(engine, lise, "undo", take_back)
    assert faults(team.owner) == []


def test_a_reader_reads_and_exports_and_writes_nothing(team: Team) -> None:
    p = team.project
    export = Export("table", p.question_id, "csv", "tabell.csv")
    with working_as(team, "rune") as (engine, rune):
        assert ask(
            engine, lambda work: opened_desk(work, "hva_skal_til", present_coder(engine, "rune"))
        ).codes
        act(engine, rune, "export", lambda work: record_export(work, export))
        # In a file for another program a code has a name that it keeps.
        act(engine, rune, "export", lambda work: keep_names(work, {("code", "c1", ""): "Folk"}))
        with pytest.raises(WrongUseError):
            act(engine, rune, "set_code", lambda work: set_code(work, p.answers[0], p.codes[0], rune))
    assert count(team.owner, schema.export) == 1
    assert count(team.owner, schema.stable_name) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO coding (uid, answer_id, code_id, coder_id) SELECT 'x', 2, 1, coder_me()",
        "UPDATE coded SET state = 'done'",
        "DELETE FROM coding",
        "UPDATE project SET id = 1",
        "UPDATE project SET last_entry = 0",
        "INSERT INTO entry SELECT last_entry + 1, 'x', last_at, coder_me(), 'x', NULL, 'x' FROM project",
        "UPDATE text SET body = 'anna'",
        "INSERT INTO text (uid, hash) VALUES ('x', 'x')",
        "UPDATE member SET role = 'lead'",
        "TRUNCATE coding",
        "DROP TABLE coding",
        "ALTER TABLE coding DISABLE TRIGGER ALL",
        "SET session_replication_role = replica",
        "SET SESSION AUTHORIZATION postgres",
        "SELECT * FROM login_link",
    ],
)
def test_a_reader_is_refused_by_the_server_whatever_is_used(team: Team, statement: str) -> None:
    before = count(team.owner, schema.coding)
    with pytest.raises(DBAPIError) as refused, team.raw("rune") as execute:
        execute(statement)
    assert refused.value.orig.sqlstate == NOT_PERMITTED  # type: ignore[union-attr]
    assert count(team.owner, schema.coding) == before


@pytest.fixture(scope="module")
def both_coded(team: Team) -> Iterator[None]:
    """Let two coders code one answer; nothing else may have happened to it when all is tried."""
    p = team.project
    with working_as(team, "ola") as (engine, ola):
        act(engine, ola, "set_code", lambda work: set_code(work, p.answers[4], p.codes[2], ola, [(0, 3)]))
    with working_as(team, "kari") as (engine, kari):
        act(engine, kari, "set_code", lambda work: set_code(work, p.answers[4], p.codes[2], kari, [(0, 3)]))
    yield
    assert count(team.owner, schema.coding) >= 2
    assert faults(team.owner) == []


KARI = "(SELECT coder_id FROM member WHERE login = session_user)"
OLA = "(SELECT id FROM coder WHERE name = 'ola')"


@pytest.mark.parametrize(
    "statement",
    [
        f"INSERT INTO coding (uid, answer_id, code_id, coder_id) SELECT 'x', 2, 1, {OLA}",
        f"UPDATE coding SET coder_id = {OLA} WHERE coder_id = {KARI}",
        f"UPDATE coding SET coder_id = {KARI} WHERE coder_id = {OLA}",
        f"DELETE FROM coding WHERE coder_id = {OLA}",
        f"INSERT INTO excerpt SELECT id, 0, 3 FROM coding WHERE coder_id = {OLA}",
        f"INSERT INTO coded (uid, answer_id, coder_id, state) SELECT 'x', 3, {OLA}, 'done'",
        f"INSERT INTO flag (uid, answer_id, coder_id) SELECT 'x', 3, {OLA}",
        f"INSERT INTO entry SELECT last_entry + 1, 'x', last_at, {OLA}, 'x', NULL, 'x' FROM project",
        "INSERT INTO entry SELECT last_entry + 1, 'x', last_at, NULL, 'x', NULL, 'x' FROM project",
        f"INSERT INTO entry SELECT last_entry + 1, 'x', last_at, {KARI}, 'x', NULL, 'x' FROM project",
        f"INSERT INTO entry SELECT last_entry + 2, 'x', last_at, {KARI}, 'x', NULL, 'x' FROM project",
        "INSERT INTO change SELECT 1, 99, 'coding', 'x', '', NULL, NULL",
        "UPDATE entry SET hash = 'x'",
        "DELETE FROM change",
        "UPDATE change SET after = '1'",
        "UPDATE project SET last_entry = last_entry - 1",
        "UPDATE project SET name = 'mitt'",
        "UPDATE text SET body = 'anna'",
        "DELETE FROM answer",
        f"UPDATE answer SET dealt_to_id = {KARI}",
        f"UPDATE question SET lead_id = {OLA}",
        "UPDATE question SET counts = 'consensus'",
        f"INSERT INTO member VALUES ({OLA}, 'lead', 'x')",
        "UPDATE member SET role = 'lead'",
        f"UPDATE member SET coder_id = {OLA} WHERE login = session_user",
        "CREATE OR REPLACE FUNCTION coder_role() RETURNS text LANGUAGE sql AS $$ SELECT 'lead'::text $$",
        "DROP TRIGGER coder_own ON coding",
        f"INSERT INTO sitting VALUES ('x', {OLA}, NULL, 'x', 'x', 'x')",
        "INSERT INTO login_link SELECT 'x', 1, 'x', 'x', 'x'",
        # A table of one's own that would be found before the project's.
        f"CREATE TEMP TABLE member AS SELECT {OLA} AS coder_id, 'lead' AS role, session_user::text AS login;"
        f"DELETE FROM coding WHERE coder_id = {OLA}",
        "CREATE TABLE public.mine (id integer)",
    ],
)
@pytest.mark.usefixtures("both_coded")
def test_a_coder_writes_as_nobody_else_whatever_is_used(team: Team, statement: str) -> None:
    with pytest.raises(DBAPIError) as refused, team.raw("kari") as execute:
        execute(statement)
    assert refused.value.orig.sqlstate == NOT_PERMITTED  # type: ignore[union-attr]


@pytest.fixture(scope="module")
def settled_again(team: Team) -> int:
    """Let Kari put a decision in the place of one of Ola's; return the settlement."""
    p = team.project
    with working_as(team, "ola") as (engine, ola):
        made = act(engine, ola, "settle", lambda work: settlement(work, p, "take", ola))
    with working_as(team, "kari") as (engine, kari):
        act(engine, kari, "settle", lambda work: settlement(work, p, "union", kari, made))
    return made


@pytest.mark.parametrize(
    "forged",
    [
        f"decided_by_id = {OLA}",
        f"decided_by_id = {OLA}, rule = 'nothing', taken_from_id = {OLA}",
        f"decided_by_id = {OLA}, rule = 'take', taken_from_id = {KARI}",
        f"decided_by_id = (SELECT id FROM coder WHERE name = 'lise'), rule = 'take', taken_from_id = {OLA}",
    ],
)
def test_a_decision_comes_back_under_anothers_name_only_as_it_was(
    team: Team, settled_again: int, forged: str
) -> None:
    with pytest.raises(DBAPIError) as refused, team.raw("kari") as execute:
        execute(f"UPDATE settlement SET {forged} WHERE id = {settled_again}")
    assert refused.value.orig.sqlstate == NOT_PERMITTED  # type: ignore[union-attr]


def test_a_decision_put_in_the_place_of_anothers_is_taken_back(team: Team, settled_again: int) -> None:
    p, ola = team.project, team.coder("ola")
    with working_as(team, "kari") as (engine, kari):
        undo(engine, kari)
        assert decided(p) == [("take", ola)]
        redo(engine, kari)
        assert decided(p) == [("union", kari)]
        undo(engine, kari)
        act(engine, kari, "unsettle", lambda work: work.delete("settlement", [settled_again]))
        undo(engine, kari)
        assert decided(p) == [("take", ola)]
        scores = {"score": 0.1 + 0.2, "decision": "rejected"}
        made = act(
            engine,
            kari,
            "propose",
            lambda work: work.create(
                "proposal", answer=p.answers[0], code=p.codes[1], decided_by=kari, **scores
            ),
        )
    with working_as(team, "ola") as (engine, _):
        change = {"decision": "accepted", "decided_by": ola}
        act(engine, ola, "decide", lambda work: work.update("proposal", made, **change))
        undo(engine, ola)
    assert ask(team.owner, lambda work: work.connection.scalar(select(schema.proposal.c.decision))) == (
        "rejected"
    )
    assert faults(team.owner) == []


def test_the_owner_renews_the_guards_of_an_older_program(team: Team) -> None:
    with team.raw(None) as execute:
        execute("COMMENT ON FUNCTION coder_refuse(text) IS 'of another version'")
        execute("DROP TRIGGER coder_own ON coding")
    with working_as(team, "lise"):
        pass
    assert _guards_on(team, "coding") == []
    open_project(team.url).dispose()
    assert _guards_on(team, "coding") == ["coder_own"]


def _guards_on(team: Team, table: str) -> list[str]:
    query = text("SELECT tgname FROM pg_trigger WHERE tgrelid = CAST(:name AS regclass) AND NOT tgisinternal")
    with team.owner.connect() as connection:
        return list(connection.scalars(query, {"name": table}))


@pytest.mark.parametrize(
    "statement", ["DELETE FROM change", "UPDATE entry SET coder_id = 1", "DELETE FROM entry"]
)
def test_even_a_lead_only_adds_to_the_history(team: Team, statement: str) -> None:
    with pytest.raises(DBAPIError), team.raw("lise") as execute:
        execute(statement)


def test_a_lead_acts_in_no_other_name(team: Team) -> None:
    p = team.project
    with working_as(team, "lise") as (engine, _lise), pytest.raises(NotPermittedError):
        act(engine, p.ola, "set_code", lambda work: set_code(work, p.answers[3], p.codes[0], p.ola))


def test_who_works_here_is_the_bound_coder(team: Team) -> None:
    with working_as(team, "kari") as (engine, _kari):
        assert name_here(engine, "root", is_named=False) == "kari"
        assert name_here(engine, "kari", is_named=True) == "kari"
        with pytest.raises(BoundCoderError, match="nobody else"):
            name_here(engine, "ola", is_named=True)
    session = Session(team.address("ola"), "systembruker", is_named=False)
    session.open()
    assert session.coder.name == session.coder_name == "ola"
    session.close()
    with pytest.raises(BoundCoderError):
        Session(team.address("ola"), "kari").open()


def test_only_the_owner_gives_rights(team: Team) -> None:
    with working_as(team, "lise") as (engine, _lise), pytest.raises(NotOwnerError):
        grant(engine, "lise", "ola", Role.LEAD)
    with working_as(team, "lise") as (engine, _lise), pytest.raises(NotOwnerError):
        make_link(engine, "ola", 14, "lise")
    with working_as(team, "lise") as (engine, _lise), pytest.raises(NotOwnerError):
        valid_links(engine)
    with pytest.raises(UnknownLoginError, match="CREATE ROLE"):
        grant(team.owner, "eier", "ola", Role.LEAD, "finst_ikkje")
    with pytest.raises(AllPowerfulLoginError):
        grant(team.owner, "eier", "ola", Role.CODER, "postgres")


def test_who_loses_the_role_gets_in_no_more(team: Team) -> None:
    before = next(each for each in roles(team.owner) if each.name == "ola")
    revoke(team.owner, "eier", "ola")
    with pytest.raises(CoderError), working_as(team, "ola"):
        pass
    grant(team.owner, "eier", "ola", Role.READER, before.login)
    with working_as(team, "ola") as (engine, ola), pytest.raises(WrongUseError):
        act(engine, ola, "set_code", lambda work: set_code(work, team.project.answers[2], 1, ola))
    grant(team.owner, "eier", "ola", Role.CODER)
    with working_as(team, "ola") as (engine, ola):
        act(engine, ola, "remove_code", lambda work: remove_code(work, team.project.answers[4], 3, ola))
    assert faults(team.owner) == []


def test_only_the_owner_brings_an_older_project_up_to_date(team: Team) -> None:
    with team.raw(None) as execute:
        execute("UPDATE alembic_version SET version_num = '0008'")
    try:
        with pytest.raises(OwnerMigratesError, match="postgres"), working_as(team, "lise"):
            pass
    finally:
        with team.raw(None) as execute:
            execute(f"UPDATE alembic_version SET version_num = '{schema.SCHEMA_VERSION}'")


def test_rights_reach_tables_that_a_migration_makes(team: Team) -> None:
    with team.raw(None) as execute:
        execute("REVOKE ALL ON claim FROM PUBLIC")
        execute(f"REVOKE ALL ON claim FROM kari_{make_url(team.url).database}")
    with pytest.raises(DBAPIError), team.raw("kari") as execute:
        execute("SELECT * FROM claim")
    renew_rights(team.owner)
    with team.raw("kari") as execute:
        execute("SELECT * FROM claim")

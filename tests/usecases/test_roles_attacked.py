"""What gets round roles on a server when somebody means to: each was possible once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial

import pytest
from sqlalchemy import create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from coder.domain.roles import Role
from coder.store.grants import OpenSchemaError, UnknownLoginError
from coder.usecases.coding.setting import set_code
from coder.usecases.team.login_links import link_with, make_link, still_valid
from coder.usecases.team.roles import grant, revoke
from tests.builders import act
from tests.usecases.test_roles_on_a_server import NOT_PERMITTED, OLA, Team

pytestmark = [pytest.mark.postgres, pytest.mark.slow]
LISE = "(SELECT id FROM coder WHERE name = 'lise')"


@pytest.fixture(scope="module")
def team(postgres_url: str) -> Iterator[Team]:
    """Give a team on a server where everybody may make things beside the tables, as on old ones."""
    name = f"coder_attacked_{os.getpid()}"
    admin = create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
    address = make_url(postgres_url).set(database=name).render_as_string(hide_password=False)
    made = Team(address)
    p = made.project
    for who in (made.coder("kari"), made.coder("ola")):
        act(
            made.owner,
            who,
            "set_code",
            partial(set_code, answer_id=p.answers[0], code_id=p.codes[0], coder_id=who),
        )
    with made.raw(None) as execute:
        execute("GRANT CREATE ON SCHEMA public TO PUBLIC")
        execute(
            "INSERT INTO export (id, uid, at, entry, coder_id, question_id, what, format, file, options, "
            f"has_text) SELECT 1, 'x', '2026', 1, {LISE}, 1, 'quotes', 'docx', 'a.docx', '{{}}', 1"
        )
        execute(
            "INSERT INTO finding (id, uid, answer_id, kind, grade, mention_hash, decision, decided_by_id) "
            f"SELECT 1, 'x', {p.answers[0]}, 'person', 'high', 'x', 'drop', {LISE}"
        )
        execute(
            "INSERT INTO sample (id, uid, question_id, round, purpose, coder_id, method, seed, population, "
            f"drawn, revisit_open, hides_suggestions) SELECT 1, 'x', 1, 1, 'double', {OLA}, 'x', 1, 3, 1, 0, "
            "0"
        )
    yield made
    made.close()
    with admin.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    admin.dispose()


@pytest.mark.parametrize(
    ("who", "statement"),
    [
        # Which hides that answers left.
        ("rune", "DELETE FROM export"),
        ("lise", "DELETE FROM project"),
        ("lise", "INSERT INTO project SELECT 2, 'x', name, created_at, 1, last_at, 'x' FROM project"),
        # Whoever makes a link for another is that other in a browser.
        ("lise", f"INSERT INTO login_link SELECT 'x', {OLA}, 'x', 'x', 'x'"),
        ("kari", "UPDATE finding SET decision = 'keep'"),
        ("kari", "UPDATE sample SET closed = 3"),
    ],
)
def test_what_was_left_open_is_refused(team: Team, who: str, statement: str) -> None:
    with pytest.raises(DBAPIError) as refused, team.raw(who) as execute:
        execute(statement)
    assert refused.value.orig.sqlstate == NOT_PERMITTED  # type: ignore[union-attr]


def test_an_operator_of_ones_own_makes_nobody_another(team: Team) -> None:
    ola = f"ola_{make_url(team.url).database}"
    with team.raw("kari") as execute:
        execute(
            "CREATE FUNCTION public.is_ola(varchar, name) RETURNS boolean LANGUAGE sql "
            f"AS $$ SELECT $1::text = '{ola}' $$"
        )
        execute("CREATE OPERATOR public.= (leftarg = varchar, rightarg = name, function = public.is_ola)")
    try:
        with pytest.raises(DBAPIError, match="belongs to another"), team.raw("kari") as execute:
            execute(f"DELETE FROM coding WHERE coder_id = {OLA}")
    finally:
        with team.raw(None) as execute:
            execute("DROP FUNCTION public.is_ola CASCADE")


def test_a_role_takes_the_right_to_make_things_beside_the_tables(team: Team) -> None:
    with team.raw(None) as execute:
        execute("GRANT CREATE ON SCHEMA public TO PUBLIC")
    login = f"rune_{make_url(team.url).database}"
    grant(team.owner, "eier", "rune", Role.READER, login)
    with pytest.raises(DBAPIError) as refused, team.raw("rune") as execute:
        execute("CREATE TABLE public.mine (id integer)")
    assert refused.value.orig.sqlstate == NOT_PERMITTED  # type: ignore[union-attr]


def test_who_may_make_things_there_all_the_same_gets_no_role(team: Team) -> None:
    name = make_url(team.url).database
    with team.raw(None) as execute:
        execute(f"CREATE ROLE makers_{name}; GRANT CREATE ON SCHEMA public TO makers_{name}")
        execute(f"GRANT makers_{name} TO rune_{name}")
    try:
        with pytest.raises(OpenSchemaError, match="REVOKE CREATE"):
            grant(team.owner, "eier", "rune", Role.READER, f"rune_{name}")
    finally:
        with team.raw(None) as execute:
            execute(f"DROP OWNED BY makers_{name}; DROP ROLE makers_{name}")
    grant(team.owner, "eier", "rune", Role.READER, f"rune_{name}")


def test_who_has_a_coders_rights_through_a_group_is_no_coder(team: Team) -> None:
    name = make_url(team.url).database
    with team.raw(None) as execute:
        execute(
            f"CREATE ROLE group_{name}; CREATE ROLE guest_{name} LOGIN; GRANT kari_{name} TO guest_{name}"
        )
    try:
        with pytest.raises(UnknownLoginError):
            grant(team.owner, "eier", "gruppe", Role.CODER, f"group_{name}")
        with pytest.raises(DBAPIError, match="belongs to another"), team.raw("guest") as execute:
            execute(f"DELETE FROM coding WHERE coder_id = {OLA}")
    finally:
        with team.raw(None) as execute:
            execute(f"DROP ROLE group_{name}; DROP ROLE guest_{name}")


def test_what_left_stays_known_when_its_question_goes(team: Team) -> None:
    with team.raw("lise") as execute:
        execute("UPDATE export SET question_id = NULL")
    with team.raw(None) as execute:
        assert execute("SELECT count(*) FROM export").scalar() == 1  # type: ignore[attr-defined]


def test_a_link_is_nobodys_without_a_role(team: Team) -> None:
    # The server acts as the owner, who needs none: with the link one would do what leads do.
    made = make_link(team.owner, "rune", 14)
    login = f"rune_{make_url(team.url).database}"
    revoke(team.owner, "eier", "rune")
    assert link_with(team.owner, made.token) is None
    assert still_valid(team.owner, [made.link.uid]) == {}
    grant(team.owner, "eier", "rune", Role.READER, login)
    assert link_with(team.owner, made.token) is not None

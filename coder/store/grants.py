"""Roles as rights of database users on a PostgreSQL server: a reader cannot write, whatever is tried."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, Engine, text

from coder.domain.errors import WrongUseError
from coder.domain.roles import Role
from coder.messages import _
from coder.store import schema
from coder.store.engine import transaction
from coder.store.guards import are_current, set_guards
from coder.store.members import members
from coder.store.unit_of_work import Reading

_ALL = "INSERT, UPDATE, DELETE"
_ADDING = "INSERT"

_EVERYBODY: dict[str, str] = {
    "sitting": _ALL,
    # That something left is a fact; the file that could not be written did not leave.
    "export": "INSERT, DELETE",
    # And a copy of the whole, which must be found when somebody is to be forgotten.
    "backup": _ADDING,
    # What a variable is called in a file that leaves stays its name in every later one.
    "stable_name": _ADDING,
    # To take the lock under which things are written down; a guard refuses the change itself.
    "project": "UPDATE (id)",
}
_CODERS: dict[str, str] = {
    **dict.fromkeys(
        ("coding", "excerpt", "coded", "settled", "note", "flag", "look", "round", "claim"), _ALL
    ),
    **dict.fromkeys(("code", "layer", "outcome", "passage", "analysis", "tag", "given_id"), _ALL),
    **dict.fromkeys(("proposal", "finding", "settlement"), _ALL),
    **dict.fromkeys(("text", "trail", "given", "origin"), _ADDING),
    "entry": _ADDING,
    "change": _ADDING,
    "project": "UPDATE (id, last_entry, last_at, last_hash)",
    "question": "UPDATE (lead_id)",
    "sample": "UPDATE (closed)",
    "sample_answer": "UPDATE (opened)",
}
_NOT_FOR_LEADS = ("alembic_version", "member", "login_link")
"""Only the owner changes the schema, who may do what, and who gets in as whom with a browser."""
_HIDDEN = ("login_link",)
"""Hashes that let somebody in: read by leads only."""


class UnknownLoginError(WrongUseError):
    """The server has no such user."""

    def __init__(self, login: str) -> None:
        super().__init__(
            _(
                "The server knows no user «{login}». Whoever looks after it makes one: "
                "CREATE ROLE {login} LOGIN PASSWORD '…'"
            ).format(login=login)
        )


class NotOwnerError(WrongUseError):
    """Only the owner of the tables gives rights to them."""

    def __init__(self, owner: str) -> None:
        self.owner = owner
        super().__init__(
            _("Only the owner of the project's tables, «{owner}», may do that: connect as that user.").format(
                owner=owner
            )
        )


class AllPowerfulLoginError(WrongUseError):
    """Rights cannot keep this user from anything."""

    def __init__(self, login: str) -> None:
        super().__init__(
            _(
                "«{login}» owns the tables or may do everything on the server: no role binds it. "
                "Give each coder a user of their own."
            ).format(login=login)
        )


class OpenSchemaError(WrongUseError):
    """The user may make things beside the project's, which could be taken for the server's own."""

    def __init__(self, login: str, schema: str) -> None:
        super().__init__(
            _(
                "On this server «{login}» may make functions and tables of their own in the schema "
                "«{schema}», and could get round what a role keeps them from. Whoever looks after the server "
                "ends that: REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC"
            ).format(login=login, schema=schema)
        )


def check_owner(connection: Connection) -> None:
    """Refuse whoever does not own the project's tables.

    Raises:
        NotOwnerError: If the connected user does not.
    """
    query = text(
        "SELECT pg_get_userbyid(relowner), pg_has_role(session_user, relowner, 'MEMBER') "
        "FROM pg_class WHERE oid = 'entry'::regclass"
    )
    owner, is_ours = connection.execute(query).one()
    if not is_ours:
        raise NotOwnerError(owner)


def check_login(connection: Connection, login: str) -> None:
    """Refuse a user the server does not know, a group among them, or that nothing binds.

    Raises:
        UnknownLoginError, AllPowerfulLoginError: As it is.
    """
    query = text(
        "SELECT pg_has_role(oid, (SELECT relowner FROM pg_class WHERE oid = 'entry'::regclass), 'MEMBER') "
        "FROM pg_roles WHERE rolname = :login AND rolcanlogin"
    )
    row = connection.execute(query, {"login": login}).one_or_none()
    if row is None:
        raise UnknownLoginError(login)
    if row[0]:
        raise AllPowerfulLoginError(login)


def give_rights(connection: Connection, login: str, role: Role) -> None:
    """Give a database user just the rights of a role in this project.

    Raises:
        OpenSchemaError: If the user may make things where the project's tables are.
    """
    take_rights(connection, login)
    user, home = _quoted(connection, login), _schema(connection)
    # On old servers everybody may: what they made could be taken for the server's own, by the owner too.
    connection.exec_driver_sql(f"REVOKE CREATE ON SCHEMA {home} FROM PUBLIC")
    may_make = text("SELECT has_schema_privilege(:login, current_schema()::text, 'CREATE')")
    if connection.scalar(may_make, {"login": login}):
        raise OpenSchemaError(login, home)
    connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA {home} TO {user}")
    for table in _tables():
        if table not in _HIDDEN or role is Role.LEAD:
            _grant(connection, "SELECT", table, user)
    if role is Role.LEAD:
        for table in _tables():
            if table in ("entry", "change"):
                _grant(connection, _ADDING, table, user)
            elif table == "project":
                # There is one, and it says how the history ends: guards look at each change of it.
                _grant(connection, "UPDATE", table, user)
            elif table not in _NOT_FOR_LEADS:
                _grant(connection, _ALL, table, user)
    else:
        rights = _EVERYBODY if role is Role.READER else {**_EVERYBODY, **_CODERS}
        for table, may in rights.items():
            _grant(connection, may, table, user)
    connection.exec_driver_sql(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {home} TO {user}")


def take_rights(connection: Connection, login: str) -> None:
    """Take all rights in this project from a database user."""
    user, home = _quoted(connection, login), _schema(connection)
    connection.exec_driver_sql(f"REVOKE ALL ON ALL TABLES IN SCHEMA {home} FROM {user}")
    connection.exec_driver_sql(f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA {home} FROM {user}")
    connection.exec_driver_sql(f"REVOKE ALL ON SCHEMA {home} FROM {user}")


def renew_rights(engine: Engine) -> None:
    """Give all that have a role their rights again, as after a migration that made tables."""
    if engine.dialect.name != "postgresql":
        return
    with transaction(engine, writing=True) as connection:
        # Every act begins here: none is met half done, holding what is needed next.
        connection.exec_driver_sql("LOCK TABLE project IN ACCESS EXCLUSIVE MODE")
        known = members(Reading(connection))
        if known:
            set_guards(connection)
        for member in known:
            if member.login is not None:
                give_rights(connection, member.login, member.role)


def renew_older_guards(engine: Engine) -> None:
    """Put today's guards, and the rights that go with them, where an older program put its own.

    Only the owner of the tables can; for others nothing is done.
    """
    if engine.dialect.name != "postgresql":
        return
    ours_to_renew = text(
        "SELECT pg_has_role(session_user, relowner, 'MEMBER') AND EXISTS (SELECT FROM member) "
        "FROM pg_class WHERE oid = 'entry'::regclass"
    )
    with engine.connect() as connection:
        is_due = connection.scalar(ours_to_renew) and not are_current(connection)
    if is_due:
        renew_rights(engine)


def _tables() -> Iterable[str]:
    return (*schema.metadata.tables, "alembic_version")


def _grant(connection: Connection, rights: str, table: str, user: str) -> None:
    connection.exec_driver_sql(f"GRANT {rights} ON {_quoted(connection, table)} TO {user}")


def _schema(connection: Connection) -> str:
    return _quoted(connection, str(connection.scalar(text("SELECT current_schema()"))))


def _quoted(connection: Connection, name: str) -> str:
    return connection.dialect.identifier_preparer.quote_identifier(name).replace("%", "%%")

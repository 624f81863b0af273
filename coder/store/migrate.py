"""Which schema a project has, and the way from an older one to today's."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, inspect, text

from coder import resources
from coder.domain.errors import UnusableInputError
from coder.messages import _
from coder.store.backup import remember_backup, write_backup
from coder.store.grants import NotOwnerError, check_owner, renew_older_guards, renew_rights
from coder.store.schema import SCHEMA_VERSION


class NewerProjectError(UnusableInputError):
    """A newer program wrote the project."""

    def __init__(self, version: str) -> None:
        super().__init__(
            _(
                "A newer version of the program made this project (schema {theirs}; this one knows {ours}). "
                "Upgrade the program; nothing was changed."
            ).format(theirs=version, ours=SCHEMA_VERSION)
        )


class OlderProjectError(UnusableInputError):
    """An older program wrote the project, and it may not be changed here."""

    def __init__(self, version: str) -> None:
        super().__init__(
            _(
                "An older version of the program made that project (schema {theirs}; this one needs {ours}), "
                "and it is only read. Open it once with this version, or merge a backup of it."
            ).format(theirs=version, ours=SCHEMA_VERSION)
        )


class OwnerMigratesError(UnusableInputError):
    """The project's tables belong to somebody else, who has not brought them up to date."""

    def __init__(self, version: str, owner: str) -> None:
        super().__init__(
            _(
                "An older version of the program made this project (schema {theirs}; this one needs {ours}). "
                "Only the owner of its tables, «{owner}», may bring it up to date: by opening it once."
            ).format(theirs=version, ours=SCHEMA_VERSION, owner=owner)
        )


def refuse_other_version(version: str) -> None:
    """Refuse a project whose schema is not today's.

    Raises:
        OlderProjectError, NewerProjectError: As it is.
    """
    if version > SCHEMA_VERSION:
        raise NewerProjectError(version)
    if version < SCHEMA_VERSION:
        raise OlderProjectError(version)


def schema_version(engine: Engine) -> str | None:
    """Return the migration a project stands at; None where there is no project."""
    with engine.connect() as connection:
        tables = inspect(connection)
        if not (tables.has_table("alembic_version") and tables.has_table("entry")):
            return None
        version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return None if version is None else str(version)


def migrated(engine: Engine, version: str, *, backed_up: bool = False) -> Engine:
    """Bring a project of an older schema to today's, after a backup; return the same engine.

    On a server, the guards of an older program are renewed.

    Args:
        engine: The project.
        version: Its schema.
        backed_up: It is a copy itself, and needs no other.

    Raises:
        NewerProjectError: If its schema is newer than this program.
        OwnerMigratesError: If somebody else owns its tables.
    """
    if version == SCHEMA_VERSION:
        renew_older_guards(engine)
        return engine
    if version > SCHEMA_VERSION:
        engine.dispose()
        raise NewerProjectError(version)
    _refuse_others(engine, version)
    made = None if backed_up else write_backup(engine, why="migration")
    upgrade(engine)
    renew_rights(engine)
    if made is not None:
        # The older schema may not have had a place to remember it.
        remember_backup(engine, made)
    return engine


def _refuse_others(engine: Engine, version: str) -> None:
    """Refuse whoever does not own the tables on a server, before anything is begun."""
    if engine.dialect.name != "postgresql":
        return
    try:
        with engine.connect() as connection:
            check_owner(connection)
    except NotOwnerError as error:
        raise OwnerMigratesError(version, error.owner) from error


def upgrade(engine: Engine, revision: str = "head", migrations: Path | None = None) -> None:
    """Run the Alembic migrations up to a revision, in one transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations or resources.migrations_folder()))
    with engine.connect().execution_options(coder_writing=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql" and inspect(connection).has_table("alembic_version"):
            # Two processes may open the project at once; the second finds the work done.
            connection.execute(text("LOCK TABLE alembic_version IN EXCLUSIVE MODE"))
        config.attributes["connection"] = connection
        command.upgrade(config, revision)

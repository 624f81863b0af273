"""Alembic's entry: runs migrations on the connection the program gives it, or on CODER_PROJECT."""

import os

from alembic import context
from sqlalchemy import Connection

from coder.store.engine import project_engine
from coder.store.schema import metadata


def run() -> None:
    """Run the migrations asked for."""
    connection = context.config.attributes.get("connection")
    if connection is not None:
        _migrate(connection)
        return
    engine = project_engine(os.environ["CODER_PROJECT"])
    with engine.connect().execution_options(coder_writing=True) as own, own.begin():
        _migrate(own)


def _migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        compare_type=True,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()

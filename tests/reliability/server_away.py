"""A database server that goes away, and one whose answers get lost, for a moment, for one test."""

from __future__ import annotations

import socket
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url


@contextmanager
def server_away(url: str) -> Iterator[None]:
    """End every connection to a database, and refuse new ones until the block ends."""
    address = make_url(url)
    name = address.database
    engine = create_engine(address.set(database="postgres"), isolation_level="AUTOCOMMIT")
    ending = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name")
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
            connection.execute(ending, {"name": name})
            yield
            connection.exec_driver_sql(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    finally:
        engine.dispose()


class LosingAnswers:
    """Stands between a program and its server; when armed, a commit arrives but its answer does not."""

    def __init__(self, url: str) -> None:
        address = make_url(url)
        folder = address.query.get("host")
        self._server = (
            f"{folder}/.s.PGSQL.{address.port or 5432}" if folder else (address.host, address.port or 5432)
        )
        self._family = socket.AF_UNIX if folder else socket.AF_INET
        self._folder = tempfile.TemporaryDirectory(prefix="coder-pg-")
        self._listening = socket.socket(socket.AF_UNIX)
        self._listening.bind(str(Path(self._folder.name) / ".s.PGSQL.5432"))
        self._listening.listen()
        query = {**address.query, "host": self._folder.name}
        self.url = address.set(host=None, query=query, port=5432).render_as_string(hide_password=False)
        self._open: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self.lost = 0
        self._armed = False
        self._start(self._accept)

    def lose_the_next_answer(self) -> None:
        """Let the answer to the next commit get lost."""
        self._armed = True

    def close(self) -> None:
        """End every connection, and refuse new ones from now on."""
        for each in (self._listening, *self._open):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(10)
        for each in (self._listening, *self._open):
            each.close()
        self._folder.cleanup()

    def _start(self, target: Callable[..., None], *sockets: socket.socket) -> None:
        thread = threading.Thread(target=target, args=sockets, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                program, _address = self._listening.accept()
                server = socket.socket(self._family)
                self._open += [program, server]
                server.connect(self._server)
                self._start(self._to_server, program, server)
                self._start(self._pass_on, server, program)

    def _to_server(self, program: socket.socket, server: socket.socket) -> None:
        with suppress(OSError):
            while said := program.recv(65536):
                if self._armed and b"COMMIT" in said:
                    self._armed = False
                    self.lost += 1
                    program.shutdown(socket.SHUT_RDWR)
                server.sendall(said)
            server.shutdown(socket.SHUT_WR)

    @staticmethod
    def _pass_on(server: socket.socket, program: socket.socket) -> None:
        with suppress(OSError):
            while said := server.recv(65536):
                program.sendall(said)
            program.shutdown(socket.SHUT_RDWR)

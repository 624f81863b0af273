"""The server: pages, web sockets and downloads, each behind the guard."""

from __future__ import annotations

import asyncio
import json
import logging
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from aiohttp import WSCloseCode, WSMessage, WSMsgType, web
from textual_serve.server import Server

from coder.domain.errors import CoderError, EnvironmentFailedError
from coder.messages import _, current_language
from coder.platform import reason
from coder.store.cipher import known_passphrase
from coder.store.engine import is_url
from coder.usecases.team.login_links import LONGEST_TOKEN
from coder.web.address import ENTRY, Address
from coder.web.admission import Admission, Admissions
from coder.web.guard import ADMISSION, Guard
from coder.web.pages import FILES, enter_page, said_page, workbench_page
from coder.web.settings import Settings
from coder.web.shared_models import SharedModels
from coder.web.visit import Visit
from coder.web.visitor import Opening

if TYPE_CHECKING:
    from coder.store.engine import Engine

log = logging.getLogger("coder.web")

SECONDS_BETWEEN_LOOKS = 1.0
"""How long somebody stays in whose link was withdrawn."""
LONGEST_MESSAGE = 256 * 1024
LARGEST_SCREEN = 1_000
MOST_VISITS_OF_ONE = 4
_NOT_ADMITTED = 4001


class CannotListenError(EnvironmentFailedError):
    """The port is taken, or not for everybody."""

    def __init__(self, host: str, port: int, why: str) -> None:
        super().__init__(
            _("Nothing can be served at {host}, port {port}: {why}.").format(host=host, port=port, why=why)
        )


class WorkbenchServer(Server):
    """Lets coders in by their links and gives each visit a process of its own."""

    def __init__(self, settings: Settings, target: str, engine: Engine) -> None:
        super().__init__("coder", host=settings.host, port=settings.port)
        self.settings = settings
        self.target = target
        self.engine = engine
        self.admissions = Admissions(engine)
        self.models = SharedModels()
        self.visits: dict[Visit, Admission] = {}
        self._guard: Guard | None = None

    @property
    def guard(self) -> Guard:
        """What requests pass; only once the port is known."""
        assert self._guard is not None, "listening comes first"
        return self._guard

    def run(self, told: Callable[[Address], None]) -> None:
        """Serve until somebody ends it, or the system does.

        Args:
            told: Is called with the address when it can be reached.

        Raises:
            CannotListenError: If the port cannot be had.
        """
        asyncio.run(self._serve(told))

    async def _serve(self, told: Callable[[Address], None]) -> None:
        stopped = asyncio.Event()
        loop = asyncio.get_running_loop()
        for each in (signal.SIGINT, signal.SIGTERM):
            with suppress(NotImplementedError):  # Windows
                loop.add_signal_handler(each, stopped.set)
        runner = web.AppRunner(await self._make_app(), access_log=None, keepalive_timeout=30)
        await runner.setup()
        try:
            site = web.TCPSite(runner, self.host.strip("[]"), self.port)
            try:
                await site.start()
            except OSError as error:
                raise CannotListenError(self.host, self.port, reason(error)) from error
            self._know_port(runner.addresses[0][1])
            told(self.guard.addresses[0])
            await stopped.wait()
        finally:
            await runner.cleanup()

    def _know_port(self, port: int) -> None:
        addresses = self.settings.addresses(port)
        # Cookies do not tell ports apart; __Host- lets no other name of the domain set one.
        cookie = "__Host-coder" if addresses[0].is_encrypted else f"coder_{port}"
        self._guard = Guard(
            addresses, self.admissions, cookie, self.settings.behind_proxy, current_language()
        )

    async def _make_app(self) -> web.Application:
        app = web.Application(middlewares=[self._guarded], client_max_size=LONGEST_TOKEN)
        app.add_routes(
            [
                web.get("/", self.handle_index),
                web.get(ENTRY, self.handle_entry),
                web.post(ENTRY, self.handle_token),
                web.post("/leave", self.handle_leave),
                web.get("/ws", self.handle_websocket),
                web.get("/download/{key}", self.handle_download),
                *(
                    web.get(f"/{name}", self.handle_file)
                    for name in ("enter.js", "page.css", "workbench.js", "workbench.css")
                ),
                web.static("/static", self.statics_path),
            ]
        )
        app.on_response_prepare.append(self._protect)
        app.cleanup_ctx.append(self._while_serving)
        app.on_shutdown.append(self.on_shutdown)
        return app

    @web.middleware
    async def _guarded(self, request: web.Request, handler: Any) -> web.StreamResponse:
        return await self.guard.middleware(request, handler)

    async def _protect(self, request: web.Request, response: web.StreamResponse) -> None:
        await self.guard.protect(request, response)

    async def _while_serving(self, _app: web.Application) -> AsyncIterator[None]:
        looking = asyncio.create_task(self._look_again())
        yield
        looking.cancel()
        self.models.close()

    async def _look_again(self) -> None:
        """Send out those whose link no longer lets in; start anew what suggests, where it has ended."""
        while True:
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
            # A project that cannot be read shows nothing to anybody either.
            with suppress(CoderError):
                await self.admissions.look_again()
            if self.visits:
                self.models.start()

    async def on_shutdown(self, app: web.Application) -> None:
        """End all visits; what was handed in there is saved first."""
        await asyncio.gather(*(visit.stop() for visit in list(self.visits)))

    async def handle_entry(self, request: web.Request) -> web.Response:
        """Show the page a login link leads to."""
        return _html(enter_page(self.guard.language_of(request)))

    async def handle_token(self, request: web.Request) -> web.Response:
        """Take a token and give a cookie for it."""
        guard = self.guard
        if not guard.strangers.has_room(guard.asks_from(request)):
            return web.Response(status=429)
        sent = await request.content.read(LONGEST_TOKEN + 1)
        admission = await self.admissions.let_in(sent.decode("ascii", "replace").strip())
        if admission is None:
            return web.Response(status=401)
        before = self.admissions.of(request.cookies.get(guard.cookie))
        if before is not None:
            self.admissions.send_out(before)
        answer = web.Response(status=204)
        answer.set_cookie(
            guard.cookie,
            admission.session_id,
            path="/",
            httponly=True,
            samesite="Strict",
            secure=guard.addresses[0].is_encrypted,
        )
        log.info("%s let in", admission.name)
        return answer

    async def handle_leave(self, request: web.Request) -> web.Response:
        """End a session as its coder wishes."""
        self.admissions.send_out(request[ADMISSION])
        answer = web.Response(status=204)
        answer.del_cookie(self.guard.cookie, path="/")
        return answer

    async def handle_index(self, request: web.Request) -> web.Response:
        """Show the page with the terminal, where there is room."""
        language = self.guard.language_of(request)
        if not self._has_room(request[ADMISSION]):
            page = _html(said_page(language, "full"))
            page.set_status(503)
            page.headers["Retry-After"] = "60"
            return page
        return _html(workbench_page(language, self.guard.address_asked(request).socket))

    async def handle_file(self, request: web.Request) -> web.FileResponse:
        """Give one of our own files, whose names the routes know."""
        return web.FileResponse(FILES / request.path.lstrip("/"))

    async def handle_download(self, request: web.Request) -> web.StreamResponse:
        """Give a file that a visit of the same coder offers, once."""
        key = request.match_info["key"]
        for visit, admission in self.visits.items():
            if admission is request[ADMISSION]:
                with suppress(KeyError):
                    offered = await visit.downloads.get_download_metadata(key)
                    break
        else:
            raise web.HTTPNotFound
        response = web.StreamResponse()
        response.content_type = "application/octet-stream"
        name = quote(offered.file_name, safe="")
        response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
        await response.prepare(request)
        async for chunk in visit.downloads.download(key):
            await response.write(chunk)
        await response.write_eof()
        return response

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Begin a visit, and end it with the web socket."""
        admission = request[ADMISSION]
        socket = web.WebSocketResponse(heartbeat=15, max_msg_size=LONGEST_MESSAGE, timeout=2.0)
        await socket.prepare(request)
        if not self._has_room(admission):
            await socket.close(code=WSCloseCode.TRY_AGAIN_LATER)
            return socket
        visit = Visit(
            Opening(
                self.target,
                admission.link.coder_name,
                self.guard.language_of(request),
                self.models.place,
                None if is_url(self.target) else known_passphrase(Path(self.target)),
            ),
            write_bytes=socket.send_bytes,
            write_str=socket.send_str,
            close=socket.close,
        )
        self.visits[visit] = admission
        ending: list[asyncio.Task[Any]] = []

        def end() -> None:
            ending.append(asyncio.ensure_future(visit.stop()))
            ending.append(asyncio.ensure_future(socket.close(code=_NOT_ADMITTED)))

        admission.ends[visit] = end
        if admission.is_over:
            # Withdrawn between the guard and here.
            end()
        try:
            self.models.start()
            await visit.start(_size(request, "width", 80), _size(request, "height", 24))
            log.info("%s visit begins", admission.name)
            async for message in socket:
                await _take(message, visit, socket)
        except ConnectionError:
            pass  # the browser is gone
        finally:
            admission.ends.pop(visit, None)
            await asyncio.shield(self._end(visit, admission))
            await asyncio.gather(*ending, return_exceptions=True)
        return socket

    async def _end(self, visit: Visit, admission: Admission) -> None:
        try:
            await visit.stop()
        finally:
            self.visits.pop(visit, None)
            if not self.visits:
                self.models.rest()
            log.info("%s visit ended, status %s", admission.name, visit.status)

    def _has_room(self, admission: Admission) -> bool:
        of_one = sum(each.link.coder_id == admission.link.coder_id for each in self.visits.values())
        return len(self.visits) < self.settings.most_visitors and of_one < MOST_VISITS_OF_ONE


async def _take(message: WSMessage, visit: Visit, socket: web.WebSocketResponse) -> None:
    """Hand on what a browser sent, if it is one of the things the page sends; nothing else."""
    if message.type is not WSMsgType.TEXT:
        return
    try:
        said = json.loads(message.data)
    except (ValueError, RecursionError):
        return
    match said:
        case ["stdin", str(typed)]:
            await visit.send_bytes(typed.encode("utf-8", "replace"))
        case ["resize", {"width": int(width), "height": int(height)}]:
            await visit.set_terminal_size(_within(width), _within(height))
        case ["ping", str(sent)] if len(sent) < 100:
            await socket.send_json(["pong", sent])
        case ["blur", *_]:
            await visit.blur()
        case ["focus", *_]:
            await visit.focus()


def _size(request: web.Request, name: str, default: int) -> int:
    asked = request.query.get(name, "")
    return _within(int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 6 else default


def _within(cells: int) -> int:
    return max(1, min(int(cells), LARGEST_SCREEN))


def _html(page: str) -> web.Response:
    return web.Response(text=page, content_type="text/html")

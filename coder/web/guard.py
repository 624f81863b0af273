"""What every request must pass before anything looks at it."""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from aiohttp import web

from coder.domain.errors import CoderError
from coder.web.address import ENTRY, Address
from coder.web.admission import Admission, Admissions
from coder.web.pace import Allowance, Pace, network_of
from coder.web.pages import language_asked, said_page

log = logging.getLogger("coder.web")

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

FOR_ANYBODY = frozenset({ENTRY, "/enter.js", "/page.css"})
SOCKET = "/ws"
ADMISSION: web.RequestKey[Admission] = web.RequestKey("admission", Admission)
"""Whose request it is; there for all but what is for anybody."""
_METHODS = {ENTRY: frozenset({"GET", "HEAD", "POST"}), "/leave": frozenset({"POST"})}
_READING = frozenset({"GET", "HEAD"})
_FROM_ELSEWHERE = frozenset({"cross-site", "same-site"})
LONGEST_PATH = 300
REQUESTS = Allowance(at_once=120, each_second=10)
STRANGERS = Allowance(at_once=20, each_second=0.2)
"""Of one address: requests that were refused. A token of 256 bits is not guessed in any case."""


@dataclass
class Guard:
    """Knows which names and origins are the server's own, and who is in."""

    addresses: list[Address]
    admissions: Admissions
    cookie: str
    behind_proxy: bool
    language: str
    requests: Pace = field(default_factory=lambda: Pace(REQUESTS))
    strangers: Pace = field(default_factory=lambda: Pace(STRANGERS))

    def __post_init__(self) -> None:
        self._hosts = {each.netloc: each for each in self.addresses}
        self._origins = {each.origin for each in self.addresses}

    def address_asked(self, request: web.Request) -> Address:
        """Return which of the server's addresses a request that passed was to."""
        return self._hosts[request.headers["Host"].lower()]

    def language_of(self, request: web.Request) -> str:
        """Return the language to say something in."""
        return language_asked(request.headers.get("Accept-Language", ""), self.language)

    def asks_from(self, request: web.Request) -> str:
        """Return the address a request comes from, as far as it can be believed."""
        if self.behind_proxy:
            # Whatever a visitor writes there, the proxy puts who it was last.
            written = request.headers.getall("X-Forwarded-For", [])
            said = network_of(written[-1].rpartition(",")[2]) if written else ""
            if said:
                return said
        return network_of(request.remote or "")

    @web.middleware
    async def middleware(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Refuse, or go on; and write down what came of it, without texts, tokens or names."""
        began = time.monotonic()
        try:
            response = await self._passed(request, handler)
        except web.HTTPNotFound:
            response = self._say(request, 404, "not_here")
        except web.HTTPException as refused:
            response = refused
        except CoderError as error:
            log.error("failed: %s", type(error).__name__)
            response = self._say(request, 503, "unreachable")
        except ConnectionError:
            raise
        except Exception as error:  # noqa: BLE001  a traceback with what was sent must not stand in a log
            log.error("failed: %s at %s", type(error).__name__, _place_of(error))
            response = self._say(request, 500, "unreachable")
        admission = request.get(ADMISSION)
        log.info(
            "%s %s %s %s %d %dms",
            self.asks_from(request) or "-",
            admission.name if admission else "-",
            request.method if request.method in ("GET", "HEAD", "POST") else "?",
            known_path(request.path),
            response.status,
            round(1000 * (time.monotonic() - began)),
        )
        return response

    async def _passed(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        asks_from = self.asks_from(request)
        if not self.requests.has_room(asks_from):
            return self._say(request, 429, "busy")
        refused = self._refused(request)
        if refused is not None:
            return refused
        if request.path not in FOR_ANYBODY:
            # Files of the library tell nothing; everything else asks whether the link still holds.
            ask = self._known if request.path.startswith("/static/") else self.admissions.still_of
            admission = await ask(request.cookies.get(self.cookie))
            if admission is None:
                if not self.strangers.has_room(asks_from):
                    return self._say(request, 429, "busy")
                return self._say(request, 401, "missing")
            request[ADMISSION] = admission
        return await handler(request)

    async def _known(self, session_id: str | None) -> Admission | None:
        return self.admissions.of(session_id)

    def _refused(self, request: web.Request) -> web.StreamResponse | None:
        """Return the answer to what is refused whoever asks."""
        if request.method not in _METHODS.get(request.path, _READING):
            return web.Response(status=405, headers={"Allow": "GET, HEAD"})
        hosts = request.headers.getall("Host", [])
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts:
            return web.Response(status=421, text="This server goes by another name.\n")
        origins = request.headers.getall("Origin", [])
        if len(origins) > 1 or (origins and origins[0].lower() not in self._origins):
            return web.Response(status=403, text="Asked for by another page.\n")
        if not origins and (request.path == SOCKET or request.method == "POST"):
            return web.Response(status=403, text="Asked for by no page.\n")
        # A link may be followed from anywhere; anything else only from here.
        begins = request.path in ("/", ENTRY) and request.headers.get("Sec-Fetch-Mode") == "navigate"
        if request.headers.get("Sec-Fetch-Site") in _FROM_ELSEWHERE and not begins:
            return web.Response(status=403, text="Asked for by another page.\n")
        if len(request.raw_path) > LONGEST_PATH:
            return web.Response(status=414)
        return None

    def _say(self, request: web.Request, status: int, said: str) -> web.Response:
        page = said_page(self.language_of(request), said)
        return web.Response(status=status, text=page, content_type="text/html")

    async def protect(self, request: web.Request, response: web.StreamResponse) -> None:
        """Tell the browser what a page may do: nothing outside, in no frame, and kept nowhere."""
        response.headers.update(protection(self.addresses))
        kept = request.path.startswith("/static/") and response.status == 200
        response.headers["Cache-Control"] = "private, max-age=86400" if kept else "no-store"


def protection(addresses: list[Address]) -> dict[str, str]:
    """Return the headers of every response.

    Args:
        addresses: Under which the server's web socket is reached.
    """
    # An address of IPv6 cannot stand there; browsers count a socket to where the page is from as 'self'.
    sockets = " ".join(each.socket for each in addresses if ":" not in each.host)
    return {
        "Content-Security-Policy": (
            "default-src 'none'; script-src 'self'; font-src 'self'; img-src 'self' data:; "
            # The terminal makes its styles while it runs.
            "style-src 'self' 'unsafe-inline'; "
            f"connect-src 'self' {sockets}; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
        ),
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "X-Robots-Tag": "noindex, nofollow",
        "Server": "coder",
    }


def known_path(path: str) -> str:
    """Return a path for the log: ours as they are, of others nothing, since a token may stand in them."""
    if path in FOR_ANYBODY or path in ("/", SOCKET, "/leave", "/workbench.js", "/workbench.css"):
        return path
    for begin in ("/static/", "/download/"):
        if path.startswith(begin):
            return begin + "…"
    return "…"


def _place_of(error: BaseException) -> str:
    at = error.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    return "?" if at is None else f"{at.tb_frame.f_code.co_qualname}:{at.tb_lineno}"

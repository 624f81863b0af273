"""Who is in: a browser's session is begun with a link, and is over with it."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coder.domain.errors import CoderError
from coder.usecases.team.login_links import link_with, remember_login, still_valid

if TYPE_CHECKING:
    from coder.store.engine import Engine
    from coder.store.login_links import LoginLink

SESSION_BYTES = 32
LONGEST_IDLE = 12 * 3600.0
"""Seconds after which a browser that shows nothing must be let in anew."""
MOST_SESSIONS = 1_000


@dataclass(eq=False)
class Admission:
    """A browser that was let in, for whom, and what it shows."""

    session_id: str = field(repr=False)
    link: LoginLink
    seen: float
    ends: dict[object, Callable[[], None]] = field(default_factory=dict, repr=False)
    """By visit: what ends it at once."""
    is_over: bool = False

    @property
    def name(self) -> str:
        """What the log calls it: the beginning of its link's id, which lets nobody in."""
        return self.link.uid[:8]


class Admissions:
    """Remembers who is in. Nothing of it is kept: after a new start everybody uses the link again."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._by_session: dict[str, Admission] = {}

    async def let_in(self, token: str) -> Admission | None:
        """Begin a session with a link's token; None for any other text."""
        link = await asyncio.to_thread(link_with, self._engine, token)
        if link is None:
            return None
        self._forget_idle()
        admission = Admission(secrets.token_urlsafe(SESSION_BYTES), link, time.monotonic())
        self._by_session[admission.session_id] = admission
        while len(self._by_session) > MOST_SESSIONS:
            self.send_out(min(self._by_session.values(), key=lambda each: (bool(each.ends), each.seen)))
        # Where somebody else writes just now: when a link was last used is no reason to keep anybody out.
        with contextlib.suppress(CoderError):
            await asyncio.to_thread(remember_login, self._engine, link.uid)
        return admission

    def of(self, session_id: str | None) -> Admission | None:
        """Return whose session it is, as far as is known here."""
        admission = self._by_session.get(session_id) if session_id else None
        if admission is not None:
            admission.seen = time.monotonic()
        return admission

    async def still_of(self, session_id: str | None) -> Admission | None:
        """Return whose session it is, after the project was asked whether the link still lets in."""
        admission = self.of(session_id)
        if admission is None:
            return None
        await self.look_again([admission])
        return None if admission.is_over else admission

    async def look_again(self, admissions: list[Admission] | None = None) -> None:
        """Send out everybody whose link was withdrawn or has expired; names are as they are now."""
        looked_at = list(self._by_session.values()) if admissions is None else admissions
        if not looked_at:
            return
        uids = sorted({each.link.uid for each in looked_at})
        valid = await asyncio.to_thread(still_valid, self._engine, uids)
        for each in looked_at:
            link = valid.get(each.link.uid)
            if link is None:
                self.send_out(each)
            else:
                each.link = link
        self._forget_idle()

    def send_out(self, admission: Admission) -> None:
        """End a session, and what its browser shows."""
        admission.is_over = True
        self._by_session.pop(admission.session_id, None)
        for end in list(admission.ends.values()):
            end()

    def _forget_idle(self) -> None:
        latest = time.monotonic() - LONGEST_IDLE
        for each in [each for each in self._by_session.values() if not each.ends and each.seen < latest]:
            self.send_out(each)

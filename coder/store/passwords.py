"""The password of a database server: where it is looked for, and who never sees it.

An engine's address holds none. In this order: the one the address was given with, the one in
``CODER_PROJECT`` where that is the same address, whatever libpq finds by itself (``PGPASSWORD``, a service
file, ``~/.pgpass``), and only where the server asks for one all the same, the keyring.
"""

from __future__ import annotations

import os
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import OperationalError

from coder.domain.address import password_in, without_password
from coder.domain.errors import WrongUseError
from coder.messages import _
from coder.store.kept_words import forget_word, keep_word, kept_word

PROJECT_VARIABLE = "CODER_PROJECT"


class PasswordNeededError(WrongUseError):
    """The server asks for a password, and none is to be found."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The database server asks for a password. Keep it once with: coder project password; or put "
                "it in ~/.pgpass, a service file or the variable PGPASSWORD."
            )
        )


class PasswordRefusedError(WrongUseError):
    """The server does not take the password that was found."""

    def __init__(self) -> None:
        super().__init__(
            _("The database server refused the password. Keep another with: coder project password")
        )


class _Word:
    """A password, which shows itself to nobody."""

    def __init__(self, word: str | None) -> None:
        self.word = word

    def __repr__(self) -> str:
        return "…"

    def as_option(self) -> dict[str, str]:
        return {} if self.word is None else {"password": self.word}


def address_of(url: URL) -> URL:
    """Return an address without its password."""
    options = {name: value for name, value in url.query.items() if name != "password"}
    return URL.create(
        url.drivername,
        username=url.username,
        host=url.host,
        port=url.port,
        database=url.database,
        query=options,
    )


def given_password(url: URL) -> str | None:
    """Return the password an address was given with, or the one the environment has for it."""
    among_options = url.query.get("password")
    if url.password or among_options:
        return str(url.password or among_options)
    said = os.environ.get(PROJECT_VARIABLE, "")
    shown = url.render_as_string(hide_password=False)
    return password_in(said) if _same(without_password(said), shown) else None


def let_in_by_password(engine: Engine, password: str | None) -> None:
    """Have an engine find its server's password by itself.

    Raises, at connecting:
        PasswordNeededError: If the server asks for one, and none is found.
        PasswordRefusedError: If the server does not take it.
    """
    known = _Word(password)

    @event.listens_for(engine, "do_connect")
    def _connect(dialect: Any, _record: Any, arguments: Any, options: Any) -> Any:
        failed = dialect.loaded_dbapi.OperationalError
        try:
            return dialect.connect(*arguments, **options, **known.as_option())
        except failed as error:
            if _was_refused(error):
                raise PasswordRefusedError from error
            if not _was_asked_for(error):
                raise
        known.word = kept_word(_name(engine.url))
        if known.word is None:
            raise PasswordNeededError
        try:
            return dialect.connect(*arguments, **options, **known.as_option())
        except failed as error:
            known.word = None
            if _was_refused(error):
                raise PasswordRefusedError from error
            raise


def keep_password(url: URL, password: str) -> None:
    """Keep a server's password in the keyring, unless the server refuses it.

    Raises:
        PasswordRefusedError: If the server does not take it.
        NoKeyringError: If there is no keyring to keep it.
    """
    address = address_of(url)
    engine = create_engine(address)
    let_in_by_password(engine, password)
    try:
        engine.connect().close()
    except OperationalError:
        # A server that cannot be reached now may be reached tomorrow.
        pass
    finally:
        engine.dispose()
    keep_word(_name(address), password)


def forget_password(url: URL) -> bool:
    """Take a server's password out of the keyring; tell whether it was there."""
    return forget_word(_name(address_of(url)))


def _name(address: URL) -> str:
    return address.render_as_string(hide_password=False)


def _same(first: str, second: str) -> bool:
    return first == without_password(second)


def _was_asked_for(error: Exception) -> bool:
    return bool(getattr(getattr(error, "pgconn", None), "needs_password", False))


def _was_refused(error: Exception) -> bool:
    used = bool(getattr(getattr(error, "pgconn", None), "used_password", False))
    return used and "password authentication failed" in str(error)

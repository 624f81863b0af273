"""Errors on the screen: what the user can mend is said in words, all else is a bug and shows itself."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from weakref import WeakKeyDictionary

from textual.app import App
from textual.dom import DOMNode

from coder.domain.errors import CoderError
from coder.text.safe import safe

LONGEST_SHOWN = 600

_standing: WeakKeyDictionary[App[object], dict[str, float]] = WeakKeyDictionary()
"""Until when a warning need not be said again: one that comes with every key would fill the screen."""


@contextmanager
def errors_shown(node: DOMNode) -> Iterator[None]:
    """Show an error the user can mend as a quiet notification; let all others through."""
    try:
        yield
    except CoderError as error:
        show_error(node, error)


def show_error(node: DOMNode, error: BaseException) -> None:
    """Show an error that came from another thread; one the user cannot mend is raised here."""
    if not isinstance(error, CoderError):
        raise error
    say(node, str(error), warning=True)


def say(node: DOMNode, sentence: str, *, warning: bool = False) -> None:
    """Say a sentence in the corner for a while."""
    shown = safe(sentence)
    if len(shown) > LONGEST_SHOWN:
        shown = shown[:LONGEST_SHOWN] + "…"
    if warning and _stands(node.app, shown, seconds=4):
        return
    severity = "warning" if warning else "information"
    node.app.notify(shown, severity=severity, markup=False, timeout=8 if warning else 4)  # type: ignore[arg-type]


def _stands(app: App[object], sentence: str, *, seconds: float) -> bool:
    """Tell whether a warning was said just now; if not, it is from now on."""
    until, now = _standing.setdefault(app, {}), time.monotonic()
    if until.get(sentence, 0) > now:
        return True
    until[sentence] = now + seconds
    return False

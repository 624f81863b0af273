"""The few pages around the terminal, in the language the browser asks for."""

from __future__ import annotations

import html
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from coder.messages import LANGUAGES, _, current_language, set_language

FILES = Path(__file__).parent / "files"
_BEFORE = {"no": "nb", "nb": "nb", "nn": "nn", "en": "en"}
_LONGEST_LIST = 10


@dataclass(frozen=True)
class Words:
    """What the pages say, in one language."""

    language: str
    title: str
    begin: str
    missing: str
    refused: str
    busy: str
    unreachable: str
    ended: str
    saved: str
    again: str
    leave: str
    full: str
    not_here: str

    @classmethod
    def now(cls) -> Words:
        """Look them up in the language messages are shown in."""
        return cls(
            language=current_language(),
            title=_("Coding of open answers"),
            begin=_("Opening …"),
            missing=_("You get in with your login link. Open it anew, or ask who leads the coding for one."),
            refused=_("This login link no longer lets in. Ask who leads the coding for a new one."),
            busy=_("Too much at once. Wait a minute, then try again."),
            unreachable=_("The server does not answer. Try again in a while."),
            ended=_("The workbench is closed."),
            saved=_("What stood there with ● is saved."),
            again=_("Open again"),
            leave=_("Log out"),
            full=_("As many as there is room for are coding just now. Try again in a while."),
            not_here=_("There is nothing here."),
        )


@cache
def words_in(language: str) -> Words:
    """Return the words of a language; what this process says elsewhere stays as it is."""
    spoken = current_language()
    try:
        set_language(language)
        return Words.now()
    finally:
        set_language(spoken)


def language_asked(header: str, default: str) -> str:
    """Return the language a browser would rather have; one of ours, whatever it sends.

    >>> language_asked("nn-NO,nb;q=0.9,en;q=0.4", "en")
    'nn'
    """
    for each in header.split(",")[:_LONGEST_LIST]:
        lead = each.partition(";")[0].strip().partition("-")[0].lower()
        if lead in _BEFORE:
            return _BEFORE[lead]
    return default if default in LANGUAGES else "nb"


@cache
def enter_page(language: str) -> str:
    """Return the page a login link leads to."""
    words = words_in(language)
    said = {
        "begin": words.begin,
        "missing": words.missing,
        "refused": words.refused,
        "busy": words.busy,
        "unreachable": words.unreachable,
    }
    lines = "".join(f'<p data-when="{when}">{html.escape(each)}</p>' for when, each in said.items())
    return _page(words, "", f'<main role="status">{lines}</main>', '<script src="/enter.js" defer></script>')


@cache
def said_page(language: str, said: str) -> str:
    """Return a page that says one of the words, by its name."""
    words = words_in(language)
    return _page(words, "", f"<main><p>{html.escape(getattr(words, said))}</p></main>", "")


def workbench_page(language: str, socket: str) -> str:
    """Return the page with the terminal.

    Args:
        language: One of ``LANGUAGES``.
        socket: Where its web socket is.
    """
    return _workbench(language).replace("SOCKET", html.escape(f"{socket}/ws", quote=True))


@cache
def _workbench(language: str) -> str:
    words = words_in(language)
    begin, ended, saved, again, leave, refused = map(
        html.escape, (words.begin, words.ended, words.saved, words.again, words.leave, words.refused)
    )
    body = (
        f'<main id="begin" role="status"><p>{begin}</p></main>'
        f'<main id="ended" role="alert"><h1>{ended}</h1><p>{saved}</p>'
        f'<p id="refused" hidden>{refused}</p><div class="choices">'
        f'<button type="button" id="again">{again}</button>'
        f'<button type="button" id="leave">{leave}</button></div></main>'
        '<div id="terminal" class="textual-terminal" data-font-size="16"'
        ' data-session-websocket-url="SOCKET"></div>'
    )
    head = (
        '<link rel="stylesheet" href="/workbench.css"><link rel="stylesheet" href="/static/css/xterm.css">'
        '<script src="/workbench.js"></script><script src="/static/js/textual.js"></script>'
    )
    return _page(words, ' class="workbench"', body, head)


def _page(words: Words, body_class: str, body: str, head: str) -> str:
    return (
        f'<!doctype html><html lang="{words.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">'
        f"<title>{html.escape(words.title)}</title>"
        f'<link rel="stylesheet" href="/page.css">{head}</head><body{body_class}>{body}</body></html>'
    )

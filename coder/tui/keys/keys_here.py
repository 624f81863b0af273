"""Keys as sentences name them: in a browser, which keeps a few for itself, by the others they have."""

from __future__ import annotations

INSTEAD = {"ctrl+n": "alt+n", "ctrl+q": "alt+q", "ctrl+t": "alt+t", "ctrl+w": "alt+w"}
"""Keys with which a browser opens and closes windows, and those that do in them what ours do elsewhere."""


class _Shown:
    """Where this process shows its screens."""

    in_browser = False


def show_in_browser(*, is_so: bool) -> None:
    """Have sentences name the keys that a browser leaves to us, or those of a terminal."""
    _Shown.in_browser = is_so


def with_keys_here(sentence: str) -> str:
    """Return a sentence of ours with the keys in it as they are here.

    >>> with_keys_here("^n makes one")  # in a terminal
    '^n makes one'
    """
    if _Shown.in_browser:
        for key, instead in INSTEAD.items():
            letter = key[-1]
            for written in (f"^{letter}", f"Ctrl+{letter.upper()}"):
                sentence = sentence.replace(written, instead.title())
    return sentence

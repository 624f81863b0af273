"""Making the bindings of a screen: each says in a sentence what it does."""

from __future__ import annotations

from textual.binding import Binding


def key(
    pressed: str,
    action: str,
    word: str,
    sentence: str,
    *,
    when: Binding.Group | None = None,
    shown_as: str = "",
    show: bool = True,
) -> Binding:
    """Make a key that stands in the footer, with its word, and in the help, with its sentence."""
    return Binding(
        pressed, action, word, show=show, key_display=shown_as or None, tooltip=sentence, group=when
    )


def hidden(
    pressed: str, action: str, sentence: str, *, when: Binding.Group | None = None, shown_as: str = ""
) -> Binding:
    """Make a key that stands in the help only."""
    return key(pressed, action, sentence, sentence, when=when, shown_as=shown_as, show=False)

"""What is other in a browser: some keys are the browser's own, and the disk is the server's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from textual.binding import Binding, BindingsMap

INSTEAD = {"ctrl+n": "alt+n", "ctrl+q": "alt+q", "ctrl+t": "alt+t", "ctrl+w": "alt+w"}
"""Keys with which a browser opens and closes windows, and those that do in them what ours do elsewhere."""


def under_browser_keys(bindings: Iterable[tuple[str, Binding]]) -> BindingsMap:
    """Return bindings with another key beside each that a browser keeps, and that one shown.

    The key itself still does what it does: on a Mac browsers leave it to the page.
    """
    mapped = BindingsMap()

    def add(binding: Binding) -> None:
        mapped.key_to_bindings.setdefault(binding.key, []).append(binding)

    for key, binding in bindings:
        if key in INSTEAD:
            add(replace(binding, key=INSTEAD[key], key_display=None))
            add(replace(binding, show=False, tooltip=""))
        else:
            add(binding)
    return mapped

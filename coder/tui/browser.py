"""Keys in a browser, which keeps a few for itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from textual.app import App
from textual.binding import Binding, BindingsMap

from coder.tui.keys.keys_here import INSTEAD


def with_browser_keys(bindings: Iterable[Binding]) -> list[Binding]:
    """Return bindings with another key before each that a browser keeps, and that one shown.

    The key itself still does what it does: on a Mac browsers leave it to the page.
    """
    mapped: list[Binding] = []
    for binding in bindings:
        if binding.key in INSTEAD:
            key = INSTEAD[binding.key]
            mapped.append(replace(binding, key=key, key_display=key.title()))
            mapped.append(replace(binding, show=False, tooltip=""))
        else:
            mapped.append(binding)
    return mapped


def under_browser_keys(bindings: BindingsMap) -> BindingsMap:
    """Return the bindings of a screen as they are in a browser."""
    mapped = BindingsMap()
    for binding in with_browser_keys(each for _key, each in bindings):
        mapped.key_to_bindings.setdefault(binding.key, []).append(binding)
    return mapped


def is_in_browser(app: App[Any]) -> bool:
    """Tell whether a browser shows an app."""
    return bool(getattr(app, "in_browser", False))

"""The keys of the history screen."""

from __future__ import annotations

from textual.binding import Binding

from coder.messages import _

HISTORY_KEYS: list[Binding] = [
    Binding("ctrl+z", "undo", _("undo my latest"), tooltip=_("Take back your latest act"), id="history.undo"),
    Binding(
        "ctrl+t",
        "take_back",
        _("back to here"),
        tooltip=_("Take back the highlighted act of yours, and those you did after it, one by one"),
        id="history.take_back",
    ),
    Binding("ctrl+y", "redo", _("redo"), tooltip=_("Do again what you took back"), id="history.redo"),
    Binding(
        "tab",
        "whose",
        _("whose"),
        key_display="⇥",
        tooltip=_("Show only yours, then each other coder's, then everybody's"),
        id="history.whose",
    ),
    Binding(
        "shift+tab",
        "kind",
        _("which"),
        key_display="⇧⇥",
        tooltip=_("Show only codings, the code list, notes and flags, or imports and settings"),
        id="history.kind",
    ),
    Binding(
        "enter",
        "show_answer",
        _("the answer"),
        key_display="⏎",
        tooltip=_("Show the answer an act was about"),
        id="history.answer",
    ),
    Binding("up", "move(-1)", show=False, key_display="↑ ↓", tooltip=_("Choose an act"), id="history.up"),
    Binding("down", "move(1)", show=False, key_display="↑ ↓", tooltip=_("Choose an act"), id="history.down"),
    Binding(
        "pageup",
        "page(-1)",
        show=False,
        key_display="PgUp PgDn",
        tooltip=_("A page on"),
        id="history.page_up",
    ),
    Binding(
        "pagedown",
        "page(1)",
        show=False,
        key_display="PgUp PgDn",
        tooltip=_("A page on"),
        id="history.page_down",
    ),
    Binding(
        "shift+up",
        "scroll_detail(-3)",
        show=False,
        key_display="⇧↑ ⇧↓",
        tooltip=_("Read on about the act"),
        id="history.detail_up",
    ),
    Binding(
        "shift+down",
        "scroll_detail(3)",
        show=False,
        key_display="⇧↑ ⇧↓",
        tooltip=_("Read on about the act"),
        id="history.detail_down",
    ),
    Binding(
        "escape",
        "leave",
        _("back"),
        key_display="Esc",
        tooltip=_("Empty the line; on an empty line go back"),
        id="history.leave",
    ),
]

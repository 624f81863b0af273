"""The keys that hold on every screen."""

from __future__ import annotations

from textual.binding import Binding

from coder.messages import _
from coder.tui.dialogs.keys import QUIT_SAID
from coder.tui.keys.key_binding import hidden, key
from coder.tui.keys.key_groups import EVERYWHERE

APP_KEYS: tuple[Binding, ...] = (
    key("f1", "help", _("help"), _("All keys of this screen"), when=EVERYWHERE),
    hidden("ctrl+p", "palette", _("Search for what can be done here, and do it"), when=EVERYWHERE),
    hidden("f12", "other_theme", _("Another theme; the choice is kept"), when=EVERYWHERE),
    hidden("ctrl+c", "copy_selected", _("Copy what is marked with the mouse"), when=EVERYWHERE),
    key("ctrl+q", "quit", _("quit"), QUIT_SAID, when=EVERYWHERE),
)

"""The keys that dialogs share."""

from __future__ import annotations

from textual.binding import Binding

from coder.messages import _
from coder.tui.keys.key_binding import hidden, key

_LINE = _("Choose a line")
_PAGE = _("Ten lines on")

QUIT_SAID = _("Leave; what is coded is saved already, and you are asked about a text you have not saved")
HELP = key("f1", "app.help", _("help"), _("All keys of this dialog"))
QUIT = hidden("ctrl+q", "app.quit", QUIT_SAID)
GIVE_UP = key("escape", "give_up", _("cancel"), _("Leave it; nothing is done"), shown_as="Esc")
UP_AND_DOWN = [
    key("up", "move(-1)", _("choose"), _LINE, shown_as="↑ ↓"),
    hidden("down", "move(1)", _LINE, shown_as="↑ ↓"),
]
BY_PAGE = [
    hidden("pageup", "move(-10)", _PAGE, shown_as="PgUp PgDn"),
    hidden("pagedown", "move(10)", _PAGE, shown_as="PgUp PgDn"),
]


def take(word: str, sentence: str, action: str = "take") -> Binding:
    """Make Enter answer a dialog."""
    return key("enter", action, word, sentence, shown_as="⏎")

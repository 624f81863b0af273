"""When a key does what it does: headings in help and key card."""

from __future__ import annotations

from textual.binding import Binding

from coder.messages import _

EMPTY_LINE = Binding.Group(_("On an empty line"))
TYPING = Binding.Group(_("While you type or browse"))
READING_TEXT = Binding.Group(_("In the text"))
EVERYWHERE = Binding.Group(_("On every screen"))
"""Given to the keys of the app; a key without a group does its thing on its screen at any time."""

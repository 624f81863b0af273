"""A line that narrows a list: Enter and the arrows up and down belong to the screen."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

from coder.tui.text_line import TextLine


class SearchLine(TextLine, inherit_bindings=False):
    """A line to type in that leaves Enter to its screen, so that footer and help know of it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        binding for binding in Binding.make_bindings(Input.BINDINGS) if binding.key != "enter"
    ]

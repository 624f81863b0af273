"""All keys of a screen, made from its bindings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen, Screen

from coder.messages import _
from coder.tui.keys_footer import shown_key
from coder.tui.line_list import LineList
from coder.tui.lines import Line, Piece, Role, line

KEY_WIDTH = 12


class HelpScreen(ModalScreen[None]):
    """Lists keys and what they do."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,enter,q", "dismiss", _("back"), key_display="Esc"),
        Binding("down,pagedown", "scroll(5)", show=False),
        Binding("up,pageup", "scroll(-5)", show=False),
    ]
    DEFAULT_CSS = """
    HelpScreen { align: center middle; background: $background 60%; }
    HelpScreen > Vertical {
        width: 84; max-width: 100%; height: auto; max-height: 100%; padding: 1 3; background: $raised;
    }
    HelpScreen LineList { height: auto; max-height: 100%; }
    """

    def __init__(self, lines: list[Line]) -> None:
        super().__init__()
        self.lines = lines

    @classmethod
    def of(cls, screen: Screen[object]) -> HelpScreen:
        """Make the help of a screen."""
        bindings = [binding for _key, binding in screen._bindings if binding.tooltip]
        of_app = [binding for _key, binding in screen.app._bindings if binding.tooltip]
        return cls(help_lines([*bindings, *of_app]))

    def compose(self) -> ComposeResult:
        with Vertical():
            yield LineList(self.lines)

    def action_scroll(self, by: int) -> None:
        self.query_one(LineList).scroll_relative(y=by, animate=False)


def help_lines(bindings: Iterable[Binding]) -> list[Line]:
    """Lay out one line for each thing a key does; the same thing by several keys stands once."""
    sentences: dict[str, dict[str, None]] = {}
    for binding in bindings:
        said = binding.tooltip or binding.description
        if said:
            sentences.setdefault(said, {})[shown_key(binding)] = None
    title = line(Piece(_("Keys"), Role.STRONG), right=[Piece(_("Esc: back"), Role.DIM)], selectable=False)
    lines = [
        line(Piece(f"{' '.join(keys):<{KEY_WIDTH}}", Role.ACCENT), Piece(said), selectable=False)
        for said, keys in sentences.items()
    ]
    return [title, line(selectable=False), *lines]

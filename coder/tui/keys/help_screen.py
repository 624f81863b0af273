"""All keys of a screen, made from its bindings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.actions import parse
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen, Screen

from coder.messages import _
from coder.tui.dialogs.keys import HELP
from coder.tui.keys.key_card import help_lines
from coder.tui.pieces.line_list import LineList
from coder.tui.pieces.lines import Line, Piece, Role
from coder.tui.pieces.lines_view import LinesView
from coder.tui.pieces.screen_title import screen_title
from coder.tui.project_screen import ProjectScreen
from coder.tui.screens import explained, title_of

WIDTH = 84


class HelpScreen(ModalScreen[None]):
    """Lists keys and what they do."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,enter,q", "dismiss", _("back"), key_display="Esc"),
        Binding("down", "scroll(1)", show=False),
        Binding("up", "scroll(-1)", show=False),
        Binding("pagedown,space", "scroll(10)", show=False),
        Binding("pageup", "scroll(-10)", show=False),
    ]
    DEFAULT_CSS = """
    HelpScreen { align: center middle; background: $background 60%; }
    HelpScreen > Vertical {
        width: 84; max-width: 100%; height: auto; max-height: 100%; padding: 1 3; background: $raised;
    }
    HelpScreen #title { height: 1; margin-bottom: 1; }
    HelpScreen LineList {
        scrollbar-background: $raised;
        scrollbar-background-hover: $raised;
        scrollbar-background-active: $raised;
    }
    """

    def __init__(
        self, bindings: Iterable[Binding], signs: Sequence[tuple[str, str]] = (), about: str = ""
    ) -> None:
        super().__init__()
        self.bindings = list(bindings)
        self.signs = signs
        self.about = about
        """What the screen is called whose keys they are; empty for a dialog."""

    @classmethod
    def of(cls, screen: Screen[object]) -> HelpScreen:
        """Make the help of a screen, or of a dialog, which keeps off the keys that hold elsewhere."""
        if not isinstance(screen, ProjectScreen):
            return cls(each for each in explained(screen) if each.action != HELP.action)
        of_screen = [each for each in explained(screen) if screen.is_for_help(each)]
        here = {each.group for each in of_screen if _means_something(screen, each)}
        # What can be done where one stands is read first.
        of_screen.sort(key=lambda each: each.group not in here)
        return cls([*of_screen, *explained(screen.app)], screen.SIGNS, title_of(screen))

    def compose(self) -> ComposeResult:
        with Vertical():
            yield LinesView([title_line(self.about)], id="title")
            yield LineList()

    def on_resize(self) -> None:
        # The frame's blank columns and the scrollbar's.
        lines = help_lines(self.bindings, self.signs, min(self.size.width, WIDTH) - 8)
        keys = self.query_one(LineList)
        keys.show(lines)
        # Above and below: the frame's blank rows, the title's two.
        keys.styles.height = max(min(len(lines), self.size.height - 4), 1)

    def action_scroll(self, by: int) -> None:
        self.query_one(LineList).scroll_relative(y=by, animate=False)


def _means_something(screen: ProjectScreen, binding: Binding) -> bool:
    _namespace, name, parameters = parse(binding.action)
    return bool(screen.check_action(name, parameters))


def title_line(about: str) -> Line:
    """What this is, and how to read on and leave."""
    return screen_title(_("Keys"), about=about, right=[Piece(_("↑ ↓ scroll   Esc back"), Role.DIM)])

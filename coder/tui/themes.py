"""Colours: one accent, one mark, one good, on a calm ground; dark and light."""

from __future__ import annotations

from collections.abc import Mapping

from rich.style import Style
from textual.color import Color
from textual.theme import Theme

from coder.tui.lines import Role

_SCROLLBARS = ("scrollbar", "scrollbar-hover", "scrollbar-active")


def _theme(name: str, *, dark: bool, ground: str, raised: str, text: str, **own: str) -> Theme:
    return Theme(
        name=name,
        primary=own["accent"],
        secondary=own["accent"],
        accent=own["accent"],
        success=own["good"],
        warning=own["mark"],
        error=own["bad"],
        foreground=text,
        background=ground,
        surface=ground,
        panel=raised,
        dark=dark,
        variables={
            "dim": own["dim"],
            "mark": own["mark"],
            "good": own["good"],
            "track": own["track"],
            "raised": raised,
            "input-cursor-background": own["accent"],
            "input-cursor-foreground": ground,
            "input-selection-background": own["track"],
            "screen-selection-background": own["track"],
            **dict.fromkeys(_SCROLLBARS, own["track"]),
        },
    )


DARK = _theme(
    "coder-dark",
    dark=True,
    ground="#16181f",
    raised="#1f2231",
    text="#d8dae2",
    dim="#7c8195",
    track="#3b3f52",
    accent="#7aa2f7",
    mark="#e0af68",
    good="#9ece6a",
    bad="#f7768e",
)
LIGHT = _theme(
    "coder-light",
    dark=False,
    ground="#fafaf7",
    raised="#ececE6",
    text="#24262e",
    dim="#6b6f7d",
    track="#c9cad2",
    accent="#2a5bc4",
    mark="#8f5a00",
    good="#33691e",
    bad="#b3261e",
)
_VARIABLES = {
    Role.TEXT: "foreground",
    Role.STRONG: "foreground",
    Role.DIM: "dim",
    Role.HEADING: "dim",
    Role.ACCENT: "accent",
    Role.MARK: "mark",
    Role.GOOD: "good",
    Role.TRACK: "track",
}
_BOLD = {Role.STRONG, Role.HEADING, Role.ACCENT}


def role_style(role: Role, variables: Mapping[str, str]) -> Style:
    """Return how a theme shows a role, on any ground."""
    return Style(color=Color.parse(variables[_VARIABLES[role]]).rich_color, bold=role in _BOLD)


def cursor_style(variables: Mapping[str, str]) -> Style:
    """Return how a theme shows the highlighted line."""
    accent, ground = Color.parse(variables["accent"]), Color.parse(variables["background"])
    return Style(color=ground.rich_color, bgcolor=accent.rich_color, bold=True)


THEMES = (DARK, LIGHT)
"""The first is where everyone starts."""

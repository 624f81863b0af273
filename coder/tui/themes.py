"""Colours: one accent, one mark, one good, on a calm ground; and themes for eyes that need more, or fewer."""

from __future__ import annotations

from collections.abc import Mapping

from rich.style import Style
from textual.color import Color
from textual.theme import Theme

from coder.messages import _
from coder.tui.pieces.lines import Role

_SCROLLBARS = ("scrollbar", "scrollbar-hover", "scrollbar-active")
_BEHIND_SCROLLBARS = (
    "scrollbar-background",
    "scrollbar-background-hover",
    "scrollbar-background-active",
    "scrollbar-corner-color",
)


PREFIX = "coder-"
"""Before the names that a user knows: the library has themes of its own."""
_ROLES_BY = "roles-by"


def _theme(
    name: str, *, dark: bool, ground: str, raised: str, text: str, hues: bool = True, **own: str
) -> Theme:
    return Theme(
        name=PREFIX + name,
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
            "rule": own["rule"],
            "raised": raised,
            _ROLES_BY: "colour" if hues else "weight",
            "input-cursor-background": own["accent"],
            "input-cursor-foreground": ground,
            "input-selection-background": own["rule"],
            "screen-selection-background": own["rule"],
            "screen-selection-foreground": text,
            **dict.fromkeys(_SCROLLBARS, own["track"]),
            **dict.fromkeys(_BEHIND_SCROLLBARS, ground),
        },
    )


DARK = _theme(
    "dark",
    dark=True,
    ground="#16181f",
    raised="#1f2231",
    text="#d8dae2",
    dim="#868ba0",
    track="#686d86",
    rule="#3b3f52",
    accent="#7aa2f7",
    mark="#e0af68",
    good="#9ece6a",
    bad="#f7768e",
)
LIGHT = _theme(
    "light",
    dark=False,
    ground="#fafaf7",
    raised="#ececE6",
    text="#24262e",
    dim="#646876",
    track="#828490",
    rule="#c9cad2",
    accent="#2a5bc4",
    mark="#8f5a00",
    good="#33691e",
    bad="#b3261e",
)
HIGH_CONTRAST = _theme(
    "high-contrast",
    dark=True,
    ground="#000000",
    raised="#1a1a1a",
    text="#ffffff",
    dim="#c8c8c8",
    track="#7a7a7a",
    rule="#555555",
    accent="#7fd4ff",
    mark="#ffd84d",
    good="#7dff8a",
    bad="#ff9c9c",
)
MONOCHROME = _theme(
    "monochrome",
    dark=True,
    hues=False,
    ground="#000000",
    raised="#1c1c1c",
    text="#ffffff",
    dim="#a8a8a8",
    track="#727272",
    rule="#555555",
    accent="#ffffff",
    mark="#ffffff",
    good="#ffffff",
    bad="#ffffff",
)
THEMES = (DARK, LIGHT, HIGH_CONTRAST, MONOCHROME)
"""In the order of the key that changes them. The first is where everyone starts."""

_VARIABLES = {
    Role.TEXT: "foreground",
    Role.STRONG: "foreground",
    Role.DIM: "dim",
    Role.HEADING: "dim",
    Role.ACCENT: "accent",
    Role.MARK: "mark",
    Role.GOOD: "good",
    Role.TRACK: "track",
    Role.DIFFERENT: "mark",
    Role.PLACED: "foreground",
    Role.CHOSEN: "mark",
    Role.CHOSEN_PLACED: "mark",
    Role.SPEAKING: "mark",
    Role.CHOSEN_SPEAKING: "mark",
    Role.CURSOR: "accent",
}
_CHOSEN = {Role.CHOSEN, Role.CHOSEN_PLACED, Role.CHOSEN_SPEAKING}
_BOLD = {Role.STRONG, Role.HEADING, Role.ACCENT, *_CHOSEN}
_UNDERLINED = {Role.DIFFERENT, Role.PLACED, Role.CHOSEN_PLACED, Role.SPEAKING, Role.CHOSEN_SPEAKING}
_BOLD_WITHOUT_HUES = _BOLD | {Role.GOOD}
_UNDERLINED_WITHOUT_HUES = _UNDERLINED | {Role.MARK}


def role_style(role: Role, variables: Mapping[str, str]) -> Style:
    """Return how a theme shows a role, on any ground; without hues, roles differ by weight and line."""
    if role is Role.CURSOR:
        return cursor_style(variables)
    color = Color.parse(variables[_VARIABLES[role]]).rich_color
    if variables.get(_ROLES_BY) == "weight":
        return Style(
            color=color,
            bold=role in _BOLD_WITHOUT_HUES,
            underline=role in _UNDERLINED_WITHOUT_HUES,
            reverse=role in _CHOSEN,
        )
    return Style(color=color, bold=role in _BOLD, underline=role in _UNDERLINED)


def cursor_style(variables: Mapping[str, str]) -> Style:
    """Return how a theme shows the highlighted line: as light on dark where all else is dark on light."""
    accent, ground = Color.parse(variables["accent"]), Color.parse(variables["background"])
    return Style(color=ground.rich_color, bgcolor=accent.rich_color, bold=True)


def theme_named(name: str) -> Theme | None:
    """Return the theme a user calls so."""
    return next((theme for theme in THEMES if theme.name == PREFIX + name), None)


def short_name(theme: Theme) -> str:
    """Return what a theme is called in the settings file."""
    return theme.name.removeprefix(PREFIX)


def theme_in_words(theme: Theme) -> str:
    """Return what a theme is called on the screen."""
    words = {
        DARK.name: _("dark"),
        LIGHT.name: _("light"),
        HIGH_CONTRAST.name: _("high contrast"),
        MONOCHROME.name: _("without colours"),
    }
    return words[theme.name]


def theme_after(name: str) -> Theme:
    """Return the theme that follows one, by its full name."""
    names = [theme.name for theme in THEMES]
    place = names.index(name) if name in names else -1
    return THEMES[(place + 1) % len(THEMES)]

"""Every theme can be read, and none says by colour alone."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.theme import Theme

from coder.tui.lines import Role, bar
from coder.tui.themes import (
    DARK,
    HIGH_CONTRAST,
    LIGHT,
    MONOCHROME,
    THEMES,
    cursor_style,
    role_style,
    theme_after,
)

ON_THEIR_OWN_GROUND = {Role.TRACK, Role.CURSOR}
TEXT_ROLES = [role for role in Role if role not in ON_THEIR_OWN_GROUND]
QUIET = {Role.DIM, Role.HEADING}


def _luminance(color: Color) -> float:
    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(value / 255) for value in (color.r, color.g, color.b))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: Color, second: Color) -> float:
    """Return the contrast ratio of WCAG 2, 1.4.3."""
    low, high = sorted((_luminance(first), _luminance(second)))
    return (high + 0.05) / (low + 0.05)


def _variables(theme: Theme) -> dict[str, str]:
    app: App[None] = App()
    app.register_theme(theme)
    app.theme = theme.name
    return app.get_css_variables()


def _least(theme: Theme, roles: Iterable[Role]) -> float:
    """Return the lowest contrast of some roles, on the ground and on what is raised from it."""
    variables = _variables(theme)
    grounds = [Color.parse(variables[name]) for name in ("background", "raised")]
    return min(contrast(_ink(role_style(role, variables)), ground) for role in roles for ground in grounds)


def _ink(style: Style) -> Color:
    assert style.color is not None
    return Color.from_rich_color(style.color)


def test_contrast_is_measured_as_published() -> None:
    assert round(contrast(Color.parse("#000"), Color.parse("#fff")), 2) == 21
    assert round(contrast(Color.parse("#777777"), Color.parse("#fff")), 2) == 4.48


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_text_can_be_read_in_every_theme(theme: Theme) -> None:
    assert _least(theme, [role for role in TEXT_ROLES if role not in QUIET]) >= 4.5
    assert _least(theme, QUIET) >= 3


@pytest.mark.parametrize("theme", [HIGH_CONTRAST, MONOCHROME], ids=lambda theme: theme.name)
def test_all_text_stands_out_sharply_where_that_was_asked_for(theme: Theme) -> None:
    assert _least(theme, TEXT_ROLES) >= 7


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_highlighted_line_can_be_read(theme: Theme) -> None:
    style = cursor_style(_variables(theme))
    assert style.bgcolor is not None
    least = 7 if theme in (HIGH_CONTRAST, MONOCHROME) else 4.5
    assert contrast(_ink(style), Color.from_rich_color(style.bgcolor)) >= least


def test_a_theme_without_colours_has_none() -> None:
    variables = _variables(MONOCHROME)
    hues = {_ink(role_style(role, variables)).hsl.s for role in Role}
    assert hues == {0}


def test_without_colours_what_matters_differs_by_weight_and_line() -> None:
    variables = _variables(MONOCHROME)

    def look(role: Role) -> tuple[bool, bool]:
        style = role_style(role, variables)
        return bool(style.bold), bool(style.underline)

    assert len({look(Role.TEXT), look(Role.GOOD), look(Role.MARK)}) == 3
    assert look(Role.ACCENT) != look(Role.TEXT)


@pytest.mark.parametrize(("share", "drawn"), [(0.5, "━━──"), (0, "────"), (1, "━━━━")])
def test_a_bar_can_be_read_without_colours(share: float, drawn: str) -> None:
    assert "".join(piece.text for piece in bar(share, 4)) == drawn


def test_the_key_goes_round_all_themes() -> None:
    seen = [DARK]
    while theme_after(seen[-1].name) is not DARK:
        seen.append(theme_after(seen[-1].name))
    assert tuple(seen) == THEMES
    assert theme_after("gone") is DARK

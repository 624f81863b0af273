"""Every theme can be read, and none says by colour alone."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.theme import Theme

from coder.tui.pieces.lines import Role, bar
from coder.tui.themes import (
    DARK,
    HIGH_CONTRAST,
    MONOCHROME,
    THEMES,
    cursor_style,
    role_style,
    theme_after,
)
from tests.tui.contrast import contrast

ON_THEIR_OWN_GROUND = {Role.TRACK, Role.CURSOR}
TEXT_ROLES = [role for role in Role if role not in ON_THEIR_OWN_GROUND]
GROUNDS = ("background", "raised")
"""What text stands on: the screen, and what is raised from it."""
SHARP = (HIGH_CONTRAST, MONOCHROME)


_variables_of: dict[str, dict[str, str]] = {}


def _variables(theme: Theme) -> dict[str, str]:
    if theme.name not in _variables_of:
        app: App[None] = App()
        app.register_theme(theme)
        app.theme = theme.name
        _variables_of[theme.name] = app.get_css_variables()
    return _variables_of[theme.name]


def _least(theme: Theme, roles: Iterable[Role], on: Iterable[str]) -> float:
    """Return the lowest contrast of some roles on some grounds."""
    variables = _variables(theme)
    grounds = [Color.parse(variables[name]) for name in on]
    return min(contrast(_ink(role_style(role, variables)), ground) for role in roles for ground in grounds)


def _ink(style: Style) -> Color:
    assert style.color is not None
    return Color.from_rich_color(style.color)


def test_contrast_is_measured_as_published() -> None:
    assert round(contrast(Color.parse("#000"), Color.parse("#fff")), 2) == 21
    assert round(contrast(Color.parse("#777777"), Color.parse("#fff")), 2) == 4.48


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("role", TEXT_ROLES)
def test_every_role_can_be_read_on_every_ground(theme: Theme, role: Role) -> None:
    assert _least(theme, [role], GROUNDS) >= (7 if theme in SHARP else 4.5)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_what_the_mouse_has_marked_can_be_read(theme: Theme) -> None:
    variables = _variables(theme)
    ink = Color.parse(variables["screen-selection-foreground"])
    for ground in ("screen-selection-background", "input-selection-background"):
        assert contrast(ink, Color.parse(variables[ground])) >= (7 if theme in SHARP else 4.5)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_thin_marks_stand_out(theme: Theme) -> None:
    assert _least(theme, [Role.TRACK], GROUNDS) >= 3
    track = Color.parse(_variables(theme)["scrollbar"])
    assert contrast(track, Color.parse(_variables(theme)["background"])) >= 3


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_highlighted_line_can_be_read(theme: Theme) -> None:
    style = cursor_style(_variables(theme))
    assert style.bgcolor is not None
    least = 7 if theme in SHARP else 4.5
    assert contrast(_ink(style), Color.from_rich_color(style.bgcolor)) >= least


def test_a_theme_without_colours_has_none() -> None:
    variables = _variables(MONOCHROME)
    hues = {_ink(role_style(role, variables)).hsl.s for role in Role}
    assert hues == {0}


def test_without_colours_what_matters_differs_by_weight_and_line() -> None:
    looks = {role: _look(role, MONOCHROME) for role in Role}
    assert len({looks[Role.TEXT], looks[Role.GOOD], looks[Role.MARK]}) == 3
    plain = {role for role in Role if looks[role] == looks[Role.TEXT]}
    assert plain == {Role.TEXT, Role.DIM, Role.TRACK}


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_what_is_marked_within_a_text_is_marked_by_more_than_colour(theme: Theme) -> None:
    in_texts = (
        *(Role.DIFFERENT, Role.PLACED, Role.CHOSEN, Role.CHOSEN_PLACED),
        *(Role.SPEAKING, Role.CHOSEN_SPEAKING, Role.CURSOR),
    )
    looks = [_look(role, theme) for role in in_texts]
    assert _look(Role.TEXT, theme) not in looks
    assert _look(Role.CHOSEN, theme) != _look(Role.PLACED, theme) != _look(Role.CHOSEN_PLACED, theme)


def _look(role: Role, theme: Theme) -> tuple[bool, bool, bool]:
    style = role_style(role, _variables(theme))
    return bool(style.bold), bool(style.underline), bool(style.reverse)


@pytest.mark.parametrize(("share", "drawn"), [(0.5, "━━──"), (0, "────"), (1, "━━━━")])
def test_a_bar_can_be_read_without_colours(share: float, drawn: str) -> None:
    assert "".join(piece.text for piece in bar(share, 4)) == drawn


def test_the_key_goes_round_all_themes() -> None:
    seen = [DARK]
    while theme_after(seen[-1].name) is not DARK:
        seen.append(theme_after(seen[-1].name))
    assert tuple(seen) == THEMES
    assert theme_after("gone") is DARK

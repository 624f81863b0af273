"""How well signs stand out from what they stand on, as WCAG 2 measures it."""

from __future__ import annotations

from collections.abc import Iterator

from rich.style import Style
from textual.color import Color
from textual.screen import ModalScreen, Screen

THIN = frozenset("─━│┃┼╌▌▁▂▃▄▅▆▇█▔▏▎▍▊▋▉╺╸●○•|-·›▸▾◂")
"""Marks rather than letters."""
RULES = frozenset("─│▌▐┃")


def contrast(first: Color, second: Color) -> float:
    """Return the contrast ratio of WCAG 2, 1.4.3."""
    low, high = sorted((_luminance(first), _luminance(second)))
    return (high + 0.05) / (low + 0.05)


def painted(screen: Screen[object]) -> Iterator[tuple[str, Style]]:
    """Return what is painted; of a dialog only the dialog, for the screen below is dimmed."""
    strips = screen._compositor.render_strips()
    shown = screen.children[0].region if isinstance(screen, ModalScreen) else screen.region
    for row in strips[shown.y : shown.bottom]:
        for segment in row.crop(shown.x, shown.right):
            if segment.text.strip() and segment.style is not None:
                yield segment.text, segment.style


def faint(screen: Screen[object], least: float) -> list[str]:
    """Return what stands out less than it should: letters by ``least``, thin marks by 3 : 1.

    Rules between parts of a screen say nothing, and are as quiet as they like.
    """
    found = []
    rule = Color.parse(screen.app.theme_variables["rule"])
    for text, style in painted(screen):
        ink, ground = _colours(style)
        if ink == rule and set(text.strip()) <= RULES:
            continue
        measured = contrast(ink, ground)
        wanted = 3 if set(text.strip()) <= THIN else least
        if measured < wanted - 0.01:
            found.append(f"{text.strip()[:40]!r} {ink.hex} on {ground.hex}: {measured:.2f}")
    return sorted(set(found))


def _colours(style: Style) -> tuple[Color, Color]:
    ink = Color.parse("white") if style.color is None else Color.from_rich_color(style.color)
    ground = Color.parse("black") if style.bgcolor is None else Color.from_rich_color(style.bgcolor)
    return (ground, ink) if style.reverse else (ink, ground)


def _luminance(color: Color) -> float:
    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(value / 255) for value in (color.r, color.g, color.b))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

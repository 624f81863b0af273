"""Draw what ``benchmarks.key_latency`` has measured: cost against size, a panel for each thing done.

python -m benchmarks.latency_plot results.json docs/latency.svg
"""

from __future__ import annotations

import json
import math
import statistics
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

WIDTH, HEIGHT, LEFT, TOP, GAP = 240, 150, 46, 58, 34
COLUMNS = 3
SHADES = {60: "#7fb3d5", 400: "#2e86c1", 4_000: "#1b4f72"}
GOAL = "#999999"


@dataclass(frozen=True)
class Panel:
    """What is drawn, beside which rival, and what it may cost."""

    title: str
    name: str
    goal: float
    rival: str = ""


PANELS = (
    Panel("first paint, x an empty program", "first paint", 1.6, "empty program"),
    Panel("first answer's text, x an empty program", "first answer", 3, "empty program"),
    Panel("memory, MB", "memory", 150),
    Panel("filter letter, x a minimal filter", "filter letter", 1.5, "its filter"),
    Panel("set code, x a minimal program's key", "set code", 2, "its key"),
    Panel("next answer, x a minimal program's key", "next answer", 2, "its key"),
)


def drawn(found: Sequence[dict[str, Any]]) -> str:
    """Return the whole picture as SVG."""
    rows = math.ceil(len(PANELS) / COLUMNS)
    width = LEFT + COLUMNS * (WIDTH + GAP + LEFT)
    height = TOP + rows * (HEIGHT + GAP * 2)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" '
        f'font-size="11" fill="#333"><rect width="{width}" height="{height}" fill="#fff"/>',
        *_legend(),
    ]
    for number, panel in enumerate(PANELS):
        column, row = number % COLUMNS, number // COLUMNS
        x, y = LEFT + column * (WIDTH + GAP + LEFT), TOP + row * (HEIGHT + GAP * 2)
        parts.append(f'<g transform="translate({x},{y})">')
        parts += _panel(panel, found)
        parts.append("</g>")
    return "\n".join([*parts, "</svg>"]) + "\n"


def _legend() -> Iterator[str]:
    x = LEFT
    for codes, shade in SHADES.items():
        yield f'<circle cx="{x + 4}" cy="16" r="4" fill="{shade}"/>'
        yield f'<text x="{x + 14}" y="20">{codes:,} codes</text>'.replace(",", " ")
        x += 100
    yield f'<path d="M{x} 16h20" stroke="{GOAL}" stroke-dasharray="4 3"/>'
    yield f'<text x="{x + 26}" y="20">what it may cost at most; across: answers</text>'


def _panel(panel: Panel, found: Sequence[dict[str, Any]]) -> Iterator[str]:
    top = _round_up(max(panel.goal, *(_value(one, panel) for one in found)))
    yield f'<text x="0" y="-10" font-weight="bold">{panel.title}</text>'
    for share in (0, 0.5, 1):
        y = HEIGHT - HEIGHT * share
        yield f'<path d="M0 {y:.0f}h{WIDTH}" stroke="#e5e5e5"/>'
        yield f'<text x="-6" y="{y + 4:.0f}" text-anchor="end">{top * share:g}</text>'
    for answers in sorted({one["answers"] for one in found}):
        label = f"{answers:,}".replace(",", " ")
        yield f'<text x="{_across(answers):.0f}" y="{HEIGHT + 16}" text-anchor="middle">{label}</text>'
    for codes, shade in SHADES.items():
        rows = sorted((one for one in found if one["codes"] == codes), key=lambda one: one["answers"])
        points = [(_across(one["answers"]), HEIGHT * (1 - _value(one, panel) / top)) for one in rows]
        yield f'<path d="{_path(points)}" fill="none" stroke="{shade}" stroke-width="2"/>'
        yield from (f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{shade}"/>' for x, y in points)
    goal = HEIGHT * (1 - panel.goal / top)
    yield f'<path d="M0 {goal:.1f}h{WIDTH}" stroke="{GOAL}" stroke-dasharray="4 3"/>'


def _value(one: dict[str, Any], panel: Panel) -> float:
    """Return the ratio of the medians, or the memory in megabytes."""
    if not panel.rival:
        return float(one["memory"])
    ours, rival = (statistics.median(one["seconds"][name]) for name in (panel.name, panel.rival))
    return float(ours / rival)


def _across(answers: int) -> float:
    """Return where a number of answers stands, from 100 to 100 000 by powers."""
    return 16 + (WIDTH - 32) * (math.log10(answers) - 2) / 3


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "".join(f"{'M' if number == 0 else 'L'}{x:.1f} {y:.1f}" for number, (x, y) in enumerate(points))


def _round_up(value: float) -> float:
    step = 10.0 ** math.floor(math.log10(value))
    return next(step * times for times in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if step * times >= value)


def main() -> None:
    """Read, draw, write."""
    found = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    Path(sys.argv[2]).write_text(drawn(found), encoding="utf-8")


if __name__ == "__main__":
    main()

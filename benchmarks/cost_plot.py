"""Draw what ``benchmarks.shared_acts`` has measured: cost against size, a panel to each act, log scales."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

ACTS = {
    "take_in": "import a survey",
    "open": "start and open",
    "make_code": "make a code",
    "set_code": "set a code on an answer",
    "read": "read all codings",
    "table": "count a table",
    "write_csv": "codings to CSV",
    "write_qdpx": "project to REFI-QDA",
}
"""What is drawn, in this order, by the name of the act."""
LOOKS = {
    "coder": ("#1b4f72", "o", "-"),
    "qc": ("#c0392b", "s", "--"),
    "Taguette": ("#7d6608", "^", "-."),
    "QualCoder": ("#6c3483", "D", ":"),
}
"""Colour, mark and line of each program: told apart also in print without colours."""
COLUMNS = 4


def draw(records: Sequence[dict[str, Any]], path: Path) -> None:
    """Write the picture as SVG; its letters stay letters, and the same figures give the same bytes."""
    import matplotlib as mpl

    mpl.use("Agg")
    mpl.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "cost", "font.size": 9})
    from matplotlib.figure import Figure

    acts = [act for act in ACTS if any(each["act"] == act for each in records)]
    rows = -(-len(acts) // COLUMNS)
    figure = Figure(figsize=(3 * COLUMNS, 2.7 * rows + 0.4), layout="constrained")
    axes = figure.subplots(rows, COLUMNS, squeeze=False).ravel()
    for ax, act in zip(axes, acts, strict=False):
        ax.set(title=ACTS[act], xscale="log", yscale="log")
        ax.grid(visible=True, which="major", color="#e0e0e0", linewidth=0.6)
        for program, (colour, mark, line) in LOOKS.items():
            points = _points(records, program, act)
            if points:
                sizes, seconds = zip(*points, strict=True)
                ax.plot(sizes, seconds, line, marker=mark, color=colour, label=program, markersize=4)
    for ax in axes[len(acts) :]:
        ax.set_visible(False)
    for ax in axes[::COLUMNS]:
        ax.set_ylabel("seconds")
    for ax in axes[: len(acts)][-COLUMNS:]:
        ax.set_xlabel("answers")
    found: dict[str, Any] = {}
    for ax in axes[: len(acts)]:
        found.update((name, handle) for handle, name in zip(*ax.get_legend_handles_labels(), strict=True))
    named = [name for name in LOOKS if name in found]
    figure.legend([found[name] for name in named], named, loc="outside upper left", ncols=4, frameon=False)
    figure.savefig(path, format="svg", metadata={"Date": None})


def _points(records: Iterable[dict[str, Any]], program: str, act: str) -> list[tuple[int, float]]:
    return sorted(
        (each["answers"], statistics.median(each["seconds"]))
        for each in records
        if each["program"] == program and each["act"] == act and each["seconds"]
    )

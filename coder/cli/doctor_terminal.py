"""What the terminal at hand can show."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Mapping

from coder.messages import _
from coder.usecases.project.doctor import Found, State, utf8_everywhere

COMFORTABLE = (80, 24)


def terminal_found(environment: Mapping[str, str] = os.environ) -> Iterator[Found]:
    """Look at the terminal; without one, commands work and screens do not."""
    yield _signs()
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        told = _("No terminal here: commands work, the screens need one.")
        yield Found("terminal", State.NOTE, told)
        return
    if environment.get("TERM") == "dumb":
        told = _("This terminal cannot place text.")
        yield Found("terminal", State.TROUBLE, told, _("Use another, or set TERM to what it is."))
        return
    yield _size(*shutil.get_terminal_size())
    yield _colours(environment)


def _size(columns: int, rows: int) -> Found:
    from coder.tui.pieces.too_small import LEAST_HEIGHT, LEAST_WIDTH

    told = _("terminal of {columns} × {rows}").format(columns=columns, rows=rows)
    if columns < LEAST_WIDTH or rows < LEAST_HEIGHT:
        need = _("The screens need at least {columns} × {rows}.")
        return Found("size", State.TROUBLE, told, need.format(columns=LEAST_WIDTH, rows=LEAST_HEIGHT))
    if columns < COMFORTABLE[0] or rows < COMFORTABLE[1]:
        need = _("More is seen at {columns} × {rows} and above.")
        return Found("size", State.NOTE, told, need.format(columns=COMFORTABLE[0], rows=COMFORTABLE[1]))
    return Found("size", State.WELL, told)


def _colours(environment: Mapping[str, str]) -> Found:
    if environment.get("NO_COLOR"):
        return Found("colours", State.WELL, _("no colours, as NO_COLOR asks"))
    is_full = environment.get("COLORTERM", "").lower() in ("truecolor", "24bit")
    if is_full or "WT_SESSION" in environment:
        return Found("colours", State.WELL, _("all colours"))
    kind = environment.get("TERM", "")
    told = _("256 colours") if "256" in kind else _("few colours")
    advice = _("If the terminal can show more, say so with COLORTERM=truecolor.")
    return Found("colours", State.NOTE, told, advice)


def _signs() -> Found:
    if utf8_everywhere():
        return Found("letters", State.WELL, _("UTF-8"))
    told = _("What is printed is not UTF-8: letters and signs may come out wrong.")
    return Found("letters", State.TROUBLE, told, _("Set LANG=nb_NO.UTF-8, or PYTHONUTF8=1."))

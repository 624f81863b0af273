"""Who has the project open now, as `coder project info` tells it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from coder.messages import _
from coder.text.safe import safe_line

if TYPE_CHECKING:
    from coder.store.sittings import Seated


def working_as_json(seated: Sequence[Seated]) -> list[dict[str, str | None]]:
    """Return who works now, for machines; ``since`` is UTC."""
    return [
        {"coder": each.coder, "question": each.question, "place": each.place, "since": each.since}
        for each in seated
    ]


def working_lines(seated: Sequence[Seated]) -> list[str]:
    """Say who works now, a line each."""
    return [_line(each) for each in seated]


def _line(each: Seated) -> str:
    since = datetime.fromisoformat(each.since).astimezone().strftime("%H:%M")
    place = _("in a browser") if each.place == "browser" else _("in a terminal")
    if each.question is None:
        told = _("Has it open: {coder}, {place}, since {time}")
        return told.format(coder=safe_line(each.coder), place=place, time=since)
    told = _("Has it open: {coder}, at «{question}», {place}, since {time}")
    return told.format(
        coder=safe_line(each.coder), question=safe_line(each.question), place=place, time=since
    )

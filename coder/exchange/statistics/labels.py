"""Labels as a package takes them: on one line, no longer than it allows, and no two alike."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from coder.domain.loss import Losses
from coder.exchange.statistics.columns import Column
from coder.messages import _

CUT = "…"
_BLANKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_NO_NAME = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class LabelRule:
    """How long labels may be; none of these packages says when it cuts one."""

    variable: int
    value: int
    size: Callable[[str], int]
    """How a label's length is counted."""


def in_bytes(text: str) -> int:
    """Return the length of a text in UTF-8."""
    return len(text.encode(errors="replace"))


SPSS = LabelRule(variable=256, value=120, size=in_bytes)
STATA = LabelRule(variable=80, value=32_000, size=len)


def one_line(text: str) -> str:
    """Return a text without line breaks and other signs a label cannot hold."""
    return _BLANKS.sub(" ", text).strip()


def file_name(name: str) -> str:
    """Return the name of a file as it is, but for what no line of commands can hold."""
    return _NO_NAME.sub(" ", name)


def cut(text: str, longest: int, size: Callable[[str], int], tail: str = CUT) -> str:
    """Return a text that is no longer than allowed, whole signs only; what was cut ends in ``tail``."""
    if size(text) <= longest:
        return text
    room = longest - size(tail)
    text = text[:room]
    while size(text) > room:
        text = text[: -max(1, (size(text) - room) // 4)]
    return text.rstrip() + tail


def variable_labels(columns: Sequence[Column], rule: LabelRule, losses: Losses) -> dict[str, str]:
    """Return the label of each variable by its name; one that would read like another ends in its name.

    SPSS and PSPP tell no two labels of a set apart by case alone.
    """
    told = _("Labels of variables are cut, since the format takes no longer ones.")
    wanted = {column.name: one_line(column.label) for column in columns}
    found = {name: cut(label, rule.variable, rule.size) for name, label in wanted.items()}
    for name, label in wanted.items():
        if found[name] != label:
            losses.add(told, label)
    alike = Counter(label.casefold() for label in found.values())
    for name, label in found.items():
        if alike[label.casefold()] > 1:
            tail = f" [{name}]"
            room = rule.variable - rule.size(tail)
            found[name] = cut(label, room, rule.size) + tail
    return found


def value_labels(column: Column, rule: LabelRule, losses: Losses) -> dict[int, str]:
    """Return the labels of a variable's values, lowest first."""
    told = _("Labels of values are cut, since the format takes no longer ones.")
    found: dict[int, str] = {}
    for each in sorted(column.labels, key=lambda each: each.value):
        wanted = one_line(each.label)
        found[each.value] = cut(wanted, rule.value, rule.size)
        if found[each.value] != wanted:
            losses.add(told, wanted)
    return found

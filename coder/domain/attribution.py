"""Who a quotation is attributed to: words around background values, never the respondent itself."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from coder.messages import _

_PLACE = re.compile(r"\{([^{}]+)\}")
_NUMBER = r"(\d{1,3}(?:[ \u00a0\u202f.]\d{3})+|\d+)"
_UNDER = re.compile(rf"(?:<|under|færre enn|mindre enn)\s*{_NUMBER}", re.IGNORECASE)
_BETWEEN = re.compile(rf"{_NUMBER}\s*(?:-|–|—|til|to)\s*{_NUMBER}", re.IGNORECASE)
_AT_LEAST = re.compile(
    rf"(?:>=|≥|minst|at least)\s*{_NUMBER}|{_NUMBER}\s*(?:\+|(?:og|eller|and|or)\s+"
    r"(?:større|over|mer|meir|flere|fleire|oppover|more|larger|above))",
    re.IGNORECASE,
)
_GROUPED_FROM = 10_000
_NO_BREAK = "\u00a0"
_JOINED = "\u2060"
"""Keeps a line from breaking after the sign before it."""


def variables_named(template: str) -> tuple[str, ...]:
    """Return the background variables a template names, in order.

    >>> variables_named("kommune med {storrelse} innbyggere i {fylke}")
    ('storrelse', 'fylke')
    """
    return tuple(match[1].strip() for match in _PLACE.finditer(template))


def size_words(variable: str) -> str:
    """Return the usual template: words for a size of municipalities, with this variable in braces."""
    return _("municipality with {size} inhabitants").replace("{size}", f"{{{variable}}}")


def attribution(template: str, background: Mapping[str, str]) -> str:
    """Return the words beside a quotation; none at all where a value they need is not known.

    Where the usual words stand around a level that is no size («Bydeler i Oslo»), the level stands without
    them. All other words of a template stand as they are.
    """
    if any(not background.get(name) for name in variables_named(template)):
        return ""
    said = _usual_words().sub(lambda match: _bare_if_no_size(match, background), template)
    return _PLACE.sub(lambda match: level_in_words(background[match[1].strip()]), said)


def names_no_size(template: str, background: Mapping[str, str], sizes: Collection[str]) -> bool:
    """Tell whether words of one's own stand around a level that is no size, of a variable of sizes.

    Args:
        template: The words, with variables in braces.
        background: Levels by variable.
        sizes: The variables that are sizes, as ``are_sizes`` tells.
    """
    own = _usual_words().sub("", template)
    if not any(sign.isalpha() for sign in _PLACE.sub("", own)):
        return False
    named = set(variables_named(own)) & set(sizes)
    return any(background.get(name) and not is_size(background[name]) for name in named)


def _usual_words() -> re.Pattern[str]:
    before, after = map(re.escape, size_words("\n").split("{\n}"))
    return re.compile(rf"{before}\{{([^{{}}]+)\}}{after}", re.IGNORECASE)


def _bare_if_no_size(match: re.Match[str], background: Mapping[str, str]) -> str:
    return match[0] if is_size(background[match[1].strip()]) else f"{{{match[1]}}}"


def level_in_words(level: str) -> str:
    """Return a level as running text says it; one that is no range of numbers as it is.

    >>> level_in_words("2000-5000").replace("\\u2060", ""), level_in_words("Nordland")
    ('2000–5000', 'Nordland')
    """
    written = level.strip()
    if found := _UNDER.fullmatch(written):
        return _("under {n}").format(n=_grouped(_digits(found[1])))
    if found := _AT_LEAST.fullmatch(written):
        return _("at least {n}").format(n=_grouped(_digits(found[1] or found[2])))
    if found := _BETWEEN.fullmatch(written):
        first, last = _digits(found[1]), _digits(found[2])
        apart = max(first, last) >= _GROUPED_FROM
        return f"{_grouped(first, apart=apart)}–{_JOINED}{_grouped(last, apart=apart)}"
    return level


def is_size(level: str) -> bool:
    """Tell whether a level is a range of numbers of people."""
    return any(each.fullmatch(level.strip()) for each in (_UNDER, _AT_LEAST, _BETWEEN))


def are_sizes(levels: Iterable[str]) -> bool:
    """Tell whether levels are ranges of numbers of people: at least two of them, and all but at most one.

    That one is those who have no size of their own, as «Bydeler i Oslo» among municipalities.
    """
    told = [is_size(level) for level in levels]
    return sum(told) > 1 and told.count(False) <= 1


def _digits(written: str) -> int:
    return int("".join(sign for sign in written if sign.isdigit()))


def _grouped(number: int, *, apart: bool | None = None) -> str:
    if number < 1000 or not (number >= _GROUPED_FROM if apart is None else apart):
        return str(number)
    return f"{number:,}".replace(",", _NO_BREAK)

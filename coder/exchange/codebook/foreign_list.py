"""Lists of codes as others lay them out: what columns are called, and themes written once."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate, pairwise

from coder.exchange.loose_names import plain_header

_WORDS: Mapping[str, tuple[str, ...]] = {
    "theme": (
        "hovedtema", "hovudtema", "hovedkode", "hovudkode", "hovedkategori", "hovudkategori", "overkategori",
        "overordnet.*", "overordna.*", "tema", "theme", "main theme", "main code", "main category", "parent",
        "forelder", "nivå 1", "level 1", "gruppe", "group",
    ),
    "code": (
        "undertema", "underkode", "underkategori", "kode", "koder", "kodar", "kodenavn", "kodenamn", "navn",
        "namn", "name", "code", "codes", "code name", "sub ?theme", "sub ?code", "sub ?category", "kategori",
        "category", "etikett", "label", "value label", "nivå 2", "level 2", "merkelapp", "tekst", "text",
        "kortnavn",
    ),
    "number": (
        "nr", "nummer", "kodenr", "kodenummer", "kode nr", "kode nummer", "number", "no", "code no",
        "code number", "id", "kode id", "code id", "verdi", "value", "tall",
    ),
    "definition": (
        "definisjon", "definisjonar", "definition", "beskrivelse", "skildring", "forklaring", "description",
        "betydning", "tyding", "innhold", "innhald", "meaning", "memo", "merknad", "kommentar", "notat",
    ),
    "use_when": (
        "bruk når", "brukes når", "brukast når", "use when", "when to use", "inkluderer", "inkluder",
        "include", "includes", "inclusion",
    ),
    "not_when": (
        "ikke bruk.*", "ikkje bruk.*", "brukes ikke.*", "not when", "when not to use", "ekskluderer",
        "ekskluder", "exclude", "excludes", "exclusion",
    ),
    "examples": (
        "eksempel", "eksempler", "eksempla", "døme", "example", "examples", "sitat", "sitater",
        "typiske svar",
    ),
    "aliases": (
        "alias", "aliaser", "synonym", "synonymer", "synonymar", "synonyms", "også kalt", "stikkord",
        "keywords",
    ),
}  # fmt: skip
_PATTERNS = {field: re.compile("|".join(words)) for field, words in _WORDS.items()}
_NUMBERS = re.compile(r"\d{1,6}(?:[.,]\d{1,3})*\.?")


def places_called(names: Sequence[str]) -> dict[str, int]:
    """Return which column is called as what of codes: theme, code, number, definition, …; the first of each.

    >>> places_called(["Tema", "Kode", "Forklaring"])
    {'theme': 0, 'code': 1, 'definition': 2}
    """
    plain = [plain_header(name) for name in names]
    found: dict[str, int] = {}
    for field, pattern in _PATTERNS.items():
        for place, name in enumerate(plain):
            if place not in found.values() and pattern.fullmatch(name):
                found[field] = place
                break
    return found


def places_meant(names: Sequence[str], values: Callable[[int], Sequence[str]]) -> dict[str, int]:
    """Return which column holds what of codes, by its name and its cells.

    A theme without codes is the code; numbers beside names are the codes' numbers.

    Args:
        names: Of the columns.
        values: Gives the cells of the column at a place.
    """
    found = places_called(names)
    if "code" not in found and "theme" in found:
        found["code"] = found.pop("theme")
    code = found.get("code")
    if code is not None and _are_numbers(values(code)):
        place = _beside_number(names, values, found)
        if place is not None:
            found = {field: each for field, each in found.items() if each != place}
            found |= {"number": code, "code": place}
    return found


def _beside_number(
    names: Sequence[str], values: Callable[[int], Sequence[str]], found: Mapping[str, int]
) -> int | None:
    """Return the column of the names that go with numbers: one called so, a definition, any text, a theme."""

    def is_text(place: int) -> bool:
        return any(values(place)) and not _are_numbers(values(place))

    free = [place for place in range(len(names)) if place not in found.values() and is_text(place)]
    named = [place for place in free if _PATTERNS["code"].fullmatch(plain_header(names[place]))]
    others = [found["definition"]] if "definition" in found else []
    theme = [found["theme"]] if "theme" in found and is_text(found["theme"]) else []
    return next(iter((*named, *others, *free, *theme)), None)


def themes_going_on(themes: Sequence[str]) -> list[str]:
    """Return the theme of each row; one written once, above its codes, goes on for the blank cells below.

    >>> themes_going_on(["Tid", "", "Folk", ""])
    ['Tid', 'Tid', 'Folk', 'Folk']
    >>> themes_going_on(["Tid", "Tid", ""])
    ['Tid', 'Tid', '']
    """
    if any(theme and theme == before for before, theme in pairwise(themes)):
        return list(themes)
    return list(accumulate(themes, _theme_or_above))


def _theme_or_above(above: str, theme: str) -> str:
    return theme or above


def _are_numbers(cells: Sequence[str]) -> bool:
    filled = [cell.strip() for cell in cells if cell.strip()]
    return bool(filled) and all(map(_NUMBERS.fullmatch, filled))

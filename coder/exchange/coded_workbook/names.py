"""Which code a name in a cell means, however it was typed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from coder.domain.codebook import PATH_SEPARATOR, nearest_names
from coder.exchange.loose_names import loosely

Path = tuple[str, ...]
"""The names of a code from the theme down."""

LONGEST_COMPARED = 200
"""Characters up to which the nearest names of an unknown one are looked for."""

_OUTLINE = re.compile(r"(\d{1,4}(?:\.\d{1,3}){0,3})\s*[.):]?\s+(\D.*)", re.DOTALL)


class How(StrEnum):
    """In what way a written name led to a code."""

    EXACTLY = "exactly"
    LOOSELY = "loosely"
    """But for case, blanks, hyphens or quotes."""
    BY_NUMBER = "by number"
    BY_ALIAS = "by alias"
    BY_DECISION = "by decision"
    """A person said so."""


@dataclass(frozen=True)
class Found:
    """A code, and how it was found."""

    path: Path
    how: How


@dataclass(frozen=True)
class Several:
    """That a name fits several codes."""

    paths: tuple[Path, ...]


def written(path: Iterable[str]) -> str:
    """Return the names of a path joined as the program writes them."""
    return PATH_SEPARATOR.join(path)


class KnownCodes:
    """The codes there are: those of the project, those of the workbook's own list, those to be made."""

    def __init__(self) -> None:
        self._paths: dict[tuple[str, ...], Path] = {}
        self._tails: dict[str, list[Path]] = defaultdict(list)
        self._numbers: dict[str, Path] = {}
        self._aliases: dict[str, list[Path]] = defaultdict(list)

    def __bool__(self) -> bool:
        """Tell whether there is any code."""
        return bool(self._paths)

    def add(self, path: Path, *, number: str = "", aliases: Iterable[str] = ()) -> Path:
        """Add a code, and those above it; return it as it was added first."""
        key: tuple[str, ...] = ()
        for depth in range(1, len(path) + 1):
            above = self._paths.get(key, ())
            key = (*key, loosely(path[depth - 1]))
            if key not in self._paths:
                self._paths[key] = (*above, path[depth - 1])
                self._tails[key[-1]].append(self._paths[key])
                self._add_outline(self._paths[key])
        there = self._paths[key]
        if number.strip():
            self._numbers.setdefault(loosely(number), there)
        for alias in aliases:
            if there not in self._aliases[loosely(alias)]:
                self._aliases[loosely(alias)].append(there)
        return there

    def _add_outline(self, path: Path) -> None:
        """Let «2.1 Nav» be meant by «2.1» and by «Nav»."""
        outline = _OUTLINE.fullmatch(path[-1].strip())
        if outline:
            self._numbers.setdefault(outline[1], path)
            self._aliases[loosely(outline[2])].append(path)

    def find(self, names: Sequence[str]) -> Found | Several | None:
        """Return the code that names, from some theme down to the code, lead to."""
        key = tuple(map(loosely, names))
        if not key or not all(key):
            return None
        path = self._paths.get(key)
        if path is not None:
            return Found(path, How.EXACTLY if path == tuple(names) else How.LOOSELY)
        below = [path for path in self._tails.get(key[-1], ()) if _leads(path, key[:-1])]
        if below:
            how = How.EXACTLY if below[0][-1] == names[-1] else How.LOOSELY
            return Found(below[0], how) if len(below) == 1 else Several(tuple(below))
        if len(key) == 1 and key[0] in self._numbers:
            return Found(self._numbers[key[0]], How.BY_NUMBER)
        aliased = [path for path in self._aliases.get(key[-1], ()) if _leads(path, key[:-1])]
        if aliased:
            return Found(aliased[0], How.BY_ALIAS) if len(aliased) == 1 else Several(tuple(aliased))
        return None

    def is_number(self, name: str) -> bool:
        """Tell whether a name is a number the list gives a code."""
        return loosely(name) in self._numbers

    def has_numbers(self) -> bool:
        """Tell whether the list gives codes numbers."""
        return bool(self._numbers)

    def paths(self) -> tuple[Path, ...]:
        """Return all codes in the order they were added."""
        return tuple(self._paths.values())

    def nearest(self, name: str) -> tuple[Path, ...]:
        """Return up to three codes that look like a name, the most alike first."""
        if len(name) > LONGEST_COMPARED:
            return ()
        by_written = {written(path): path for path in self._paths.values()}
        return tuple(by_written[near] for near in nearest_names(name, by_written))


def _leads(path: Path, above: tuple[str, ...]) -> bool:
    """Tell whether the names above a code come, in their order, on the way to it."""
    rest = iter(loosely(name) for name in path[:-1])
    return all(name in rest for name in above)

"""Names no two of which are the same, as other programs want them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from coder.domain.codebook import name_key

_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')
LONGEST_FILE_NAME = 100


def distinct_names(
    names: Iterable[str],
    taken: Iterable[str] = (),
    *,
    key: Callable[[str], str] = name_key,
    longest: int | None = None,
) -> list[str]:
    """Return the names in their order; one that is there already has a number behind it.

    >>> distinct_names(["Annet", "Annet", "Penger"])
    ['Annet', 'Annet (2)', 'Penger']

    Args:
        names: As wanted.
        taken: Names that are given away already.
        key: What must differ.
        longest: How many characters a name may have, its number among them; longer ones are cut.
    """
    wanted = [name if longest is None else name[:longest].rstrip() for name in names]
    # A name that stands there by itself is never given to another with a number behind it.
    own = {key(name) for name in wanted}
    used = {key(name) for name in taken}
    next_number: dict[str, int] = {}
    found = []
    for name in wanted:
        chosen = name
        if key(name) in used:
            number = next_number.get(name, 2)
            while key(chosen := _numbered(name, number, longest)) in used or key(chosen) in own:
                number += 1
            next_number[name] = number + 1
        used.add(key(chosen))
        found.append(chosen)
    return found


def _numbered(name: str, number: int, longest: int | None) -> str:
    tail = f" ({number})"
    return name + tail if longest is None else name[: longest - len(tail)].rstrip() + tail


def caseless(name: str) -> str:
    """Return what must differ between files in one folder, on every system."""
    return name_key(name).casefold()


def file_safe(name: str) -> str:
    """Return a name that can be a file's on every system."""
    clean = " ".join(_UNSAFE.sub(" ", name).split())[:LONGEST_FILE_NAME].strip(" .")
    return clean or "-"

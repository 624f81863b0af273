"""Which kind a code's name speaks of: a hint to a person, never what a code becomes by itself."""

from __future__ import annotations

import re

from coder.domain.codebook import CodeKind, name_key

_NAMES = {
    CodeKind.OTHER: ("annet", "anna", "diverse", "other"),
    CodeKind.DONT_KNOW: ("vet ikke", "veit ikke", "veit ikkje", "don't know", "do not know"),
    CodeKind.NO_CONTENT: ("uten innhold", "utan innhald", "tomt svar", "ingen kommentar", "no content"),
    CodeKind.NOT_CODABLE: (
        "uklart svar",
        "uklart",
        "uforståelig",
        "ikke kodbar",
        "ikkje kodbar",
        "unclear answer",
        "not codable",
    ),
}
_KIND_OF = {name: kind for kind, names in _NAMES.items() for name in names}
_MORE = re.compile(r"\s*[/,(:;].*")


def kind_by_name(name: str) -> CodeKind | None:
    """Return the kind that a name speaks of, if any.

    >>> kind_by_name("Vet ikke/usikker"), kind_by_name("Annet arbeid")
    (<CodeKind.DONT_KNOW: "don't know">, None)
    """
    return _KIND_OF.get(name_key(_MORE.sub("", name.replace("’", "'"))).casefold())

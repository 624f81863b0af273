"""All that is known of a code as one text under headings: read by people in any program, and back by us.

The headings are fixed Norwegian words, part of the format, whatever language the program speaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from coder.domain.codebook import CodeKind, CodeRow, CodeText, clean_values

ONE_CODE_PER_ANSWER = "Én kode per svar."
"""What the set of a codebook says whose answers have one code only."""

_USE_WHEN = "Brukes når:"
_NOT_WHEN = "Brukes ikke når:"
_EXAMPLES = "Eksempler:"
_ALIASES = "Også kalt:"
_LABELS = {"nb": "Etikett (bokmål):", "nn": "Etikett (nynorsk):", "en": "Etikett (engelsk):"}
_KIND = "Type:"
_STATUS = "Status:"
_NAME = "Navn i prosjektet:"
_HEADINGS = (_USE_WHEN, _NOT_WHEN, _EXAMPLES, _ALIASES, *_LABELS.values(), _KIND, _STATUS, _NAME)
_KINDS = {
    CodeKind.OTHER: "annet",
    CodeKind.DONT_KNOW: "vet ikke",
    CodeKind.NO_CONTENT: "uten innhold",
    CodeKind.NOT_CODABLE: "uklart svar",
}
_RETIRED = "utgått"
_ITEM = "- "
# A line of people's own that could be taken for a heading has a backslash before it.
_LIKE_HEADING = re.compile(r"\\*(?:" + "|".join(map(re.escape, _HEADINGS)) + r")\s*")


class DescribedCode(NamedTuple):
    """What a description says of a code."""

    text: CodeText
    kind: CodeKind = CodeKind.ORDINARY
    retired: bool = False
    name: str = ""
    """Its name in the project, where the file had to give it another; else empty."""


def written_description(row: CodeRow, *, name: str = "") -> str:
    """Write what is known of a code: the definition, and each other part under its heading.

    Args:
        row: The code, in the words of the project.
        name: Its name in the project, where the file gives it another.

    Returns:
        Empty where there is nothing to tell.
    """
    text = row.text
    parts = [
        ("", _guarded(text.definition)),
        (_USE_WHEN, _guarded(text.use_when)),
        (_NOT_WHEN, _guarded(text.not_when)),
        (_EXAMPLES, _listed(text.examples)),
        (_ALIASES, _listed(text.aliases)),
        *((heading, _guarded(text.labels.get(language, ""))) for language, heading in _LABELS.items()),
        (_KIND, _KINDS.get(row.kind, "")),
        (_STATUS, _RETIRED if row.retired else ""),
        (_NAME, name),
    ]
    return "\n\n".join(f"{heading}\n{body}" if heading else body for heading, body in parts if body)


def read_description(written: str) -> DescribedCode:
    """Read what ``written_description`` wrote; a text without headings is a definition, all of it."""
    parts = _parts(written)
    kind, unknown = _kind(parts.pop(_KIND, ""))
    definition = parts.get("", "")
    if unknown:
        definition = f"{definition}\n\n{_KIND}\n{unknown}".strip()
    labels = {language: parts[heading] for language, heading in _LABELS.items() if parts.get(heading)}
    return DescribedCode(
        CodeText(
            definition=definition,
            use_when=parts.get(_USE_WHEN, ""),
            not_when=parts.get(_NOT_WHEN, ""),
            examples=_items(parts.get(_EXAMPLES, "")),
            aliases=_items(parts.get(_ALIASES, "")),
            labels=labels,
        ),
        kind,
        parts.get(_STATUS, "").casefold() == _RETIRED,
        parts.get(_NAME, ""),
    )


def _parts(written: str) -> dict[str, str]:
    """Return the text under each heading; what stands before the first is under the empty one."""
    lines: dict[str, list[str]] = {"": []}
    current = ""
    for line in written.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        bare = line.rstrip()
        if bare in _HEADINGS:
            current = bare
            lines.setdefault(current, [])
        elif _LIKE_HEADING.fullmatch(line):
            lines[current].append(line[1:])
        else:
            lines[current].append(line)
    return {heading: "\n".join(body).strip() for heading, body in lines.items()}


def _guarded(text: str) -> str:
    return "\n".join(f"\\{line}" if _LIKE_HEADING.fullmatch(line) else line for line in text.split("\n"))


def _listed(values: Iterable[str]) -> str:
    return "\n".join(_ITEM + value for value in values)


def _items(written: str) -> tuple[str, ...]:
    return clean_values(line.strip().removeprefix(_ITEM) for line in written.split("\n"))


def _kind(written: str) -> tuple[CodeKind, str]:
    """Return the kind a file names, and what it says where that is none."""
    if not written:
        return CodeKind.ORDINARY, ""
    for kind, word in _KINDS.items():
        if written.casefold() in (word, kind.value):
            return kind, ""
    return CodeKind.ORDINARY, written

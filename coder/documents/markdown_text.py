"""People's text in Markdown: nothing in it is markup, in CommonMark, on GitHub, in pandoc and Quarto."""

from __future__ import annotations

import re

_MEANS_SOMETHING = re.compile(r"([\\`*_{}\[\]<>()#|~&$@^!\"'])")
_BEGINS_SOMETHING = re.compile(r"^([+\-=:]|\d+(?=[.)]))")
# GitHub makes links of addresses that nobody marked.
_ADDRESS = re.compile(r"(?<=https)(:)|(?<=http)(:)|(?<=www)(\.)")


def escaped_line(line: str) -> str:
    """Return a line that stands by itself, without the blanks at its ends, which would mean something."""
    return _BEGINS_SOMETHING.sub(_behind, escaped_words(line.strip()))


def escaped_words(words: str) -> str:
    """Return words that stand within a line."""
    return _ADDRESS.sub(r"\\\g<0>", _MEANS_SOMETHING.sub(r"\\\1", words))


def escaped_text(text: str) -> str:
    """Return text whose line breaks stay: one is a break, an empty line begins a paragraph."""
    paragraphs = re.split(r"\n(?:[ \t]*\n)+", text.strip())
    return "\n\n".join(
        "\\\n".join(escaped_line(line) for line in paragraph.split("\n")) for paragraph in paragraphs
    )


def _behind(begins: re.Match[str]) -> str:
    """Write what would begin a list or a heading so that it does not."""
    return begins[1] + "\\" if begins[1].isdigit() else "\\" + begins[1]

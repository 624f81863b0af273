"""Words and looks inside OpenDocument files: what the library has no words for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from odfdo import Document

_SPACES = re.compile(r"^ +| +$|(?<= ) +|(?<=\n) +")
_PREFIX = "Grid"


def odt_words(text: str) -> str:
    """Return text as the inside of a paragraph: every blank, tab and line break as it is."""
    held = _SPACES.sub(lambda blanks: "\x00" * len(blanks[0]), escape(text))
    held = re.sub("\x00+", lambda blanks: f'<text:s text:c="{len(blanks[0])}"/>', held)
    return held.replace("\n", "<text:line-break/>").replace("\t", "<text:tab/>")


class OwnStyles:
    """The looks of single tables, paragraphs and cells in a document, each written once."""

    def __init__(self, document: Document) -> None:
        content: Any = document.content.root
        self._styles: Any = content.get_element("office:automatic-styles")
        self._names: dict[tuple[str, ...], str] = {}

    def named(
        self,
        family: str,
        kind: str,
        look: Mapping[str, str],
        letters: Mapping[str, str] | None = None,
        built_on: str = "",
    ) -> str:
        """Return the name of a look, which is added where it is new.

        Args:
            family: As the format calls it: "table-cell", "paragraph".
            kind: Of its properties.
            look: Properties by name; empty ones are left out.
            letters: Properties of its letters.
            built_on: The style it varies.
        """
        from odfdo import Element

        inside = f"<style:{kind}-properties{_written(look)}/>"
        if letters:
            inside += f"<style:text-properties{_written(letters)}/>"
        key = (family, built_on, inside)
        if key not in self._names:
            name = f"{_PREFIX}{len(self._styles.get_elements('style:style')) + 1}"
            above = f" style:parent-style-name={quoteattr(built_on)}" if built_on else ""
            self._styles.append(
                Element.from_tag(
                    f'<style:style style:name="{name}" style:family="{family}"{above}>{inside}</style:style>'
                )
            )
            self._names[key] = name
        return self._names[key]


def _written(properties: Mapping[str, str]) -> str:
    return "".join(f" {name}={quoteattr(value)}" for name, value in properties.items() if value)

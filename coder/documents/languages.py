"""What a document says of its language, and the words of captions in it."""

from __future__ import annotations

TAGS = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
"""The languages of documents, as files name them."""

# Of the document's language, which need not be that of the screens; Word's fields go by these words too.
_TABLE = {"nb": "Tabell", "nn": "Tabell", "en": "Table"}
_FIGURE = {"nb": "Figur", "nn": "Figur", "en": "Figure"}


def table_word(language: str) -> str:
    """Return what stands before the number of a table."""
    return _TABLE.get(language, _TABLE["nb"])


def figure_word(language: str) -> str:
    """Return what stands before the number of a figure."""
    return _FIGURE.get(language, _FIGURE["nb"])


def language_tag(language: str) -> str:
    """Return a language as files name it: "nb-NO"."""
    return TAGS.get(language, TAGS["nb"])

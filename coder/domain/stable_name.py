"""What has a name of its own in files for statistics packages."""

from __future__ import annotations

VARIABLE, QUESTION, CODE, THEME = "variable", "question", "code", "theme"

NameOf = tuple[str, str, str]
"""One of these kinds, the uid of what it is about, and for codes and themes that of the question: a codebook
may serve several."""

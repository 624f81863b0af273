"""Uids of what our files hold beside the project's own things."""

from __future__ import annotations

from coder.domain.portable import PortableQuestion
from coder.exchange.refi.guids import derived

UNCHECKED_NOTE = derived("unchecked")
"""The note that says that nobody has checked the text."""
OWN_NOTE = derived("own note")
"""The note that only this program reads."""


def question_set(question: PortableQuestion) -> str:
    """Return the uid of the set that ties notes to a question."""
    return derived("question notes", question.uid)

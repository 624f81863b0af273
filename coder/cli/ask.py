"""Questions put to the person at the terminal, answered in their language or in English."""

from __future__ import annotations

from collections.abc import Mapping

import click

from coder.cli.context import say
from coder.messages import _


def confirmed(question: str) -> bool:
    """Ask yes or no; an empty answer is yes."""
    # Each word is one key a person types; the first letter is enough.
    return chosen(question, {"yes": _("yes"), "no": _("no")}, "yes") == "yes"


def chosen(question: str, words: Mapping[str, str], default: str) -> str:
    """Ask for one of several words; return its key.

    Args:
        question: What is asked.
        words: What may be answered, in the person's language, by its key in English; both are understood, and
            so is a beginning that only one of them has.
        default: The key an empty answer means.
    """
    shown = "/".join(word.upper() if key == default else word for key, word in words.items())
    while True:
        answer = click.prompt(f"{question} [{shown}]", default="", show_default=False, err=True)
        key = _meant(answer.strip().casefold(), words, default)
        if key is not None:
            return key
        say(_("Answer one of: {words}").format(words=", ".join(words.values())))


def _meant(answer: str, words: Mapping[str, str], default: str) -> str | None:
    if not answer:
        return default
    for spoken in (words, {key: key for key in words}):
        found = [key for key, word in spoken.items() if word.casefold() == answer]
        found = found or [key for key, word in spoken.items() if word.casefold().startswith(answer)]
        if len(found) == 1:
            return found[0]
    return None

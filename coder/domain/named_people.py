"""Where what people wrote beside answers still names somebody whom a key gave another name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from coder.domain.codebook import CodeText
from coder.domain.loss import Losses
from coder.domain.portable import PortableProject
from coder.domain.pseudonyms import Pseudonyms
from coder.messages import _

_LEAST_NAME, _LEAST_ID, _LEAST_NUMBER = 3, 4, 5
"""Shorter names, ids and ids that are mere numbers are also words and numbers (years) of their own."""


def tell_named(project: PortableProject, key: Pseudonyms, losses: Losses) -> None:
    """Note how many notes, and which codes' texts, hold a coder's name or a respondent's id of the key.

    Only codes are named, since what is told may be written into files. Answers are the privacy check's.

    Args:
        project: As it leaves, under its new names.
        key: Has the true names.
        losses: Told.
    """
    named = _pattern(key)
    if named is None:
        return
    number = sum(named.search(note.text) is not None for note in project.notes)
    if number:
        what = _("Notes that still name a coder or a respondent. Notes go along as they were written.")
        losses.add(what, count=number)
    for book in project.codebooks:
        for code in book.codes:
            if named.search(_written(code.row.text)):
                what = _("Codes whose texts still name a coder or a respondent.")
                losses.add(what, code.row.written_path)


def _pattern(key: Pseudonyms) -> re.Pattern[str] | None:
    """Return what finds the names, each part of a person's too, as whole words: «Per», but not «per»."""
    parts = [part for name in key.coders for part in (name, *name.split()) if len(part) >= _LEAST_NAME]
    ids = [
        each for each in key.respondents if len(each) >= (_LEAST_NUMBER if each.isdecimal() else _LEAST_ID)
    ]
    words = {*parts, *(part[:1].upper() + part[1:] for part in parts), *ids}
    sought = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{sought})(?!\w)") if words else None


def _written(text: CodeText) -> str:
    return "\n".join(_parts(text))


def _parts(text: CodeText) -> Iterable[str]:
    yield from (text.definition, text.use_when, text.not_when)
    yield from (*text.examples, *text.aliases)

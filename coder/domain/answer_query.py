"""What a coder types to find answers: words of the text, and conditions written ``name:value``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from coder.domain.errors import WrongUseError
from coder.messages import _


class Is(StrEnum):
    """What an answer may be, for one coder."""

    UNTOUCHED = "untouched"
    STARTED = "started"
    DONE = "done"
    UNCODED = "uncoded"
    GAPS = "gaps"
    FLAGGED = "flagged"
    NOTED = "noted"
    WAITING = "waiting"
    ALIKE = "alike"


def words_for(what: Is) -> str:
    """Return what a person types for it, in their language; one word."""
    return {
        Is.UNTOUCHED: _("untouched"),
        Is.STARTED: _("begun"),
        Is.DONE: _("done"),
        Is.UNCODED: _("uncoded"),
        Is.GAPS: _("gaps"),
        Is.FLAGGED: _("flagged"),
        Is.NOTED: _("noted"),
        Is.WAITING: _("waiting"),
        Is.ALIKE: _("alike"),
    }[what]


def meaning_of(what: Is) -> str:
    """Say what it finds."""
    return {
        Is.UNTOUCHED: _("not begun"),
        Is.STARTED: _("begun, not done"),
        Is.DONE: _("done"),
        Is.UNCODED: _("without a code"),
        Is.GAPS: _("with a sentence no code stands on"),
        Is.FLAGGED: _("flagged by you"),
        Is.NOTED: _("with a note"),
        Is.WAITING: _("with a note that waits for somebody"),
        Is.ALIKE: _("saying the same as another answer, or nearly"),
    }[what]


@dataclass(frozen=True)
class Condition:
    """``name:value`` as typed; with ``excluded`` it must not hold."""

    name: str
    value: str
    excluded: bool = False

    @property
    def written(self) -> str:
        """The condition as it is typed."""
        return f"{'-' if self.excluded else ''}{_quoted(self.name)}:{_quoted(self.value)}"


@dataclass(frozen=True)
class AnswerQuery:
    """Words that must stand in the text, and conditions that must hold."""

    words: str = ""
    conditions: tuple[Condition, ...] = ()

    @property
    def written(self) -> str:
        """The whole as it is typed."""
        return " ".join([*(each.written for each in self.conditions), *([self.words] if self.words else [])])


class UnknownConditionError(WrongUseError):
    """A condition whose name or value means nothing here."""

    def __init__(self, written: str, known: list[str]) -> None:
        sentence = _("«{written}» finds nothing here. Known: {known}")
        super().__init__(sentence.format(written=written, known=", ".join(known)))


_PART = re.compile(r'(-?)(?:"((?:[^"]|"")+)"|([^\s":]+)):(?:"((?:[^"]|"")*)"?|(\S*))|(\S+)')
_NEEDS_QUOTES = re.compile(r'^-|[\s":]|^$')


def parsed_query(written: str) -> AnswerQuery:
    """Take apart what is typed; a part without a colon is a word of the text."""
    words: list[str] = []
    conditions: list[Condition] = []
    for found in _PART.finditer(written):
        sign, quoted_name, name, quoted, value, word = found.groups()
        if word is not None:
            words.append(word)
        elif quoted or value:
            # A condition still being typed, with nothing after its colon, holds nobody back.
            called = name or _unquoted(quoted_name)
            conditions.append(Condition(called, _unquoted(quoted) if quoted else value, bool(sign)))
    return AnswerQuery(" ".join(words), tuple(conditions))


def _quoted(text: str) -> str:
    """Write a name so that it is read as one: in quotes where it must be, those within it doubled."""
    if not _NEEDS_QUOTES.search(text):
        return text
    return '"' + text.replace('"', '""') + '"'


def _unquoted(written: str) -> str:
    return written.replace('""', '"')


def code_word() -> str:
    """Return what is typed before a code's name."""
    return _("code")


def wave_word() -> str:
    """Return what is typed before a wave's name."""
    return _("wave")


def coder_word() -> str:
    """Return what is typed before a coder's name."""
    return _("coder")


def is_word() -> str:
    """Return what is typed before what an answer is."""
    return _("is")


def flag_word() -> str:
    """Return what is typed before the name of who flagged an answer."""
    return _("flag")


def anyone_word() -> str:
    """Return what is typed in place of a name where anyone is meant; one word."""
    return _("anyone")

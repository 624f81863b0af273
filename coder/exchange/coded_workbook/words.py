"""What the words in a header say a column is: codes, themes, a coder, a note; in Norwegian and English."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from coder.exchange.loose_names import loosely, plain_header


class Word(StrEnum):
    """What a column's name says."""

    CODE = "code"
    THEME = "theme"
    """A main theme: surely, where the word has «hoved» or «main» in it."""
    WEAK_THEME = "weak theme"
    """Tema, kategori: a main theme beside sub themes, a code where it stands alone."""
    SUB_THEME = "sub theme"
    CODER = "coder"
    CODER_OR_CODES = "coder or codes"
    """«Koder» is both codes and a coder."""
    NOTE = "note"


@dataclass(frozen=True)
class HeaderWord:
    """A column's name taken apart: «Kode 2 Kari» is codes, 2, kari."""

    word: Word
    number: str
    rest: str
    """What else stands in it, loosely: a coder, a question."""
    before: bool = False
    """Whether the rest stands before the word."""


_WORDS = (
    (
        Word.THEME,
        r"(?:hovedtema|hovudtema|hovedkode|hovudkode|hovedkategori|hovudkategori|overkategori|overkode"
        r"|overordna tema|overordnet tema|overordnet kategori|main theme|main code|main category|maincode"
        r"|parent code|parent|top theme)(?:er|ar|s|r|ene)?",
    ),
    (
        Word.SUB_THEME,
        r"(?:undertema|underkode|underkategori|delkode|detaljkode|sub theme|subtheme|sub code|subcode"
        r"|sub category|subcategory)(?:er|ar|s|r|ene)?",
    ),
    (
        Word.CODER,
        r"(?:kodet av|koda av|koder navn|kodar namn|coded by|coder(?: name)?|rater|initial[ea]r|kodar)",
    ),
    (Word.CODER_OR_CODES, r"koder"),
    (
        Word.CODE,
        r"(?:kode|kodene|kodane|code|codes|koding|coding|kodet som|koda som|tag|tags|merkelapp|merkelapper)",
    ),
    (
        Word.WEAK_THEME,
        r"(?:tema|temaer|temaar|theme|themes|kategori|kategorier|kategoriar|category|categories|emne|emner|emneord)",
    ),
    (
        Word.NOTE,
        r"(?:notat|notater|notatar|kodenotat|kodernotat|merknad|merknader|merknadar|memo|memos|note|notes"
        r"|kommentar til kod(?:e|en|ing|inga|ingen))",
    ),
)
_NUMBER = r"(?:(?P<question>\d{1,3}) ?(?P<letter>[a-h])|(?P<number>\d{1,3}|[a-e]))"
_PATTERNS = tuple(
    (word, re.compile(rf"(?:(?P<before>.+?) ?)??\b{words} ?(?:nr ?)?{_NUMBER}?(?: (?P<after>.+))?"))
    for word, words in _WORDS
)
_TEXT = re.compile(
    r"(?:åpent |ope |opent )?(?:svar|svartekst|fritekst|tekst|answer|response|text|verbatim|sitat|utsagn"
    r"|open-ended response|kommentar|kommentarer)"
)
_TOTALS = re.compile(
    r"(?:sum|totalt?|i alt|antall?|antal|til sammen|snitt|gjennomsnitt|gjennomsnittleg|total|count|n|average"
    r"|andel|del|prosent|percent)\b[\s:.=]*\d*"
)
YES_MARKS = frozenset(
    {"x", "xx", "1", "ja", "yes", "y", "j", "true", "sann", "✓", "✔", "☑", "☒", "v", "•", "*"}
)
NO_MARKS = frozenset({"0", "nei", "no", "n", "false", "usann", "☐", "-"})


def header_word(name: str) -> HeaderWord | None:
    """Take a column's name apart; None where it says nothing of codes, coders or notes."""
    plain = plain_header(name)
    for word, pattern in _PATTERNS:
        found = pattern.fullmatch(plain)
        if not found:
            continue
        before, after = (found["before"] or "").strip(), (found["after"] or "").strip()
        if before and after:
            continue
        number = found["letter"] or found["number"] or ""
        if found["question"] and not before and not after:
            return HeaderWord(word, number, found["question"])
        if before.isdigit() and not number:
            return HeaderWord(word, before, "")
        return HeaderWord(word, number, before or after, bool(before))
    return None


def says_text(name: str) -> bool:
    """Tell whether a column's name says that answers stand in it, and nothing of which question."""
    return _TEXT.fullmatch(plain_header(name)) is not None


def says_total(cell: str) -> bool:
    """Tell whether the first cell of a row says that it sums up others."""
    return _TOTALS.fullmatch(loosely(cell)) is not None

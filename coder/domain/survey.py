"""What a survey file says once its columns have roles: respondents, their background, their answers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from coder.domain.errors import Problem


@dataclass(frozen=True)
class ColumnFacts:
    """What a file of a statistics package says of a column; of one in any other file nothing is known."""

    label: str = ""
    """What was asked, or what the column holds."""
    levels: tuple[str, ...] = ()
    """Where some values have labels or are declared missing: those, and the numbers beside them, in the
    order of their codes; the missing ones last."""
    missing: frozenset[str] = frozenset()
    """Those of the levels that are no answers: «vet ikke», «ubesvart»."""
    is_text: bool = True
    """Whether the column holds letters, not numbers."""
    is_closed: bool = False
    """Whether most of its values have labels, so that they were chosen from a list."""


@dataclass(frozen=True)
class SurveyRow:
    """One respondent in one wave.

    ``background`` and ``texts`` hold only what is filled in, exactly as in the file; a cell with nothing but
    blanks is no value and no answer. ``row_number`` is the first row that speaks of this respondent and wave.
    """

    row_number: int
    respondent_id: str
    wave: str
    weight: float | None
    background: Mapping[str, str]
    texts: Mapping[str, str]


@dataclass(frozen=True)
class Survey:
    """A whole survey file; ``questions`` and ``variables`` in the order of the file or of the roles given."""

    file: str
    questions: tuple[str, ...]
    variables: tuple[str, ...]
    rows: tuple[SurveyRow, ...]
    problems: tuple[Problem, ...]
    notices: tuple[str, ...]
    facts: Mapping[str, ColumnFacts] = field(default_factory=dict)
    """Of its questions and variables, where the file says anything."""


_NO_CONTENT = frozenset({
    "ingen", "inga", "ingen kommentar", "ingen kommentarer", "ingen kommentarar", "ingen merknad",
    "ingen merknader", "ingen merknadar", "ingen svar", "inkje svar", "intet svar", "ikke svar",
    "ikkje svar", "ikke besvart", "ikkje svara på", "ubesvart", "blank", "na", "n a", "none", "null", "nil",
    "no comment", "no comments", "no answer", "som over", "som ovenfor", "som ovanfor", "samme som over",
    "same som over", "det samme", "det same", "samme", "same", "ditto", "see above", "same as above",
})  # fmt: skip
"""Answers that say nothing by themselves, case and punctuation aside; "nei" is not among them."""

_ELSEWHERE = re.compile(
    r"(?:se|sjå|jf|jfr|vis til|viser til) (?:svar |svaret |kommentar |punkt |pkt )?(?:på |til |i )?"
    r"(?:over|ovenfor|ovanfor|under|forrige|førre|foregående|tidligere|tidlegare"
    r"|spm|spørsmål|punkt|pkt|nr|svar|kommentar)"
    r"(?: (?:spm|spørsmål|svar|punkt|pkt|kommentar|nr|\d{1,3}[a-z]?)){0,3}"
)
_CROSSES = re.compile(r"x+")


def without_content(text: str) -> bool:
    """Tell whether an answer says nothing by itself: "-", "x", "ingen", "Se over." and the like."""
    plain = _plain(text)
    if not plain:
        return not any(
            unicodedata.category(letter).startswith("S") and ord(letter) > 0xFFFF for letter in text
        )
    return (
        plain in _NO_CONTENT
        or _CROSSES.fullmatch(plain) is not None
        or _ELSEWHERE.fullmatch(plain) is not None
    )


def _plain(text: str) -> str:
    """Return lower-case words and numbers with one blank between; a long text cannot be an empty phrase."""
    if len(text) > 200:
        return text
    letters = (letter if letter.isalnum() else " " for letter in unicodedata.normalize("NFC", text).lower())
    return " ".join("".join(letters).split())

"""Names of variables that SPSS, Stata and R all take, and that stay what they are.

A name begins with a letter and holds letters, digits and low lines of ASCII only: SPSS takes 64 bytes, Stata
32 characters, R in a plain locale no others; none of them tells two names apart by case alone in all it does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from coder.domain.portable import PortableCode, PortableCodebook, PortableProject
from coder.domain.stable_name import CODE, QUESTION, THEME, VARIABLE, NameOf

LONGEST_NAME = 32
RESPONDENT, WAVE, WEIGHT, RETURNED = "resp_id", "maaling", "vekt", "deltok"
"""Names that are the same in every project."""

_LONGEST_PREFIX = 24
_LETTERS = str.maketrans(
    {"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa", "ä": "ae", "ö": "oe", "ü": "ue"}
    | {"Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "đ": "d", "Đ": "D", "ð": "d", "þ": "th", "ŋ": "ng"}
)
_SPSS = "all and by eq ge gt le lt ne not or to with"
_STATA = "_all _b byte _coef _cons double float if in int long _n _pi _pred _rc _skip strl using with"
_R = "if else repeat while function for next break true false null inf nan na in"
_RESERVED = frozenset(f"{_SPSS} {_STATA} {_R}".split())
_STATA_TEXT_TYPE = re.compile(r"str\d+")
_OF_A_QUESTION = re.compile(r"(.*_)(?:n|status|svar|[kt]\d+)")
"""A name made from a question's prefix."""


@dataclass
class _Names:
    """Names as they are given; all that were ever given are taken."""

    taken: set[str]
    """Regardless of case."""

    def __post_init__(self) -> None:
        self.heads = {found[1] for name in self.taken if (found := _OF_A_QUESTION.fullmatch(name))}

    def take(self, name: str) -> str:
        folded = name.casefold()
        self.taken.add(folded)
        found = _OF_A_QUESTION.fullmatch(folded)
        if found:
            self.heads.add(found[1])
        return name

    def variable(self, wanted: str) -> str:
        """Take the first free name like the one wanted."""
        return self.take(next(name for name in _versions(wanted, LONGEST_NAME) if self._is_free(name)))

    def prefix(self, wanted: str) -> str:
        """Take a question's prefix: no variable is called like those it will stand before."""
        found = (f"{name}_" for name in _versions(wanted, _LONGEST_PREFIX))
        return self.take(
            next(
                name
                for name in found
                if name.casefold() not in self.taken and name.casefold() not in self.heads
            )
        )

    def numbered(self, stem: str, width: int) -> str:
        """Take the name after the highest number that was ever given."""
        folded = stem.casefold()
        used = [name[len(folded) :] for name in self.taken if name.startswith(folded)]
        highest = max((int(digits) for digits in used if digits.isdecimal()), default=0)
        return self.take(f"{stem}{highest + 1:0{width}d}")

    def _is_free(self, name: str) -> bool:
        folded = name.casefold()
        found = _OF_A_QUESTION.fullmatch(folded)
        return folded not in self.taken and not (found and found[1] in self.taken)


def clean_name(text: str, longest: int = LONGEST_NAME) -> str:
    """Return the name most like a text that every package takes; never empty.

    >>> clean_name("Kommunestørrelse (2016)")
    'Kommunestoerrelse_2016'
    """
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", text).translate(_LETTERS))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    name = re.sub("_{2,}", "_", re.sub("[^A-Za-z0-9_]", "_", plain)).strip("_")
    if not name or not name[0].isalpha():
        name = f"v{name}"
    name = name[:longest].rstrip("_")
    return f"{name[: longest - 2]}_1" if _is_reserved(name) else name


def given_names(
    project: PortableProject,
    known: Mapping[NameOf, str],
    taken: Iterable[str] = (),
    coded: Collection[str] = (),
) -> dict[NameOf, str]:
    """Name everything of a project that has no name yet.

    Args:
        project: The project.
        known: The names its things have.
        taken: Every name that was ever given, also to things that are gone.
        coded: Uids of codes that are in use: they are variables, even where nobody may set them any more.

    Returns:
        The new names only. A number that was given once is not given again.
    """
    fixed = {RESPONDENT, WAVE, WEIGHT, RETURNED}
    names = _Names({name.casefold() for name in (*taken, *known.values(), *fixed)})
    new: dict[NameOf, str] = {}
    for question in project.questions:
        if (QUESTION, question.uid, "") not in known:
            new[QUESTION, question.uid, ""] = names.prefix(question.key)
    for variable in project.variables:
        if (VARIABLE, variable.uid, "") not in known:
            new[VARIABLE, variable.uid, ""] = names.variable(variable.name)
    books = {book.uid: book for book in project.codebooks}
    for question in project.questions:
        key = (QUESTION, question.uid, "")
        prefix = known.get(key) or new[key]
        book = books[question.codebook]
        codes = [code for code in book.codes if code.row.codable or code.uid in coded]
        _number(names, CODE, f"{prefix}k", 3, question.uid, codes, known, new)
        _number(names, THEME, f"{prefix}t", 2, question.uid, themes_of(book), known, new)
    return new


def themes_of(book: PortableCodebook) -> tuple[PortableCode, ...]:
    """Return the topmost codes that have codes below them, in codebook order."""
    parents = {code.parent for code in book.codes}
    return tuple(code for code in book.codes if code.parent is None and code.uid in parents)


def _number(
    names: _Names,
    kind: str,
    stem: str,
    width: int,
    question: str,
    codes: Collection[PortableCode],
    known: Mapping[NameOf, str],
    new: dict[NameOf, str],
) -> None:
    missing = [key for code in codes if (key := (kind, code.uid, question)) not in known]
    if not missing:
        return
    first = names.numbered(stem, width)
    start = int(first[len(stem) :])
    new[missing[0]] = first
    for number, key in enumerate(missing[1:], start + 1):
        new[key] = names.take(f"{stem}{number:0{width}d}")


def _versions(wanted: str, longest: int) -> Iterable[str]:
    name = clean_name(wanted, longest)
    yield name
    number = 2
    while True:
        tail = f"_{number}"
        yield name[: longest - len(tail)].rstrip("_") + tail
        number += 1


def _is_reserved(name: str) -> bool:
    folded = name.casefold()
    return folded in _RESERVED or _STATA_TEXT_TYPE.fullmatch(folded) is not None

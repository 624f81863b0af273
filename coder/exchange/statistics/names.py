"""Names of variables that SPSS, Stata and R all take, and that stay what they are.

A name begins with a letter and holds letters, digits and low lines of ASCII only: SPSS takes 64 bytes, Stata
32 characters, R in a plain locale no others; none of them tells two names apart by case alone in all it does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from coder.domain.portable import PortableCode, PortableCodebook, PortableProject
from coder.domain.stable_name import CODE, QUESTION, THEME, VARIABLE, NameOf

LONGEST_NAME = 32
RESPONDENT, WAVE, WEIGHT, RETURNED = "resp_id", "maaling", "vekt", "deltok"
"""Names that are the same in every project."""

_LONGEST_PREFIX = 24
_NUMBERED = {CODE: ("k", 3), THEME: ("t", 2)}
"""The letter before the number, and how many digits it has at least."""
_LETTERS = str.maketrans(
    {"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa", "ä": "ae", "ö": "oe", "ü": "ue"}
    | {"Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "đ": "d", "Đ": "D", "ð": "d", "þ": "th", "ŋ": "ng"}
)
_SIGNS = {"–": "-", "—": "-", "«": '"', "»": '"', "’": "'", "”": '"', "“": '"', "·": "-"}
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
    _highest: dict[str, int] = field(default_factory=dict)

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
        found = _versions(clean_name(wanted), LONGEST_NAME)
        return self.take(next(name for name in found if self._is_free(name)))

    def prefix(self, wanted: str) -> str:
        """Take a question's prefix: no variable is called like those it will stand before."""
        # No name is reserved that has more behind it.
        clean = _with_plain_signs(wanted)[:_LONGEST_PREFIX].rstrip("_")
        found = (f"{name}_" for name in _versions(clean, _LONGEST_PREFIX))
        return self.take(
            next(
                name
                for name in found
                if name.casefold() not in self.taken and name.casefold() not in self.heads
            )
        )

    def numbered(self, stem: str, width: int) -> str:
        """Take the name after the highest number that was ever given."""
        number = self._highest.get(stem) or self._highest_taken(stem)
        self._highest[stem] = number + 1
        return self.take(f"{stem}{number + 1:0{width}d}")

    def _highest_taken(self, stem: str) -> int:
        folded = stem.casefold()
        used = (name[len(folded) :] for name in self.taken if name.startswith(folded))
        return max((int(digits) for digits in used if digits.isdecimal()), default=0)

    def _is_free(self, name: str) -> bool:
        folded = name.casefold()
        found = _OF_A_QUESTION.fullmatch(folded)
        return folded not in self.taken and not (found and found[1] in self.taken)


def clean_name(text: str, longest: int = LONGEST_NAME) -> str:
    """Return the name most like a text that every package takes; never empty.

    >>> clean_name("Kommunestørrelse (2016)")
    'Kommunestoerrelse_2016'
    """
    name = _with_plain_signs(text)[:longest].rstrip("_")
    return f"{name[: longest - 2]}_1" if _is_reserved(name) else name


def _with_plain_signs(text: str) -> str:
    name = re.sub("_{2,}", "_", re.sub("[^A-Za-z0-9_]", "_", plain_letters(text, "_"))).strip("_")
    return name if name and name[0].isalpha() else f"v{name}"


def plain_letters(text: str, instead: str = "?") -> str:
    """Return a text in ASCII: æ becomes ae, é becomes e, what is like nothing there the sign ``instead``."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", text).translate(_LETTERS))
    kept = (sign for sign in plain if not unicodedata.combining(sign))
    return "".join(sign if sign.isascii() else _SIGNS.get(sign, instead) for sign in kept)


def named_things(project: PortableProject, coded: Collection[str] = ()) -> list[NameOf]:
    """Return all that has a name of its own in files of a project.

    Args:
        project: The project.
        coded: Uids of codes that are in use: they are variables, even where nobody may set them any more.
    """
    books = {book.uid: book for book in project.codebooks}
    things: list[NameOf] = [(QUESTION, question.uid, "") for question in project.questions]
    things += [(VARIABLE, variable.uid, "") for variable in project.variables]
    for question in project.questions:
        book = books[question.codebook]
        things += [
            (CODE, code.uid, question.uid) for code in book.codes if code.row.codable or code.uid in coded
        ]
        things += [(THEME, theme.uid, question.uid) for theme in themes_of(book)]
    return things


def given_names(
    project: PortableProject,
    things: Iterable[NameOf],
    known: Mapping[NameOf, str],
    taken: Iterable[str] = (),
) -> dict[NameOf, str]:
    """Name everything of a project that has no name yet.

    Args:
        project: The project.
        things: All that needs a name; see ``named_things``.
        known: The names some of them have.
        taken: Every name that was ever given, also to things that are gone.

    Returns:
        The new names only. A number that was given once is not given again.
    """
    fixed = {RESPONDENT, WAVE, WEIGHT, RETURNED}
    names = _Names({name.casefold() for name in (*taken, *known.values(), *fixed)})
    wanted = {question.uid: question.key for question in project.questions}
    wanted.update((variable.uid, variable.name) for variable in project.variables)
    new: dict[NameOf, str] = {}
    for thing in things:
        kind, uid, question = thing
        if thing in known:
            continue
        if kind == QUESTION:
            new[thing] = names.prefix(wanted[uid])
        elif kind == VARIABLE:
            new[thing] = names.variable(wanted[uid])
        else:
            of_question = (QUESTION, question, "")
            prefix = known.get(of_question) or new[of_question]
            letter, width = _NUMBERED[kind]
            new[thing] = names.numbered(f"{prefix}{letter}", width)
    return new


def themes_of(book: PortableCodebook) -> tuple[PortableCode, ...]:
    """Return the topmost codes that have codes below them, in codebook order."""
    parents = {code.parent for code in book.codes}
    return tuple(code for code in book.codes if code.parent is None and code.uid in parents)


def _versions(name: str, longest: int) -> Iterator[str]:
    yield name
    number = 2
    while True:
        tail = f"_{number}"
        yield name[: longest - len(tail)].rstrip("_") + tail
        number += 1


def _is_reserved(name: str) -> bool:
    folded = name.casefold()
    return folded in _RESERVED or _STATA_TEXT_TYPE.fullmatch(folded) is not None

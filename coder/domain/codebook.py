"""A codebook: a tree of codes that grows while answers are read."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum

from coder.domain.errors import UnusableInputError, WrongUseError
from coder.messages import _

PATH_SEPARATOR = " > "
LONGEST_NAME = 400
LABEL_LANGUAGES = ("nb", "nn", "en")

WIDER, NARROWER = "wider", "narrower"
MEANING_OPERATIONS = {WIDER: "widen_code", NARROWER: "narrow_code"}
"""What an entry is called that changed what a code means; revisit looks for these in the history."""
SPLIT_OPERATION = "split_code"
"""What an entry is called that split a code over others; revisit looks for it too."""

RECODE_OPERATION = "recode_answers"
"""What an entry is called that gave answers one code in place of another, whoever had coded them."""


# NUL has no place in PostgreSQL, half a surrogate pair none in UTF-8.
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


class CodeKind(StrEnum):
    """What a code says: content, or why there is none."""

    ORDINARY = "ordinary"
    OTHER = "other"
    DONT_KNOW = "don't know"
    NO_CONTENT = "no content"
    NOT_CODABLE = "not codable"


@dataclass(frozen=True)
class CodeText:
    """What a person wrote about a code, as files hold it; empty where there is nothing."""

    definition: str = ""
    use_when: str = ""
    not_when: str = ""
    examples: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    """Public labels by language: nb, nn, en."""


@dataclass(frozen=True)
class CodeRow:
    """One code of a codebook file: its path from the theme down, and what stands about it."""

    path: tuple[str, ...]
    kind: CodeKind = CodeKind.ORDINARY
    codable: bool = True
    colour: str = ""
    retired: bool = False
    text: CodeText = CodeText()
    said: frozenset[str] = field(default=frozenset(), compare=False)
    """Which of kind, codable and retired the file speaks of; the others are only defaults."""
    row: int | None = field(default=None, compare=False)
    """Where it stands in the file."""

    @property
    def written_path(self) -> str:
        """The names joined by ``>``."""
        return PATH_SEPARATOR.join(self.path)


@dataclass(frozen=True)
class Code:
    """A code of a project."""

    id: int
    uid: str
    name: str
    path: tuple[str, ...]
    parent_id: int | None
    position: int
    kind: CodeKind
    codable: bool
    colour: str
    born: int
    """Number of the entry that made it."""
    from_file: bool
    """Came with a codebook file or ``--create-codes``: counts as born before the first answer."""
    retired: int | None
    merged_into: int | None
    split_from: int | None
    text: CodeText = CodeText()
    proposed_by: int | None = None
    """The coder who made it while coding blind; others are not offered it before it is accepted."""

    @property
    def theme(self) -> str | None:
        """The topmost ancestor's name; None for a code that stands at the top itself."""
        return self.path[0] if len(self.path) > 1 else None

    @property
    def written_path(self) -> str:
        """The names joined by ``>``."""
        return PATH_SEPARATOR.join(self.path)

    @property
    def open_for_choice(self) -> bool:
        """Whether a coder may set it now."""
        return self.codable and self.retired is None and self.merged_into is None


class CodeNameError(UnusableInputError):
    """A name no code can have."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(_("A code cannot be named «{name}»: {why}").format(name=name, why=why))


class CodeTextError(UnusableInputError):
    """Something about a code that cannot be kept as written."""


class GoneCodeError(UnusableInputError):
    """A code that was there when it was shown, and is not any more."""

    def __init__(self) -> None:
        super().__init__(_("The code is gone: whoever made it has taken it back."))


class UnknownCodeError(WrongUseError):
    """No code of that name in the codebook."""

    def __init__(self, name: str, nearest: Iterable[str] = ()) -> None:
        near = list(nearest)
        hint = _(" Nearest: {names}.").format(names=", ".join(f"«{n}»" for n in near)) if near else ""
        super().__init__(_("No code named «{name}» in the codebook.").format(name=name) + hint)


class AmbiguousCodeError(WrongUseError):
    """Several codes bear the name."""

    def __init__(self, name: str, paths: Iterable[str]) -> None:
        listed = ", ".join(f"«{path}»" for path in paths)
        super().__init__(
            _("Several codes are named «{name}»: {paths}. Write the whole path.").format(
                name=name, paths=listed
            )
        )


def checked_name(name: str) -> str:
    """Return the name as it is stored (no blanks around), or say why it cannot be one."""
    clean = name.strip()
    if not clean:
        raise CodeNameError(name, _("it is empty."))
    if PATH_SEPARATOR in f" {clean} ":
        raise CodeNameError(clean, _("« > » joins a theme and its code. Leave the sign out."))
    if any(ch in "\n\r\0\t" for ch in clean):
        raise CodeNameError(clean, _("it has a line break or a tab in it."))
    if _UNSTORABLE.search(clean):
        raise CodeNameError(clean, _("it has a character in it that is no text."))
    if len(clean) > LONGEST_NAME:
        raise CodeNameError(clean[:40] + "…", _("it is longer than {n} characters.").format(n=LONGEST_NAME))
    return clean


def is_storable(text: str) -> bool:
    """Tell whether every database can hold a text as it is."""
    return _UNSTORABLE.search(text) is None


def clean_text(text: str) -> str:
    """Return a definition or the like as it is stored: line breaks as one sign, no blanks around.

    Raises:
        CodeTextError: If there is a character in it that no database can hold.
    """
    clean = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    found = _UNSTORABLE.search(clean)
    if found:
        raise CodeTextError(
            _("Character {n} is no text (U+{code:04X}). Take it away.").format(
                n=found.start() + 1, code=ord(found[0])
            )
        )
    return clean


def clean_values(values: Iterable[str]) -> tuple[str, ...]:
    """Return examples or aliases as they are stored: one a line, none twice, none empty."""
    lines = [line.strip() for value in values for line in clean_text(value).split("\n")]
    return tuple(dict.fromkeys(line for line in lines if line))


def checked_colour(written: str) -> str:
    """Return a colour as ``#rrggbb``; empty where there is none.

    Raises:
        CodeTextError: If it is no such colour.
    """
    clean = written.strip().lower()
    if not clean:
        return ""
    if re.fullmatch(r"#[0-9a-f]{3}", clean):
        return "#" + "".join(2 * sign for sign in clean[1:])
    if re.fullmatch(r"#[0-9a-f]{6}", clean):
        return clean
    raise CodeTextError(_("«{colour}» is no colour. Write it like #0072b2.").format(colour=written.strip()))


def checked_kind(written: str) -> CodeKind:
    """Return the kind written in a file or a command; nothing written means ordinary.

    Raises:
        CodeTextError: If there is no such kind.
    """
    clean = " ".join(written.replace("’", "'").casefold().split())
    try:
        return CodeKind(clean) if clean else CodeKind.ORDINARY
    except ValueError as error:
        raise CodeTextError(
            _("«{kind}» is no kind of code. There is: {kinds}.").format(
                kind=written.strip(), kinds=", ".join(CodeKind)
            )
        ) from error


def offered_codes(codes: Iterable[Code], people: Collection[int] = ()) -> list[Code]:
    """Return codes without other people's proposals.

    Args:
        codes: A codebook.
        people: Whose proposals are kept; nobody's if left out.
    """
    return [code for code in codes if code.proposed_by is None or code.proposed_by in people]


def name_key(name: str) -> str:
    """Return what must be unique among siblings: the name, however its accents are written."""
    return unicodedata.normalize("NFC", name.strip())


def parsed_path(written: str) -> tuple[str, ...]:
    """Split ``Tema > Kode`` into its names."""
    return tuple(checked_name(part) for part in written.split(PATH_SEPARATOR))


def find_code(codes: Iterable[Code], written: str) -> Code:
    """Find a code by its name or path, as written before regardless of case; codes merged away are not found.

    Raises:
        UnknownCodeError: If there is none; names the nearest.
        AmbiguousCodeError: If the name alone does not tell.
    """
    living = [code for code in codes if code.merged_into is None]
    names = written.split(PATH_SEPARATOR)
    for key in (name_key, _loose_key):
        wanted = tuple(map(key, names))
        found = [code for code in living if tuple(map(key, code.path)) == wanted]
        found = found or [code for code in living if tuple(map(key, code.path[-len(wanted) :])) == wanted]
        if len(found) > 1:
            raise AmbiguousCodeError(written, [code.written_path for code in found])
        if found:
            return found[0]
    raise UnknownCodeError(written, nearest_names(written, [code.written_path for code in living]))


def codes_named(codes: Iterable[Code], written: Iterable[str]) -> list[Code]:
    """Return the codes that names or paths lead to; a name that leads to none, or to several, to nothing."""
    living = list(codes)
    found = []
    for each in written:
        with suppress(UnknownCodeError, AmbiguousCodeError):
            found.append(find_code(living, each))
    return found


def nearest_names(wanted: str, names: Iterable[str]) -> list[str]:
    """Return up to three names that look like the wanted one, best first."""
    by_key = {_loose_key(name): name for name in names}
    tails = {key.rsplit(PATH_SEPARATOR, 1)[-1]: name for key, name in by_key.items()}
    close = difflib.get_close_matches(_loose_key(wanted), [*by_key, *tails], n=3, cutoff=0.55)
    return list(dict.fromkeys((by_key | tails)[key] for key in close))


def _loose_key(name: str) -> str:
    return name_key(name).casefold()

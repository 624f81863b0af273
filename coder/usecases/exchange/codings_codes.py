"""Finding the codes a codings file names, and making those it may make."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from coder.domain.codebook import (
    PATH_SEPARATOR,
    AmbiguousCodeError,
    Code,
    CodeKind,
    UnknownCodeError,
    find_code,
    name_key,
    nearest_names,
    parsed_path,
)
from coder.domain.errors import UnusableInputError
from coder.messages import _
from coder.store.codes import codes_of
from coder.store.unit_of_work import Reading, Writing

PathKey = tuple[str, ...]
"""A code's path as it is compared; stands for codes that are there and for those to be made."""


class HeadingError(UnusableInputError):
    """A code that only gathers others."""

    def __init__(self, path: str) -> None:
        super().__init__(
            _("«{code}» is only a heading and cannot be set. Make it codable first.").format(code=path)
        )


@dataclass
class _NewCode:
    path: tuple[str, ...]
    codable: bool = False


class CodesNamed:
    """The codes of a codebook as a file names them: by theme and code, or by a path."""

    def __init__(self, work: Reading, codebook_id: int, *, may_create: bool) -> None:
        self._codebook_id = codebook_id
        self._may_create = may_create
        self._codes = [code for code in codes_of(work, codebook_id) if code.merged_into is None]
        self._ids: dict[PathKey, int] = {}
        self._loose: dict[PathKey, PathKey] = {}
        self._tails: dict[str, list[Code]] = defaultdict(list)
        for code in self._codes:
            key = tuple(map(name_key, code.path))
            self._ids[key] = code.id
            self._loose.setdefault(_loosened(key), key)
            self._tails[key[-1].casefold()].append(code)
        self._keys = {code_id: key for key, code_id in self._ids.items()}
        self._new: dict[PathKey, _NewCode] = {}
        self._found: dict[
            tuple[str, str], PathKey | UnusableInputError | UnknownCodeError | AmbiguousCodeError
        ] = {}

    def find(self, theme: str, code: str) -> PathKey:
        """Return the code meant, noted to be made where it is missing and may be made.

        Raises:
            UnknownCodeError: If there is none, and none may be made.
            AmbiguousCodeError: If several could be meant.
            HeadingError: If it cannot be set.
            CodeNameError: If no code can be named so.
        """
        cell = (theme, code)
        if cell not in self._found:
            try:
                self._found[cell] = self._looked_up(theme, code)
            except (UnusableInputError, UnknownCodeError, AmbiguousCodeError) as error:
                self._found[cell] = error
        found = self._found[cell]
        if isinstance(found, Exception):
            raise found
        return found

    def id_of(self, key: PathKey) -> int:
        """Return the id of a code that is there, or was made by ``create_missing``."""
        return self._ids[key]

    def key_of(self, code_id: int) -> PathKey | None:
        """Return the key of a code that is there; None for one merged into another."""
        return self._keys.get(code_id)

    def create_missing(self, work: Writing) -> list[str]:
        """Make the codes that were noted, parents first; return their paths as written."""
        positions: dict[int | None, int] = defaultdict(int)
        for code in self._codes:
            positions[code.parent_id] = max(positions[code.parent_id], code.position)
        for key, new in self._new.items():
            parent_id = self._ids[key[:-1]] if len(key) > 1 else None
            positions[parent_id] += 1
            self._ids[key] = work.create(
                "code",
                codebook=self._codebook_id,
                parent=parent_id,
                name=new.path[-1],
                position=positions[parent_id],
                kind=CodeKind.ORDINARY.value,
                codable=int(new.codable),
                colour="",
                born=work.number,
                from_file=1,
                aliases=[],
                labels={},
            )
        return [PATH_SEPARATOR.join(new.path) for new in self._new.values()]

    def _looked_up(self, theme: str, code: str) -> PathKey:
        written = f"{theme}{PATH_SEPARATOR}{code}" if theme else code
        candidates = self._tails.get(name_key(code.rsplit(PATH_SEPARATOR, maxsplit=1)[-1]).casefold(), [])
        found = self._among(candidates, written, theme, code)
        if found is not None:
            if not found.codable:
                raise HeadingError(found.written_path)
            return self._keys[found.id]
        if self._may_create:
            return self._noted(parsed_path(written))
        near = nearest_names(written, [each.written_path for each in self._codes])
        raise UnknownCodeError(written, near)

    def _among(self, candidates: Sequence[Code], written: str, theme: str, code: str) -> Code | None:
        try:
            return find_code(candidates, written)
        except UnknownCodeError:
            pass
        # The file's theme may be any name above the code, not the whole path.
        above = tuple(name_key(part).casefold() for part in theme.split(PATH_SEPARATOR))
        below = [each for each in candidates if theme and _holds(_loosened(each.path[:-1]), above)]
        try:
            return find_code(below, code)
        except UnknownCodeError:
            return None

    def _noted(self, path: tuple[str, ...]) -> PathKey:
        """Note a path to be made, using what is there of it."""
        key: PathKey = ()
        for depth, name in enumerate(path, 1):
            step = (*key, name_key(name))
            if step not in self._ids and step not in self._new:
                step = self._loose.get(_loosened(step), step)
            if step not in self._ids and step not in self._new:
                self._new[step] = _NewCode(path[:depth])
            key = step
        if key in self._new:
            self._new[key].codable = True
        return key


def _loosened(path: Sequence[str]) -> PathKey:
    return tuple(name_key(part).casefold() for part in path)


def _holds(path: PathKey, part: PathKey) -> bool:
    return any(path[start : start + len(part)] == part for start in range(len(path) - len(part) + 1))

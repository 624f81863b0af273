"""The codes at hand: looked up, searched, and joined by those about to be made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from coder.domain.codebook import PATH_SEPARATOR, Code, CodeKind, CodeNameError, name_key, parsed_path
from coder.tui.coding.code_rows import Row, tree_rows

if TYPE_CHECKING:
    from coder.text.matching import MatchIndex

MOST_MATCHES = 300
"""No one reads further; they type another letter."""


class CodeShelf:
    """A codebook as the screen has it; codes about to be made have negative ids."""

    def __init__(self, codes: Iterable[Code]) -> None:
        self._codes: dict[int, Code] = {}
        self._index: MatchIndex[int] | None = None
        self._tree: list[Row] | None = None
        self._choosable: list[Code] | None = None
        self._themes_beside: dict[int, str] | None = None
        self._next = -1
        self.reload(codes)

    def reload(self, codes: Iterable[Code]) -> None:
        """Take the codes as they are on disk; those about to be made stay."""
        expected = [code for code in self._codes.values() if code.id < 0]
        self._codes = {code.id: code for code in codes}
        for code in expected:
            self._put(code)
        self._forget()

    def all(self) -> list[Code]:
        """Return all codes in codebook order, also those that are not open for choice."""
        return list(self._codes.values())

    def choosable(self) -> list[Code]:
        """Return the codes that can be set, in codebook order."""
        if self._choosable is None:
            self._choosable = [code for code in self._codes.values() if code.open_for_choice]
        return self._choosable

    def themes_beside(self) -> Mapping[int, str]:
        """Return, by code id, the theme that must stand beside a name that several codes have."""
        if self._themes_beside is None:
            times = Counter(_loose(code.name) for code in self.choosable())
            self._themes_beside = {
                code.id: PATH_SEPARATOR.join(code.path[:-1])
                for code in self.choosable()
                if len(code.path) > 1 and times[_loose(code.name)] > 1
            }
        return self._themes_beside

    def name(self, code_id: int) -> str:
        """Return what to call a code where its theme is not seen: with it where others have its name."""
        theme = self.themes_beside().get(code_id, "")
        return self._codes[code_id].name + (f" · {theme}" if theme else "")

    def tree(self) -> list[Row]:
        """Return the whole codebook as rows."""
        if self._tree is None:
            self._tree = tree_rows(self.all())
        return self._tree

    def has(self, code_id: int) -> bool:
        """Tell whether a code is there."""
        return code_id in self._codes

    def code(self, code_id: int) -> Code:
        """Return a code by its id."""
        return self._codes[code_id]

    def search(self, query: str) -> list[Code]:
        """Return the codes a few typed letters mean, best first."""
        if self._index is None:
            from coder.text.matching import MatchIndex, candidate_of  # not needed for the first screen

            self._index = MatchIndex(candidate_of(code) for code in self.choosable())
        return [self._codes[match.candidate.key] for match in self._index.search(query, MOST_MATCHES)]

    def theme_found(self, query: str, code: Code) -> str:
        """Return the theme a code was found by, where it is not its own name that fits what is typed."""
        if len(code.path) == 1 or not query:
            return ""
        from coder.text.matching import candidate_of, found_by_theme

        return PATH_SEPARATOR.join(code.path[:-1]) if found_by_theme(query, candidate_of(code)) else ""

    def alias_found(self, query: str, code: Code) -> str:
        """Return the other name a code was found by, where it is not its own that fits what is typed."""
        if not code.text.aliases or not query:
            return ""
        from coder.text.matching import candidate_of, found_by_alias

        return found_by_alias(query, candidate_of(code))

    def is_found_by_definition(self, query: str, code: Code) -> bool:
        """Tell whether only a code's definition fits what is typed."""
        from coder.text.matching import candidate_of, found_by_definition

        return bool(query) and found_by_definition(query, candidate_of(code))

    def code_written(self, written_path: str) -> Code | None:
        """Return the code that is called so, if only in another case."""
        try:
            path = parsed_path(written_path)
        except CodeNameError:
            return None
        return self._choosable_at(self._path_there(path))

    def new_theme(self, written_path: str) -> str:
        """Return the theme that would be made along with a code called so; empty where it is there."""
        path = self._path_to_make(written_path)
        there = self._depth_there(path)
        return PATH_SEPARATOR.join(path[:-1]) if there < len(path) - 1 else ""

    def theme_begun(self, written_path: str) -> str:
        """Return a theme that is there and begins as the one that would be made; empty where none does."""
        path = self._path_to_make(written_path)
        depth = self._depth_there(path)
        if depth >= len(path) - 1:
            return ""
        return next(
            (
                PATH_SEPARATOR.join(code.path[: depth + 1])
                for code in self.choosable()
                if len(code.path) > depth + 1
                and code.path[:depth] == path[:depth]
                and _loose(code.path[depth]).startswith(_loose(path[depth]))
            ),
            "",
        )

    def _path_to_make(self, written_path: str) -> tuple[str, ...]:
        try:
            return self._path_there(parsed_path(written_path))
        except CodeNameError:
            return ()

    def _depth_there(self, path: tuple[str, ...]) -> int:
        """Return how many names of a path, from the top, lead to something in the codebook."""
        there = {
            code.path[:depth]
            for code in self._codes.values()
            if code.merged_into is None
            for depth in range(1, len(code.path) + 1)
        }
        return next((depth for depth in range(len(path)) if path[: depth + 1] not in there), len(path))

    def expect(self, written_path: str) -> int:
        """Put a code there that is about to be made.

        Raises:
            CodeNameError: If no code can be called so.
        """
        path = self._path_there(parsed_path(written_path))
        there = self._choosable_at(path)
        if there is not None:
            return there.id
        parents = [code.id for code in self._codes.values() if code.path == path[:-1]]
        made = _expected(self._next, path, parents[0] if parents else None)
        self._next -= 1
        self._put(made)
        self._forget()
        return made.id

    def replace(self, expected: int, made: int) -> None:
        """Give a code that was expected the id it got."""
        code = self._codes.get(expected)
        if code is None:
            return
        self._codes = {
            (made if code_id == expected else code_id): (
                replace(code, id=made) if code_id == expected else each
            )
            for code_id, each in self._codes.items()
            if code_id == expected or code_id != made
        }
        self._forget()

    def drop(self, expected: int) -> None:
        """Take a code away that could not be made."""
        self._codes.pop(expected, None)
        self._forget()

    def _choosable_at(self, path: tuple[str, ...]) -> Code | None:
        return next((code for code in self.choosable() if code.path == path), None)

    def _path_there(self, written: tuple[str, ...]) -> tuple[str, ...]:
        """Return a path with names as they are in the codebook, where only case or accents' form differ.

        Among several that differ in case alone only the very same name is meant, as when codes are made.
        """
        path: tuple[str, ...] = ()
        for name in written:
            depth = len(path)
            siblings = dict.fromkeys(
                code.path[depth]
                for code in self._codes.values()
                if len(code.path) > depth and code.path[:depth] == path and code.merged_into is None
            )
            exact = [each for each in siblings if name_key(each) == name_key(name)]
            alike = [each for each in siblings if _loose(each) == _loose(name)]
            path = (*path, exact[0] if exact else alike[0] if len(alike) == 1 else name)
        return path

    def _forget(self) -> None:
        """Let go of what was worked out from codes that have changed."""
        self._index = self._tree = self._choosable = self._themes_beside = None

    def _put(self, code: Code) -> None:
        """Insert a code after the last of its siblings, or after its parent."""
        near = [
            other.id
            for other in self._codes.values()
            if other.path[:-1] == code.path[:-1]
            or (len(code.path) > 1 and other.path[: len(code.path) - 1] == code.path[:-1])
        ]
        ordered: dict[int, Code] = {}
        for code_id, other in self._codes.items():
            ordered[code_id] = other
            if near and code_id == near[-1] and len(code.path) > 1:
                ordered[code.id] = code
        ordered.setdefault(code.id, code)
        self._codes = ordered


def _loose(name: str) -> str:
    return name_key(name).casefold()


def _expected(code_id: int, path: tuple[str, ...], parent_id: int | None) -> Code:
    return Code(
        id=code_id,
        uid="",
        name=path[-1],
        path=path,
        parent_id=parent_id,
        position=0,
        kind=CodeKind.ORDINARY,
        codable=True,
        colour="",
        born=0,
        from_file=False,
        retired=None,
        merged_into=None,
        split_from=None,
    )

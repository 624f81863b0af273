"""The tree of a codebook: who stands under whom, and what a name leads to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from coder.domain.codebook import Code, name_key
from coder.domain.errors import UnusableInputError
from coder.messages import _


class MergedAwayError(UnusableInputError):
    """The code was merged into another and cannot be worked on."""

    def __init__(self, code: Code, into: Code) -> None:
        super().__init__(
            _("«{code}» was merged into «{into}». Work on that one.").format(
                code=code.written_path, into=into.written_path
            )
        )


class SiblingNameError(UnusableInputError):
    """A sibling has the name already."""

    def __init__(self, code: Code) -> None:
        self.code = code
        if code.retired is None:
            sentence = _("There is a code «{path}» already. Choose another name.")
        else:
            sentence = _("There is a retired code «{path}». Restore it, or choose another name.")
        super().__init__(sentence.format(path=code.written_path))


class CodeTree:
    """A codebook at one moment; ``codes`` in codebook order, those merged away among them."""

    def __init__(self, codes: Iterable[Code]) -> None:
        self.codes = list(codes)
        self._by_id = {code.id: code for code in self.codes}
        self._children: dict[int | None, list[Code]] = defaultdict(list)
        for code in self.codes:
            self._children[code.parent_id].append(code)

    def code(self, code_id: int) -> Code:
        """Return any code by its id."""
        return self._by_id[code_id]

    def living(self, code_id: int) -> Code:
        """Return a code by its id, retired or not.

        Raises:
            MergedAwayError: If it was merged into another.
        """
        code = self._by_id[code_id]
        if code.merged_into is not None:
            raise MergedAwayError(code, self.survivor(code))
        return code

    def survivor(self, code: Code) -> Code:
        """Return what a code was merged into in the end; the code itself if it was not."""
        while code.merged_into is not None:
            code = self._by_id[code.merged_into]
        return code

    def children(self, parent_id: int | None) -> list[Code]:
        """Return the codes right under one (None: at the top) in order, without those merged away."""
        return [code for code in self._children[parent_id] if code.merged_into is None]

    def child_named(self, parent_id: int | None, name: str) -> Code | None:
        """Return the child of that name, however its accents are written; retired ones too."""
        key = name_key(name)
        return next((code for code in self.children(parent_id) if name_key(code.name) == key), None)

    def child_alike(self, parent_id: int | None, name: str) -> Code | None:
        """Return the child of that name, or else the only one that differs in case alone."""
        exact = self.child_named(parent_id, name)
        key = name_key(name).casefold()
        alike = [code for code in self.children(parent_id) if name_key(code.name).casefold() == key]
        return exact or (alike[0] if len(alike) == 1 else None)

    def merged_child_named(self, parent_id: int | None, name: str) -> Code | None:
        """Return the child of that name that was last merged into another."""
        key = name_key(name)
        merged = [code for code in self._children[parent_id] if code.merged_into is not None]
        return next((code for code in reversed(merged) if name_key(code.name) == key), None)

    def descendants(self, code_id: int) -> Iterator[Code]:
        """Yield everything below a code, without those merged away."""
        for child in self.children(code_id):
            yield child
            yield from self.descendants(child.id)

    def ancestors(self, code_id: int) -> Iterator[Code]:
        """Yield what a code stands under, nearest first."""
        parent_id = self._by_id[code_id].parent_id
        while parent_id is not None:
            yield self._by_id[parent_id]
            parent_id = self._by_id[parent_id].parent_id

    def top(self, code: Code) -> Code:
        """Return the topmost code that a code stands under: itself at the top."""
        return next(reversed(list(self.ancestors(code.id))), code)

    def refuse_taken_name(self, parent_id: int | None, name: str, but: int | None = None) -> None:
        """Raise SiblingNameError if another code right under the parent has the name."""
        found = self.child_named(parent_id, name)
        if found is not None and found.id != but:
            raise SiblingNameError(found)

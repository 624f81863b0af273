"""The codes of a project as a plain list, for programs that take in no more."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from coder.domain.codebook import CodeRow
from coder.domain.loss import Losses
from coder.domain.portable import PortableCode
from coder.exchange.refi.code_description import written_description
from coder.exchange.refi.distinct_names import distinct_names
from coder.messages import _

_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True)
class ListedCode:
    """A code by the names from the topmost down, with all that is known of it."""

    path: tuple[str, ...]
    row: CodeRow
    leaf: bool
    """Whether no code stands below it."""

    @property
    def memo(self) -> str:
        """All that is known of the code, under headings."""
        return written_description(self.row)

    @property
    def memo_on_one_line(self) -> str:
        """The same without line breaks."""
        return _BLANKS.sub(" ", self.memo).strip()


def listed_codes(
    codes: Sequence[PortableCode], name: Callable[[PortableCode], str], *, longest: int | None = None
) -> list[ListedCode]:
    """Return codes in codebook order; siblings whose names have become the same get a number.

    Args:
        codes: Parents before children.
        name: What a code is called there.
        longest: How many characters of a name are read there; longer ones are cut.
    """
    siblings: dict[str | None, list[PortableCode]] = {}
    for code in codes:
        siblings.setdefault(code.parent, []).append(code)
    names: dict[str, str] = {}
    for beside in siblings.values():
        chosen = distinct_names((name(code) for code in beside), longest=longest)
        names.update(zip((code.uid for code in beside), chosen, strict=True))
    paths: dict[str | None, tuple[str, ...]] = {}
    listed = []
    for code in codes:
        paths[code.uid] = (*paths.get(code.parent, ()), names[code.uid])
        listed.append(ListedCode(paths[code.uid], code.row, code.uid not in siblings))
    return listed


def tell_of_headings(listed: Sequence[ListedCode], file: str, losses: Losses) -> None:
    """Note headings without a row: those without codes below them, and what is known of the others."""
    for code in listed:
        if not code.row.codable and (code.leaf or code.memo):
            what = _("{file}: headings have no row of their own, nor what is known of them.")
            losses.add(what.format(file=file), code.row.written_path)

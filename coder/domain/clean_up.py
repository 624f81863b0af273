"""What in a codebook may want clearing up: found by rules, decided by people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from coder.domain.code_tree import CodeTree
from coder.domain.codebook import Code, CodeKind
from coder.domain.name_likeness import are_nearly_equal

MUCH_OTHER = 0.10
"""From this share of the settled answers on, what has no code of its own is worth working through."""
ENOUGH_ANSWERS = 20
"""Before so many answers are settled, or done, it tells nothing that a code is not used, or often used."""
OFTEN_TOGETHER = 0.8
"""Share of the answers of each of two codes that must have the other too."""
ENOUGH_TOGETHER = 5
"""Answers with both codes from which on that is no chance."""


class CleanUpKind(StrEnum):
    """Why codes are brought up; in the order they are listed."""

    OTHER = "other"
    """Many answers have a code of kind *other*."""
    ALIKE = "alike"
    """Two names are nearly equal."""
    SAME_NAME = "same_name"
    """One name stands in two places."""
    SAME_DEFINITION = "same_definition"
    TOGETHER = "together"
    """Nearly every answer that has one of two codes has the other."""
    UNDEFINED = "undefined"
    UNUSED = "unused"
    """No answer has it, by any coder."""
    LONELY = "lonely"
    """Only one code stands under it."""


PAIRS = frozenset(
    {CleanUpKind.ALIKE, CleanUpKind.SAME_NAME, CleanUpKind.SAME_DEFINITION, CleanUpKind.TOGETHER}
)
"""What is found of two codes, which might be one."""

MEANT_OPERATIONS: Mapping[CleanUpKind, str] = {kind: f"meant_{kind.value}" for kind in CleanUpKind}
"""What an entry is called that puts a finding away; the notes it writes stand on the finding's codes."""


@dataclass(frozen=True)
class Finding:
    """Codes that may want clearing up, and the counts that say so; a count that tells nothing is 0."""

    kind: CleanUpKind
    codes: tuple[Code, ...]
    """One; or of two, the one with more answers first."""
    answers: tuple[int, ...]
    """Settled answers with each."""
    of: int = 0
    """Of how many settled answers; where a code was never used, how many answers are done."""
    together: int = 0
    """Settled answers with both."""

    @property
    def key(self) -> tuple[CleanUpKind, frozenset[int]]:
        """By what it is known again: why, and the ids of the codes."""
        return self.kind, frozenset(code.id for code in self.codes)


@dataclass(frozen=True)
class CodebookUse:
    """How a codebook is used, as far as the rules ask."""

    settled: Mapping[int, int]
    """Settled answers to the question by code id."""
    base: int
    """Settled answers to the question."""
    used: Collection[int]
    """Ids of the codes that any answer, to any question, has by any coder."""
    done: int
    """Answers, to any question with the codebook, that anyone is done with."""
    together: Mapping[tuple[int, int], int]
    """Settled answers with both, by two code ids, the lower first; pairs on few answers may be left out."""


def find_clean_up(codes: Sequence[Code], use: CodebookUse, word_key: Callable[[str], str]) -> list[Finding]:
    """Return what may want clearing up, kind by kind, within each the codes with most answers first.

    Args:
        codes: The whole codebook, in its order.
        use: What the codes are used for.
        word_key: A key that the forms of one word share: tenester and tjenester.
    """
    tree = CodeTree(codes)
    living = [code for code in codes if _is_in_use(tree, code)]
    rules = (
        _much_other(living, use),
        _alike(tree, living, use, word_key),
        _same_definition(tree, living, use),
        _together(tree, living, use),
        _single(CleanUpKind.UNDEFINED, filter(_lacks_definition, living), use, use.base),
        _unused(living, use),
        _lonely(tree, living, use),
    )
    found = [each for rule in rules for each in rule]
    order = list(CleanUpKind)
    return sorted(found, key=lambda each: (order.index(each.kind), [-count for count in each.answers]))


def share_of_other(codes: Iterable[Code], use: CodebookUse) -> list[Finding]:
    """Return the codes of kind *other* in use, however many answers have them."""
    other = (code for code in codes if code.kind is CodeKind.OTHER and code.open_for_choice)
    return list(_single(CleanUpKind.OTHER, other, use, use.base))


def _is_in_use(tree: CodeTree, code: Code) -> bool:
    gone = code.retired is not None or code.merged_into is not None or code.proposed_by is not None
    return not gone and all(above.retired is None for above in tree.ancestors(code.id))


def _single(kind: CleanUpKind, codes: Iterable[Code], use: CodebookUse, of: int) -> Iterator[Finding]:
    for code in codes:
        yield Finding(kind, (code,), (use.settled.get(code.id, 0),), of)


def _much_other(codes: Iterable[Code], use: CodebookUse) -> Iterator[Finding]:
    for found in share_of_other(codes, use):
        if use.base >= ENOUGH_ANSWERS and found.answers[0] >= MUCH_OTHER * use.base:
            yield found


def _lacks_definition(code: Code) -> bool:
    return code.codable and code.kind is CodeKind.ORDINARY and not code.text.definition


def _unused(codes: Iterable[Code], use: CodebookUse) -> Iterator[Finding]:
    if use.done >= ENOUGH_ANSWERS:
        unused = (code for code in codes if code.codable and code.id not in use.used)
        yield from _single(CleanUpKind.UNUSED, unused, use, use.done)


def _lonely(tree: CodeTree, codes: Sequence[Code], use: CodebookUse) -> Iterator[Finding]:
    shown = {code.id for code in codes}
    for code in codes:
        below = [child for child in tree.children(code.id) if child.id in shown]
        if len(below) == 1 and not code.codable:
            yield Finding(CleanUpKind.LONELY, (code, below[0]), (0, use.settled.get(below[0].id, 0)))


def _pair(kind: CleanUpKind, one: Code, other: Code, use: CodebookUse) -> Finding:
    first, second = sorted((one, other), key=lambda code: -use.settled.get(code.id, 0))
    counts = use.settled.get(first.id, 0), use.settled.get(second.id, 0)
    low, high = sorted((one.id, other.id))
    return Finding(kind, (first, second), counts, use.base, use.together.get((low, high), 0))


def _may_be_one(tree: CodeTree, one: Code, other: Code) -> bool:
    """Tell whether two codes could be merged: of one sort, and neither stands under the other."""
    if one.codable != other.codable or one.kind is not other.kind:
        return False
    above = {each.id for code in (one, other) for each in tree.ancestors(code.id)}
    return one.id not in above and other.id not in above


def _alike(
    tree: CodeTree, codes: Sequence[Code], use: CodebookUse, word_key: Callable[[str], str]
) -> Iterator[Finding]:
    ordinary = [code for code in codes if code.kind is CodeKind.ORDINARY]
    keys = {code.id: _words(code.name, word_key) for code in ordinary}
    for one, other in combinations(ordinary, 2):
        if are_nearly_equal(keys[one.id], keys[other.id]) and _may_be_one(tree, one, other):
            is_same = _plain(one.name) == _plain(other.name)
            yield _pair(CleanUpKind.SAME_NAME if is_same else CleanUpKind.ALIKE, one, other, use)


def _same_definition(tree: CodeTree, codes: Iterable[Code], use: CodebookUse) -> Iterator[Finding]:
    by_definition: dict[str, list[Code]] = defaultdict(list)
    for code in codes:
        if code.text.definition:
            by_definition[_plain(code.text.definition)].append(code)
    for alike in by_definition.values():
        for one, other in combinations(alike, 2):
            if _may_be_one(tree, one, other):
                yield _pair(CleanUpKind.SAME_DEFINITION, one, other, use)


def _together(tree: CodeTree, codes: Iterable[Code], use: CodebookUse) -> Iterator[Finding]:
    living = {code.id: code for code in codes}
    for (one, other), both in use.together.items():
        if both < ENOUGH_TOGETHER or one not in living or other not in living:
            continue
        most = max(use.settled.get(one, 0), use.settled.get(other, 0))
        if both >= OFTEN_TOGETHER * most and _may_be_one(tree, living[one], living[other]):
            yield _pair(CleanUpKind.TOGETHER, living[one], living[other], use)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")


def _words(name: str, word_key: Callable[[str], str]) -> tuple[str, ...]:
    """Return the keys of a name's words in an order of their own; *and* tells no names apart."""
    words = "".join(sign if sign.isalnum() else " " for sign in name.casefold()).split()
    telling = [word for word in words if word not in _AND] or words
    return tuple(sorted(map(word_key, telling)))


_AND = frozenset({"og", "and"})

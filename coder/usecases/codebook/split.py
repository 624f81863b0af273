"""Splitting a code: new codes beside it, and decisions on which answers go to which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coder.domain.code_tree import CodeTree, SiblingNameError
from coder.domain.codebook import Code, CodeKind, CodeRow, checked_name, name_key
from coder.domain.errors import UnusableInputError
from coder.messages import _, ngettext
from coder.store.code_use import codebook_with, codings_with, is_exclusive, tree_around
from coder.store.codings import Coding
from coder.store.unit_of_work import Writing
from coder.usecases.codebook.growth import RetiredCodeError, make_code
from coder.usecases.codebook.order import STEP
from coder.usecases.codebook.recoding import recode
from coder.usecases.report.passage_carrying import follow_split


class SplitHeadingError(UnusableInputError):
    """A heading has no answers to split."""

    def __init__(self, code: Code) -> None:
        super().__init__(
            _("«{code}» is only a heading. Move its codes instead.").format(code=code.written_path)
        )


class NoPartsError(UnusableInputError):
    """No part was named."""

    def __init__(self) -> None:
        super().__init__(_("Name at least one part to split off."))


class RepeatedPartError(UnusableInputError):
    """A part was named twice."""

    def __init__(self, name: str) -> None:
        super().__init__(_("The part «{name}» is named twice.").format(name=name))


class UnknownPartError(UnusableInputError):
    """A decision for a part that was not named."""

    def __init__(self, name: str, parts: Iterable[str]) -> None:
        super().__init__(
            _("«{name}» is none of the parts: {parts}.").format(name=name, parts=", ".join(parts))
        )


class NotCodedSoError(UnusableInputError):
    """Decisions on answers that do not have the code."""

    def __init__(self, code: Code, count: int) -> None:
        super().__init__(
            ngettext(
                "{n} decision is about an answer that does not have «{code}».",
                "{n} decisions are about answers that do not have «{code}».",
                count,
            ).format(n=count, code=code.written_path)
        )


class OnePartOnlyError(UnusableInputError):
    """In an exclusive codebook an answer has one code."""

    def __init__(self, count: int) -> None:
        super().__init__(
            ngettext(
                "The codebook allows one code per answer, but {n} answer was given several parts.",
                "The codebook allows one code per answer, but {n} answers were given several parts.",
                count,
            ).format(n=count)
        )


@dataclass(frozen=True)
class Decision:
    """That an answer's coding goes to a part; several decisions on one answer give it several parts."""

    answer_id: int
    part: str
    coder_id: int | None = None
    """Whose coding; None means everybody's for whom nothing else is said."""


@dataclass(frozen=True)
class Split:
    """What a split did."""

    parts: Mapping[str, int]
    """Ids of the parts by name."""
    moved: int
    undecided: tuple[Coding, ...]
    """Codings still on the old code."""
    closed: bool
    """Whether nothing is left on the old code: it is retired now, or a heading where codes stand under it."""


def split_code(
    work: Writing, code_id: int, part_names: Sequence[str], decisions: Iterable[Decision] = ()
) -> Split:
    """Split a code into parts that stand after it, and move the codings that are decided on.

    A coding keeps its excerpts, and what was decided on them for the report; undecided ones stay on the old
    code. Split again, with the same parts, to decide on more. When nothing is left the old code is retired.
    Coded states stay.

    Raises:
        SiblingNameError: If another code beside it has a part's name.
        NotCodedSoError: If decisions are about answers that do not have the code.
    """
    tree = tree_around(work, code_id)
    code = tree.living(code_id)
    if code.retired is not None:
        raise RetiredCodeError(code)
    if not code.codable:
        raise SplitHeadingError(code)
    names = _checked_names(tree, code, part_names)
    codings = codings_with(work, [code_id])
    chosen = _chosen_parts(code, names, codings, decisions)
    _refuse_several(work, code, chosen)
    parts = _parts(work, tree, code, names)
    moved = _move(work, codings, chosen, parts)
    follow_split(work, code_id, [(each, parts[chosen[each.id][0]]) for each in codings if each.id in chosen])
    undecided = tuple(each for each in codings if each.id not in chosen)
    if not undecided:
        _close(work, tree, code)
    return Split(parts, moved, undecided, not undecided)


def _checked_names(tree: CodeTree, code: Code, part_names: Sequence[str]) -> list[str]:
    names = [checked_name(name) for name in part_names]
    if not names:
        raise NoPartsError
    for place, name in enumerate(names):
        if name_key(name) in map(name_key, names[:place]):
            raise RepeatedPartError(name)
        there = tree.child_named(code.parent_id, name)
        if there is not None and there.split_from != code.id:
            raise SiblingNameError(there)
        if there is not None and there.retired is not None:
            raise RetiredCodeError(there)
    return names


def _chosen_parts(
    code: Code, names: Sequence[str], codings: Sequence[Coding], decisions: Iterable[Decision]
) -> dict[int, list[str]]:
    """Return the parts by coding id; what is said of one coder goes before what is said of all."""
    known = {name_key(name): name for name in names}
    said: dict[tuple[int, int | None], list[str]] = defaultdict(list)
    for decision in decisions:
        name = known.get(name_key(decision.part))
        if name is None:
            raise UnknownPartError(decision.part, names)
        if name not in said[decision.answer_id, decision.coder_id]:
            said[decision.answer_id, decision.coder_id].append(name)
    used: set[tuple[int, int | None]] = set()
    chosen: dict[int, list[str]] = {}
    for coding in codings:
        own, common = (coding.answer_id, coding.coder_id), (coding.answer_id, None)
        key = own if own in said else common
        if key in said:
            chosen[coding.id] = said[key]
        # A decision for all is about the answer also where every coder has one of their own.
        used.update((own, common))
    stray = said.keys() - used
    if stray:
        raise NotCodedSoError(code, len(stray))
    return chosen


def _refuse_several(work: Writing, code: Code, chosen: Mapping[int, Sequence[str]]) -> None:
    several = sum(len(parts) > 1 for parts in chosen.values())
    if several and is_exclusive(work, codebook_with(work, code.id)):
        raise OnePartOnlyError(several)


def _parts(work: Writing, tree: CodeTree, code: Code, names: Sequence[str]) -> dict[str, int]:
    """Return the parts' ids, those made that are new: after the old code, in the order named."""
    found: dict[str, int] = {}
    codebook_id = codebook_with(work, code.id)
    siblings = tree.children(code.parent_id)
    last = max(place for place, each in enumerate(siblings) if code.id in (each.id, each.split_from))
    new = [name for name in names if tree.child_named(code.parent_id, name) is None]
    for name, position in zip(new, _positions(work, siblings, last + 1, len(new)), strict=True):
        # What is named apart is no *other* any more.
        kind = CodeKind.ORDINARY if code.kind is CodeKind.OTHER else code.kind
        row = CodeRow((name,), kind, colour=code.colour)
        found[name] = make_code(work, codebook_id, code.parent_id, position, row, split_from=code.id)
    for name in names:
        there = tree.child_named(code.parent_id, name)
        if there is not None:
            found[name] = there.id
    return {name: found[name] for name in names}


def _positions(work: Writing, siblings: Sequence[Code], after: int, count: int) -> list[int]:
    """Return numbers for codes to stand right after so many siblings; those behind move only if they must."""
    if after == len(siblings):
        return [siblings[-1].position + STEP * number for number in range(1, count + 1)]
    low, high = siblings[after - 1].position, siblings[after].position
    if high - low <= count:
        for number, sibling in enumerate(siblings):
            behind = count if number >= after else 0
            work.update("code", sibling.id, position=STEP * (number + behind + 1))
        return [STEP * (after + number) for number in range(1, count + 1)]
    return [low + (high - low) * number // (count + 1) for number in range(1, count + 1)]


def _move(
    work: Writing, codings: Sequence[Coding], chosen: Mapping[int, Sequence[str]], parts: Mapping[str, int]
) -> int:
    """Give codings their parts: the first by moving them, further ones by copies; return how many moved."""
    moved = 0
    for name, part_id in parts.items():
        further = [each for each in codings if name in chosen.get(each.id, ())[1:]]
        there = {(each.answer_id, each.coder_id) for each in codings_with(work, [part_id])}
        work.create_many(
            "coding",
            [
                {"answer": each.answer_id, "code": part_id, "coder": each.coder_id, "excerpts": each.excerpts}
                for each in further
                if (each.answer_id, each.coder_id) not in there
            ],
        )
        first = [each for each in codings if chosen.get(each.id, ("",))[0] == name]
        recode(work, first, part_id)
        moved += len(first)
    return moved


def _close(work: Writing, tree: CodeTree, code: Code) -> None:
    """Hide the old code from choice; codes in use under it keep it as their heading."""
    if any(child.retired is None for child in tree.children(code.id)):
        work.update("code", code.id, codable=0)
    else:
        work.update("code", code.id, retired=work.number)

"""Merging codes: several become one, and every coding stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coder.domain.code_tree import CodeTree
from coder.domain.codebook import Code, clean_values, name_key
from coder.domain.errors import UnusableInputError
from coder.messages import _
from coder.store.code_use import codings_with, tree_around
from coder.store.unit_of_work import Reading, Writing
from coder.usecases.codebook.growth import RetiredCodeError, accept_code
from coder.usecases.codebook.order import STEP, OtherCodebookError, position_at
from coder.usecases.codebook.recoding import recode
from coder.usecases.report.passage_carrying import follow_merge


class MergeIntoItselfError(UnusableInputError):
    """A code cannot be merged into itself or into what stands under it."""

    def __init__(self, source: Code, target: Code) -> None:
        super().__init__(
            _("«{source}» cannot be merged into «{target}»: that one is itself, or stands under it.").format(
                source=source.written_path, target=target.written_path
            )
        )


class NothingToMergeError(UnusableInputError):
    """No code to merge was named."""

    def __init__(self) -> None:
        super().__init__(_("Name at least one code to merge into the other."))


class MergeIntoHeadingError(UnusableInputError):
    """Codings cannot come to stand under a mere heading."""

    def __init__(self, target: Code) -> None:
        super().__init__(
            _(
                "«{target}» is only a heading, so no answer can have it. Make it codable first (define)."
            ).format(target=target.written_path)
        )


class ChildInTheWayError(UnusableInputError):
    """Both codes have a child of one name."""

    def __init__(self, child: Code, there: Code) -> None:
        super().__init__(
            _("«{child}» would come to stand beside «{there}». Merge or rename these two first.").format(
                child=child.written_path, there=there.written_path
            )
        )


@dataclass(frozen=True)
class Merge:
    """What a merge did."""

    answers: int
    """Answers that had one of the merged codes."""
    moved: int
    united: int
    """Codings that went up in another because the coder had given both codes."""


def answers_affected(work: Reading, source_ids: Sequence[int]) -> int:
    """Count the answers that have one of these codes, by any coder."""
    return len({coding.answer_id for coding in codings_with(work, source_ids)})


def merge_codes(work: Writing, source_ids: Sequence[int], target_id: int) -> Merge:
    """Merge codes into one: their codings and children become its, their names its aliases.

    What is kept for the report goes along; what else is written about them stays with them, but they
    disappear from the codebook. Coded states stay. A target that was only proposed is accepted by it.

    Raises:
        MergeIntoItselfError: If the target is one of them or stands under one.
        ChildInTheWayError: If children of one name would meet.
        MergeIntoHeadingError: If codings would come to stand under a heading.
    """
    tree = tree_around(work, target_id)
    target = tree.living(target_id)
    sources = _checked_sources(tree, list(dict.fromkeys(source_ids)), target)
    accept_code(work, target_id)
    codings = codings_with(work, [source.id for source in sources])
    if codings and not target.codable:
        raise MergeIntoHeadingError(target)
    recoded = recode(work, codings, target_id)
    follow_merge(work, [source.id for source in sources], target_id)
    for source in sources:
        work.update("code", source.id, merged_into=target_id)
    _take_children(work, tree, sources, target)
    aliases = [*target.text.aliases, *(name for each in sources for name in (each.name, *each.text.aliases))]
    kept = [alias for alias in clean_values(aliases) if alias != target.name]
    work.update("code", target_id, aliases=kept)
    return Merge(len({coding.answer_id for coding in codings}), recoded.moved, recoded.united)


def _checked_sources(tree: CodeTree, source_ids: Sequence[int], target: Code) -> list[Code]:
    if not source_ids:
        raise NothingToMergeError
    if target.retired is not None:
        raise RetiredCodeError(target)
    known = {code.id for code in tree.codes}
    above = {target.id, *(code.id for code in tree.ancestors(target.id))}
    sources = []
    for source_id in source_ids:
        if source_id not in known:
            raise OtherCodebookError
        source = tree.living(source_id)
        if source_id in above:
            raise MergeIntoItselfError(source, target)
        sources.append(source)
    return sources


def _take_children(work: Writing, tree: CodeTree, sources: Sequence[Code], target: Code) -> None:
    """Put what stood under merged codes under the target, after its own children."""
    gone = {source.id for source in sources}
    there = [child for child in tree.children(target.id) if child.id not in gone]
    place = position_at(work, there)
    for source in sources:
        for child in tree.children(source.id):
            if child.id in gone:
                continue
            same = next((each for each in there if name_key(each.name) == name_key(child.name)), None)
            if same is not None:
                raise ChildInTheWayError(child, same)
            work.update("code", child.id, parent=target.id, position=place)
            there.append(child)
            place += STEP

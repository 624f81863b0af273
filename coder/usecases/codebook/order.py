"""Where a code stands: moved under another, or among its siblings."""

from __future__ import annotations

from collections.abc import Sequence

from coder.domain.code_tree import CodeTree
from coder.domain.codebook import Code
from coder.domain.errors import UnusableInputError
from coder.messages import _
from coder.store.code_use import tree_around
from coder.store.unit_of_work import Writing

# Places are far apart, so that a code put between two others changes no row but its own: less to undo, and
# nobody else's undo is refused for it.
STEP = 1024


class UnderItselfError(UnusableInputError):
    """A code cannot stand under itself or under what stands under it."""

    def __init__(self, code: Code, parent: Code) -> None:
        super().__init__(
            _("«{code}» cannot stand under «{parent}»: that one is itself, or stands under it.").format(
                code=code.written_path, parent=parent.written_path
            )
        )


class OtherCodebookError(UnusableInputError):
    """The codes are of two codebooks."""

    def __init__(self) -> None:
        super().__init__(_("The codes stand in different codebooks."))


class RetiredParentError(UnusableInputError):
    """A code in use cannot stand under a retired one."""

    def __init__(self, parent: Code) -> None:
        super().__init__(
            _("«{parent}» is retired, so nothing can be put under it. Restore it first.").format(
                parent=parent.written_path
            )
        )


def move_code(work: Writing, code_id: int, parent_id: int | None, position: int | None = None) -> None:
    """Put a code, with what stands under it, under another one (None: at the top).

    Args:
        work: The act.
        code_id: Which code.
        parent_id: Under which.
        position: Its place among the siblings there, from 1. None: last, or where it is if the parent stays.

    Raises:
        UnderItselfError: If the parent is the code itself or stands under it.
        SiblingNameError: If a code there has its name.
    """
    tree = tree_around(work, code_id)
    code = tree.living(code_id)
    if parent_id is not None:
        _refuse_parent(work, tree, code, parent_id)
    tree.refuse_taken_name(parent_id, code.name, but=code_id)
    if position is None and parent_id == code.parent_id:
        return
    siblings = [sibling for sibling in tree.children(parent_id) if sibling.id != code_id]
    if parent_id == code.parent_id and position is not None and _stands_at(tree, code, position):
        return
    place = position_at(work, siblings, position)
    work.update("code", code_id, parent=parent_id, position=place)


def reorder_code(work: Writing, code_id: int, position: int) -> None:
    """Put a code at a place among its siblings, from 1; a number too high means last."""
    move_code(work, code_id, tree_around(work, code_id).living(code_id).parent_id, position)


def position_at(work: Writing, siblings: Sequence[Code], place: int | None = None) -> int:
    """Return the number that puts a code at a place (from 1; None: last) among its future siblings.

    Where two neighbours leave no room, the siblings are numbered anew.
    """
    last = siblings[-1].position if siblings else 0
    if place is None or place > len(siblings):
        return last + STEP
    place = max(place, 1)
    after = siblings[place - 1].position
    before = siblings[place - 2].position if place > 1 else after - 2 * STEP
    if after - before > 1:
        return (before + after) // 2
    for number, sibling in enumerate(siblings, 1):
        work.update("code", sibling.id, position=number * STEP)
    return place * STEP - STEP // 2


def _stands_at(tree: CodeTree, code: Code, place: int) -> bool:
    siblings = tree.children(code.parent_id)
    return siblings[min(max(place, 1), len(siblings)) - 1].id == code.id


def _refuse_parent(work: Writing, tree: CodeTree, code: Code, parent_id: int) -> None:
    known = {each.id for each in tree.codes}
    if parent_id not in known:
        raise OtherCodebookError
    parent = tree.living(parent_id)
    if parent_id == code.id or any(each.id == parent_id for each in tree.descendants(code.id)):
        raise UnderItselfError(code, parent)
    if parent.retired is not None and code.retired is None:
        raise RetiredParentError(parent)

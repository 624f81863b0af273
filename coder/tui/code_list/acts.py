"""The acts a code list hands to the session; each loads what it needs on the writer's thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from coder.domain.errors import UnusableInputError
from coder.messages import _
from coder.tui.keys.keys_here import with_keys_here

if TYPE_CHECKING:
    from coder.domain.clean_up import Finding
    from coder.domain.code_tree import SiblingNameError
    from coder.store.unit_of_work import Writing

Act = Callable[["Writing"], object]


class TakenNameError(UnusableInputError):
    """A code was to be called as one beside it is; the two may be meant to be one."""

    def __init__(self, taken: SiblingNameError) -> None:
        merging = with_keys_here(_("To make one code of the two: Esc, then ^k."))
        super().__init__(f"{taken} {merging}")


def add_code(codebook_id: int, parent_id: int | None, written_path: str, position: int | None) -> Act:
    """Make a code that is not there yet; gives its id."""

    def act(work: Writing) -> int:
        from coder.domain.code_tree import SiblingNameError
        from coder.store.code_use import tree_of
        from coder.usecases.codebook.growth import add_code

        before = len(work.changes)
        code_id = add_code(work, codebook_id, written_path, position=position)
        if len(work.changes) == before:
            raise SiblingNameError(tree_of(work, codebook_id).code(code_id))
        return code_id

    return act


def rename_code(code_id: int, name: str) -> Act:
    """Give a code another name."""

    def act(work: Writing) -> None:
        from coder.domain.code_tree import SiblingNameError
        from coder.usecases.codebook.growth import rename_code

        try:
            rename_code(work, code_id, name)
        except SiblingNameError as error:
            if error.code.retired is not None:
                raise
            raise TakenNameError(error) from error

    return act


def define_code(code_id: int, changed: Mapping[str, Any], changes_meaning: str | None) -> Act:
    """Change what stands about a code."""

    def act(work: Writing) -> None:
        from coder.usecases.codebook.growth import define_code

        define_code(work, code_id, **changed, changes_meaning=changes_meaning)

    return act


def move_code(code_id: int, parent_id: int | None, position: int | None = None) -> Act:
    """Put a code under another one, or at a place among its siblings."""

    def act(work: Writing) -> None:
        from coder.usecases.codebook.order import move_code

        move_code(work, code_id, parent_id, position)

    return act


def merge_codes(source_id: int, target_id: int) -> Act:
    """Let one code go up in another."""

    def act(work: Writing) -> None:
        from coder.usecases.codebook.merge import merge_codes

        merge_codes(work, [source_id], target_id)

    return act


def split_code(code_id: int, parts: Sequence[str], decided: Mapping[int, Sequence[str]]) -> Act:
    """Split a code into parts; ``decided`` are the parts by answer."""

    def act(work: Writing) -> object:
        from coder.usecases.codebook.split import Decision, split_code

        decisions = [Decision(answer, part) for answer, names in decided.items() for part in names]
        return split_code(work, code_id, parts, decisions)

    return act


def recode_answers(answer_ids: Sequence[int], code_id: int, target: int | str) -> Act:
    """Give answers another code in place of one; ``target`` is its id, or the path of a new one."""

    def act(work: Writing) -> int:
        from coder.usecases.codebook.other_answers import recode_answers

        return recode_answers(work, answer_ids, code_id, target)

    return act


def mean_it_so(finding: Finding, coder_id: int, because: str) -> Act:
    """Put away what the clean-up brought up; why stands in the coder's notes on its codes."""

    def act(work: Writing) -> None:
        from coder.usecases.codebook.clean_up import mean_it_so

        mean_it_so(work, finding, coder_id, because)

    return act


def retire_code(code_id: int) -> Act:
    """Take a code out of choice."""

    def act(work: Writing) -> int:
        from coder.usecases.codebook.settings import retire_code

        return retire_code(work, code_id)

    return act


def accept_code(code_id: int) -> Act:
    """Take up a code that was only proposed."""

    def act(work: Writing) -> int:
        from coder.usecases.codebook.growth import accept_code

        return accept_code(work, code_id)

    return act


def restore_code(code_id: int) -> Act:
    """Take a code back into choice."""

    def act(work: Writing) -> int:
        from coder.usecases.codebook.settings import restore_code

        return restore_code(work, code_id)

    return act

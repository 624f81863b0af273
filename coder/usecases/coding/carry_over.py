"""Taking over what was coded on a respondent's last answer, where it fits this one."""

from __future__ import annotations

from dataclasses import dataclass

from coder.domain.code_tree import CodeTree
from coder.domain.codebook import Code
from coder.domain.coding import Span, distinct
from coder.domain.errors import UnusableInputError
from coder.domain.refitting import only_place
from coder.messages import _
from coder.store.answers import texts_of
from coder.store.codes import codes_of
from coder.store.codings import Coding, codings_of
from coder.store.questions import codebook_of_answer
from coder.store.settled import settled_of
from coder.store.unit_of_work import Reading, Writing
from coder.usecases.coding.setting import set_code

CARRY_OVER = "carry_over"
"""What the act is called in the history."""


class NothingToTakeOverError(UnusableInputError):
    """The earlier answer has no code this one lacks and may have."""

    def __init__(self) -> None:
        super().__init__(_("There is no code to take over that is not set already."))


class ReplacesCodeError(UnusableInputError):
    """Answers to this question have one code only, and this one has another."""

    def __init__(self, name: str, by: str) -> None:
        super().__init__(
            _("The answer has «{name}», and can have one code only. «{by}» would take its place.").format(
                name=name, by=by
            )
        )


@dataclass(frozen=True)
class TakenCode:
    """A code with the words of the new text it stands on; none means the whole answer."""

    code: Code
    excerpts: tuple[Span, ...] = ()


@dataclass(frozen=True)
class CarryOver:
    """What taking over brings; the same before it is done and after."""

    taken: tuple[TakenCode, ...]
    set_already: tuple[Code, ...]
    left_out: tuple[Code, ...]
    """Retired, or only headings by now."""
    replaces: tuple[Code, ...]
    """What goes, where answers have one code only."""


def coder_to_follow(work: Reading, answer_id: int, coder_id: int) -> int:
    """Return whose coding of an earlier answer is taken over: the settled one, else one's own."""
    return settled_of(work.connection, [answer_id]).get(answer_id, coder_id)


def carry_over_plan(work: Reading, from_answer_id: int, to_answer_id: int, coder_id: int) -> CarryOver:
    """Tell what taking over from an earlier answer would do; nothing is written.

    A code that was merged away comes as the one it went up in. Excerpts come where their very words stand
    in the new text exactly once; a code none of whose excerpts do stands on the whole answer.
    """
    codebook_id, exclusive = codebook_of_answer(work, to_answer_id)
    tree = CodeTree(codes_of(work, codebook_id))
    followed = coder_to_follow(work, from_answer_id, coder_id)
    present = [each.code_id for each in codings_of(work, [to_answer_id], coder_id).get(to_answer_id, [])]
    texts = texts_of(work, [from_answer_id, to_answer_id])
    taken: dict[int, TakenCode] = {}
    set_already: dict[int, Code] = {}
    left_out: dict[int, Code] = {}
    for coding in codings_of(work, [from_answer_id], followed).get(from_answer_id, []):
        code = tree.survivor(tree.code(coding.code_id))
        if code.id in present:
            set_already[code.id] = code
        elif not code.open_for_choice or (exclusive and taken):
            left_out[code.id] = code
        else:
            found = _found_again(coding, texts[from_answer_id], texts[to_answer_id])
            there = taken[code.id].excerpts if code.id in taken else ()
            taken[code.id] = TakenCode(code, tuple(distinct((*there, *found))))
    replaced = present if exclusive and taken else []
    return CarryOver(
        tuple(taken.values()),
        tuple(set_already.values()),
        tuple(left_out.values()),
        tuple(tree.code(each) for each in replaced),
    )


def carry_over_codes(
    work: Writing, from_answer_id: int, to_answer_id: int, coder_id: int, *, replace: bool = False
) -> CarryOver:
    """Give an answer the codes of the respondent's earlier one, as this coder's; what is set stays.

    Args:
        work: The act.
        from_answer_id: The earlier answer.
        to_answer_id: The answer that gets them.
        coder_id: Who takes them over.
        replace: In an exclusive codebook, let the code take the place of another.

    Raises:
        NothingToTakeOverError: If no code would come.
        ReplacesCodeError: If another code would go, and ``replace`` does not allow it.
    """
    plan = carry_over_plan(work, from_answer_id, to_answer_id, coder_id)
    if not plan.taken:
        raise NothingToTakeOverError
    if plan.replaces and not replace:
        raise ReplacesCodeError(plan.replaces[0].name, plan.taken[0].code.name)
    for each in plan.taken:
        set_code(work, to_answer_id, each.code.id, coder_id, each.excerpts)
    return plan


def _found_again(coding: Coding, before: str, after: str) -> list[Span]:
    places = (only_place(before[start:end], after) for start, end in coding.excerpts)
    return [place for place in places if place is not None and not _cuts_a_word(place, after)]


def _cuts_a_word(place: Span, text: str) -> bool:
    return any(0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum() for at in place)

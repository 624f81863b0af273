"""Answers that have no code of their own, worked through: some of them given another code at one go."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from coder.domain.code_tree import CodeTree
from coder.domain.codebook import Code, CodeKind, parsed_path
from coder.domain.coding import united
from coder.domain.errors import WrongUseError
from coder.messages import _
from coder.store.answers import answers_of_question, question_of, texts_of
from coder.store.code_answers import answers_done, answers_with_in_order
from coder.store.code_use import codings_with, tree_around
from coder.store.codings import Coding, codings_of
from coder.store.questions import codebook_of_answer
from coder.store.unit_of_work import Reading, Writing
from coder.usecases.codebook.growth import add_code
from coder.usecases.codebook.recoding import recode
from coder.usecases.coding.code_several import NothingChosenError
from coder.usecases.coding.setting import ClosedCodeError
from coder.usecases.report.passage_carrying import follow_split

TEXTS_TOLD = 3


class NotOtherError(WrongUseError):
    """The code has a meaning of its own."""

    def __init__(self, code: Code) -> None:
        super().__init__(
            _("«{code}» is no code of kind «other». Its answers are given other codes by a split.").format(
                code=code.written_path
            )
        )


class NoOtherCodeError(WrongUseError):
    """The codebook has no code of kind *other*."""

    def __init__(self, question_key: str) -> None:
        super().__init__(
            _("The codebook of «{question}» has no code of kind «other».").format(question=question_key)
        )


@dataclass(frozen=True)
class RecodePreview:
    """What giving answers another code would do."""

    answers: int
    having: int
    """How many of them have the other code already."""
    codings: int
    """Codings that change, by whichever coder."""
    opens: int
    """Answers done, without these, that a new code opens for reading again; 0 where it is there already."""
    left: int
    """Answers to the question that keep the old code."""
    first: tuple[str, ...]
    """Texts of the first of them."""


def other_answers(work: Reading, question_id: int, code_ids: Sequence[int]) -> list[int]:
    """Return the answers to a question that have one of these codes, by any coder, in file order."""
    having = answers_with_in_order(work, code_ids)
    of_question = answers_of_question(work, question_id, having)
    return [each for each in having if each in of_question]


def texts_under(work: Reading, answer_ids: Sequence[int], code_ids: Collection[int]) -> dict[int, str]:
    """Return what of each answer has one of these codes: its excerpts, or all where it is on the whole."""
    texts = texts_of(work, answer_ids)
    found = {}
    for answer_id, codings in codings_of(work, answer_ids).items():
        having = [each for each in codings if each.code_id in code_ids]
        placed = united([span for each in having for span in each.excerpts])
        is_whole = any(not each.excerpts for each in having)
        text = texts[answer_id]
        found[answer_id] = text if is_whole else " ".join(text[start:end] for start, end in placed)
    return {each: found.get(each, text) for each, text in texts.items()}


def preview_of_recoding(
    work: Reading, answer_ids: Sequence[int], code_id: int, target: int | str
) -> RecodePreview:
    """Tell what giving answers another code in place of one would do.

    Args:
        work: The snapshot.
        answer_ids: Answers to one question that have the code.
        code_id: The code they have.
        target: Id of the other code; or the path of one that is still to be made.

    Raises:
        NothingChosenError: If there are none.
    """
    if not answer_ids:
        raise NothingChosenError
    tree = tree_around(work, code_id)
    target_id = target if isinstance(target, int) else _id_at(tree, target)
    moving = _moving(work, answer_ids, code_id)
    changed = {each.answer_id for each in moving}
    having = {each.answer_id for each in codings_with(work, [target_id])} if target_id is not None else set()
    opens = 0
    if target_id is None:
        codebook_id, _exclusive = codebook_of_answer(work, answer_ids[0])
        opens = max(answers_done(work, codebook_id) - len(changed), 0)
    everything = other_answers(work, question_of(work, answer_ids[0]), [code_id])
    first = [each for each in answer_ids if each in changed][:TEXTS_TOLD]
    texts = texts_under(work, first, {code_id})
    return RecodePreview(
        len(changed),
        len(changed & having),
        len(moving),
        opens,
        len(set(everything) - changed),
        tuple(texts[each] for each in first),
    )


def recode_answers(work: Writing, answer_ids: Sequence[int], code_id: int, target: int | str) -> int:
    """Give answers another code in place of one of kind *other*, in the coding of each who set that.

    Excerpts, and what was decided on them for the report, go along; the old code stays for the others, and
    coded states stay as they are.

    Args:
        work: The act.
        answer_ids: Answers to one question; those without the old code are left alone.
        code_id: The code that goes.
        target: Id of the code that comes; or its path, by which it is made if it is new.

    Returns:
        How many answers changed.

    Raises:
        NothingChosenError: If there are none, or none has the code.
        NotOtherError: If the old code is of another kind.
        ClosedCodeError: If the other code cannot be set.
    """
    tree = tree_around(work, code_id)
    code = tree.living(code_id)
    if code.kind is not CodeKind.OTHER:
        raise NotOtherError(code)
    moving = _moving(work, answer_ids, code_id)
    if not moving:
        raise NothingChosenError
    target_id = target
    if isinstance(target_id, str):
        codebook_id, _exclusive = codebook_of_answer(work, moving[0].answer_id)
        target_id = add_code(work, codebook_id, target_id)
    other = tree_around(work, target_id).living(target_id)
    if not other.open_for_choice or other.id == code_id:
        raise ClosedCodeError(
            other.name, is_retired=other.retired is not None, is_merged=other.merged_into is not None
        )
    recode(work, moving, target_id)
    follow_split(work, code_id, [(each, target_id) for each in moving])
    return len({each.answer_id for each in moving})


def _moving(work: Reading, answer_ids: Sequence[int], code_id: int) -> list[Coding]:
    wanted = set(answer_ids)
    return [each for each in codings_with(work, [code_id]) if each.answer_id in wanted]


def _id_at(tree: CodeTree, written_path: str) -> int | None:
    """Return the id of the code a path leads to, if there is one."""
    parent_id = None
    for name in parsed_path(written_path):
        found = tree.child_alike(parent_id, name)
        if found is None:
            return None
        parent_id = found.id
    return parent_id

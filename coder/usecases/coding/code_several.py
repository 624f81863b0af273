"""Setting or removing one code on several answers at once: shown before, one act, one undo."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from coder.domain.codebook import Code
from coder.domain.coding import CodedState
from coder.domain.errors import UnusableInputError
from coder.messages import _
from coder.store.answers import texts_of
from coder.store.coded_answers import coded_rows_of
from coder.store.codes import codes_of
from coder.store.codings import coding_ids_with, codings_of
from coder.store.questions import codebook_of_answer
from coder.store.unit_of_work import Reading, Writing
from coder.usecases.codebook.growth import add_code
from coder.usecases.coding.setting import ClosedCodeError

TEXTS_TOLD = 3


class NothingChosenError(UnusableInputError):
    """No answer was chosen."""

    def __init__(self) -> None:
        super().__init__(_("No answer is chosen."))


@dataclass(frozen=True)
class SeveralPreview:
    """What setting or removing a code on several answers would do."""

    code: Code
    answers: int
    with_it: int
    """How many of them have the code already."""
    done: int
    """How many this coder has done; they stay done."""
    replaced: int
    """How many other codes would go, where answers have one code only."""
    gaining: tuple[str, ...]
    """The texts of the first answers that would get it."""
    losing: tuple[str, ...]
    """The texts of the first answers that have it."""

    @property
    def gets(self) -> int:
        """How many would get the code."""
        return self.answers - self.with_it


def previewed(work: Reading, answer_ids: Sequence[int], code_id: int, coder_id: int) -> SeveralPreview:
    """Tell what setting or removing a code on these answers would do.

    Raises:
        NothingChosenError: If there are none.
    """
    if not answer_ids:
        raise NothingChosenError
    code, exclusive = _code(work, answer_ids[0], code_id)
    return _told(work, answer_ids, code, coder_id, exclusive=exclusive)


def preview_of_new(work: Reading, answer_ids: Sequence[int], code: Code, coder_id: int) -> SeveralPreview:
    """Tell what making a code and setting it on these answers would do; the code as it would be.

    Raises:
        NothingChosenError: If there are none.
    """
    if not answer_ids:
        raise NothingChosenError
    _codebook_id, exclusive = codebook_of_answer(work, answer_ids[0])
    return _told(work, answer_ids, code, coder_id, exclusive=exclusive)


def codes_on_several(work: Reading, answer_ids: Sequence[int], coder_id: int) -> dict[int, int]:
    """Return, by code a coder gave any of these answers, on how many of them it is."""
    codings = codings_of(work, answer_ids, coder_id)
    return Counter(each.code_id for of_answer in codings.values() for each in of_answer)


def set_code_for_all(work: Writing, answer_ids: Sequence[int], code_id: int, coder_id: int) -> int:
    """Give answers to one question a code, on the whole of each; return how many did not have it.

    What is done stays done; what was not begun counts as begun.

    Raises:
        NothingChosenError: If there are none.
        ClosedCodeError: If the code cannot be set.
    """
    if not answer_ids:
        raise NothingChosenError
    code, exclusive = _code(work, answer_ids[0], code_id)
    if not code.open_for_choice:
        raise ClosedCodeError(
            code.name, is_retired=code.retired is not None, is_merged=code.merged_into is not None
        )
    if exclusive and (going := _others(work, answer_ids, code_id, coder_id)):
        work.delete("coding", going)
    having = coding_ids_with(work, answer_ids, code_id, coder_id)
    getting = [answer_id for answer_id in answer_ids if answer_id not in having]
    if getting:
        coding = {"code": code_id, "coder": coder_id, "excerpts": ()}
        work.create_many("coding", [{"answer": each, **coding} for each in getting])
    begun = {row.answer_id for row in coded_rows_of(work, getting) if row.coder_id == coder_id}
    new = [each for each in getting if each not in begun]
    if new:
        started = {"coder": coder_id, "state": CodedState.STARTED.value}
        work.create_many("coded", [{"answer": each, **started} for each in new])
    return len(getting)


def make_code_for_all(work: Writing, answer_ids: Sequence[int], written_path: str, coder_id: int) -> int:
    """Make a code and give it to answers to one question; return how many did not have it.

    Raises:
        NothingChosenError: If there are none.
        CodeNameError: If no code can be called so.
    """
    if not answer_ids:
        raise NothingChosenError
    codebook_id, _exclusive = codebook_of_answer(work, answer_ids[0])
    code_id = add_code(work, codebook_id, written_path)
    return set_code_for_all(work, answer_ids, code_id, coder_id)


def remove_code_for_all(work: Writing, answer_ids: Sequence[int], code_id: int, coder_id: int) -> int:
    """Take a code off answers; return how many had it."""
    going = coding_ids_with(work, answer_ids, code_id, coder_id)
    if going:
        work.delete("coding", list(going.values()))
    return len(going)


def _told(
    work: Reading, answer_ids: Sequence[int], code: Code, coder_id: int, *, exclusive: bool
) -> SeveralPreview:
    rows = coded_rows_of(work, answer_ids)
    having = coding_ids_with(work, answer_ids, code.id, coder_id)
    return SeveralPreview(
        code,
        len(answer_ids),
        len(having),
        sum(row.coder_id == coder_id and row.state is CodedState.DONE for row in rows),
        len(_others(work, answer_ids, code.id, coder_id)) if exclusive else 0,
        _first_texts(work, (each for each in answer_ids if each not in having)),
        _first_texts(work, (each for each in answer_ids if each in having)),
    )


def _first_texts(work: Reading, answer_ids: Iterable[int]) -> tuple[str, ...]:
    first = list(islice(answer_ids, TEXTS_TOLD))
    texts = texts_of(work, first)
    return tuple(texts[each] for each in first)


def _code(work: Reading, answer_id: int, code_id: int) -> tuple[Code, bool]:
    codebook_id, exclusive = codebook_of_answer(work, answer_id)
    by_id = {code.id: code for code in codes_of(work, codebook_id)}
    return by_id[code_id], exclusive


def _others(work: Reading, answer_ids: Sequence[int], code_id: int, coder_id: int) -> list[int]:
    """Return the ids of a coder's codings with other codes."""
    present = codings_of(work, answer_ids, coder_id)
    return [each.id for codings in present.values() for each in codings if each.code_id != code_id]

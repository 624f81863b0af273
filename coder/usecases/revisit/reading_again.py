"""Reading answers again for codes that came after they were done, or that mean something else now."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from coder.domain.codebook import Code
from coder.domain.coding import Span
from coder.domain.openings import OpenCode, parts_of
from coder.domain.revisit_rule import CONFIDENCE, upper_bound
from coder.store.codes import codes_of
from coder.store.questions import codebook_of_answer, codebook_of_question
from coder.store.revisit import Round, looks_of
from coder.store.unit_of_work import Reading, Writing
from coder.usecases.coding.setting import remove_code, set_code
from coder.usecases.revisit.openness import Revisit

__all__ = [
    "OpenAnswer",
    "OpenCode",
    "RevisitStanding",
    "count_open",
    "look_again",
    "open_answer_ids",
    "open_answers",
    "revisit_standing",
    "stop_round",
]


@dataclass(frozen=True)
class OpenAnswer:
    """An answer to read again, and for which codes."""

    answer_id: int
    codes: tuple[OpenCode, ...]
    """In codebook order; never empty."""


@dataclass(frozen=True)
class RevisitStanding:
    """How far reading again has come with a question."""

    open_ids: frozenset[int]
    """The answers whose settled coding is open for any code."""
    rounds: tuple[Round, ...]
    """The rounds that closed what was not read, oldest first; without those opened again since."""

    @property
    def open(self) -> int:
        """How many answers are open."""
        return len(self.open_ids)

    @property
    def bounds(self) -> tuple[int, ...]:
        """How many answers at most are missed, round by round; each bound is one of 95 % by itself."""
        return tuple(each.bound for each in self.rounds)


def open_answers(
    work: Reading, question_id: int, coder_id: int | None = None, code_ids: Collection[int] | None = None
) -> list[OpenAnswer]:
    """Return the answers to read again, in no order of likelihood.

    Args:
        work: The project.
        question_id: Whose answers.
        coder_id: Those this coder was done with; None means the coding that counts, whosever it is.
        code_ids: Only what is open for these codes.
    """
    return [
        OpenAnswer(answer_id, codes)
        for each in Revisit.of(work, question_id).by_coders(coder_id, code_ids)
        for answer_id, codes in each.answers()
    ]


def open_answer_ids(
    work: Reading, question_id: int, coder_id: int | None = None, history: Reading | None = None
) -> set[int]:
    """Return the ids of the answers to read again; much quicker than the answers with their codes.

    ``history`` is the snapshot that has the history, where the project is one as it was.
    """
    return Revisit.of(work, question_id, history).answer_ids(coder_id)


def count_open(work: Reading, question_id: int, coder_id: int | None = None) -> int:
    """Count the answers to read again."""
    return len(open_answer_ids(work, question_id, coder_id))


def look_again(
    work: Writing,
    answer_id: int,
    coder_id: int,
    looked_at: Iterable[int],
    set_codes: Mapping[int, tuple[Span, ...]],
    remove_codes: Iterable[int] = (),
) -> None:
    """Record that a coder looked at an answer for some codes, with what came of it.

    Args:
        work: The act.
        answer_id: The answer.
        coder_id: Who looked.
        looked_at: The codes looked for, also those that did not apply; one that is gone by now is left out.
        set_codes: The places of codes that do, by code; none means the whole answer.
        remove_codes: Codes that apply no more.

    Raises:
        ClosedCodeError: If a code cannot be set.
        GoneCodeError: If it is no more.
    """
    gone = list(remove_codes)
    for code_id in gone:
        remove_code(work, answer_id, code_id, coder_id)
    for code_id, excerpts in set_codes.items():
        set_code(work, answer_id, code_id, coder_id, excerpts)
    codebook_id, _exclusive = codebook_of_answer(work, answer_id)
    parts = _with_parts(codes_of(work, codebook_id), [*looked_at, *set_codes, *gone])
    known = looks_of(work, answer_id, coder_id, parts)
    for row_id, _entry in known.values():
        work.update("look", row_id, entry=work.number)
    new = [code_id for code_id in parts if code_id not in known]
    work.create_many(
        "look",
        [{"answer": answer_id, "code": each, "coder": coder_id, "entry": work.number} for each in new],
    )


def stop_round(
    work: Writing,
    question_id: int,
    coder_id: int,
    code_ids: Iterable[int],
    rest: int,
    drawn: int,
    found: int,
) -> int:
    """End reading again by rule: what is open for these codes counts as read.

    Args:
        work: The act.
        question_id: Whose answers.
        coder_id: Who read.
        code_ids: The codes the round was about.
        rest: Open answers that were left when the draw was made.
        drawn: How many of them were drawn at random and read.
        found: How many of the drawn ones got a code.

    Returns:
        At most so many of the rest that was not drawn are missed.
    """
    bound = upper_bound(rest, drawn, found)
    codes = codes_of(work, codebook_of_question(work, question_id))
    uids = {code.id: code.uid for code in codes}
    work.create(
        "round",
        question=question_id,
        coder=coder_id,
        codes=[uids[each] for each in _with_parts(codes, code_ids)],
        rest=rest,
        drawn=drawn,
        found=found,
        bound=bound,
        confidence=CONFIDENCE,
        entry=work.number,
    )
    return bound


def revisit_standing(work: Reading, question_id: int, history: Reading | None = None) -> RevisitStanding:
    """Tell which answers are open, and which rounds closed others.

    ``history`` is the snapshot that has the history, where the project is one as it was.
    """
    revisit = Revisit.of(work, question_id, history)
    return RevisitStanding(frozenset(revisit.answer_ids()), revisit.rounds_in_force())


def _with_parts(codes: list[Code], code_ids: Iterable[int]) -> list[int]:
    """Return codes and what was merged into them: who looks for a code looks for all of it.

    A code that is gone by now needs no look.
    """
    known = {code.id for code in codes}
    wanted = [code_id for code_id in code_ids if code_id in known]
    return list(dict.fromkeys(part for each in wanted for part in parts_of(codes, each)))

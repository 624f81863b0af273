"""What the code list shows: a question's codes, how often each is used, when and by whom it was made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coder.domain.codebook import Code, offered_codes
from coder.domain.coder_kind import PERSON
from coder.domain.entry import Entry
from coder.domain.question import Question
from coder.store.code_answers import answers_by_code, answers_settled
from coder.store.coders import all_coders
from coder.store.codes import codes_of, times_used
from coder.store.foreign import MERGE_OPERATION
from coder.store.history import entries_numbered, last_number
from coder.store.notes import NotedOn, notes_on
from coder.store.project import project_of
from coder.store.questions import all_questions, question_named
from coder.store.unit_of_work import Reading
from coder.usecases.codebook.code_history import CodeAct, code_history, local_date
from coder.usecases.second_coder.blindness import blindness_of

ACTS_SHOWN = 4


@dataclass(frozen=True)
class Birth:
    """When a code was made, and by whom."""

    when: str
    """The local date."""
    coder: str
    """Empty where nobody is known."""
    is_merged: bool = False
    """Whether it came with another project that was merged."""


@dataclass(frozen=True)
class CodeListing:
    """A codebook as one question uses it."""

    project_name: str
    question: Question
    codes: tuple[Code, ...]
    """All in codebook order, retired and merged ones too."""
    settled: Mapping[int, int]
    """Answers by code id whose settled coding has the code."""
    base: int
    """Settled answers to the question; 0 to whoever codes blind."""
    by_anyone: Mapping[int, int]
    """Answers by code id to which any coder gave it."""
    coders: int
    """How many people code in the project."""
    births: Mapping[int, Birth]
    """By the number of the entry."""
    shared_with: tuple[str, ...]
    """Keys of other questions that use the same codebook."""
    last_entry: int
    proposed_by: Mapping[int, str]
    """Who proposed what is not accepted yet, by code id."""
    is_blind: bool = False
    """Whether who looks codes a sample blind: then all counts are of that coder's own answers."""


@dataclass(frozen=True)
class CodeCloseUp:
    """What is read about one code when somebody stops at it."""

    acts: tuple[CodeAct, ...]
    notes: tuple[tuple[str, str], ...]
    """(coder, text)"""


def code_listing(work: Reading, question_key: str, viewer_id: int | None = None) -> CodeListing:
    """Read a question's code list as somebody may see it; all of it if nobody is named."""
    question = question_named(work, question_key)
    codes = codes_of(work, question.codebook_id)
    blindness = blindness_of(work, question.id, viewer_id)
    own = {} if blindness is None else times_used(work, question.id, blindness.coder_id)
    if blindness is not None:
        codes = offered_codes(codes, (blindness.person_id,))
    names = {coder.id: coder.name for coder in all_coders(work)}
    born = entries_numbered(work, [code.born for code in codes])
    return CodeListing(
        project_name=project_of(work).name,
        question=question,
        codes=tuple(codes),
        settled=times_used(work, question.id) if blindness is None else own,
        base=answers_settled(work, question.id) if blindness is None else 0,
        by_anyone=answers_by_code(work, question.id) if blindness is None else own,
        coders=sum(coder.kind == PERSON for coder in all_coders(work)),
        births={entry.number: _birth(entry) for entry in born},
        shared_with=tuple(
            each.key
            for each in all_questions(work)
            if each.codebook_id == question.codebook_id and each.id != question.id
        ),
        last_entry=last_number(work),
        proposed_by={code.id: names[code.proposed_by] for code in codes if code.proposed_by is not None},
        is_blind=blindness is not None,
    )


def _birth(entry: Entry) -> Birth:
    is_merged = entry.operation == MERGE_OPERATION
    return Birth(local_date(entry.at), "" if is_merged else entry.coder or "", is_merged)


def newest_entry(work: Reading) -> int:
    """Return the number of the newest entry: whether a listing is still true."""
    return last_number(work)


def code_close_up(work: Reading, code: Code) -> CodeCloseUp:
    """Read the last acts on a code and its notes."""
    notes: Sequence[tuple[str, str]] = [
        (note.coder_name, note.text) for note in notes_on(work, NotedOn.CODE, [code.id]).get(code.id, [])
    ]
    return CodeCloseUp(tuple(code_history(work, code, ACTS_SHOWN)), tuple(notes))

"""What lies before a coder who reads answers again, or who reviews proposals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from coder.domain.codebook import Code
from coder.domain.question import Question
from coder.store.births import births_of
from coder.store.coders import Coder
from coder.store.codes import codes_of
from coder.store.history import last_number
from coder.store.project import project_of
from coder.store.proposals import Proposal
from coder.store.questions import question_named
from coder.store.samples import open_sample_of
from coder.store.unit_of_work import Reading
from coder.store.waves import has_several_waves
from coder.usecases.coding.reading import reading_list
from coder.usecases.revisit.reading_again import OpenCode, count_open, open_answers

PROPOSED = "proposed"


@dataclass(frozen=True)
class AskedCode:
    """A code an answer is to be read for."""

    code_id: int
    reason: str
    """Why: as revisit says it, or "proposed"."""
    score: float | None = None
    """Of a proposal: the expected share of such proposals that are right."""


@dataclass(frozen=True)
class AskedAnswer:
    """An answer, with all codes it is to be read for."""

    answer_id: int
    codes: tuple[AskedCode, ...]


@dataclass(frozen=True)
class RevisitDesk:
    """A question's answers that wait, in the coder's reading order, and its codes."""

    project_name: str
    question: Question
    coder: Coder
    codes: tuple[Code, ...]
    asked: tuple[AskedAnswer, ...]
    outside: int
    """How many more wait, in other waves."""
    places: dict[int, int]
    """Where answers stand in the coder's reading order, from 0, by answer id; empty where nothing waits."""
    made_at: dict[int, int]
    """The number in the reading order of the answer that a code was made for, by code id."""
    last_entry: int
    has_waves: bool
    """There are several, so that one without a name is told too."""
    withheld: int = 0
    """How many answers with proposals are left out, because suggestions are hidden there by chance."""


def revisit_desk(
    work: Reading,
    key: str,
    coder: Coder,
    wave: str | None = None,
    code_id: int | None = None,
    before: RevisitDesk | None = None,
) -> RevisitDesk:
    """Read which of a coder's answers are to be read again, and for what.

    Args:
        work: The project.
        key: The question.
        coder: Whose answers.
        wave: Only this wave's.
        code_id: Only what is to be read for this code.
        before: What was read last: of 100 000 answers the order takes longest, and is not worked out again.

    Raises:
        UnknownQuestionError: If there is no such question.
    """
    question = question_named(work, key)
    known: dict[tuple[OpenCode, ...], tuple[AskedCode, ...]] = {}
    asked = []
    for each in open_answers(work, question.id, coder.id, None if code_id is None else [code_id]):
        if each.codes not in known:
            known[each.codes] = tuple(AskedCode(code.code_id, code.reason) for code in each.codes)
        asked.append(AskedAnswer(each.answer_id, known[each.codes]))
    return _desk(work, question, coder, wave, asked, before)


def review_desk(
    work: Reading, key: str, coder: Coder, wave: str | None = None, before: RevisitDesk | None = None
) -> RevisitDesk:
    """Read which proposals wait for this coder's decision; answers with the likeliest one come first.

    Where suggestions are hidden from the coder by chance, proposals are too.

    Raises:
        UnknownQuestionError: If there is no such question.
    """
    question = question_named(work, key)
    found: dict[int, list[AskedCode]] = {}
    best: dict[int, float] = {}
    proposals, withheld = _proposals_for(work, question, coder)
    for each in proposals:
        found.setdefault(each.answer_id, []).append(AskedCode(each.code_id, PROPOSED, each.score))
        best[each.answer_id] = max(best.get(each.answer_id, 0.0), each.score)
    asked = [AskedAnswer(answer_id, tuple(codes)) for answer_id, codes in found.items()]
    desk = _desk(work, question, coder, wave, asked, before)
    likeliest_first = tuple(sorted(desk.asked, key=lambda each: -best[each.answer_id]))
    return replace(desk, asked=likeliest_first, withheld=withheld)


@dataclass(frozen=True)
class Waiting:
    """How many answers to a question wait for a coder."""

    revisit: int
    """To be read again."""
    proposals: int
    """With a proposal nobody has decided on."""


def waiting_of(work: Reading, question: Question, coder: Coder) -> Waiting:
    """Count what waits for a coder; nothing does while a sample is coded blind."""
    if open_sample_of(work, question.id, coder.id) is not None:
        return Waiting(0, 0)
    proposals, _withheld = _proposals_for(work, question, coder)
    proposed = {each.answer_id for each in proposals}
    return Waiting(count_open(work, question.id, coder.id), len(proposed))


def _proposals_for(work: Reading, question: Question, coder: Coder) -> tuple[list[Proposal], int]:
    """Return what a coder is to decide on, and how many answers are left out."""
    from coder.usecases.suggesting.proposals import open_proposals
    from coder.usecases.suggesting.withheld import withheld_by_chance

    found = open_proposals(work, question.id, coder.id)
    withheld = withheld_by_chance(work, question, coder) if found else frozenset()
    shown = [each for each in found if each.answer_id not in withheld]
    return shown, len({each.answer_id for each in found} & withheld)


def _desk(
    work: Reading,
    question: Question,
    coder: Coder,
    wave: str | None,
    asked: Sequence[AskedAnswer],
    before: RevisitDesk | None,
) -> RevisitDesk:
    places = before.places if before is not None else {}
    if asked and not places:
        places = {each: place for place, each in enumerate(reading_list(work, question, coder, wave))}
    here = _ordered(asked, places, keep_others=wave is None)
    return RevisitDesk(
        project_name=project_of(work).name,
        question=question,
        coder=coder,
        codes=tuple(codes_of(work, question.codebook_id)),
        asked=here,
        outside=len(asked) - len(here),
        places=places,
        made_at=_made_at(work, question, places) if places else {},
        last_entry=last_number(work),
        has_waves=has_several_waves(work),
    )


def _ordered(
    asked: Iterable[AskedAnswer], places: dict[int, int], *, keep_others: bool
) -> tuple[AskedAnswer, ...]:
    """Put answers in reading order; those the coder would not read now come last, or not at all."""
    found = sorted(asked, key=lambda each: places.get(each.answer_id, len(places)))
    return tuple(each for each in found if keep_others or each.answer_id in places)


def _made_at(work: Reading, question: Question, places: dict[int, int]) -> dict[int, int]:
    births = births_of(work, question.codebook_id)
    return {
        code_id: places[birth.answer_id] + 1
        for code_id, birth in births.items()
        if birth.answer_id is not None and birth.answer_id in places
    }


def codes_asked(asked: Sequence[AskedAnswer]) -> tuple[int, ...]:
    """Return all codes any of some answers is to be read for."""
    return tuple(sorted({code.code_id for each in asked for code in each.codes}))

"""A project as files of other programs carry it, into the project here: adding, never removing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from coder.domain.coding import CodedState
from coder.domain.errors import Problem, ProblemsError
from coder.domain.loss import Loss, Losses
from coder.domain.portable import PortableFile, PortableProject, PortableQuestion, Progress
from coder.domain.question import Question
from coder.store.questions import all_questions
from coder.store.unit_of_work import Writing
from coder.usecases.exchange.portable_checks import problems_within
from coder.usecases.exchange.portable_codes import CodesHere, codes_here, fresh_uids
from coder.usecases.exchange.portable_codings import (
    CodersHere,
    CodingsHere,
    CodingsOfFile,
    add_notes,
    coders_here,
)
from coder.usecases.exchange.portable_frame import FrameHere, frame_here
from coder.usecases.exchange.portable_part import chosen_part, renamed
from coder.usecases.survey.importing import Changed, make_codebook, make_question
from coder.usecases.work_part import part_of

IMPORT_CODED = "import_coded"
"""What the act is called in the history."""


@dataclass(frozen=True)
class PortableImport:
    """What an import changed, and what could not be taken."""

    file: str
    questions: tuple[str, ...]
    """Keys of the questions the file is about, as they are called here."""
    new_questions: tuple[str, ...]
    new_respondents: int
    changed_participations: int
    """Those whose weight or background the file gives otherwise, or more of it."""
    new_answers: int
    same_answers: int
    changed_answers: int
    """Answers whose texts differ from those here."""
    new_codes: tuple[str, ...]
    """Paths of the codes that were made."""
    new_coders: tuple[str, ...]
    new_codings: int
    new_excerpts: int
    newly_done: int
    new_notes: int
    new_leads: Mapping[str, str]
    """By question: whose codings tables count from now on, where several coders' came."""
    losses: tuple[Loss, ...]
    notices: tuple[str, ...]
    changed: bool
    """Whether anything was."""


@dataclass
class _Asked:
    """A question of the file in the project."""

    key: str
    file_codebook: str
    codebook_id: int
    id: int


def import_portable(
    work: Writing,
    file: PortableFile,
    *,
    question: str | None = None,
    default_state: CodedState = CodedState.DONE,
    create_codes: bool = False,
    changed: Changed | None = None,
    progress: Progress | None = None,
) -> PortableImport:
    """Add what a file holds: respondents, answers, codes, codings with their excerpts, states and notes.

    What is known here is found by uid, then by name: questions by their keys, answers by question, respondent
    and wave, codes by their paths. Nothing that is here is removed, moved or reopened; the same file again
    changes nothing. A question that has a codebook keeps it; for a new one, the file's is taken.

    Args:
        work: The act.
        file: What was read.
        question: Which of the file's questions; where it has one only, what it is called here.
        default_state: The state of coded answers where the file does not say.
        create_codes: Make codes the codebook lacks.
        changed: Which text stands where the file's differs from the project's.
        progress: Told how far it has come.

    Raises:
        ProblemsError: If anything does not fit; all of it is listed, and nothing may be kept of the act.
        UnknownQuestionError: If the file has no such question.
    """
    problems = problems_within(file)
    if problems:
        raise ProblemsError(problems)
    project = chosen_part(file.project, question)
    project = renamed(project, _keys_here(work, project))
    part_of(progress, 0, 0.05)(1, 1)
    losses = Losses()
    used = _used(project)
    asked, new_questions = _questions(work, project)
    by_question, new_codes = _codes(work, project, asked, used, file.file, create_codes, problems, losses)
    coders = coders_here(work, project, file=file.file, problems=problems)
    frame = frame_here(
        work,
        project,
        {each.key: each.id for each in asked},
        file=file.file,
        changed=changed,
        problems=problems,
        losses=losses,
        progress=part_of(progress, 0.05, 0.5),
    )
    added = _codings(work, project, file, frame, coders, by_question, default_state, problems, losses)
    part_of(progress, 0.5, 0.8)(1, 1)
    if problems:
        raise ProblemsError(problems)
    code_ids = {uid: row_id for codes in by_question.values() for uid, row_id in codes.ids.items()}
    uids = {each.key: each.uid for each in project.questions}
    new_notes = add_notes(
        work,
        project.notes,
        coders,
        # What was written about an answer that is forgotten stays out as that does.
        answers={uid: each.id for uid, each in frame.answers.items() if each.text},
        codes=code_ids,
        questions={uids[each.key]: each.id for each in asked},
        losses=losses,
    )
    return PortableImport(
        file=file.file,
        questions=tuple(each.key for each in asked),
        new_questions=tuple(new_questions),
        new_respondents=frame.frame.new_respondents,
        changed_participations=frame.frame.changed_participations,
        new_answers=frame.new_answers,
        same_answers=frame.plan.same,
        changed_answers=len(frame.plan.changed),
        new_codes=tuple(new_codes),
        new_coders=tuple(coders.made),
        new_codings=sum(each.codings for each in added.values()),
        new_excerpts=sum(each.excerpts for each in added.values()),
        newly_done=sum(each.done for each in added.values()),
        new_notes=new_notes,
        new_leads={key: each.lead for key, each in added.items() if each.lead},
        losses=(*file.losses, *losses.all()),
        notices=file.notices,
        changed=bool(work.changes),
    )


def _keys_here(work: Writing, project: PortableProject) -> dict[str, str]:
    """Return what the file's questions are called here, for those that are known here by their uid."""
    here = {each.uid: each.key for each in all_questions(work)}
    taken = set(here.values())
    keys: dict[str, str] = {}
    for each in project.questions:
        key = here.get(each.uid, each.key)
        # Where the file names one question here and means another, its name is what the person sees.
        keys[each.key] = each.key if each.key in taken else key
    return keys


def _used(project: PortableProject) -> dict[str, frozenset[str]]:
    """Return the uids of codes that codings have, by question."""
    key_of = {each.uid: each.question for each in project.answers}
    used: dict[str, set[str]] = defaultdict(set)
    for coding in project.codings:
        used[key_of[coding.answer]].add(coding.code)
    return {key: frozenset(codes) for key, codes in used.items()}


def _questions(work: Writing, project: PortableProject) -> tuple[list[_Asked], list[str]]:
    """Find or make the questions; those that share a codebook in the file share one here, if one is new."""
    known = {each.key: each for each in all_questions(work)}
    fresh = fresh_uids(work, "question", (each.uid for each in project.questions))
    books = _known_codebooks(work, project, known)
    asked: list[_Asked] = []
    new: list[str] = []
    for each in project.questions:
        there = known.get(each.key)
        if there is not None:
            if each.text and not there.text:
                work.update("question", there.id, text=each.text)
            asked.append(_Asked(each.key, each.codebook, there.codebook_id, there.id))
            continue
        if each.codebook not in books:
            books[each.codebook] = _new_codebook(work, project, each)
        row_id = make_question(
            work,
            each.key,
            books[each.codebook],
            text=each.text,
            unit=each.unit,
            uid=each.uid if each.uid in fresh else None,
        )
        new.append(each.key)
        asked.append(_Asked(each.key, each.codebook, books[each.codebook], row_id))
    return asked, new


def _known_codebooks(
    work: Writing, project: PortableProject, known: Mapping[str, Question]
) -> dict[str, int]:
    """Return the ids of codebooks that are here already, by the uid in the file."""
    uids = work.records.known_uids("codebook", [each.uid for each in project.codebooks])
    found = dict(zip(uids, work.records.ids_of("codebook", list(uids)), strict=True))
    for each in project.questions:
        if each.key in known:
            found.setdefault(each.codebook, known[each.key].codebook_id)
    return found


def _new_codebook(work: Writing, project: PortableProject, question: PortableQuestion) -> int:
    book = next(each for each in project.codebooks if each.uid == question.codebook)
    fresh = fresh_uids(work, "codebook", [book.uid])
    return make_codebook(work, book.name.strip() or question.key, uid=book.uid if book.uid in fresh else None)


def _codes(
    work: Writing,
    project: PortableProject,
    asked: list[_Asked],
    used: Mapping[str, frozenset[str]],
    file: str,
    create_codes: bool,
    problems: list[Problem],
    losses: Losses,
) -> tuple[dict[str, CodesHere], list[str]]:
    """Return what the file's codes are here, by question, and the paths of those that were made."""
    books = {each.uid: each for each in project.codebooks}
    pairs: dict[tuple[int, str], set[str]] = defaultdict(set)
    for each in asked:
        pairs[each.codebook_id, each.file_codebook].update(used.get(each.key, ()))
    here = {
        (codebook_id, uid): codes_here(
            work,
            codebook_id,
            books[uid],
            frozenset(codes),
            file=file,
            may_create=create_codes,
            problems=problems,
            losses=losses,
        )
        for (codebook_id, uid), codes in pairs.items()
    }
    by_question = {each.key: here[each.codebook_id, each.file_codebook] for each in asked}
    return by_question, [path for codes in here.values() for path in codes.made]


def _codings(
    work: Writing,
    project: PortableProject,
    file: PortableFile,
    frame: FrameHere,
    coders: CodersHere,
    codes: Mapping[str, CodesHere],
    default_state: CodedState,
    problems: list[Problem],
    losses: Losses,
) -> dict[str, CodingsHere]:
    """Add the codings of each question; what was added, by question."""
    adding = CodingsOfFile(
        work,
        project,
        frame.answers,
        coders,
        file=file.file,
        default_state=default_state,
        problems=problems,
        losses=losses,
    )
    return {
        question.key: adding.add(question, codes[question.key])
        for question in all_questions(work)
        if question.key in codes
    }

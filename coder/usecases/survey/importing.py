"""Importing a survey: whole or not at all, and again without losing a coding."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from coder.domain.codebook import CodeKind
from coder.domain.coding import CodedState
from coder.domain.errors import Problem, ProblemsError
from coder.domain.survey import Survey
from coder.messages import _
from coder.store.codes import codes_of
from coder.store.questions import all_questions
from coder.store.surveys import codebook_names, next_position
from coder.store.unit_of_work import Writing
from coder.usecases.coding.equal_answers import EqualCounts, count_equal
from coder.usecases.coding.setting import lead_if_none
from coder.usecases.survey.changed import Replaced, replace_changed
from coder.usecases.survey.frame import FrameWritten, write_frame
from coder.usecases.survey.plan import ChangedText, ImportedText, ImportPlan, import_plan
from coder.usecases.survey.sentences import Progress, store_sentences

NoContent = Literal["leave", "no-answer", "code"]
Changed = Literal["keep", "replace"]

NO_CONTENT_NAME = "Uten innhold"
"""The code made for answers without content; part of a Norwegian codebook, so never translated."""


@dataclass(frozen=True)
class ImportReport:
    """What an import did."""

    file: str
    questions: tuple[str, ...]
    new_questions: tuple[str, ...]
    new_waves: int
    new_respondents: int
    new_participations: int
    changed_participations: int
    new_answers: int
    same_answers: int
    changed: tuple[ChangedText, ...]
    """Texts that differ from those the project had; ``decision`` says which stand now."""
    decision: Changed | None
    replaced: Replaced
    blank_now: tuple[ImportedText, ...]
    """Answered before, blank in this file: kept."""
    forgotten: int
    without_content: tuple[ImportedText, ...]
    no_content: NoContent
    equal: EqualCounts
    """How many of the new answers say the same as another."""
    of_codebooks: tuple[str, ...] = ()
    """What is to be known of codebooks that came with it, a sentence each."""


class ChangedTextsError(ProblemsError):
    """The file has other texts than the project, and nobody has said which shall stand."""

    def __init__(self, file: str, changed: Sequence[ChangedText]) -> None:
        problems = [
            Problem(
                file,
                each.imported.row,
                each.imported.question,
                _("the text of respondent «{id}» differs from the one stored.").format(
                    id=each.imported.respondent_id
                ),
            )
            for each in changed
        ]
        hint = _(
            "say which texts shall stand: --changed keep (the stored ones) or --changed replace. "
            "If the file is another wave: --wave NAME, or --wave-column COLUMN."
        )
        super().__init__([*problems, Problem(file, None, None, hint)])


class NobodyCodesError(ValueError):
    """A code can be set by a coder only; a mistake of the caller."""


def import_survey(
    work: Writing,
    survey: Survey,
    *,
    no_content: NoContent = "leave",
    changed: Changed | None = None,
    progress: Progress | None = None,
) -> ImportReport:
    """Bring a survey into the project, in one entry.

    New respondents and answers are added; the same text keeps its codings; an answer that is blank now stays.

    Args:
        work: The act.
        survey: What was read, without problems.
        no_content: What becomes of new answers that say nothing: left as they are, no answers at all, or
            given a code of that kind by the coder who acts.
        changed: Which text stands where the file's differs from the project's.
        progress: Told how many answers are split into sentences.

    Raises:
        ProblemsError: If the survey has problems.
        ChangedTextsError: If texts differ and ``changed`` does not say which shall stand.
    """
    if survey.problems:
        raise ProblemsError(survey.problems)
    plan = import_plan(work, survey)
    if plan.changed and changed is None:
        raise ChangedTextsError(survey.file, plan.changed)
    frame = write_frame(work, survey)
    questions, new_questions = _questions(work, survey)
    empty = set(plan.without_content) if no_content == "no-answer" else set()
    stored = store_answers(work, [text for text in plan.new if text not in empty], frame, questions)
    replaced = replace_changed(work, plan.changed) if changed == "replace" else Replaced()
    _split(work, stored, plan, changed, progress)
    if no_content == "code":
        _code_without_content(work, plan.without_content, stored, questions)
    return ImportReport(
        file=survey.file,
        questions=tuple(survey.questions),
        new_questions=tuple(new_questions),
        new_waves=frame.new_waves,
        new_respondents=frame.new_respondents,
        new_participations=frame.new_participations,
        changed_participations=frame.changed_participations,
        new_answers=len(stored),
        same_answers=plan.same,
        changed=tuple(plan.changed),
        decision=changed if plan.changed else None,
        replaced=replaced,
        blank_now=tuple(plan.blank_now),
        forgotten=len(plan.forgotten),
        without_content=tuple(plan.without_content),
        no_content=no_content,
        equal=count_equal(work, [questions[key] for key in survey.questions], set(stored.values())),
    )


def _questions(work: Writing, survey: Survey) -> tuple[dict[str, int], list[str]]:
    """Make the questions that are new, each with a codebook of its own named after it.

    What the file says was asked becomes the text of those that have none.
    """
    asked = {key: facts.label for key, facts in survey.facts.items()}
    known: dict[str, int] = {}
    for question in all_questions(work):
        known[question.key] = question.id
        if question.key in survey.questions and asked.get(question.key) and not question.text:
            work.update("question", question.id, text=asked[question.key])
    new = [key for key in survey.questions if key not in known]
    for key in new:
        known[key] = make_question(work, key, make_codebook(work, key), text=asked.get(key, ""))
    return known, new


def make_codebook(work: Writing, name: str, *, exclusive: bool = False, uid: str | None = None) -> int:
    """Make an empty codebook, named as said or, where that is taken, with a number; return its id."""
    named = _free_name(name, codebook_names(work))
    return work.create("codebook", uid=uid, name=named, exclusive=int(exclusive))


def make_question(
    work: Writing,
    key: str,
    codebook_id: int,
    *,
    text: str = "",
    unit: str = "answer",
    uid: str | None = None,
) -> int:
    """Make a question after those there are, set as new ones are; return its id."""
    return work.create(
        "question",
        uid=uid,
        key=key,
        position=next_position(work, "question"),
        text=text,
        unit=unit,
        quantify="list",
        counts="responsible",
        reading_order="random",
        seed=secrets.token_hex(16),
        codebook=codebook_id,
    )


def _free_name(key: str, taken: set[str]) -> str:
    name, number = key, 1
    while name in taken:
        number += 1
        name = f"{key} ({number})"
    taken.add(name)
    return name


def store_answers(
    work: Writing,
    texts: Sequence[ImportedText],
    frame: FrameWritten,
    questions: Mapping[str, int],
    uids: Mapping[ImportedText, str] | None = None,
) -> dict[ImportedText, int]:
    """Store new answers; their place is that in the file, after those already there.

    Args:
        work: The act.
        texts: What was answered.
        frame: Who is asked, in which waves.
        questions: Ids by key.
        uids: Of answers made elsewhere; no answer here has them.
    """
    positions: dict[tuple[int, int], int] = {}
    rows = []
    for text in texts:
        question, wave = questions[text.question], frame.waves[text.wave]
        if (question, wave) not in positions:
            positions[question, wave] = next_position(work, "answer", question=question, wave=wave)
        rows.append(
            {
                "uid": (uids or {}).get(text),
                "question": question,
                "respondent": frame.respondents[text.respondent_id],
                "wave": wave,
                "text": text.text,
                "position": positions[question, wave],
            }
        )
        positions[question, wave] += 1
    return dict(zip(texts, work.create_many("answer", rows), strict=True))


def _split(
    work: Writing,
    stored: dict[ImportedText, int],
    plan: ImportPlan,
    changed: Changed | None,
    progress: Progress | None,
) -> None:
    texts = [(answer_id, text.text) for text, answer_id in stored.items()]
    if changed == "replace":
        texts.extend((each.answer_id, each.imported.text) for each in plan.changed)
    store_sentences(work, texts, progress, fresh=True)


def _code_without_content(
    work: Writing,
    texts: Sequence[ImportedText],
    stored: dict[ImportedText, int],
    questions: dict[str, int],
) -> None:
    """Give answers without content their code, as done by the coder who acts."""
    if not texts:
        return
    if work.coder_id is None:
        raise NobodyCodesError
    codes = {key: _no_content_code(work, key) for key in dict.fromkeys(text.question for text in texts)}
    done = {"coder": work.coder_id, "state": CodedState.DONE.value, "done_entry": work.number}
    work.create_many(
        "coding",
        [{"answer": stored[t], "code": codes[t.question], "coder": work.coder_id} for t in texts],
    )
    work.create_many("coded", [{"answer": stored[text], **done} for text in texts])
    for key in codes:
        lead_if_none(work, questions[key], work.coder_id)


def _no_content_code(work: Writing, question_key: str) -> int:
    """Return the question's code for answers without content, made if there is none."""
    question = next(each for each in all_questions(work) if each.key == question_key)
    codes = codes_of(work, question.codebook_id)
    fitting = [code for code in codes if code.kind is CodeKind.NO_CONTENT and code.open_for_choice]
    fitting += [code for code in codes if code.path == (NO_CONTENT_NAME,) and code.open_for_choice]
    if fitting:
        return fitting[0].id
    taken = {code.name for code in codes if len(code.path) == 1 and code.merged_into is None}
    return work.create(
        "code",
        codebook=question.codebook_id,
        name=_free_name(NO_CONTENT_NAME, taken),
        position=max((code.position for code in codes if code.parent_id is None), default=0) + 1,
        kind=CodeKind.NO_CONTENT.value,
        codable=1,
        colour="",
        born=work.number,
        # Came with the file, so it counts as born before the first answer.
        from_file=1,
        aliases=[],
        labels={},
    )

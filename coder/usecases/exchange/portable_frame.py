"""Who was asked and what each answered, from a file of another program into the project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from coder.domain.errors import Problem
from coder.domain.loss import Losses
from coder.domain.portable import TEXT_LEFT_OUT, PortableAnswer, PortableProject, Progress
from coder.domain.survey import Survey, SurveyRow
from coder.messages import _
from coder.store.surveys import next_position, stored_texts
from coder.store.unit_of_work import Writing
from coder.store.variables import stored_variables
from coder.store.waves import wave_ids
from coder.usecases.exchange.portable_codes import fresh_uids
from coder.usecases.exchange.portable_texts import alike_but_for_format
from coder.usecases.survey.changed import replace_changed
from coder.usecases.survey.frame import FrameWritten, write_frame
from coder.usecases.survey.importing import Changed, ChangedTextsError, store_answers
from coder.usecases.survey.plan import ImportPlan, import_plan
from coder.usecases.survey.sentences import store_sentences
from coder.usecases.work_part import part_of

_Place = tuple[str, str, str]
"""Question, respondent and wave by name."""


@dataclass(frozen=True)
class AnswerHere:
    """What an answer of a file is in the project."""

    id: int
    text: str
    """As it stands here; empty where it is forgotten."""
    in_file: str | None
    """As it stands in the file; None where places in it mean nothing here: left out, or another text."""


@dataclass
class FrameHere:
    """What came of a file's respondents and answers."""

    frame: FrameWritten
    plan: ImportPlan
    new_answers: int
    answers: dict[str, AnswerHere] = field(default_factory=dict)
    """By the uid in the file; blank ones are missing."""


def frame_here(
    work: Writing,
    project: PortableProject,
    questions: Mapping[str, int],
    *,
    file: str,
    changed: Changed | None,
    problems: list[Problem],
    losses: Losses,
    progress: Progress,
) -> FrameHere:
    """Add respondents with their background, and answers, where they are new.

    Args:
        work: The act.
        project: What the file holds.
        questions: Ids here by key.
        file: The file's name.
        changed: Which text stands where they differ.
        problems: What cannot be taken is added to it.
        losses: What is left aside is added to it.
        progress: Told how far it has come.
    """
    progress(0, 1)
    texts = _texts(work, project, questions, losses)
    survey = _survey(project, texts, file)
    _make_waves(work, project)
    _make_variables(work, project)
    only_asked = {
        (each.respondent.strip(), each.wave) for each in project.participations if not each.returned
    }
    fresh = fresh_uids(work, "participation", (each.uid for each in project.participations))
    uids = {
        (each.respondent.strip(), each.wave): each.uid for each in project.participations if each.uid in fresh
    }
    plan = import_plan(work, survey)
    if plan.changed and changed is None:
        problems.extend(ChangedTextsError(file, plan.changed).problems)
    written = write_frame(work, survey, only_asked=only_asked, uids=uids)
    made = _store(work, project, plan, written, questions, part_of(progress, 0.3, 0.9))
    if changed == "replace" and plan.changed:
        replace_changed(work, plan.changed)
        store_sentences(work, [(each.answer_id, each.imported.text) for each in plan.changed], fresh=True)
    here = FrameHere(written, plan, made)
    here.answers = _answers_here(work, project, texts, written, questions)
    return here


def _texts(
    work: Writing, project: PortableProject, questions: Mapping[str, int], losses: Losses
) -> dict[str, str]:
    """Return what the answers of the file are to say, by uid: as here, where only the format differs."""
    known = _stored(work, questions)
    texts: dict[str, str] = {}
    for answer in project.answers:
        stored = known.get(_place(answer))
        if answer.text in (None, TEXT_LEFT_OUT):
            texts[answer.uid] = TEXT_LEFT_OUT if stored is None else stored
            if stored is None:
                losses.add(
                    _("Texts that the file leaves out; «{words}» stands for them.").format(
                        words=TEXT_LEFT_OUT
                    ),
                    answer.respondent,
                )
        elif stored is not None and alike_but_for_format(stored, answer.text or ""):
            texts[answer.uid] = stored
        else:
            texts[answer.uid] = answer.text or ""
            if not texts[answer.uid].strip():
                losses.add(_("Blank answers, which are no answers here."), answer.respondent)
    return texts


def _place(answer: PortableAnswer) -> _Place:
    return answer.question, answer.respondent.strip(), answer.wave


def _stored(work: Writing, questions: Mapping[str, int]) -> dict[_Place, str]:
    from coder.store.surveys import respondent_ids

    waves = {wave_id: name for name, wave_id in wave_ids(work).items()}
    keys = {question_id: key for key, question_id in questions.items()}
    names = {row_id: name for name, row_id in respondent_ids(work).items()}
    return {
        (keys[question], names[respondent], waves[wave]): stored.text or ""
        for (question, respondent, wave), stored in stored_texts(work, keys, waves).items()
    }


def _survey(project: PortableProject, texts: Mapping[str, str], file: str) -> Survey:
    """Return who was asked, with their answers, as a survey file says it."""
    rows: dict[tuple[str, str], SurveyRow] = {}
    answered: dict[tuple[str, str], dict[str, str]] = {}
    for answer in project.answers:
        answered.setdefault(_place(answer)[1:], {})[answer.question] = texts[answer.uid]
    for part in project.participations:
        where = part.respondent.strip(), part.wave
        background = {name: level for name, level in part.background.items() if level.strip()}
        said = answered.get(where, {})
        rows[where] = SurveyRow(len(rows) + 1, *where, part.weight, background, said)
    for where, said in answered.items():
        if where not in rows:
            rows[where] = SurveyRow(len(rows) + 1, *where, None, {}, said)
    named = [each.name for each in project.variables]
    named += [name for part in project.participations for name in part.background]
    return Survey(
        file=file,
        questions=tuple(each.key for each in project.questions),
        variables=tuple(dict.fromkeys(named)),
        rows=tuple(rows.values()),
        problems=(),
        notices=(),
    )


def _make_waves(work: Writing, project: PortableProject) -> None:
    """Make the waves in the file's order where there is none yet; else they find their places themselves."""
    if not wave_ids(work):
        work.create_many(
            "wave", [{"name": name, "position": place} for place, name in enumerate(project.waves, 1)]
        )


def _make_variables(work: Writing, project: PortableProject) -> None:
    """Make new variables with their levels in the file's order; tell those here what the file knows more."""
    known = stored_variables(work)
    fresh = fresh_uids(work, "variable", (each.uid for each in project.variables))
    for variable in project.variables:
        here = known.get(variable.name)
        if here is not None:
            if variable.label and here.label == "":
                work.update("variable", here.id, label=variable.label)
            continue
        made = work.create(
            "variable",
            uid=variable.uid if variable.uid in fresh else None,
            name=variable.name,
            position=next_position(work, "variable"),
            label=variable.label,
        )
        levels = [each for each in variable.levels if each.name.strip()]
        work.create_many(
            "level",
            [
                {"variable": made, "name": each.name, "position": place, "missing": int(each.missing)}
                for place, each in enumerate(levels, 1)
            ],
        )


def _store(
    work: Writing,
    project: PortableProject,
    plan: ImportPlan,
    written: FrameWritten,
    questions: Mapping[str, int],
    progress: Progress,
) -> int:
    """Store the answers that are new; return how many."""
    fresh = fresh_uids(work, "answer", (each.uid for each in project.answers))
    by_place = {_place(each): each.uid for each in project.answers if each.uid in fresh}
    uids = {}
    for text in plan.new:
        uid = by_place.get((text.question, text.respondent_id, text.wave))
        if uid is not None:
            uids[text] = uid
    progress(0, 1)
    stored = store_answers(work, plan.new, written, questions, uids)
    store_sentences(
        work, [(row_id, text.text) for text, row_id in stored.items()], part_of(progress, 0.2, 1), fresh=True
    )
    return len(stored)


def _answers_here(
    work: Writing,
    project: PortableProject,
    texts: Mapping[str, str],
    written: FrameWritten,
    questions: Mapping[str, int],
) -> dict[str, AnswerHere]:
    stored = stored_texts(work, questions.values(), written.waves.values())
    found: dict[str, AnswerHere] = {}
    for answer in project.answers:
        key, respondent, wave = _place(answer)
        here = stored.get(
            (questions[key], written.respondents.get(respondent, 0), written.waves.get(wave, 0))
        )
        if here is None:
            continue
        text = here.text or ""
        in_file = answer.text if texts[answer.uid] == text and answer.text != TEXT_LEFT_OUT else None
        found[answer.uid] = AnswerHere(here.answer_id, text, in_file)
    return found

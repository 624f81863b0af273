"""What importing a survey would do to a project, before anything is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from coder.domain.survey import Survey, without_content
from coder.store.forgotten import forgotten_in
from coder.store.questions import all_questions
from coder.store.surveys import StoredText, respondent_ids, stored_texts
from coder.store.unit_of_work import Reading
from coder.store.waves import wave_ids


@dataclass(frozen=True)
class ImportedText:
    """A text of the file: whose, to which question, in which row."""

    row: int
    respondent_id: str
    wave: str
    question: str
    text: str


@dataclass(frozen=True)
class ChangedText:
    """A text that differs from the one the project has."""

    imported: ImportedText
    answer_id: int
    before: str


@dataclass
class ImportPlan:
    """The texts of a file, held against those of the project."""

    new: list[ImportedText] = field(default_factory=list)
    same: int = 0
    changed: list[ChangedText] = field(default_factory=list)
    blank_now: list[ImportedText] = field(default_factory=list)
    """Answered before, blank in the file; they hold the stored text."""
    forgotten: list[ImportedText] = field(default_factory=list)
    """Texts the project was told to forget, and others of the same people in the same waves; it stays so."""
    without_content: list[ImportedText] = field(default_factory=list)
    """Those of the new ones that say nothing: "-", "se over"."""


def plan_for_new_project(survey: Survey) -> ImportPlan:
    """Say what importing would do where there is no project yet: all is new."""
    plan = ImportPlan(new=list(imported_texts(survey)))
    plan.without_content = [text for text in plan.new if without_content(text.text)]
    return plan


def import_plan(work: Reading, survey: Survey) -> ImportPlan:
    """Compare a survey with what the project holds."""
    known = _Known(work, survey)
    plan = ImportPlan()
    seen: set[tuple[str, str, str]] = set()
    for text in imported_texts(survey):
        seen.add((text.respondent_id, text.wave, text.question))
        stored = known.answer(text.respondent_id, text.wave, text.question)
        if stored is None and (text.respondent_id, text.wave) in known.forgotten:
            plan.forgotten.append(text)
        elif stored is None:
            plan.new.append(text)
            if without_content(text.text):
                plan.without_content.append(text)
        elif stored.text is None:
            plan.forgotten.append(text)
        elif stored.text == text.text:
            plan.same += 1
        else:
            plan.changed.append(ChangedText(text, stored.answer_id, stored.text))
    for row in survey.rows:
        for question in survey.questions:
            place = (row.respondent_id, row.wave, question)
            stored = None if place in seen else known.answer(*place)
            if stored is not None and stored.text is not None:
                seen.add(place)
                plan.blank_now.append(ImportedText(row.row_number, *place, stored.text))
    return plan


def imported_texts(survey: Survey) -> Iterator[ImportedText]:
    """Yield the texts of a survey that are not blank, row after row."""
    for row in survey.rows:
        for question, text in row.texts.items():
            if text and not text.isspace():
                yield ImportedText(row.row_number, row.respondent_id, row.wave, question, text)


class _Known:
    """What the project has of the survey's questions and waves, by the names files use."""

    def __init__(self, work: Reading, survey: Survey) -> None:
        self._questions = {question.key: question.id for question in all_questions(work)}
        self._waves = wave_ids(work)
        self._respondents = respondent_ids(work)
        wanted = [self._questions[key] for key in survey.questions if key in self._questions]
        waves = {self._waves[row.wave] for row in survey.rows if row.wave in self._waves}
        self._texts = stored_texts(work, wanted, waves)
        self.forgotten = forgotten_in(work)
        """Who is forgotten in which wave, by the names files use."""

    def answer(self, respondent_id: str, wave: str, question: str) -> StoredText | None:
        """Return what is stored, or None."""
        question_id = self._questions.get(question)
        respondent = self._respondents.get(respondent_id)
        wave_id = self._waves.get(wave)
        if question_id is None or respondent is None or wave_id is None:
            return None
        return self._texts.get((question_id, respondent, wave_id))

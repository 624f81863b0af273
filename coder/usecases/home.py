"""What the home screen shows: every question with its progress, and its settings."""

from __future__ import annotations

from dataclasses import dataclass

from coder.domain.question import Question
from coder.store.coders import Coder
from coder.store.history import last_number
from coder.store.project import project_of
from coder.store.question_counts import CoverageCounts, QuestionCounts, coverage_counts, question_counts
from coder.store.questions import all_questions
from coder.store.unit_of_work import Reading


@dataclass(frozen=True)
class QuestionRow:
    """A question as the home screen lists it."""

    question: Question
    counts: QuestionCounts


@dataclass(frozen=True)
class Home:
    """What the home screen shows at once; coverage comes later, question by question."""

    project_name: str
    questions: tuple[QuestionRow, ...]
    last_entry: int


def home_of(work: Reading, coder: Coder) -> Home:
    """Read the questions with this coder's progress."""
    counts = question_counts(work, coder.id)
    rows = [QuestionRow(question, counts[question.id]) for question in all_questions(work)]
    return Home(project_of(work).name, tuple(rows), last_number(work))


def covered(work: Reading, question_id: int, coder: Coder) -> CoverageCounts:
    """Count what this coder has covered of one question."""
    return coverage_counts(work, question_id, coder.id)

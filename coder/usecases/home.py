"""What the home screen shows: every question with its progress, and its settings."""

from __future__ import annotations

from dataclasses import dataclass

from coder.domain.keeping import Keeping
from coder.domain.question import Question
from coder.domain.roles import Role
from coder.store.coders import Coder, find_coder
from coder.store.history import last_number
from coder.store.members import role_of
from coder.store.project import keeping_of, project_of
from coder.store.question_counts import CoverageCounts, QuestionCounts, coverage_counts, question_counts
from coder.store.questions import all_questions
from coder.store.unit_of_work import Reading
from coder.usecases.coding.left_off import last_coded
from coder.usecases.second_coder.samples import SampleStanding, sample_standings
from coder.usecases.team.approval import ApprovedCoding, approved_coding


@dataclass(frozen=True)
class QuestionRow:
    """A question as the home screen lists it."""

    question: Question
    counts: QuestionCounts | None = None
    """None while they are being counted."""


@dataclass(frozen=True)
class Home:
    """What the home screen shows at once; numbers come later, coverage question by question."""

    project_name: str
    questions: tuple[Question, ...]
    last_entry: int
    keeping: Keeping
    coded_last: Question | None = None
    """Where the coder was last; None where that is not remembered."""


def home_of(work: Reading, coder: Coder | None = None) -> Home:
    """Read the questions; quick however many answers they have."""
    questions = tuple(all_questions(work))
    at = None if coder is None else last_coded(work, questions, coder)
    return Home(project_of(work).name, questions, last_number(work), keeping_of(work), at)


def role_here(work: Reading, name: str) -> Role | None:
    """Return the role of a person, who need not have coded yet; None without one."""
    coder = find_coder(work, name)
    return None if coder is None else role_of(work, coder.id)


def counted(work: Reading, coder: Coder) -> dict[int, QuestionCounts]:
    """Count this coder's progress with all questions, by question."""
    return question_counts(work, coder.id)


def covered(work: Reading, question_id: int, coder: Coder) -> CoverageCounts:
    """Count what this coder has covered of one question."""
    return coverage_counts(work, question_id, coder.id)


def approved(work: Reading, question: Question) -> ApprovedCoding | None:
    """Return who approved a question's coding, and whether it changed since; looked up behind the screen."""
    return approved_coding(work, question)


def sampled(work: Reading, question: Question) -> tuple[SampleStanding, ...]:
    """Return the samples of a question that are still coded, blind."""
    return tuple(each for each in sample_standings(work, question) if each.sample.is_open)

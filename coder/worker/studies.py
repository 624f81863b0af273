"""What takes its time and is asked seldom: who is near, what is coded unlike its like, what goes together."""

from __future__ import annotations

from coder.store.questions import question_named
from coder.usecases.revisit.ranking import ranked_open
from coder.usecases.suggesting.question_model import QuestionModel
from coder.usecases.suggesting.question_studies import groups, groups_under, inconsistencies, near
from coder.usecases.suggesting.suggestions import (
    AskGroups,
    AskInconsistencies,
    AskNear,
    AskRevisit,
    RevisitRanked,
    Said,
)
from coder.worker.snapshots import Snapshots

Study = AskNear | AskRevisit | AskInconsistencies | AskGroups


def studied(asked: Study, model: QuestionModel, snapshots: Snapshots, question_key: str) -> Said:
    """Return what one of them comes to."""
    match asked:
        case AskRevisit(open_codes):
            question = snapshots.read(lambda work: question_named(work, question_key))
            scores = snapshots.read(lambda work: ranked_open(model, work, question.id, open_codes))
            return RevisitRanked(scores)
        case AskNear(answer_id, code_id):
            return near(model, snapshots.read, answer_id, code_id)
        case AskInconsistencies():
            return inconsistencies(model, snapshots.read)
        case AskGroups(code_ids):
            question = snapshots.read(lambda work: question_named(work, question_key))
            return (
                groups_under(snapshots.read, question.id, code_ids)
                if code_ids
                else groups(snapshots.read, question.id)
            )

"""What a project holds, in numbers."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from coder.domain.coder_kind import PERSON
from coder.store import schema
from coder.store.project import Project, project_of
from coder.store.unit_of_work import Reading


@dataclass(frozen=True)
class Summary:
    """What ``project info`` counts."""

    project: Project
    questions: int
    waves: int
    respondents: int
    answers: int
    codes: int
    codings: int
    coders: int
    """People; the consensus is none."""


def summary(work: Reading) -> Summary:
    """Count what the project holds; codes merged away are not counted."""
    return Summary(
        project=project_of(work),
        questions=_count(work, "question"),
        waves=_count(work, "wave"),
        respondents=_count(work, "respondent"),
        answers=_count(work, "answer"),
        codes=_count(work, "code"),
        codings=_count(work, "coding"),
        coders=_count(work, "coder"),
    )


def _count(work: Reading, table: str) -> int:
    query = select(func.count()).select_from(schema.metadata.tables[table])
    if table == "coder":
        query = query.where(schema.coder.c.kind == PERSON)
    if table == "code":
        query = query.where(schema.code.c.merged_into_id.is_(None))
    return int(work.connection.scalar(query) or 0)

"""Which state of which project numbers rest on."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from coder.domain.question import Question
from coder.store import schema
from coder.store.tags import tag_of_state
from coder.store.unit_of_work import Reading


@dataclass(frozen=True)
class ProjectState:
    """What numbers of a question rest on: the project and its codebook, as of an entry."""

    project_uid: str
    project: str
    codebook_uid: str
    codebook: str
    entry: int
    """Number of the newest entry."""
    entry_uid: str
    at: str
    tag: str | None = None
    """What this state was named, if it was."""


def project_state(work: Reading, question: Question, history: Reading) -> ProjectState:
    """Tell what numbers of a question rest on; ``history`` is the snapshot that has the history."""
    project, codebook, entry = schema.project, schema.codebook, schema.entry
    head = work.connection.execute(select(project.c.uid, project.c.name, project.c.last_entry)).one()
    book = work.connection.execute(
        select(codebook.c.uid, codebook.c.name).where(codebook.c.id == question.codebook_id)
    ).one()
    newest = select(entry.c.uid, entry.c.at).where(entry.c.number == head.last_entry)
    last = history.connection.execute(newest).one_or_none()
    uid, at = ("", "") if last is None else (last.uid, last.at)
    tag = tag_of_state(history, head.last_entry)
    return ProjectState(head.uid, head.name, book.uid, book.name, head.last_entry, uid, at, tag)

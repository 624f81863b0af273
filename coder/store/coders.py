"""Coders of a project: people, and the reserved coder of the consensus."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass

from sqlalchemy import Engine, exists, select

from coder.domain.coder_kind import CONSENSUS, PERSON
from coder.domain.coding import CodedState
from coder.domain.errors import WrongUseError
from coder.messages import _
from coder.store import schema
from coder.store.unit_of_work import Reading, Writing, reading, writing

LONGEST_CODER_NAME = 100


@dataclass(frozen=True)
class Coder:
    """A person who codes, the consensus, or somebody's shadow."""

    id: int
    uid: str
    name: str
    kind: str
    aliases: tuple[str, ...]


class UnknownCoderError(WrongUseError):
    """No coder of that name."""

    def __init__(self, name: str) -> None:
        super().__init__(_("No coder named «{name}» has coded here. See: coder coders").format(name=name))


class ReservedNameError(WrongUseError):
    """A name no person can have."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("«{name}» cannot be a coder's name. Choose another with --coder.").format(name=name)
        )


def all_coders(work: Reading) -> list[Coder]:
    """Return everybody, in the order they came; the consensus and shadows among them."""
    query = select(schema.coder).order_by(schema.coder.c.id)
    return [
        Coder(row.id, row.uid, row.name, row.kind, tuple(json.loads(row.aliases)))
        for row in work.connection.execute(query)
    ]


def find_coder(work: Reading, name: str) -> Coder | None:
    """Return the coder with this name or alias, however its accents are written, if there is one."""
    coders, wanted = all_coders(work), _composed(name)
    by_name = {_composed(coder.name): coder for coder in coders}
    by_alias = {_composed(alias): coder for coder in coders for alias in coder.aliases}
    return by_name.get(wanted) or by_alias.get(wanted)


def coder_named(work: Reading, name: str) -> Coder:
    """Return the coder with this name or alias.

    Raises:
        UnknownCoderError: If there is none.
    """
    found = find_coder(work, name)
    if found is None:
        raise UnknownCoderError(name)
    return found


def coder_with_id(work: Reading, coder_id: int) -> Coder:
    """Return a coder of any kind by id."""
    return next(coder for coder in all_coders(work) if coder.id == coder_id)


def checked_coder_name(name: str) -> str:
    """Return a person's name as it is stored: what is written the same is the same person.

    Raises:
        ReservedNameError: If it is empty, reserved, longer than a line or not text.
    """
    clean = _composed(name.strip())
    if not clean or clean.casefold() == CONSENSUS or len(clean) > LONGEST_CODER_NAME or not _is_text(clean):
        raise ReservedNameError(name if len(name) <= LONGEST_CODER_NAME else f"{name[:40]}…")
    return clean


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _is_text(name: str) -> bool:
    return not any(sign < " " or "\ud800" <= sign <= "\udfff" for sign in name)


def add_coder(work: Writing, name: str) -> int:
    """Make a coder within an act, unless there is one of that name; return the id."""
    clean = checked_coder_name(name)
    known = find_coder(work, clean)
    if known is not None:
        return _person(known).id
    return work.create("coder", name=clean, kind=PERSON, aliases=[])


def present_coder(engine: Engine, name: str) -> Coder:
    """Return the coder with this name, made in an entry of its own if new; safe under two processes."""
    clean = checked_coder_name(name)
    with reading(engine) as snapshot:
        known = find_coder(snapshot, clean)
    if known is not None:
        return _person(known)
    with writing(engine, coder_id=None, operation="new_coder") as work:
        work.coder_id = add_coder(work, clean)
    with reading(engine) as snapshot:
        return coder_named(snapshot, clean)


def _person(coder: Coder) -> Coder:
    """Refuse to take the consensus or a shadow for somebody who codes."""
    if coder.kind != PERSON:
        raise ReservedNameError(coder.name)
    return coder


def is_person(work: Reading, coder_id: int) -> bool:
    """Tell a person from the consensus and from shadows."""
    kind = work.connection.scalar(select(schema.coder.c.kind).where(schema.coder.c.id == coder_id))
    return kind == PERSON


def consensus_id(work: Reading) -> int:
    """Return the id of the reserved coder of the consensus; every project has one."""
    query = select(schema.coder.c.id).where(schema.coder.c.kind == CONSENSUS)
    return int(work.connection.scalars(query).one())


def people_done_in(work: Reading, question_id: int) -> list[int]:
    """Return the ids of the people who are done with some answer to a question; the consensus is none."""
    answer, coded, coder = schema.answer, schema.coded, schema.coder
    # Of each coder one answer is enough.
    is_done = exists().where(
        coded.c.coder_id == coder.c.id,
        coded.c.state == CodedState.DONE,
        answer.c.id == coded.c.answer_id,
        answer.c.question_id == question_id,
    )
    query = select(coder.c.id).where(coder.c.kind == PERSON, is_done).order_by(coder.c.id)
    return list(work.connection.scalars(query))

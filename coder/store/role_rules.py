"""What an act may not do in its coder's role, whatever the database; a server refuses it once more."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, and_, exists, or_, select

from coder.domain.coder_kind import AGAIN, CONSENSUS
from coder.domain.entry import REDO, UNDO, Change
from coder.domain.errors import WrongUseError
from coder.domain.roles import DECIDED_NOUNS, FOR_CODERS, LEAD_NOUNS, LEAD_OPERATIONS, OWN_NOUNS, Role
from coder.domain.sample import Purpose
from coder.messages import _
from coder.store import schema
from coder.store.nouns import NOUNS

if TYPE_CHECKING:
    from coder.store.records import Records

READERS_OPERATIONS = ("export", "wait")
"""Acts that change nothing about the project: that something left is a fact, and waiting is nothing."""

ANYBODY_HAS_A_ROLE = exists(select(schema.member.c.coder_id))


class BeyondRoleError(WrongUseError):
    """A coder's role does not allow it."""


class ReaderWritesError(BeyondRoleError):
    """Somebody who may only read wrote."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _(
                "«{name}» may read in this project, not write. A lead may change that: coder coders grant"
            ).format(name=name)
        )


class NoRoleError(BeyondRoleError):
    """Roles were given here, and this coder has none."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("«{name}» has no role in this project. A lead gives one: coder coders grant").format(name=name)
        )


class LeadOnlyError(BeyondRoleError):
    """Only leads may do that."""

    def __init__(self) -> None:
        super().__init__(_("Only a lead may do that here; see: coder coders roles"))


class NotOwnError(BeyondRoleError):
    """It belongs to another coder."""

    def __init__(self) -> None:
        super().__init__(_("Only a lead may change what others coded; see: coder coders roles"))


class RoleRules:
    """Holds an act against its coder's role, in a project where anybody has one."""

    def __init__(self, connection: Connection, records: Records) -> None:
        self._connection = connection
        self._records = records
        self._known: dict[int | None, tuple[str, Role | None]] = {}

    def check_begun(self, coder_id: int | None, operation: str) -> None:
        """Refuse an act whose kind is beyond its coder's role, before anything is done.

        Raises:
            BeyondRoleError: If it is refused.
        """
        if coder_id is None:
            # Who acts is told when it is done.
            return
        role = self._role(coder_id)
        if role is Role.READER and operation not in READERS_OPERATIONS:
            raise ReaderWritesError(self._known[coder_id][0])
        if role is Role.CODER and operation in LEAD_OPERATIONS:
            raise LeadOnlyError

    def check_done(self, coder_id: int | None, operation: str, changes: Sequence[Change]) -> None:
        """Refuse an act that changed what its coder's role keeps from it.

        Raises:
            BeyondRoleError: If it is refused.
        """
        self.check_begun(coder_id, operation)
        role = self._role(coder_id)
        if role is Role.READER:
            raise ReaderWritesError(self._known[coder_id][0])
        if role is Role.CODER and coder_id is not None:
            # What one put in the place of another's decision comes back under that name.
            decided = () if operation in (UNDO, REDO) else DECIDED_NOUNS
            _refuse_others(self._connection, self._records, coder_id, changes, decided)

    def _role(self, coder_id: int | None) -> Role:
        """Return a coder's role.

        Raises:
            NoRoleError: If there is none, and nothing else keeps the coder from writing.
        """
        if coder_id not in self._known:
            self._known[coder_id] = _who(self._connection, coder_id)
        name, role = self._known[coder_id]
        if role is not None:
            return role
        # On a server the owner of the tables needs no role, and others cannot do what theirs does not allow.
        if self._connection.dialect.name == "postgresql":
            return Role.LEAD
        raise NoRoleError(name)


def _who(connection: Connection, coder_id: int | None) -> tuple[str, Role | None]:
    coder, member = schema.coder, schema.member
    query = (
        select(coder.c.name, member.c.role)
        .outerjoin(member, member.c.coder_id == coder.c.id)
        .where(coder.c.id == coder_id)
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        return "", None
    return row.name, None if row.role is None else Role(row.role)


def _refuse_others(
    connection: Connection,
    records: Records,
    coder_id: int,
    changes: Sequence[Change],
    decided: Collection[str],
) -> None:
    mine = _own_uids(connection, coder_id)
    for change in changes:
        if change.field and change.field in FOR_CODERS.get(change.noun, ()):
            continue
        if change.noun in LEAD_NOUNS:
            raise LeadOnlyError
        if change.noun in decided and not _decided_by(change) <= mine:
            raise NotOwnError
    for noun in OWN_NOUNS:
        touched = [each for each in changes if each.noun == noun]
        if touched and not _owners(records, noun, touched) <= mine:
            raise NotOwnError


def _own_uids(connection: Connection, coder_id: int) -> set[str | None]:
    """Return who one writes as: oneself, the consensus, and one's shadow."""
    coder, sample = schema.coder, schema.sample
    shadow = exists().where(
        and_(
            sample.c.coder_id == coder.c.id,
            sample.c.against_id == coder_id,
            sample.c.purpose == Purpose.AGAIN.value,
            coder.c.kind == AGAIN,
        )
    )
    query = select(coder.c.uid).where(or_(coder.c.id == coder_id, coder.c.kind == CONSENSUS, shadow))
    return {*connection.scalars(query), None}


def _decided_by(change: Change) -> set[Any]:
    if change.field:
        return {change.after} if change.field == "decided_by" else set()
    return {change.after["decided_by"]} if isinstance(change.after, dict) else set()


def _owners(records: Records, noun: str, changes: Iterable[Change]) -> set[Any]:
    whole = [change.after or change.before for change in changes if not change.field]
    owners = {each["coder"] for each in whole if isinstance(each, dict)}
    fields = [
        change.uid for change in changes if change.field and change.field not in FOR_CODERS.get(noun, ())
    ]
    # What is no longer there was taken away in the same act, and was looked at above.
    return owners | {each["coder"] for each in records.read(NOUNS[noun], fields).values()}

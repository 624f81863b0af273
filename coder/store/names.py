"""Names for the uids the history speaks of, also of rows that are gone."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import select

from coder.store import schema
from coder.store.chunks import chunked
from coder.store.unit_of_work import Reading

_TOLD_BY = frozenset({"answer", "name", "respondent", "question"})
"""One of these is among the values of every row that is asked for by its uid."""


class Standing(NamedTuple):
    """The uids of the answer and the code a row stands on; empty where it stands on none."""

    answer: str
    code: str


class NameBook:
    """Looks names up as they are asked for, and remembers them."""

    def __init__(self, work: Reading) -> None:
        self._work = work
        self._values: dict[str, dict[str, Any]] = {}
        self._names: dict[str, str] = {}

    def code(self, uid: str, values: Any = None) -> str:
        """Return a code's name: today's, else the one it came or went with."""
        if uid not in self._names:
            table = schema.code
            name = self._work.connection.scalar(select(table.c.name).where(table.c.uid == uid))
            self._names[uid] = name or str(self._born_with("code", uid, values).get("name", ""))
        return self._names[uid]

    def learn_answers(self, uids: Iterable[str]) -> None:
        """Look many answers up at once."""
        table, respondent = schema.answer, schema.respondent
        for chunk in chunked([uid for uid in dict.fromkeys(uids) if uid not in self._names]):
            query = (
                select(table.c.uid, respondent.c.external_id)
                .join(respondent, respondent.c.id == table.c.respondent_id)
                .where(table.c.uid.in_(chunk))
            )
            self._names.update((row.uid, row.external_id) for row in self._work.connection.execute(query))

    def answer(self, uid: str, values: Any = None) -> str:
        """Return the external id of an answer's respondent."""
        if uid not in self._names:
            table, respondent = schema.answer, schema.respondent
            query = (
                select(respondent.c.external_id)
                .join(table, table.c.respondent_id == respondent.c.id)
                .where(table.c.uid == uid)
            )
            name = self._work.connection.scalar(query)
            if name is None:
                gone = self._born_with("answer", uid, values).get("respondent", "")
                name = str(self._born_with("respondent", gone, None).get("external_id", ""))
            self._names[uid] = name
        return self._names[uid]

    def setting_of(self, noun: str, uid: str) -> str:
        """Return the key of a question, or the name a codebook, coder or tag came with."""
        born = self._born_with(noun, uid, None)
        return str(born.get("key") or born.get("name") or "")

    def question_of(self, uid: str, values: Any = None) -> str:
        """Return the uid of the question that an approval is of."""
        return str(self._born_with("approval", uid, values).get("question") or "")

    def standing(self, noun: str, uid: str, values: Any = None) -> Standing:
        """Return what a coding, note, passage or the like stands on."""
        found = self._born_with(noun, uid, values)
        return Standing(found.get("answer") or "", found.get("code") or "")

    def _born_with(self, noun: str, uid: str, values: Any) -> dict[str, Any]:
        """Return the values a row came with, from the change at hand or from the history."""
        if isinstance(values, dict) and not _TOLD_BY.isdisjoint(values):
            return values
        if uid not in self._values:
            table = schema.change
            query = (
                select(table.c.after)
                .where(
                    table.c.uid == uid, table.c.noun == noun, table.c.field == "", table.c.after.is_not(None)
                )
                .order_by(table.c.entry)
                .limit(1)
            )
            written = self._work.connection.scalar(query)
            self._values[uid] = json.loads(written) if written else {}
        return self._values[uid]

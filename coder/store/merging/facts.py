"""Facts of another project that come along: what left it, what was seen there, where things came from."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table, func, select

from coder.domain.entry import canonical_json
from coder.store import schema
from coder.store.bulk import insert_rows
from coder.store.foreign import ALIAS
from coder.store.merging.plan import MergePlan
from coder.store.unit_of_work import Reading, Writing


def bring_facts(work: Writing, theirs: Reading, plan: MergePlan) -> None:
    """Bring facts that are not here yet; entries unknown here become the newest one."""
    carrier = _Carrier(work, theirs, plan)
    carrier.exports()
    carrier.trail()
    carrier.origins()
    carrier.stable_names()
    carrier.forgotten()


class _Carrier:
    def __init__(self, work: Writing, theirs: Reading, plan: MergePlan) -> None:
        self.work, self.theirs, self.kin = work, theirs, plan.kin
        self.uids = plan.recognised.uids
        self.newest = work.number if work.changes else work.number - 1

    def exports(self) -> None:
        table, question = schema.export, schema.question
        rows = []
        query = (
            select(table, question.c.uid.label("question"), schema.coder.c.uid.label("coder"))
            .outerjoin(question, question.c.id == table.c.question_id)
            .outerjoin(schema.coder, schema.coder.c.id == table.c.coder_id)
            .order_by(table.c.id)
        )
        new = self._new(table, query)
        questions, coders = self._ids("question", new), self._ids("coder", new)
        for row in new:
            rows.append(
                self._own(table, row)
                | {
                    "entry": self._entry(row["entry"]),
                    "question_id": questions.get(row["question"]),
                    "coder_id": coders.get(row["coder"]),
                }
            )
        self._insert(table, rows)

    def trail(self) -> None:
        table, answer = schema.trail, schema.answer
        query = (
            select(table, answer.c.uid.label("answer"), schema.coder.c.uid.label("coder"))
            .join(answer, answer.c.id == table.c.answer_id)
            .join(schema.coder, schema.coder.c.id == table.c.coder_id)
            .order_by(table.c.id)
        )
        rows = []
        new = self._new(table, query)
        answers, coders = self._ids("answer", new), self._ids("coder", new)
        for row in new:
            answer_id, coder_id = answers.get(row["answer"]), coders.get(row["coder"])
            if answer_id is None or coder_id is None:
                continue
            shown = canonical_json(self.uids.deep(json.loads(row["shown"])))
            taken = None if row["taken"] is None else self.uids.of(row["taken"])
            rows.append(
                self._own(table, row)
                | {
                    "entry": self._entry(row["entry"]),
                    "as_of": self._entry(row["as_of"]),
                    "answer_id": answer_id,
                    "coder_id": coder_id,
                    "shown": shown,
                    "taken": taken,
                }
            )
        self._insert(table, rows)

    def origins(self) -> None:
        table = schema.origin
        here = {tuple(row) for row in self.work.connection.execute(select(table.c.noun, table.c.uid))}
        rows = []
        for row in self.theirs.connection.execute(select(table)).mappings():
            uid, place = row["uid"], row["place"]
            if place.startswith(ALIAS):
                place = ALIAS + self.uids.of(place.removeprefix(ALIAS))
            else:
                uid = self.uids.of(uid)
            if (row["noun"], uid) not in here and place != ALIAS + uid:
                here.add((row["noun"], uid))
                rows.append(dict(row) | {"uid": uid, "place": place, "entry": self._entry(row["entry"])})
        self._insert(table, rows)

    def forgotten(self) -> None:
        """Bring who is forgotten there: both have forgotten the same people, or they would not be merged."""
        table = schema.forgotten
        here = set(self.work.connection.scalars(select(table.c.uid)))
        rows = [
            dict(row)
            | {"respondent_uid": self.uids.of(row["respondent_uid"]), "entry": self._entry(row["entry"])}
            for row in self.theirs.connection.execute(select(table)).mappings()
            if row["uid"] not in here
        ]
        self._insert(table, rows)

    def stable_names(self) -> None:
        """Ours stay; theirs are added where neither thing nor name has another yet."""
        table = schema.stable_name
        present = self.work.connection.execute(select(table)).mappings().all()
        things = {(row["uid"], row["role"]) for row in present}
        names = {row["folded"] for row in present}
        rows = []
        for row in self.theirs.connection.execute(select(table)).mappings():
            uid = self.uids.of(row["uid"])
            if (uid, row["role"]) not in things and row["folded"] not in names:
                names.add(row["folded"])
                rows.append(dict(row) | {"uid": uid})
        self._insert(table, rows)

    def _new(self, table: Table, query: Any) -> list[dict[str, Any]]:
        known = set(self.work.connection.scalars(select(table.c.uid)))
        rows = self.theirs.connection.execute(query).mappings()
        newest = self.work.connection.scalar(select(func.max(table.c.id))) or 0
        found = [dict(row) for row in rows if row["uid"] not in known]
        return [row | {"id": number} for number, row in enumerate(found, newest + 1)]

    def _own(self, table: Table, row: dict[str, Any]) -> dict[str, Any]:
        return {column.name: row[column.name] for column in table.columns}

    def _entry(self, number: int | None) -> int | None:
        if not number:
            return number
        here = self.kin.number_here(number, ())
        return self.newest if here < 0 else here

    def _ids(self, noun: str, rows: Sequence[Mapping[str, Any]]) -> dict[str, int]:
        """Return the ids here of what rows there speak of, by uid there; what is not here is left out."""
        there = sorted({row[noun] for row in rows if row[noun] is not None})
        known = self.work.records.known_uids(noun, [self.uids.of(uid) for uid in there])
        found = [uid for uid in there if self.uids.of(uid) in known]
        ids = self.work.records.ids_of(noun, [self.uids.of(uid) for uid in found])
        return dict(zip(found, ids, strict=True))

    def _insert(self, table: Table, rows: list[dict[str, Any]]) -> None:
        insert_rows(self.work.connection, table, rows)

"""Reporting layers as they are kept, by question and name."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from coder.domain.reporting_layer import ReportingLayer, UnknownLayerError
from coder.store import schema
from coder.store.unit_of_work import Reading
from coder.text.collation import collation_key


@dataclass(frozen=True)
class KeptLayer:
    """A reporting layer of one question."""

    id: int
    question_id: int
    name: str
    content: dict[str, Any]
    """As ``domain/reporting_layer.py`` writes it; codes by their uids."""

    @property
    def layer(self) -> ReportingLayer:
        """What it does."""
        return ReportingLayer.of(self.content)


def layers_of(work: Reading, question_id: int) -> list[KeptLayer]:
    """Return the layers of a question in the alphabetical order of their names."""
    table = schema.layer
    query = select(table).where(table.c.question_id == question_id)
    found = [
        KeptLayer(row.id, row.question_id, row.name, json.loads(row.content))
        for row in work.connection.execute(query)
    ]
    return sorted(found, key=lambda each: collation_key(each.name))


def layer_named(work: Reading, question_id: int, name: str) -> KeptLayer:
    """Return a layer by its name.

    Raises:
        UnknownLayerError: If the question has none of that name.
    """
    layers = layers_of(work, question_id)
    for each in layers:
        if each.name == name:
            return each
    raise UnknownLayerError(name, [each.name for each in layers])

"""A table seen through a reporting layer."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from coder.messages import current_language
from coder.store.layers import KeptLayer, layer_named
from coder.tables.layered import Layered, layered
from coder.usecases.table_asked import AskedTable
from coder.usecases.table_people import Counted, counted_people, in_columns


def through_layer(asked: AskedTable) -> AskedTable:
    """Return the same table with its codes folded, named and ordered by the layer it asks for.

    Codes are folded by all that the table counts together, so that the same ones fold in every column.

    Raises:
        UnknownLayerError: If the question has no layer of that name.
    """
    if asked.options.layer is None:
        return asked
    name = asked.options.layer
    kept = asked.once(("layer", name), lambda: layer_named(asked.work, asked.question.id, name))
    counted = counted_people(asked, asked.arrays(asked.counts))
    found = asked.once(
        ("layered", name, counted.key, current_language()), lambda: _layered(asked, kept, counted)
    )
    return replace(asked, codes=found.codes, layered=found)


def _layered(asked: AskedTable, kept: KeptLayer, counted: Counted) -> Layered:
    excluded = asked.options.exclude_kinds
    counts = np.array([code.kind not in excluded for code in asked.codebook], dtype=bool)
    inside = counts[counted.arrays.coding_codes]
    answers = counted.arrays.coding_answers[inside]
    units = counted.counting.unit_of_person
    return layered(
        kept.layer,
        asked.codebook,
        answers,
        counted.arrays.coding_codes[inside],
        coding_units=None if units is None else units[counted.counting.person_of_answer[answers]],
        base=int(in_columns(asked, counted, counted.total).bases[0]),
        language=current_language(),
        name=kept.name,
    )

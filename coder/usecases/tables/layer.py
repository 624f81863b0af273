"""A table seen through a reporting layer."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from coder.domain.codebook import Code
from coder.domain.errors import WrongUseError
from coder.messages import _, current_language
from coder.store.layers import KeptLayer, layer_named
from coder.tables.layered import Layered, layered
from coder.tables.note import kind_name
from coder.usecases.tables.asked import AskedTable
from coder.usecases.tables.people import Counted, counted_people, in_columns


class FoldedOutOfSightError(WrongUseError):
    """Codes folded into a row that is left out: their answers would count in N and stand in no row."""

    def __init__(self, layer: str, code: Code, row: Code) -> None:
        super().__init__(
            _(
                "The layer «{layer}» folds «{code}» into «{row}», which is left out ({kind}): its answers "
                "would have no row. Keep that kind, or fold into another row."
            ).format(layer=layer, code=code.written_path, row=row.written_path, kind=kind_name(row.kind))
        )


def through_layer(asked: AskedTable) -> AskedTable:
    """Return the same table with its codes folded, named and ordered by the layer it asks for.

    Codes are folded by all that the table counts together, so that the same ones fold in every column; a code
    the table is asked for by name is not folded for being rare.

    Raises:
        UnknownLayerError: If the question has no layer of that name.
        FoldedOutOfSightError: If it folds codes into a row of a kind that is left out.
    """
    if asked.options.layer is None:
        return asked
    name = asked.options.layer
    kept = asked.once(("layer", name), lambda: layer_named(asked.work, asked.question.id, name))
    counted = counted_people(asked, asked.arrays(asked.counts))
    found = asked.once(
        ("layered", name, counted.key, asked.named_codes, current_language()),
        lambda: _layered(asked, kept, counted),
    )
    _refuse_folds_out_of_sight(asked, found)
    return replace(asked, codes=found.codes, layered=found)


def _refuse_folds_out_of_sight(asked: AskedTable, found: Layered) -> None:
    """Make sure that each fold has a row, or that the layer itself drops it, which the note says."""
    excluded = asked.options.exclude_kinds
    rows = {code.uid: code for code in found.codes if code.id > 0 and code.kind in excluded}
    for fold in found.folds:
        if fold.uid in rows and fold.uid not in found.dropped:
            for code in fold.members:
                if code.kind not in excluded:
                    raise FoldedOutOfSightError(found.name, code, rows[fold.uid])


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
        named=asked.named_codes,
    )

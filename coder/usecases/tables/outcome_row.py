"""The row of an outcome: which row of tables counts the same, or what it is any of."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from coder.domain.codebook import Code
from coder.tables.published import CODE, OUTCOME, THEME, PublishedCell, row_key
from coder.usecases.tables.asked import AskedTable
from coder.usecases.tables.outcomes import with_those_below
from coder.usecases.tables.people import Counted


def outcome_row(
    asked: AskedTable, counted: Counted, chosen: Sequence[Code], label: str = ""
) -> PublishedCell:
    """Return the row of the answers with any of some codes, or of those below them; without a count.

    Where tables have a row that counts the same, a code's or a theme's, it is that one.
    """
    options = asked.options.written()
    members = with_those_below(asked.codebook, chosen)
    used = set(np.unique(counted.arrays.coding_codes).tolist())
    codes = [
        code
        for place, code in enumerate(asked.codebook)
        if code.id in members
        and code.merged_into is None
        and (place in used or (code.codable and code.retired is None))
    ]
    tops = [code for code in asked.codebook if code.id in members and code.parent_id is None]
    themes = [top for top in tops if any(code.path[0] == top.name for code in codes if code.id != top.id)]
    excluded = any(code.kind in asked.options.exclude_kinds for code in codes)
    kind, own = OUTCOME, ",".join(sorted(code.uid for code in chosen))
    if len(codes) == 1 and not themes and not excluded:
        kind, own = CODE, codes[0].uid
    elif len(chosen) == 1 and themes and not excluded:
        kind, own = THEME, themes[0].uid

    def key(kind: str, code: Code) -> str:
        return row_key(kind, code.uid, asked.counts, {"count_by": None})

    whole = {top.name for top in themes}
    parts = [key(CODE, code) for code in codes if code.path[0] not in whole]
    for top in themes:
        parts += [key(THEME, top), *(key(CODE, code) for code in codes if code.path[0] == top.name)]
    names = {code.path[0] for code in codes}
    return PublishedCell(
        kind,
        row_key(kind, own, asked.counts, options),
        (),
        0,
        shown=True,
        label=label,
        theme=names.pop() if len(names) == 1 else "",
        parts=tuple(parts) if kind == OUTCOME else (),
        exclusive=asked.is_exclusive,
    )

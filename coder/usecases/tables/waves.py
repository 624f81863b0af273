"""What differs between the waves of a trend: which codes were in use, and where a series breaks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import numpy as np

from coder.domain.openings import CodeOpenings
from coder.store.coded import CodedArrays, codes_looked_at, done_entries
from coder.store.integers import places
from coder.store.selection import Selection
from coder.tables.frequency import Integers, codes_in_use
from coder.usecases.revisit.openness import Revisit
from coder.usecases.tables.asked import AskedTable


def in_use_by_wave(asked: AskedTable, code_counts: Integers) -> dict[int, list[bool]]:
    """Tell for each wave which codes were in use.

    Args:
        asked: The table.
        code_counts: Answers per code and wave, shape (codes, waves).
    """
    found = {}
    for place, wave_id in enumerate(asked.waves.values()):
        selection = replace(asked.selection, wave_ids=(wave_id,))
        found[place] = codes_in_use(asked.codes, code_counts[:, place], *done_and_looked_at(asked, selection))
    return found


def done_and_looked_at(asked: AskedTable, selection: Selection) -> tuple[Integers, Collection[int]]:
    """Return in which entries answers were done, sorted, and for which codes answers were read again."""
    return asked.once(
        ("done", selection),
        lambda: (done_entries(asked.work, selection), codes_looked_at(asked.work, selection)),
    )


def series_breaks(asked: AskedTable, arrays: CodedArrays) -> frozenset[tuple[int, int]]:
    """Return the places of codes and waves before which the code did not mean the same.

    A wave has a code in its old meaning as long as answers of it are open for the code since its meaning
    changed, or since it was split or merged; answers read again have it in the new one.
    """
    rows = tuple(_places_of_codes(asked).items())
    return asked.once(
        ("breaks", asked.answers_key, asked.options.exclude_kinds, rows), lambda: _breaks(asked, arrays)
    )


def _breaks(asked: AskedTable, arrays: CodedArrays) -> frozenset[tuple[int, int]]:
    revisit = Revisit.of(asked.work, asked.question.id, asked.history)
    changed = {each.code_id for each in revisit.openings if _changed(each)}
    if not changed or len(asked.waves) < 2:
        return frozenset()
    code_places = _places_of_codes(asked)
    # What was split means less than before, as its parts mean what was in it.
    split_from = {code.id: code.split_from for code in asked.codebook}
    old: set[tuple[int, int]] = set()
    wave_ids = list(asked.waves.values())
    for opened in revisit.by_coders(None, changed):
        found = list(opened.answers())
        here = places(arrays.answer_ids, np.array([answer_id for answer_id, _codes in found], dtype=np.int64))
        for place, (_answer_id, codes) in zip(here.tolist(), found, strict=True):
            if place >= 0:
                wave = wave_ids.index(int(arrays.waves[place]))
                old.update(
                    (code_places[code_id], wave)
                    for each in codes
                    if each.reason != "new"
                    for code_id in (each.code_id, split_from.get(each.code_id))
                    if code_id in code_places
                )
    return frozenset(
        (place, wave)
        for place in range(len(asked.codes))
        for wave in range(1, len(wave_ids))
        if ((place, wave) in old) != ((place, wave - 1) in old)
    )


def _places_of_codes(asked: AskedTable) -> dict[int, int]:
    """Return by id the place of the row in which each code counts."""
    found = {code.id: place for place, code in enumerate(asked.codes)}
    if asked.layered is not None:
        rows = {code.uid: place for place, code in enumerate(asked.codes)}
        found |= {
            code.id: rows[fold.uid]
            for fold in asked.layered.folds
            for code in fold.members
            if fold.uid in rows
        }
    return found


def _changed(openings: CodeOpenings) -> bool:
    return bool(openings.narrowed) or any(each.reason != "new" for each in openings.lacking)

"""What the note of a table is made of."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from coder.domain.wave import wave_in_words
from coder.store.coded import CodedArrays
from coder.store.coders import people_done_in
from coder.store.selection import count_not_asked
from coder.tables.columns import CountedColumns
from coder.tables.frequency import answers_per_group
from coder.tables.note import ConsensusPart, NoteFacts
from coder.tables.options import TableOptions
from coder.usecases.tables.asked import AskedTable
from coder.usecases.tables.people import Counted


def note_facts(asked: AskedTable, counted: Counted, total: CountedColumns) -> NoteFacts:
    """Gather what a note tells of."""
    options, arrays = asked.options, counted.arrays
    settled = int(arrays.settled.sum())
    coded = np.zeros(arrays.answer_ids.shape, dtype=bool)
    coded[arrays.coding_answers] = True
    return NoteFacts(
        base=int(total.counted.bases[0]),
        base_kind=options.base,
        counts=asked.counts,
        unsettled=counted.unsettled,
        codings=0 if options.codes else int(total.counted.codes.sum()),
        without_code=settled - int(coded.sum()),
        left_out=counted.left_out,
        not_asked=asked.once(
            ("not asked", asked.selection), lambda: count_not_asked(asked.work, asked.selection)
        ),
        decimals=options.decimals,
        excluded=options.exclude_kinds,
        consensus=asked.once(
            ("consensus", counted.key, options.exclude_kinds), lambda: _consensus_part(asked, arrays)
        )
        if asked.counts == "consensus"
        else None,
        has_several=not options.codes and _have_several(counted),
        waves=() if options.trend and not options.by else tuple(map(wave_in_words, asked.waves)),
        is_trend=options.trend,
        unsettled_by_wave=_unsettled_by_wave(asked, arrays),
        where=(*_one_wave(options), *options.where),
        as_of=options.as_of,
        revisit_open=asked.open_among(arrays),
        missed=asked.revisit.bounds,
        same_units=options.same_units,
        weight=options.weight,
        weight_words=options.weight_words,
        without_weight=_without_weight(counted),
        count_by=options.count_by,
        without_value=counted.without_value,
        not_given=not_given(asked, (*options.by, *filter(None, [options.count_by, options.weight]))),
        is_of_one=asked.once("people done", lambda: len(people_done_in(asked.work, asked.question.id))) < 2,
    )


def _one_wave(options: TableOptions) -> tuple[str, ...]:
    """Return the wave that alone was asked for, which no column and no caption names."""
    alone = len(options.waves) == 1 and not options.trend
    return tuple(map(wave_in_words, options.waves)) if alone else ()


def not_given(asked: AskedTable, names: Sequence[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return, by variable that is used, its levels that are no answers; only where there are any."""
    variables = {name: asked.variables[name] for name in names if name in asked.variables}
    return tuple(
        (name, tuple(level for level in variable.levels if level in variable.missing))
        for name, variable in variables.items()
        if variable.missing
    )


def _unsettled_by_wave(asked: AskedTable, arrays: CodedArrays) -> tuple[tuple[str, int], ...]:
    """Count what is not settled in each wave of a trend; nothing is told so of the same units."""
    if not asked.options.trend or asked.options.same_units:
        return ()
    found = [
        (wave_in_words(name), int(np.count_nonzero(~arrays.settled & (arrays.waves == wave_id))))
        for name, wave_id in asked.waves.items()
    ]
    return tuple((name, n) for name, n in found if n)


def _have_several(counted: Counted) -> bool:
    """Tell whether some answer has several codes that count; the pairs stand answer after answer."""
    answers = counted.pairs.answers
    return bool(np.any(answers[1:] == answers[:-1]))


def _without_weight(counted: Counted) -> int:
    if counted.weights is None:
        return 0
    return int(np.count_nonzero(np.isnan(counted.weights[counted.counting.base])))


def _consensus_part(asked: AskedTable, arrays: CodedArrays) -> ConsensusPart:
    """Hold the consensus against the responsible coder's coding of the same answers."""
    others = asked.arrays("responsible")
    if others.answer_ids.size != arrays.answer_ids.size:
        others = others.only(np.isin(others.answer_ids, arrays.answer_ids))
    compared = arrays.by_consensus & others.settled
    n_codes = len(asked.codebook)
    change = _counts_within(arrays, compared, n_codes) - _counts_within(others, compared, n_codes)
    return ConsensusPart(
        answers=int(arrays.by_consensus.sum()),
        settled=int(arrays.settled.sum()),
        changes=tuple(
            (code.written_path, int(by))
            for code, by in zip(asked.codebook, change.tolist(), strict=True)
            if by and code.kind not in asked.options.exclude_kinds
        ),
    )


def _counts_within(arrays: CodedArrays, answers: NDArray[np.bool_], n_codes: int) -> NDArray[np.int64]:
    kept = answers[arrays.coding_answers]
    return answers_per_group(arrays.coding_answers[kept], arrays.coding_codes[kept], n_codes)

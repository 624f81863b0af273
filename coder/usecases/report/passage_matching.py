"""Which passages of today the decisions taken for the report are about, and which are about none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from coder.domain.coding import Span
from coder.domain.passages import PassageKey, paired
from coder.store.passages import KeptPassage


def matched(
    passages: Iterable[KeptPassage],
    excerpts: Mapping[int, Mapping[int, Sequence[Span]]],
    code_ids: Sequence[int] | None,
) -> tuple[dict[PassageKey, KeptPassage], list[KeptPassage]]:
    """Return the decisions by the passage they are about, and those that are about none."""
    wanted = None if code_ids is None else set(code_ids)
    by_coding: dict[tuple[int, int], list[KeptPassage]] = defaultdict(list)
    strays: list[KeptPassage] = []
    for passage in passages:
        if wanted is not None and passage.code_id not in wanted:
            continue
        if passage.lost:
            strays.append(passage)
        else:
            by_coding[passage.answer_id, passage.code_id].append(passage)
    kept: dict[PassageKey, KeptPassage] = {}
    for (answer_id, code_id), found in by_coding.items():
        spans = excerpts.get(answer_id, {}).get(code_id)
        present: list[Span | None] = [] if spans is None else [*spans] or [None]
        taken = paired([each.span for each in found], present)
        for span, place in zip(present, taken, strict=True):
            if place is not None:
                kept[PassageKey(answer_id, code_id, span)] = found[place]
        strays.extend(each for place, each in enumerate(found) if place not in taken and each.says_something)
    return kept, strays

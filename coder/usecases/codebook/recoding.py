"""Codings that come to stand under another code, none lost and none doubled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from coder.domain.coding import Span, united
from coder.domain.entry import Change
from coder.store.code_use import codings_with
from coder.store.codings import Coding
from coder.store.unit_of_work import Writing


@dataclass(frozen=True)
class Recoded:
    """What became of codings that were given another code."""

    moved: int = 0
    """Codings that now have the other code."""
    united: int = 0
    """Codings that went up in one the same coder had given the answer already."""


def recode(work: Writing, codings: Sequence[Coding], target_id: int) -> Recoded:
    """Give codings another code; one coding per answer and coder stays, with the excerpts of all.

    Excerpts that overlap become one. A coding of the whole answer says less about where than a placed one,
    so placed and whole together are placed. Coded states are not touched.
    """
    carriers = {(each.answer_id, each.coder_id): each for each in codings_with(work, [target_id])}
    moving: list[Coding] = []
    leaving: list[Coding] = []
    gained: dict[int, list[Span]] = defaultdict(list)
    for coding in codings:
        carrier = carriers.setdefault((coding.answer_id, coding.coder_id), coding)
        if carrier is coding:
            moving.append(coding)
        else:
            leaving.append(coding)
            gained[carrier.id].extend(coding.excerpts)
    work.delete("coding", [each.id for each in leaving])
    _move(work, moving, target_id)
    for carrier in carriers.values():
        if gained[carrier.id]:
            work.update("coding", carrier.id, excerpts=united([*carrier.excerpts, *gained[carrier.id]]))
    return Recoded(len(moving), len(leaving))


def _move(work: Writing, codings: Sequence[Coding], target_id: int) -> None:
    """Change the code of many codings; unlike ``update``, without reading each back."""
    uids = work.records.uids_of("coding", [each.id for each in codings])
    before = work.records.uids_of("code", [each.code_id for each in codings])
    [after] = work.records.uids_of("code", [target_id])
    work.apply([Change("coding", uid, "code", old, after) for uid, old in zip(uids, before, strict=True)])

"""Headings seen through a reporting layer: folded, named, ordered and left out as in its tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from coder.domain.codebook import Code, codes_named
from coder.messages import _, current_language
from coder.store.layers import layer_named
from coder.store.unit_of_work import Reading
from coder.tables.frequency import top_places
from coder.tables.layered import Layered, layered, public_labels
from coder.usecases.report.theme_reading import Heading, Passage, ThemeReading


@dataclass(frozen=True)
class LayeredReading:
    """What stands under which heading, and what the headings are called."""

    codes: tuple[Code, ...]
    """Those with a heading of their own, in the layer's order; a folded row's definition names its codes."""
    headings: tuple[Heading, ...]
    labels: Mapping[str, str]
    """Public labels by uid."""
    dropped: tuple[str, ...]
    """Names of the headings that are left out."""


def layered_reading(
    work: Reading,
    reading: ThemeReading,
    codes: Sequence[Code],
    name: str,
    *,
    drops: bool,
    named: Sequence[str] = (),
) -> LayeredReading:
    """See a reading through a layer.

    An excerpt that two folded codes share stands once.

    Args:
        work: The project.
        reading: All text under its headings.
        codes: The codebook in its order, without those merged away.
        name: Of the layer.
        drops: Whether the rows the layer drops are left out; else they stand like the others.
        named: Codes that are asked for by name or path: they keep their headings however rare they are.

    Raises:
        UnknownLayerError: If the question has no layer of that name.
    """
    layer = layer_named(work, reading.question.id, name).layer
    passages = [passage for each in reading.headings if each.code for passage in each.passages]
    places = {code.id: place for place, code in enumerate(codes)}
    found = layered(
        layer,
        codes,
        np.array([passage.answer_id for passage in passages], dtype=np.int64),
        np.array([places[passage.code_id] for passage in passages], dtype=np.int64),
        base=reading.base,
        language=current_language(),
        name=name,
        named=[code.uid for code in codes_named(codes, named)],
    )
    gone = found.dropped if drops else frozenset[str]()
    public = public_labels(layer, codes, current_language())
    shown = tuple(_in_order(found, gone, public if drops else {}))
    return LayeredReading(
        codes=shown,
        headings=(*_headings(reading, found, shown, passages), *_bare(reading)),
        labels=found.labels,
        dropped=tuple(found.labels.get(each.uid, each.name) for each in found.codes if each.uid in gone),
    )


def _in_order(found: Layered, gone: frozenset[str], labels: Mapping[str, str]) -> Iterator[Code]:
    """Yield the codes to show: each before what stands under it, siblings as the layer has them."""
    places = {code.id: place for place, code in enumerate(found.codes)}
    children: dict[int | None, list[Code]] = defaultdict(list)
    for code in found.codes:
        parent = code.parent_id if code.parent_id in places else None
        children[parent].append(code)
    members = {
        each.uid: ", ".join(labels.get(code.uid, code.name) for code in each.members) for each in found.folds
    }
    waiting = _sorted(children[None], found, places)[::-1]
    while waiting:
        code = waiting.pop()
        if code.uid not in gone:
            yield _with_members(code, members.get(code.uid, ""))
            waiting += _sorted(children[code.id], found, places)[::-1]


def _sorted(codes: Sequence[Code], found: Layered, places: Mapping[int, int]) -> list[Code]:
    return sorted(codes, key=lambda code: (found.ranks.get(code.uid, 0), places[code.id]))


def _with_members(code: Code, members: str) -> Code:
    if not members:
        return code
    definition = " ".join(
        part for part in (code.text.definition, _("Holds: {codes}.").format(codes=members)) if part
    )
    return replace(code, text=replace(code.text, definition=definition))


def _headings(
    reading: ThemeReading, found: Layered, shown: Sequence[Code], passages: Sequence[Passage]
) -> Iterator[Heading]:
    ids = [code.id for code in found.codes]
    into = {
        passage.code_id: ids[place]
        for passage, place in zip(passages, found.coding_codes.tolist(), strict=True)
    }
    moved = {code.id: row.uid for row in found.folds for code in row.members}
    by_uid = {code.uid: code.id for code in found.codes}
    under: dict[int, dict[object, Passage]] = defaultdict(dict)
    texts: dict[int, list[Heading]] = defaultdict(list)
    for each in reading.headings:
        if each.code is None:
            continue
        home = by_uid.get(moved.get(each.code.id, ""), into.get(each.code.id, each.code.id))
        texts[home].append(each)
        for passage in each.passages:
            place = passage.answer_id, passage.span
            there = under[home].get(place)
            under[home][place] = passage if there is None else _united(there, passage)
    answers = _answers(found, under)
    quantified = any(each.count is not None for each in reading.headings)
    for code in shown:
        yield Heading(
            code=code,
            depth=len(code.path) - 1,
            lead_in="\n\n".join(each.lead_in for each in texts[code.id] if each.lead_in.strip()),
            analysis="\n\n".join(each.analysis for each in texts[code.id] if each.analysis.strip()),
            count=len(answers[code.id] & reading.counted) if quantified else None,
            base=reading.base if quantified else None,
            passages=tuple(under[code.id].values()),
        )


def _united(one: Passage, other: Passage) -> Passage:
    """Return what two folded codes have decided on an excerpt they share, as when codes are merged."""
    return replace(
        one,
        starred=one.starred or other.starred,
        cuts=one.cuts or other.cuts,
        translation=one.translation or other.translation,
    )


def _answers(found: Layered, under: Mapping[int, Mapping[object, Passage]]) -> dict[int, set[int]]:
    """Return the answers by code, a theme with those of everything under it."""
    answers = {code.id: {each.answer_id for each in under.get(code.id, {}).values()} for code in found.codes}
    for code, top in zip(found.codes, top_places(found.codes), strict=True):
        theme = found.codes[top]
        if theme != code:
            answers[theme.id] |= answers[code.id]
    return answers


def _bare(reading: ThemeReading) -> Iterator[Heading]:
    """Yield the heading for what no code stands on."""
    yield from (each for each in reading.headings if each.code is None)

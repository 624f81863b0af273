"""Reporting layers of a question: made, changed, shown, taken away; each change one entry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from coder.domain.code_tree import CodeTree
from coder.domain.codebook import Code, CodeKind, UnknownCodeError, checked_name, find_code, name_key
from coder.domain.question import Question
from coder.domain.reporting_layer import OTHER_ROW, NothingFoldedError, ReportingLayer, fold_row
from coder.store.codes import codes_of, times_used
from coder.store.layers import KeptLayer, layer_named, layers_of
from coder.store.unit_of_work import Reading, Writing

SAVE, DELETE = "save_layer", "delete_layer"
"""What the history calls these acts."""

RARE = 5
"""Codes with fewer answers than this are proposed for folding."""


@dataclass(frozen=True)
class LayerView:
    """A layer with the codes it names, as they are today."""

    name: str
    layer: ReportingLayer
    codes: dict[str, Code]
    """By the uid in the layer: the code, or what it was merged into; those that are gone are not here."""
    unplaced: tuple[Code, ...]
    """Codes that came after it was last changed."""


def change_layer(
    work: Writing, question: Question, name: str, change: Callable[[ReportingLayer], ReportingLayer]
) -> ReportingLayer:
    """Change a layer, or make it with this change.

    A change that changes nothing is no entry.
    """
    clean = checked_name(name)
    kept = next((each for each in layers_of(work, question.id) if each.name == clean), None)
    before = kept.layer if kept is not None else ReportingLayer()
    after = change(before)
    if kept is not None and after == before:
        return before
    values = after.written() | {"since": work.number}
    if kept is None:
        work.create("layer", question=question.id, name=clean, content=values)
    else:
        work.update("layer", kept.id, content=values)
    return ReportingLayer.of(values)


def delete_layer(work: Writing, question: Question, name: str) -> None:
    """Take a layer away."""
    work.delete("layer", [layer_named(work, question.id, name).id])


def layer_view(work: Reading, question: Question, name: str) -> LayerView:
    """Return a layer with its codes as they are today."""
    return _view(work, question, layer_named(work, question.id, name))


def layer_views(work: Reading, question: Question) -> list[LayerView]:
    """Return all layers of a question by name."""
    return [_view(work, question, each) for each in layers_of(work, question.id)]


def fold_codes(
    work: Writing, question: Question, name: str, codes: Sequence[str], into: str | None
) -> ReportingLayer:
    """Fold codes, given by name, into a row: a code's, or a new one; None for «Other»."""
    book = _codes(work, question)
    uids = [find_code(book, each).uid for each in codes]
    target = None if into is None else _code_or_none(book, into)
    if target is not None:
        return change_layer(work, question, name, lambda layer: layer.folded(uids, into=target.uid))
    return change_layer(work, question, name, lambda layer: layer.folded(uids, into or OTHER_ROW))


def unfold_codes(work: Writing, question: Question, name: str, codes: Sequence[str]) -> ReportingLayer:
    """Give codes rows of their own again.

    Raises:
        NothingFoldedError: If one is in no fold.
    """
    layer_named(work, question.id, name)
    found = [find_code(_codes(work, question), each) for each in codes]

    def change(layer: ReportingLayer) -> ReportingLayer:
        folded = {uid for fold in layer.folds for uid in _now(work, question, fold.codes)}
        for code in found:
            if code.uid not in folded:
                raise NothingFoldedError(code.written_path)
        return layer.unfolded(_before(work, question, found))

    return change_layer(work, question, name, change)


def label_row(
    work: Writing, question: Question, name: str, row: str, labels: dict[str, str]
) -> ReportingLayer:
    """Give a row public labels: a code's, or a folded row's by its name."""
    return change_layer(
        work, question, name, lambda layer: layer.labelled(_row_key(work, question, layer, row), labels)
    )


def drop_rows(work: Writing, question: Question, name: str, rows: Sequence[str]) -> ReportingLayer:
    """Leave rows out of tables: codes', or folded rows by their names."""

    def change(layer: ReportingLayer) -> ReportingLayer:
        return layer.without_rows(_row_uid(work, question, layer, each) for each in rows)

    return change_layer(work, question, name, change)


def keep_rows(work: Writing, question: Question, name: str, rows: Sequence[str]) -> ReportingLayer:
    """Take rows back in."""
    layer_named(work, question.id, name)

    def change(layer: ReportingLayer) -> ReportingLayer:
        uids = {_row_uid(work, question, layer, each) for each in rows}
        merged = _before(work, question, (code for code in _codes(work, question) if code.uid in uids))
        return layer.with_rows([*uids, *merged])

    return change_layer(work, question, name, change)


def order_rows(work: Writing, question: Question, name: str, rows: Sequence[str]) -> ReportingLayer:
    """Say which rows come first, in their order; none for the usual order."""
    return change_layer(work, question, name, lambda layer: _ordered(work, question, layer, rows))


def rare_codes(work: Reading, question: Question, under: int = RARE) -> list[tuple[Code, int]]:
    """Return the codes with few answers, fewest first, with how many: what might be folded.

    As with those a layer folds for being rare, they have rows in tables and say something.
    """
    counts = times_used(work, question.id)
    tree = CodeTree(_codes(work, question))
    rare = [
        (code, counts.get(code.id, 0))
        for code in tree.codes
        if code.kind is CodeKind.ORDINARY
        and not tree.children(code.id)
        and (code.open_for_choice or counts.get(code.id, 0))
        and counts.get(code.id, 0) < under
    ]
    return sorted(rare, key=lambda each: each[1])


def _ordered(work: Reading, question: Question, layer: ReportingLayer, rows: Sequence[str]) -> ReportingLayer:
    return replace(layer, order=tuple(_row_key(work, question, layer, each) for each in rows))


def _view(work: Reading, question: Question, kept: KeptLayer) -> LayerView:
    codes = codes_of(work, question.codebook_id)
    tree = CodeTree(codes)
    return LayerView(
        kept.name,
        kept.layer,
        {code.uid: tree.survivor(code) for code in codes},
        tuple(code for code in codes if code.open_for_choice and code.born > kept.layer.since > 0),
    )


def _codes(work: Reading, question: Question) -> list[Code]:
    return [code for code in codes_of(work, question.codebook_id) if code.merged_into is None]


def _code_or_none(codes: Iterable[Code], written: str) -> Code | None:
    try:
        return find_code(codes, written)
    except UnknownCodeError:
        return None


def _row_key(work: Reading, question: Question, layer: ReportingLayer, row: str) -> str:
    """Return the uid of a code, or the name of a folded row.

    Raises:
        UnknownCodeError: If it is neither.
    """
    for fold in layer.folds:
        if not fold.into and name_key(fold.name) == name_key(row):
            return fold.name
    return find_code(_codes(work, question), row).uid


def _row_uid(work: Reading, question: Question, layer: ReportingLayer, row: str) -> str:
    """Return the uid of a row: a code's own, or what a folded row is called in its place; as ``_row_key``."""
    key = _row_key(work, question, layer, row)
    return fold_row(key) if any(not fold.into and fold.name == key for fold in layer.folds) else key


def _now(work: Reading, question: Question, uids: Iterable[str]) -> list[str]:
    """Return what codes have become, by merging."""
    codes = codes_of(work, question.codebook_id)
    tree = CodeTree(codes)
    by_uid = {code.uid: code for code in codes}
    return [tree.survivor(by_uid[uid]).uid for uid in uids if uid in by_uid]


def _before(work: Reading, question: Question, codes: Iterable[Code]) -> list[str]:
    """Return the uids of codes and of all that were merged into them."""
    book = codes_of(work, question.codebook_id)
    tree = CodeTree(book)
    wanted = {code.uid for code in codes}
    return [code.uid for code in book if tree.survivor(code).uid in wanted]

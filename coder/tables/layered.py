"""A reporting layer applied to codes and codings, before anything is counted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coder.domain.code_tree import CodeTree
from coder.domain.codebook import Code, CodeKind
from coder.domain.reporting_layer import OTHER_ROW, ReportingLayer, fold_row
from coder.messages import _, ngettext
from coder.tables.frequency import Integers
from coder.tables.layer_folding import FoldedRow, Folding
from coder.tables.percent import percent
from coder.text.numbers import written_count, written_number

LAST_KINDS = (CodeKind.OTHER, CodeKind.DONT_KNOW, CodeKind.NO_CONTENT, CodeKind.NOT_CODABLE)


@dataclass(frozen=True)
class Layered:
    """Codes and codings as a table counts them."""

    name: str
    layer: ReportingLayer
    codes: tuple[Code, ...]
    """Like a codebook: those folded are gone, folded rows stand among them (id under 0, uid ``fold:…``)."""
    coding_answers: Integers
    coding_codes: Integers
    """Places in ``codes``; an answer may have the same one several times."""
    labels: Mapping[str, str]
    """By uid, what readers see instead of the name."""
    dropped: frozenset[str]
    """Uids of rows that are counted (in their theme, in N) but not shown."""
    ranks: Mapping[str, int]
    """By uid of every code: what comes before the usual order among siblings."""
    folds: tuple[FoldedRow, ...]
    unplaced: tuple[Code, ...]
    """Codes that came after the layer was last changed: they have rows of their own."""

    def written(self) -> dict[str, Any]:
        """Return it as plain JSON values, for the provenance."""
        return {
            "name": self.name,
            "content": self.layer.written(),
            "folded": [
                {"row": each.uid, "codes": [code.uid for code in each.members]} for each in self.folds
            ],
            "ranks": dict(self.ranks),
        }


def layered(
    layer: ReportingLayer,
    codes: Sequence[Code],
    coding_answers: Integers,
    coding_codes: Integers,
    *,
    base: int,
    coding_units: Integers | None = None,
    language: str = "nb",
    name: str = "",
    named: Collection[str] = (),
) -> Layered:
    """Apply a layer.

    A code folded within its theme still counts in the theme; one folded into a row outside it does not. Codes
    merged since the layer was made are what they were merged into; those gone are passed over.

    Args:
        layer: What to do.
        codes: The codebook in its order, parents first.
        coding_answers: The answer of each settled coding of all that the table counts, all columns together,
            shape (n,), so that the same codes fold in all of them.
        coding_codes: Its code, as a place in ``codes``, shape (n,).
        coding_units: What each coding is counted as in place of its answer, under 0 for nothing, shape (n,).
        base: N, of which shares under ``layer.under_percent`` are taken.
        language: Of public labels: nb, nn or en.
        name: What the layer is called.
        named: Uids of codes that were asked for by name: they keep their rows however rare they are.
    """
    units = coding_answers if coding_units is None else coding_units
    folding = Folding(layer, codes, units, coding_codes, base, named)
    found = folding.codes()
    return Layered(
        name=name,
        layer=layer,
        codes=tuple(found),
        coding_answers=coding_answers,
        coding_codes=folding.places(found)[coding_codes] if coding_codes.size else coding_codes,
        labels=public_labels(layer, found, language),
        dropped=_dropped(layer, codes, found),
        ranks=_ranks(layer, codes, found),
        folds=folding.rows(),
        unplaced=tuple(
            code for code in found if code.id > 0 and code.open_for_choice and code.born > layer.since > 0
        ),
    )


def public_labels(layer: ReportingLayer, codes: Iterable[Code], language: str) -> dict[str, str]:
    """Return what codes, or folds, are called in public, by uid: by the layer, else by the code list."""
    found = {}
    for code in codes:
        key = code.uid if code.id > 0 else OTHER_ROW if code.kind is CodeKind.OTHER else code.name
        label = layer.labels.get(key, {}).get(language) or code.text.labels.get(language)
        if label:
            found[code.uid] = label
    return found


def _dropped(layer: ReportingLayer, codes: Sequence[Code], present: Sequence[Code]) -> frozenset[str]:
    """Return the rows not shown: those dropped, and what stands under them."""
    tree = CodeTree(codes)
    survivors = {code.uid: tree.survivor(code).id for code in codes}
    going = {survivors[uid] for uid in layer.dropped if uid in survivors}
    found: set[str] = {uid for uid in layer.dropped if uid.startswith("fold:")}
    for code in present:
        if code.id in going or code.parent_id in going:
            going.add(code.id)
            found.add(code.uid)
    return frozenset(found)


def _ranks(layer: ReportingLayer, codes: Sequence[Code], present: Sequence[Code]) -> dict[str, int]:
    tree = CodeTree(codes)
    now = {code.uid: tree.survivor(code).uid for code in codes}
    by_hand = {now.get(uid, fold_row(uid)): -place for place, uid in enumerate(reversed(layer.order), 1)}
    found: dict[str, int] = {}
    for code in present:
        at_end = layer.last and code.kind in LAST_KINDS
        found[code.uid] = by_hand.get(code.uid, 1 + LAST_KINDS.index(code.kind) if at_end else 0)
    return found


def layer_sentences(
    layered: Layered,
    base: int,
    decimals: int = 0,
    *,
    rows: Collection[str | None] | None = None,
    hidden: Collection[str] | None = None,
) -> list[str]:
    """Say in the note what was folded, and its share; what is not shown; and what is new.

    Args:
        layered: What was done.
        base: N.
        decimals: Of shares.
        rows: The uids of the rows the table has; of what was folded into others, but for those the layer
            drops, nothing is said. None: all.
        hidden: With small counts hidden, the uids of rows whose total is; None where none were to be hidden.
    """
    dropped = layered.dropped
    shown = [each for each in layered.folds if rows is None or each.uid in rows or each.uid in dropped]
    # What went into a row with answers of its own is another number than the row's: it would tell more.
    told = {
        each.uid
        for each in shown
        if hidden is None or (each.is_new and each.uid not in hidden and each.uid not in dropped)
    }
    sentences = [_fold_sentence(layered, each, base, decimals, is_told=each.uid in told) for each in shown]
    gone = [_shown(layered, code) for code in layered.codes if code.uid in dropped]
    if gone:
        sentences.append(_("Not shown: {names}.").format(names=", ".join(gone)))
    if layered.unplaced:
        names = ", ".join(_shown(layered, code) for code in layered.unplaced)
        sentences.append(
            _("Newer than the reporting layer «{name}»: {names}.").format(name=layered.name, names=names)
        )
    return sentences


def _fold_sentence(layered: Layered, fold: FoldedRow, base: int, decimals: int, *, is_told: bool) -> str:
    names = ", ".join(each.name for each in fold.members)
    label = layered.labels.get(fold.uid, fold.label)
    said = ngettext(
        "«{row}» holds {n} code: {names}", "«{row}» holds {n} codes: {names}", len(fold.members)
    ).format(row=label, n=written_count(len(fold.members)), names=names)
    share = percent(fold.answers, base, decimals) if is_told else None
    if share is None:
        return said + "."
    return _("{what}; {percent} percent of N.").format(what=said, percent=written_number(share))


def _shown(layered: Layered, code: Code) -> str:
    return layered.labels.get(code.uid, code.name)

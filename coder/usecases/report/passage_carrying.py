"""Passages, analyses and findings that follow what they are about: codes that merge or split, new texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from coder.domain.coding import Span
from coder.domain.entry import Change
from coder.domain.refitting import refitted_passage, same_words
from coder.store.analyses import Analysis, analyses_on_codes
from coder.store.answers import Answer, answers_by_id
from coder.store.codings import Coding
from coder.store.findings import DecidedFinding, findings_on
from coder.store.passages import KeptPassage, passages_on, passages_under
from coder.store.settled import settled_of
from coder.store.surveys import update_many
from coder.store.unit_of_work import Writing
from coder.usecases.privacy.disclose import mention_hash


@dataclass(frozen=True)
class NewText:
    """That an answer says something else now."""

    answer_id: int
    before: str
    after: str
    salt: str
    """Of the text before."""


def carry_passages(work: Writing, passages: Sequence[KeptPassage], code_id: int) -> None:
    """Put what was decided on passages under another code, at the places the passages say.

    Where the answer has a passage of that place there already, the two become one: starred if either was,
    and of cuts and translations the ones that are there go first.
    """
    there = {(each.answer_id, each.span, each.lost): each for each in passages_under(work, [code_id])}
    moving = []
    for passage in passages:
        place = passage.answer_id, passage.span, passage.lost
        same = there.get(place)
        if same is None:
            moving.append(passage)
        there[place] = passage if same is None else unite(work, passage, same)
    _recode(work, moving, code_id)
    places = {each.id: _place(each.span) | {"position": None} for each in moving}
    update_many(work, "passage", places)


def follow_merge(work: Writing, source_ids: Sequence[int], target_id: int) -> None:
    """Let everything kept for the report under merged codes stand under what they have become.

    Analyses of one question come after each other, none is lost.
    """
    carry_passages(work, passages_under(work, source_ids), target_id)
    there = {each.question_id: each for each in analyses_on_codes(work, [target_id])}
    for analysis in analyses_on_codes(work, source_ids):
        target = there.get(analysis.question_id)
        if target is None:
            work.update("analysis", analysis.id, code=target_id)
            there[analysis.question_id] = analysis
        else:
            there[analysis.question_id] = _appended(work, target, analysis)


def follow_split(work: Writing, code_id: int, moved: Iterable[tuple[Coding, int]]) -> None:
    """Let passages go where the coding that counts has gone.

    Args:
        work: The act.
        code_id: The code that was split.
        moved: Codings as they were, each with the code it has now.
    """
    coders_of: dict[int, dict[int, int]] = {}
    for coding, part_id in moved:
        coders_of.setdefault(coding.answer_id, {})[coding.coder_id] = part_id
    settled = settled_of(work.connection, coders_of)
    to: dict[int, list[KeptPassage]] = {}
    for passage in passages_under(work, [code_id]):
        parts = coders_of.get(passage.answer_id, {})
        coder_id = settled.get(passage.answer_id, next(iter(parts), 0))
        if coder_id in parts:
            to.setdefault(parts[coder_id], []).append(passage)
    for part_id, passages in to.items():
        carry_passages(work, passages, part_id)


def follow_texts(work: Writing, changed: Sequence[NewText]) -> list[KeptPassage]:
    """Let passages follow their words into the texts answers have now; return those whose words are gone.

    These stay as lost, with the words they stood on, until somebody lets go of them. What the privacy check
    had decided on words that are gone or stand elsewhere more than once is to be decided again.
    """
    texts = {each.answer_id: each for each in changed}
    lost: list[KeptPassage] = []
    placed: dict[int, dict[str, object]] = {}
    taken: set[tuple[int, int, Span | None]] = set()
    for passage in passages_on(work, list(texts)):
        if passage.lost:
            continue
        text = texts[passage.answer_id]
        fit = refitted_passage(passage.span, passage.cuts, text.before, text.after)
        if fit is None or (passage.answer_id, passage.code_id, fit[0]) in taken:
            lost.append(passage)
        else:
            taken.add((passage.answer_id, passage.code_id, fit[0]))
            placed[passage.id] = _place(fit[0]) | {"cuts": [list(cut) for cut in fit[1]]}
    for passage in lost:
        before = texts[passage.answer_id].before
        words = before if passage.span is None else before[slice(*passage.span)]
        work.update("passage", passage.id, lost=work.number, words=words)
    update_many(work, "passage", placed)
    _follow_findings(work, texts)
    return lost


def _follow_findings(work: Writing, texts: Mapping[int, NewText]) -> None:
    gone: list[int] = []
    whole: dict[tuple[int, str], DecidedFinding] = {}
    placed: dict[int, dict[str, object]] = {}
    answers = answers_by_id(work, list(texts))
    for finding in findings_on(work, list(texts)):
        text = texts[finding.answer_id]
        fit = refitted_passage(finding.span, (), text.before, text.after)
        if fit is not None:
            placed[finding.id] = _place(fit[0]) | _known_again(
                finding, fit[0], text, answers[finding.answer_id]
            )
        elif _is_dropped_for_words(finding) and (finding.answer_id, finding.kind) not in whole:
            # These words are gone; that the answer is not to be quoted holds for all of it now.
            whole[finding.answer_id, finding.kind] = finding
        elif not _stands_anyhow(finding, text):
            gone.append(finding.id)
    for each in whole.values():
        mention = mention_hash(answers[each.answer_id], None, each.kind)
        placed[each.id] = _place(None) | {"mention_hash": mention}
    update_many(work, "finding", placed)
    if gone:
        work.delete("finding", gone)


def _known_again(
    finding: DecidedFinding, span: Span | None, text: NewText, answer: Answer
) -> dict[str, object]:
    """Return the hash that knows the mention in the new text, if it is the same that the old one knew."""
    if finding.span is None or span is None:
        return {}
    before, after = text.before[slice(*finding.span)], text.after[slice(*span)]
    known = mention_hash(answer, before, finding.kind, salt=text.salt) == finding.mention_hash
    if not known or before.casefold() != after.casefold():
        return {}
    return {"mention_hash": mention_hash(answer, after, finding.kind)}


def _is_dropped_for_words(finding: DecidedFinding) -> bool:
    return finding.span is not None and finding.decision == "drop"


def _stands_anyhow(finding: DecidedFinding, text: NewText) -> bool:
    """An answer that is not to be quoted is not, whatever it says now."""
    return finding.span is None and (finding.decision == "drop" or same_words(text.before, text.after))


def unite(work: Writing, passage: KeptPassage, same: KeptPassage) -> KeptPassage:
    """Let a passage go up in another and return that; of cuts and translations the other's go first."""
    united = replace(
        same,
        starred=same.starred or passage.starred,
        cuts=same.cuts or passage.cuts,
        translation=same.translation or passage.translation,
    )
    work.update(
        "passage",
        same.id,
        starred=int(united.starred),
        cuts=[list(cut) for cut in united.cuts],
        translation=united.translation,
    )
    work.delete("passage", [passage.id])
    return united


def _recode(work: Writing, passages: Sequence[KeptPassage], code_id: int) -> None:
    uids = work.records.uids_of("passage", [each.id for each in passages])
    before = work.records.uids_of("code", [each.code_id for each in passages])
    [after] = work.records.uids_of("code", [code_id])
    work.apply(
        [
            Change("passage", uid, "code", old, after)
            for uid, old in zip(uids, before, strict=True)
            if old != after
        ]
    )


def _place(span: Span | None) -> dict[str, object]:
    start, end = span or (None, None)
    return {"start": start, "end": end}


def _appended(work: Writing, target: Analysis, more: Analysis) -> Analysis:
    """Put one analysis after another of the same question."""
    body = "\n\n".join(part for part in (target.body, more.body) if part)
    lead_in = "\n\n".join(part for part in (target.lead_in, more.lead_in) if part)
    work.update("analysis", target.id, body=body, lead_in=lead_in)
    work.delete("analysis", [more.id])
    return Analysis(target.id, target.question_id, target.code_id, body, lead_in)

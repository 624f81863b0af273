"""Putting a new text in an answer's place without losing what was coded on the old one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coder.domain.coding import CodedState, Span
from coder.domain.refitting import refitted, same_words
from coder.store.answers import salts_of
from coder.store.coded_answers import code_paths, coded_rows_of
from coder.store.coders import all_coders
from coder.store.codings import Coding, codings_of
from coder.store.surveys import replace_texts, update_many
from coder.store.unit_of_work import Writing
from coder.usecases.report.passage_carrying import NewText, follow_texts
from coder.usecases.survey.plan import ChangedText, ImportedText


@dataclass(frozen=True)
class ExcerptOutcome:
    """What became of an excerpt whose answer got another text."""

    imported: ImportedText
    code: str
    """The code's path as written."""
    coder: str
    words: str
    """What it marked in the old text."""
    before: Span
    after: Span | None
    """None where the words are gone, or stand in several places: the coding stays, on the whole answer."""


@dataclass(frozen=True)
class LostPassage:
    """A passage chosen for the report whose answer got another text without its words."""

    imported: ImportedText
    code: str
    """The code's path as written."""
    words: str
    """What it stood on in the old text."""


@dataclass(frozen=True)
class Replaced:
    """What replacing texts did to the codings on them."""

    moved: tuple[ExcerptOutcome, ...] = ()
    dropped: tuple[ExcerptOutcome, ...] = ()
    lost: tuple[LostPassage, ...] = ()
    """Passages that something was decided on for the report, whose words are gone."""
    reopened: tuple[ImportedText, ...] = ()
    """Answers somebody was done with, and must look at again."""


def replace_changed(work: Writing, changed: Sequence[ChangedText]) -> Replaced:
    """Store new texts. Every coding stays; excerpts follow their words, and go where these are gone.

    Who was done with the old text is set back to started, unless only blanks or line breaks differ: nobody
    has said anything about what stands there now.
    """
    if not changed:
        return Replaced()
    salts = salts_of(work, [each.answer_id for each in changed])
    replace_texts(work, {each.answer_id: each.imported.text for each in changed})
    moved, dropped = _refit(work, changed)
    lost = _lost(work, changed, salts)
    return Replaced(tuple(moved), tuple(dropped), tuple(lost), tuple(_reopened(work, changed)))


def _refit(
    work: Writing, changed: Sequence[ChangedText]
) -> tuple[list[ExcerptOutcome], list[ExcerptOutcome]]:
    codings = codings_of(work, [each.answer_id for each in changed])
    paths = code_paths(work, {coding.code_id for each in codings.values() for coding in each})
    names = {coder.id: coder.name for coder in all_coders(work)}
    moved: list[ExcerptOutcome] = []
    dropped: list[ExcerptOutcome] = []
    placed: dict[int, dict[str, Any]] = {}

    def outcome(each: ChangedText, coding: Coding, before: Span, after: Span | None) -> ExcerptOutcome:
        return ExcerptOutcome(
            each.imported,
            paths[coding.code_id],
            names[coding.coder_id],
            each.before[slice(*before)],
            before,
            after,
        )

    for each in changed:
        for coding in codings.get(each.answer_id, []):
            fit = refitted(coding.excerpts, each.before, each.imported.text)
            moved.extend(outcome(each, coding, before, after) for before, after in fit.moved)
            dropped.extend(outcome(each, coding, before, None) for before in fit.dropped)
            if fit.kept != coding.excerpts:
                placed[coding.id] = {"excerpts": fit.kept}
    update_many(work, "coding", placed)
    return moved, dropped


def _lost(work: Writing, changed: Sequence[ChangedText], salts: Mapping[int, str]) -> list[LostPassage]:
    lost = follow_texts(
        work,
        [NewText(each.answer_id, each.before, each.imported.text, salts[each.answer_id]) for each in changed],
    )
    by_answer = {each.answer_id: each for each in changed}
    paths = code_paths(work, {passage.code_id for passage in lost})
    found = []
    for passage in lost:
        text = by_answer[passage.answer_id]
        words = text.before if passage.span is None else text.before[slice(*passage.span)]
        found.append(LostPassage(text.imported, paths[passage.code_id], words))
    return found


def _reopened(work: Writing, changed: Sequence[ChangedText]) -> list[ImportedText]:
    otherwise = {
        each.answer_id: each.imported for each in changed if not same_words(each.before, each.imported.text)
    }
    done = [row for row in coded_rows_of(work, otherwise) if row.state is CodedState.DONE]
    started = {"state": CodedState.STARTED.value, "done_entry": None}
    update_many(work, "coded", {row.id: started for row in done})
    return [otherwise[answer_id] for answer_id in dict.fromkeys(row.answer_id for row in done)]

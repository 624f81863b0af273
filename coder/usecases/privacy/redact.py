"""Words taken out of stored answers for good, with everything that was marked moved along."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from coder.domain.coding import distinct
from coder.domain.redaction import Redaction, Replaced
from coder.messages import _, ngettext
from coder.store.answers import Answer, answers_by_id
from coder.store.backup import known_backups
from coder.store.codings import codings_of
from coder.store.engine import Engine
from coder.store.findings import findings_on
from coder.store.journal import empty_journal
from coder.store.passages import KeptPassage, passages_on
from coder.store.surveys import replace_texts, update_many
from coder.store.tombstones import blank_earlier_texts, said_elsewhere
from coder.store.unit_of_work import Writing, reading
from coder.text.numbers import written_count
from coder.usecases.privacy.disclose import mention_hash
from coder.usecases.privacy.privacy_decisions import NothingToMaskError, Pointed, places_of_mention, stand_in
from coder.usecases.report.passage_carrying import unite
from coder.usecases.survey.sentences import follow_texts

REDACT = "redact"
"""What the act is called in the history; a fact, which nothing takes back."""


@dataclass(frozen=True)
class Redacted:
    """What was taken out."""

    answers: int
    texts: int
    """Earlier texts of these answers that the history has as tombstones now."""


@dataclass(frozen=True)
class LeftBehind:
    """Where words that were redacted may stand still."""

    is_overwritten: bool
    """Whether nothing of them is left in what the project's files have freed."""
    is_on_server: bool
    """Whether a server keeps the files, in its own way."""
    answers: int
    """Other answers that say the same words."""
    texts: int
    """Other texts that do: notes, translations, analyses, definitions, and what they said before."""
    backups: tuple[str, ...]
    """Backups made before, by their paths."""

    def in_words(self) -> list[str]:
        """Say it, for who redacted."""
        return [*self._in_project(), *self._outside()]

    def _in_project(self) -> Iterator[str]:
        if self.answers:
            yield ngettext(
                "{n} other answer says the same words: see «coder disclose».",
                "{n} other answers say the same words: see «coder disclose».",
                self.answers,
            ).format(n=written_count(self.answers))
        if self.texts:
            yield ngettext(
                "{n} note, translation, analysis or definition says the same words, now or before.",
                "{n} notes, translations, analyses or definitions say the same words, now or before.",
                self.texts,
            ).format(n=written_count(self.texts))

    def _outside(self) -> Iterator[str]:
        if self.is_on_server:
            yield _("The server may keep the words in freed space, in its logs and in backups of its own.")
        elif not self.is_overwritten:
            yield _("Others have the project open: the words are overwritten when they close it.")
        yield _("Not looked into: files that left before.")
        if self.backups:
            yield _("Backups made before still hold the words:")
            yield from (f"  {path}" for path in self.backups)


def left_behind(engine: Engine, mentions: Iterable[str]) -> LeftBehind:
    """Overwrite what the project's files keep of words that were redacted; tell where they stand still."""
    is_overwritten = empty_journal(engine)
    with reading(engine) as work:
        answers, texts = said_elsewhere(work, mentions)
    backups = tuple(str(each.path) for each in known_backups(engine) if each.is_there)
    return LeftBehind(is_overwritten, engine.dialect.name != "sqlite", answers, texts, backups)


def redact(work: Writing, pointed: Sequence[Pointed], words: str | None = None) -> Redacted:
    """Put words in brackets in place of mentions in the stored answers, wherever they stand in these.

    Excerpts, passages and other findings keep the words they are on. What the answers said before is blanked
    in the history too, so that nothing can bring it back: the act cannot be undone. What people wrote
    themselves is left as it is, notes and translations among it, and so are backups: see ``left_behind``.

    Args:
        work: The act, of the coder who decides; its operation is ``REDACT``.
        pointed: The mentions; without a place, nothing is taken out.
        words: What stands there instead; None for a word for the kind of mention.

    Raises:
        NothingToMaskError: If all that is pointed at are answers as a whole.
    """
    by_answer: dict[int, list[Pointed]] = defaultdict(list)
    for each in pointed:
        if each.span is not None:
            by_answer[each.answer_id].append(each)
    if pointed and not by_answer:
        raise NothingToMaskError
    ids = list(by_answer)
    answers = answers_by_id(work, ids)
    redactions = {
        answer_id: Redaction(_replaced(answers[answer_id], mentions, words))
        for answer_id, mentions in by_answer.items()
    }
    texts = {answer_id: redactions[answer_id].of(answers[answer_id].text) for answer_id in ids}
    _move_excerpts(work, redactions)
    _move_passages(work, redactions)
    replace_texts(work, texts)
    now = answers_by_id(work, ids)
    _move_findings(work, redactions, answers, now)
    _remember(work, by_answer, redactions, now)
    follow_texts(work)
    blanked = blank_earlier_texts(work, ids)
    return Redacted(len(ids), blanked)


def _replaced(answer: Answer, mentions: Sequence[Pointed], words: str | None) -> list[Replaced]:
    found = []
    for each in mentions:
        assert each.span is not None
        instead = f"[{(words or stand_in(each.kind)).strip('[] ')}]"
        places = places_of_mention(answer.text[slice(*each.span)], each.span, answer.text)
        found += [Replaced(start, end, instead) for start, end in places]
    return found


def _move_excerpts(work: Writing, redactions: Mapping[int, Redaction]) -> None:
    moved: dict[int, dict[str, Any]] = {}
    for answer_id, codings in codings_of(work, list(redactions)).items():
        for coding in codings:
            spans = distinct(redactions[answer_id].moved(span) for span in coding.excerpts)
            if tuple(spans) != coding.excerpts:
                moved[coding.id] = {"excerpts": spans}
    update_many(work, "coding", moved)


def _move_passages(work: Writing, redactions: Mapping[int, Redaction]) -> None:
    taken: dict[tuple[Any, ...], KeptPassage] = {}
    for each in passages_on(work, list(redactions)):
        redaction = redactions[each.answer_id]
        if each.lost:
            _redact_lost(work, each, redaction)
            continue
        span = None if each.span is None else redaction.moved(each.span)
        moved = replace(each, span=span, cuts=tuple(redaction.moved(cut) for cut in each.cuts))
        key = each.answer_id, each.code_id, span
        if key in taken:
            taken[key] = unite(work, moved, taken[key])
            continue
        taken[key] = moved
        place = {} if span is None else {"start": span[0], "end": span[1]}
        work.update("passage", each.id, cuts=[list(cut) for cut in moved.cuts], **place)


def _redact_lost(work: Writing, lost: KeptPassage, redaction: Redaction) -> None:
    """A passage whose words are gone already keeps no mention either."""
    if redaction.replacements and lost.words:
        work.update("passage", lost.id, words=None)


def _move_findings(
    work: Writing,
    redactions: Mapping[int, Redaction],
    before: Mapping[int, Answer],
    now: Mapping[int, Answer],
) -> None:
    """Move decisions on other mentions along, known again by the new text; those on words that go, go too."""
    for each in findings_on(work, list(redactions)):
        if each.span is None:
            continue
        mention = before[each.answer_id].text[slice(*each.span)]
        span = redactions[each.answer_id].moved(each.span)
        answer = now[each.answer_id]
        after = answer.text[slice(*span)]
        is_known = each.mention_hash == mention_hash(before[each.answer_id], mention, each.kind)
        if is_known and after != mention:
            work.delete("finding", [each.id])
            continue
        known = {"mention_hash": mention_hash(answer, after, each.kind)} if is_known else {}
        work.update("finding", each.id, start=span[0], end=span[1], **known)


def _remember(
    work: Writing,
    by_answer: Mapping[int, Sequence[Pointed]],
    redactions: Mapping[int, Redaction],
    answers: Mapping[int, Answer],
) -> None:
    """Write down what was decided, and nothing of the words themselves."""
    rows = []
    for answer_id, mentions in by_answer.items():
        for each in mentions:
            assert each.span is not None
            start, end = redactions[answer_id].moved(each.span)
            instead = answers[answer_id].text[start:end]
            rows.append(
                {
                    "answer": answer_id,
                    "start": start,
                    "end": end,
                    "kind": each.kind,
                    "grade": each.grade,
                    "mention_hash": mention_hash(answers[answer_id], instead, each.kind),
                    "decision": "redact",
                    "replacement": instead,
                    "reason": None,
                    "decided_by": work.coder_id,
                }
            )
    work.create_many("finding", rows)

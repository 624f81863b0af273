"""The privacy check of a project: what was found in its answers, and what was decided on it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from coder.domain.coding import Span
from coder.store.answers import Answer, answer_keys, answers_by_id
from coder.store.chunks import chunked
from coder.store.findings import DecidedFinding, findings_on
from coder.store.questions import all_questions
from coder.store.unit_of_work import Reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from coder.privacy.finding import Finding

    Progress = Callable[[int, int], None]

GRADES = ("high", "medium", "low")
OWN = "own"
"""The kind of a mention that a person pointed out."""
WHOLE_ANSWER = ""
"""Stands for the mention where a finding is about the answer as a whole."""
_AT_ONCE = 500


class Looking(Protocol):
    """What looks for mentions: ``coder.privacy.check.PrivacyCheck``, or one that asks it."""

    def findings(self, text: str) -> list[Finding]:
        """Return the findings of one text."""
        ...

    def findings_of_many(self, texts: Sequence[str]) -> Iterable[list[Finding]]:
        """Return the findings of texts, in their order."""
        ...


@dataclass(frozen=True)
class AnswerFinding:
    """What may identify somebody in an answer, or in all of it where ``span`` is None."""

    answer_id: int
    question_key: str
    respondent_id: str
    wave: str
    span: Span | None
    mention: str | None
    kind: str
    grade: str
    why: str
    before: str = ""
    """What stands before the mention in the answer, the nearest words."""
    after: str = ""
    decided: DecidedFinding | None = None
    beside: str = ""
    """What is seen beside the answer, where the finding is about all of it; a decision holds for that."""

    @property
    def decision(self) -> str | None:
        """What was decided, if anything was."""
        return None if self.decided is None else self.decided.decision


@dataclass(frozen=True)
class _Sight:
    """A mention at its place."""

    span: Span
    kind: str
    grade: str
    why: str = ""


def mention_hash(
    answer: Answer, mention: str | None, kind: str, beside: str = "", salt: str | None = None
) -> str:
    """Return what knows a mention in an answer again; without a mention its kind, and what is beside it.

    The history keeps it. It is keyed with the salt of the answer's text, so that nobody can try names on it
    once that text is blanked; an answer with a new text has new hashes.

    Args:
        answer: The answer.
        mention: The words, or None.
        kind: What they are.
        beside: What is seen beside an answer as a whole.
        salt: Of another text the answer had; None: of the one it has.
    """
    key = answer.salt if salt is None else salt
    whole = f"{answer.uid}\0\0{kind}" + (f"\0{beside}" if beside else "")
    named = f"{key}\0{answer.uid}\0{mention.casefold()}" if mention else whole
    return hashlib.sha256(named.encode("utf-8", "surrogatepass")).hexdigest()


def findings_of(
    work: Reading, check: Looking, question_id: int | None = None, progress: Progress | None = None
) -> list[AnswerFinding]:
    """Check all answers to a question, or to all; in the order of questions, files and texts.

    A decision holds for the mention it was taken on, wherever it stands in that answer now.

    Args:
        work: The project.
        check: What looks for mentions.
        question_id: Only this question's answers.
        progress: Told of (answers checked, answers).
    """
    asked = [each for each in all_questions(work) if question_id in (None, each.id)]
    keys = {each: [answer_id for answer_id, _uid in answer_keys(work, each.id)] for each in asked}
    total, done = sum(map(len, keys.values())), 0
    found: list[AnswerFinding] = []
    for question, answer_ids in keys.items():
        for part in chunked(answer_ids, _AT_ONCE):
            found += findings_in(work, check, question.key, part)
            done += len(part)
            if progress is not None:
                progress(done, total)
    return found


def findings_in(
    work: Reading, check: Looking, question_key: str, answer_ids: Sequence[int]
) -> list[AnswerFinding]:
    """Check some answers to one question, in the order given."""
    answers = answers_by_id(work, answer_ids)
    decided: dict[int, list[DecidedFinding]] = defaultdict(list)
    for each in findings_on(work, answer_ids):
        decided[each.answer_id].append(each)
    found = check.findings_of_many([answers[answer_id].text for answer_id in answer_ids])
    return [
        finding
        for answer_id, sightings in zip(answer_ids, found, strict=True)
        for finding in _in_answer(question_key, answers[answer_id], sightings, decided[answer_id])
    ]


def _in_answer(
    question_key: str, answer: Answer, found: Sequence[Finding], decided: Sequence[DecidedFinding]
) -> Iterator[AnswerFinding]:
    by_hash = {each.mention_hash: each for each in decided}
    listed = [
        _Sight((each.start, each.end), each.kind, each.grade, each.why)
        for each in found
        if each.start is not None and each.end is not None
    ]
    seen = [each.span for each in listed]
    listed += [
        _Sight(span, each.kind, each.grade)
        for each, span in _pointed_out(answer, decided)
        if not any(start < span[1] and span[0] < end for start, end in seen)
    ]
    for sight in sorted(listed, key=lambda each: each.span):
        mention = answer.text[slice(*sight.span)]
        known = by_hash.get(mention_hash(answer, mention, sight.kind))
        yield _finding(question_key, answer, sight, known)
    for each in decided:
        if each.span is None and each.mention_hash == mention_hash(answer, None, each.kind):
            yield _whole(question_key, answer, each)


def _pointed_out(answer: Answer, decided: Sequence[DecidedFinding]) -> Iterator[tuple[DecidedFinding, Span]]:
    """Return the decisions whose mention still stands where it stood, found by the check or not."""
    for each in decided:
        if each.span is None:
            continue
        mention = answer.text[slice(*each.span)]
        if each.mention_hash == mention_hash(answer, mention, each.kind):
            yield each, each.span


def _finding(
    question_key: str, answer: Answer, sight: _Sight, decided: DecidedFinding | None
) -> AnswerFinding:
    start, end = sight.span
    return AnswerFinding(
        answer_id=answer.id,
        question_key=question_key,
        respondent_id=answer.respondent_id,
        wave=answer.wave,
        span=sight.span,
        mention=answer.text[start:end],
        kind=sight.kind,
        grade=sight.grade,
        why=sight.why,
        before=answer.text[max(0, start - 40) : start],
        after=answer.text[end : end + 40],
        decided=decided,
    )


def _whole(question_key: str, answer: Answer, decided: DecidedFinding) -> AnswerFinding:
    """Return what was decided on an answer for a mention that a new text took from it."""
    who = answer.id, question_key, answer.respondent_id, answer.wave
    return AnswerFinding(*who, None, None, decided.kind, decided.grade, "", decided=decided)


def counted_by_grade(findings: Sequence[AnswerFinding]) -> Mapping[str, tuple[int, int]]:
    """Return, by grade, how many findings there are and how many of them nobody has decided on."""
    return {
        grade: (
            sum(each.grade == grade for each in findings),
            sum(each.grade == grade and each.decided is None for each in findings),
        )
        for grade in GRADES
    }

"""What people decide on findings of the privacy check, and what documents do with it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from coder.domain.coding import Span
from coder.domain.errors import WrongUseError
from coder.messages import _
from coder.store.answers import Answer, answers_by_id
from coder.store.findings import DecidedFinding, findings_on
from coder.store.unit_of_work import Reading, Writing
from coder.usecases.privacy.disclose import AnswerFinding, mention_hash

DECIDE = "decide_findings"
"""What the act is called in the history."""

Choice = Literal["mask", "keep", "drop"]
Mask = tuple[int, int, str]
"""Start, end and what stands there instead."""


class NoReasonError(WrongUseError):
    """What may identify somebody is kept without a word why."""

    def __init__(self) -> None:
        super().__init__(_("Say why it may stay: a mention is kept for a reason that others can read."))


class NothingToMaskError(WrongUseError):
    """A mask is asked for where there are no words to put it on."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This is about the answer as a whole: there are no words to put a mask on. Show less beside "
                "it, keep it with a reason, or drop it."
            )
        )


@dataclass(frozen=True)
class Pointed:
    """A mention that something is decided on; in all of an answer where ``span`` is None."""

    answer_id: int
    span: Span | None
    kind: str
    grade: str
    beside: str = ""
    """What is seen beside it, where all of an answer is meant."""

    @classmethod
    def of(cls, finding: AnswerFinding) -> Pointed:
        """Point at what the check found."""
        return cls(finding.answer_id, finding.span, finding.kind, finding.grade, finding.beside)


def decide(
    work: Writing,
    pointed: Sequence[Pointed],
    choice: Choice | None,
    *,
    words: str | None = None,
    reason: str = "",
) -> int:
    """Decide on mentions, in one act; what was decided on them before gives way.

    Args:
        work: The act, of the coder who decides.
        pointed: The mentions.
        choice: ``mask``: documents print ``words`` in brackets instead; ``keep``: it may stay, for a
            ``reason``; ``drop``: the answer stays out of documents that leave; None: undecided again.
        words: What a mask says; None for a word for the kind of mention.
        reason: Why.

    Returns:
        How many mentions that was; a finding about an answer as a whole is not masked, and not counted then.

    Raises:
        NoReasonError: If something is kept without a reason.
        NothingToMaskError: If a mask is to be put on answers as a whole only.
    """
    if choice == "keep" and not reason.strip():
        raise NoReasonError
    if choice == "mask" and pointed:
        pointed = [each for each in pointed if each.span is not None]
        if not pointed:
            raise NothingToMaskError
    ids = list(dict.fromkeys(each.answer_id for each in pointed))
    answers = answers_by_id(work, ids)
    known: dict[tuple[int, str], int] = {
        (each.answer_id, each.mention_hash): each.id for each in findings_on(work, ids)
    }
    given: set[tuple[int, str]] = set()
    for each in pointed:
        answer = answers[each.answer_id]
        mention = None if each.span is None else answer.text[slice(*each.span)]
        key = (each.answer_id, mention_hash(answer, mention, each.kind, each.beside))
        if key in given:
            continue
        given.add(key)
        if key in known:
            work.delete("finding", [known[key]])
        if choice is not None:
            work.create(
                "finding",
                answer=each.answer_id,
                start=None if each.span is None else each.span[0],
                end=None if each.span is None else each.span[1],
                kind=each.kind,
                grade=each.grade,
                mention_hash=key[1],
                decision=choice,
                replacement=(words or stand_in(each.kind)) if choice == "mask" else None,
                reason=reason.strip() or None,
                decided_by=work.coder_id,
            )
    return len(given)


def masks_of(work: Reading, answer_ids: Sequence[int]) -> dict[int, tuple[Mask, ...]]:
    """Return what documents print otherwise, by answer: every place where a masked mention stands."""
    masked = [
        (each, each.span)
        for each in findings_on(work, answer_ids)
        if each.decision == "mask" and each.span is not None
    ]
    answers = answers_by_id(work, list({each.answer_id for each, _span in masked}))
    found: dict[int, list[Mask]] = defaultdict(list)
    for each, span in masked:
        words = each.replacement or stand_in(each.kind)
        places = _places(each, span, answers[each.answer_id])
        found[each.answer_id] += [(start, end, words) for start, end in places]
    return {answer_id: tuple(sorted(masks)) for answer_id, masks in found.items()}


def masked_mentions(work: Reading, answer_ids: Sequence[int]) -> list[str]:
    """Return the words that masks stand on in answers, each once."""
    masks = masks_of(work, answer_ids)
    answers = answers_by_id(work, list(masks))
    words = (answers[each].text[start:end] for each, found in masks.items() for start, end, _words in found)
    return list(dict.fromkeys(words))


def dropped(work: Reading, answer_ids: Sequence[int]) -> set[int]:
    """Return the answers that stay out of documents that leave."""
    return {each.answer_id for each in findings_on(work, answer_ids) if each.decision == "drop"}


def places_of_mention(mention: str, span: Span, text: str) -> Iterable[Span]:
    """Return where a mention stands in a text: at its place, and wherever else as a word of its own."""
    yield span
    for match in re.finditer(re.escape(mention), text, re.IGNORECASE):
        if match.span() != span and _stands_alone(match.span(), text):
            yield match.span()


def stand_in(kind: str) -> str:
    """Return what stands in a document in place of a kind of mention."""
    words = {
        "national identity number": _("national identity number"),
        "telephone": _("telephone number"),
        "e-mail": _("e-mail address"),
        "web address": _("web address"),
        "address": _("address"),
        "registered number": _("number"),
        "person": _("name"),
        "name": _("name"),
        "place": _("place"),
        "organisation": _("institution"),
        "project": _("project"),
        "product": _("system"),
        "event": _("event"),
    }
    return words.get(kind, _("left out"))


def _places(decided: DecidedFinding, span: Span, answer: Answer) -> Iterable[Span]:
    """Return where a mention stands in its answer, also when the text was changed since."""
    mention = answer.text[slice(*span)]
    if mention_hash(answer, mention, decided.kind) == decided.mention_hash:
        yield from places_of_mention(mention, span, answer.text)
        return
    length = span[1] - span[0]
    for start in range(len(answer.text) - length + 1):
        moved = (start, start + length)
        if _stands_alone(moved, answer.text):
            mention = answer.text[slice(*moved)]
            if mention_hash(answer, mention, decided.kind) == decided.mention_hash:
                yield moved


def _stands_alone(span: Span, text: str) -> bool:
    """Tell whether a part of a text begins and ends where words do."""
    start, end = span
    return not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())

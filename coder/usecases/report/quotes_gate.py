"""What keeps quotations back: what may identify somebody, and nobody has decided on."""

from __future__ import annotations

import re
import shlex
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from coder.domain.coding import Span
from coder.domain.errors import CoderError
from coder.domain.passage_text import bracketed, printed_parts, shortened
from coder.domain.passages import PassageKey
from coder.messages import _, ngettext
from coder.store.unit_of_work import Reading
from coder.text.numbers import written_count
from coder.usecases.privacy.combination_check import COMBINATION, SeenAnswer, combination_findings
from coder.usecases.privacy.disclose import AnswerFinding, Looking, findings_in
from coder.usecases.privacy.privacy_decisions import Mask, masks_of
from coder.usecases.report.quotes_beside import Beside
from coder.usecases.report.quotes_material import Material
from coder.usecases.report.quotes_options import FEWEST_WHO_SHARE, QuotesOptions
from coder.usecases.report.theme_reading import Passage

TOLD = ("high", "medium")
"""Grades that are told of where nobody can decide, as in our own text."""


class UndecidedMentionsError(CoderError):
    """Something in what would leave may identify somebody, and nobody has decided on it."""

    exit_code: ClassVar[int] = 1

    def __init__(
        self,
        question: str,
        found: Sequence[AnswerFinding],
        options: QuotesOptions,
        names: Path | None = None,
    ) -> None:
        mentions, answers = len(found), len({each.answer_id for each in found})
        said = ngettext(
            "{n} mention may identify somebody, and nobody has decided on it",
            "{n} mentions may identify somebody, and nobody has decided on them",
            mentions,
        ).format(n=written_count(mentions))
        where = ngettext("in {n} of the answers quoted", "in {n} of the answers quoted", answers).format(
            n=written_count(answers)
        )
        told = _("{said} ({where}). Nothing was written. See and decide with: {command}")
        super().__init__(
            told.format(said=said, where=where, command=_command(question, found, options, names))
        )


class MentionInTranslationError(CoderError):
    """A translation names what nobody has decided on."""

    exit_code: ClassVar[int] = 1

    def __init__(self, respondent_id: str, mention: str) -> None:
        super().__init__(
            _(
                "The translation of a passage by {respondent} names «{mention}», which may identify "
                "somebody. Nothing was written. Write the translation otherwise on the Theme screen."
            ).format(respondent=respondent_id, mention=mention)
        )


def passage_findings(
    work: Reading, question_key: str, passages: Sequence[Passage], beside: Beside, check: Looking
) -> dict[PassageKey, tuple[AnswerFinding, ...]]:
    """Check what passages print and what stands beside them; return what was found, decided on or not.

    Args:
        work: The project.
        question_key: Whose answers they are of.
        passages: What is to be printed.
        beside: What stands beside a passage.
        check: What looks for mentions.
    """
    ids = list(dict.fromkeys(each.answer_id for each in passages))
    masks = masks_of(work, ids)
    by_answer: dict[int, list[AnswerFinding]] = defaultdict(list)
    for finding in findings_in(work, check, question_key, ids):
        by_answer[finding.answer_id].append(finding)
    seen = {each.key: seen_of(each, masks.get(each.answer_id, ()), beside) for each in passages}
    shared = {
        (each.answer_id, each.beside): each
        for each in combination_findings(work, question_key, list(seen.values()), beside.fewest)
    }
    found = {}
    for passage in passages:
        parts = printed_parts(passage.text, passage.span, passage.cuts)
        mentions = [each for each in by_answer[passage.answer_id] if _is_in(each.span, parts)]
        whole = shared.get((passage.answer_id, seen[passage.key].beside))
        found[passage.key] = (*mentions, *([whole] if whole is not None else []))
    return found


def seen_of(passage: Passage, masks: Sequence[Mask], beside: Beside) -> SeenAnswer:
    """Return what a reader sees of a passage in print."""
    printed = shortened(passage.text, passage.span, passage.cuts, masks)
    words = beside.words(passage)
    text = f"{printed}\n{words}" if words else printed
    return SeenAnswer(passage.answer_id, text, beside.seen(passage), passage.wave)


def refuse_undecided(
    material: Material,
    passages: Sequence[Passage],
    beside: Beside,
    check: Looking,
    names: Path | None = None,
) -> None:
    """Let nothing leave that waits for a decision; ``names`` is where the check has its own names from.

    Raises:
        UndecidedMentionsError: If something does.
    """
    found = passage_findings(material.work, material.question.key, passages, beside, check)
    waiting = dict.fromkeys(each for findings in found.values() for each in findings if each.decided is None)
    if waiting:
        raise UndecidedMentionsError(material.question.key, list(waiting), material.options, names)


def translation_in_print(passage: Passage, masks: Sequence[Mask], check: Looking) -> str:
    """Return a translation with what is masked in the original masked too.

    Raises:
        MentionInTranslationError: If it names what does not stand in the original, where it was decided on.
    """
    mention = named_in_translation(passage, masks, check)
    if mention is not None:
        raise MentionInTranslationError(passage.respondent_id, mention)
    return masked_translation(passage, masks)


def masked_translation(passage: Passage, masks: Sequence[Mask]) -> str:
    """Return a translation with what is masked in the original masked too."""
    translated = passage.translation
    if not translated:
        return ""
    instead = {passage.text[start:end].lower(): words for start, end, words in masks}
    if instead:
        # All at once, the longest first: what one mask says is not masked by another.
        words = "|".join(re.escape(each) for each in sorted(instead, key=len, reverse=True))
        translated = re.sub(
            rf"(?<!\w)(?:{words})(?!\w)",
            lambda found: bracketed(instead.get(found[0].lower(), "")),
            translated,
            flags=re.IGNORECASE,
        )
    return translated


def named_in_translation(passage: Passage, masks: Sequence[Mask], check: Looking) -> str | None:
    """Return a mention in a translation that nobody has decided on, since its original does not print it."""
    translated = masked_translation(passage, masks)
    if not translated:
        return None
    original = shortened(passage.text, passage.span, passage.cuts, masks)
    named = [each.mention or "" for each in check.findings(translated) if each.grade in TOLD]
    named += [each.mention or "" for each in check.findings(passage.text)]
    for mention in filter(None, named):
        if stands_in(mention, translated) and not stands_in(mention, original):
            return mention
    return None


def stands_in(mention: str, text: str) -> bool:
    """Tell whether a mention stands in a text by itself, not as a part of other words."""
    return re.search(rf"(?<!\w){re.escape(mention)}(?!\w)", text, re.IGNORECASE) is not None


def _command(
    question: str, found: Sequence[AnswerFinding], options: QuotesOptions, names: Path | None
) -> str:
    """Return the command that lists just what was found."""
    words = ["coder", "disclose", question]
    if names is not None:
        words += ["--names", str(names)]
    if any(each.kind == COMBINATION for each in found):
        if options.attribution is not None:
            words += ["--attribution", options.attribution]
        if options.fewest != FEWEST_WHO_SHARE:
            words += ["--fewest", str(options.fewest)]
    return shlex.join(words)


def _is_in(span: Span | None, parts: Sequence[Span]) -> bool:
    return span is None or any(start < span[1] and span[0] < end for start, end in parts)

"""All the privacy check finds in answers: mentions, and of which answers too few share what is seen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from coder.domain.coding import Span
from coder.domain.passage_text import shortened
from coder.domain.question import Question
from coder.store.answers import Answer, answer_keys, answers_by_id
from coder.store.passages import passages_on
from coder.store.questions import all_questions
from coder.store.unit_of_work import Reading
from coder.usecases.privacy.combination_check import SeenAnswer, combination_findings
from coder.usecases.privacy.disclose import AnswerFinding, Looking, findings_of
from coder.usecases.privacy.privacy_decisions import Mask, masks_of
from coder.usecases.report.quotes_beside import Shown

if TYPE_CHECKING:
    from coder.usecases.privacy.disclose import Progress


def disclosed(
    work: Reading,
    check: Looking,
    shown: Shown,
    fewest: int,
    question_id: int | None = None,
    progress: Progress | None = None,
) -> list[AnswerFinding]:
    """Check all answers to a question, or to all, as if each were quoted whole, and as it is starred.

    Args:
        work: The project.
        check: What looks for mentions.
        shown: What a reader sees beside a quotation.
        fewest: So many of those asked in the wave must share what is seen.
        question_id: Only this question's answers.
        progress: Told of (answers checked, answers).
    """
    mentions = findings_of(work, check, question_id, progress)
    found: list[AnswerFinding] = []
    for question in all_questions(work):
        if question_id in (None, question.id):
            ids = [answer_id for answer_id, _uid in answer_keys(work, question.id)]
            order = {answer_id: place for place, answer_id in enumerate(ids)}
            here = [each for each in mentions if each.answer_id in order]
            here += _combinations(work, question, ids, shown, fewest)
            found += sorted(here, key=lambda each: order[each.answer_id])
    return found


def _combinations(
    work: Reading, question: Question, answer_ids: Sequence[int], shown: Shown, fewest: int
) -> list[AnswerFinding]:
    answers, masks = answers_by_id(work, answer_ids), masks_of(work, answer_ids)
    seen = [
        _seen(answers[each], None, (), masks.get(each, ()), shown) for each in answers if answers[each].text
    ]
    for passage in passages_on(work, answer_ids):
        if passage.starred and not passage.lost:
            answer, its_masks = answers[passage.answer_id], masks.get(passage.answer_id, ())
            seen.append(_seen(answer, passage.span, passage.cuts, its_masks, shown))
    return combination_findings(work, question.key, seen, fewest)


def _seen(
    answer: Answer, span: Span | None, cuts: Iterable[Span], masks: Sequence[Mask], shown: Shown
) -> SeenAnswer:
    words = shown.words(answer)
    printed = shortened(answer.text, span, cuts, masks)
    text = f"{printed}\n{words}" if words else printed
    return SeenAnswer(answer.id, text, shown.seen(answer), answer.wave)

"""What a model may learn from: codings people made or accepted, with the codes as they live now."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from coder.domain.code_tree import CodeTree
from coder.domain.codebook import Code, offered_codes
from coder.domain.coding import Span, united
from coder.domain.question import Question
from coder.store.coders import find_coder
from coder.store.codes import codes_of
from coder.store.forgotten import answers_without_words
from coder.store.history import last_number
from coder.store.learnable import LearnableAnswer, changed_since, learnable_answers
from coder.store.questions import question_named
from coder.store.revisit import set_by_looking_again
from coder.store.samples import open_sample_of, people_behind
from coder.store.unit_of_work import Reading

__all__ = ["LearnableAnswer", "LearnedCodings", "choosable_codes", "codes_offered_to", "learnable"]


def learnable(
    work: Reading,
    question: Question,
    codes: Sequence[Code],
    coder_id: int | None,
    *,
    is_blind: bool = False,
    as_done: bool = False,
    with_retired: bool = False,
    among: Collection[int] | None = None,
) -> list[LearnableAnswer]:
    """Return what may be learned from, in the order coded.

    That is the settled coding of each answer; where the coder has begun it, the coder's own instead.
    Proposals are no codings before a person accepts them. An answer that was only begun, or whose codes are
    all retired by now, says nothing and is left out, as one does whose words were forgotten; one done without
    codes says that none fits.

    Args:
        work: The project.
        question: The question; where its unit is the sentence, it is told where codes were placed.
        codes: The question's codebook, with codes retired and merged away.
        coder_id: Who will see what was learned; None where that is nobody known.
        is_blind: Learn from this coder's own codings only.
        as_done: Leave out the codes that settled codings got when the answers, done before, were read again.
        with_retired: Keep codes that may not be chosen any more, and answers with no others.
        among: Look at no other answers than these few.
    """
    found = learnable_answers(
        work,
        question.id,
        coder_id,
        only_own=is_blind,
        with_excerpts=question.is_by_sentence,
        among=among,
    )
    if forgotten := answers_without_words(work, question.id):
        found = [each for each in found if each.answer_id not in forgotten]
    if as_done:
        later = set_by_looking_again(work, question.id)
        found = [_without(each, later.get(each.answer_id, frozenset())) for each in found]
    return sorted(
        _still_telling(found, _living(codes, with_retired=with_retired)), key=lambda each: each.coded_at
    )


def choosable_codes(codes: Iterable[Code]) -> list[Code]:
    """Return those of the codes that may be suggested, in codebook order."""
    return [code for code in codes if code.open_for_choice]


def codes_offered_to(work: Reading, question: Question, coder_name: str) -> list[Code]:
    """Return a question's codebook without what others propose: that is nobody else's to see yet."""
    coder = find_coder(work, coder_name)
    people = people_behind(work, coder.id) if coder else ()
    return offered_codes(codes_of(work, question.codebook_id), people)


class LearnedCodings:
    """What may be learned from for one coder at one question, kept up by reading what was written since.

    Attributes:
        question: The question, as last read.
        codes: Its codebook, without other people's proposals.
        answers: By answer id.
        as_of: Number of the newest entry that was read; -1 before anything was.
    """

    question: Question
    codes: list[Code]

    def __init__(self, question_key: str, coder_name: str) -> None:
        self._question_key = question_key
        self._coder_name = coder_name
        self._learner: tuple[int | None, bool] = (None, False)
        """As whom the coder codes, and whether blind: then from own codings only."""
        self.answers: dict[int, LearnableAnswer] = {}
        self.as_of = -1
        self.texts_as_of = -1
        """Number of the newest entry that brought or changed an answer."""

    def read(self, work: Reading) -> frozenset[int] | None:
        """Read what was written since; return the answers that were coded otherwise, None for any and all."""
        until = last_number(work)
        if until == self.as_of:
            return frozenset()
        since = changed_since(work, self.as_of, until)
        learner = self._learner_now(work)
        if self.as_of < 0 or since.has_new_texts:
            self.texts_as_of = until
        is_whole = self.as_of < 0 or since.is_more or learner != self._learner
        self.as_of, self._learner = until, learner
        if is_whole:
            self.question = question_named(work, self._question_key)
            self.codes = codes_offered_to(work, self.question, self._coder_name)
            self.answers = self._learnable(work)
            return None
        again = self._learnable(work, since.answer_ids)
        for answer_id in since.answer_ids:
            self.answers.pop(answer_id, None)
        self.answers.update(again)
        return since.answer_ids

    def in_order(self) -> list[LearnableAnswer]:
        """Return the answers in the order they were coded."""
        return sorted(self.answers.values(), key=lambda each: each.coded_at)

    def _learner_now(self, work: Reading) -> tuple[int | None, bool]:
        coder = find_coder(work, self._coder_name)
        if coder is None:
            return None, False
        sample = open_sample_of(work, question_named(work, self._question_key).id, coder.id)
        return (coder.id, False) if sample is None else (sample.coder_id, True)

    def _learnable(self, work: Reading, among: Collection[int] | None = None) -> dict[int, LearnableAnswer]:
        coder_id, is_blind = self._learner
        found = learnable(work, self.question, self.codes, coder_id, is_blind=is_blind, among=among)
        return {each.answer_id: each for each in found}


def _living(codes: Sequence[Code], *, with_retired: bool = False) -> dict[int, int]:
    """Return what each code is now, by id: itself, or what it was merged into; retired ones only if asked."""
    tree = CodeTree(codes)
    survivors = {code.id: tree.survivor(code) for code in codes}
    return {code_id: code.id for code_id, code in survivors.items() if with_retired or code.open_for_choice}


def _without(answer: LearnableAnswer, code_ids: Collection[int]) -> LearnableAnswer:
    if not code_ids:
        return answer
    kept = {code_id: spans for code_id, spans in answer.codes.items() if code_id not in code_ids}
    return replace(answer, codes=kept)


def _still_telling(found: Iterable[LearnableAnswer], living: Mapping[int, int]) -> Iterable[LearnableAnswer]:
    for answer in found:
        if all(living.get(code_id) == code_id for code_id in answer.codes):
            if answer.codes or answer.is_done:
                yield answer
        elif now := _as_they_live(answer.codes, living):
            yield replace(answer, codes=now)


def _as_they_live(
    codes: Mapping[int, tuple[Span, ...]], living: Mapping[int, int]
) -> dict[int, tuple[Span, ...]]:
    now: dict[int, tuple[Span, ...]] = {}
    for code_id, spans in codes.items():
        target = living.get(code_id)
        if target is None:
            continue
        # A code on the whole answer and the same on a part of it: it stands for the whole.
        whole = not spans or now.get(target) == ()
        now[target] = () if whole else tuple(united([*now.get(target, ()), *spans]))
    return now

"""What several coders gave the same answers, side by side: what agreement and settling are made from."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

from coder.domain.code_tree import CodeTree
from coder.domain.codebook import Code
from coder.domain.errors import WrongUseError
from coder.domain.lineage import Lineage
from coder.domain.question import Question
from coder.messages import _
from coder.store.answers import answer_keys
from coder.store.coders import Coder, UnknownCoderError, all_coders, coder_named, consensus_id
from coder.store.codes import codes_of
from coder.store.double_coded import code_sets, done_in, people_done
from coder.store.questions import question_named
from coder.store.samples import still_blind, trained_on
from coder.store.unit_of_work import Reading
from coder.text.letters import letters
from coder.usecases.second_coder.samples import EVERYWHERE, never_seen

if TYPE_CHECKING:
    from coder.usecases.agreement.compared_rounds import RoundFacts

Pair = tuple[int, int]
"""Two coders by id."""
KEY = 0
"""Stands for the coder where codes are held against the settled coding, as a key."""


class NothingComparedError(WrongUseError):
    """No answer was coded by two of the coders."""

    def __init__(self, question: str, names: Sequence[str] = (), number: int | None = None) -> None:
        if number is not None and not names:
            sentence = _("No answer of round {round} of «{question}» has been done by two coders.")
        elif names:
            sentence = _("No answer to «{question}» has been done by two of {names}.")
        else:
            sentence = _(
                "No answer to «{question}» has been done by two coders. Draw a sample: "
                "coder sample {question} --for CODER --size N"
            )
        super().__init__(sentence.format(question=question, names=", ".join(names), round=number))


@dataclass(frozen=True)
class ComparedCoder:
    """One of those compared; in what leaves, people are letters."""

    id: int
    name: str
    letter: str

    @property
    def title(self) -> str:
        """What tables and documents call the coder: "Koder A"."""
        return self.name if self.id == KEY else _("Coder {letter}").format(letter=self.letter)


@dataclass(frozen=True)
class ComparedAnswer:
    """One answer, and the codes each of its coders gave it."""

    answer_id: int
    given: Mapping[int, frozenset[int]]
    """Code ids by coder id; an empty set is a coding, a coder who is missing has not done the answer."""
    unseen: frozenset[int] = frozenset()
    """Codes that one of the coders had never seen when doing the answer: they tell nothing there."""
    weight: float = 1.0
    """What the answer stands for in a stratified sample; 1 everywhere else."""
    stratum: str | None = None

    @property
    def is_equal(self) -> bool:
        """Whether all coders gave the same codes; none at all are equal too."""
        return len(set(self.given.values())) == 1


@dataclass(frozen=True)
class Compared:
    """What coders gave answers to one question."""

    question: Question
    codes: tuple[Code, ...]
    """The codebook in its order, without codes merged away."""
    coders: tuple[ComparedCoder, ...]
    """In the order of their letters."""
    answers: tuple[ComparedAnswer, ...]
    """Those that two or more of the coders are done with, in file order."""
    answers_all: int
    """Answers to the question."""
    dropped: int = 0
    """Drawn, and opened before they were coded: no part of this."""
    undone: int = 0
    """Drawn, and not done by everybody yet."""
    discussed: int = 0
    """Answers that had been settled before one of the coders was done with them."""
    codebook_at: datetime | None = None
    """When the codebook was last changed before the coding began; None where that is not one moment."""
    among_uids: tuple[str, ...] = ()
    """Uids of the coders asked for; none where all are meant."""
    rounds: tuple[RoundFacts, ...] = field(default=())
    """The rounds these answers are of; none where it is all codings as they stand."""

    @property
    def unknown(self) -> frozenset[int]:
        """Codes held against each other in no answer: in each, one of the coders had never seen them."""
        return (
            frozenset.intersection(*(each.unseen for each in self.answers)) if self.answers else frozenset()
        )

    @property
    def is_blind(self) -> bool:
        """Whether all of it was drawn and coded without seeing others' codes."""
        return bool(self.rounds)

    @cached_property
    def tree(self) -> CodeTree:
        """The codebook as a tree."""
        return CodeTree(self.codes)

    @cached_property
    def by_id(self) -> dict[int, ComparedAnswer]:
        """The answers by their ids."""
        return {answer.answer_id: answer for answer in self.answers}

    def coder(self, coder_id: int) -> ComparedCoder:
        """Return one of the coders."""
        return next(coder for coder in self.coders if coder.id == coder_id)

    def path(self, code_id: int) -> str:
        """Return the path of a code as it is written."""
        return self.tree.code(code_id).written_path

    def pairs(self) -> list[Pair]:
        """Return all pairs of coders."""
        return list(combinations((coder.id for coder in self.coders), 2))

    def among(self, answer_ids: Collection[int]) -> Compared:
        """Return the same for some of the answers."""
        kept = tuple(answer for answer in self.answers if answer.answer_id in answer_ids)
        return replace(self, answers=kept)


def compared_now(work: Reading, question_key: str, coders: Sequence[str] = ()) -> Compared:
    """Return what people have given the answers that two or more of them are done with, as it stands.

    Answers of a blind sample that is still open are left out: nobody's codes are held against another's
    before both are done. Who codes own answers again is no other person, and what was coded for training is
    an exercise: it is compared only where its coder is named.

    Args:
        work: The project.
        question_key: The question.
        coders: Only these people, by name; else all.

    Raises:
        UnknownQuestionError: If there is no such question; likewise UnknownCoderError.
        NothingComparedError: If no answer was done by two of them.
    """
    question = question_named(work, question_key)
    asked = [coder_named(work, name) for name in coders]
    wanted = {coder.id for coder in asked}
    held_back, exercises = still_blind(work, question.id), trained_on(work, question.id)

    def counts(answer_id: int, coder_id: int) -> bool:
        return coder_id in wanted if wanted else (answer_id, coder_id) not in exercises

    done = {
        answer_id: kept
        for answer_id, by_coder in people_done(work, question.id).items()
        if answer_id not in held_back
        and len(kept := {each: entry for each, entry in by_coder.items() if counts(answer_id, each)}) > 1
    }
    if not done:
        raise NothingComparedError(question.key, coders)
    people = lettered(work, {each for by_coder in done.values() for each in by_coder}, question.lead_id)
    order = [answer_id for answer_id, _uid in answer_keys(work, question.id)]
    answer_ids = [answer_id for answer_id in order if answer_id in done]
    sets = code_sets(work, answer_ids, [coder.id for coder in people])
    unseen = _unseen_now(work, question, done, sets)
    return Compared(
        question=question,
        codes=living_codes(work, question),
        coders=people,
        answers=tuple(
            ComparedAnswer(
                answer_id,
                {each: sets.get((answer_id, each), frozenset()) for each in done[answer_id]},
                frozenset(unseen.get(answer_id, ())),
            )
            for answer_id in answer_ids
        ),
        answers_all=len(order),
        discussed=settled_before(
            work, {answer_id: max(by_coder.values()) for answer_id, by_coder in done.items()}
        ),
        among_uids=tuple(coder.uid for coder in asked),
    )


def compared_to_settle(work: Reading, compared: Compared, coders: Sequence[str] = ()) -> Compared:
    """Return what people give now to the answers of rounds: codes may have changed since they were frozen.

    What is only of one person, coded again, or held against a key has nothing but what was frozen. Answers
    that are being coded blind by one more are left out, and so are those that two are no longer done with.
    """
    if not compared.rounds or not all(each.is_double for each in compared.rounds):
        return compared
    try:
        now = compared_now(work, compared.question.key, coders)
    except NothingComparedError:
        return compared.among(())
    return now.among(compared.by_id.keys())


def living_codes(work: Reading, question: Question) -> tuple[Code, ...]:
    """Return the codes of a question's codebook in its order, but for those merged away."""
    return tuple(code for code in codes_of(work, question.codebook_id) if code.merged_into is None)


def lettered(work: Reading, coder_ids: Collection[int], first: int | None) -> tuple[ComparedCoder, ...]:
    """Give coders letters: A the one who stands first, else who came first."""
    found: dict[int, Coder] = {coder.id: coder for coder in all_coders(work) if coder.id in coder_ids}
    order = sorted(found, key=lambda coder_id: (coder_id != first, coder_id))
    return tuple(
        ComparedCoder(coder_id, found[coder_id].name, letters(place)) for place, coder_id in enumerate(order)
    )


def compared_coder(compared: Compared, written: str) -> ComparedCoder:
    """Return one of the coders by name or by letter.

    Raises:
        UnknownCoderError: If none of them is called so.
    """
    by_name = {coder.name: coder for coder in compared.coders}
    by_letter = {coder.letter: coder for coder in compared.coders}
    found = by_name.get(written) or by_letter.get(written.upper())
    if found is None:
        raise UnknownCoderError(written)
    return found


def _unseen_now(
    work: Reading,
    question: Question,
    done: Mapping[int, Mapping[int, int]],
    sets: Mapping[Pair, frozenset[int]],
) -> dict[int, set[int]]:
    """Return the codes that somebody who did an answer had not seen then, nor looked for or got since."""
    found: dict[int, set[int]] = {}
    lineage = Lineage(codes_of(work, question.codebook_id))
    for coder_id in {each for by_coder in done.values() for each in by_coder}:
        never = never_seen(work, question, coder_id)
        for answer_id, by_coder in done.items():
            if coder_id in by_coder:
                unseen = lineage.wholly(never.get(answer_id, never[EVERYWHERE]))
                given = sets.get((answer_id, coder_id), frozenset())
                found.setdefault(answer_id, set()).update(unseen - given)
    return found


def settled_before(work: Reading, done: Mapping[int, int]) -> int:
    """Count the answers that were settled before an entry, given by answer id."""
    at = done_in(work, list(done), consensus_id(work))
    return sum(answer_id in at and at[answer_id] < entry for answer_id, entry in done.items())

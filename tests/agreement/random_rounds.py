"""Three people who draw, code blind, close, settle and rework the codebook, chosen by a seed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

from sqlalchemy import Engine, select

from coder.domain.codebook import offered_codes
from coder.domain.errors import CoderError
from coder.domain.sample import Purpose
from coder.domain.settled_codes import Rule
from coder.store import schema
from coder.store.coders import coder_named, coder_with_id
from coder.store.codes import codes_of
from coder.store.double_coded import code_sets
from coder.store.history import last_number
from coder.store.samples import drawn_for
from coder.store.unit_of_work import Writing, writing
from coder.usecases.agreement.compared import compared_now
from coder.usecases.agreement.settle import SETTLE, How, settle
from coder.usecases.codebook.growth import accept_code, add_code
from coder.usecases.codebook.merge import merge_codes
from coder.usecases.codebook.settings import restore_code, retire_code
from coder.usecases.codebook.split import Decision, split_code
from coder.usecases.coding.setting import mark_done, remove_code, reopen, set_code
from coder.usecases.history.in_words import take_back
from coder.usecases.revisit.reading_again import look_again
from coder.usecases.second_coder.sample_draw import draw_sample
from coder.usecases.second_coder.sample_wanted import WantedSample
from coder.usecases.second_coder.samples import (
    CLOSE,
    DRAW,
    OPEN,
    acting_coder,
    close_finished,
    close_round,
    open_before_time,
)
from tests.agreement.project_recount import Recount
from tests.builders import ask, question
from tests.made_once import made_once
from tests.usecases.double_coded import QUESTION, DoubleCoded, double_coded

PEOPLE = ("kari", "ola", "eva")
LOOKS_ON = "leder"
Act = Callable[[Writing], object]
Kind = tuple[int, str, Act]
"""How likely, the operation, what is done."""


@made_once
def begun(target: Path) -> DoubleCoded:
    """Make a project of nine answers that Kari has done most of; and one who only looks on."""
    return double_coded(
        target,
        {
            "kari": ["l", "ls", "", "u", "s", "a", "l", "lu", None],
            **dict.fromkeys(("ola", "eva", LOOKS_ON), [None] * 9),
        },
        background={"storleik": ["små"] * 7 + ["store"] * 2},
    )


class RandomRounds:
    """Three people at one question; what they do is seen by a recount."""

    def __init__(self, target: Path, seed: int) -> None:
        self.chance = Random(seed)
        self.project = begun(target)
        self.recount = Recount()
        self.names = 0
        ask(self.engine, self.recount.watch)

    @property
    def engine(self) -> Engine:
        return self.project.engine

    def step(self) -> None:
        """Do one thing; what is refused leaves all as it was."""
        person = self.chance.choice(PEOPLE)
        kinds = [*self._coding(person), *self._codebook(), *self._rounds(person)]
        [(_weight, operation, act)] = self.chance.choices(kinds, [weight for weight, *_rest in kinds])
        before = ask(self.engine, last_number)
        try:
            with writing(self.engine, coder_id=self.project.people[person], operation=operation) as work:
                act(work)
        except CoderError:
            return
        if ask(self.engine, last_number) != before:
            ask(self.engine, self.recount.watch)

    def _coding(self, person: str) -> list[Kind]:
        chance, asked, own = self.chance, self.project.question_id, self.project.people[person]
        answer = chance.choice(self.project.answers)

        def acting(work: Writing) -> tuple[int, int]:
            drawn = drawn_for(work, asked, own)
            answer_id = chance.choice(drawn) if drawn and chance.random() < 0.8 else answer
            return answer_id, acting_coder(work, asked, coder_with_id(work, own), answer_id).id

        def code(work: Writing, *, is_done: bool = True) -> None:
            answer_id, coder_id = acting(work)
            for code_id in self._chosen(work, answer_id, own):
                set_code(work, answer_id, code_id, coder_id)
            if is_done:
                mark_done(work, answer_id, coder_id)

        def code_all(work: Writing) -> None:
            for _each in range(6):
                code(work)

        def take_off(work: Writing) -> None:
            answer_id, coder_id = acting(work)
            for code_id in sorted(code_sets(work, [answer_id], [coder_id]).get((answer_id, coder_id), ()))[
                :1
            ]:
                remove_code(work, answer_id, code_id, coder_id)

        return [
            (5, "set_code", code),
            (9, "code_together", code_all),
            (1, "set_code", lambda work: code(work, is_done=False)),
            (2, "remove_code", take_off),
            (1, "reopen", lambda work: reopen(work, *acting(work))),
            (2, "look_again", lambda work: look_again(work, answer, own, self._some_codes(), {})),
            (2, "undo", take_back),
            (1, "redo", take_back),
        ]

    def _chosen(self, work: Writing, answer_id: int, own: int) -> list[int]:
        """Choose some codes, mostly those that Kari gave: people agree more often than not."""
        book = codes_of(work, question(self.engine).codebook_id)
        offered = [each.id for each in offered_codes(book, [own]) if each.open_for_choice]
        kari = self.project.people["kari"]
        if own != kari and self.chance.random() < 0.6:
            given = code_sets(work, [answer_id], [kari]).get((answer_id, kari), frozenset())
            return [each for each in offered if each in given]
        return self.chance.sample(offered, min(len(offered), self.chance.randrange(3)))

    def _codebook(self) -> list[Kind]:
        book = question(self.engine).codebook_id
        one, other = self._some_codes(2)
        answer = self.chance.choice(self.project.answers)
        self.names += 1
        name = f"N{self.names}"
        decisions = [Decision(answer, f"{name}a")] * (self.names % 2)
        return [
            (3, "add_code", lambda work: add_code(work, book, name)),
            (1, "import_codebook", lambda work: add_code(work, book, name, from_file=True)),
            (1, "accept_code", lambda work: accept_code(work, one)),
            (3, "merge_codes", lambda work: merge_codes(work, [one], other)),
            (2, "split_code", lambda work: split_code(work, one, [f"{name}a", f"{name}b"], decisions)),
            (1, "retire_code", lambda work: retire_code(work, one)),
            (1, "restore_code", lambda work: restore_code(work, one)),
        ]

    def _rounds(self, person: str) -> list[Kind]:
        chance, people = self.chance, self.project.people
        purpose = chance.choice([Purpose.DOUBLE] * 6 + [Purpose.AGAIN, Purpose.TRAINING])
        strata, joined, number = chance.random() < 0.6, chance.random() < 0.5, chance.randrange(1, 4)

        def draw(work: Writing) -> None:
            wanted = WantedSample(
                coder_with_id(work, people[person]),
                purpose,
                against=coder_named(work, "kari") if purpose is Purpose.DOUBLE else None,
                size=chance.randrange(2, 6),
                strata="storleik" if strata else None,
                seed=number,
                after_days=0 if purpose is Purpose.AGAIN else None,
                round=number if joined and purpose is Purpose.DOUBLE else None,
            )
            draw_sample(work, question(self.engine), wanted)

        def settle_all(work: Writing) -> None:
            compared = compared_now(work, QUESTION)
            settle(work, compared, [each.answer_id for each in compared.answers], How(Rule.UNION))

        me = people[person]
        return [
            (6, DRAW, draw),
            (2, CLOSE, lambda w: close_round(w, question(self.engine), number, coder_id=me, unfinished=True)),
            (3, CLOSE, lambda w: close_finished(w, question(self.engine), coder_with_id(w, me))),
            (2, OPEN, lambda w: open_before_time(w, question(self.engine), number, coder_with_id(w, me))),
            (1, SETTLE, settle_all),
        ]

    def _some_codes(self, size: int = 2) -> list[int]:
        ids = ask(self.engine, lambda work: list(work.connection.scalars(select(schema.code.c.id))))
        return self.chance.sample(ids, size)

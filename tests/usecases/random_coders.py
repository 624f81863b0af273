"""Two coders who do whatever may be done to a small project, chosen by a seed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

from sqlalchemy import select

from coder.domain.coder_kind import CONSENSUS
from coder.domain.errors import CoderError
from coder.store import schema
from coder.store.coders import coder_named
from coder.store.history import last_number
from coder.store.unit_of_work import Reading, Writing, writing
from coder.usecases.codebook.growth import add_code, define_code
from coder.usecases.codebook.merge import merge_codes
from coder.usecases.codebook.settings import restore_code, retire_code
from coder.usecases.codebook.split import Decision, split_code
from coder.usecases.coding.setting import mark_done, remove_code, reopen, set_code
from coder.usecases.history.in_words import take_back
from coder.usecases.revisit.reading_again import (
    count_open,
    look_again,
    open_answer_ids,
    open_answers,
    stop_round,
)
from tests.builders import ask, small_project
from tests.usecases.openness_oracle import Oracle, Pairs

Act = Callable[[Writing], object]


class RandomCoders:
    """Two coders who do whatever may be done, chosen by a seed."""

    def __init__(self, path: Path, seed: int, counts: str = "responsible") -> None:
        self.chance = Random(seed)
        self.project = small_project(path, texts=["En.", "To.", "Tre."], codes=["A", "B"], counts=counts)
        self.coders = [self.project.kari, self.project.kari, self.project.ola]
        if counts == CONSENSUS:
            self.coders.append(ask(self.project.engine, lambda work: coder_named(work, CONSENSUS).id))
        self.oracle = Oracle()
        self.names = 0
        ask(self.project.engine, self.oracle.watch)

    def step(self) -> None:
        """Do one thing; what is refused leaves all as it was."""
        coder = self.chance.choice(self.coders)
        operation, act = self._chosen(coder)
        before = ask(self.project.engine, last_number)
        try:
            with writing(self.project.engine, coder_id=coder, operation=operation) as work:
                act(work)
        except CoderError:
            return
        if ask(self.project.engine, last_number) != before:
            ask(self.project.engine, self.oracle.watch)

    def _chosen(self, coder: int) -> tuple[str, Act]:
        pick = self.chance.choice
        codes = ask(self.project.engine, lambda work: list(work.connection.scalars(select(schema.code.c.id))))
        answer, code, other = pick(self.project.answers), pick(codes), pick(codes)
        some = self.chance.sample(codes, min(len(codes), 3))
        question = self.project.question_id
        self.names += 1
        name, text = f"N{self.names}", f"definisjon {self.names}"
        meaning = pick(["wider", "narrower"])
        acts: list[tuple[int, str, Act]] = [
            (4, "set_code", lambda work: set_code(work, answer, code, coder)),
            (1, "remove_code", lambda work: remove_code(work, answer, code, coder)),
            (5, "mark_done", lambda work: mark_done(work, answer, coder)),
            (1, "reopen", lambda work: reopen(work, answer, coder)),
            (3, "add_code", lambda work: add_code(work, 1, name)),
            (1, "import_codebook", lambda work: add_code(work, 1, name, from_file=True)),
            (
                3,
                "define_code",
                lambda work: define_code(work, code, definition=text, changes_meaning=meaning),
            ),
            (
                3,
                "look_again",
                lambda work: look_again(work, answer, coder, some, {code: ()} if self.names % 3 else {}),
            ),
            (1, "stop_revisit", lambda work: stop_round(work, question, coder, some[:2], 10, 5, 0)),
            (2, "merge_codes", lambda work: merge_codes(work, [code], other)),
            (
                2,
                "split_code",
                lambda work: split_code(
                    work, code, [f"{name}a", f"{name}b"], [Decision(answer, f"{name}a")] * (self.names % 2)
                ),
            ),
            (1, "retire_code", lambda work: retire_code(work, code)),
            (1, "restore_code", lambda work: restore_code(work, code)),
            (3, "undo", take_back),
            (2, "redo", take_back),
        ]
        [chosen] = self.chance.choices(acts, [weight for weight, _operation, _act in acts])
        return chosen[1], chosen[2]

    def pairs(self, coder: int | None) -> Pairs:
        """Return what is open by the quick way, after seeing that all quick ways agree."""

        def read(work: Reading) -> Pairs:
            found = open_answers(work, self.project.question_id, coder)
            ids = {each.answer_id for each in found}
            assert open_answer_ids(work, self.project.question_id, coder) == ids
            assert count_open(work, self.project.question_id, coder) == len(found) == len(ids)
            return {
                (answer, code)
                for each, answer in zip(
                    found, work.records.uids_of("answer", [each.answer_id for each in found]), strict=True
                )
                for code in work.records.uids_of("code", [one.code_id for one in each.codes])
            }

        return ask(self.project.engine, read)

    def uid(self, coder: int) -> str:
        return ask(self.project.engine, lambda work: work.records.uids_of("coder", [coder])[0])

"""A question that one person has coded, ready to be coded by another; and short ways to draw and code."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select

from coder.domain.question import Question
from coder.store import schema
from coder.store.coders import Coder, coder_with_id
from coder.store.questions import question_named
from coder.store.samples import Sample, given_in, sample_answers, samples_of
from coder.store.unit_of_work import Writing, writing
from coder.usecases.coding.setting import mark_done, set_code
from coder.usecases.second_coder.sample_draw import draw_sample
from coder.usecases.second_coder.sample_wanted import DrawnSample, WantedSample
from coder.usecases.second_coder.samples import DRAW, acting_coder
from tests.builders import act, add_codes, ask, coded_by, small_project
from tests.made_once import made_once

KEY = "hva_skal_til"
TEXTS = tuple(f"Svar nummer {number}: meir samarbeid og fleire folk." for number in range(1, 13))


def draw_for(engine: Engine, person: int, by: int, size: int) -> None:
    """Draw so many answers for somebody to code blind."""

    def draw(work: Writing) -> None:
        wanted = WantedSample(coder_with_id(work, person), size=size, seed=1)
        draw_sample(work, question_named(work, KEY), wanted)

    act(engine, by, DRAW, draw)


@dataclass(frozen=True)
class Drawn:
    """A project with twelve answers that Kari is done with."""

    engine: Engine
    question_id: int
    answers: list[int]
    codes: list[int]
    kari: int
    ola: int

    @property
    def question(self) -> Question:
        """The question as it stands."""
        return ask(self.engine, lambda work: question_named(work, KEY))

    def person(self, coder_id: int) -> Coder:
        """Return a coder by id."""
        return ask(self.engine, lambda work: coder_with_id(work, coder_id))

    def draw(self, person: int, by: int | None = None, **wanted: Any) -> DrawnSample:
        """Draw a sample for somebody; of five answers with seed 1, if nothing else is said."""
        asked = WantedSample(self.person(person), **{"size": 5, "seed": 1} | wanted)
        with writing(self.engine, coder_id=by or self.kari, operation=DRAW) as work:
            return draw_sample(work, self.question, asked)

    def samples(self) -> list[Sample]:
        """Return all samples of the question."""
        return ask(self.engine, lambda work: samples_of(work, self.question_id))

    def drawn(self, sample_id: int) -> list[int]:
        """Return the answers of a sample in their order."""
        return ask(self.engine, lambda work: [row.answer_id for row in sample_answers(work, sample_id)])

    def given(self, sample_id: int, coder_id: int) -> dict[int, set[int]]:
        """Return what was frozen of a coder: code ids by answer."""
        uids = {uid: code_id for code_id, uid in self.code_uids().items()}
        found = ask(self.engine, lambda work: given_in(work, sample_id, coder_id))
        return {each.answer_id: {uids[uid] for uid in each.codes} for each in found}

    def unseen(self, sample_id: int, coder_id: int) -> dict[int, set[int]]:
        """Return the codes that a coder could not have given: code ids by answer."""
        uids = {uid: code_id for code_id, uid in self.code_uids().items()}
        found = ask(self.engine, lambda work: given_in(work, sample_id, coder_id))
        return {each.answer_id: {uids[uid] for uid in each.unseen} for each in found}

    def code_uids(self) -> dict[int, str]:
        """Return uids by code id."""
        query = select(schema.code.c.id, schema.code.c.uid)
        return ask(self.engine, lambda work: dict(work.connection.execute(query).all()))

    def code(self, person: int, answer_id: int, codes: Collection[int]) -> None:
        """Let a person code an answer as whoever the person is there, and be done with it."""

        def do(work: Any) -> None:
            acting = acting_coder(work, self.question_id, coder_with_id(work, person), answer_id)
            for code_id in codes:
                set_code(work, answer_id, code_id, acting.id)
            mark_done(work, answer_id, acting.id)

        act(self.engine, person, "set_code", do)

    def codings(self, coder_id: int) -> Mapping[int, set[int]]:
        """Return what a coder has given by now."""
        return {answer: set(codes) for answer, codes in coded_by(self.engine, coder_id).items()}


@made_once
def coded_by_kari(url: str | Path, *, themes: bool = False) -> Drawn:
    """Make the project: Kari gave every second answer the first code, every third the second."""
    made = small_project(url, texts=TEXTS)
    codes = list(made.codes)
    if themes:
        codes += add_codes(made.engine, made.question_id, "Penger > Statlige", "Penger > Egne")
    found = Drawn(made.engine, made.question_id, made.answers, codes, made.kari, made.ola)
    for place, answer_id in enumerate(found.answers):
        wanted = [codes[0]] * (place % 2 == 0) + [codes[1]] * (place % 3 == 0)
        found.code(found.kari, answer_id, wanted)
    return found

"""Rounds drawn and coded blind in small projects, for tests of agreement."""

from __future__ import annotations

from collections.abc import Mapping

from coder.domain.sample import Purpose
from coder.store.coders import coder_named
from coder.store.unit_of_work import Writing
from coder.usecases.coding.setting import mark_done, set_code
from coder.usecases.second_coder.sample_draw import draw_sample
from coder.usecases.second_coder.sample_wanted import DrawnSample, WantedSample
from coder.usecases.second_coder.samples import CLOSE, DRAW, close_round
from tests.builders import act, question
from tests.usecases.double_coded import DoubleCoded


def draw(
    project: DoubleCoded,
    name: str,
    *,
    size: int | None = None,
    purpose: Purpose = Purpose.DOUBLE,
    strata: str | None = None,
    round_number: int | None = None,
    after_days: int | None = None,
) -> DrawnSample:
    """Draw a sample of all answers, or of so many, for a person to code against Kari."""

    def do(work: Writing) -> DrawnSample:
        wanted = WantedSample(
            coder_named(work, name),
            purpose,
            size=size or len(project.answers),
            strata=strata,
            seed=7,
            round=round_number,
            after_days=after_days,
        )
        return draw_sample(work, question(project.engine), wanted)

    return act(project.engine, project.people["kari"], DRAW, do)


def code_blind(project: DoubleCoded, coder_id: int, sets: Mapping[int, str]) -> None:
    """Let a coder give answers, by place, their codes, and be done with them."""

    def do(work: Writing) -> None:
        for place, letters in sets.items():
            for letter in letters:
                set_code(work, project.answers[place], project.codes[letter], coder_id)
            mark_done(work, project.answers[place], coder_id)

    act(project.engine, coder_id, "code_together", do)


def close(project: DoubleCoded, number: int, *, unfinished: bool = False) -> None:
    """Close a round."""
    act(
        project.engine,
        project.people["kari"],
        CLOSE,
        lambda work: close_round(work, question(project.engine), number, unfinished=unfinished),
    )

"""Whatever was done to two copies of a project: merged both ways they are whole and say the same."""

from __future__ import annotations

import random
import re
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from coder.store.check import findings
from coder.store.engine import project_engine, project_file
from coder.store.history import last_number
from coder.usecases.merge.project_merge import merge_project
from tests.builders import ask
from tests.store.project_machine import NAMES, TEXTS, FileMachine
from tests.usecases.merged_projects import content

SEEDS = range(6)
FEW_STEPS, MANY_STEPS = 12, 25


class Hand(FileMachine):
    """Does at random what the machine's coders may do, on one copy."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__()

    def place(self) -> str:
        return str(self.folder / "en.sqlite")

    def clean_up(self) -> None:
        """Leave the folder to whoever made it."""


def random_acts(hand: Hand, chance: random.Random, times: int, who: str) -> None:
    """Do so many things as one person."""

    def pick() -> int:
        return chance.randrange(12)

    def span() -> list[tuple[int, int]]:
        start = chance.randrange(8)
        return [(start, start + chance.randrange(1, 4))] * chance.randrange(2)

    def path() -> str:
        return " > ".join(chance.sample(NAMES, chance.choice([1, 1, 2])))

    for _time in range(times):
        chance.choice(_acts(hand, chance, who, pick, span, path))()


def _acts(
    hand: Any,
    chance: random.Random,
    who: str,
    pick: Callable[[], int],
    span: Callable[[], list[tuple[int, int]]],
    path: Callable[[], str],
) -> list[Callable[[], object]]:
    return [
        lambda: hand.set_a_code(who, pick(), pick(), span()),
        lambda: hand.set_a_code(who, pick(), pick(), []),
        lambda: hand.set_and_finish(who, pick(), pick()),
        lambda: hand.set_and_finish(who, pick(), pick()),
        lambda: hand.remove_a_code(who, pick(), pick()),
        lambda: hand.place_a_coding(who, pick(), pick(), span()),
        lambda: hand.finish(who, pick()),
        lambda: hand.reopen_one(who, pick()),
        lambda: hand.look_at_one(who, pick(), [pick()], chance.random() < 0.3),
        lambda: hand.stop_a_round(who, pick(), pick()),
        lambda: hand.propose_a_code(who, pick(), pick(), 0.5),
        lambda: hand.decide_on_one(who, pick(), chance.random() < 0.5),
        lambda: hand.decide_on_a_passage(
            who, pick(), chance.choice(["star", "shorten", "translate", "let go"])
        ),
        lambda: hand.write_on_a_code(who, pick(), chance.random() < 0.3, chance.choice(["Mange.", ""])),
        lambda: hand.keep_a_set_of_codes(
            who, pick(), chance.choice(["layer", "outcome"]), chance.choice(NAMES)
        ),
        lambda: hand.draw_a_sample(who, chance.random() < 0.3, pick()),
        lambda: hand.end_a_sample(who, chance.random() < 0.3, pick() % 3 + 1),
        lambda: hand.decide_on_a_finding(who, pick(), "mask", chance.random() < 0.3),
        lambda: hand.deal_piles(who, pick(), ["kari", "ola"], chance.random() < 0.5),
        lambda: hand.change_a_setting(
            who,
            "hvorfor",
            chance.choice([{"counts": "consensus"}, {"unit": "sentence"}, {"codebook": "hva_skal_til"}]),
        ),
        lambda: hand.name_a_wave(who, pick(), chance.choice(["2016", "2018", ""])),
        lambda: hand.put_a_wave_first(who, pick()),
        lambda: hand.tag_the_moment(who, chance.choice(["Rapport", "Utkast"])),
        lambda: hand.add_one(who, pick(), path()),
        lambda: hand.add_one(who, pick(), path()),
        lambda: hand.rename_one(who, pick(), chance.choice(NAMES)),
        lambda: hand.define_one(
            who,
            pick(),
            chance.choice(
                [
                    {"definition": "Alt om tid."},
                    {"use_when": "Når", "changes_meaning": "wider"},
                    {"labels": {"nb": "Tid"}},
                ]
            ),
        ),
        lambda: hand.move_one(who, pick(), chance.choice([None, pick()])),
        lambda: hand.merge_some(who, [pick()], pick()),
        lambda: hand.split_one(who, pick(), [(pick(), "Del 1"), (pick(), "Del 2")]),
        lambda: hand.retire_one(who, pick()),
        lambda: hand.restore_one(who, pick()),
        lambda: hand.make_exclusive(who, pick(), chance.random() < 0.5),
        lambda: hand.import_the_survey_again(
            who,
            chance.choice(["hva_skal_til", "nytt"]),
            {chance.choice(["r1", "r2", "r7"]): (chance.choice(TEXTS), chance.choice(["stor", None]))},
            "replace",
        ),
        lambda: hand.undo(who),
    ]


def hands(folder: Path, seed: int, number: int) -> list[Hand]:
    """Make a project with some work in it, and copies of it."""
    chance = random.Random(seed)
    one = Hand(folder)
    one.make_project(exclusive=chance.random() < 0.25)
    random_acts(one, chance, 10, "kari")
    one.project.engine.dispose()
    return [one, *(copied(one, folder / f"{place}.sqlite") for place in range(2, number + 1))]


def copied(one: Hand, file: Path) -> Hand:
    other = Hand(one.folder)
    other.__dict__.update({k: v for k, v in one.__dict__.items() if k not in ("project", "folder")})
    other.people = dict(one.people)
    other.remembered = dict(one.remembered)
    shutil.copy(one.folder / "en.sqlite", file)
    other.project = replace(one.project, engine=project_engine(file))
    return other


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_random_copies_merged_both_ways_are_whole_and_the_same(tmp_path: Path, seed: int) -> None:
    check_seed(tmp_path, seed, FEW_STEPS)


@pytest.mark.soak
def test_many_random_copies_merged_both_ways() -> None:
    for seed in range(1_000, 1_200):
        with tempfile.TemporaryDirectory() as folder:
            check_seed(Path(folder), seed, MANY_STEPS, counted_alike)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_three_random_copies_stay_whole_in_whatever_order_they_are_merged(tmp_path: Path, seed: int) -> None:
    check_three(tmp_path, seed, FEW_STEPS)


@pytest.mark.soak
def test_many_random_triples_of_copies_stay_whole() -> None:
    for seed in range(1_000, 1_120):
        with tempfile.TemporaryDirectory() as folder:
            check_three(Path(folder), seed, MANY_STEPS)


def check_three(folder: Path, seed: int, steps: int) -> None:
    """Merge in any order; two that were told of each other by a third are the same as it."""
    three = hands(folder, seed, 3)
    chance = random.Random(seed + 1)
    for _turn in range(2):
        for hand, who in zip(three, ("kari", "ola", chance.choice(["ola", "kari"])), strict=True):
            random_acts(hand, chance, steps, who)
        one, two, other = chance.sample(three, 3)
        if chance.random() < 0.5:
            # Round in a ring first: what was decided on one way here is decided on another way there.
            for into, came in ((one, two), (two, other), (other, one)):
                merge(into, came)
            continue
        for into, came in ((one, two), (one, other), (two, one), (other, one)):
            merge(into, came)
        first, *others = (counted_alike(hand) for hand in (one, two, other))
        assert all(each == first for each in others), f"seed {seed}"


def check_seed(folder: Path, seed: int, steps: int, said: Callable[[Hand], object] | None = None) -> None:
    """Merge two copies both ways, twice; they say the same, down to ``said`` of each."""
    said = said or told
    one, other = hands(folder, seed, 2)
    chance = random.Random(seed + 1)
    for turn in range(2):
        random_acts(one, chance, steps, "kari")
        random_acts(other, chance, steps, chance.choice(["ola", "ola", "kari"]))
        merge(one, other)
        merge(other, one)
        assert said(one) == said(other), f"seed {seed}, turn {turn}"


def told(hand: Hand) -> object:
    return content(hand.project.engine)


def counted_alike(hand: Hand) -> dict[str, list[str]]:
    """Return what is told, but which of several codes that became one is named: they count as one."""
    found = content(hand.project.engine)
    return {noun: [re.sub(" †[0-9a-f]{32}", " †", row) for row in rows] for noun, rows in found.items()}


def merge(into: Hand, other: Hand) -> None:
    other.project.engine.dispose()
    file = project_file(other.project.engine)
    made = merge_project(into.project.engine, str(file), into.project.kari)
    assert ask(into.project.engine, findings) == [], list(made.plan.conflicts) if made.plan else made
    into.last = ask(into.project.engine, last_number)
    again = merge_project(into.project.engine, str(file), into.project.kari)
    assert again.entry is None

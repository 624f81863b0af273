"""What is hidden stays hidden beside regressions, which hide nothing of what they tell."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from typing import Literal

import pytest

from coder.tables.published import BASE, CODE, OUTCOME, THEME, Published, PublishedCell, published
from coder.tables.published import published_cells as cells_kept
from coder.tables.suppression.hiding import TooFewToShowError, suppression
from coder.tables.suppression.shown_whole import narrowed_by
from coder.tables.table import FrequencyTable, Row
from coder.tables.told_counts import ToldCounts
from tests.tables.random_table import RandomAnswer, RandomSurvey, counted, random_survey
from tests.tables.suppression_attack import Attacker, Seen, attacker
from tests.tables.test_suppression_in_turn import Asked, any_tables


def outcome_row(survey: RandomSurvey, chosen: Sequence[str]) -> tuple[PublishedCell, set[str]]:
    """Return the row of an outcome of codes and whole themes, and the codes it is any of."""
    themes = [name for name in chosen if name in survey.themes]
    loose = [path for path in chosen if path not in survey.themes]
    codes = {*loose, *(path for theme in themes for path in survey.themes[theme])}
    parts = [f"code|uid {path}|responsible" for path in loose]
    for theme in themes:
        parts.append(f"theme|uid {theme}|responsible")
        parts += [f"code|uid {path}|responsible" for path in survey.themes[theme]]
    kind = OUTCOME if len(chosen) > 1 else THEME if themes else CODE
    own = " ".join(f"uid {each}" for each in sorted(chosen))
    tops = {path.split(" > ")[0] for path in codes}
    row = PublishedCell(
        kind,
        f"{kind}|{own}|responsible",
        (),
        0,
        shown=True,
        label=" + ".join(chosen),
        theme=tops.pop() if len(tops) == 1 else "",
        parts=tuple(parts) if kind == OUTCOME else (),
        exclusive=survey.exclusive,
    )
    return row, codes


def regression_cells(
    survey: RandomSurvey, on: Sequence[str], where: Sequence[str], chosen: Sequence[str], k: int
) -> list[PublishedCell]:
    """Return what a regression tells; nothing where it would not be made."""
    row, codes = outcome_row(survey, chosen)
    picked = {each.partition("=")[0]: {w.partition("=")[2] for w in where} for each in where}
    here = [
        answer
        for answer in survey.answers
        if all(answer.levels.get(variable) in levels for variable, levels in picked.items())
    ]
    kept = [answer for answer in here if all(variable in answer.levels for variable in on)]
    lacking = {name for name in on if any(name not in answer.levels for answer in here)}
    within = tuple(f"{name}={level}" for name in lacking for level in survey.levels[name])
    told = ToldCounts("responsible", {"where": list(where)}, within)

    def having(answers: Sequence[RandomAnswer]) -> int:
        return sum(bool(codes & answer.codes) for answer in answers)

    cells = [told.base("done", len(kept)), told.among(row, having(kept))]
    for name in on:
        for level in survey.levels[name]:
            those = [answer for answer in kept if answer.levels[name] == level]
            if not those:
                continue
            if min(having(those), len(those) - having(those)) < k or len(those) == len(kept):
                return []
            cells += [told.base("done", len(those), f"{name}={level}")]
            cells += [told.among(row, having(those), f"{name}={level}")]
    if len(on) > 1:
        for levels in product(*(sorted({answer.levels[name] for answer in kept}) for name in on)):
            keys = [f"{name}={level}" for name, level in zip(on, levels, strict=True)]
            n = sum(
                all(answer.levels[key.split("=")[0]] == key.split("=")[1] for key in keys) for answer in kept
            )
            cells.append(told.base("done", n, *keys))
    return cells


def seen_of(cells: Sequence[PublishedCell]) -> list[Seen]:
    """Return the same as tables that an attacker reads, one for each population."""
    found = []
    for base in (cell for cell in cells if cell.kind == BASE):
        rows = [
            Row(cell.row, cell.label, cell.label, None, None, _level(cell), cell.count, None)
            for cell in cells
            if cell.of == base.of and cell.kind != BASE
        ]
        table = FrequencyTable(
            "", base.count, "done", "responsible", 0, 0, tuple(rows), "", (), {"options": {}}
        )
        found.append(Seen(table, base.of))
    return found


def _level(cell: PublishedCell) -> Literal["code", "theme"]:
    return "code" if cell.kind == CODE else "theme"


def in_turn(seed: int, n: int = 5) -> tuple[Attacker, int]:
    """Let random tables and regressions leave; return who reads them, and K."""
    chance = random.Random(seed)
    k = chance.choice([3, 5])
    survey = random_survey(
        seed,
        n=chance.choice([100, 200, 300]),
        themes=chance.choice([(3, 2), (2,)]),
        alone=chance.choice([1, 2]),
        variables=chance.choice([(3, 2), (2, 2), (3,)]),
        lacking=chance.choice([0, 0, 0.05]),
        exclusive=chance.random() < 0.3,
    )
    earlier: list[Published] = []
    left: list[Seen] = []
    unions: dict[str, tuple[str, ...]] = {}
    # With one code per answer the attacker takes the codes that stand in any table for all there are.
    first = [Asked((), (), "both")] if survey.exclusive else []
    for asked in [*first, *any_tables(survey, chance, n)]:
        made = counted(survey, by=asked.by, where=asked.where, level=asked.level)
        try:
            done = suppression(made, k, earlier)
        except TooFewToShowError:
            continue
        if not (done.given_away or done.narrowed):
            earlier.append(published(f"{len(earlier)}.docx", k, cells_kept(made, done.table)))
            left.append(Seen(done.table, asked.where))
        for _try in range(12):
            chosen = chance.sample([*survey.themes, *survey.paths], chance.randint(1, 2))
            on = chance.sample(list(survey.levels), chance.randint(1, len(survey.levels)))
            variable = chance.choice(list(survey.levels))
            levels = survey.levels[variable]
            where = [f"{variable}={level}" for level in chance.sample(levels, chance.randint(1, len(levels)))]
            cells = regression_cells(survey, on, where if chance.random() < 0.6 else (), chosen, k)
            if not cells:
                continue
            if narrowed_by(cells, earlier):
                continue
            kept = [cell.written() for cell in cells]
            earlier.append(published(f"{len(earlier)}.docx", k, kept))
            left += seen_of(cells)
            if len(chosen) > 1:
                unions[" + ".join(chosen)] = tuple(sorted(outcome_row(survey, chosen)[1]))
            break
    reader = attacker(survey, *left)
    return replace(reader, themes=survey.themes | unions), k


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", [4, 10, 14, 63, 71, 107, 152])
def test_random_tables_and_regressions_leave_every_hidden_count_a_range_of_k(seed: int) -> None:
    reader, k = in_turn(seed)
    assert reader.narrowest(k) == []

"""Tables counted from random answers, with themes of several codes and levels of several variables."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from coder.tables.percent import percent
from coder.tables.table import Cell, Column, FrequencyTable, Row


@dataclass(frozen=True)
class RandomAnswer:
    """What one answer was given, and who gave it."""

    codes: frozenset[str]
    """Paths: ``T1 > K2``, or a code that stands alone."""
    levels: dict[str, str]
    """By variable; without one the variable is left out."""


@dataclass(frozen=True)
class RandomSurvey:
    """Answers, and what they were asked and coded by."""

    answers: tuple[RandomAnswer, ...]
    paths: tuple[str, ...]
    levels: dict[str, tuple[str, ...]]
    exclusive: bool = False

    @property
    def themes(self) -> dict[str, tuple[str, ...]]:
        """The codes of each theme."""
        names = dict.fromkeys(path.split(" > ")[0] for path in self.paths if " > " in path)
        return {name: tuple(path for path in self.paths if path.startswith(f"{name} > ")) for name in names}


def random_survey(
    seed: int,
    *,
    n: int = 60,
    themes: Sequence[int] = (3, 2),
    alone: int = 1,
    variables: Sequence[int] = (3,),
    lacking: float = 0.0,
    exclusive: bool = False,
) -> RandomSurvey:
    """Draw answers: codes and levels are unevenly common, so that small counts come.

    Args:
        seed: The same seed, the same answers.
        n: How many answers.
        themes: How many codes each theme has.
        alone: How many codes stand under no theme.
        variables: How many levels each background variable has.
        lacking: How often a respondent has no level.
        exclusive: One code per answer.
    """
    chance = random.Random(seed)
    paths = [f"T{t} > K{t}{c}" for t, size in enumerate(themes) for c in range(size)]
    paths += [f"K{number}" for number in range(alone)]
    levels = {f"v{v}": tuple(f"n{v}{number}" for number in range(size)) for v, size in enumerate(variables)}
    common = {path: chance.choice([0.02, 0.05, 0.1, 0.3]) for path in paths}
    answers = []
    for _number in range(n):
        if exclusive:
            codes = frozenset(chance.choices(paths, [common[path] for path in paths]))
        else:
            codes = frozenset(path for path in paths if chance.random() < common[path])
        mine = {
            variable: chance.choices(names, [2.0**-place for place in range(len(names))])[0]
            for variable, names in levels.items()
            if chance.random() >= lacking
        }
        answers.append(RandomAnswer(codes, mine))
    return RandomSurvey(tuple(answers), tuple(paths), levels, exclusive)


def counted(
    survey: RandomSurvey, by: Sequence[str] = (), where: Sequence[str] = (), level: str = "both"
) -> FrequencyTable:
    """Count a table with its rows in order of their counts, as ``coder table`` does."""
    answers = [each for each in survey.answers if _fits(each, where)]
    columns = [(variable, name) for variable in by for name in survey.levels[variable]]
    within = [[each for each in answers if each.levels.get(variable) == name] for variable, name in columns]
    rows, cells = [], []
    for kind, path, has in _lines(survey, answers, level):
        count = sum(map(has, answers))
        theme, _sign, name = path.rpartition(" > ")
        rows.append(
            Row(
                id=f"uid {path}",
                path=path,
                label=name,
                theme=theme or (path if kind == "theme" else None),
                code=None if kind == "theme" else name,
                level="theme" if kind == "theme" else "code",
                count=count,
                percent=percent(count, len(answers)),
                indented=level == "both" and bool(theme),
            )
        )
        numbers = [sum(map(has, group)) for group in within]
        cells.append(
            tuple(
                Cell(number, percent(number, len(group)))
                for number, group in zip(numbers, within, strict=True)
            )
        )
    return FrequencyTable(
        caption="Tabell",
        base=len(answers),
        base_kind="done",
        counts="responsible",
        unsettled=0,
        decimals=0,
        rows=tuple(rows),
        note="",
        warnings=(),
        provenance={
            "options": {"where": list(where), "order": "count"},
            "codebook": {"exclusive": survey.exclusive},
        },
        columns=tuple(
            Column(f"{variable}={name}", name, len(group), variable)
            for (variable, name), group in zip(columns, within, strict=True)
        ),
        cells=tuple(cells),
    )


def _fits(answer: RandomAnswer, where: Sequence[str]) -> bool:
    wanted: dict[str, set[str]] = {}
    for condition in where:
        variable, _sign, level = condition.partition("=")
        wanted.setdefault(variable, set()).add(level)
    return all(answer.levels.get(variable) in levels for variable, levels in wanted.items())


def _lines(
    survey: RandomSurvey, answers: Sequence[RandomAnswer], level: str
) -> list[tuple[str, str, Callable[[RandomAnswer], bool]]]:
    def code_line(path: str) -> tuple[str, str, Callable[[RandomAnswer], bool]]:
        return "code", path, lambda answer: path in answer.codes

    def theme_line(name: str) -> tuple[str, str, Callable[[RandomAnswer], bool]]:
        members = set(survey.themes[name])
        return "theme", name, lambda answer: bool(members & answer.codes)

    def size(line: tuple[str, str, Callable[[RandomAnswer], bool]]) -> Any:
        return -sum(map(line[2], answers))

    if level == "code":
        return sorted(map(code_line, survey.paths), key=size)
    tops = [theme_line(name) for name in survey.themes]
    tops += [code_line(path) for path in survey.paths if " > " not in path]
    found = []
    for line in sorted(tops, key=size):
        found.append(line)
        if line[0] == "theme" and level == "both":
            found += sorted(map(code_line, survey.themes[line[1]]), key=size)
    return found

"""Tables asked for at random, and what differs between the program's numbers and the recount's."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from fractions import Fraction
from random import Random
from typing import Any

from tests.tables.recount import Number, Recount, other_row
from tests.tables.recount_notes import untrue
from tests.tables.recount_people import Asked, Fold, codes_in
from tests.tables.recount_projects import CITY, QUESTION, SCHEME, SIZE, WEIGHT, RandomProject, refused, run

KINDS = ("other", "don't know", "no content", "not codable")


def drawn(chance: Random, project: RandomProject) -> tuple[Asked, list[str]]:
    """Draw a table: as the recount takes it, and as the command does."""
    some: dict[str, Any] = {}
    waves = project.waves
    if len(waves) > 1 and chance.random() < 0.5:
        some["trend"] = True
    elif chance.random() < 0.3:
        some["waves"] = (chance.choice(waves),)
    if chance.random() < 0.6:
        known = [name for name in (SIZE, CITY, SCHEME) if project.hand.levels[name]]
        some["by"] = tuple(chance.sample(known, min(chance.randint(1, 2), len(known))))
    if chance.random() < 0.5:
        some["level"] = chance.choice(["code", "theme", "both"])
    some["base"] = chance.choice(["done", "answered", "all", "frame"])
    if chance.random() < 0.4:
        some["counts"] = chance.choice(["responsible", "consensus"])
    some["decimals"] = chance.choice([0, 0, 1, 2])
    if chance.random() < 0.5:
        some["order"] = chance.choice(["count", "codebook", "name"])
    some |= _whom(chance, project)
    some["small_bases"] = chance.random() < 0.5
    if chance.random() < 0.3:
        some["weight"] = WEIGHT
    elif chance.random() < 0.2:
        some["count_by"] = CITY
    some["same_units"] = len(waves) > 1 and chance.random() < 0.25
    some["interval"] = chance.random() < 0.3
    if some.get("trend") and len({wave for (_who, wave), each in project.people.items() if each.text}) < 2:
        del some["trend"]
    if chance.random() < 0.3:
        some |= _layer(chance, project)
    asked = Asked(**some)
    return asked, words_of(asked)


def _whom(chance: Random, project: RandomProject) -> dict[str, Any]:
    """Draw who is left out."""
    some: dict[str, Any] = {}
    if chance.random() < 0.4:
        some["exclude"] = tuple(chance.sample(KINDS, chance.randint(1, 2)))
    if chance.random() < 0.3:
        names = [f"{name}={level}" for name in (SIZE, SCHEME) for level in project.hand.levels[name]]
        some["where"] = tuple(chance.sample(names, min(3, len(names))))
    return some


def _layer(chance: Random, project: RandomProject) -> dict[str, Any]:
    """Make a reporting layer by the commands; returns how the recount takes it."""
    name = f"lag {chance.random()}"
    codes = list(codes_in(project.hand.codebook))
    leaves = [
        code.path
        for code in codes
        if code.codable and not any(each.path.startswith(f"{code.path} > ") for each in codes)
    ]
    some: dict[str, Any] = {"layer": name}
    command = ("layer", QUESTION)
    members = chance.sample(leaves, chance.randint(1, 3))
    into = chance.choice(["Samlet", "", next(path for path in leaves if path not in members)])
    run(project.path, *command, "fold", name, *members, *(["--into", into] if into else []))
    tops = {code.split(" > ")[0] if " > " in code else "" for code in members}
    theme = tops.pop() if len(tops) == 1 else ""
    if into in leaves:
        row, is_new = into, False
    elif into:
        row, is_new = (f"{theme} > {into}" if theme else into), True
    else:
        row, is_new = other_row(codes, theme)
    going = [path for path in members if path != row]
    some["folds"] = (Fold(going, row, is_new),) if going else ()
    if chance.random() < 0.5:
        some["rare"] = chance.choice([2, 5, 12])
        run(project.path, *command, "rare", name, "--under", str(some["rare"]))
    others = [path for path in leaves if path not in (*members, into)]
    if others and chance.random() < 0.4:
        some["dropped"] = (chance.choice(others),)
        run(project.path, *command, "drop", name, *some["dropped"])
    return some


def words_of(asked: Asked) -> list[str]:
    """Write a table as a command asks for it."""
    found = ["--base", asked.base, "--decimals", str(asked.decimals)]
    named = {"wave": asked.waves, "by": asked.by, "exclude-kind": asked.exclude, "where": asked.where}
    for name, values in named.items():
        found += [word for value in values for word in (f"--{name}", value)]
    for name, value in {
        "level": asked.level,
        "counts": asked.counts,
        "order": asked.order,
        "weight": asked.weight,
        "count-by": asked.count_by,
        "layer": asked.layer,
    }.items():
        found += [f"--{name}", value] if value else []
    for name in ("trend", "small_bases", "same_units", "interval"):
        found += [f"--{name.replace('_', '-')}"] if getattr(asked, name) else []
    return found


def table_of(project: RandomProject, words: Sequence[str]) -> dict[str, Any]:
    """Return the program's table as its JSON."""
    return dict(json.loads(run(project.path, "table", QUESTION, *words, "--json").stdout))


def differences(project: RandomProject, asked: Asked, words: Sequence[str]) -> tuple[list[str], int]:
    """Hold the program's table against the recount; returns what differs, and how many cells were held."""
    mine = Recount(project.hand, asked)
    if asked.weight and not any(mine.hand.people[key].background.get(asked.weight) for key in mine.people):
        return [], 0  # a weight nobody has is refused
    if mine.is_refused:
        why = refused(project.path, "table", QUESTION, *words)
        return [] if "its answers would have no row" in why else [why], 0
    table = table_of(project, words)
    wrong, held = compared(table, mine)
    return wrong + untrue(table, mine), held


def compared(table: Mapping[str, Any], mine: Recount) -> tuple[list[str], int]:
    """Hold a table's JSON against the recount."""
    wrong: list[str] = []

    def same(what: object, theirs: object, ours: object) -> None:
        if theirs != ours:
            wrong.append(f"{what}: program {theirs!r}, recount {ours!r}")

    columns = mine.columns()
    same("N", table["base"], columns[-1][2])
    same("unsettled", table["unsettled"], mine.unsettled)
    same("columns", [(each["key"], each["label"], each["base"]) for each in table["columns"]], columns)
    rows = [(row["path"], row["level"]) for row in table["rows"]]
    same("rows", rows, mine.rows())
    # A theme and a code of the same name have the same uid: cells stand row after row.
    width = len(columns)
    shown = {
        (row, cell["column"]): cell
        for place, row in enumerate(rows)
        for cell in table["cells"][place * width : (place + 1) * width]
    }
    ours = mine.cells()
    for place, number in ours.items():
        if place in shown:
            same(place, _shown(shown[place]), _expected(number))
    totals = {row: ours[row, "total"] for row in rows if (row, "total") in ours}
    for row, each in zip(rows, table["rows"], strict=True):
        if row in totals:
            expected = _expected(totals[row])
            same(
                ("row", row),
                {"count": each["count"], "percent": _exact(each["percent"])},
                {name: expected[name] for name in ("count", "percent")},
            )
    return wrong, len(shown)


def _shown(cell: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "count": cell["count"],
        "percent": _exact(cell["percent"]),
        "in_use": cell["in_use"],
        "weighted": _exact(cell.get("weighted")),
        "interval": tuple(map(_exact, cell["interval"])) if "interval" in cell else None,
    }


def _expected(number: Number) -> dict[str, Any]:
    return {
        "count": number.count,
        "percent": number.percent,
        "in_use": number.in_use,
        "weighted": number.weighted,
        "interval": number.interval,
    }


def _exact(value: float | None) -> Fraction | None:
    return None if value is None else Fraction(str(value))

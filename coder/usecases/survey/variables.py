"""The background variables a survey names, with what its file says of them."""

from __future__ import annotations

from collections.abc import Sequence

from coder.domain.survey import ColumnFacts, Survey
from coder.store.surveys import next_position, update_many
from coder.store.unit_of_work import Writing
from coder.store.variables import StoredVariable, stored_variables
from coder.text.levels import natural_level_order


def write_variables(work: Writing, survey: Survey) -> dict[str, StoredVariable]:
    """Make variables and levels that are new, and take over labels; return all variables by name.

    New levels stand in the order of the file's codes, else in natural order, unless a person ordered those
    there are. Whether a level is no answer is taken over for new ones: a person may have decided otherwise.
    """
    known = stored_variables(work)
    first = next_position(work, "variable")
    new = [name for name in survey.variables if name not in known]
    labels = {name: facts.label for name, facts in survey.facts.items()}
    made = work.create_many(
        "variable",
        [
            {"name": name, "position": position, "label": labels.get(name, "")}
            for position, name in enumerate(new, first)
        ],
    )
    relabelled = {
        known[name].id: {"label": label}
        for name, label in labels.items()
        if name in known and label and label != known[name].label
    }
    update_many(work, "variable", relabelled)
    known.update((name, StoredVariable(row_id)) for name, row_id in zip(new, made, strict=True))
    for name in survey.variables:
        levels = dict.fromkeys(row.background.get(name, "") for row in survey.rows)
        _write_levels(work, known[name], [level for level in levels if level], survey.facts.get(name))
    return known


def _write_levels(
    work: Writing, variable: StoredVariable, levels: Sequence[str], facts: ColumnFacts | None
) -> None:
    new = [level for level in levels if level not in variable.levels]
    if not new:
        return
    order = level_order(list(variable.levels), new, facts.levels if facts else ())
    positions = {name: position for position, name in enumerate(order, 1)}
    known = variable.levels.items()
    update_many(work, "level", {row_id: {"position": positions[name]} for name, row_id in known})
    missing = facts.missing if facts else frozenset()
    rows = [
        {
            "variable": variable.id,
            "name": name,
            "position": positions[name],
            "missing": int(name in missing),
        }
        for name in new
    ]
    variable.levels.update(zip(new, work.create_many("level", rows), strict=True))


def level_order(known: Sequence[str], new: Sequence[str], in_file: Sequence[str]) -> list[str]:
    """Order levels: those there are as they stand, and the new among them where the file or nature has them.

    Where the order of those there are is another than the file's, or than the natural one where the file has
    none, a person chose it: then the new ones follow.
    """
    listed = [level for level in in_file if level in new or level in known]
    rest = natural_level_order(level for level in new if level not in listed)
    if not listed:
        natural = natural_level_order(known)
        return natural_level_order([*known, *new]) if list(known) == natural else [*known, *rest]
    kept = [level for level in known if level in listed]
    if kept != [level for level in listed if level in known]:
        return [*known, *(level for level in listed if level in new), *rest]
    order = list(known)
    place = 0
    for level in listed:
        if level in new:
            order.insert(place, level)
        place = order.index(level) + 1
    return [*order, *rest]

"""Who was asked, in which wave, with which background: what a survey brings beside its answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from coder.domain.survey import Survey
from coder.store.surveys import next_position, participations, respondent_ids, update_many
from coder.store.unit_of_work import Writing
from coder.store.variables import StoredVariable
from coder.store.waves import wave_ids
from coder.usecases.survey.variables import write_variables
from coder.usecases.survey.waves import order_of_waves


@dataclass(frozen=True)
class FrameWritten:
    """The ids of what a survey names, and what was new."""

    waves: dict[str, int]
    respondents: dict[str, int]
    new_waves: int
    new_respondents: int
    new_participations: int
    changed_participations: int
    """Those whose weight or background the file gives otherwise."""


@dataclass
class _Part:
    """What the file's rows say of one respondent in one wave."""

    weight: float | None
    background: dict[int, int]
    returned: int = 0
    uid: str | None = None


def write_frame(
    work: Writing,
    survey: Survey,
    *,
    only_asked: Collection[tuple[str, str]] = (),
    uids: Mapping[tuple[str, str], str] | None = None,
) -> FrameWritten:
    """Make the waves, variables, levels, respondents and participations a survey names, where they are new.

    A value that differs from the stored one is updated; a blank or missing one changes nothing.

    Args:
        work: The act.
        survey: What was read.
        only_asked: Who has not returned anything, by (external id, wave), though the file has answers.
        uids: Of participations made elsewhere, by (external id, wave); no participation here has them.
    """
    waves, new_waves = _waves(work, [row.wave for row in survey.rows])
    respondents, new_respondents = _respondents(work, [row.respondent_id for row in survey.rows])
    variables = write_variables(work, survey)
    made, changed = _participations(
        work, survey, waves, respondents, variables, frozenset(only_asked), uids or {}
    )
    return FrameWritten(waves, respondents, new_waves, new_respondents, made, changed)


def _waves(work: Writing, names: Iterable[str]) -> tuple[dict[str, int], int]:
    known = wave_ids(work)
    new = [name for name in dict.fromkeys(names) if name not in known]
    if not new:
        return known, 0
    order = order_of_waves(list(known), new)
    positions = {name: position for position, name in enumerate(order, 1)}
    update_many(work, "wave", {row_id: {"position": positions[name]} for name, row_id in known.items()})
    made = work.create_many("wave", [{"name": name, "position": positions[name]} for name in new])
    return {**known, **dict(zip(new, made, strict=True))}, len(new)


def _respondents(work: Writing, external_ids: Iterable[str]) -> tuple[dict[str, int], int]:
    known = respondent_ids(work)
    new = [external_id for external_id in dict.fromkeys(external_ids) if external_id not in known]
    first = next_position(work, "respondent") if new else 0
    rows = [{"external_id": each, "position": position} for position, each in enumerate(new, first)]
    made = work.create_many("respondent", rows)
    return {**known, **dict(zip(new, made, strict=True))}, len(new)


def _participations(
    work: Writing,
    survey: Survey,
    waves: dict[str, int],
    respondents: dict[str, int],
    variables: dict[str, StoredVariable],
    only_asked: frozenset[tuple[str, str]],
    uids: Mapping[tuple[str, str], str],
) -> tuple[int, int]:
    """Make or update who stands in which wave; return how many of each."""
    parts: dict[tuple[int, int], _Part] = {}
    for row in survey.rows:
        part = parts.setdefault((respondents[row.respondent_id], waves[row.wave]), _Part(None, {}))
        named = row.respondent_id, row.wave
        part.uid = uids.get(named)
        part.returned = int(bool(survey.questions) and named not in only_asked)
        part.weight = row.weight if row.weight is not None else part.weight
        for name, level in row.background.items():
            if level:
                part.background[variables[name].id] = variables[name].levels[level]
    known = participations(work, {wave for _respondent, wave in parts})
    made: list[dict[str, Any]] = []
    changed: dict[int, dict[str, Any]] = {}
    back: dict[int, dict[str, Any]] = {}
    for (respondent, wave), part in parts.items():
        stored = known.get((respondent, wave))
        if stored is None:
            made.append(
                {
                    "uid": part.uid,
                    "respondent": respondent,
                    "wave": wave,
                    "weight": part.weight,
                    "background": part.background,
                    "returned": part.returned,
                }
            )
            continue
        weight = stored.weight if part.weight is None else part.weight
        background = {**stored.background, **part.background}
        if (weight, background) != (stored.weight, stored.background):
            changed[stored.id] = {"weight": weight, "background": background}
        if part.returned > stored.returned:
            back[stored.id] = {"returned": part.returned}
    work.create_many("participation", made)
    update_many(work, "participation", changed)
    update_many(work, "participation", back)
    return len(made), len(changed)

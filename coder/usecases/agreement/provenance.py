"""What tables of agreement were made from, and the agreement that other tables tell of."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

from coder.domain.sample import Purpose
from coder.store.unit_of_work import Reading
from coder.tables.options import TableOptions
from coder.usecases.agreement.compared import Compared, NothingComparedError
from coder.usecases.agreement.compared_rounds import compared_rounds, rounds_drawn
from coder.usecases.agreement.project_agreement import sets_of
from coder.usecases.tables.provenance import provenance

if TYPE_CHECKING:
    from coder.agreement.results import Result
    from coder.usecases.agreement.project_agreement import ProjectAgreement

KIND = "agreement"
"""What the provenance calls tables of agreement."""
_DECIMALS = 4
_MOST_REMEMBERED = 50
_measured: dict[Hashable, Result] = {}


def agreement_provenance(found: ProjectAgreement, table: str) -> dict[str, Any]:
    """Return what a table of agreement was made from; people are no part of it but as letters.

    Args:
        found: The agreement.
        table: Which table: ``codes``, ``overall`` or ``rounds``.
    """
    compared, report = found.compared, found.report
    made_from = provenance(
        compared.question,
        found.rests_on,
        TableOptions(),
        waves=(),
        counts=compared.question.counts,
        revisit_open=0,
        rounds=(),
        kind=KIND,
    )
    return made_from | {
        "options": {
            "table": table,
            "rounds": [each.number for each in compared.rounds],
            "coders": [coder.letter for coder in compared.coders],
            "among": list(compared.among_uids),
            "replicates": report.replicates,
            "seed": report.seed,
            "confidence": report.confidence,
        }
    }


def agreement_by_round(work: Reading, question_key: str, history: Reading) -> list[dict[str, Any]]:
    """Return, for the provenance of other tables, what each closed round found; training is none.

    Args:
        work: The project, perhaps as it was.
        question_key: The question.
        history: The snapshot that has the history.
    """
    found = []
    for number, samples in rounds_drawn(work, question_key).items():
        if all(sample.closed is not None and sample.purpose is not Purpose.TRAINING for sample in samples):
            values = _of_round(work, question_key, number, history)
            if values is not None:
                found.append(values)
    return found


def _of_round(work: Reading, question_key: str, number: int, history: Reading) -> dict[str, Any] | None:
    try:
        compared = compared_rounds(work, question_key, number, history=history)
    except NothingComparedError:
        return None
    alpha = _alpha(compared)
    interval = None if alpha.interval is None else [round(each, _DECIMALS) for each in alpha.interval]
    return {
        "round": number,
        "purpose": compared.rounds[0].purpose.value,
        "coders": len(compared.coders),
        "n": len(compared.answers),
        "statistic": "alpha_masi",
        "value": None if alpha.value is None else round(alpha.value, _DECIMALS),
        "interval": interval,
    }


def _alpha(compared: Compared) -> Result:
    """Measure alpha, with the jackknife's interval, unless just these sets were measured before.

    A closed round hardly ever changes, and every table of its question asks for it.
    """
    from coder.agreement.report import agreement
    from coder.agreement.results import OVERALL

    key = tuple(
        (each.answer_id, frozenset(each.given.items()), each.unseen, each.weight, each.stratum)
        for each in compared.answers
    )
    if key not in _measured:
        report = agreement(sets_of(compared), replicates=0)
        found = next(each for each in report.results if each.metric == "alpha_masi" and each.scope == OVERALL)
        if len(_measured) >= _MOST_REMEMBERED:
            _measured.clear()
        _measured[key] = found
    return _measured[key]

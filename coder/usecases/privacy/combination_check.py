"""The combination rule on a project: how many of those asked share what a reader sees of an answer."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coder.store.answers import answers_by_id
from coder.store.findings import DecidedFinding, findings_on
from coder.store.surveys import participations, texts_in
from coder.store.unit_of_work import Reading
from coder.store.variables import stored_variables
from coder.store.waves import wave_ids
from coder.text.written_form import is_nynorsk
from coder.usecases.privacy.disclose import GRADES, AnswerFinding, mention_hash

if TYPE_CHECKING:
    from coder.privacy.combination import AskedUnit, Combinations, Seen
    from coder.privacy.finding import Finding

COMBINATION = "combination"
"""The kind of these findings."""


@dataclass(frozen=True)
class SeenAnswer:
    """What a reader sees of an answer."""

    answer_id: int
    text: str
    """As printed: shortened and masked, with the words beside it."""
    background: Mapping[str, str]
    """What stands beside it, by variable."""
    wave: str

    @property
    def beside(self) -> str:
        """What stands beside it, as one string: a decision to keep holds for just that."""
        return json.dumps([self.wave, dict(sorted(self.background.items()))], ensure_ascii=False)


def combination_findings(
    work: Reading, question_key: str, seen: Sequence[SeenAnswer], fewest: int
) -> list[AnswerFinding]:
    """Return the answers of which too few in their wave share what is seen; once for the same beside it.

    Those asked are all who stand in the wave, whether they answered or not. Who drops an answer has decided
    on it whatever stands beside; who keeps it, only for what stood there then.

    Args:
        work: The project.
        question_key: Whose answers they are.
        seen: What is to be read of them; several parts of an answer may be.
        fewest: So many at least must share it.
    """
    if not seen:
        return []
    combinations = _combinations(work, seen, fewest)
    ids = list(dict.fromkeys(each.answer_id for each in seen))
    answers, decided = answers_by_id(work, ids), _decided(work, ids)
    found: dict[tuple[int, str], AnswerFinding] = {}
    for each, finding in zip(seen, combinations.findings([_as_seen(each) for each in seen]), strict=True):
        if finding is None or _is_no_graver(finding, found.get((each.answer_id, each.beside))):
            continue
        answer = answers[each.answer_id]
        known = decided[each.answer_id]
        found[each.answer_id, each.beside] = AnswerFinding(
            answer_id=each.answer_id,
            question_key=question_key,
            respondent_id=answer.respondent_id,
            wave=answer.wave,
            span=None,
            mention=None,
            kind=finding.kind,
            grade=finding.grade,
            why=finding.why,
            decided=known.get(mention_hash(answer, None, COMBINATION, each.beside)) or known.get("drop"),
            beside=each.beside,
        )
    return list(found.values())


def _is_no_graver(finding: Finding, known: AnswerFinding | None) -> bool:
    return known is not None and GRADES.index(finding.grade) >= GRADES.index(known.grade)


def _combinations(work: Reading, seen: Sequence[SeenAnswer], fewest: int) -> Combinations:
    from coder.privacy.combination import Combinations

    knows_forms = any(is_nynorsk(each.text) for each in seen)
    return Combinations(frame_of(work, knows_forms=knows_forms), fewest)


def _as_seen(each: SeenAnswer) -> Seen:
    from coder.privacy.combination import Seen

    return Seen(each.text, each.background, each.wave)


def frame_of(work: Reading, *, knows_forms: bool) -> Iterator[AskedUnit]:
    """Yield everybody who stands in a wave, with background and, if asked, the form they write in.

    That is the form of all they answered in the wave, whatever the question; None if they answered nothing.
    """
    from coder.privacy.combination import AskedUnit

    waves = wave_ids(work)
    variables = stored_variables(work)
    levels = {
        variable.id: (name, {level_id: level for level, level_id in variable.answered.items()})
        for name, variable in variables.items()
    }
    forms = _forms(work, list(waves.values())) if knows_forms else {}
    names = {wave_id: name for name, wave_id in waves.items()}
    for (respondent_id, wave_id), taking in participations(work, list(names)).items():
        background = {
            levels[variable_id][0]: levels[variable_id][1][level_id]
            for variable_id, level_id in taking.background.items()
            if level_id in levels[variable_id][1]
        }
        form = forms.get((respondent_id, wave_id))
        yield AskedUnit(str(respondent_id), names[wave_id], background, form)


def _forms(work: Reading, waves: Sequence[int]) -> dict[tuple[int, int], bool]:
    """Tell who writes nynorsk, by respondent and wave."""
    return {unit: is_nynorsk(" ".join(texts)) for unit, texts in texts_in(work, waves).items()}


def _decided(work: Reading, answer_ids: Sequence[int]) -> dict[int, dict[str, DecidedFinding]]:
    """Return decisions by answer and hash; that it is dropped, under that word."""
    decided: dict[int, dict[str, DecidedFinding]] = defaultdict(dict)
    for each in findings_on(work, answer_ids):
        decided[each.answer_id][each.mention_hash] = each
        if each.decision == "drop":
            decided[each.answer_id]["drop"] = each
    return decided

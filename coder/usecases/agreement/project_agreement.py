"""Agreement between the coders of a project: from what they gave, through lineage and masks, to numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from coder.agreement.results import REPLICATES
from coder.domain.codebook import PATH_SEPARATOR, offered_codes
from coder.store.project_state import ProjectState, project_state
from coder.store.unit_of_work import Reading
from coder.usecases.agreement.compared import Compared, ComparedCoder, NothingComparedError, compared_now
from coder.usecases.agreement.compared_rounds import compared_rounds, newest_round

if TYPE_CHECKING:
    from coder.agreement.coded_sets import CodedSets
    from coder.agreement.report import AgreementReport
    from coder.agreement.results import Result

NOW, ALL = "now", "all"
RoundAsked = int | Literal["now", "all"] | None
"""A round by its number; all rounds together; codings as they stand; None: the newest round, else as they
stand."""

SEED = 1
"""Of the samples drawn again for intervals; printed with them."""


@dataclass(frozen=True)
class ProjectAgreement:
    """Agreement of coders on one question."""

    compared: Compared
    report: AgreementReport
    """Codes are paths, coders are names."""
    rests_on: ProjectState
    """The project as it was when this was read."""

    @cached_property
    def letters(self) -> dict[str, str]:
        """The coders' letters by name."""
        return {coder.name: coder.letter for coder in self.compared.coders}

    @cached_property
    def titles(self) -> dict[str, str]:
        """What tables and documents call the coders, by name: "Koder A"."""
        return {coder.name: coder.title for coder in self.compared.coders}

    @cached_property
    def anonymous(self) -> AgreementReport:
        """The report for what leaves: letters in the place of names."""
        from coder.agreement.renamed import renamed

        return renamed(self.report, self.titles)

    @property
    def two(self) -> tuple[ComparedCoder, ComparedCoder] | None:
        """The coders where they are two."""
        coders = self.compared.coders
        return (coders[0], coders[1]) if len(coders) == 2 else None

    def overall(self, metric: str) -> Result | None:
        """Return a number of the sets of codes."""
        return self.report.result(metric, "overall")

    def of_code(self, metric: str, path: str) -> Result | None:
        """Return a number of one code over all coders."""
        return self.report.result(metric, "code", code=path)

    def of_pair(self, metric: str, path: str | None = None) -> Result | None:
        """Return a number of the two coders, of one code or of all; None where they are not two."""
        if self.two is None:
            return None
        first, second = sorted(coder.name for coder in self.two)
        scope = "pair" if path is None else "pair_code"
        return self.report.result(metric, scope, code=path, pair=(first, second))

    def only(self, coder: ComparedCoder, path: str) -> int:
        """Return how many answers got a code from this one of two coders alone."""
        is_first = coder.name == min(each.name for each in self.compared.coders)
        found = self.of_pair("b" if is_first else "c", path)
        return int(found.value or 0) if found is not None else 0

    def values(self, *, named: bool = False) -> dict[str, Any]:
        """Return it as JSON values; coders stand by their names only where that is asked for."""
        compared = self.compared
        return {
            **(self.report if named else self.anonymous).values(),
            "question": compared.question.key,
            "answers_all": compared.answers_all,
            "rounds": [each.number for each in compared.rounds],
            "blind": compared.is_blind,
            "dropped": compared.dropped,
            "undone": compared.undone,
            "settled_before": compared.discussed,
        }


def compared_of(
    work: Reading,
    question_key: str,
    coders: Sequence[str] = (),
    round_asked: RoundAsked = None,
    *,
    history: Reading | None = None,
) -> Compared:
    """Return what coders gave: in one round, in all, or as it stands; ``history`` as in ``compared_rounds``.

    Raises:
        NothingComparedError: If there is nothing to compare.
        NoRoundError: If there is no such round.
    """
    newest = None if round_asked is not None else newest_round(work, question_key, coders)
    chosen = newest or NOW if round_asked is None else round_asked
    if chosen == NOW:
        return compared_now(work, question_key, coders)
    number = chosen if isinstance(chosen, int) else None
    try:
        return compared_rounds(work, question_key, number, coders, history=history)
    except NothingComparedError:
        if round_asked is not None:
            raise
        # The newest was opened before time, with nothing done.
        return compared_now(work, question_key, coders)


def agreement_of(
    work: Reading,
    question_key: str,
    coders: Sequence[str] = (),
    round_asked: RoundAsked = None,
    *,
    replicates: int = REPLICATES,
    seed: int = SEED,
    history: Reading | None = None,
) -> ProjectAgreement:
    """Measure how far coders of a question agree.

    Args:
        work: The project.
        question_key: The question.
        coders: Only these, by name; else all who did the answers.
        round_asked: Which answers, and whether frozen or as they stand.
        replicates: Samples drawn again for intervals.
        seed: Of that drawing.
        history: The snapshot that has the history, where the project is read as it was.

    Raises:
        UnknownQuestionError: If there is no such question; likewise UnknownCoderError, NoRoundError.
        NothingComparedError: If no answer was done by two of them.
    """
    compared = compared_of(work, question_key, coders, round_asked, history=history)
    rests_on = project_state(work, compared.question, history or work)
    return measured(compared, rests_on, replicates=replicates, seed=seed)


def measured(
    compared: Compared, rests_on: ProjectState, *, replicates: int = REPLICATES, seed: int = SEED
) -> ProjectAgreement:
    """Measure agreement of what coders gave; touches no project, so it may run on any thread."""
    from coder.agreement.report import agreement

    return ProjectAgreement(
        compared, agreement(sets_of(compared), replicates=replicates, seed=seed), rests_on
    )


def sets_of(compared: Compared) -> CodedSets:
    """Return what coders gave as sets of paths, by answer and by coder's name."""
    from coder.agreement.coded_sets import CodedSets

    paths = {code.id: code.written_path for code in compared.codes}
    names = {coder.id: coder.name for coder in compared.coders}
    used = {code for answer in compared.answers for codes in answer.given.values() for code in codes}
    offered = {code.id for code in offered_codes(compared.codes) if code.open_for_choice}
    listed = [code for code in compared.codes if code.id in used | offered]
    weights = {str(answer.answer_id): answer.weight for answer in compared.answers}
    return CodedSets.of(
        (
            (str(answer.answer_id), names[coder_id], [paths[code] for code in codes])
            for answer in compared.answers
            for coder_id, codes in answer.given.items()
        ),
        codes=[code.written_path for code in listed],
        parents={code.written_path: PATH_SEPARATOR.join(code.path[:-1]) or None for code in compared.codes},
        weights=weights if any(weight != 1 for weight in weights.values()) else None,
        unseen={
            str(answer.answer_id): [paths[code] for code in answer.unseen if code in paths]
            for answer in compared.answers
            if answer.unseen
        },
    )

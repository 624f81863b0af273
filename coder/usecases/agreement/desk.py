"""What the Agreement screen is about: how coders agree, where they differ, and settling it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from coder.agreement.results import REPLICATES
from coder.domain.codebook import find_code
from coder.domain.question import Question
from coder.store.answers import Answer, answers_by_id
from coder.store.coders import Coder
from coder.store.project import project_of
from coder.store.project_state import ProjectState, project_state
from coder.store.questions import question_named
from coder.store.settlements import Settlement
from coder.store.unit_of_work import Reading, reading, writing
from coder.store.waves import has_several_waves
from coder.usecases.agreement.compared import Compared, compared_to_settle
from coder.usecases.agreement.compared_rounds import rounds_drawn
from coder.usecases.agreement.disagreements import (
    DifferenceGroup,
    Disagreement,
    code_against_code,
    codes_under,
    differing_only,
    disagreements,
)
from coder.usecases.agreement.project_agreement import (
    SEED,
    ProjectAgreement,
    RoundAsked,
    compared_of,
    measured,
)
from coder.usecases.agreement.settle import standing
from coder.usecases.second_coder.blindness import blindness_of, refuse_while_blind
from coder.usecases.second_coder.samples import CLOSE, close_finished
from coder.usecases.second_coder.waiting_to_close import waiting_to_close

if TYPE_CHECKING:
    from coder.store.engine import Engine


@dataclass(frozen=True)
class AgreementDesk:
    """What two or more coders made of the same answers, and what is left to settle."""

    project_name: str
    question: Question
    compared: Compared
    """What they gave: frozen in a round, or as it stands."""
    to_settle: Compared
    """What they give now, of the same answers: what differences are settled from."""
    settlements: dict[int, Settlement]
    """How answers were settled, by answer id; parked ones among them."""
    rounds: tuple[int, ...]
    """The numbers of the rounds that were drawn."""
    viewer_id: int | None
    rests_on: ProjectState
    to_close: tuple[str, ...] = ()
    """Which samples are done and not closed, in words."""
    code_ids: frozenset[int] = frozenset()
    """Only where one of these is among what differs; empty for all."""
    has_waves: bool = False
    """There are several, so that one without a name is told too."""

    @cached_property
    def differing(self) -> tuple[Disagreement, ...]:
        """All answers that coders coded differently, settled or not, the worst first."""
        return tuple(disagreements(self.to_settle, self.code_ids))

    @cached_property
    def waiting(self) -> tuple[Disagreement, ...]:
        """Those left to settle: first those parked for who is looking; those parked for others left out."""
        open_ones = [each for each in self.differing if self._waits(each.answer_id)]
        return tuple(sorted(open_ones, key=lambda each: each.answer_id not in self.settlements))

    @property
    def parked(self) -> tuple[Disagreement, ...]:
        """Those that wait for somebody, whoever that is."""
        return tuple(each for each in self.differing if self._is_parked(each.answer_id))

    @property
    def settled(self) -> int:
        """How many of the differing answers are settled."""
        return sum(
            each.answer_id in self.settlements and not self._is_parked(each.answer_id)
            for each in self.differing
        )

    @cached_property
    def equal(self) -> int:
        """How many answers all coded alike."""
        return sum(answer.is_equal for answer in self.to_settle.answers)

    @property
    def equal_unsettled(self) -> int:
        """How many of these are not settled yet: ``settle_equal`` settles them."""
        return sum(
            answer.is_equal and answer.answer_id not in self.settlements for answer in self.to_settle.answers
        )

    @cached_property
    def only(self) -> tuple[DifferenceGroup, ...]:
        """What is left, grouped by the one code answers differ in."""
        return tuple(differing_only(self.waiting))

    @cached_property
    def against(self) -> tuple[DifferenceGroup, ...]:
        """What is left, grouped by code against code."""
        return tuple(code_against_code(self.waiting))

    def _is_parked(self, answer_id: int) -> bool:
        return answer_id in self.settlements and self.settlements[answer_id].is_parked

    def _waits(self, answer_id: int) -> bool:
        settlement = self.settlements.get(answer_id)
        return settlement is None or (settlement.is_parked and settlement.parked_for == self.viewer_id)


def open_comparison(engine: Engine, question_key: str, coder: Coder) -> None:
    """Let a coder look at others' codes: closes the blind samples that are done, which freezes them.

    Raises:
        BlindError: If the coder has answers of a blind sample left.
        UnknownQuestionError: If there is no such question.
    """
    with reading(engine) as work:
        question = question_named(work, question_key)
        blind = blindness_of(work, question.id, coder.id)
    if blind is not None and blind.is_done:
        with writing(engine, coder_id=coder.id, operation=CLOSE) as act:
            close_finished(act, question, coder)
    with reading(engine) as work:
        refuse_while_blind(work, question_key, coder.id)


def agreement_desk(
    work: Reading,
    question_key: str,
    viewer_id: int | None,
    *,
    round_asked: RoundAsked = None,
    coders: Sequence[str] = (),
    code: str | None = None,
    theme: str | None = None,
) -> AgreementDesk:
    """Read what coders gave, and what is left to settle.

    Args:
        work: The project.
        question_key: The question.
        viewer_id: Who looks.
        round_asked: A round, all rounds, or codings as they stand; None: the newest round, if any.
        coders: Only these, by name.
        code: Only differences in this code; by name or path.
        theme: Only differences in this theme and what is under it.

    Raises:
        BlindError: If the viewer codes a blind sample of the question.
        NothingComparedError: If no answer was done by two; likewise NoRoundError, UnknownQuestionError,
            UnknownCoderError, UnknownCodeError.
    """
    refuse_while_blind(work, question_key, viewer_id)
    compared = compared_of(work, question_key, coders, round_asked)
    to_settle = compared_to_settle(work, compared, coders)
    wanted: set[int] = set()
    if code is not None:
        wanted.add(find_code(compared.codes, code).id)
    if theme is not None:
        wanted |= codes_under(compared, find_code(compared.codes, theme).id)
    return AgreementDesk(
        project_name=project_of(work).name,
        question=compared.question,
        compared=compared,
        to_settle=to_settle,
        settlements=standing(work, to_settle),
        rounds=tuple(rounds_drawn(work, question_key)),
        viewer_id=viewer_id,
        rests_on=project_state(work, compared.question, work),
        to_close=waiting_to_close(work, compared.question),
        code_ids=frozenset(wanted),
        has_waves=has_several_waves(work),
    )


def statistics_of(desk: AgreementDesk, *, replicates: int = REPLICATES, seed: int = SEED) -> ProjectAgreement:
    """Measure agreement of what a desk holds; may run on any thread, and without replicates at once."""
    return measured(desk.compared, desk.rests_on, replicates=replicates, seed=seed)


def texts_to_settle(work: Reading, answer_ids: Collection[int]) -> dict[int, Answer]:
    """Read the texts of answers, and who gave them; one that is gone is left out."""
    return answers_by_id(work, list(answer_ids))

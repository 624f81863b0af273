"""Make the frequency table of a question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray

from coder.domain.codebook import Code
from coder.domain.errors import WrongUseError
from coder.domain.question import Question
from coder.domain.settling import Counts
from coder.messages import _
from coder.store.as_of import engine_as_of
from coder.store.coded import CodedArrays, coded_arrays, codes_looked_at, done_entries, origin_of
from coder.store.codes import codes_of
from coder.store.history import moment
from coder.store.questions import all_questions, question_named
from coder.store.selection import (
    Restriction,
    Selection,
    asked_restriction,
    count_frame,
    count_not_asked,
    count_returned,
)
from coder.store.surveys import StoredVariable, stored_variables, wave_ids, wave_named
from coder.store.unit_of_work import Reading, reading
from coder.store.waves import waves_of
from coder.tables.caption import caption
from coder.tables.frequency import CodeCounts, FrequencyRows, answers_per_group, codes_in_use, count_codes
from coder.tables.note import ConsensusPart, NoteFacts, note, warnings
from coder.tables.options import TableOptions
from coder.tables.percent import percent
from coder.tables.table import FrequencyTable, Row
from coder.usecases.questions import UnknownLevelError, UnknownVariableError
from coder.usecases.revisit import RevisitStanding, revisit_standing
from coder.usecases.table_provenance import provenance

if TYPE_CHECKING:
    from coder.store.engine import Engine


AS_REPORTS_PRINT_IT = TableOptions()


class NoLevelNamedError(WrongUseError):
    """A condition without a level."""

    def __init__(self, written: str) -> None:
        super().__init__(_("«{condition}» names no level. Write VARIABLE=LEVEL.").format(condition=written))


def frequency_table(
    engine: Engine, question_key: str, options: TableOptions = AS_REPORTS_PRINT_IT
) -> FrequencyTable:
    """Count the settled coding of a question, now or as of an earlier moment.

    Nothing in the base is no error: the table then has N=0, and says so.

    Raises:
        NotYetAskedError: If the question came later.
        UnknownQuestionError: If there is no such question; likewise UnknownWaveError, UnknownVariableError,
            UnknownLevelError, UnknownMomentError.
    """
    with reading(engine) as work:
        if options.as_of is None:
            return _counted(_Asked.of(work, work, question_key, options))
        question_named(work, question_key)
        past = engine_as_of(work, moment(work, options.as_of))
        try:
            with reading(past) as then:
                if all(question.key != question_key for question in all_questions(then)):
                    raise NotYetAskedError(question_key, options.as_of)
                return _counted(_Asked.of(then, work, question_key, options))
        finally:
            past.dispose()


class NotYetAskedError(WrongUseError):
    """The question came into the project after the moment asked for."""

    def __init__(self, question: str, when: str) -> None:
        super().__init__(
            _("The question «{question}» was not in the project as of {when}.").format(
                question=question, when=when
            )
        )


@dataclass(frozen=True)
class _Asked:
    """A table that is asked for, its names looked up."""

    work: Reading
    history: Reading
    """The snapshot that has the history; a project as it was has none of its own."""
    options: TableOptions
    question: Question
    codes: Sequence[Code]
    waves: Mapping[str, int]
    selection: Selection

    @classmethod
    def of(cls, work: Reading, history: Reading, question_key: str, options: TableOptions) -> _Asked:
        """Look up the question, its codes, the waves and the levels named."""
        question = question_named(work, question_key)
        waves = _chosen_waves(work, question, options.waves)
        selection = Selection(
            question_id=question.id,
            wave_ids=tuple(waves.values()),
            where=_chosen_restrictions(stored_variables(work), options.where),
            asked=asked_restriction(work, question),
        )
        return cls(work, history, options, question, codes_of(work, question.codebook_id), waves, selection)

    @property
    def counts(self) -> Counts:
        """Whose coding counts: as asked, else as the question is set."""
        return self.options.counts or cast(Counts, self.question.counts)

    @cached_property
    def revisit(self) -> RevisitStanding:
        """How far reading again has come."""
        return revisit_standing(self.work, self.question.id, self.history)

    def open_among(self, arrays: CodedArrays) -> int:
        """Count the settled answers that are to be read again."""
        settled = arrays.answer_ids[arrays.settled].tolist()
        return len(self.revisit.open_ids.intersection(settled))

    def arrays(self, counts: Counts) -> CodedArrays:
        """Read the settled coding by a rule."""
        code_ids = [code.id for code in self.codes]
        return coded_arrays(self.work, self.question, self.selection, code_ids, counts)


def _counted(asked: _Asked) -> FrequencyTable:
    options = asked.options
    arrays = asked.arrays(asked.counts)
    counts = count_codes(asked.codes, arrays.coding_answers, arrays.coding_codes, options.exclude_kinds)
    base = _base(asked, arrays) - counts.left_out
    answered = int(arrays.answer_ids.size) - counts.left_out
    rows = _rows(asked, counts, base, answered)
    facts = _facts(asked, arrays, counts, base)
    return FrequencyTable(
        caption=caption(
            asked.question.text or asked.question.key,
            base,
            number=options.number,
            own=options.caption,
            answered=answered if options.base == "frame" else None,
        ),
        base=base,
        base_kind=options.base,
        counts=asked.counts,
        unsettled=facts.unsettled,
        decimals=options.decimals,
        rows=rows,
        note=note(facts, rows),
        warnings=warnings(facts),
        provenance=provenance(
            asked.question,
            origin_of(asked.work, asked.question, asked.history),
            options,
            waves=asked.waves,
            counts=asked.counts,
            revisit_open=facts.revisit_open,
            rounds=asked.revisit.rounds,
        ),
    )


def _base(asked: _Asked, arrays: CodedArrays) -> int:
    """Count the base before answers with excluded codes only leave it."""
    if asked.options.base == "done":
        return int(arrays.settled.sum())
    if asked.options.base == "answered":
        return int(arrays.answer_ids.size)
    if asked.options.base == "all":
        return count_returned(asked.work, asked.selection, asked.history)
    return count_frame(asked.work, asked.selection)


def _rows(asked: _Asked, counts: CodeCounts, base: int, answered: int) -> tuple[Row, ...]:
    options = asked.options
    percentage = partial(percent, base=base, decimals=options.decimals, small_bases=options.small_bases)
    in_use = codes_in_use(
        asked.codes,
        counts.codes,
        done_entries(asked.work, asked.selection),
        codes_looked_at(asked.work, asked.selection),
    )
    made = FrequencyRows(
        asked.codes, counts, in_use, percentage, order=options.order, excluded=options.exclude_kinds
    )
    rows = made.rows(options.level or made.default_level)
    if options.base != "frame":
        return rows
    silent, name = max(base - answered, 0), _("No answer")
    return (*rows, Row(None, name, name, None, None, "no answer", silent, percentage(silent)))


def _facts(asked: _Asked, arrays: CodedArrays, counts: CodeCounts, base: int) -> NoteFacts:
    options = asked.options
    settled = int(arrays.settled.sum())
    return NoteFacts(
        base=base,
        base_kind=options.base,
        counts=asked.counts,
        unsettled=int(arrays.answer_ids.size) - settled,
        codings=counts.codings,
        without_code=settled - counts.coded_answers - counts.left_out,
        left_out=counts.left_out,
        not_asked=count_not_asked(asked.work, asked.selection),
        decimals=options.decimals,
        excluded=options.exclude_kinds,
        consensus=_consensus_part(asked, arrays) if asked.counts == "consensus" else None,
        waves=tuple(asked.waves),
        where=options.where,
        as_of=options.as_of,
        revisit_open=asked.open_among(arrays),
        missed=asked.revisit.bounds,
    )


def _consensus_part(asked: _Asked, arrays: CodedArrays) -> ConsensusPart:
    """Hold the consensus against the responsible coder's coding of the same answers."""
    others = asked.arrays("responsible")
    compared = arrays.by_consensus & others.settled
    n_codes = len(asked.codes)
    change = _counts_within(arrays, compared, n_codes) - _counts_within(others, compared, n_codes)
    return ConsensusPart(
        answers=int(arrays.by_consensus.sum()),
        settled=int(arrays.settled.sum()),
        changes=tuple(
            (code.written_path, int(by)) for code, by in zip(asked.codes, change.tolist(), strict=True) if by
        ),
    )


def _counts_within(arrays: CodedArrays, answers: NDArray[np.bool_], n_codes: int) -> NDArray[np.int64]:
    kept = answers[arrays.coding_answers]
    return answers_per_group(arrays.coding_answers[kept], arrays.coding_codes[kept], n_codes)


def _chosen_waves(work: Reading, question: Question, names: Sequence[str]) -> dict[str, int]:
    """Return the waves named, in wave order, else all that have answers to the question."""
    known = wave_ids(work)
    for name in names:
        wave_named(work, name)
    with_answers = tuple(wave.id for wave in waves_of(work, question.id))
    return {
        name: wave_id
        for name, wave_id in known.items()
        if (name in names if names else wave_id in with_answers)
    }


def _chosen_restrictions(
    variables: Mapping[str, StoredVariable], conditions: Sequence[str]
) -> tuple[Restriction, ...]:
    """Look up ``VARIABLE=LEVEL`` conditions; those on one variable become one restriction."""
    levels: dict[int, list[int]] = {}
    for condition in conditions:
        variable, level_id = _looked_up(variables, condition)
        levels.setdefault(variable.id, []).append(level_id)
    return tuple(Restriction(variable_id, tuple(ids)) for variable_id, ids in levels.items())


def _looked_up(variables: Mapping[str, StoredVariable], condition: str) -> tuple[StoredVariable, int]:
    # A name may have "=" in it itself: the longest one that fits is meant.
    fitting = [name for name in variables if condition.startswith(f"{name}=")]
    if not fitting:
        name, sign, _level = condition.partition("=")
        if not sign:
            raise NoLevelNamedError(condition)
        raise UnknownVariableError(name, list(variables))
    name = max(fitting, key=len)
    level = condition[len(name) + 1 :]
    if level not in variables[name].levels:
        raise UnknownLevelError(name, level, list(variables[name].levels))
    return variables[name], variables[name].levels[level]

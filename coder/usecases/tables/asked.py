"""A table that is asked for: the names in it looked up in the project."""

from __future__ import annotations

from collections.abc import Callable, Container, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeVar, cast

from coder.domain.codebook import Code, codes_named, find_code
from coder.domain.errors import WrongUseError
from coder.domain.question import Question
from coder.domain.settling import Counts
from coder.messages import _
from coder.store.coded import CodedArrays, coded_arrays
from coder.store.codes import codes_of
from coder.store.questions import question_named
from coder.store.selection import Restriction, Selection, asked_restriction
from coder.store.unit_of_work import Reading
from coder.store.variables import StoredVariable, stored_variables
from coder.store.waves import wave_ids, wave_named, waves_of
from coder.tables.layered import Layered
from coder.tables.options import TableOptions
from coder.usecases.questions import UnknownLevelError, UnknownVariableError
from coder.usecases.revisit.reading_again import RevisitStanding, revisit_standing

Read = TypeVar("Read")

IMPORTED_WEIGHT = ("weight", "vekt")
"""What the weight that came with who took part may be called, where no variable has this name."""


class NoLevelNamedError(WrongUseError):
    """A condition without a level."""

    def __init__(self, written: str) -> None:
        super().__init__(_("«{condition}» names no level. Write VARIABLE=LEVEL.").format(condition=written))


class NotAColumnError(WrongUseError):
    """A variable said to be in order whose levels are no columns."""

    def __init__(self, variable: str) -> None:
        super().__init__(
            _(
                "--ordered «{variable}»: a trend is tested along columns. Name the variable with --by too."
            ).format(variable=variable)
        )


class NoRowError(WrongUseError):
    """Codes named that have no row in the table asked for."""

    def __init__(self, written: Sequence[str]) -> None:
        super().__init__(
            _(
                "«{codes}»: no such row in this table. Themes have one with --level theme or both, other "
                "codes with --level code or both; kinds left out, rows that the reporting layer drops, and "
                "retired codes without answers have none."
            ).format(codes="», «".join(written))
        )


@dataclass(frozen=True)
class AskedTable:
    """A table that is asked for, its names looked up."""

    work: Reading
    history: Reading
    """The snapshot that has the history; a project as it was has none of its own."""
    options: TableOptions
    question: Question
    codes: Sequence[Code]
    waves: Mapping[str, int]
    variables: Mapping[str, StoredVariable]
    selection: Selection
    memory: dict[Hashable, Any] = field(default_factory=dict)
    """What was read and counted, to be used again by the next table of the same project state."""
    exports_seen: int | None = None
    """Of the question's exports, look at the first so many: those there were when a table was first made."""

    codebook: Sequence[Code] = ()
    """All codes as they are; ``codes`` are those a reporting layer leaves, with its rows."""
    layered: Layered | None = None

    @classmethod
    def of(
        cls,
        work: Reading,
        history: Reading,
        question_key: str,
        options: TableOptions,
        memory: dict[Hashable, Any] | None = None,
    ) -> AskedTable:
        """Look up the question, its codes, the waves, variables and levels named."""
        memory = {} if memory is None else memory
        question = question_named(work, question_key)
        waves = _chosen_waves(work, question, options.waves)
        variables = _once(memory, "variables", lambda: stored_variables(work))
        for name in (*options.by, *filter(None, [options.count_by])):
            _variable(variables, name)
        for name in options.ordered:
            if name not in options.by:
                raise NotAColumnError(name)
        selection = Selection(
            question_id=question.id,
            wave_ids=tuple(waves.values()),
            where=_chosen_restrictions(variables, options.where),
            asked=asked_restriction(work, question),
        )
        codes = _once(memory, ("codes", question.id), lambda: codes_of(work, question.codebook_id))
        asked = cls(work, history, options, question, codes, waves, variables, selection, memory)
        return replace(asked, codebook=codes)

    @property
    def answers_key(self) -> Hashable:
        """All that the answers counted depend on, besides the project."""
        return self.selection, self.counts, self.options.base if self.options.same_units else None

    def once(self, key: Hashable, read: Callable[[], Read]) -> Read:
        """Read or count something, unless it was before; the key says all that it depends on."""
        return _once(self.memory, (self.question.id, key), read)

    @property
    def counts(self) -> Counts:
        """Whose coding counts: as asked, else as the question is set."""
        return self.options.counts or cast(Counts, self.question.counts)

    @property
    def is_exclusive(self) -> bool:
        """Whether each answer has one code at most."""
        return self.question.exclusive

    @cached_property
    def named_codes(self) -> frozenset[str]:
        """The uids of the codes named, of the codebook as it is; a row of a layer is none of them."""
        return frozenset(code.uid for code in codes_named(self.codebook, self.options.codes))

    @cached_property
    def chosen_codes(self) -> frozenset[str] | None:
        """The uids of the codes named; None where all are meant."""
        if not self.options.codes:
            return None
        return frozenset(find_code(self.codes, written).uid for written in self.options.codes)

    def check_chosen(self, uids: Container[str | None]) -> None:
        """Make sure that the codes named are among those shown.

        Raises:
            NoRowError: If one is not.
        """
        missing = [name for name in self.options.codes if find_code(self.codes, name).uid not in uids]
        if missing:
            raise NoRowError(missing)

    @cached_property
    def revisit(self) -> RevisitStanding:
        """How far reading again has come."""
        return self.once("revisit", lambda: revisit_standing(self.work, self.question.id, self.history))

    def open_among(self, arrays: CodedArrays) -> int:
        """Count the settled answers that are to be read again."""
        if not self.revisit.open_ids:
            return 0
        settled = arrays.answer_ids[arrays.settled].tolist()
        return len(self.revisit.open_ids.intersection(settled))

    def arrays(self, counts: Counts) -> CodedArrays:
        """Read the settled coding by a rule."""
        code_ids = [code.id for code in self.codebook]
        return self.once(
            ("arrays", self.selection, counts),
            lambda: coded_arrays(self.work, self.question, self.selection, code_ids, counts),
        )


def _once(memory: dict[Hashable, Any], key: Hashable, read: Callable[[], Read]) -> Read:
    if key not in memory:
        memory[key] = read()
    found: Read = memory[key]
    return found


def _variable(variables: Mapping[str, StoredVariable], name: str) -> StoredVariable:
    if name not in variables:
        raise UnknownVariableError(name, list(variables))
    return variables[name]


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

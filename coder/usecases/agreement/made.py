"""Tables of agreement made again: what one was asked for, as its file keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coder.store.coders import all_coders
from coder.tables.options import TableOptions
from coder.usecases.agreement.overall import overall_table
from coder.usecases.agreement.project_agreement import RoundAsked, agreement_of
from coder.usecases.agreement.provenance import agreement_provenance
from coder.usecases.agreement.rounds import agreement_of_rounds, rounds_table
from coder.usecases.agreement.table import codes_table
from coder.usecases.tables.moment import asked_table

if TYPE_CHECKING:
    from coder.store.engine import Engine
    from coder.usecases.tables.any_table import AnyTable

_TABLES = {"codes": codes_table, "overall": overall_table}
_ROUNDS = "rounds"


@dataclass(frozen=True)
class AgreementAsked:
    """What a table of agreement was asked for."""

    table: str
    """``codes``, ``overall`` or ``rounds``."""
    rounds: tuple[int, ...]
    """The rounds in it; none where it is of codings as they stood."""
    among: tuple[str, ...]
    """Uids of the coders asked for; none where all who coded are in it."""
    replicates: int
    seed: int

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> AgreementAsked:
        """Return what the provenance of a table says.

        Raises:
            KeyError, TypeError, ValueError: If it does not say it, or something else.
        """
        table = str(options["table"])
        if table != _ROUNDS and table not in _TABLES:
            raise ValueError(table)
        return cls(
            table,
            rounds=tuple(map(int, options["rounds"])),
            among=tuple(map(str, options["among"])),
            replicates=int(options["replicates"]),
            seed=int(options["seed"]),
        )

    @property
    def round_asked(self) -> RoundAsked:
        """The rounds as the use cases name them."""
        if not self.rounds:
            return "now"
        return self.rounds[0] if len(self.rounds) == 1 else "all"


def agreement_made(
    engine: Engine, question_key: str, asked: AgreementAsked, entry: int | None = None
) -> AnyTable:
    """Make a table of agreement as of an entry; None for as of now.

    Raises:
        UnknownQuestionError: If there is no such question; likewise NotYetAskedError, NoRoundError.
        NothingComparedError: If no answer was done by two.
    """
    with asked_table(engine, question_key, TableOptions(), entry) as then:
        names = [coder.name for coder in all_coders(then.work) if coder.uid in asked.among]
        how = {"replicates": asked.replicates, "seed": asked.seed}
        if asked.table == _ROUNDS:
            return rounds_table(
                agreement_of_rounds(then.work, question_key, names, history=then.history, **how)
            )
        found = agreement_of(then.work, question_key, names, asked.round_asked, history=then.history, **how)
    return _TABLES[asked.table](found, agreement_provenance(found, asked.table))

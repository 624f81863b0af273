"""The project as a table is to see it: now, or as it was."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from coder.domain.errors import WrongUseError
from coder.messages import _
from coder.store.as_of import engine_as_of
from coder.store.history import moment
from coder.store.questions import all_questions, question_named
from coder.store.unit_of_work import reading
from coder.tables.options import TableOptions
from coder.usecases.tables.asked import AskedTable
from coder.usecases.tables.layer import through_layer

if TYPE_CHECKING:
    from coder.store.engine import Engine


class NotYetAskedError(WrongUseError):
    """The question came into the project after the moment asked for."""

    def __init__(self, question: str, when: str) -> None:
        super().__init__(
            _("The question «{question}» was not in the project as of {when}.").format(
                question=question, when=when
            )
        )


@contextmanager
def asked_table(
    engine: Engine,
    question_key: str,
    options: TableOptions,
    entry: int | None = None,
    exports_seen: int | None = None,
) -> Iterator[AskedTable]:
    """Look up what a table is asked for, in the project as of the moment it is asked for.

    Args:
        engine: The project.
        question_key: The question's key at that moment.
        options: What is asked for; its ``as_of`` is the moment.
        entry: Right after this entry instead, whatever the options say: a table that is made again.
        exports_seen: How many exports there were when it was first made; None: all there are.

    Raises:
        NotYetAskedError: If the question came later.
        UnknownQuestionError: If there is no such question; likewise UnknownWaveError, UnknownVariableError,
            UnknownLevelError, UnknownMomentError.
    """
    with reading(engine) as work:
        if entry is None and options.as_of is None:
            yield through_layer(AskedTable.of(work, work, question_key, options))
            return
        when = options.as_of or str(entry)
        if entry is None:
            question_named(work, question_key)
        past = engine_as_of(work, moment(work, when) if entry is None else entry)
        try:
            with reading(past) as then:
                if all(question.key != question_key for question in all_questions(then)):
                    raise NotYetAskedError(question_key, when)
                asked = AskedTable.of(then, work, question_key, options)
                yield through_layer(replace(asked, exports_seen=exports_seen))
        finally:
            past.dispose()

"""What every codebook command knows: the project, the coder, and whose codebook is meant."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from coder.cli.context import CommandContext

if TYPE_CHECKING:
    from coder.domain.codebook import Code
    from coder.domain.question import Question
    from coder.store.unit_of_work import Reading, Writing


PROPOSING = "add_code"
"""The one act on a codebook that shows nothing of what others coded, and changes nothing for them."""


@dataclass(frozen=True)
class CodebookContext:
    """One question's codebook on the command line."""

    command: CommandContext
    question_key: str

    @contextmanager
    def look(self) -> Iterator[tuple[Reading, Question]]:
        """Open a snapshot of the project."""
        from coder.store.questions import question_named
        from coder.store.unit_of_work import reading

        with reading(self.command.engine()) as work:
            yield work, question_named(work, self.question_key)

    @contextmanager
    def act(self, operation: str) -> Iterator[tuple[Writing, Question]]:
        """Open an act of the coder at the keyboard; who codes a sample blind can only propose codes."""
        from coder.store.questions import question_named
        from coder.store.unit_of_work import reading, writing
        from coder.usecases.second_coder.blindness import refuse_while_blind

        engine = self.command.engine()
        with reading(engine) as snapshot:
            # A mistyped question must not leave a coder behind.
            question_named(snapshot, self.question_key)
            if operation != PROPOSING:
                refuse_while_blind(snapshot, self.question_key, self.command.coder_name)
        coder = self.command.coder(engine)
        with writing(engine, coder_id=coder.id, operation=operation) as work:
            yield work, question_named(work, self.question_key)


pass_codebook = click.make_pass_decorator(CodebookContext)


def code_named(work: Reading, question: Question, written: str) -> Code:
    """Return the code a user wrote, by name or path."""
    from coder.domain.codebook import find_code
    from coder.store.codes import codes_of

    return find_code(codes_of(work, question.codebook_id), written)

"""A table of any kind handed out, and written down where it leaves the project in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.cli.context import CommandContext, say
from coder.cli.table_output import TableOutput

if TYPE_CHECKING:
    from coder.usecases.tables.any_table import AnyTable


def hand_out(context: CommandContext, question: str, made: AnyTable, way: TableOutput) -> None:
    """Print a table, or write it to its file; a file is written down as an export."""
    if way.file is None:
        way.put(made)
        return
    from coder.usecases.tables.export import exported, told_of_hiding_beside

    engine = context.engine()
    coder_id = context.coder(engine).id
    for sentence in told_of_hiding_beside(engine, question, made):
        say(sentence)
    with exported(engine, question, made, coder_id=coder_id, named=way.named, file=way.file) as new:
        way.into(new).put(made)
    way.say_written()

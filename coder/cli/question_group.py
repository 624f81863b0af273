"""A group of commands about one question, which is named before the command."""

from __future__ import annotations

import click

from coder.messages import _


class QuestionGroup(click.Group):
    """Says where the question belongs when a command stands in its place."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take the question, and leave the command.

        Raises:
            UsageError: If a command is named where the question should be.
        """
        first, second = [*args, "", ""][:2]
        names_question = second.startswith("-") or self.get_command(ctx, second) is not None
        if self.get_command(ctx, first) is not None and not names_question:
            told = _("The question comes before the command: {group} QUESTION {command} …")
            ctx.fail(told.format(group=ctx.command_path, command=first))
        return super().parse_args(ctx, args)

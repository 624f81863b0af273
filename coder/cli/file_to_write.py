"""The file a command writes: named last, or with -o as other commands have it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from coder.messages import _


def file_to_write(command: Callable[..., None]) -> Callable[..., None]:
    """Let a command take the file it writes as its argument FILE, or as -o FILE."""

    @click.argument(
        "file", required=False, type=click.Path(dir_okay=False, path_type=Path), help=_("The file to write")
    )
    @click.option(
        "-o",
        "--output",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        help=_("The file to write, as in other commands"),
    )
    @wraps(command)
    def with_file(*given: Any, file: Path | None, output: Path | None, **options: Any) -> None:
        if file is not None and output is not None:
            raise click.UsageError(_("The file is named twice: once is enough."))
        named = file or output
        if named is None:
            ctx = click.get_current_context()
            own = next(each for each in ctx.command.params if each.name == "file")
            raise click.MissingParameter(ctx=ctx, param=own)
        command(*given, file=named, **options)

    return with_file

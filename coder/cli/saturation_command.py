"""`coder saturation`: new codes per answers read, in the order they were coded."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coder.cli.context import CommandContext, pass_command_context, print_json
from coder.cli.grid_output import check_grid_file, put_grid
from coder.messages import _

if TYPE_CHECKING:
    from coder.tables.saturation import Saturation
    from coder.usecases.saturation import QuestionSaturation


@click.command(
    help=_(
        "How many new codes the answers brought, in the order they were coded: whether reading on would "
        "bring more."
    )
)
@click.argument("question")
@click.option("--by-theme", is_flag=True, help=_("A line for each theme"))
@click.option(
    "--per",
    "size",
    type=click.IntRange(1),
    default=10,
    show_default=True,
    help=_("Count new codes per so many answers"),
)
@click.option("--bars", is_flag=True, help=_("Draw the codes met so far as bars (text only)"))
@click.option("--json", "as_json", is_flag=True, help=_("As JSON"))
@click.option(
    "-o",
    "--output",
    "output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help=_("Write to this file, in the format its name ends in"),
)
@pass_command_context
def saturation(
    context: CommandContext,
    question: str,
    by_theme: bool,
    size: int,
    bars: bool,
    as_json: bool,
    output: Path | None,
) -> None:
    """Print when codes were met."""
    check_grid_file(output)
    from coder.tables.saturation_grid import COLUMNS, THEME_COLUMNS, saturation_grid, themes_grid
    from coder.usecases.saturation import question_saturation

    found = question_saturation(context.engine(), question, size)
    if as_json:
        print_json(_as_json(found))
        return
    if by_theme:
        themes = [(theme.name, theme.found) for theme in found.themes]
        put_grid(themes_grid(found.asked, themes, found.provenance), output, THEME_COLUMNS)
        return
    grid = saturation_grid(found.asked, found.found, found.at_once, found.provenance)
    put_grid(grid, output, COLUMNS, bars=bars)


def _as_json(found: QuestionSaturation) -> dict[str, Any]:
    return {
        "question": found.question,
        **_one(found.found, found.paths),
        "done_at_once": found.at_once,
        "themes": [{"theme": theme.name, **_one(theme.found, found.paths)} for theme in found.themes],
        "provenance": found.provenance,
    }


def _one(found: Saturation, paths: Mapping[int, str]) -> dict[str, Any]:
    return {
        "answers": found.read,
        "codes": len(found.met_in),
        "half_by": found.met_by(0.5),
        "last_new": found.last_new,
        "met_once": found.met_once,
        "expected_in_next_ten": found.to_expect,
        "blocks": [
            {
                "from": stretch.first,
                "to": stretch.last,
                "new": len(stretch.new),
                "known": stretch.known,
                "codes": [paths[code] for code in stretch.new],
            }
            for stretch in found.stretches
        ],
    }

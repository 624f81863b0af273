"""Other tables than frequencies, of ``coder table``: codes together, progress, and one made again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coder.cli.context import CommandContext, print_json, say
from coder.cli.table_output import TableOutput
from coder.domain.errors import WrongUseError
from coder.messages import _, ngettext

if TYPE_CHECKING:
    from coder.store.engine import Engine
    from coder.tables.grid_difference import Difference
    from coder.tables.options import TableOptions
    from coder.usecases.tables.any_table import AnyTable
    from coder.usecases.tables.made_again import MadeAgain

_MOST_LISTED = 40


class KindsTogetherError(WrongUseError):
    """Two kinds of tables at once, or a detail of one that was not asked for."""

    def __init__(self, *, is_detail: bool) -> None:
        super().__init__(
            _("--matrix and --pairs go with --together, and not with one another.")
            if is_detail
            else _("--together and --progress are two tables. Ask for one of them.")
        )


class MadeAsItWasError(WrongUseError):
    """A table to be made again, and options that would make another of it."""

    def __init__(self, options: Sequence[str]) -> None:
        super().__init__(
            _("--from makes the table as it was. It does not go with {options}.").format(
                options=", ".join(options)
            )
        )


@dataclass(frozen=True)
class Kinds:
    """What was asked for on the command line in place of frequencies."""

    together: bool
    matrix: bool
    pairs: int | None
    progress: bool

    def __post_init__(self) -> None:
        if self.together and self.progress:
            raise KindsTogetherError(is_detail=False)
        if (self.matrix or self.pairs is not None) and (not self.together or self.matrix == bool(self.pairs)):
            raise KindsTogetherError(is_detail=True)

    def put(self, context: CommandContext, question: str, options: TableOptions, way: TableOutput) -> None:
        """Print or write the table; what goes to a file is written down as an export."""
        from coder.cli.exported import hand_out

        hand_out(context, question, self._made(context.engine(), question, options), way)

    def _made(self, engine: Engine, question: str, options: TableOptions) -> AnyTable:
        if self.progress:
            from coder.usecases.tables.progress import question_progress

            return question_progress(engine, question, options).table()
        from coder.usecases.tables.code_by_code import TogetherOptions, codes_together

        how = TogetherOptions(self.matrix, self.pairs)
        return codes_together(engine, question, options, how).table()


def make_again(context: CommandContext, file: Path, question: str | None, *, as_json: bool) -> None:
    """Make the table of a file again and say what came of it; exit with 1 where it is not equal."""
    from coder.usecases.tables.made_again import made_again

    others = [option for option in _given() if option not in ("--from", "--json")]
    if others:
        raise MadeAsItWasError(others)
    engine = context.engine()
    found = made_again(engine, file, question)
    context.refuse_while_blind(engine, found.question)
    if as_json:
        print_json(_values(found))
    else:
        _say_made_again(file, found)
    if not found.is_equal:
        click.get_current_context().exit(1)


def _given() -> list[str]:
    """Return the options that stand on the command line, by their longest names."""
    context = click.get_current_context()
    return [
        max(option.opts, key=len)
        for option in context.command.params
        if isinstance(option, click.Option)
        and context.get_parameter_source(option.name or "") is click.core.ParameterSource.COMMANDLINE
    ]


def _say_made_again(file: Path, found: MadeAgain) -> None:
    from coder.text.safe import safe, safe_line

    moment = _("entry {entry}").format(entry=found.entry)
    if found.tag:
        moment = f"{moment}, «{found.tag}»"
    equal = _("«{file}», made again as of {moment}, comes out equal.")
    other = _("«{file}», made again as of {moment}, does not come out equal. In the file → made again:")
    click.echo(safe_line((equal if found.is_equal else other).format(file=file.name, moment=moment)))
    if found.other_version is not None and not found.is_equal:
        click.echo(
            safe_line(
                _("It was made by version {version} of the program.").format(version=found.other_version)
            )
        )
    _list(found.in_file)
    if found.no_today is not None:
        click.echo(safe(_("There is no such table today: {why}").format(why=found.no_today)))
    elif not found.today:
        click.echo(_("Today's data give the same table."))
    else:
        number = len(found.today)
        click.echo(
            ngettext(
                "Today's data differ in {n} place. Then → today:",
                "Today's data differ in {n} places. Then → today:",
                number,
            ).format(n=number)
        )
        _list(found.today)


def _list(differences: Sequence[Difference]) -> None:
    from coder.text.safe import safe_line

    for each in differences[:_MOST_LISTED]:
        where = f"{each.where}: " if each.where else ""
        nothing = _("nothing")
        before, after = (nothing if text is None else text or "–" for text in (each.before, each.after))
        click.echo(f"  {safe_line(f'{where}{before} → {after}')}")
    if len(differences) > _MOST_LISTED:
        say(_("And {n} more; --json lists all.").format(n=len(differences) - _MOST_LISTED))


def _values(found: MadeAgain) -> dict[str, object]:
    return {
        "question": found.question,
        "entry": found.entry,
        "at": found.at,
        "tag": found.tag,
        "newest_entry": found.newest,
        "equal": found.is_equal,
        "differs_from_file": _listed(found.in_file),
        "today": None if found.no_today is not None else _listed(found.today),
        "no_today": found.no_today,
    }


def _listed(differences: Sequence[Difference]) -> list[dict[str, str | None]]:
    return [{"where": each.where, "before": each.before, "after": each.after} for each in differences]

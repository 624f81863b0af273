"""`coder project forget`: what a respondent wrote goes for good, with a receipt; `forgotten` lists them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coder.cli.context import (
    CommandContext,
    on_terminal,
    pass_command_context,
    print_columns,
    print_json,
    say,
)
from coder.domain.errors import WrongUseError
from coder.messages import _

if TYPE_CHECKING:
    from coder.store.forgotten import Forgotten
    from coder.usecases.privacy.forget_receipt import Receipt


class NotConfirmedError(WrongUseError):
    """Nobody is there to be asked, and nobody said yes beforehand."""

    def __init__(self) -> None:
        super().__init__(
            _("Forgetting cannot be taken back. Look first with --dry-run, then confirm with --yes.")
        )


@click.command(
    help=_(
        "Blank everything a respondent wrote: in the project and its history, notes and quotations, freed "
        "space, backups. Codings stay, and tables count as before. It cannot be taken back. Exit code 1 if "
        "something is left to do."
    )
)
@click.argument("respondent")
@click.option("--wave", metavar="WAVE", help=_("Only what was written in this wave"))
@click.option(
    "--words",
    multiple=True,
    metavar="TEXT",
    help=_("Words to take out of what people wrote too, such as a name"),
)
@click.option("--dry-run", is_flag=True, help=_("Say what would be done; nothing is changed"))
@click.option("--yes", is_flag=True, help=_("Do not ask"))
@click.option("--json", "as_json", is_flag=True, help=_("The receipt as JSON"))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help=_("Write the receipt here too")
)
@pass_command_context
def forget(
    context: CommandContext,
    respondent: str,
    *,
    wave: str | None,
    words: tuple[str, ...],
    dry_run: bool,
    yes: bool,
    as_json: bool,
    output: Path | None,
) -> None:
    """Forget a respondent."""
    from coder.cli.progress import progress_bar
    from coder.usecases.privacy.forget_everywhere import foresee_forgetting, forget_respondent

    engine = context.engine()
    if dry_run or (not yes and on_terminal()):
        foreseen = foresee_forgetting(engine, respondent, wave=wave, words=words)
        if dry_run:
            _print(foreseen, as_json=as_json)
            return
        if not _is_meant(foreseen):
            say(_("Nothing was changed."))
            return
    elif not yes:
        raise NotConfirmedError
    coder = context.coder(engine)
    with progress_bar(_("Forgetting")) as progress:
        receipt = forget_respondent(engine, respondent, coder.id, wave=wave, words=words, progress=progress)
    _print(receipt, as_json=as_json)
    if output is not None:
        _write(receipt, output)
    if not receipt.is_finished:
        sys.exit(1)


@click.command(help=_("Who was forgotten, with the receipts; RESPONDENT: theirs in full"))
@click.argument("respondent", required=False)
@click.option("--json", "as_json", is_flag=True, help=_("As JSON"))
@pass_command_context
def forgotten(context: CommandContext, respondent: str | None, *, as_json: bool) -> None:
    """List receipts."""
    from coder.store.forgotten import all_forgotten
    from coder.store.unit_of_work import reading

    with reading(context.engine()) as work:
        facts = all_forgotten(work)
    found = [(each, _receipt(each)) for each in facts if respondent in (None, each.respondent_id)]
    if as_json:
        print_json([receipt.as_json() for _fact, receipt in found])
    elif not found:
        say(_("Nobody was forgotten here.") if respondent is None else _("They were not forgotten here."))
    elif respondent is not None:
        for _fact, receipt in found:
            _print(receipt, as_json=False)
    else:
        header = [_("When"), _("Respondent"), _("Wave"), _("By"), _("Entry"), _("Finished")]
        print_columns(header, [_line(receipt) for _fact, receipt in found])


def _receipt(fact: Forgotten) -> Receipt:
    from coder.usecases.privacy.forget_receipt import Receipt

    return Receipt.from_json({**fact.receipt, "respondent": fact.respondent_id})


def _line(receipt: Receipt) -> list[str]:
    finished = _("yes") if receipt.is_finished else _("no")
    waves = ", ".join(receipt.waves)
    return [receipt.at[:10], receipt.respondent, waves, receipt.coder, str(receipt.entry), finished]


def _is_meant(foreseen: Receipt) -> bool:
    from coder.cli.ask import chosen

    for line in foreseen.in_words():
        say(line)
    words = {"yes": _("yes"), "no": _("no")}
    return chosen(_("Forget for good? It cannot be taken back."), words, "no") == "yes"


def _print(receipt: Receipt, *, as_json: bool) -> None:
    from coder.text.safe import safe

    if as_json:
        print_json(receipt.as_json())
        return
    for line in receipt.in_words():
        click.echo(safe(line))


def _write(receipt: Receipt, output: Path) -> None:
    from coder.documents.whole_file import whole_file
    from coder.text.safe import safe

    with whole_file(output) as file:
        file.write_text("".join(f"{safe(line)}\n" for line in receipt.in_words()), encoding="utf-8")

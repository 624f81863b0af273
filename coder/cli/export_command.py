"""`coder export`: the project in a file of another program."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from coder.cli.context import CommandContext, pass_command_context, print_json, say
from coder.cli.loss_lines import losses_json, say_losses
from coder.cli.progress import progress_bar
from coder.domain.exchange_formats import EXCHANGE_FORMATS, PROFILES
from coder.messages import _

if TYPE_CHECKING:
    from coder.usecases.exchange.sending_out import Exported


@click.command(
    "export",
    help=_(
        "Write the project to a file of another program, with a list of what could not go along: qdpx and "
        "qdc for NVivo, ATLAS.ti, MAXQDA and QualCoder; sav, dta, csv and parquet for SPSS, Stata and R; "
        "xlsx to code further in Excel; bridges: a folder of small files other programs take in."
    ),
)
@click.argument("format", metavar="FORMAT", type=click.Choice(EXCHANGE_FORMATS))
@click.option(
    "-o",
    "--output",
    "output",
    type=click.Path(path_type=Path),
    required=True,
    metavar="FILE",
    help=_("Write to this file, whole or not at all; for bridges a folder"),
)
@click.option(
    "--question", "questions", multiple=True, metavar="QUESTION", help=_("Only this; several times")
)
@click.option(
    "--by-coder", "coders", multiple=True, metavar="NAME", help=_("Only this coder's codings; several times")
)
@click.option(
    "--profile",
    type=click.Choice(PROFILES),
    default=PROFILES[0],
    show_default=True,
    help=_("QDPX and QDC: for which program"),
)
@click.option(
    "--pseudonymous",
    is_flag=True,
    help=_("Fresh numbers for respondents, letters for coders; the key is written beside, for nobody else"),
)
@click.option(
    "--key",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help=_("Where the key is written; a key that is there keeps its numbers [FILE.key.csv]"),
)
@click.option("--without-text", is_flag=True, help=_("Nothing that respondents wrote"))
@click.option(
    "--formula-guard",
    is_flag=True,
    help=_(
        "CSV and XLSX: put ' before text that a spreadsheet would take for a formula; this changes the text"
    ),
)
@click.option(
    "--names",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help=_("Names the privacy check is to know, one on each line"),
)
@click.option(
    "--sets-in-file",
    is_flag=True,
    help=_("SAV: the multiple response sets in the file too, not only in the syntax beside it"),
)
@click.option("--json", "as_json", is_flag=True, help=_("As JSON"))
@pass_command_context
def export(
    context: CommandContext,
    /,
    format: str,
    output: Path,
    questions: tuple[str, ...],
    coders: tuple[str, ...],
    profile: str,
    pseudonymous: bool,
    key: Path | None,
    without_text: bool,
    formula_guard: bool,
    names: Path | None,
    sets_in_file: bool,
    as_json: bool,
) -> None:
    """Write the file."""
    from coder.usecases.exchange.sending_out import Asked, export_project

    asked = Asked(
        format=format,
        questions=questions,
        coders=coders,
        profile=profile,
        pseudonymous=pseudonymous,
        key=key,
        without_text=without_text,
        formula_guard=formula_guard,
        names=names,
        sets_in_file=sets_in_file,
    )
    engine = context.engine()
    exported = export_project(engine, context.coder(engine).id, asked, output, progress_bar)
    _tell(exported, output, format)
    if as_json:
        print_json(_json(exported, format, output))


def _tell(exported: Exported, output: Path, format: str) -> None:
    from coder.usecases.exchange.export_words import key_in_words, unchecked_in_words, written_in_words

    for sentence in written_in_words(exported, output, format):
        say(sentence)
    say_losses(exported.losses)
    for sentence in (*unchecked_in_words(exported), *key_in_words(exported)):
        say(sentence)


def _json(exported: Exported, format: str, output: Path) -> dict[str, object]:
    checked = exported.checked
    return {
        "file": str(output),
        "files": list(exported.files),
        "format": format,
        "written_over": [] if exported.replaced is None else list(exported.replaced.files),
        "answers": exported.answers,
        "codings": exported.codings,
        "codes": exported.codes,
        "losses": losses_json(exported.losses),
        "unchecked": checked is not None and checked.unchecked,
        "findings": None
        if checked is None or checked.skipped
        else {"found": checked.found, "undecided": checked.undecided, "masked": checked.masked},
        "key": None if exported.key is None else str(exported.key),
    }

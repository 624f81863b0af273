"""`coder agreement`: how far coders agree, in a project or in a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from coder.agreement.results import REPLICATES
from coder.cli.agreement_project import AskedAgreement, tell_agreement
from coder.cli.codings_commands import SeveralCodersCommand
from coder.cli.context import CommandContext, pass_command_context, print_json, say
from coder.cli.table_options import AskedOutput, output_options
from coder.domain.errors import WrongUseError
from coder.messages import LANGUAGES, _

if TYPE_CHECKING:
    from coder.agreement.report import AgreementReport, Convention

_MOST_REPLICATES = 100_000


class QuestionOrFileError(WrongUseError):
    """Neither a question nor a file, or both."""

    def __init__(self) -> None:
        super().__init__(
            _("Name a question of the project, or a file of codings: --codings FILE. One of the two.")
        )


class OnlyOfProjectError(WrongUseError):
    """An option that only goes with a question of the project."""

    def __init__(self, option: str) -> None:
        super().__init__(_("{option} goes with a question of the project only.").format(option=option))


class OnlyOfFileError(WrongUseError):
    """An option that only goes with a file of codings."""

    def __init__(self, option: str) -> None:
        super().__init__(_("{option} goes with --codings FILE only.").format(option=option))


@click.command(
    "agreement",
    cls=SeveralCodersCommand,
    help=_(
        "Tell how far coders agree, over all codes and code by code, with intervals. QUESTION is one of the "
        "project; --codings reads a file instead, with columns unit (or respondent_id and wave), coder and "
        "code, a row per code; an empty code says that none applies."
    ),
)
@click.argument("question", required=False)
@click.option("--codings", type=click.Path(path_type=Path), metavar="FILE", help=_("Codings, in a file"))
@click.option(
    "--codebook",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=_("With --codings: the codes, used or not, with columns code and parent or theme"),
)
@click.option("--coders", multiple=True, metavar="CODER …", help=_("Only these coders"))
@click.option(
    "--convention",
    type=click.Choice(["pairable", "all"]),
    default="pairable",
    show_default=True,
    help=_("Which answers say how often a code is expected by chance: those coded twice, or all (Gwet)"),
)
@click.option(
    "--replicates",
    type=click.IntRange(0, _MOST_REPLICATES),
    default=REPLICATES,
    show_default=True,
    help=_("Samples drawn again for intervals"),
)
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help=_("Of that drawing"))
@click.option(
    "--round",
    "round_",
    metavar="N",
    help=_("This round, all rounds together (all), or codings as they stand (now); else the newest round"),
)
@click.option("--rounds", "by_round", is_flag=True, help=_("Round by round; as SVG or PNG a figure"))
@click.option("--overall", is_flag=True, help=_("The table of all codes together"))
@click.option("--methods", type=click.Choice(LANGUAGES), help=_("The methods paragraph, in this language"))
@output_options
@pass_command_context
def agreement(
    context: CommandContext,
    /,
    question: str | None,
    codings: Path | None,
    codebook: Path | None,
    coders: tuple[str, ...],
    convention: Literal["pairable", "all"],
    replicates: int,
    seed: int,
    round_: str | None,
    by_round: bool,
    overall: bool,
    methods: str | None,
    asked: AskedOutput,
) -> None:
    """Measure agreement and print it."""
    if (question is None) == (codings is None):
        raise QuestionOrFileError
    if codings is not None:
        _refuse(
            {
                "--round": round_ is not None,
                "--rounds": by_round,
                "--overall": overall,
                "--methods": methods is not None,
                "--format": asked.named not in (None, "text", "json"),
                "--output": asked.file is not None,
            }
        )
        as_json = asked.as_json or asked.named == "json"
        _of_file(codings, codebook, coders, convention, replicates, seed, as_json)
        return
    if codebook is not None:
        raise OnlyOfFileError("--codebook")
    if convention != "pairable":
        raise OnlyOfFileError("--convention")
    tell_agreement(
        context,
        AskedAgreement(question or "", coders, round_, overall, by_round, methods, replicates, seed, asked),
    )


def _refuse(options: dict[str, bool]) -> None:
    for option, is_given in options.items():
        if is_given:
            raise OnlyOfProjectError(option)


def _of_file(
    codings: Path,
    codebook: Path | None,
    coders: tuple[str, ...],
    convention: Convention,
    replicates: int,
    seed: int,
    as_json: bool,
) -> None:
    from coder.usecases.agreement.file import agreement_of_file

    found = agreement_of_file(
        codings, codebook, coders=coders, replicates=replicates, seed=seed, convention=convention
    )
    for notice in found.notices:
        say(notice)
    if as_json:
        print_json(found.report.values())
    else:
        _print_lines(found.report)


def _print_lines(report: AgreementReport) -> None:
    from coder.cli.agreement_lines import agreement_lines

    for line in agreement_lines(report):
        click.echo(line)

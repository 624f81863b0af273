"""``coder quotes``: the document that a question's text becomes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from coder.cli.context import CommandContext, pass_command_context, print_json, say
from coder.domain.errors import WrongUseError
from coder.messages import _, ngettext

if TYPE_CHECKING:
    from coder.usecases.report.quoted import HowOftenQuoted
    from coder.usecases.report.quotes_made import MadeQuotes

FORMATS = ("docx", "odt", "md", "xlsx")
_MOST_TOLD = 10
"""So many respondents are named on the terminal; the file has all."""


class NoPurposeError(WrongUseError):
    """Neither or both of the two documents are asked for."""

    def __init__(self) -> None:
        super().__init__(
            _("Choose one: --internal (everything, for yourselves) or --report (chosen, for readers).")
        )


@click.command(
    help=_(
        "The document of a question's text, sorted under its codes: everything for yourselves, or chosen "
        "quotations for a report."
    )
)
@click.argument("question")
@click.option(
    "--internal", is_flag=True, help=_("Everything, as it is, with who wrote it; marked on each page")
)
@click.option("--report", is_flag=True, help=_("Chosen quotations with your text; nothing undecided leaves"))
@click.option(
    "--code",
    "--theme",
    "codes",
    multiple=True,
    help=_("Only this code or theme with all under it; several times"),
)
@click.option(
    "--per-code",
    type=click.IntRange(min=1),
    metavar="N",
    help=_(
        "N under each code, of those quoted least first; starred ones always stand, and in a report alone "
        "where there are any"
    ),
)
@click.option("--layer", metavar="NAME", help=_("Fold, label, order and drop codes as this layer says"))
@click.option("--wave", "waves", multiple=True, help=_("Only this wave; may be given several times"))
@click.option(
    "--attribution",
    metavar="TEXT",
    help=_(
        "What stands beside a quotation in a report, background variables of the project in braces: "
        '«municipality with {VARIABLE} inhabitants»; "" is nothing'
    ),
)
@click.option(
    "--fewest",
    type=click.IntRange(min=1),
    default=6,
    show_default=True,
    metavar="N",
    help=_("Leave out what stands beside a quotation where it fits fewer respondents than this"),
)
@click.option("--title", metavar="TEXT", help=_("The document's title; else the question"))
@click.option(
    "--names",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help=_("Names the privacy check is to know, one on each line"),
)
@click.option("--format", "named", type=click.Choice(FORMATS), help=_("Format; else by the name of the file"))
@click.option(
    "--template",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help=_("A document whose styles, header and footer are followed"),
)
@click.option("--json", "as_json", is_flag=True, help=_("Print how often each is quoted as JSON"))
@click.option(
    "-o",
    "--output",
    "output",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    metavar="FILE",
    help=_("Write to this file, whole or not at all"),
)
@pass_command_context
def quotes(
    context: CommandContext,
    /,
    question: str,
    internal: bool,
    report: bool,
    codes: tuple[str, ...],
    per_code: int | None,
    layer: str | None,
    waves: tuple[str, ...],
    attribution: str | None,
    fewest: int,
    title: str | None,
    names: Path | None,
    named: str | None,
    template: Path | None,
    as_json: bool,
    output: Path,
) -> None:
    """Write the document."""
    if internal == report:
        raise NoPurposeError
    from coder.usecases.report.quotes_file import made_quotes, quotes_format, write_quotes
    from coder.usecases.report.quotes_options import QuotesOptions

    # Before the work: a name that promises nothing is known at once.
    named = named or quotes_format(output)
    engine = context.engine()
    context.refuse_while_blind(engine, question)
    coder_id = context.coder(engine).id
    options = QuotesOptions(
        purpose="internal" if internal else "report",
        codes=codes,
        per_code=per_code,
        layer=layer,
        waves=waves,
        attribution=attribution,
        fewest=fewest,
        title=title,
    )
    made = made_quotes(engine, question, options, names)
    told = write_quotes(engine, coder_id, made, output, named, template)
    for warning in (*made.warnings, *told):
        say(warning)
    _tell(made, output)
    if as_json:
        print_json({"document": _counts(made), "quoted": made.quoted.as_json()})
    else:
        _tell_who(made.quoted)


def _counts(made: MadeQuotes) -> dict[str, int]:
    return {"quotations": made.document.quotation_count, "headings": len(made.document.sections)}


def _tell(made: MadeQuotes, output: Path) -> None:
    from coder.text.numbers import written_count

    count, parts = made.document.quotation_count, ", ".join(made.parts)
    said = (
        ngettext("{n} text written to {file}: {parts}.", "{n} texts written to {file}: {parts}.", count)
        if parts
        else ngettext("{n} quotation written to {file}.", "{n} quotations written to {file}.", count)
    )
    say(said.format(n=written_count(count), file=output, parts=parts))


def _tell_who(quoted: HowOftenQuoted) -> None:
    """Print how often each level and the most quoted respondents are quoted, on stderr."""
    from coder.text.columns import aligned_columns

    for variable in dict.fromkeys(each.variable for each in quoted.levels):
        rows = [
            (each.level, each.quotations, each.quoted, each.respondents)
            for each in quoted.levels
            if each.variable == variable
        ]
        header = (variable, _("quotations"), _("quoted"), _("answered"))
        say("\n".join(["", *aligned_columns(header, rows)]))
    most = list(quoted.respondents.items())[:_MOST_TOLD]
    if most:
        say("\n".join(["", *aligned_columns((_("most quoted"), _("quotations")), most)]))

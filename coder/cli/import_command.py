"""`coder import`: a survey file into the project, whole or not at all."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coder.cli import import_talk as talk
from coder.cli.context import CommandContext, on_terminal, pass_command_context, print_json, say
from coder.cli.progress import progress_bar
from coder.domain.errors import Problem, ProblemsError, problem_lines
from coder.messages import _

if TYPE_CHECKING:
    from coder.domain.survey import Survey
    from coder.exchange.roles import Roles
    from coder.exchange.table import Table
    from coder.store.engine import Engine
    from coder.usecases.survey.importing import Changed, ImportReport, NoContent
    from coder.usecases.survey.plan import ImportPlan


@dataclass(frozen=True)
class Asked:
    """The roles named on the command line."""

    id: str | None
    questions: tuple[str, ...]
    attributes: tuple[str, ...]
    wave: str | None
    wave_column: str | None
    weight: str | None
    question_column: str | None
    text_column: str | None

    @property
    def nothing(self) -> bool:
        """Whether no column was named, so that all must be guessed."""
        named = (self.id, self.wave_column, self.weight, self.question_column, self.text_column)
        return not (any(named) or self.questions or self.attributes)


@click.command(
    "import",
    help=_(
        "Import a survey file: CSV, TSV, XLSX, ODS, SAV or DTA. Without --question only the frame is "
        "taken: who was asked. With no column named at all, the columns are guessed."
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--id", "id_column", metavar="COLUMN", help=_("The column of the respondents' ids"))
@click.option(
    "--question", "questions", multiple=True, metavar="COLUMN", help=_("A column of answers; several times")
)
@click.option(
    "--attribute",
    "attributes",
    multiple=True,
    metavar="COLUMN",
    help=_("A background variable; several times"),
)
@click.option("--wave", metavar="VALUE", help=_("The wave all rows belong to"))
@click.option("--wave-column", metavar="COLUMN", help=_("The column that says which wave"))
@click.option("--weight", metavar="COLUMN", help=_("The column of weights"))
@click.option("--question-column", metavar="COLUMN", help=_("Long form: the column that says which question"))
@click.option("--text-column", metavar="COLUMN", help=_("Long form: the column of answers"))
@click.option("--sheet", help=_("The sheet of a workbook"))
@click.option("--encoding", help=_("The file's encoding"))
@click.option("--delimiter", help=_("What stands between the cells"))
@click.option(
    "--where", multiple=True, metavar="COLUMN=VALUE", help=_("Only rows with this value; several times")
)
@click.option("--dry-run", is_flag=True, help=_("Say what would happen; write nothing"))
@click.option(
    "--changed",
    type=click.Choice(["keep", "replace"]),
    help=_("Where a text differs from the one stored: keep that, or replace it"),
)
@click.option(
    "--no-content",
    type=click.Choice(["leave", "no-answer", "code"]),
    help=_("Answers like - or «se over»: leave them, count them as no answers, or code them"),
)
@click.option(
    "--check-privacy", is_flag=True, help=_("Then list what may identify somebody, as coder disclose does")
)
@click.option("--yes", "-y", is_flag=True, help=_("Take the guessed columns without asking"))
@click.option("--json", "as_json", is_flag=True, help=_("As JSON"))
@pass_command_context
def import_survey(context: CommandContext, /, **given: Any) -> None:
    """Import a survey file."""
    from coder.exchange.survey import read_survey
    from coder.exchange.table_file import read_table

    where = _where(given["where"])
    table = read_table(
        given["file"], sheet=given["sheet"], encoding=given["encoding"], delimiter=given["delimiter"]
    )
    asked = Asked(
        given["id_column"],
        given["questions"],
        given["attributes"],
        given["wave"],
        given["wave_column"],
        given["weight"],
        given["question_column"],
        given["text_column"],
    )
    survey = read_survey(table, roles := _roles(context, table, asked), where)
    for notice in survey.notices:
        say(notice)
    plan = None if survey.problems else _plan(context, survey)
    if given["dry_run"]:
        talk.show_roles(table, roles)
        _dry_run(survey, plan, given["changed"])
        return
    if plan is None:
        raise ProblemsError(survey.problems)
    if asked.nothing and not given["yes"] and on_terminal():
        talk.show_roles(table, roles)
        if not talk.confirm_roles():
            sys.exit(1)
    changed, no_content = _decisions(survey, plan, given["changed"], given["no_content"])
    report = _import(context, survey, changed, no_content)
    if given["as_json"]:
        print_json(talk.report_json(report))
    talk.tell_report(report)
    if report.new_answers:
        _offer_privacy_check(context, is_asked=given["check_privacy"], may_ask=not given["yes"])


def _offer_privacy_check(context: CommandContext, *, is_asked: bool, may_ask: bool) -> None:
    """Look for what may identify somebody before coders read it, if it is wanted."""
    from coder.cli.ask import chosen
    from coder.cli.disclose_listing import list_findings

    if not is_asked and may_ask and on_terminal():
        question = _("Look for what may identify somebody, before anyone reads the answers?")
        is_asked = chosen(question, {"yes": _("yes"), "no": _("no")}, "no") == "yes"
    if is_asked:
        list_findings(context.engine())
    else:
        say(_("What may identify somebody is looked for with: coder disclose"))


def _where(given: tuple[str, ...]) -> dict[str, str]:
    pairs = [each.partition("=") for each in given]
    if not all(equals for _column, equals, _value in pairs):
        raise click.UsageError(_("Write --where COLUMN=VALUE."))
    return {column: value for column, _equals, value in pairs}


def _roles(context: CommandContext, table: Table, asked: Asked) -> Roles:
    """Return the roles asked for; where no column was named they are guessed, and it is said."""
    from coder.exchange.guessed_roles import guess_roles
    from coder.exchange.roles import Roles
    from coder.usecases.survey.preview import known_columns

    if table.problems and (asked.nothing or asked.id is None):
        # A guess from half a table would add problems that are none.
        raise ProblemsError(table.problems)
    if asked.nothing:
        guess = guess_roles(table, known_columns(_engine_if_there(context)))
        for reason in guess.reasons:
            say(reason)
        if asked.wave is not None:
            guess = replace(guess, wave=asked.wave, wave_column=None)
        return guess
    respondent_id = asked.id
    if respondent_id is None:
        respondent_id = guess_roles(table, known_columns(_engine_if_there(context))).id
        say(
            _("{column} is taken as the respondent's id, since --id was not given.").format(
                column=respondent_id
            )
        )
    return Roles(
        id=respondent_id,
        questions=asked.questions,
        attributes=asked.attributes,
        wave_column=asked.wave_column,
        wave=asked.wave or "",
        weight=asked.weight,
        question_column=asked.question_column,
        text_column=asked.text_column,
    )


def _plan(context: CommandContext, survey: Survey) -> ImportPlan:
    """Hold the survey against the project, if there is one."""
    from coder.usecases.survey.preview import foreseen

    return foreseen(_engine_if_there(context), survey)


def _engine_if_there(context: CommandContext) -> Engine | None:
    from coder.store.project import NoProjectError

    try:
        return context.engine()
    except NoProjectError:
        return None


def _dry_run(survey: Survey, plan: ImportPlan | None, changed: Changed | None) -> None:
    """Say what would happen; exit code 1 where an import would be refused."""
    from coder.usecases.survey.importing import ChangedTextsError

    problems: tuple[Problem, ...] = survey.problems
    if plan is not None:
        talk.tell_plan(survey.file, plan)
        if plan.changed and changed is None:
            problems = ChangedTextsError(survey.file, plan.changed).problems
    for line in problem_lines(problems):
        say(line)
    if problems:
        sys.exit(1)


def _decisions(
    survey: Survey, plan: ImportPlan, changed: Changed | None, no_content: NoContent | None
) -> tuple[Changed | None, NoContent]:
    """Ask a person what the command line leaves open; without one, texts that differ are refused."""
    from coder.usecases.survey.importing import ChangedTextsError

    if plan.changed and changed is None:
        if on_terminal():
            changed = talk.decide_changed(plan.changed)
        if changed is None:
            raise ChangedTextsError(survey.file, plan.changed)
    if plan.without_content and no_content is None and on_terminal():
        no_content = talk.decide_no_content(plan.without_content)
    return changed, no_content or "leave"


def _import(
    context: CommandContext, survey: Survey, changed: Changed | None, no_content: NoContent
) -> ImportReport:
    from coder.store.unit_of_work import writing
    from coder.usecases.survey.importing import import_survey as bring_in

    engine = context.engine_made_if_missing()
    coder = context.coder(engine)
    with (
        progress_bar(_("Sentences")) as progress,
        writing(engine, coder_id=coder.id, operation="import_survey") as work,
    ):
        return bring_in(work, survey, no_content=no_content, changed=changed, progress=progress)

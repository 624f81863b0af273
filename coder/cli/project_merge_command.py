"""`coder project merge`: another project of the same survey, brought into this one."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from coder.cli.context import CommandContext, pass_command_context, print_json, say
from coder.messages import _, ngettext

if TYPE_CHECKING:
    from coder.store.engine import Engine
    from coder.usecases.merge.project_merge import ProjectMerge


@click.command(help=_("Bring another project of the same survey into this one; its file is only read"))
@click.argument("other", metavar="FILE|URL")
@click.option("--dry-run", is_flag=True, help=_("Say what would happen; exit code 1 if anything conflicts"))
@click.option(
    "--take",
    type=click.Choice(["ours", "theirs"]),
    default="ours",
    show_default=True,
    help=_("Where both changed the same: what is here stays, or what is there is taken"),
)
@click.option("--anyway", is_flag=True, help=_("Also where the two have nothing in common"))
@click.option("--json", "as_json", is_flag=True, help=_("As JSON"))
@pass_command_context
def merge(
    context: CommandContext, other: str, *, dry_run: bool, take: str, anyway: bool, as_json: bool
) -> None:
    """Merge a project."""
    from coder.cli.progress import progress_bar
    from coder.store.merging.conflict import Take
    from coder.usecases.merge.project_merge import merge_project, plan_merge

    engine = context.engine()
    with progress_bar(_("Merging"), _("Reading …")) as progress:
        if dry_run:
            made = plan_merge(engine, other, take=Take(take), anyway=anyway, progress=progress)
        else:
            coder = context.coder(engine)
            made = merge_project(engine, other, coder.id, take=Take(take), anyway=anyway, progress=progress)
    _tell(context, engine, made, as_json=as_json, dry_run=dry_run)
    if dry_run and made.plan is not None and made.plan.conflicts:
        sys.exit(1)


def _tell(
    context: CommandContext, engine: Engine, made: ProjectMerge, *, as_json: bool, dry_run: bool
) -> None:
    from coder.store.unit_of_work import reading
    from coder.usecases.merge.project_merge_words import Telling
    from coder.usecases.merge.project_merge_words import as_json as plan_as_json

    if made.plan is None:
        if as_json:
            print_json({"merged": made.file, "entry": None, "new": {}, "conflicts": []})
        else:
            say(_("«{file}» has nothing that is not here already.").format(file=made.file))
        return
    with reading(engine) as work:
        telling = Telling(work, made.plan, context.coder_name, made.texts)
        conflicts, by_name = telling.conflicts(), telling.by_name()
    if as_json:
        facts: dict[str, Any] = {"merged": made.file, "name": made.name, "entry": made.entry}
        print_json(facts | plan_as_json(made.plan, conflicts, by_name))
        return
    _print_plan(made, by_name, dry_run=dry_run)
    if conflicts:
        count = len(conflicts)
        said = ngettext(
            "{n} difference between the two that somebody should look at:",
            "{n} differences between the two that somebody should look at:",
            count,
        )
        say(said.format(n=count))
        for each in conflicts:
            say(f"  {each.sentence}")
    if dry_run:
        say(_("Nothing was written: this was a dry run."))


def _print_plan(made: ProjectMerge, by_name: dict[str, list[str]], *, dry_run: bool) -> None:
    from coder.usecases.merge.project_merge_words import counts_in_words

    plan = made.plan
    assert plan is not None
    if made.backup is not None:
        say(_("Backup: {path}").format(path=made.backup.path))
    if made.entry is not None:
        said = _("Merged «{file}» as entry {entry}; coder undo takes it back.")
        say(said.format(file=made.file, entry=made.entry))
    elif not dry_run:
        say(_("«{file}» changed nothing here.").format(file=made.file))
    for label, counts in (
        (_("New: {what}"), plan.created),
        (_("Changed: {what}"), plan.changed),
        (_("Taken away: {what}"), plan.deleted),
    ):
        words = counts_in_words(counts)
        if words:
            click.echo(label.format(what=", ".join(words)))
    if plan.redactions:
        count = len(plan.redactions)
        said = ngettext(
            "{n} answer was redacted there, and is so here now.",
            "{n} answers were redacted there, and are so here now.",
            count,
        )
        click.echo(said.format(n=count))
    for noun, names in by_name.items():
        _print_names(noun, names)


def _print_names(noun: str, names: list[str]) -> None:
    from coder.text.safe import safe

    words = {
        "coder": _("Coders known by their names: {names}"),
        "question": _("Questions known by their keys: {names}"),
        "wave": _("Waves known by their names: {names}"),
        "variable": _("Variables known by their names: {names}"),
        "code": _("Codes known by their paths: {names}"),
    }
    click.echo(words[noun].format(names=safe(", ".join(f"«{name}»" for name in names))))

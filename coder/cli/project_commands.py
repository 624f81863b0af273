"""`coder project`: make, look at, check, back up, restore, copy, merge, tag."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from coder.cli.context import CommandContext, pass_command_context, print_json, say
from coder.cli.project_copy_command import copy
from coder.cli.project_forget_command import forget, forgotten
from coder.cli.project_merge_command import merge
from coder.cli.project_password_command import password
from coder.cli.project_set_command import set_project
from coder.cli.project_vault_commands import decrypt, encrypt, passphrase
from coder.messages import _, ngettext


@click.group(help=_("Make, look at, check, back up a project"))
def project() -> None:
    """Group the commands on the project as a whole."""


@project.command(help=_("Make a new project; its file is readable by you only"))
@click.option("--name", help=_("What the project is called; otherwise as its file"))
@click.option("--encrypted", is_flag=True, help=_("Encrypt the file with a passphrase"))
@pass_command_context
def new(context: CommandContext, name: str | None, encrypted: bool) -> None:
    """Make a project."""
    from coder.store.project import create_project
    from coder.usecases.project.making import default_name

    if encrypted:
        from coder.cli.project_vault_commands import new_passphrase
        from coder.usecases.project.encryption import encrypt_new

        encrypt_new(context.target, new_passphrase)
    create_project(context.target, name or default_name(context.target)).dispose()
    say(_("Made «{target}». Next: coder --project {target} import FILE").format(target=_shown(context)))
    context.warn_of_place()


@project.command(help=_("What the project holds"))
@click.option("--json", "as_json", is_flag=True, help=_("As JSON"))
@pass_command_context
def info(context: CommandContext, as_json: bool) -> None:
    """Show the project's numbers."""
    from coder.cli.working_now import working_as_json, working_lines
    from coder.store.backup import known_backups
    from coder.store.forgotten import all_forgotten
    from coder.store.project import keeping_of
    from coder.store.sittings import seated_now
    from coder.store.summary import summary
    from coder.store.tags import all_tags
    from coder.store.unit_of_work import reading

    engine = context.engine()
    with reading(engine) as work:
        found = summary(work)
        tags = all_tags(work)
        seated = seated_now(work)
        keeping = keeping_of(work)
        gone = {each.respondent_uid for each in all_forgotten(work)}
    facts = {
        "name": found.project.name,
        "uid": found.project.uid,
        "created": found.project.created_at,
        "entries": found.project.last_entry,
        "last": found.project.last_at,
        "questions": found.questions,
        "waves": found.waves,
        "respondents": found.respondents,
        "answers": found.answers,
        "codes": found.codes,
        "codings": found.codings,
        "coders": found.coders,
        "tags": [{"name": name, "entry": entry} for name, entry in tags],
        "backups": [
            {"path": str(backup.path), "at": backup.at, "entry": backup.entry, "there": backup.is_there}
            for backup in known_backups(engine)
        ],
        "working": working_as_json(seated),
        "legal_basis": keeping.legal_basis,
        "reference": keeping.reference,
        "retain_until": keeping.retain_until or None,
        "forgotten": len(gone),
    }
    if as_json:
        print_json(facts)
        return
    _print_facts(facts)
    for told in working_lines(seated):
        click.echo(told)


@project.command(help=_("Verify hashes, history and every rule; exit code 1 if something is wrong"))
@click.option("--json", "as_json", is_flag=True, help=_("As JSON"))
@pass_command_context
def check(context: CommandContext, as_json: bool) -> None:
    """Check that the project is whole."""
    from coder.usecases.project.making import check_project

    found = check_project(context.engine())
    if as_json:
        print_json({"whole": not found, "findings": found})
    elif found:
        for finding in found:
            say(finding)
    else:
        click.echo(_("The project is whole: hashes, history and rules fit."))
    if found:
        sys.exit(1)


@project.command(help=_("Write a copy, also while others code; without FILE beside the project"))
@click.argument("file", type=click.Path(path_type=Path), required=False)
@pass_command_context
def backup(context: CommandContext, file: Path | None) -> None:
    """Back the project up."""
    from coder.usecases.project.making import back_up

    made = back_up(context.engine(), file)
    say(_("Backup of entry {entry}:").format(entry=made.entry))
    click.echo(str(made.path))


@project.command(help=_("Make a project from a backup"))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help=_("Replace a project that is there; it is backed up first"))
@pass_command_context
def restore(context: CommandContext, file: Path, replace: bool) -> None:
    """Restore a backup to the project named with --project."""
    from coder.store.forgotten import saying_still
    from coder.store.history import last_number
    from coder.store.unit_of_work import reading
    from coder.usecases.merge.forgotten_on_both import forgotten_at
    from coder.usecases.project.making import restore as restore_project
    from coder.usecases.team.roles import refuse_unless_lead

    if replace:
        refuse_unless_lead(context.target, context.coder_name)
    forgotten_here = forgotten_at(context.target) if replace else set()
    with reading(restore_project(file, context.target, replace=replace)) as work:
        entry, again = last_number(work), saying_still(work, forgotten_here)
    say(_("Restored «{target}» as of entry {entry}.").format(target=_shown(context), entry=entry))
    for respondent in again:
        told = _("«{id}» was forgotten, and is in this backup. Forget again: coder project forget {id}")
        say(told.format(id=respondent))


@project.command(help=_("Name the present moment, such as «Rapport 2016»; without NAME list the tags"))
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help=_("As JSON"))
@pass_command_context
def tag(context: CommandContext, name: str | None, as_json: bool) -> None:
    """Tag the present moment, or list tags."""
    from coder.cli.context import print_columns
    from coder.store.tags import all_tags
    from coder.store.unit_of_work import reading, writing
    from coder.usecases.project.making import add_tag

    engine = context.engine()
    if name is not None:
        coder = context.coder(engine)
        with writing(engine, coder_id=coder.id, operation="tag") as work:
            number = add_tag(work, name)
        say(_("The tag «{name}» stands for the project as of entry {entry}.").format(name=name, entry=number))
        return
    with reading(engine) as snapshot:
        tags = all_tags(snapshot)
    if as_json:
        print_json([{"name": each, "entry": entry} for each, entry in tags])
    else:
        print_columns([_("Tag"), _("Entry")], tags)


project.add_command(forget)
project.add_command(forgotten)
project.add_command(merge)
project.add_command(encrypt)
project.add_command(decrypt)
project.add_command(passphrase)
project.add_command(password)
project.add_command(copy)
project.add_command(set_project)


def _shown(context: CommandContext) -> str:
    """Return the project as the user named it, without a password."""
    if "://" not in context.target:
        return context.target
    from coder.store.engine import project_url

    return project_url(context.target).render_as_string(hide_password=True)


def _print_facts(facts: dict[str, object]) -> None:
    from coder.cli.context import print_columns
    from coder.text.moments import written_moment

    words = {
        "name": _("Project"),
        "questions": _("Questions"),
        "waves": _("Waves"),
        "respondents": _("Respondents"),
        "answers": _("Answers"),
        "codes": _("Codes"),
        "codings": _("Codings"),
        "coders": _("Coders"),
        "entries": _("Entries in the history"),
        "last": _("Last change"),
        "created": _("Made"),
    }
    told = {
        "legal_basis": _("May be kept because of"),
        "reference": _("Reference"),
        "retain_until": _("May be kept until"),
        "forgotten": _("Respondents forgotten"),
    }
    words |= {key: word for key, word in told.items() if facts[key]}
    shown = facts | {key: written_moment(str(facts[key])) for key in ("last", "created") if facts[key]}
    print_columns(["", ""], [[word, str(shown[key])] for key, word in words.items()])
    tags = facts["tags"]
    assert isinstance(tags, list)
    for each in tags:
        click.echo(_("Tag «{name}»: entry {entry}").format(**each))
    backups = facts["backups"]
    assert isinstance(backups, list)
    count = len(backups)
    click.echo(ngettext("{n} backup known", "{n} backups known", count).format(n=count))

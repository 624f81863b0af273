"""The command `coder`: global options, commands loaded when used, errors shown in one place."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import click

from coder.cli.context import DEFAULT_PROJECT, CommandContext
from coder.domain.address import password_in, without_password
from coder.domain.errors import CoderError, EnvironmentFailedError, WrongUseError
from coder.messages import LANGUAGES, _
from coder.platform import reason

# name -> (module, attribute, short help); modules load when the command is called.
COMMANDS: dict[str, tuple[str, str, str]] = {
    "project": ("coder.cli.project_commands", "project", _("Make, look at, check, back up a project")),
    "import": ("coder.cli.import_command", "import_survey", _("Import a survey file")),
    "questions": ("coder.cli.questions_commands", "questions", _("Questions and their settings")),
    "code": ("coder.cli.code_command", "code", _("Open the coding screen")),
    "codebook": ("coder.cli.codebook_commands", "codebook", _("The codebook of a question")),
    "codings": ("coder.cli.codings_commands", "codings", _("Export and import codings")),
    "next": ("coder.cli.coding_commands", "next_answer", _("The next answer to code")),
    "assign": ("coder.cli.coding_commands", "assign", _("Set codes without a screen")),
    "unassign": ("coder.cli.coding_commands", "unassign", _("Remove codes without a screen")),
    "done": ("coder.cli.coding_commands", "done", _("Mark an answer done")),
    "deal": ("coder.cli.coding_commands", "deal", _("Deal answers into piles")),
    "notes": ("coder.cli.notes_command", "notes", _("What coders wrote beside answers and codes")),
    "flags": ("coder.cli.notes_command", "flags", _("Everybody's flags")),
    "coders": ("coder.cli.coders_commands", "coders", _("Who codes here")),
    "suggest": ("coder.cli.suggest_command", "suggest", _("Rank codes for an answer or a text")),
    "revisit": ("coder.cli.revisit_command", "revisit", _("Answers to read again for newer codes")),
    "evaluate": ("coder.cli.evaluate_command", "evaluate", _("How good suggestions had been, by replay")),
    "autocode": ("coder.cli.autocode_command", "autocode", _("Propose codes for review")),
    "agreement": ("coder.cli.agreement_command", "agreement", _("How far coders agree")),
    "disagreements": (
        "coder.cli.disagreements_command",
        "disagreements",
        _("What coders coded differently, the worst first"),
    ),
    "settle": ("coder.cli.settle_command", "settle", _("Settle what coders coded differently")),
    "consensus": (
        "coder.cli.consensus_command",
        "consensus",
        _("What was settled: what it changes, and carrying it to other answers"),
    ),
    "sample": ("coder.cli.sample_command", "sample", _("Answers for a second coder to code blind")),
    "table": ("coder.cli.table_command", "table", _("The frequency table of a question")),
    "layer": ("coder.cli.layer_command", "layer", _("What lies between codes and tables: fold, label, drop")),
    "regress": ("coder.cli.regress_command", "regress", _("Odds of an outcome by background variables")),
    "saturation": ("coder.cli.saturation_command", "saturation", _("New codes per answers read")),
    "check-table": (
        "coder.cli.check_table_command",
        "check_table",
        _("Which N printed percentages can be of"),
    ),
    "disclose": ("coder.cli.disclose_command", "disclose", _("Privacy check: what may identify somebody")),
    "quotes": ("coder.cli.quotes_command", "quotes", _("The document of sorted quotations")),
    "export": (
        "coder.cli.export_command",
        "export",
        _("Into files of Excel, SPSS, Stata, R, NVivo and others"),
    ),
    "import-coded": (
        "coder.cli.import_coded_command",
        "import_coded",
        _("Take in what was coded elsewhere"),
    ),
    "exports": ("coder.cli.exports_commands", "exports", _("What has left in files, and withdrawing it")),
    "history": ("coder.cli.history_commands", "history", _("What happened, by whom")),
    "undo": ("coder.cli.history_commands", "undo", _("Take back your latest act")),
    "redo": ("coder.cli.history_commands", "redo", _("Do again what you took back")),
    "serve": ("coder.cli.serve_command", "serve", _("The workbench in browsers")),
    "keys": ("coder.cli.keys_command", "keys", _("All keys of all screens")),
    "doctor": ("coder.cli.doctor_command", "doctor", _("Whether all is well on this machine")),
    "completion": ("coder.cli.completion_command", "completion", _("Let a shell complete what you type")),
    "demo": ("coder.cli.demo_command", "demo", _("Try the workbench on an invented survey")),
}


class NotTextError(WrongUseError):
    """An argument with bytes in it that are no text."""

    def __init__(self, written: str) -> None:
        super().__init__(_("«{written}» is not text: write it in UTF-8.").format(written=written))


class SystemFailedError(EnvironmentFailedError):
    """The system refused something no part of the program foresaw: a full disk behind stdout, for one."""

    def __init__(self, error: OSError) -> None:
        why = reason(error)
        if error.filename is None:
            super().__init__(_("The system refused: {why}.").format(why=why))
            return
        super().__init__(
            _("The system refused «{file}»: {why}.").format(file=os.fsdecode(error.filename), why=why)
        )


def _refuse(error: CoderError) -> NoReturn:
    """Say what was wrong and end with its exit code."""
    from coder.text.safe import safe

    click.echo(_("Error: {sentence}").format(sentence=safe(str(error))), err=True)
    sys.exit(error.exit_code)


class PasswordShownError(WrongUseError):
    """A password where everybody on the machine can read it."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "A password on the command line can be read by everybody on this machine: change it, and "
                "leave it out. Keep it with: coder project password; or in ~/.pgpass, a service file, "
                "PGPASSWORD, or the whole address in CODER_PROJECT."
            )
        )


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is called, not before."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command."""
        if cmd_name not in COMMANDS:
            return None
        module, attribute, _help = COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[Any]:
        """Return the commands that begin so without loading them; options as ever."""
        from click.shell_completion import CompletionItem

        if incomplete[:1] == "-":
            return super().shell_complete(ctx, incomplete)
        return [
            CompletionItem(name, help=short)
            for name, (_module, _attribute, short) in COMMANDS.items()
            if name.startswith(incomplete)
        ]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without loading them."""
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, short) for name, (_module, _attribute, short) in COMMANDS.items()])

    def main(self, args: Sequence[str] | None = None, *more: Any, **options: Any) -> Any:
        """Run the program; help that cannot be written is an error like any other."""
        written = sys.argv[1:] if args is None else args
        if any(password_in(each.partition("=")[2] if each[:1] == "-" else each) for each in written):
            _refuse(PasswordShownError())
        if "_CODER_COMPLETE" in os.environ:
            from coder.cli.completion import answer_shells

            answer_shells()
        try:
            return super().main(args, *more, **options)
        except OSError as error:
            _refuse(SystemFailedError(error))

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; an error the user can mend becomes a sentence and an exit code."""
        try:
            result = super().invoke(ctx)
            # Here, not when the interpreter ends: what cannot be written must be known in time.
            if sys.stdout is not None:
                sys.stdout.flush()
            return result
        except click.NoSuchOption as error:
            placed = self._with_its_place(error)
            if placed is None:
                raise
            raise placed from error
        except CoderError as error:
            _refuse(error)
        except BrokenPipeError:
            # The reader (head, less) has gone; nothing is wrong.
            sys.stderr.close()
            sys.exit(0)
        except UnicodeEncodeError as error:
            # Bytes that are no text in this locale come from the command line as lone surrogates.
            if not any("\ud800" <= sign <= "\udfff" for sign in error.object):
                raise
            _refuse(NotTextError(error.object[max(0, error.start - 20) : error.end]))
        except OSError as error:
            _refuse(SystemFailedError(error))

    def _with_its_place(self, error: click.NoSuchOption) -> click.NoSuchOption | None:
        """Return an error that says where an option of all commands stands; None where it is none."""
        ours = {name for option in self.params for name in option.opts}
        if error.ctx is None or error.option_name not in ours:
            return None
        program, _blank, command = error.ctx.command_path.partition(" ")
        place = _("{option} stands before the command: {program} {option} … {command}").format(
            option=error.option_name, program=program, command=command
        )
        return click.NoSuchOption(error.option_name, f"{error.message} {place}", ctx=error.ctx)


def _passphrase_of(file: Path) -> str | None:
    from coder.cli.project_vault_commands import come_by

    return come_by(file)


@click.group(
    cls=LazyGroup,
    name="coder",
    invoke_without_command=True,
    help=_("Code open survey answers: read, code, settle, count."),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "--project",
    "target",
    envvar="CODER_PROJECT",
    default=DEFAULT_PROJECT,
    show_default=True,
    help=_("The project: a SQLite file or a database URL"),
)
@click.option("--coder", "coder_name", envvar="CODER_NAME", default=None, help=_("Who is coding"))
@click.option("--lang", type=click.Choice(LANGUAGES), default=None, help=_("Language of messages"))
@click.option("--plain", is_flag=True, help=_("The workbench as plain lines, for screen readers"))
@click.version_option(package_name="open-answer-coder", prog_name="coder", message="%(prog)s %(version)s")
@click.pass_context
def cli(ctx: click.Context, target: str, coder_name: str | None, lang: str | None, plain: bool) -> None:
    """Remember project and coder; without a command, open the workbench."""
    from coder.store import cipher

    is_named = coder_name is not None
    if coder_name is None:
        from coder.platform import system_user

        coder_name = system_user()
    ctx.obj = CommandContext(without_password(target), coder_name, is_named, plain)
    cipher.asked_for = _passphrase_of
    if ctx.invoked_subcommand is None:
        from coder.cli.code_command import open_workbench

        open_workbench(ctx.obj, None)

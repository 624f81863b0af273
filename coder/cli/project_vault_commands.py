"""`coder project encrypt`, `decrypt`, `passphrase`: a project nobody can read without its passphrase."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from coder.cli.context import CommandContext, pass_command_context, say
from coder.domain.errors import WrongUseError
from coder.messages import _


class NoPassphraseError(WrongUseError):
    """A new passphrase is needed, and nobody can be asked for one."""

    def __init__(self, *, changing: bool) -> None:
        super().__init__(
            _("The new passphrase is asked for: start in a terminal.")
            if changing
            else _("A new passphrase is needed: start in a terminal, or hand it over in CODER_PASSPHRASE_FD.")
        )


@click.command(help=_("Write the project to a new file, encrypted; this one stays as it is"))
@click.argument("file", type=click.Path(path_type=Path))
@pass_command_context
def encrypt(context: CommandContext, file: Path) -> None:
    """Write an encrypted copy."""
    from coder.usecases.project.encryption import EncryptedAlreadyError, encrypted_copy, is_encrypted

    engine = context.engine()
    if is_encrypted(engine):
        raise EncryptedAlreadyError(context.target)
    encrypted_copy(engine, file, new_passphrase())
    say(
        _(
            "«{file}» is encrypted. Whoever loses the passphrase loses the project. The file that is not "
            "encrypted, «{old}», its backups and what was exported from it are still there."
        ).format(file=file, old=context.target)
    )


@click.command(help=_("Write an encrypted project to a new file that is not"))
@click.argument("file", type=click.Path(path_type=Path))
@pass_command_context
def decrypt(context: CommandContext, file: Path) -> None:
    """Write a copy that is not encrypted."""
    from coder.usecases.project.encryption import NotEncryptedError, is_encrypted, plain_copy

    engine = context.engine()
    if not is_encrypted(engine):
        raise NotEncryptedError(context.target)
    plain_copy(engine, file)
    say(_("«{file}» is not encrypted.").format(file=file))


@click.command(help=_("Give an encrypted project another passphrase, or keep the one it has in the keyring"))
@click.option("--keep", is_flag=True, help=_("Keep it in the system's keyring, and ask for it no more"))
@click.option("--forget", is_flag=True, help=_("Keep it no longer"))
@pass_command_context
def passphrase(context: CommandContext, keep: bool, forget: bool) -> None:
    """Change, keep or forget the passphrase."""
    from coder.usecases.project.encryption import (
        NotEncryptedError,
        change_passphrase,
        forget_passphrase,
        is_encrypted,
        keep_passphrase,
        unlock,
    )
    from coder.usecases.team.roles import refuse_unless_lead

    if keep:
        keep_passphrase(context.target)
        say(_("The passphrase is in the keyring."))
    elif forget:
        said = forget_passphrase(context.target)
        say(_("Forgotten.") if said else _("No passphrase was kept for that project."))
    else:
        engine = context.engine()
        if not is_encrypted(engine):
            raise NotEncryptedError(context.target)
        engine.dispose()
        unlock(context.target)
        refuse_unless_lead(context.target, context.coder_name)
        change_passphrase(context.target, new_passphrase(changing=True))
        say(_("The project has another passphrase. Its backups still have the one they were made with."))


def new_passphrase(*, changing: bool = False) -> str:
    """Return a new passphrase, handed over or typed twice.

    Args:
        changing: What is handed over is the one the project has.
    """
    from coder.usecases.project.encryption import checked_passphrase, handed_over

    said = None if changing else handed_over()
    if said is None and not sys.stdin.isatty():
        raise NoPassphraseError(changing=changing)
    if said is None:
        said = click.prompt(_("New passphrase"), hide_input=True, confirmation_prompt=True, err=True)
    return checked_passphrase(said)


def come_by(file: Path) -> str | None:
    """Find the passphrase of a file, or ask whoever sits here; None where nobody does."""
    from coder.usecases.project.encryption import found_passphrase

    found = found_passphrase(file)
    if found is not None:
        return found
    if not sys.stdin.isatty():
        return None
    asked: str = click.prompt(_("Passphrase of «{file}»").format(file=file.name), hide_input=True, err=True)
    return asked

"""`coder questions waves` and `name-wave`: the fieldings of the survey, their order and names."""

from __future__ import annotations

import click

from coder.cli.context import CommandContext, pass_command_context, say
from coder.domain.wave import wave_in_words
from coder.messages import _


@click.command(help=_("Set the order of the waves, as tables have them; without waves show them"))
@click.argument("waves", nargs=-1)
@pass_command_context
def waves(context: CommandContext, waves: tuple[str, ...]) -> None:
    """Order waves."""
    from coder.store.unit_of_work import reading, writing
    from coder.store.waves import wave_ids
    from coder.text.safe import safe_line
    from coder.usecases.survey.waves import order_waves

    engine = context.engine()
    if waves:
        coder = context.coder(engine)
        with writing(engine, coder_id=coder.id, operation="order_waves") as work:
            order_waves(work, waves)
        say(_("The waves have a new order."))
        return
    with reading(engine) as snapshot:
        names = list(wave_ids(snapshot))
    for name in names:
        click.echo(safe_line(wave_in_words(name)))
    if not names:
        say(_("There are none."))


@click.command(help=_("Name a wave; without --wave the one that was imported without a name"))
@click.argument("name")
@click.option("--wave", default="", help=_("The wave that is to be called something else"))
@pass_command_context
def name_a_wave(context: CommandContext, name: str, wave: str) -> None:
    """Name a wave."""
    from coder.store.unit_of_work import writing
    from coder.usecases.survey.waves import name_wave

    engine = context.engine()
    coder = context.coder(engine)
    with writing(engine, coder_id=coder.id, operation="name_wave") as work:
        name_wave(work, wave, name)
    say(_("The wave is called «{wave}» now.").format(wave=name.strip()))

"""`coder keys`: the key card, from the bindings of the screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from coder.cli.context import print_json, say
from coder.messages import _

if TYPE_CHECKING:
    from coder.config import Config
    from coder.tui.screens import KeysOfPlace

WIDTH = 80
INDENT = "  "


@click.command(help=_("All keys of all screens"))
@click.option("--ids", is_flag=True, help=_("With the ids by which the settings file gives them other keys"))
@click.option("--json", "as_json", is_flag=True, help=_("As JSON"))
def keys(ids: bool, as_json: bool) -> None:
    """Print the keys as they are here, those a person chose included."""
    from coder.config import read_config
    from coder.tui.keys.key_map import key_map, with_chosen_keys
    from coder.tui.screens import KeysOfPlace, all_keys

    config = read_config()
    places = all_keys()
    chosen, problems = key_map(config.keys, places)
    for problem in (*config.problems, *problems):
        say(problem)
    mapped = [
        KeysOfPlace(
            place.name, place.title, with_chosen_keys(place.name, place.bindings, chosen.keys), place.signs
        )
        for place in places
    ]
    if as_json:
        print_json(_values(mapped))
    else:
        _print_card(mapped, config, ids=ids)


def _print_card(places: list[KeysOfPlace], config: Config, *, ids: bool) -> None:
    from coder.text.safe import safe_line
    from coder.tui.keys.key_card import help_lines, id_lines
    from coder.tui.pieces.lines import fitted

    for place in places:
        click.echo(place.title)
        width = WIDTH - len(INDENT)
        lines = id_lines(place.bindings, width) if ids else help_lines(place.bindings, place.signs, width)
        for line in lines:
            click.echo((INDENT + "".join(piece.text for piece in fitted(line, width))).rstrip())
        click.echo()
    click.echo(_("Other keys, and the theme, stand in the settings file:"))
    click.echo(safe_line(str(config.path)))


def _values(places: list[KeysOfPlace]) -> list[dict[str, object]]:
    from coder.tui.keys.key_card import action_values

    return [
        {"screen": place.name, "title": place.title, "actions": action_values(place.bindings)}
        for place in places
    ]

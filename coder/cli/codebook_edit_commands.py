"""The commands that change a codebook: add, rename, define, move, merge, split, retire and the like."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from coder.cli.codebook_context import CodebookContext, code_named, pass_codebook
from coder.cli.context import print_columns, say
from coder.domain.codebook import LABEL_LANGUAGES, MEANING_OPERATIONS, SPLIT_OPERATION, CodeKind
from coder.messages import _, ngettext

_CODE_HELP = _("The code's name, or «Theme > Code» where names repeat")


def _describing(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that say what stands about a code."""
    options = [
        click.option("--definition", help=_("What the code covers")),
        click.option("--use-when", help=_("When to set it")),
        click.option("--not-when", help=_("When not to set it, and what to set then")),
        click.option("--example", "examples", multiple=True, help=_("An example; may be repeated")),
        click.option("--alias", "aliases", multiple=True, help=_("Another name; may be repeated")),
        click.option(
            "--label",
            "labels",
            multiple=True,
            metavar="LANGUAGE=TEXT",
            help=_("The public label in nb, nn or en; may be repeated"),
        ),
        click.option("--colour", metavar="#RRGGBB", help=_("The colour it is shown in")),
        click.option("--kind", type=click.Choice([each.value for each in CodeKind]), help=_("What it says")),
        click.option(
            "--codable/--heading",
            "codable",
            default=None,
            help=_("Whether answers can have it, or it only heads others"),
        ),
    ]
    for option in reversed(options):
        command = option(command)
    return command


@click.command(help=_("Make a code; «Theme > Code» makes the theme too, if it is new"))
@click.argument("code", help=_("The name, or «Theme > Code»"))
@click.option(
    "--position", type=click.IntRange(min=1), help=_("Its place among its siblings; last if left out")
)
@_describing
@pass_codebook
def add(context: CodebookContext, /, code: str, position: int | None, **about: Any) -> None:
    """Make a code; one that is there already is left as it is."""
    from coder.usecases.codebook.growth import add_code

    given = _given(about)
    with context.act("add_code") as (work, question):
        add_code(work, question.codebook_id, code, position=position, **given)
        made = bool(work.changes)
    said = _("«{code}» is made.") if made else _("«{code}» is there already; nothing was changed.")
    say(said.format(code=code))


@click.command(help=_("Give a code another name"))
@click.argument("code", help=_CODE_HELP)
@click.argument("name", help=_("The new name, without its theme"))
@pass_codebook
def rename(context: CodebookContext, /, code: str, name: str) -> None:
    """Rename a code."""
    from coder.usecases.codebook.growth import rename_code

    with context.act("rename_code") as (work, question):
        found = code_named(work, question, code)
        rename_code(work, found.id, name)
    say(_("«{code}» is now named «{name}».").format(code=found.written_path, name=name))


@click.command(help=_("Change what stands about a code; what is not given stays, empty text takes away"))
@click.argument("code", help=_CODE_HELP)
@_describing
@click.option(
    "--meaning",
    type=click.Choice(list(MEANING_OPERATIONS)),
    help=_("Say that the code now covers more or less, so that answers are to be read again"),
)
@pass_codebook
def define(context: CodebookContext, /, code: str, meaning: str | None, **about: Any) -> None:
    """Describe a code."""
    from coder.usecases.codebook.growth import define_code

    given = _given(about)
    with context.act("define_code") as (work, question):
        found = code_named(work, question, code)
        define_code(work, found.id, changes_meaning=meaning, **given)
        changed = bool(work.changes)
    said = _("«{code}» is changed.") if changed else _("«{code}» stays as it was.")
    say(said.format(code=found.written_path))


@click.command(help=_("Put a code, with what stands under it, under another or at the top"))
@click.argument("code", help=_CODE_HELP)
@click.option("--under", metavar="CODE", help=_("The code or theme to stand under"))
@click.option("--top", is_flag=True, help=_("Stand under none"))
@click.option("--position", type=click.IntRange(min=1), help=_("Its place there; last if left out"))
@pass_codebook
def move(context: CodebookContext, /, code: str, under: str | None, top: bool, position: int | None) -> None:
    """Move a code within the tree."""
    from coder.store.code_use import tree_of
    from coder.usecases.codebook.order import move_code

    if (under is None) == (not top):
        raise click.UsageError(_("Say where to: --under CODE or --top."))
    with context.act("move_code") as (work, question):
        found = code_named(work, question, code)
        parent_id = None if under is None else code_named(work, question, under).id
        move_code(work, found.id, parent_id, position)
        path = tree_of(work, question.codebook_id).code(found.id).written_path
    say(_("«{code}» now stands at «{path}».").format(code=found.written_path, path=path))


@click.command(help=_("Put a code at another place among its siblings"))
@click.argument("code", help=_CODE_HELP)
@click.argument("position", type=click.IntRange(min=1), help=_("The place, from 1"))
@pass_codebook
def reorder(context: CodebookContext, /, code: str, position: int) -> None:
    """Move a code up or down."""
    from coder.usecases.codebook.order import reorder_code

    with context.act("move_code") as (work, question):
        found = code_named(work, question, code)
        reorder_code(work, found.id, position)
    say(_("«{code}» now stands at place {n}.").format(code=found.written_path, n=position))


@click.command(help=_("Merge codes into another, which takes over their answers and what stands under them"))
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…", help=_("The codes that go"))
@click.option("--into", "target", required=True, metavar="TARGET", help=_("The code that stays"))
@pass_codebook
def merge(context: CodebookContext, /, sources: Sequence[str], target: str) -> None:
    """Merge codes."""
    from coder.usecases.codebook.merge import merge_codes

    with context.act("merge_codes") as (work, question):
        into = code_named(work, question, target)
        ids = [code_named(work, question, source).id for source in sources]
        done = merge_codes(work, ids, into.id)
    said = ngettext(
        "{n} answer now has «{target}».", "{n} answers now have «{target}».", done.answers
    ).format(n=done.answers, target=into.written_path)
    if done.united:
        said += " " + ngettext(
            "{n} coding went up in one that was there.",
            "{n} codings went up in ones that were there.",
            done.united,
        ).format(n=done.united)
    say(said)


@click.command(help=_("Split a code into parts beside it; answers not decided on stay with it"))
@click.argument("code", help=_CODE_HELP)
@click.argument("parts", nargs=-1, required=True, metavar="PART…", help=_("Names of the parts"))
@click.option(
    "--decide", multiple=True, metavar="RESPONDENT=PART", help=_("Where an answer goes; may be repeated")
)
@click.option("--wave", help=_("The wave of the respondents in --decide"))
@click.option(
    "--decisions",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help=_("A file of decisions: respondent_id, part, and if wanted wave and coder"),
)
@pass_codebook
def split(
    context: CodebookContext,
    /,
    code: str,
    parts: Sequence[str],
    decide: Sequence[str],
    wave: str | None,
    decisions: Path | None,
) -> None:
    """Split a code; what is undecided is listed on stdout."""
    from coder.store.code_use import places_of
    from coder.usecases.codebook.decisions import decided, decisions_in_file
    from coder.usecases.codebook.split import split_code

    with context.act(SPLIT_OPERATION) as (work, question):
        found = code_named(work, question, code)
        chosen = decided(work, question, decide, parts, wave)
        if decisions is not None:
            chosen.extend(decisions_in_file(work, question, decisions))
        done = split_code(work, found.id, parts, chosen)
        places = list(places_of(work, done.undecided).values())
    said = ngettext(
        "{n} coding of «{code}» now has a part.", "{n} codings of «{code}» now have a part.", done.moved
    ).format(n=done.moved, code=found.written_path)
    if done.closed:
        say(said + " " + _("Nothing is left on «{code}».").format(code=found.written_path))
        return
    say(said + " " + ngettext("{n} is undecided:", "{n} are undecided:", len(places)).format(n=len(places)))
    print_columns(
        [_("Question"), _("Respondent"), _("Wave"), _("Coder")],
        [[place.question, place.respondent_id, place.wave, place.coder] for place in places],
    )


@click.command(help=_("Hide a code and those under it from choice; answers keep it"))
@click.argument("code", help=_CODE_HELP)
@pass_codebook
def retire(context: CodebookContext, /, code: str) -> None:
    """Retire a code."""
    from coder.usecases.codebook.settings import retire_code

    with context.act("retire_code") as (work, question):
        found = code_named(work, question, code)
        count = retire_code(work, found.id)
    said = ngettext("{n} code retired.", "{n} codes retired.", count)
    say(said.format(n=count))


@click.command(help=_("Put a retired code back into choice, with those retired along with it"))
@click.argument("code", help=_CODE_HELP)
@pass_codebook
def restore(context: CodebookContext, /, code: str) -> None:
    """Restore a code."""
    from coder.usecases.codebook.settings import restore_code

    with context.act("restore_code") as (work, question):
        found = code_named(work, question, code)
        count = restore_code(work, found.id)
    said = ngettext("{n} code restored.", "{n} codes restored.", count)
    say(said.format(n=count))


@click.command(help=_("Take up a code that somebody proposed while coding blind"))
@click.argument("code", help=_CODE_HELP)
@pass_codebook
def accept(context: CodebookContext, /, code: str) -> None:
    """Accept a proposed code; one that everybody has is left as it is."""
    from coder.usecases.codebook.growth import accept_code

    with context.act("accept_code") as (work, question):
        found = code_named(work, question, code)
        taken = accept_code(work, found.id)
    said = (
        _("«{code}» is accepted: everybody is offered it now.") if taken else _("«{code}» stays as it was.")
    )
    say(said.format(code=found.written_path))


@click.command(help=_("Allow one code per answer only, or several again (--off)"))
@click.option("--on/--off", "exclusive", default=True, help=_("One code per answer, or several"))
@pass_codebook
def exclusive(context: CodebookContext, /, exclusive: bool) -> None:
    """Make the codebook exclusive or not."""
    from coder.usecases.codebook.settings import set_exclusive

    with context.act("set_exclusive") as (work, question):
        set_exclusive(work, question.codebook_id, exclusive)
    say(_("One code per answer.") if exclusive else _("Several codes per answer."))


COMMANDS = (add, rename, define, move, reorder, merge, split, retire, restore, accept, exclusive)


def _given(about: dict[str, Any]) -> dict[str, Any]:
    """Return the options that were given, as the use cases take them."""
    given = {name: value for name, value in about.items() if value not in (None, ())}
    if "labels" in given:
        given["labels"] = dict(map(_label, given["labels"]))
    if "kind" in given:
        given["kind"] = CodeKind(given["kind"])
    return given


def _label(written: str) -> tuple[str, str]:
    language, sign, text = written.partition("=")
    if not sign or language not in LABEL_LANGUAGES:
        raise click.BadParameter(
            _("«{written}» is not of the form nb=TEXT.").format(written=written), param_hint="--label"
        )
    return language, text

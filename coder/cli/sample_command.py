"""`coder sample`: answers drawn for a second coder to code blind, and the rounds there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from coder.cli.context import CommandContext, on_terminal, pass_command_context, print_json, say
from coder.cli.sample_talk import say_closed, say_drawn, say_key_differences, show_samples, standing_json
from coder.domain.errors import WrongUseError
from coder.messages import _, ngettext

if TYPE_CHECKING:
    from coder.domain.question import Question
    from coder.store.coders import Coder
    from coder.store.engine import Engine
    from coder.store.unit_of_work import Reading
    from coder.usecases.second_coder.sample_wanted import WantedSample

TRAINING_SIZE = 20
"""So many answers are drawn for training where nobody says how many."""


class NoSizeError(WrongUseError):
    """A draw without a size."""

    def __init__(self) -> None:
        super().__init__(_("Say how many answers: --size N, or --half-width W to have it worked out."))


class NoCoderError(WrongUseError):
    """Something about a draw, and nobody to draw for."""

    def __init__(self) -> None:
        super().__init__(_("Say who is to code the answers: --for CODER."))


class OneActError(WrongUseError):
    """Drawing, opening and closing are acts of their own."""

    def __init__(self) -> None:
        super().__init__(_("--for, --open and --close are three acts. Ask for one of them."))


class NotAskedError(WrongUseError):
    """Nobody is there to confirm."""

    def __init__(self) -> None:
        super().__init__(_("Looking before time cannot be taken back. If that is meant, add --yes."))


@click.command(
    help=_(
        "Draw answers for a second coder to code blind: who codes them sees nothing of what others gave. "
        "Blinding is of the program; who can read the database can read codes. Without --for, the rounds "
        "drawn so far."
    )
)
@click.argument("question")
@click.option("--for", "name", metavar="CODER", help=_("Who is to code them; made known, if new"))
@click.option("--against", metavar="CODER", help=_("The first coder; else the one responsible"))
@click.option("--size", type=click.IntRange(1), metavar="N", help=_("How many answers"))
@click.option(
    "--half-width",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    metavar="W",
    help=_("As many as give pooled kappa an interval of ±W, or that of each --code"),
)
@click.option("--code", "codes", multiple=True, metavar="CODE", help=_("A code --half-width is wanted for"))
@click.option("--strata", metavar="VAR", help=_("Draw as many from each level of a background variable"))
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), metavar="S", help=_("Draw the same again"))
@click.option(
    "--after-days",
    type=click.IntRange(0),
    metavar="DAYS",
    help=_("Own answers, done at least so many days ago, to be coded again"),
)
@click.option("--training", is_flag=True, help=_("For a new coder, with the settled coding as the key"))
@click.option(
    "--round", "number", type=click.IntRange(1), help=_("The answers of this round, for one more coder")
)
@click.option("--with-suggestions", is_flag=True, help=_("Show suggestions, learned from own codings only"))
@click.option(
    "--open", "opened", type=click.IntRange(1), metavar="ROUND", help=_("See others' codes before time")
)
@click.option(
    "--close", "closed", type=click.IntRange(1), metavar="ROUND", help=_("Freeze what was given; see it")
)
@click.option("--yes", is_flag=True, help=_("Do not ask"))
@click.option("--json", "as_json", is_flag=True, help=_("As JSON; does not ask"))
@pass_command_context
def sample(
    context: CommandContext,
    /,
    question: str,
    name: str | None,
    opened: int | None,
    closed: int | None,
    yes: bool,
    as_json: bool,
    **draw: Any,
) -> None:
    """Draw, open, close or list."""
    from coder.store.questions import question_named
    from coder.store.unit_of_work import reading

    if sum(each is not None for each in (name, opened, closed)) > 1:
        raise OneActError
    engine = context.engine()
    with reading(engine) as snapshot:
        asked = question_named(snapshot, question)
    if name is not None:
        _draw(context, engine, asked, name, yes=yes or as_json, **draw)
    elif any(draw.values()):
        raise NoCoderError
    elif opened is not None:
        _open(context, engine, asked, opened, yes=yes or as_json)
    elif closed is not None:
        _close(context, engine, asked, closed, yes=yes or as_json)
    if as_json or (name, opened, closed) == (None, None, None):
        _list(engine, asked, as_json=as_json)


def _draw(
    context: CommandContext, engine: Engine, asked: Question, name: str, *, yes: bool, **draw: Any
) -> None:
    from coder.store.coders import add_coder, coder_with_id
    from coder.store.unit_of_work import writing
    from coder.usecases.second_coder.sample_draw import draw_sample
    from coder.usecases.second_coder.samples import DRAW

    if not (draw["size"] or draw["half_width"] or draw["number"]):
        if not draw["training"]:
            raise NoSizeError
        draw["size"] = TRAINING_SIZE
    if not _may_be_closed(engine, asked, name, yes=yes, **draw):
        say(_("Nothing was changed."))
        return
    coder = context.coder(engine)
    with writing(engine, coder_id=coder.id, operation=DRAW) as work:
        # Whoever is new is made known in the same act.
        wanted = _wanted(work, coder_with_id(work, add_coder(work, name)), **draw)
        drawn = draw_sample(work, asked, wanted)
    say_drawn(asked.key, wanted, drawn)


def _may_be_closed(engine: Engine, asked: Question, name: str, *, yes: bool, **draw: Any) -> bool:
    """Say what is closed to who codes blind; for own answers again, ask on a terminal whether to draw."""
    from coder.cli.ask import confirmed
    from coder.store.coders import find_coder
    from coder.store.samples import open_sample_of, sample_answers, samples_of
    from coder.store.unit_of_work import reading
    from coder.usecases.second_coder.sample_intended import closed_meanwhile, intended_sample

    with reading(engine) as work:
        person = find_coder(work, name)
        if person is None or open_sample_of(work, asked.id, person.id) is not None:
            return True  # To somebody new nothing is closed; else the draw itself says why it cannot be.
        if draw["number"]:
            joined = [each for each in samples_of(work, asked.id) if each.round == draw["number"]]
            taken = {coder_id for each in joined for coder_id in (each.coder_id, each.against_id)}
            size = len(sample_answers(work, joined[0].id)) if joined and person.id not in taken else 0
        else:
            intended = intended_sample(work, asked, _wanted(work, person, **draw))
            size = min(intended.size, len(intended.population.coders))
    if size:
        say(closed_meanwhile(f"«{name}»", size))
    return draw["after_days"] is None or yes or not on_terminal() or confirmed(_("Draw them?"))


def _wanted(
    work: Reading,
    person: Coder,
    *,
    against: str | None,
    number: int | None,
    training: bool,
    after_days: int | None,
    with_suggestions: bool,
    codes: tuple[str, ...],
    **draw: Any,
) -> WantedSample:
    """Return what is to be drawn; finds the first coder."""
    from coder.domain.sample import Purpose
    from coder.store.coders import coder_named
    from coder.usecases.second_coder.sample_wanted import WantedSample

    if training and after_days is not None:
        raise click.UsageError(_("--training and --after-days are two kinds of sample."))
    purpose = Purpose.TRAINING if training else Purpose.DOUBLE if after_days is None else Purpose.AGAIN
    first = None if against is None else coder_named(work, against)
    return WantedSample(
        person=person,
        purpose=purpose,
        against=first,
        codes=codes,
        after_days=after_days,
        hides_suggestions=not with_suggestions,
        round=number,
        **draw,
    )


def _open(context: CommandContext, engine: Engine, asked: Question, number: int, *, yes: bool) -> None:
    """Let the coder at the keyboard see before time; asked first, since it is for good."""
    from coder.store.unit_of_work import reading, writing
    from coder.usecases.second_coder.blindness import blindness_of
    from coder.usecases.second_coder.samples import OPEN, NoOpenSampleError, open_before_time

    coder = context.coder(engine)
    with reading(engine) as snapshot:
        blindness = blindness_of(snapshot, asked.id, coder.id)
    if blindness is None or blindness.round != number:
        raise NoOpenSampleError(asked.key, number, coder.name)
    if not (yes or _wants_to_look(blindness.left)):
        say(_("Nothing was changed."))
        return
    with writing(engine, coder_id=coder.id, operation=OPEN) as work:
        dropped = open_before_time(work, asked, number, coder)
    said = ngettext(
        "Round {round} is open to you now. {n} answer that you had not done does not count.",
        "Round {round} is open to you now. {n} answers that you had not done do not count.",
        dropped,
    )
    say(said.format(round=number, n=dropped))


def _wants_to_look(left: int) -> bool:
    from coder.cli.ask import chosen

    if not on_terminal():
        raise NotAskedError
    question = ngettext(
        "{n} answer is left. It will not count for agreement if you look now, and that cannot be taken back. "
        "Look?",
        "{n} answers are left. They will not count for agreement if you look now, and that cannot be taken "
        "back. Look?",
        left,
    ).format(n=left)
    return chosen(question, {"yes": _("yes"), "no": _("no")}, "no") == "yes"


def _close(context: CommandContext, engine: Engine, asked: Question, number: int, *, yes: bool) -> None:
    from coder.domain.sample import Purpose
    from coder.store.unit_of_work import reading, writing
    from coder.usecases.second_coder.sample_key import key_differences
    from coder.usecases.second_coder.samples import CLOSE, close_round

    coder = context.coder(engine)
    with writing(engine, coder_id=coder.id, operation=CLOSE) as work:
        found = close_round(work, asked, number, coder_id=coder.id, unfinished=yes)
    say_closed(asked.key, number)
    for each in found:
        if each.purpose is Purpose.TRAINING:
            with reading(engine) as snapshot:
                compared = key_differences(snapshot, asked, each)
            say_key_differences(compared)


def _list(engine: Engine, asked: Question, *, as_json: bool) -> None:
    from coder.store.unit_of_work import reading
    from coder.usecases.second_coder.samples import sample_standings

    with reading(engine) as snapshot:
        found = sample_standings(snapshot, asked)
    if as_json:
        print_json([standing_json(each) for each in found])
    elif found:
        show_samples(found)
    else:
        said = _(
            "No round has been drawn of «{question}». Draw one: coder sample {question} --for CODER --size N"
        )
        say(said.format(question=asked.key))

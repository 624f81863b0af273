"""`coder consensus`: what was settled, what it changes in tables, and carrying it to other answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from coder.cli.context import CommandContext, pass_command_context, print_columns, print_json, say
from coder.domain.errors import WrongUseError
from coder.domain.question import COUNTS
from coder.messages import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coder.store.coders import Coder
    from coder.store.engine import Engine
    from coder.usecases.agreement.compared import Compared
    from coder.usecases.agreement.consensus_effect import ConsensusEffect
    from coder.usecases.agreement.overruled import Overruled


class BesideAloneError(WrongUseError):
    """A code to stand beside none."""

    def __init__(self) -> None:
        super().__init__(_("--beside goes with --carry: the code that stands in the answers already."))


@click.command(
    help=_(
        "What was settled: what it changes in tables, code by code, and what became of each coder's codes. "
        "With --carry, a code is put forward for answers that only one has coded, to be reviewed one by one."
    )
)
@click.argument("question")
@click.option("--carry", metavar="CODE", help=_("Put this code forward where it may be lacking"))
@click.option("--beside", metavar="CODE", help=_("With --carry: only where the answer has this code"))
@click.option(
    "--most",
    type=click.IntRange(min=1),
    default=100,
    show_default=True,
    help=_("With --carry: so many answers at most, the likeliest"),
)
@click.option("--counts", type=click.Choice(COUNTS), help=_("Whose coding tables count from now on"))
@click.option(
    "--all", "with_kept", is_flag=True, help=_("Also codes of which nothing was taken away or added")
)
@click.option("--json", "as_json", is_flag=True, help=_("As JSON"))
@pass_command_context
def consensus(
    context: CommandContext,
    /,
    question: str,
    carry: str | None,
    beside: str | None,
    most: int,
    counts: str | None,
    with_kept: bool,
    as_json: bool,
) -> None:
    """Tell of the consensus, or carry it on."""
    from coder.cli.agreement_project import opened

    if beside is not None and carry is None:
        raise BesideAloneError
    engine, coder = opened(context, question)
    if counts is not None:
        _set_counts(engine, coder, question, counts)
    if carry is not None:
        _carry(engine, coder, question, carry, beside, most)
        return
    _tell(engine, coder, question, with_kept=with_kept, as_json=as_json)


def _set_counts(engine: Engine, coder: Coder, question: str, counts: str) -> None:
    from coder.store.unit_of_work import writing
    from coder.usecases.agreement.consensus_effect import SET_QUESTION
    from coder.usecases.questions import change_question

    with writing(engine, coder_id=coder.id, operation=SET_QUESTION) as work:
        change_question(work, question, counts=counts)


def _tell(engine: Engine, coder: Coder, question: str, *, with_kept: bool, as_json: bool) -> None:
    from coder.cli.agreement_project import desk_to_settle
    from coder.store.unit_of_work import reading
    from coder.usecases.agreement.consensus_effect import consensus_effect
    from coder.usecases.agreement.overruled import overruled

    effect = consensus_effect(engine, question)
    with reading(engine) as work:
        compared = desk_to_settle(work, question, coder, None).to_settle
        found = overruled(work, compared)
    if as_json:
        print_json(_as_json(effect, compared, found))
        return
    if not effect.answers:
        say(_("Nothing has been settled yet. See: coder disagreements {question}").format(question=question))
        return
    _tell_effect(effect)
    _tell_overruled(compared, [each for each in found if with_kept or each.is_changed])


def _tell_effect(effect: ConsensusEffect) -> None:
    from coder.text.numbers import written_count

    n = effect.answers
    said = ngettext(
        "Of {all} coded answers, {n} has been settled.", "Of {all} coded answers, {n} have been settled.", n
    )
    say(said.format(n=written_count(n), all=written_count(effect.settled)))
    counts_it = effect.counts == "consensus"
    if counts_it:
        say(_("Tables count what was settled."))
    else:
        say(_("Tables count the responsible coder's coding; --counts consensus lets them count this."))
    if not effect.changes:
        if counts_it:
            say(_("No code has more or fewer answers than by the responsible coder."))
        else:
            say(_("No code would have more or fewer answers."))
        return
    change = _("Now more or fewer") if counts_it else _("Would be more or fewer")
    click.echo("")
    print_columns([_("Code"), change], [[path, f"{by:+d}".replace("-", "−")] for path, by in effect.changes])


def _tell_overruled(compared: Compared, found: Sequence[Overruled]) -> None:
    if not found:
        say(_("No coder's code was taken away, and none was added."))
        return
    click.echo("")
    header = [_("Code"), _("Coder"), _("kept"), _("taken away"), _("added"), _("Positive agreement")]
    print_columns(header, [_row(compared, each) for each in found])
    say(_("Positive agreement with what was settled tells who was overruled; it is no reliability."))


def _row(compared: Compared, each: Overruled) -> list[Any]:
    from coder.text.numbers import written_number

    return [
        compared.path(each.code_id),
        each.coder.name,
        each.both,
        each.taken_away,
        each.added,
        written_number(each.positive_agreement or 0, 2),
    ]


def _as_json(effect: ConsensusEffect, compared: Compared, found: list[Overruled]) -> dict[str, Any]:
    return {
        "counts": effect.counts,
        "answers": effect.answers,
        "settled": effect.settled,
        "changes": [{"path": path, "change": by} for path, by in effect.changes],
        "overruled": [
            {
                "path": compared.path(each.code_id),
                "coder": each.coder.name,
                "kept": each.both,
                "taken_away": each.taken_away,
                "added": each.added,
                "positive_agreement": each.positive_agreement,
            }
            for each in found
        ],
    }


def _carry(engine: Engine, coder: Coder, question: str, code: str, beside: str | None, most: int) -> None:
    from coder.cli.agreement_project import desk_to_settle
    from coder.domain.codebook import find_code
    from coder.store.unit_of_work import reading, writing
    from coder.usecases.agreement.carry_rule import CARRY, carried, carry
    from coder.usecases.revisit.ranking import ranking_of

    with reading(engine) as work:
        compared = desk_to_settle(work, question, coder, None).to_settle
        code_id = find_code(compared.codes, code).id
        beside_id = None if beside is None else find_code(compared.codes, beside).id
        ranking = ranking_of(work, question, coder.name)
        found = carried(work, compared, code_id, beside_id, ranking=ranking, most=most)
    with writing(engine, coder_id=coder.id, operation=CARRY) as act:
        proposed = carry(act, compared, found)
    said = ngettext(
        "{n} answer of {open} is put forward for review; nothing counts before it is accepted.",
        "{n} answers of {open} are put forward for review; nothing counts before it is accepted.",
        proposed.new,
    )
    say(said.format(n=proposed.new, open=found.open))

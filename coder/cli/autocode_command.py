"""`coder autocode`: codes proposed for review, and beforehand what to expect of them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import click

from coder.cli.context import (
    CommandContext,
    on_terminal,
    pass_command_context,
    print_columns,
    print_json,
    say,
)
from coder.cli.estimates import estimate_json
from coder.cli.progress import progress_bar
from coder.messages import _, ngettext

if TYPE_CHECKING:
    from coder.domain.intervals import Estimate
    from coder.store.engine import Engine
    from coder.usecases.suggesting.autocode import Autocoding, Expected
    from coder.usecases.suggesting.proposals import Proposed


CERTAIN = 0.9
"""From this score on codes are proposed, unless another is given."""


class Share(click.FloatRange):
    """A number from 0 to 1, with a decimal point or comma."""

    def __init__(self) -> None:
        super().__init__(0, 1)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Read the number as click does, once its comma is a point."""
        written: Any = str(value).replace(",", ".")
        number = super().convert(written, param, ctx)
        # What is no number is neither below 0 nor above 1.
        return self.fail(f"{value}", param, ctx) if math.isnan(number) else number


@click.command(
    help=_("Propose codes for answers not coded yet; they wait for review, and count for nothing before")
)
@click.argument("question")
@click.option(
    "--min-confidence",
    "least",
    type=Share(),
    default=CERTAIN,
    show_default=True,
    metavar="P",
    help=_("Propose codes that score so much or more"),
)
@click.option("--dry-run", is_flag=True, help=_("Show what would be proposed; write nothing"))
@click.option("--yes", is_flag=True, help=_("Do not ask"))
@click.option("--json", "as_json", is_flag=True, help=_("As JSON; does not ask"))
@pass_command_context
def autocode(
    context: CommandContext, question: str, least: float, dry_run: bool, yes: bool, as_json: bool
) -> None:
    """Tell what to expect, ask, and put the proposals into the review queue."""
    from coder.cli.ask import confirmed

    engine = context.engine()
    context.refuse_while_blind(engine, question)
    with progress_bar(_("Replay"), _("Preparing the texts …")) as progress:
        from coder.usecases.suggesting.autocode import autocode as autocoded  # takes seconds to load

        found = autocoded(engine, question, context.coder_name, least, progress)
    asks = on_terminal() and not (yes or as_json or dry_run)
    writes = bool(found.proposals) and not dry_run
    _tell(found, least, is_certain=writes and not asks)
    if writes and asks:
        writes = confirmed(_("Put them up for review?"))
    proposed = _propose(engine, context.coder(engine).id, found) if writes else None
    if as_json:
        print_json(_as_json(engine, found, least, proposed))
    elif dry_run:
        _list(engine, found)
    if proposed is None:
        say(_("Nothing was written."))
        return
    said = ngettext("{n} new proposal waits for review.", "{n} new proposals wait for review.", proposed.new)
    say(said.format(n=proposed.new))
    if proposed.outdated:
        said = ngettext(
            "Left out: {n} code that could be set no more by now.",
            "Left out: {n} codes that could be set no more by now.",
            proposed.outdated,
        )
        say(said.format(n=proposed.outdated))


def _propose(engine: Engine, coder_id: int, found: Autocoding) -> Proposed:
    from coder.store.unit_of_work import writing
    from coder.usecases.suggesting.proposals import PROPOSE, propose

    with writing(engine, coder_id=coder_id, operation=PROPOSE) as work:
        return propose(
            work, found.question_id, [(each.answer_id, each.code_id, each.score) for each in found.proposals]
        )


def _tell(found: Autocoding, least: float, *, is_certain: bool) -> None:
    """Say what the replay promises, and what is proposed, or would be where that is still to be decided."""
    from coder.text.numbers import written_number

    for sentence in expectation(found.expected, least):
        say(sentence)
    number = len(found.proposals)
    if is_certain:
        said = ngettext(
            "{n} code with a score of {least} or more is proposed, for {answers} of {uncoded} answers that "
            "are not coded.",
            "{n} codes with a score of {least} or more are proposed, for {answers} of {uncoded} answers that "
            "are not coded.",
            number,
        )
    else:
        said = ngettext(
            "{n} code with a score of {least} or more would be proposed, for {answers} of {uncoded} answers "
            "that are not coded.",
            "{n} codes with a score of {least} or more would be proposed, for {answers} of {uncoded} answers "
            "that are not coded.",
            number,
        )
    answers = len({each.answer_id for each in found.proposals})
    least_written = written_number(least, 2)
    say(said.format(n=number, least=least_written, answers=answers, uncoded=found.uncoded))
    if found.withheld:
        said = ngettext(
            "Left out: {n} answer on which suggestions are hidden, to measure whether they steer.",
            "Left out: {n} answers on which suggestions are hidden, to measure whether they steer.",
            found.withheld,
        )
        say(said.format(n=found.withheld))
    if found.decided:
        said = ngettext(
            "{n} more was decided on before, and is not proposed again.",
            "{n} more were decided on before, and are not proposed again.",
            found.decided,
        )
        say(said.format(n=found.decided))


def expectation(expected: Expected, least: float) -> list[str]:
    """Return what to expect of proposals from a score on, in sentences."""
    from coder.text.numbers import written_number

    if expected.share is None:
        return [_("Too few coded answers to tell what to expect: it takes more than ten, with codes.")]
    said = ngettext(
        "Measured by replay on {n} coded answer, proposing from {least} on:",
        "Measured by replay on the newest {n} coded answers, proposing from {least} on:",
        expected.answers,
    )
    told = [said.format(n=expected.answers, least=written_number(least, 2))]
    if expected.precision is None:
        return [*told, _("  nothing had been proposed, so nothing is known of how much would be right.")]
    told.append(_("  right: {share} of the proposals").format(share=_percent(expected.precision)))
    told.append(_("  found: {share} of the codings").format(share=_percent(expected.share)))
    if expected.saves_little:
        share = written_number(100 * expected.share.value, 0)
        told.append(_("Finds an expected {n} % of the codings: little is saved.").format(n=share))
    return told


def _percent(estimate: Estimate) -> str:
    from coder.text.numbers import written_number

    value, low, high = (
        written_number(100 * each, 0) for each in (estimate.value, estimate.low, estimate.high)
    )
    return _("{value} % (95 % interval {low}–{high})").format(value=value, low=low, high=high)


def _list(engine: Engine, found: Autocoding) -> None:
    from coder.text.numbers import written_number

    rows = _rows(engine, found)
    if rows:
        print_columns(
            [_("Respondent"), _("Wave"), _("Code"), _("Score")],
            [
                [row["respondent_id"], row["wave"], row["path"], written_number(row["score"], 2)]
                for row in rows
            ],
        )


def _rows(engine: Engine, found: Autocoding) -> list[dict[str, Any]]:
    from coder.store.answers import answers_by_id
    from coder.store.coded_answers import code_paths
    from coder.store.unit_of_work import reading

    with reading(engine) as work:
        answers = answers_by_id(work, list(dict.fromkeys(each.answer_id for each in found.proposals)))
        paths = code_paths(work, {each.code_id for each in found.proposals})
    return [
        {
            "respondent_id": answers[each.answer_id].respondent_id,
            "wave": answers[each.answer_id].wave or None,
            "path": paths[each.code_id],
            "score": each.score,
        }
        for each in found.proposals
    ]


def _as_json(engine: Engine, found: Autocoding, least: float, proposed: Proposed | None) -> dict[str, Any]:
    expected = found.expected
    return {
        "min_confidence": least,
        "expected": {
            "answers": expected.answers,
            "proposals": expected.proposals,
            "precision": estimate_json(expected.precision),
            "share": estimate_json(expected.share),
            "saves_little": expected.saves_little,
        },
        "uncoded": found.uncoded,
        "withheld": found.withheld,
        "learned_from": found.learned_from,
        "decided_before": found.decided,
        "proposals": _rows(engine, found),
        "written": proposed is not None,
        "new": 0 if proposed is None else proposed.new,
        "outdated": 0 if proposed is None else proposed.outdated,
    }

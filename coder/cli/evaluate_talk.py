"""What `coder evaluate` prints for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from coder.cli.context import print_columns, say
from coder.messages import _, ngettext

if TYPE_CHECKING:
    from coder.domain.intervals import Estimate
    from coder.usecases.suggesting.evaluate import Evaluation


def print_evaluation(question: str, found: Evaluation) -> None:
    """Print the replay's numbers, their course, and whether suggestions steer."""
    from coder.text.safe import safe_line

    answers = ngettext("{n} settled answer", "{n} settled answers", found.answers).format(n=found.answers)
    codings = ngettext("{n} coding", "{n} codings", found.codings).format(n=found.codings)
    click.echo(f"{safe_line(question)}: {answers}, {codings}")
    _print_replay(found)
    _print_steering(found)


def _print_replay(found: Evaluation) -> None:
    scores = found.scores
    if not scores.answers:
        say(
            _(
                "Too few to measure: it takes settled answers from the 11th on, with codes that others "
                "had before them."
            )
        )
        return
    said = ngettext(
        "Over {n} answer from the 11th on, in the order they were coded, with a code already in use:",
        "Over {n} answers from the 11th on, in the order they were coded, with a code already in use:",
        scores.answers,
    )
    click.echo(said.format(n=scores.answers))
    print_columns(["", ""], [[name, _shown(value)] for name, value in _measures(found)])
    _print_course(found)
    _print_calibration(found)


def _print_course(found: Evaluation) -> None:
    if not found.course:
        return
    click.echo()
    click.echo(_("Share found among the first suggestions, as the coding went on:"))
    print_columns(
        [_("Answers"), *(_("first {n}").format(n=length) for length in found.scores.recall)],
        [
            [f"{part.begin}–{part.end}", *(_shown(value) for value in part.recall.values())]
            for part in found.course
        ],
    )


def _print_calibration(found: Evaluation) -> None:
    click.echo()
    click.echo(_("How many suggestions were right, by score:"))
    print_columns(
        [_("Score"), _("Suggestions"), _("Mean score"), _("Share right")],
        [
            [
                f"{_shown(each.begin, 1)}–{_shown(each.end, 1)}",
                each.n,
                _shown(each.mean_score),
                _shown(each.share),
            ]
            for each in found.scores.calibration
        ],
    )


def _print_steering(found: Evaluation) -> None:
    """Say whether answers got other codes with suggestions in sight; nothing where none were hidden."""
    from coder.domain.steering import FEWEST

    compared = found.steering
    if not compared.hidden:
        return
    click.echo()
    counted = _(
        "From the first answer with suggestions hidden to the last: {shown} coded with suggestions in sight, "
        "{hidden} where chance had hidden them."
    )
    click.echo(counted.format(shown=compared.shown, hidden=compared.hidden))
    if compared.difference is None:
        click.echo(_("Too few to tell whether suggestions steer: it takes {n} of each.").format(n=FEWEST))
        return
    click.echo(
        _("Codes per answer: {shown} with, {hidden} without; difference {difference}.").format(
            shown=_shown(compared.codes_shown),
            hidden=_shown(compared.codes_hidden),
            difference=_interval(compared.difference),
        )
    )
    apart = [each for each in compared.codes if each.is_beyond_chance]
    if not apart:
        said = _("No code was given more or less often than chance explains ({n} codes looked at).")
        click.echo(said.format(n=len(compared.codes)))
        return
    click.echo(
        _("Given more or less often than chance explains; {n} codes looked at:").format(n=len(compared.codes))
    )
    print_columns(
        [_("Code"), _("With"), _("Without"), _("Difference of shares")],
        [
            [
                found.paths[each.code_id],
                _shown(each.shown / compared.shown),
                _shown(each.hidden / compared.hidden),
                _interval(each.difference),
            ]
            for each in apart
        ],
    )


def _interval(estimate: Estimate) -> str:
    return _("{value} ({low} to {high})").format(
        value=_shown(estimate.value), low=_shown(estimate.low), high=_shown(estimate.high)
    )


def _measures(found: Evaluation) -> list[tuple[str, float | None]]:
    scores = found.scores
    return [
        *((_recall_among(length), value) for length, value in scores.recall.items()),
        (_("the same among the first 5, all codes alike"), scores.macro_recall_5),
        (_("label ranking average precision"), scores.lrap),
        (_("share of codings with a code already in use"), scores.known_share),
        (_("keys per coding"), scores.keys_per_coding),
    ]


def _recall_among(length: int) -> str:
    return _("found among the first {n}").format(n=length)


def _shown(value: float | None, decimals: int = 2) -> str:
    from coder.text.numbers import written_number

    return "–" if value is None else written_number(value, decimals)

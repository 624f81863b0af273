"""`coder evaluate`: what the suggestions of a question are worth, from its own coding."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coder.cli.context import CommandContext, pass_command_context, print_columns, print_json, say
from coder.cli.progress import progress_bar
from coder.messages import _, ngettext

if TYPE_CHECKING:
    from coder.domain.intervals import Estimate
    from coder.usecases.evaluate import Evaluation


@click.command(help=_("Replay the settled coding of a question: how good its suggestions had been"))
@click.argument("question")
@click.option("--json", "as_json", is_flag=True, help=_("As JSON"))
@click.option(
    "--plot",
    "picture",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help=_("Draw recall and calibration into this SVG or PNG file"),
)
@pass_command_context
def evaluate(context: CommandContext, question: str, as_json: bool, picture: Path | None) -> None:
    """Replay and print."""
    from coder.usecases.evaluate import evaluate as evaluated

    if picture is not None:
        from coder.documents.evaluation_plot import check_can_draw

        check_can_draw(picture)
    engine = context.engine()
    with progress_bar(_("Answers")) as progress:
        found = evaluated(engine, question, progress)
    if picture is not None:
        _draw(picture, question, found)
    if as_json:
        print_json(_as_json(found))
        return
    _print(question, found)


def _print(question: str, found: Evaluation) -> None:
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
    """Say whether answers got other codes with suggestions in sight."""
    from coder.domain.steering import FEWEST

    compared = found.steering
    click.echo()
    counted = _("Coded with suggestions in sight: {shown} answers; where chance had hidden them: {hidden}.")
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


def _draw(picture: Path, question: str, found: Evaluation) -> None:
    from coder.documents.evaluation_plot import draw_evaluation

    draw_evaluation(
        picture,
        question,
        [(part.end, part.recall) for part in found.course],
        [(each.mean_score, each.share, each.n) for each in found.scores.calibration],
    )
    say(_("Drawn: {file}").format(file=picture))


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


def _as_json(found: Evaluation) -> dict[str, Any]:
    scores = found.scores
    return {
        "answers": found.answers,
        "codings": found.codings,
        "measured": scores.answers,
        "recall": _recall_json(scores.recall),
        "macro_recall_5": scores.macro_recall_5,
        "lrap": scores.lrap,
        "known_share": scores.known_share,
        "keys_per_coding": scores.keys_per_coding,
        "calibration": [
            {
                "from": each.begin,
                "to": each.end,
                "n": each.n,
                "mean_score": each.mean_score,
                "share": each.share,
            }
            for each in scores.calibration
        ],
        "course": [
            {"from": part.begin, "to": part.end, "recall": _recall_json(part.recall)} for part in found.course
        ],
        "steering": _steering_json(found),
    }


def _steering_json(found: Evaluation) -> dict[str, Any]:
    compared = found.steering
    return {
        "shown": compared.shown,
        "hidden": compared.hidden,
        "enough": compared.is_enough,
        "codes_per_answer": {
            "shown": compared.codes_shown,
            "hidden": compared.codes_hidden,
            "difference": _estimate_json(compared.difference),
        },
        "codes": [
            {
                "path": found.paths[each.code_id],
                "shown": each.shown / compared.shown,
                "hidden": each.hidden / compared.hidden,
                "difference": _estimate_json(each.difference),
            }
            for each in compared.codes
        ],
    }


def _estimate_json(estimate: Estimate | None) -> dict[str, Any] | None:
    if estimate is None:
        return None
    return {"value": estimate.value, "interval": [estimate.low, estimate.high]}


def _recall_json(recall: Mapping[int, float | None]) -> dict[str, float | None]:
    return {str(length): value for length, value in recall.items()}

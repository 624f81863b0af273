"""`coder evaluate`: what the suggestions of a question are worth, from its own coding."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coder.cli.context import CommandContext, pass_command_context, print_json, say
from coder.cli.estimates import estimate_json
from coder.cli.evaluate_talk import print_evaluation
from coder.cli.progress import progress_bar
from coder.messages import _

if TYPE_CHECKING:
    from coder.usecases.suggesting.evaluate import Evaluation


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
    if picture is not None:
        from coder.documents.picture_file import check_can_draw

        check_can_draw(picture)
    engine = context.engine()
    context.refuse_while_blind(engine, question)
    with progress_bar(_("Answers"), _("Preparing the texts …")) as progress:
        from coder.usecases.suggesting.evaluate import evaluate as evaluated  # takes seconds to load

        found = evaluated(engine, question, progress)
    if picture is not None:
        _draw(picture, question, found)
    if as_json:
        print_json(_as_json(found))
        return
    print_evaluation(question, found)


def _draw(picture: Path, question: str, found: Evaluation) -> None:
    from coder.documents.evaluation_plot import draw_evaluation

    draw_evaluation(
        picture,
        question,
        [(part.end, part.recall) for part in found.course],
        [(each.mean_score, each.share, each.n) for each in found.scores.calibration],
    )
    say(_("Drawn: {file}").format(file=picture))


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
            "difference": estimate_json(compared.difference),
        },
        "codes": [
            {
                "path": found.paths[each.code_id],
                "shown": each.shown / compared.shown,
                "hidden": each.hidden / compared.hidden,
                "difference": estimate_json(each.difference),
            }
            for each in compared.codes
        ],
    }


def _recall_json(recall: Mapping[int, float | None]) -> dict[str, float | None]:
    return {str(length): value for length, value in recall.items()}

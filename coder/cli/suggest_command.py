"""`coder suggest`: which codes an answer or a text is likely to get, and the words that speak for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from coder.cli.context import CommandContext, pass_command_context, print_columns, print_json, say
from coder.messages import _

if TYPE_CHECKING:
    from coder.store.unit_of_work import Reading
    from coder.usecases.suggesting.suggest import RankedCode


@click.command(help=_("Rank the codes of a question for an answer or a text; with the words that spoke"))
@click.argument("question")
@click.option("--respondent", metavar="ID", help=_("Whose answer"))
@click.option("--text", help=_("A text of your own instead"))
@click.option("--wave", help=_("The wave, where the respondent answered in several"))
@click.option(
    "-n", "most", type=click.IntRange(1), default=9, show_default=True, help=_("At most so many codes")
)
@click.option("--json", "as_json", is_flag=True, help=_("As JSON"))
@pass_command_context
def suggest(
    context: CommandContext,
    question: str,
    respondent: str | None,
    text: str | None,
    wave: str | None,
    most: int,
    as_json: bool,
) -> None:
    """Rank codes and print them."""
    from coder.store.unit_of_work import reading

    if (respondent is None) == (text is None):
        raise click.UsageError(_("Name a respondent with --respondent, or give a text with --text."))
    if respondent is None and wave is not None:
        raise click.UsageError(_("--wave goes with --respondent: a text of your own is of no wave."))
    with reading(context.engine()) as work:
        ranked = _ranked(work, context.coder_name, question, respondent, text or "", wave, most)
    if as_json:
        print_json([suggestion_as_json(each) for each in ranked])
        return
    if not ranked:
        say(_("The codebook of «{question}» has no codes to suggest.").format(question=question))
        return
    _print_ranked(ranked)


def suggestion_as_json(ranked: RankedCode) -> dict[str, Any]:
    """Return a suggestion as the commands print it."""
    code = ranked.code
    return {
        "id": code.uid,
        "path": code.written_path,
        "code": code.name,
        "theme": code.theme,
        "score": round(ranked.score, 4),
        "words": list(ranked.words),
    }


def _ranked(
    work: Reading,
    coder_name: str,
    question: str,
    respondent: str | None,
    text: str,
    wave: str | None,
    most: int,
) -> list[RankedCode]:
    from coder.store.answers import find_answer
    from coder.store.coders import find_coder
    from coder.store.questions import question_named
    from coder.store.waves import wave_named
    from coder.usecases.second_coder.blindness import BlindError, blindness_of
    from coder.usecases.suggesting.suggest import suggest_for_answer, suggest_for_text

    asked = question_named(work, question)
    blindness = blindness_of(work, asked.id, known.id) if (known := find_coder(work, coder_name)) else None
    if blindness is not None and blindness.hides_suggestions:
        raise BlindError(question, blindness)
    if wave is not None:
        wave_named(work, wave)
    if respondent is None:
        return suggest_for_text(work, question, coder_name, text, most)
    answer_id = find_answer(work, asked.id, asked.key, respondent, wave)
    return suggest_for_answer(work, question, coder_name, answer_id, most)


def _print_ranked(ranked: list[RankedCode]) -> None:
    from coder.text.numbers import written_number

    header = [_("score"), _("code"), _("words")]
    rows = [(written_number(each.score, 2), each.code.written_path, ", ".join(each.words)) for each in ranked]
    print_columns(header, rows)

"""`coder codebook QUESTION clean-up`, `other`: what may want clearing up; the answers of *Annet*."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

import click

from coder.cli.codebook_context import CodebookContext, code_named, pass_codebook
from coder.cli.context import print_columns, print_json, say
from coder.domain.codebook import RECODE_OPERATION
from coder.messages import _, ngettext

if TYPE_CHECKING:
    from coder.domain.clean_up import Finding
    from coder.store.answer_list import AnswerRow
    from coder.store.unit_of_work import Reading
    from coder.usecases.codebook.clean_up import CleanUp

_LONGEST_TEXT = 60


@click.command(
    "clean-up", help=_("What may want clearing up: nearly equal, never used, together, without definition")
)
@click.option("--all", "with_meant", is_flag=True, help=_("What somebody has said is meant so, too"))
@click.option(
    "--meant-so",
    "number",
    type=click.IntRange(min=1),
    metavar="NUMBER",
    help=_("Put away what is listed under this number, as it is meant so"),
)
@click.option("--because", default="", help=_("Why it is meant so; stands in your note on the codes"))
@click.option("--json", "as_json", is_flag=True, help=_("As JSON"))
@pass_codebook
def clean_up(
    context: CodebookContext, /, with_meant: bool, number: int | None, because: str, as_json: bool
) -> None:
    """List what the rules bring up, each with its number; or put one of them away."""
    from coder.usecases.codebook.clean_up import clean_up

    with context.look() as (work, question):
        found = clean_up(work, question.key, context.command.coder_name)
    shown = found.findings if with_meant else found.open
    if number is not None:
        _put_away(context, shown, number, because)
        return
    if as_json:
        print_json([_as_json(found, each) for each in shown])
        return
    for line in _listed(found, shown):
        click.echo(line)
    if not shown:
        say(_("Nothing to clear up."))
    if len(shown) < len(found.findings):
        away = len(found.findings) - len(shown)
        said = ngettext("{n} is meant so; --all lists it.", "{n} are meant so; --all lists them.", away)
        say(said.format(n=away))


@click.command(help=_("The answers of codes of kind «other», with their share and groups of alike ones"))
@click.option("--code", "written", metavar="CODE", help=_("Only this code"))
@click.option("--to", "target", metavar="CODE", help=_("Give answers this code instead; made if it is new"))
@click.option(
    "--answer",
    "respondents",
    multiple=True,
    metavar="RESPONDENT",
    help=_("With --to: whose answer gets the other code; may be repeated"),
)
@click.option("--wave", help=_("The wave of the respondents in --answer"))
@click.option("--json", "as_json", is_flag=True, help=_("As JSON"))
@pass_codebook
def other(
    context: CodebookContext,
    /,
    written: str | None,
    target: str | None,
    respondents: Sequence[str],
    wave: str | None,
    as_json: bool,
) -> None:
    """List the answers group by group; or give some of them another code in one act."""
    if bool(target) != bool(respondents):
        raise click.UsageError(_("--to and --answer go together: which answers get which code."))
    if target:
        _give(context, written, target, respondents, wave)
        return
    with context.look() as (work, question):
        found = _other_codes(context, work, question.key, written)
        listed = [_with_groups(work, question.id, each) for each in found]
    if as_json:
        print_json(listed)
        return
    for each in listed:
        _tell(each)


COMMANDS = (clean_up, other)


def _put_away(context: CodebookContext, shown: Sequence[Finding], number: int, because: str) -> None:
    from coder.domain.clean_up import MEANT_OPERATIONS
    from coder.usecases.codebook.clean_up import mean_it_so
    from coder.usecases.codebook.clean_up_words import meant_in_words, names_in_words

    if number > len(shown):
        said = ngettext("There is {n} finding only.", "There are {n} findings only.", len(shown))
        raise click.BadParameter(said.format(n=len(shown)), param_hint="--meant-so")
    finding = shown[number - 1]
    with context.act(MEANT_OPERATIONS[finding.kind]) as (work, _question):
        assert work.coder_id is not None, "an act on the command line is somebody's"
        mean_it_so(work, finding, work.coder_id, because or meant_in_words(finding))
    say(_("Put away: {names}.").format(names=" · ".join(names_in_words(finding))))


def _listed(found: CleanUp, shown: Sequence[Finding]) -> Iterator[str]:
    """Yield headings and findings, numbered through, as lines of a terminal."""
    from coder.text.safe import safe_line
    from coder.usecases.codebook.clean_up_words import heading_in_words, names_in_words, why_in_words

    width = len(str(len(shown)))
    numbered = enumerate(shown, start=1)
    for kind, of_kind in groupby(numbered, key=lambda each: each[1].kind):
        yield heading_in_words(kind)
        for number, each in of_kind:
            sign = "✓" if each.key in found.put_away else " "
            names = " · ".join(names_in_words(each))
            yield safe_line(f"{number:>{width}} {sign} {names}: {why_in_words(each)}")


def _as_json(found: CleanUp, each: Finding) -> dict[str, Any]:
    away = found.put_away.get(each.key)
    return {
        "kind": each.kind.value,
        "codes": [
            {"id": code.uid, "path": code.written_path, "answers": count}
            for code, count in zip(each.codes, each.answers, strict=True)
        ],
        "of": each.of,
        "together": each.together,
        "meant_so": None if away is None else {"coder": away.coder, "at": away.at, "entry": away.entry},
    }


def _other_codes(
    context: CodebookContext, work: Reading, question_key: str, written: str | None
) -> list[Finding]:
    from coder.store.questions import question_named
    from coder.usecases.codebook.clean_up import clean_up
    from coder.usecases.codebook.other_answers import NoOtherCodeError, NotOtherError

    found = clean_up(work, question_key, context.command.coder_name)
    if written is None:
        if not found.other:
            raise NoOtherCodeError(question_key)
        return list(found.other)
    code = code_named(work, question_named(work, question_key), written)
    chosen = [each for each in found.other if each.codes[0].id == code.id]
    if not chosen:
        raise NotOtherError(code)
    return chosen


def _with_groups(work: Reading, question_id: int, found: Finding) -> dict[str, Any]:
    """Return a code with its share, and its answers in groups, as JSON has it."""
    from coder.tables.percent import percent
    from coder.usecases.codebook.other_answers import texts_under
    from coder.usecases.coding.answer_list import rows_of
    from coder.usecases.suggesting.question_studies import groups_under

    code = found.codes[0]
    groups = groups_under(lambda read: read(work), question_id, [code.id]).groups
    ids = [answer_id for _name, members in groups for answer_id in members]
    rows: dict[int, AnswerRow] = {row.id: row for row in rows_of(work, ids, 0)}
    texts = texts_under(work, ids, {code.id})
    share = percent(found.answers[0], found.of)
    return {
        "path": code.written_path,
        "answers": found.answers[0],
        "of": found.of,
        "percent": None if share is None else float(share),
        "groups": [
            {
                "name": name or None,
                "answers": [
                    {"respondent_id": rows[each].respondent_id, "wave": rows[each].wave, "text": texts[each]}
                    for each in members
                ],
            }
            for name, members in groups
        ],
    }


def _tell(listed: dict[str, Any]) -> None:
    from coder.text.numbers import written_count, written_number

    told = ngettext("{n} settled answer", "{n} settled answers", listed["answers"])
    told = told.format(n=written_count(listed["answers"]))
    if listed["percent"] is not None:
        told += _(", {percent} % of {n}").format(
            percent=written_number(listed["percent"]), n=written_count(listed["of"])
        )
    say(f"{listed['path']}: {told}")
    rows = [
        [group["name"] or _("in no group"), each["respondent_id"], each["wave"], _short(each["text"])]
        for group in listed["groups"]
        for each in group["answers"]
    ]
    if rows:
        print_columns([_("Group"), _("Respondent"), _("Wave"), _("Text")], rows)


def _short(text: str) -> str:
    from coder.text.safe import safe_line, shortened

    return shortened(" ".join(safe_line(text).split()), _LONGEST_TEXT)


def _give(
    context: CodebookContext, written: str | None, target: str, respondents: Sequence[str], wave: str | None
) -> None:
    from coder.domain.codebook import UnknownCodeError
    from coder.store.answers import find_answer
    from coder.usecases.codebook.other_answers import recode_answers

    with context.act(RECODE_OPERATION) as (work, question):
        found = _other_codes(context, work, question.key, written)
        if len(found) > 1:
            raise click.UsageError(_("There are several codes of kind «other». Say which: --code CODE."))
        ids = [find_answer(work, question.id, question.key, each, wave) for each in respondents]
        try:
            to: int | str = code_named(work, question, target).id
        except UnknownCodeError:
            to = target
        changed = recode_answers(work, ids, found[0].codes[0].id, to)
    said = ngettext("{n} answer now has «{path}».", "{n} answers now have «{path}».", changed)
    say(said.format(n=changed, path=target))

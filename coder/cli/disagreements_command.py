"""`coder disagreements`: what coders coded differently, the worst first, or in groups."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coder.cli.codings_commands import SeveralCodersCommand
from coder.cli.context import CommandContext, pass_command_context, print_columns, print_json, say
from coder.messages import _, ngettext

if TYPE_CHECKING:
    from coder.store.answers import Answer
    from coder.usecases.agreement.desk import AgreementDesk
    from coder.usecases.agreement.disagreements import DifferenceGroup, Disagreement
    from coder.usecases.agreement.outcome import Outcome

_MOST_TEXT = 2_000
"""So many characters of an answer are printed; --json has all of it."""


@click.command(
    cls=SeveralCodersCommand,
    help=_("Answers that coders coded differently and nobody has settled, the worst first"),
)
@click.argument("question")
@click.option("--code", metavar="CODE", help=_("Only where they differ in this code"))
@click.option("--theme", metavar="THEME", help=_("Only where they differ in this theme or a code under it"))
@click.option("--coders", multiple=True, metavar="CODER …", help=_("Only between these coders"))
@click.option(
    "--round", "round_", metavar="N", help=_("Only this round; else all answers two coders have done")
)
@click.option("--groups", is_flag=True, help=_("In groups of the same difference, code against code"))
@click.option("--all", "with_settled", is_flag=True, help=_("With those that are settled"))
@click.option("--json", "as_json", is_flag=True, help=_("As JSON"))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help=_("Write them to this file as a table, by its ending; it holds what people wrote"),
)
@pass_command_context
def disagreements(
    context: CommandContext,
    question: str,
    code: str | None,
    theme: str | None,
    coders: tuple[str, ...],
    round_: str | None,
    groups: bool,
    with_settled: bool,
    as_json: bool,
    output: Path | None,
) -> None:
    """List differences."""
    from coder.cli.agreement_project import desk_to_settle, opened
    from coder.store.unit_of_work import reading
    from coder.usecases.agreement.desk import texts_to_settle
    from coder.usecases.agreement.outcome import outcomes_of

    if output is not None:
        from coder.usecases.agreement.disagreements_file import check_disagreements_file

        if groups:
            raise click.UsageError(_("Groups are printed only: leave out -o, or --groups."))
        # Before the work: a name that promises nothing is known at once.
        check_disagreements_file(output)

    engine, coder = opened(context, question)
    with reading(engine) as work:
        desk = desk_to_settle(work, question, coder, round_, coders=coders, code=code, theme=theme)
        found = desk.differing if with_settled else desk.waiting
        ids = [] if groups else [each.answer_id for each in found]
        texts = texts_to_settle(work, ids)
        outcomes = outcomes_of(work, ids)
    if groups:
        _tell_groups(desk, as_json)
        return
    values = [
        _as_json(desk, each, texts[each.answer_id], outcomes.get(each.answer_id))
        for each in (found if output is not None or as_json else ())
    ]
    if output is not None:
        from coder.usecases.agreement.disagreements_file import disagreements_to_file

        told = disagreements_to_file(engine, coder.id, question, desk, found, texts, outcomes, values, output)
        for sentence in (_("Written: {file}").format(file=output), *told):
            say(sentence)
    if as_json:
        print_json(values)
        return
    if output is not None:
        _sum_up(desk)
        return
    for each in found:
        _print_one(desk, each, texts[each.answer_id], outcomes.get(each.answer_id))
    _sum_up(desk)


def _as_json(
    desk: AgreementDesk, found: Disagreement, answer: Answer, outcome: Outcome | None
) -> dict[str, Any]:
    compared = desk.to_settle
    settled = None if outcome is None or outcome.settlement.is_parked else outcome
    return {
        "respondent_id": answer.respondent_id,
        "wave": answer.wave or None,
        "text": answer.text,
        "distance": round(found.distance, 4),
        "both": paths(desk, found.both),
        "unseen": paths(desk, found.unseen),
        "coders": [
            {
                "coder": compared.coder(coder_id).name,
                "codes": paths(desk, codes),
                "only": paths(desk, found.only(coder_id)),
            }
            for coder_id, codes in found.answer.given.items()
        ],
        "majority": paths(desk, found.majority()),
        "settled": None if settled is None else settled.settlement.rule.value,
        "settled_on": None if settled is None else paths(desk, settled.codes),
        "how": None if outcome is None else outcome.how,
        "by": None if outcome is None else outcome.by,
        "parked": outcome is not None and outcome.settlement.is_parked,
    }


def paths(desk: AgreementDesk, code_ids: frozenset[int]) -> list[str]:
    """Return the paths of codes in codebook order."""
    return [code.written_path for code in desk.to_settle.codes if code.id in code_ids]


def _print_one(desk: AgreementDesk, found: Disagreement, answer: Answer, outcome: Outcome | None) -> None:
    from coder.text.numbers import written_count, written_number
    from coder.text.safe import safe, safe_line

    head = [answer.respondent_id, answer.wave, _("distance {n}").format(n=written_number(found.distance, 2))]
    if outcome is not None:
        head.append(outcome.said)
    click.echo(safe_line(" · ".join(part for part in head if part)))
    for line in safe(answer.text[:_MOST_TEXT]).splitlines():
        click.echo(f"  {line}")
    if more := len(answer.text[_MOST_TEXT:]):
        told = ngettext("… {n} more character", "… {n} more characters", more)
        click.echo(f"  {told.format(n=written_count(more))}")
    rows: list[tuple[str, str]] = []
    for coder_id in found.answer.given:
        name = desk.to_settle.coder(coder_id).name
        nothing = "–" if found.answer.given[coder_id] else _("(no code)")
        only = ", ".join(paths(desk, found.only(coder_id))) or nothing
        rows.append((_("only {name}").format(name=name), only))
    both = ", ".join(paths(desk, found.both)) or "–"
    rows.insert(1, (_("both") if len(rows) == 2 else _("all"), both))
    if found.unseen:
        rows.append((_("new to one coder, not in the distance"), ", ".join(paths(desk, found.unseen))))
    if outcome is not None and not outcome.settlement.is_parked:
        rows.append((_("final codes"), ", ".join(paths(desk, outcome.codes)) or _("(no code)")))
    for label, named in rows:
        click.echo(safe_line(f"    {label}: {named}"))
    click.echo("")


def _sum_up(desk: AgreementDesk) -> None:
    waiting = len(desk.waiting)
    own = sum(each in desk.waiting for each in desk.parked)
    parked = len(desk.parked) - own
    said = [
        ngettext("{n} answer differs and waits.", "{n} answers differ and wait.", waiting).format(n=waiting),
        *([ngettext("{n} of them for you.", "{n} of them for you.", own).format(n=own)] if own else ()),
        ngettext("{n} is settled.", "{n} are settled.", desk.settled).format(n=desk.settled),
        ngettext("{n} is coded alike.", "{n} are coded alike.", desk.equal).format(n=desk.equal),
    ]
    if parked:
        said.append(
            ngettext("{n} waits for another coder.", "{n} wait for other coders.", parked).format(n=parked)
        )
    say(" ".join(said))
    if desk.only and not desk.code_ids:
        most = desk.only[0]
        said_only = ngettext("{n} differs only in «{code}».", "{n} differ only in «{code}».", most.count)
        say(said_only.format(n=most.count, code=desk.to_settle.path(most.first)))


def _tell_groups(desk: AgreementDesk, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "only": [_group_json(desk, each) for each in desk.only],
                "against": [_group_json(desk, each) for each in desk.against],
            }
        )
        return
    if desk.only:
        header = [_("Differ only in"), _("Answers"), _("Given by")]
        print_columns(
            header,
            [[desk.to_settle.path(each.first), each.count, _given_by(desk, each)] for each in desk.only],
        )
    if desk.against:
        click.echo("")
        header = [_("Code"), _("against"), _("Answers"), _("By chance"), _("The first by")]
        print_columns(header, [_against_row(desk, each) for each in desk.against])
    _sum_up(desk)


def _against_row(desk: AgreementDesk, group: DifferenceGroup) -> list[Any]:
    from coder.text.numbers import written_number

    compared = desk.to_settle
    assert group.second is not None
    return [
        compared.path(group.first),
        compared.path(group.second),
        group.count,
        written_number(group.expected or 0, 1),
        _given_by(desk, group),
    ]


def _given_by(desk: AgreementDesk, group: DifferenceGroup) -> str:
    by: dict[str, set[int]] = {}
    for (first, _second), answers in group.by:
        by.setdefault(desk.to_settle.coder(first).name, set()).update(answers)
    return ", ".join(f"{name} {len(answers)}" for name, answers in by.items())


def _group_json(desk: AgreementDesk, group: DifferenceGroup) -> Mapping[str, Any]:
    compared = desk.to_settle
    return {
        "code": compared.path(group.first),
        "against": None if group.second is None else compared.path(group.second),
        "answers": group.count,
        "expected": None if group.expected is None else round(group.expected, 4),
        "by": [
            {
                "first": compared.coder(first).name,
                "second": compared.coder(second).name,
                "answers": len(answers),
            }
            for (first, second), answers in group.by
        ],
    }

"""`coder agreement QUESTION`: agreement between the coders of a project, as numbers, tables and words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from coder.cli.context import CommandContext, print_json, say
from coder.cli.table_options import AskedOutput
from coder.domain.errors import WrongUseError
from coder.messages import _

if TYPE_CHECKING:
    from coder.store.coders import Coder
    from coder.store.engine import Engine
    from coder.store.unit_of_work import Reading
    from coder.usecases.agreement.desk import AgreementDesk
    from coder.usecases.agreement.project_agreement import ProjectAgreement, RoundAsked

NOW, ALL = "now", "all"


class NoSuchRoundWordError(WrongUseError):
    """Something that is no round."""

    def __init__(self, written: str) -> None:
        super().__init__(
            _("«{written}» is no round. Give its number, or all, or now (codings as they stand).").format(
                written=written
            )
        )


@dataclass(frozen=True)
class AskedAgreement:
    """What is asked about a question."""

    question: str
    coders: tuple[str, ...]
    round: str | None
    overall: bool
    by_round: bool
    methods: str | None
    replicates: int
    seed: int
    output: AskedOutput


def round_asked(written: str | None) -> RoundAsked:
    """Return a round as the use cases name it.

    Raises:
        NoSuchRoundWordError: If it is none.
    """
    if written is None or written.isdecimal():
        return None if written is None else int(written)
    if written == NOW:
        return "now"
    if written == ALL:
        return "all"
    raise NoSuchRoundWordError(written)


def opened(context: CommandContext, question: str) -> tuple[Engine, Coder]:
    """Connect to the project and let who is at the keyboard look at others' codes.

    Raises:
        UnknownQuestionError: If there is no such question; then nobody is made known either.
        BlindError: If the coder has answers of a blind sample left.
    """
    from coder.store.questions import question_named
    from coder.store.unit_of_work import reading
    from coder.usecases.agreement.desk import open_comparison

    engine = context.engine()
    with reading(engine) as work:
        question_named(work, question)
    coder = context.coder(engine)
    open_comparison(engine, question, coder)
    return engine, coder


def desk_to_settle(
    work: Reading, question: str, coder: Coder, round_: str | None, **narrowed: Any
) -> AgreementDesk:
    """Read what is left to settle: of a round, else of all that two people have done.

    Where nobody has but own answers were coded again, it is of the newest such round.
    """
    from coder.usecases.agreement.compared import NothingComparedError
    from coder.usecases.agreement.desk import agreement_desk

    if round_ is not None:
        return agreement_desk(work, question, coder.id, round_asked=round_asked(round_), **narrowed)
    try:
        return agreement_desk(work, question, coder.id, round_asked="now", **narrowed)
    except NothingComparedError:
        return agreement_desk(work, question, coder.id, **narrowed)


def tell_agreement(context: CommandContext, asked: AskedAgreement) -> None:
    """Measure agreement and print it, or write it to a file."""
    engine, _coder = opened(context, asked.question)
    if asked.by_round:
        _tell_rounds(context, engine, asked)
        return
    found = _measured(engine, asked)
    if asked.methods is not None:
        _tell_methods(engine, asked, found)
        return
    _tell(context, asked, found)


def _measured(engine: Engine, asked: AskedAgreement) -> ProjectAgreement:
    from coder.store.project_state import project_state
    from coder.store.unit_of_work import reading
    from coder.usecases.agreement.compared_rounds import rounds_drawn
    from coder.usecases.agreement.project_agreement import compared_of, measured
    from coder.usecases.second_coder.waiting_to_close import waiting_to_close

    with reading(engine) as work:
        compared = compared_of(work, asked.question, asked.coders, round_asked(asked.round))
        rests_on = project_state(work, compared.question, work)
        drawn = len(rounds_drawn(work, asked.question))
        waiting = waiting_to_close(work, compared.question)
    for sentence in waiting:
        say(sentence)
    if asked.round is None and len(compared.rounds) == 1 and drawn > 1:
        said = _("This is round {number}, the newest; each is told by --rounds.")
        say(said.format(number=compared.rounds[0].number))
    return measured(compared, rests_on, replicates=asked.replicates, seed=asked.seed)


def _tell(context: CommandContext, asked: AskedAgreement, found: ProjectAgreement) -> None:
    from coder.cli.exported import hand_out
    from coder.usecases.agreement.cells import about_answers
    from coder.usecases.agreement.overall import overall_table
    from coder.usecases.agreement.provenance import agreement_provenance
    from coder.usecases.agreement.table import codes_table

    way = asked.output.way()
    if way.named == "json" and way.file is None:
        print_json(found.values(named=True))
        return
    if way.named == "text" and way.file is None and not asked.overall:
        from coder.cli.agreement_lines import agreement_lines

        told = {each.sentence for each in found.anonymous.warnings}  # stand in the lines, with names
        for sentence in about_answers(found):
            if sentence not in told:
                say(sentence)
        for line in agreement_lines(found.report, found.letters):
            click.echo(line)
        return
    make, named = (overall_table, "overall") if asked.overall else (codes_table, "codes")
    hand_out(context, asked.question, make(found, agreement_provenance(found, named)), way)


def _tell_methods(engine: Engine, asked: AskedAgreement, found: ProjectAgreement) -> None:
    from coder.store.unit_of_work import reading
    from coder.text.safe import safe
    from coder.usecases.agreement.methods_text import methods_text
    from coder.usecases.agreement.settled_facts import settled_facts

    with reading(engine) as work:
        settled = settled_facts(work, found.compared)
    written = methods_text(found, settled, asked.methods or "nb")
    if asked.output.as_json:
        print_json({"paragraphs": list(written.paragraphs), "references": list(written.references)})
        return
    click.echo(safe(written.text))


def _tell_rounds(context: CommandContext, engine: Engine, asked: AskedAgreement) -> None:
    from coder.cli.exported import hand_out
    from coder.store.unit_of_work import reading
    from coder.usecases.agreement.rounds import agreement_of_rounds, rounds_table

    way = asked.output.way()
    with reading(engine) as work:
        found = agreement_of_rounds(
            work, asked.question, asked.coders, replicates=asked.replicates, seed=asked.seed
        )
    hand_out(context, asked.question, rounds_table(found), way)

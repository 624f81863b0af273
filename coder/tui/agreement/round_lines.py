"""Rounds to choose among, each with its agreement; several are taken together only where that is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coder.messages import _, ngettext
from coder.text.numbers import written_count
from coder.text.safe import safe_line
from coder.tui.agreement.bars import interval_bar, written_interval, written_value
from coder.tui.pieces.lines import Line, Piece, Role, line

if TYPE_CHECKING:
    from coder.agreement.results import Result
    from coder.store.unit_of_work import Reading
    from coder.tui.agreement.state import AgreementState
    from coder.usecases.agreement.project_agreement import RoundAsked
    from coder.usecases.second_coder.samples import SampleStanding

WIDE = 100
BAR = 20


@dataclass(frozen=True)
class RoundLine:
    """One thing to choose: a round, all of them, or codings as they stand."""

    asked: RoundAsked
    title: str
    about: str
    answers: int | None = None
    alpha: Result | None = None


def rounds_read(work: Reading, question_key: str, standings: Sequence[SampleStanding]) -> list[RoundLine]:
    """Measure every round; on a thread.

    Raises:
        UnknownQuestionError: If there is no such question.
    """
    from coder.domain.errors import CoderError
    from coder.usecases.agreement.rounds import agreement_of_rounds

    found = {}
    if standings:
        try:
            measured = agreement_of_rounds(work, question_key)
        except CoderError:  # nobody is done with an answer of any round
            measured = []
        found = {each.facts.number: each.found for each in measured}
    lines = []
    for number in dict.fromkeys(each.sample.round for each in standings):
        of_round = [each for each in standings if each.sample.round == number]
        agreed = found.get(number)
        lines.append(
            RoundLine(
                number,
                _("Round {number}").format(number=number),
                _about(of_round),
                None if agreed is None else agreed.report.answers,
                None if agreed is None else agreed.overall("alpha_masi"),
            )
        )
    if len(lines) > 1:
        lines.append(RoundLine("all", _("All rounds together"), _("as if they were one; say so in print")))
    lines.append(RoundLine("now", _("As it stands"), _("all that two have done; not a blind sample")))
    return lines


def round_lines(state: AgreementState, width: int, height: int) -> tuple[list[Line], dict[int, int]]:
    """Return the rounds as rows, and which is at which line."""
    rounds = state.rounds
    if rounds is None:
        return [line(Piece(_("The rounds are being counted."), Role.DIM))], {}
    bar = BAR if width >= WIDE else 0
    head = [
        line(
            Piece(_("Rounds: which answers, and when"), Role.HEADING),
            right=[
                Piece(_("answers").rjust(7) + "    " + _("alpha (MASI)").ljust(16), Role.HEADING),
                Piece(" " * bar),
            ],
        )
    ]
    tall = 1 if width >= WIDE else 2
    room = max((height - len(head)) // tall, 1)
    top = max(state.round_row - room + 1, 0)
    lines, places = head, {}
    for place in range(top, min(top + room, len(rounds))):
        places.update({len(lines) + each: place for each in range(tall)})
        lines = [*lines, *_row(state, rounds[place], place, bar)]
    return lines, places


def standing_in_words(each: SampleStanding) -> str:
    """Say for whom a sample was drawn, and how far it has come."""
    name = safe_line(each.coder)
    if not each.sample.is_open:
        return _("{name}: {n} answers").format(name=name, n=written_count(each.size))
    return _("{name}: {done} of {n} done").format(
        name=name, done=written_count(each.done), n=written_count(each.size)
    )


def _about(standings: Sequence[SampleStanding]) -> str:
    from coder.usecases.agreement.rounds import purpose_name

    first = standings[0]
    said = [purpose_name(first.sample.purpose), first.drawn_at[:10]]
    said += [standing_in_words(each) for each in standings]
    opened = sum(each.opened for each in standings)
    if opened:
        said.append(
            ngettext("{n} opened before time", "{n} opened before time", opened).format(
                n=written_count(opened)
            )
        )
    return " · ".join(said)


def _row(state: AgreementState, each: RoundLine, place: int, bar: int) -> list[Line]:
    is_here = place == state.round_row
    shown = _asked_now(state) == each.asked
    right = []
    if each.answers is not None:
        right += [
            Piece(written_count(each.answers).rjust(7), Role.TEXT),
            Piece(written_value(each.alpha).rjust(8), Role.STRONG),
            Piece(f" {written_interval(each.alpha):>9}  ", Role.DIM),
        ]
        if bar:
            right += interval_bar(each.alpha, bar)
    title = [
        Piece("▸ " if is_here else "  ", Role.ACCENT),
        Piece("● " if shown else "  ", Role.GOOD),
        Piece(each.title, Role.STRONG if is_here else Role.TEXT),
    ]
    if bar:
        return [line(*title, Piece(f"  {each.about}", Role.DIM), right=right)]
    return [line(*title, right=right), line(Piece(f"    {each.about}", Role.DIM))]


def _asked_now(state: AgreementState) -> RoundAsked:
    """Return which of them is shown."""
    rounds = state.desk.compared.rounds
    if not rounds:
        return "now"
    return rounds[0].number if len(rounds) == 1 else "all"

"""What is found when agreement is opened: the comparison, or what is to be done before there is one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coder.messages import _, ngettext
from coder.text.numbers import written_count
from coder.tui.agreement.lines import said_lines
from coder.tui.agreement.round_lines import standing_in_words
from coder.tui.pieces.lines import Line, Piece, Role, line

if TYPE_CHECKING:
    from coder.domain.question import Question
    from coder.store.unit_of_work import Reading
    from coder.usecases.agreement.desk import AgreementDesk
    from coder.usecases.agreement.project_agreement import RoundAsked
    from coder.usecases.second_coder.blindness import Blindness
    from coder.usecases.second_coder.samples import SampleStanding

AFTER_DAYS = 14
"""Own answers are coded again after so many days: until then one remembers what one did."""


@dataclass(frozen=True)
class Opening:
    """What was found."""

    question: Question
    desk: AgreementDesk | None
    blindness: Blindness | None
    """That whoever looks codes blind; then nothing else was read."""
    standings: Sequence[SampleStanding] = ()
    everybody: Mapping[int, str] | None = None
    """People's names by id."""
    done_by: Sequence[int] = ()
    """Who is done with an answer."""

    @property
    def done_round(self) -> int | None:
        """A round that is still open although all its coders are done."""
        still = [each for each in self.standings if each.sample.is_open]
        left = {each.sample.round for each in still if each.done < each.size}
        return next((each.sample.round for each in still if each.sample.round not in left), None)


def opened(work: Reading, question_key: str, viewer_id: int, asked: RoundAsked) -> Opening:
    """Read what coders gave, unless that is hidden from whoever looks, or nobody coded anything twice.

    Raises:
        UnknownQuestionError: If there is no such question.
    """
    from coder.domain.coder_kind import PERSON
    from coder.store.coders import all_coders, people_done_in
    from coder.store.questions import question_named
    from coder.usecases.agreement.compared import NothingComparedError
    from coder.usecases.agreement.compared_rounds import NoRoundError
    from coder.usecases.agreement.desk import agreement_desk
    from coder.usecases.second_coder.blindness import blindness_of
    from coder.usecases.second_coder.samples import sample_standings

    question = question_named(work, question_key)
    blindness = blindness_of(work, question.id, viewer_id)
    if blindness is not None:
        return Opening(question, None, blindness)
    people = {each.id: each.name for each in all_coders(work) if each.kind == PERSON}
    standings = sample_standings(work, question)
    done_by = people_done_in(work, question.id)
    desk = None
    try:
        desk = agreement_desk(work, question_key, viewer_id, round_asked=asked)
    except (NothingComparedError, NoRoundError):
        if asked is not None:
            raise
    else:
        # Compared here, on the thread that reads: the screen's own waits for nothing.
        _worked_out = desk.only, desk.against, desk.equal
    return Opening(question, desk, None, standings, people, done_by)


def blind_lines(blindness: Blindness, width: int) -> list[Line]:
    """Say how much is left before others' codes are shown, and what it costs to look now."""
    left = ngettext(
        "You code round {round} blind: {n} answer is left.",
        "You code round {round} blind: {n} answers are left.",
        blindness.left,
    ).format(round=blindness.round, n=written_count(blindness.left))
    what = (
        _("What you gave them before is shown when you are done.")
        if blindness.is_again
        else _("What others gave them is shown when you are done.")
    )
    return [
        line(Piece(left, Role.STRONG)),
        *said_lines([what], width),
        line(),
        *said_lines([_("Esc goes back to coding. o opens it before time.")], width, Role.DIM),
    ]


def asked_to_open(blindness: Blindness) -> str:
    """Ask whether to look before time, saying what it costs."""
    said = ngettext(
        "See the codes now? {n} answer you have not done is dropped from agreement, and that you looked "
        "before time is written down; it cannot be undone.",
        "See the codes now? {n} answers you have not done are dropped from agreement, and that you looked "
        "before time is written down; it cannot be undone.",
        blindness.left,
    )
    return said.format(n=written_count(blindness.left))


def nothing_lines(opening: Opening, viewer_id: int, width: int) -> list[Line]:
    """Say what to do where no answer was done by two."""
    lines = [line(Piece(_("No answer has been done by two coders yet."), Role.STRONG)), line()]
    still = [each for each in opening.standings if each.sample.is_open]
    if still:
        said = [standing_in_words(each) for each in still]
        lines += said_lines([_("A sample is drawn, and coded now."), " · ".join(said)], width)
        done = (
            _("Agreement is shown here when it is done.")
            if opening.done_round is None
            else _("It is done. Enter closes the round, and shows agreement.")
        )
        lines += said_lines([done], width, Role.DIM)
        return lines
    if not opening.done_by:
        lines += said_lines(
            [
                _(
                    "Nobody is done with any answer. Code some first; then a second coder can code a sample "
                    "of them, without seeing your codes."
                )
            ],
            width,
        )
        return lines
    lines += said_lines(
        [
            _("s draws a sample for a second coder, who codes it without seeing your codes."),
            _("How many answers that takes is worked out before it is drawn."),
        ],
        width,
    )
    if viewer_id in opening.done_by:
        lines.append(line())
        lines += said_lines(
            [
                _(
                    "Working alone? s also gives you your own answers again, those you did {n} days ago or "
                    "earlier, without what you gave them then."
                ).format(n=AFTER_DAYS)
            ],
            width,
        )
    return lines

"""All one respondent answered, said answer by answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.domain.wave import wave_beside
from coder.messages import _
from coder.plain.talk import listed, quoted
from coder.usecases.second_coder.blind_screens import refuse_blind_screen

if TYPE_CHECKING:
    from coder.plain.seat import Seat
    from coder.store.unit_of_work import Writing
    from coder.usecases.coding.respondent import GivenAnswer


def say_respondent(seat: Seat, question: str, answer_id: int) -> None:
    """Say who gave an answer, the closed answers, last wave's answer to it, and all others.

    Raises:
        ClosedWhileBlindError: If who asks codes a sample of the question blind.
    """
    from coder.usecases.coding.respondent import respondent_of

    seat.read(refuse_blind_screen, question, seat.coder.id)
    view = seat.read(respondent_of, answer_id, seat.coder)
    several = len(view.waves) > 1
    waves = listed(filter(None, (wave_beside(each, several=several) for each in view.waves)))
    seat.talk.say(_("Respondent {respondent}.").format(respondent=view.respondent_id), waves)
    changed = {each.variable: each.before for each in view.changed}
    for variable, level in view.part.background.items():
        before = changed.get(variable)
        told = f"{variable}: {level}"
        seat.talk.say(
            told if before is None else _("{now}, before: {before}").format(now=told, before=before)
        )
    for last in view.last:
        whose = _("Last time, coded by {name}:").format(name=last.coded_by)
        seat.talk.say(whose if last.given.codes else _("Last time:"))
        _say_answer(seat, last.given, several=several)
    for other in view.others:
        _say_answer(seat, other, several=several)


def take_over(seat: Seat, question: str, answer_id: int) -> bool:
    """Give an answer the codes of the respondent's last one; tell whether anything was written.

    Raises:
        ClosedWhileBlindError: If who asks codes a sample of the question blind.
        NothingToTakeOverError: If no code would come.
    """
    from coder.usecases.coding.respondent import respondent_of

    seat.read(refuse_blind_screen, question, seat.coder.id)
    last = next(
        (each for each in seat.read(respondent_of, answer_id, seat.coder).last if each.given.codes), None
    )
    if last is None:
        seat.talk.say(_("There is no code to take over that is not set already."))
        return False
    if last.plan.replaces:
        asked = _("Set: {code}, in place of {other}.").format(
            code=last.plan.taken[0].code.name, other=last.plan.replaces[0].name
        )
        if not seat.talk.ask_yes(asked):
            return False
    from_id, replaces = last.given.answer.id, bool(last.plan.replaces)

    def act(work: Writing) -> object:
        from coder.usecases.coding.carry_over import carry_over_codes

        return carry_over_codes(work, from_id, answer_id, seat.coder.id, replace=replaces)

    seat.write("carry_over", act)
    seat.talk.say(_("Set: {code}.").format(code=listed(each.code.name for each in last.plan.taken)))
    return True


def _say_answer(seat: Seat, given: GivenAnswer, *, several: bool) -> None:
    wave = wave_beside(given.answer.wave, several=several)
    codes = listed(each.code.name for each in given.codes) or _("no codes")
    asked = given.question.text or given.question.key
    said = f"{quoted(given.answer.text)}. {codes}."
    seat.talk.say(f"{wave}, {asked}" if wave else asked, said)

"""Drawing a sample from the screen: for whom, how many answers, what that can tell, and then the draw."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coder.domain.sample import Purpose
from coder.messages import _, ngettext
from coder.text.numbers import written_count
from coder.text.safe import safe_line
from coder.tui.agreement.opening import AFTER_DAYS, Opening
from coder.tui.dialogs.choice import ChoiceDialog
from coder.tui.dialogs.typed_questions import ConfirmDialog, TextDialog
from coder.tui.errors import say
from coder.tui.pieces.lines import Piece, Role, line

if TYPE_CHECKING:
    from coder.store.coders import Coder
    from coder.store.unit_of_work import Reading, Writing
    from coder.tui.agreement.desk import AgreementReading
    from coder.usecases.second_coder.sample_wanted import DrawnSample, WantedSample

DRAW = "draw_sample"
"""What the act is called in the history."""
USUAL_SIZE = 60
LONGEST_NAME = 60


@dataclass(frozen=True)
class _Asked:
    """What has been answered so far."""

    name: str
    """For whom."""
    is_again: bool = False
    against: str | None = None
    """Whose coding it is held against; None where only one can be meant."""
    size: int | None = None
    half_width: float | None = None
    round: int | None = None
    """The round whose answers are taken; None for new ones."""


def ask_sample(screen: AgreementReading, opening: Opening) -> None:
    """Ask for whom a sample is drawn, then how large it is, say what it can tell, and draw it."""
    everybody = opening.everybody or {}
    me = screen.session.coder
    others = [name for coder_id, name in everybody.items() if coder_id != me.id]
    ways: list[tuple[str, str, _Asked | None]] = [(safe_line(name), "", _Asked(name)) for name in others]
    ways.append((_("somebody new …"), _("codes with this name from then on"), None))
    can_be_second = any(coder_id != me.id for coder_id in opening.done_by)
    if can_be_second:
        ways.append((_("me"), _("against what others gave"), _Asked(me.name)))
    if me.id in opening.done_by:
        beside = _("own answers of {n} days ago or earlier").format(n=AFTER_DAYS)
        ways.append((_("me again"), beside, _Asked(me.name, is_again=True)))

    def answered(place: int | None) -> None:
        if place is None:
            return
        asked = ways[place][2]
        if asked is None:
            _ask_name(screen, opening)
        else:
            _ask_which(screen, opening, asked)

    choices = [line(Piece(words), Piece(f"  {beside}", Role.DIM)) for words, beside, _asked in ways]
    screen.app.push_screen(
        ChoiceDialog(_("Who is to code answers without seeing your codes?"), choices, 0), answered
    )


def parsed_size(typed: str) -> tuple[int | None, float | None] | None:
    """Return a number of answers, or a half-width; None for what is neither.

    >>> parsed_size("60"), parsed_size("0,1"), parsed_size("±.10"), parsed_size("mange")
    ((60, None), (None, 0.1), (None, 0.1), None)
    """
    clean = typed.strip().removeprefix("±").replace(",", ".").replace(" ", "")
    if clean.isdecimal() and int(clean) > 0:
        return int(clean), None
    try:
        width = float(clean)
    except ValueError:
        return None
    return (None, width) if 0 < width < 1 else None


def _ask_name(screen: AgreementReading, opening: Opening) -> None:
    def answered(typed: str | None) -> None:
        if typed and typed.strip():
            _ask_which(screen, opening, _Asked(typed.strip()))

    screen.app.push_screen(
        TextDialog(_("What is the second coder called here?"), longest=LONGEST_NAME), answered
    )


def _ask_which(screen: AgreementReading, opening: Opening, so_far: _Asked) -> None:
    """Ask whether new answers are drawn, or those of a round are given to one more coder."""
    rounds = {each.sample.round for each in opening.standings if each.sample.purpose is Purpose.DOUBLE}
    taken = {each.sample.round for each in opening.standings if so_far.name in (each.coder, each.against)}
    joined = sorted(rounds - taken)
    if so_far.is_again or not joined:
        _ask_against(screen, opening, so_far)
        return

    def answered(place: int | None) -> None:
        if place is None:
            return
        if place == 0:
            _ask_against(screen, opening, so_far)
        else:
            _ask_to_join(screen, opening, replace(so_far, round=joined[place - 1]))

    words = [_("the answers of round {number}").format(number=number) for number in joined]
    choices = [line(Piece(each)) for each in (_("new answers"), *words)]
    screen.app.push_screen(ChoiceDialog(_("Which answers?"), choices, 0), answered)


def _ask_to_join(screen: AgreementReading, opening: Opening, asked: _Asked) -> None:
    from coder.usecases.second_coder.sample_intended import closed_meanwhile

    size = next(each.size for each in opening.standings if each.sample.round == asked.round)
    said = _(
        "Give {name} the answers of round {number} too? They are held against what the first coder gave "
        "when the round was drawn."
    ).format(name=safe_line(asked.name), number=asked.round)
    closed = closed_meanwhile(safe_line(asked.name), size)

    def answered(yes: bool | None) -> None:
        if yes:
            _draw(screen, asked)

    screen.app.push_screen(ConfirmDialog(f"{said}\n{closed}"), answered)


def _ask_against(screen: AgreementReading, opening: Opening, so_far: _Asked) -> None:
    """Ask whose coding it is held against, where several people could be meant."""
    everybody = opening.everybody or {}
    names = [everybody[each] for each in opening.done_by if everybody[each] != so_far.name]
    if so_far.is_again or len(names) < 2 or opening.question.lead_id in opening.done_by:
        _ask_size(screen, so_far)
        return

    def answered(place: int | None) -> None:
        if place is not None:
            _ask_size(screen, replace(so_far, against=names[place]))

    choices = [line(Piece(safe_line(name))) for name in names]
    screen.app.push_screen(ChoiceDialog(_("Whose coding is it held against?"), choices, 0), answered)


def _ask_size(screen: AgreementReading, so_far: _Asked) -> None:
    def answered(typed: str | None) -> None:
        if typed is None:
            return
        found = parsed_size(typed)
        if found is None:
            say(
                screen,
                _("A number of answers, as 60, or how wide an interval may be, as 0,10."),
                warning=True,
            )
            return
        size, half_width = found
        _plan(screen, replace(so_far, size=size, half_width=half_width))

    asked = _(
        "How many answers? Or, as 0,10: how far the limits of pooled kappa may lie from it. "
        "What it can tell is said before anything is drawn."
    )
    screen.app.push_screen(TextDialog(asked, str(USUAL_SIZE), longest=8, is_replaced=True), answered)


def _plan(screen: AgreementReading, asked: _Asked) -> None:
    """Work out what the sample can tell, and ask whether it is drawn."""

    def read() -> tuple[int, int, list[str]]:
        return screen.session.read_after_writes(_planned, screen.question, asked)

    def ask(found: tuple[int, int, list[str]]) -> None:
        size, population, sentences = found
        first = ngettext(
            "Draw {n} answer of {all} for {name}?", "Draw {n} answers of {all} for {name}?", size
        ).format(n=written_count(size), all=written_count(population), name=safe_line(asked.name))
        last = _("What was given so far is kept as it is; it cannot be undone.")

        def answered(yes: bool | None) -> None:
            if yes:
                _draw(screen, asked)

        screen.app.push_screen(ConfirmDialog("\n".join([first, *sentences, last])), answered)

    screen.read_behind(read, ask)


def _planned(work: Reading, question_key: str, asked: _Asked) -> tuple[int, int, list[str]]:
    """Return the size, how many could be drawn, and in sentences what that tells and what it closes."""
    from coder.store.coders import find_coder
    from coder.store.questions import question_named
    from coder.usecases.second_coder.sample_intended import closed_meanwhile, told_beforehand

    wanted = _wanted(work, asked, find_coder(work, asked.name))
    size, population, sentences = told_beforehand(work, question_named(work, question_key), wanted)
    return size, population, [*sentences, closed_meanwhile(safe_line(asked.name), size)]


def _draw(screen: AgreementReading, asked: _Asked) -> None:
    def act(work: Writing) -> DrawnSample:
        from coder.store.coders import add_coder, find_coder
        from coder.store.questions import question_named
        from coder.usecases.second_coder.sample_draw import draw_sample

        known = find_coder(work, asked.name)
        if known is None:
            add_coder(work, asked.name)
            known = find_coder(work, asked.name)
        wanted = _wanted(work, asked, known)
        return draw_sample(work, question_named(work, screen.question), wanted)

    def drawn(found: object) -> None:
        from coder.usecases.second_coder.sample_wanted import DrawnSample

        assert isinstance(found, DrawnSample)
        said = ngettext(
            "Round {round}: {n} answer is drawn for {name}, who sees nothing of others' codes "
            "until it is done.",
            "Round {round}: {n} answers are drawn for {name}, who sees nothing of others' codes "
            "until they are done.",
            found.size,
        )
        say(screen, said.format(round=found.round, n=written_count(found.size), name=safe_line(asked.name)))
        screen.look()

    screen.hand_over(DRAW, act, drawn)


def _wanted(work: Reading, asked: _Asked, known: Coder | None) -> WantedSample:
    from coder.domain.coder_kind import PERSON
    from coder.store.coders import Coder, coder_named
    from coder.usecases.second_coder.sample_wanted import WantedSample

    person = known or Coder(0, "", asked.name, PERSON, ())
    return WantedSample(
        person=person,
        against=None if asked.against is None else coder_named(work, asked.against),
        purpose=Purpose.AGAIN if asked.is_again else Purpose.DOUBLE,
        size=asked.size,
        half_width=asked.half_width,
        round=asked.round,
        after_days=AFTER_DAYS if asked.is_again else None,
    )

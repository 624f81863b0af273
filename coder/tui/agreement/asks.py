"""What the Agreement screen asks: for whom to park, which code to add, whether a group is settled so."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from coder.domain.settled_in_words import rule_in_words
from coder.messages import _, ngettext
from coder.text.numbers import written_count
from coder.text.safe import safe_line
from coder.tui.agreement import acts
from coder.tui.agreement.group_lines import group_title
from coder.tui.dialogs.choice import ChoiceDialog
from coder.tui.dialogs.typed_questions import CodeDialog, ConfirmDialog
from coder.tui.errors import say
from coder.tui.pieces.lines import Piece, line

if TYPE_CHECKING:
    from coder.store.unit_of_work import Reading
    from coder.tui.agreement.desk import AgreementReading
    from coder.tui.agreement.state import AgreementState
    from coder.usecases.agreement.carry_rule import Carried
    from coder.usecases.agreement.disagreements import DifferenceGroup
    from coder.usecases.agreement.settle import SettlePlan

MOST_NAMED = 6
"""Codes whose change is named before a group is settled."""


def ask_park(screen: AgreementReading, state: AgreementState, then: Callable[[int], None]) -> None:
    """Ask whom an answer is left to: others first who have not coded it."""
    here = state.difference
    if here is None:
        return
    people = sorted(state.everybody, key=lambda each: (each in here.answer.given, each))
    if not people:
        return
    choices = [line(Piece(safe_line(state.everybody[each]))) for each in people]

    def answered(place: int | None) -> None:
        if place is not None:
            then(people[place])

    screen.app.push_screen(ChoiceDialog(_("Leave this answer to whom?"), choices, 0), answered)


def ask_code(screen: AgreementReading, state: AgreementState, then: Callable[[int], None]) -> None:
    """Ask for a code that nobody gave."""
    from coder.tui.code_shelf import CodeShelf

    def answered(code_id: int | None) -> None:
        if code_id is not None and code_id not in state.marked:
            then(code_id)

    shelf = CodeShelf(state.compared.codes)
    screen.app.push_screen(CodeDialog(_("Mark which code?"), shelf), answered)


def ask_group(screen: AgreementReading, state: AgreementState, group: DifferenceGroup, way: acts.Way) -> None:
    """Show what settling a group so would do, and ask; then settle it in one act."""
    answer_ids = list(group.answer_ids)
    plan = acts.planned(state.compared, answer_ids, way)
    if not plan.decided:
        say(screen, _("That says nothing of these answers: settle them one by one."), warning=True)
        return

    def done(_plan: SettlePlan) -> None:
        said = ngettext("{n} answer is settled.", "{n} answers are settled.", len(plan.decided))
        say(screen, said.format(n=written_count(len(plan.decided))))

    def answered(yes: bool | None) -> None:
        if yes:
            _remember_rule(state, group, plan)
            screen.settle([each.answer.answer_id for each in plan.decided], way, done)

    screen.app.push_screen(ConfirmDialog(_preview(state, group, way, plan)), answered)


def _preview(state: AgreementState, group: DifferenceGroup, way: acts.Way, plan: SettlePlan) -> str:
    person = "" if way.taken_from is None else safe_line(state.person(way.taken_from))
    said = [
        ngettext(
            "Settle {n} answer ({group}): {how}.",
            "Settle {n} answers ({group}): {how}.",
            len(plan.decided),
        ).format(
            n=written_count(len(plan.decided)),
            group=group_title(state, group),
            how=rule_in_words(way.rule, person),
        )
    ]
    having: dict[int, int] = {}
    for each in plan.decided:
        for code_id in (group.first, group.second):
            if code_id is not None and code_id in each.codes:
                having[code_id] = having.get(code_id, 0) + 1
    for code_id in (group.first, group.second):
        if code_id is not None:
            said.append(
                ngettext(
                    "«{code}»: {n} answer has it then.",
                    "«{code}»: {n} answers have it then.",
                    having.get(code_id, 0),
                ).format(code=safe_line(state.code_name(code_id)), n=written_count(having.get(code_id, 0)))
            )
    others = [each for each in plan.changes if each not in (group.first, group.second)]
    if others:
        names = ", ".join(f"«{safe_line(state.code_name(each))}»" for each in others[:MOST_NAMED])
        said.append(_("It also changes {codes}.").format(codes=names))
    if plan.left:
        said.append(
            ngettext(
                "{n} answer is left as it is.", "{n} answers are left as they are.", len(plan.left)
            ).format(n=written_count(len(plan.left)))
        )
    said.append(_("What coders gave stays. One undo takes it all back."))
    return " ".join(said)


def _remember_rule(state: AgreementState, group: DifferenceGroup, plan: SettlePlan) -> None:
    """Keep a rule that gave a code to all of a group: other answers may lack it for the same reason."""
    for code_id, beside in ((group.first, group.second), (group.second, group.first)):
        if code_id is not None and all(code_id in each.codes for each in plan.decided):
            rule = (code_id, beside)
            if rule not in state.rules:
                state.rules.append(rule)


def ask_carry(screen: AgreementReading, state: AgreementState, rule: tuple[int, int | None]) -> None:
    """Find the other answers a rule may hold for, and ask whether they are put forward for review."""
    code_id, beside = rule
    compared = state.compared
    say(screen, _("Looking through the other answers …"))

    def read() -> Carried:
        from coder.usecases.agreement.carry_rule import carried
        from coder.usecases.revisit.ranking import ranking_of

        def find(work: Reading) -> Carried:
            ranking = ranking_of(work, screen.question, screen.session.coder_name)
            return carried(work, compared, code_id, beside, ranking=ranking)

        return screen.session.read(find)

    def ask(found: Carried) -> None:
        if not found.answers:
            say(screen, _("No other answer may lack the code."))
            return
        asked = ngettext(
            "Put {n} answer of {open} forward for review, likeliest first? "
            "Nothing counts before it is accepted.",
            "Put {n} answers of {open} forward for review, likeliest first? "
            "Nothing counts before it is accepted.",
            len(found.answers),
        ).format(n=written_count(len(found.answers)), open=written_count(found.open))

        def answered(yes: bool | None) -> None:
            if yes:
                screen.hand_over(acts.CARRY, acts.carry(compared, found), carried_over)

        screen.app.push_screen(ConfirmDialog(asked), answered)

    def carried_over(_result: object) -> None:
        if rule in state.rules:
            state.rules.remove(rule)
        say(screen, _("They wait for review: r on the list of questions."))
        screen.repaint()

    screen.read_behind(read, ask)

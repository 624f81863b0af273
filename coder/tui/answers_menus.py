"""The menus of the answers screen: an order, and a condition written for those who do not know how."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from coder.domain.answer_query import (
    Condition,
    Is,
    code_word,
    coder_word,
    is_word,
    meaning_of,
    wave_word,
    words_for,
)
from coder.messages import _
from coder.tui.answers_lines import sort_in_words
from coder.tui.choice_dialog import ChoiceDialog
from coder.tui.lines import Line, Piece, Role, line

if TYPE_CHECKING:
    from coder.tui.answers_screen import AnswersScreen
    from coder.tui.answers_state import AnswersState


def ask_order(screen: AnswersScreen, then: Callable[[], None]) -> None:
    """Ask in which order answers are listed."""
    from coder.usecases.answer_list import Sort

    state = screen.state
    if state is None:
        return
    sorts = list(Sort)

    def chosen(place: int | None) -> None:
        if place is not None:
            state.sort = sorts[place]
            then()

    choices = [line(Piece(sort_in_words(sort))) for sort in sorts]
    screen.app.push_screen(
        ChoiceDialog(_("List the answers in which order?"), choices, sorts.index(state.sort)), chosen
    )


def ask_condition(screen: AnswersScreen) -> None:
    """Ask what kind of condition, then which, and write it into the line."""
    state = screen.state
    if state is None:
        return
    kinds = _kinds(state)

    def chosen(place: int | None) -> None:
        if place is not None:
            _name, choices = kinds[place]
            _ask_which(screen, choices)

    lines = [line(Piece(name)) for name, _choices in kinds]
    screen.app.push_screen(ChoiceDialog(_("List only answers …"), lines), chosen)


def _ask_which(screen: AnswersScreen, choices: Sequence[tuple[str, str]]) -> None:
    def chosen(place: int | None) -> None:
        if place is not None:
            screen.add_condition(choices[place][0])

    screen.app.push_screen(ChoiceDialog(_("Which?"), [_choice(*each) for each in choices]), chosen)


def _choice(written: str, meaning: str) -> Line:
    return line(Piece(meaning), right=[Piece(written, Role.DIM)])


def _kinds(state: AnswersState) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the kinds of conditions with what can be chosen: (as written, in words)."""
    frame = state.frame
    kinds = [
        (
            _("in a state: done, flagged, without a code …"),
            [(Condition(is_word(), words_for(each)).written, meaning_of(each)) for each in Is],
        ),
        (
            _("with a code, or without it"),
            [
                (Condition(code_word(), code.name, excluded).written, sentence.format(code=code.name))
                for code in frame.codes
                for excluded, sentence in ((False, _("with «{code}»")), (True, _("without «{code}»")))
            ],
        ),
    ]
    for variable in frame.variables:
        named = [(Condition(variable.name, level.name).written, level.name) for level in variable.levels]
        kinds.append((_("by {variable}").format(variable=variable.name), named))
    if len(frame.waves) > 1:
        kinds.append(
            (_("of a wave"), [(Condition(wave_word(), each.name).written, each.name) for each in frame.waves])
        )
    if len(frame.coders) > 1:
        kinds.append(
            (
                _("that a coder has begun, with that coder's codes"),
                [(Condition(coder_word(), each.name).written, each.name) for each in frame.coders],
            )
        )
    return [(name, choices) for name, choices in kinds if choices]

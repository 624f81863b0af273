"""The menus of the answers screen: an order, and a condition written for those who do not know how."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coder.domain.answer_query import (
    Condition,
    Is,
    anyone_word,
    code_word,
    coder_word,
    flag_word,
    is_word,
    meaning_of,
    wave_word,
    words_for,
)
from coder.messages import _
from coder.text.safe import safe_line, shortened
from coder.tui.answers.lines import sort_in_words
from coder.tui.dialogs.choice import ChoiceDialog
from coder.tui.dialogs.search_choice import SearchChoiceDialog
from coder.tui.dialogs.typed_questions import MOST_ROWS
from coder.tui.pieces.lines import Piece, Role, line

if TYPE_CHECKING:
    from coder.domain.codebook import Code
    from coder.store.coders import Coder
    from coder.tui.answers.screen import AnswersScreen
    from coder.tui.answers.state import AnswersState

LONGEST_WRITTEN = 24
"""Cells of a condition as written; what it means needs the rest of the line."""


def ask_order(screen: AnswersScreen, then: Callable[[], None]) -> None:
    """Ask in which order answers are listed."""
    from coder.usecases.coding.answer_list import Sort

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
            _ask_which(screen, kinds[place])

    lines = [line(Piece(kind.name)) for kind in kinds]
    screen.app.push_screen(ChoiceDialog(_("List only answers …"), lines), chosen)


def _ask_which(screen: AnswersScreen, kind: _Kind) -> None:
    def chosen(place: int | None) -> None:
        if place is not None:
            screen.add_condition(kind.choices[place][0].written)

    if len(kind.choices) > MOST_ROWS:
        screen.app.push_screen(SearchChoiceDialog(kind.asked, kind.in_words()), chosen)
    else:
        lines = [line(Piece(words), right=[Piece(typed, Role.DIM)]) for words, typed in kind.in_words()]
        screen.app.push_screen(ChoiceDialog(kind.asked, lines), chosen)


@dataclass(frozen=True)
class _Kind:
    """A kind of conditions: what it is called, what is asked, and the conditions with their meanings."""

    name: str
    asked: str
    choices: Sequence[tuple[Condition, str]]

    def in_words(self) -> list[tuple[str, str]]:
        """Return the meanings, and beside them what is typed where that says it in other words."""
        return [
            (words, "" if each.value == words else shortened(safe_line(each.written), LONGEST_WRITTEN))
            for each, words in self.choices
        ]


def _kinds(state: AnswersState) -> list[_Kind]:
    frame = state.frame
    kinds = [
        _Kind(
            _("in a state: done, flagged, without a code …"),
            _("Only answers that are …"),
            [(Condition(is_word(), words_for(each)), meaning_of(each)) for each in Is],
        ),
        _of_codes(frame.codes, _("with a code"), _("Only answers with which code?"), without=False),
        _of_codes(
            frame.codes, _("without a code you name"), _("Only answers without which code?"), without=True
        ),
        *(
            _Kind(
                _("by {variable}").format(variable=variable.name),
                f"{variable.name}:",
                [(Condition(variable.name, level.name), level.name) for level in variable.levels],
            )
            for variable in frame.variables
        ),
    ]
    if len(frame.waves) > 1 and frame.wave is None:
        waves = [(Condition(wave_word(), each.name), each.name) for each in frame.waves]
        kinds.append(_Kind(_("of a wave"), _("Only answers of which wave?"), waves))
    if len(frame.coders) > 1:
        coders = [(Condition(coder_word(), each.name), each.name) for each in frame.coders]
        name = _("that a coder has begun, with that coder's codes")
        kinds.append(_Kind(name, _("Only answers that who has begun?"), coders))
        kinds.append(_flagged_by(frame.coders))
    return [kind for kind in kinds if kind.choices]


def _flagged_by(coders: Sequence[Coder]) -> _Kind:
    names = [(anyone_word(), _("anyone")), *((each.name, each.name) for each in coders)]
    choices = [(Condition(flag_word(), typed), words) for typed, words in names]
    return _Kind(_("flagged by somebody"), _("Only answers that who has flagged?"), choices)


def _of_codes(codes: Sequence[Code], name: str, asked: str, *, without: bool) -> _Kind:
    return _Kind(name, asked, [(Condition(code_word(), code.name, without), code.name) for code in codes])

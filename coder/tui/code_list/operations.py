"""What can be done with a code: each shows what it touches, asks, and hands one act in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from coder.domain.codebook import Code, CodeKind, CodeText
from coder.messages import _
from coder.tui.code_list import acts
from coder.tui.code_list.keys import menu_bindings
from coder.tui.code_list.lines import retired_sentence
from coder.tui.code_list.previews import (
    changing_in_words,
    merge_preview,
    move_preview,
    restore_preview,
    retire_preview,
)
from coder.tui.code_shelf import CodeShelf
from coder.tui.dialogs.choice import ChoiceDialog
from coder.tui.dialogs.typed_questions import CodeDialog, ConfirmDialog
from coder.tui.keys.keys_footer import shown_key
from coder.tui.pieces.lines import Piece, Role, line

if TYPE_CHECKING:
    from coder.tui.code_list.desk import CodeListDesk
    from coder.usecases.codebook.preview import MergeTouched

AT_THE_TOP = 0
"""Stands for no code in the choice of where to move one; ids of codes begin at 1."""


class CodeOperations:
    """Asks, step by step, what shall become of the highlighted code."""

    def __init__(self, screen: CodeListDesk) -> None:
        self._screen = screen

    def menu(self, code: Code) -> None:
        """Ask what to do with a code."""
        can, is_other = self._screen.check_action, code.kind is CodeKind.OTHER
        bindings = [
            each for each in menu_bindings() if can(each.action, ()) and (each.action != "other" or is_other)
        ]
        choices = [
            line(
                Piece(f"{self._sentence(code, binding.action, binding.tooltip)}  "),
                right=[Piece(shown_key(binding), Role.DIM)],
            )
            for binding in bindings
        ]

        def chosen(place: int | None) -> None:
            if place is not None:
                self._screen.call_later(self._screen.run_action, bindings[place].action)

        self._screen.app.push_screen(ChoiceDialog(f"«{code.name}»", choices), chosen)

    def move(self, code: Code) -> None:
        """Ask under which code another shall stand, then show what moves along."""
        state = self._screen.state
        places = state.places_to_move(code)
        if code.parent_id is not None:
            places.insert(0, _top())
        asked = _("Put «{name}» under which code?").format(name=code.name)

        def picked(parent_id: int | None) -> None:
            if parent_id is not None:
                parent = None if parent_id == AT_THE_TOP else state.tree.code(parent_id)
                self._confirm_move(code, parent)

        self._screen.app.push_screen(CodeDialog(asked, _shelf(places)), picked)

    def merge(self, code: Code) -> None:
        """Ask with which code another shall be merged, then which of the two lives."""
        asked = _("Merge «{name}» with which code?").format(name=code.name)
        others = self._screen.state.codes_to_merge_with(code)

        def picked(other_id: int | None) -> None:
            if other_id is not None:
                other = self._screen.state.tree.code(other_id)
                self.merge_two(code, other)

        self._screen.app.push_screen(CodeDialog(asked, _shelf(others)), picked)

    def retire(self, code: Code) -> None:
        """Show what retiring a code, or taking it back into use, touches; then ask."""
        state = self._screen.state
        if code.retired is not None:
            along = [each for each in state.tree.descendants(code.id) if each.retired == code.retired]
            self._confirm(restore_preview(code, along), "restore_code", acts.restore_code(code.id))
            return
        below = [each for each in state.tree.descendants(code.id) if each.retired is None]

        def ask(touched: int) -> None:
            asked, told = retire_preview(code, below, touched), retired_sentence(code.name)
            self._confirm(asked, "retire_code", acts.retire_code(code.id), told=told)

        self._preview([code, *below], ask)

    def split(self, code: Code) -> None:
        """Split a code through its answers, on a screen of its own."""
        from coder.tui.code_list.split_screen import CodeSplitScreen

        self._screen.app.push_screen(CodeSplitScreen(code))

    def texts(self, code: Code) -> None:
        """Write what stands about a code, on a screen of its own."""
        from coder.tui.code_list.texts_screen import CodeTextsScreen

        self._screen.app.push_screen(CodeTextsScreen(code))

    def as_of(self) -> None:
        """Show the list as it was on another day."""
        from coder.tui.code_list.then_screen import CodeListThenScreen

        self._screen.app.push_screen(CodeListThenScreen(self._screen.question))

    def answers(self, code: Code) -> None:
        """Show the answers that have a code; the one chosen there is what this screen is left with."""
        from coder.domain.answer_query import AnswerQuery, Condition, code_word
        from coder.tui.answers.screen import AnswersScreen

        query = AnswerQuery(conditions=(Condition(code_word(), code.name),)).written
        answers = AnswersScreen(self._screen.question, query=query)
        self._screen.app.push_screen(answers, self._screen.leave_with)

    def revisit(self, code: Code) -> None:
        """Read again the answers done before a code was there, or before it meant what it means."""
        from coder.tui.revisit.screen import RevisitScreen

        screen = RevisitScreen(self._screen.question, code_id=code.id)
        self._screen.app.push_screen(screen, self._screen.leave_with)

    def tables(self) -> None:
        """Show the question's tables."""
        from coder.tui.tables.screen import TablesScreen

        self._screen.app.push_screen(TablesScreen(self._screen.question))

    def clean_up(self) -> None:
        """Show what in the codebook may want clearing up; the code one goes back from is then highlighted."""
        from coder.tui.code_list.clean_up_screen import CleanUpScreen

        screen = CleanUpScreen(self._screen.question, shows=self._screen.show_code)
        self._screen.app.push_screen(screen, self._screen.leave_with)

    def other(self, code: Code) -> None:
        """Show the answers of a code like *Annet* in groups, to give them other codes."""
        from coder.tui.code_list.other_screen import OtherScreen

        self._screen.app.push_screen(OtherScreen(self._screen.question, code))

    def shared_answers(self, one: Code, other: Code) -> None:
        """Show the answers that have both of two codes."""
        from coder.domain.answer_query import AnswerQuery, Condition, code_word
        from coder.tui.answers.screen import AnswersScreen

        conditions = (Condition(code_word(), one.name), Condition(code_word(), other.name))
        answers = AnswersScreen(self._screen.question, query=AnswerQuery(conditions=conditions).written)
        self._screen.app.push_screen(answers, self._screen.leave_with)

    def groups(self) -> None:
        """Show groups of alike answers to make codes of."""
        from coder.tui.alike.groups_screen import GroupsScreen

        self._screen.app.push_screen(GroupsScreen(self._screen.question))

    def read(self, code: Code) -> None:
        """Show what stands under a code, and under everything below it."""
        from coder.tui.theme.screen import ThemeScreen

        self._screen.app.push_screen(ThemeScreen(self._screen.question, code.id))

    def history(self, code: Code) -> None:
        """Show what happened to a code and its codings."""
        from coder.tui.history.screen import HistoryScreen

        self._screen.app.push_screen(HistoryScreen(code_id=code.id))

    def note(self, code: Code) -> None:
        """Write, change or take away one's own note on a code."""
        from coder.tui.notes.own_note import NotePlace, ask_for_note

        asked = _("Your note on «{name}»").format(name=code.name)
        place = NotePlace("code", code.id)
        ask_for_note(self._screen, place, asked, lambda: self._screen.read_again(code.id))

    def _sentence(self, code: Code, action: str, sentence: str) -> str:
        if action == "retire":
            return _("Take it back into use") if code.retired is not None else _("Retire it")
        return sentence

    def _confirm_move(self, code: Code, parent: Code | None) -> None:
        below = list(self._screen.state.tree.descendants(code.id))

        def ask(touched: int) -> None:
            act = acts.move_code(code.id, parent.id if parent is not None else None)
            self._confirm(move_preview(code, parent, below, touched), "move_code", act)

        self._preview([code, *below], ask)

    def merge_two(self, one: Code, other: Code) -> None:
        """Ask which of two codes lives when they become one, then show which answers change."""
        ways = ((one, other), (other, one))

        def read() -> list[MergeTouched]:
            from coder.usecases.codebook.preview import touched_by_merge

            return [
                self._screen.session.read(touched_by_merge, source.id, target.id) for source, target in ways
            ]

        def ask(touched: list[MergeTouched]) -> None:
            choices = [
                line(
                    Piece(_("«{name}» lives").format(name=target.name)),
                    right=[Piece(changing_in_words(told.changing), Role.DIM)],
                )
                for (_source, target), told in zip(ways, touched, strict=True)
            ]

            def chosen(place: int | None) -> None:
                if place is not None:
                    self._confirm_merge(*ways[place], touched[place])

            asked = _(
                "«{one}» and «{other}» become one code. Which name lives?\n"
                "The code that lives keeps its place and definition; the other name becomes an alias."
            ).format(one=one.written_path, other=other.written_path)
            self._screen.app.push_screen(ChoiceDialog(asked, choices), chosen)

        self._screen.read_behind(read, ask)

    def _confirm_merge(self, source: Code, target: Code, touched: MergeTouched) -> None:
        act = acts.merge_codes(source.id, target.id)
        self._confirm(merge_preview(source, target, touched), "merge_codes", act, shows=target.id)

    def _preview(self, codes: list[Code], then: Callable[[int], None]) -> None:
        def read() -> int:
            from coder.usecases.codebook.preview import answers_touched

            return self._screen.session.read(answers_touched, [code.id for code in codes])

        self._screen.read_behind(read, then)

    def _confirm(
        self, asked: str, operation: str, act: acts.Act, shows: int | None = None, told: str = ""
    ) -> None:
        def answered(yes: bool | None) -> None:
            if yes:
                self._screen.do(operation, act, shows=shows, told=told)

        self._screen.app.push_screen(ConfirmDialog(asked), answered)


def _shelf(codes: list[Code]) -> CodeShelf:
    """Make codes choosable that are only headings: what is chosen here is a place, not a coding."""
    return CodeShelf(replace(code, codable=True, text=_defined(code)) for code in codes)


def _defined(code: Code) -> CodeText:
    """Return a code's texts with some definition, so that no row is marked for lacking one."""
    return replace(code.text, definition=code.text.definition or code.name)


def _top() -> Code:
    name = _("(at the top)")
    return Code(
        id=AT_THE_TOP,
        uid="",
        name=name,
        path=(name,),
        parent_id=None,
        position=0,
        kind=CodeKind.ORDINARY,
        codable=True,
        colour="",
        born=0,
        from_file=True,
        retired=None,
        merged_into=None,
        split_from=None,
    )

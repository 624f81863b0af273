"""What can be done with a code: each shows what it touches, asks, and hands one act in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from coder.domain.codebook import Code, CodeKind, CodeText
from coder.messages import _, ngettext
from coder.text.safe import safe_line, shortened
from coder.tui import code_list_acts as acts
from coder.tui.choice_dialog import ChoiceDialog
from coder.tui.code_list_keys import menu_bindings
from coder.tui.code_shelf import CodeShelf
from coder.tui.dialogs import CodeDialog, ConfirmDialog
from coder.tui.keys_footer import shown_key
from coder.tui.lines import Piece, Role, line

if TYPE_CHECKING:
    from coder.tui.code_list_desk import CodeListDesk
    from coder.usecases.codebook_preview import MergeTouched

AT_THE_TOP = 0
"""Stands for no code in the choice of where to move one; ids of codes begin at 1."""
GLIMPSE_WIDTH = 62


class CodeOperations:
    """Asks, step by step, what shall become of the highlighted code."""

    def __init__(self, screen: CodeListDesk) -> None:
        self._screen = screen

    def menu(self, code: Code) -> None:
        """Ask what to do with a code."""
        bindings = menu_bindings()
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
                self._ask_who_lives(code, other)

        self._screen.app.push_screen(CodeDialog(asked, _shelf(others)), picked)

    def retire(self, code: Code) -> None:
        """Show what retiring a code, or taking it back into use, touches; then ask."""
        state = self._screen.state
        if code.retired is not None:
            along = [each for each in state.tree.descendants(code.id) if each.retired == code.retired]
            asked = _("Take «{name}» back into use?").format(name=code.name) + _along(along)
            self._confirm(asked, "restore_code", acts.restore_code(code.id))
            return
        below = [each for each in state.tree.descendants(code.id) if each.retired is None]

        def ask(touched: int) -> None:
            asked = _("Retire «{name}»? It can no longer be set; it can be taken back into use.").format(
                name=code.name
            )
            kept = ngettext(
                "{n} answer that has it keeps it.", "{n} answers that have it keep it.", touched
            ).format(n=touched)
            self._confirm(f"{asked}{_along(below)}\n{kept}", "retire_code", acts.retire_code(code.id))

        self._preview([code, *below], ask)

    def split(self, code: Code) -> None:
        """Split a code through its answers, on a screen of its own."""
        from coder.tui.code_split_screen import CodeSplitScreen

        self._screen.app.push_screen(CodeSplitScreen(code))

    def texts(self, code: Code) -> None:
        """Write what stands about a code, on a screen of its own."""
        from coder.tui.code_texts_screen import CodeTextsScreen

        self._screen.app.push_screen(CodeTextsScreen(code))

    def as_of(self) -> None:
        """Show the list as it was on another day."""
        from coder.tui.code_list_then_screen import CodeListThenScreen

        self._screen.app.push_screen(CodeListThenScreen(self._screen.question))

    def answers(self, code: Code) -> None:
        """Show the answers that have a code; the one chosen there is what this screen is left with."""
        from coder.domain.answer_query import AnswerQuery, Condition, code_word
        from coder.tui.answers_screen import AnswersScreen

        query = AnswerQuery(conditions=(Condition(code_word(), code.name),)).written
        answers = AnswersScreen(self._screen.question, query=query)
        self._screen.app.push_screen(answers, self._screen.leave_with)

    def revisit(self, code: Code) -> None:
        """Read again the answers done before a code was there, or before it meant what it means."""
        from coder.tui.revisit_screen import RevisitScreen

        screen = RevisitScreen(self._screen.question, code_id=code.id)
        self._screen.app.push_screen(screen, self._screen.leave_with)

    def groups(self) -> None:
        """Show groups of alike answers to make codes of."""
        from coder.tui.groups_screen import GroupsScreen

        self._screen.app.push_screen(GroupsScreen(self._screen.question))

    def history(self, code: Code) -> None:
        """Show what happened to a code and its codings."""
        from coder.tui.history_screen import HistoryScreen

        self._screen.app.push_screen(HistoryScreen(code_id=code.id))

    def note(self, code: Code) -> None:
        """Write, change or take away one's own note on a code."""
        from coder.tui.own_note import NotePlace, ask_for_note

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
            where = (
                _("Put «{name}» under «{parent}»?").format(name=code.name, parent=parent.written_path)
                if parent is not None
                else _("Put «{name}» at the top of the tree?").format(name=code.name)
            )
            kept = ngettext(
                "{n} answer keeps its codes; it counts under the new theme.",
                "{n} answers keep their codes; they count under the new theme.",
                touched,
            ).format(n=touched)
            act = acts.move_code(code.id, parent.id if parent is not None else None)
            self._confirm(f"{where}{_along(below)}\n{kept}", "move_code", act)

        self._preview([code, *below], ask)

    def _ask_who_lives(self, one: Code, other: Code) -> None:
        ways = ((one, other), (other, one))

        def read() -> list[MergeTouched]:
            from coder.usecases.codebook_preview import touched_by_merge

            return [
                self._screen.session.read(touched_by_merge, source.id, target.id) for source, target in ways
            ]

        def ask(touched: list[MergeTouched]) -> None:
            choices = [
                line(
                    Piece(_("«{name}» lives").format(name=target.name)),
                    right=[Piece(_changing(told.changing), Role.DIM)],
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
            from coder.usecases.codebook_preview import answers_touched

            return self._screen.session.read(answers_touched, [code.id for code in codes])

        self._screen.read_behind(read, then)

    def _confirm(self, asked: str, operation: str, act: acts.Act, shows: int | None = None) -> None:
        def answered(yes: bool | None) -> None:
            if yes:
                self._screen.do(operation, act, shows=shows)

        self._screen.app.push_screen(ConfirmDialog(asked), answered)


def merge_preview(source: Code, target: Code, touched: MergeTouched) -> str:
    """Say which answers change code by a merge, and how many have the one that lives already."""
    said = [_("Merge «{source}» into «{target}»?").format(source=source.written_path, target=target.name)]
    if touched.changing:
        said += [f"{_changing(touched.changing)}:", *_glimpses(touched)]
    else:
        said.append(_("No answer changes code."))
    said.append(_will_have(target, touched))
    return "\n".join(said)


def _will_have(target: Code, touched: MergeTouched) -> str:
    number, having = touched.will_have, touched.having
    if not having:
        told = ngettext("{n} answer will have «{target}».", "{n} answers will have «{target}».", number)
        return told.format(n=number, target=target.name)
    told = ngettext(
        "{n} answer will have «{target}»; {having} of them had it already.",
        "{n} answers will have «{target}»; {having} of them had it already.",
        number,
    )
    return told.format(n=number, target=target.name, having=having)


def _glimpses(touched: MergeTouched) -> list[str]:
    """Lay out the first answers that change, a line each, and how many more there are."""
    lines = [
        shortened(f"  {each.respondent_id}  «{safe_line(each.text)}»", GLIMPSE_WIDTH)
        for each in touched.first
    ]
    more = touched.changing - len(touched.first)
    if more > 0:
        lines.append(ngettext("  … and {n} more", "  … and {n} more", more).format(n=more))
    return lines


def _along(below: list[Code]) -> str:
    if not below:
        return ""
    told = ngettext("{n} code under it goes along", "{n} codes under it go along", len(below))
    names = ", ".join(each.name for each in below[:3]) + (" …" if len(below) > 3 else "")
    return f"\n{told.format(n=len(below))}: {names}."


def _changing(count: int) -> str:
    return ngettext("{n} answer changes code", "{n} answers change code", count).format(n=count)


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

"""Renaming, merging and defining a code without leaving the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.domain.codebook import LONGEST_NAME
from coder.messages import _, ngettext
from coder.text.safe import safe_line
from coder.tui.dialogs import CodeDialog, ConfirmDialog, MenuDialog, TextDialog

if TYPE_CHECKING:
    from coder.tui.desk_screen import DeskScreen


class CodeActions:
    """Asks, step by step, what shall become of a code, and hands it in."""

    def __init__(self, screen: DeskScreen) -> None:
        self._screen = screen
        self._code_id = 0

    def ask(self, code_id: int | None) -> None:
        """Ask what to do with a code; without one, first ask for it."""
        if code_id is None:
            dialog = CodeDialog(_("Which code?"), self._screen.desk_state.shelf)
            self._screen.app.push_screen(dialog, self._ask_what)
        else:
            self._ask_what(code_id)

    def ask_merge(self, source_id: int, target_id: int, answers: int) -> None:
        """Ask whether one code shall go up in another, told how many answers that touches."""
        asked = ngettext(
            "Merge «{source}» into «{target}»? {n} coding moves; the name «{target}» lives.",
            "Merge «{source}» into «{target}»? {n} codings move; the name «{target}» lives.",
            answers,
        ).format(source=self._name(source_id), target=self._name(target_id), n=answers)

        def answered(yes: bool | None) -> None:
            if yes:
                act = self._screen.acts.merge_codes(source_id, target_id)
                self._screen.hand_in("merge_codes", act)

        self._screen.app.push_screen(ConfirmDialog(asked), answered)

    def _ask_what(self, code_id: int | None) -> None:
        if code_id is None:
            return
        self._code_id = code_id
        choices = [
            ("r", "rename", _("rename")),
            ("m", "merge", _("merge into another")),
            ("d", "define", _("write its definition")),
        ]
        self._screen.app.push_screen(MenuDialog(f"«{self._name(code_id)}»", choices), self._chosen)

    def _chosen(self, what: str | None) -> None:
        code = self._screen.desk_state.shelf.code(self._code_id)
        if what == "rename":
            asked = _("A new name for «{name}»").format(name=code.name)
            self._screen.app.push_screen(TextDialog(asked, code.name, longest=LONGEST_NAME), self._rename)
        elif what == "define":
            asked = _("What «{name}» covers").format(name=code.name)
            self._screen.app.push_screen(TextDialog(asked, code.text.definition), self._define)
        elif what == "merge":
            asked = _("Merge «{name}» into which code?").format(name=code.name)
            dialog = CodeDialog(asked, self._screen.desk_state.shelf, without=code.id)
            self._screen.app.push_screen(dialog, self._merge)

    def _rename(self, name: str | None) -> None:
        old = self._screen.desk_state.shelf.code(self._code_id).name
        # What is shown for the old name may differ from it where it holds signs no terminal may see.
        if name is not None and name not in (old, safe_line(old)):
            self._screen.hand_in("rename_code", self._screen.acts.rename_code(self._code_id, name))

    def _define(self, definition: str | None) -> None:
        old = self._screen.desk_state.shelf.code(self._code_id).text.definition
        if definition is not None and definition not in (old, safe_line(old)):
            self._screen.hand_in("define_code", self._screen.acts.define_code(self._code_id, definition))

    def _merge(self, target_id: int | None) -> None:
        if target_id is not None:
            self._screen.reads.read_affected(self._code_id, target_id)

    def _name(self, code_id: int) -> str:
        return self._screen.desk_state.shelf.name(code_id)

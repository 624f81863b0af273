"""The answers of a code for what has none of its own, in groups: some of them are given another code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from coder.domain.codebook import RECODE_OPERATION, Code
from coder.messages import _
from coder.tui.alike.groups_screen import GroupsScreen
from coder.tui.alike.groups_state import GroupsState
from coder.tui.code_list import acts
from coder.tui.code_list.other_lines import code_asked, given_in_words, recode_preview, title_line
from coder.tui.errors import say
from coder.tui.keys.key_binding import key
from coder.tui.pieces.lines import Line

if TYPE_CHECKING:
    from coder.store.answer_list import AnswerRow
    from coder.store.unit_of_work import Reading
    from coder.usecases.codebook.other_answers import RecodePreview


class OtherScreen(GroupsScreen):
    """Groups a code's answers by the words it stands on; Enter gives those chosen another code instead."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key(
            "enter",
            "make",
            _("another code"),
            _("Give the selected answers another code instead, or a new one; of none, the whole group"),
            shown_as="⏎",
        ),
    ]
    SIGNS = (("■ □", _("Before an answer: selected, and not")),)

    def __init__(self, question: str, code: Code) -> None:
        super().__init__(question)
        self.code = code
        self.code_ids = (code.id,)
        self._listed: dict[int, AnswerRow] = {}
        """Answers with the words only that have the code; below the list they stand whole."""

    def title_line(self) -> Line:
        return title_line(self.question, self.code, self.state)

    def none_left(self) -> str:
        return _("No answer has «{code}».").format(code=self.code.written_path)

    def rows_listed(self) -> Mapping[int, AnswerRow]:
        return self._listed

    def read_rows(self, work: Reading, answer_ids: Sequence[int]) -> list[AnswerRow]:
        from coder.usecases.codebook.other_answers import texts_under

        rows = super().read_rows(work, answer_ids)
        texts = texts_under(work, answer_ids, self.code_ids)
        self._listed.update({row.id: replace(row, text=texts[row.id]) for row in rows})
        return rows

    def action_make(self) -> None:
        state = self.state
        if state is None or not state.groups:
            return
        chosen = state.chosen()
        if not chosen and state.member is not None:
            chosen = [state.group.answer_ids[state.member]]
        elif not chosen:
            chosen = list(state.group.answer_ids)
        self.read_behind(self._read_codes, partial(self._ask, state, chosen))

    def _read_codes(self) -> list[Code]:
        from coder.usecases.codebook.code_list import code_listing

        listing = self.session.read_after_writes(code_listing, self.question, self.session.coder.id)
        return [code for code in listing.codes if code.id != self.code.id]

    def _ask(self, state: GroupsState, chosen: Sequence[int], codes: Sequence[Code]) -> None:
        from coder.tui.code_shelf import CodeShelf
        from coder.tui.dialogs.code_or_new import CodeOrNewDialog

        shelf = CodeShelf(codes)

        def picked(code_id: int | None) -> None:
            if code_id is not None:
                code = shelf.code(code_id)
                target = code.written_path if code_id < 0 else code_id
                self._preview(state, chosen, target, code.written_path)

        asked = code_asked(self.code, len(chosen), state.group.name)
        self.app.push_screen(CodeOrNewDialog(asked, shelf), picked)

    def _preview(self, state: GroupsState, chosen: Sequence[int], target: int | str, path: str) -> None:
        from coder.tui.dialogs.typed_questions import ConfirmDialog

        def read() -> RecodePreview:
            from coder.usecases.codebook.other_answers import preview_of_recoding

            return self.session.read(preview_of_recoding, chosen, self.code.id, target)

        def answered(yes: bool | None) -> None:
            if yes:
                self._give(state, chosen, target, path)

        def ask(preview: RecodePreview) -> None:
            self.app.push_screen(ConfirmDialog(recode_preview(self.code, path, preview)), answered)

        self.read_behind(read, ask)

    def _give(self, state: GroupsState, chosen: Sequence[int], target: int | str, path: str) -> None:
        def on_disk(changed: object) -> None:
            state.let_go(chosen)
            say(self, given_in_words(path, changed if isinstance(changed, int) else len(chosen)))
            self.show_groups()

        self.hand_over(RECODE_OPERATION, acts.recode_answers(chosen, self.code.id, target), on_disk)

"""What is done to answers from their list: one code on several, a note, a flag, taking back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Literal

from coder.messages import _, ngettext
from coder.tui.answers.lines import remove_question, set_question

if TYPE_CHECKING:
    from coder.domain.codebook import Code
    from coder.store.unit_of_work import Writing
    from coder.tui.answers.desk import AnswersDesk
    from coder.usecases.coding.code_several import SeveralPreview

Act = Callable[["Writing"], object]


class AnswersActs:
    """Asks what is needed, hands the act in, and says what became of it."""

    def __init__(self, screen: AnswersDesk) -> None:
        self._screen = screen

    def set_code(self, answer_ids: Sequence[int]) -> None:
        """Ask for a code, or a name for a new one; tell what setting it does, and do it in one act."""
        from coder.tui.code_shelf import CodeShelf
        from coder.tui.dialogs.code_or_new import CodeOrNewDialog

        state, number = self._screen.state, len(answer_ids)
        if state is None or not answer_ids:
            return
        asked = ngettext("Set which code on {n} answer?", "Set which code on {n} answers?", number)
        shelf = CodeShelf(state.frame.codes)

        def chosen(code_id: int | None) -> None:
            if code_id is not None and code_id < 0:
                self._preview_new(answer_ids, shelf.code(code_id))
            else:
                self._preview(answer_ids, False, code_id)

        self._screen.app.push_screen(CodeOrNewDialog(asked.format(n=number), shelf), chosen)

    def remove_code(self, answer_ids: Sequence[int]) -> None:
        """Ask for one of the codes there, tell what removing it does, and do it in one act."""
        if not answer_ids:
            return
        coder_id = self._screen.session.coder.id

        def read() -> dict[int, int]:
            from coder.usecases.coding.code_several import codes_on_several

            return self._screen.session.read_after_writes(codes_on_several, answer_ids, coder_id)

        self._screen.read_behind(read, partial(self._ask_what_to_remove, answer_ids))

    def _ask_what_to_remove(self, answer_ids: Sequence[int], on_them: Mapping[int, int]) -> None:
        from coder.tui.dialogs.search_choice import SearchChoiceDialog

        state, number = self._screen.state, len(answer_ids)
        codes = [] if state is None else [code for code in state.frame.codes if code.id in on_them]
        if not codes:
            self._screen.say_quietly(_("You set no code on them."))
            return
        asked = ngettext("Remove which code from {n} answer?", "Remove which code from {n} answers?", number)

        def chosen(place: int | None) -> None:
            self._preview(answer_ids, True, None if place is None else codes[place].id)

        choices = [(code.name, str(on_them[code.id])) for code in codes]
        self._screen.app.push_screen(SearchChoiceDialog(asked.format(n=number), choices), chosen)

    def note(self, answer_id: int) -> None:
        """Write, change or take away one's own note on an answer."""
        from coder.tui.notes.own_note import NotePlace, ask_for_note

        asked, place = _("Your note on this answer"), NotePlace("answer", answer_id)
        ask_for_note(self._screen, place, asked, self._screen.read_again)

    def flag(self, answer_ids: Sequence[int], *, flagged: bool) -> None:
        """Put flags on answers, or take them off, in one act."""
        from coder.tui.notes.flag_wish import flag_act, flag_operation

        act = flag_act(answer_ids, self._screen.session.coder.id, flagged=flagged)
        self._do(flag_operation(flagged=flagged), act)

    def take_back(self, operation: Literal["undo", "redo"]) -> None:
        """Undo the latest act, or redo what was undone."""
        from coder.tui.history.taking_back import take_back_from

        def tell(sentence: str, _answer_id: int | None) -> None:
            self._screen.say_quietly(sentence)
            self._screen.read_again()

        take_back_from(self._screen, operation, tell)

    def _preview(self, answer_ids: Sequence[int], removing: bool, code_id: int | None) -> None:
        if code_id is None:
            return

        def read() -> SeveralPreview:
            from coder.usecases.coding.code_several import previewed

            return self._screen.session.read_after_writes(
                previewed, answer_ids, code_id, self._screen.session.coder.id
            )

        self._screen.read_behind(read, partial(self._confirm, answer_ids, removing))

    def _preview_new(self, answer_ids: Sequence[int], code: Code) -> None:
        def read() -> SeveralPreview:
            from coder.usecases.coding.code_several import preview_of_new

            return self._screen.session.read_after_writes(
                preview_of_new, answer_ids, code, self._screen.session.coder.id
            )

        self._screen.read_behind(read, partial(self._confirm, answer_ids, False))

    def _confirm(self, answer_ids: Sequence[int], removing: bool, told: SeveralPreview) -> None:
        from coder.tui.dialogs.typed_questions import ConfirmDialog

        if not removing and told.gets == 0:
            everybody = _("All of them have «{code}» already.")
            self._screen.say_quietly(everybody.format(code=told.code.name))
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self._do(*self._act(answer_ids, told.code, removing=removing))

        state = self._screen.state
        by_sentence = state is not None and state.frame.question.is_by_sentence
        asked = (remove_question if removing else set_question)(told, by_sentence=by_sentence)
        if state is not None and state.whose.id != self._screen.session.coder.id:
            beside = _("Your own codes are meant, not those of {name}, which are listed.")
            asked += "\n\n" + beside.format(name=state.whose.name)
        self._screen.app.push_screen(ConfirmDialog(asked), answered)

    def _act(self, answer_ids: Sequence[int], code: Code, *, removing: bool) -> tuple[str, Act]:
        """Return what the act is called in the history, and the act."""
        coder_id = self._screen.session.coder.id

        def act(work: Writing) -> int:
            from coder.usecases.coding.code_several import (
                make_code_for_all,
                remove_code_for_all,
                set_code_for_all,
            )

            if code.id < 0:
                return make_code_for_all(work, answer_ids, code.written_path, coder_id)
            do = remove_code_for_all if removing else set_code_for_all
            return do(work, answer_ids, code.id, coder_id)

        if code.id < 0:
            return "add_code", act
        return "remove_code_for_all" if removing else "set_code_for_all", act

    def _do(self, operation: str, act: Act) -> None:
        def on_disk(result: object) -> None:
            if isinstance(result, int):
                done = ngettext(
                    "{n} answer changed · ^z takes it back",
                    "{n} answers changed · ^z takes it back",
                    result,
                )
                self._screen.say_quietly(done.format(n=result))
            self._screen.read_again()

        self._screen.hand_over(operation, act, on_disk)

"""Setting codes on the shown answer, taking them off, and moving in its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.domain.coding import CodedState
from coder.messages import _, ngettext
from coder.tui.coding.change import Change
from coder.tui.coding.suggesting import CodingSuggesting
from coder.tui.errors import errors_shown
from coder.tui.history.taking_back import take_back_act

if TYPE_CHECKING:
    from textual.binding import Binding

_MARKS_DONE = frozenset({"done", "finish"})


class CodingSetting(CodingSuggesting):
    """What keys do to the shown answer: by the whole of it, or where the coder stands in its text."""

    def word_now(self, binding: Binding) -> str:
        standing = self.desk_state.standing if self.is_ready else None
        without = standing is not None and standing.state is not CodedState.DONE and not standing.codes
        return _("done without code") if without and binding.action in _MARKS_DONE else binding.description

    def action_digit(self, number: int) -> None:
        code_id = self.under_digits.press(number)
        if code_id is None:
            return
        if self._is_set_here(code_id):
            self._remove_here(code_id)
        else:
            self.set_code(code_id, "digit")

    def action_set_highlighted(self) -> None:
        if self.choice.code is not None:
            self.take_listed(self.choice.code.id)

    def take_listed(self, code_id: int) -> None:
        """Set a code of the list: one that fits what is typed, or one come to by browsing."""
        way = "typed" if self.choice.query else "browsed"
        self.leave_line()
        self.set_code(code_id, way)

    def action_new_code(self, key: str = "") -> None:
        path = self.choice.query
        state, answer_id = self.desk_state, self.desk_state.answer_id
        with errors_shown(self):
            code_id = state.expect_code(path)
            self.leave_line()
            if answer_id is None or code_id >= 0:
                self.set_code(code_id, "typed")
                return
            codebook_id, excerpts = state.desk.question.codebook_id, self.place.excerpts
            act = self.acts.make_and_set_code(answer_id, codebook_id, path, code_id, excerpts)
            act = self.acts.seen(act, answer_id, self.under_digits.seen("new", code_id))
            self.hand_in("add_code", act, self._setting(answer_id, code_id), makes=code_id)

    def action_remove_last(self) -> None:
        mark = self.desk_state.latest_mark()
        if mark is not None:
            code_id, excerpt = mark
            if excerpt is None:
                self._remove(code_id)
            else:
                self._remove_excerpt(code_id, excerpt)

    def action_whole_answer(self) -> None:
        mark, answer_id = self.desk_state.latest_mark(), self.desk_state.answer_id
        if mark is None or answer_id is None:
            return
        code_id, excerpt = mark
        if excerpt is None:
            self.said = _("is set on the whole answer already")
            self.repaint()
        else:
            act = self.acts.make_whole(answer_id, code_id)
            self.hand_in("make_whole", act, Change(answer_id, makes_whole=code_id))

    def action_done(self) -> None:
        standing = self.desk_state.standing
        if standing.state is not CodedState.DONE and standing.codes:
            self._done((), "done")
        elif standing.state is not CodedState.DONE:
            self._nothing_applies((), "done")
        elif self.desk_state.listed:
            self.go_on()
        elif self.desk_state.next_not_done() is None and self.desk_state.step(1):
            self.arrive()
        else:
            # From an answer mended afterwards on to where there is more to do.
            self.action_go_on()

    def action_nothing_applies(self) -> None:
        codes = self.desk_state.standing.codes

        def answered(yes: bool | None) -> None:
            if yes:
                self._nothing_applies(codes)

        if codes:
            asked = ngettext(
                "Remove the {n} code set here, and mark the answer done without any?",
                "Remove the {n} codes set here, and mark the answer done without any?",
                len(codes),
            )
            self.confirm(asked.format(n=len(codes)), answered)
        else:
            self._nothing_applies(())

    def _nothing_applies(self, without: tuple[int, ...], way: str = "none") -> None:
        """Mark the answer done without a code, and say so: one may have gone on without looking."""
        answer = self.desk_state.answer
        self._done(without, way)
        # On the last answer the screen stays: what was done is seen, and that nothing is left is the news.
        if answer is not None and not self.said:
            told = _("{respondent}: done without a code · ^z takes it back")
            self.said = told.format(respondent=answer.respondent_id)
            self.repaint()

    def action_go_on(self) -> None:
        self.go_on()

    def go_on(self) -> None:
        if self.desk_state.listed:
            self._go_on_in_list()
            return
        following = self.desk_state.next_not_done()
        if following is None:
            self.said = self.all_done
            self.repaint()
        else:
            self.desk_state.go_to(following)
            self.claiming.hand()
            self.arrive()

    def _go_on_in_list(self) -> None:
        """Show the list's next answer, done or not: who made the list wants to see it."""
        if self.desk_state.step(1):
            self.arrive()
        else:
            self.said = _("That was the last of the list. Esc leads back to it.")
            self.repaint()

    def action_undo(self) -> None:
        self.hand_in("undo", take_back_act(ask=True))

    def action_redo(self) -> None:
        self.hand_in("redo", take_back_act(ask=True))

    def set_code(self, code_id: int, way: str) -> None:
        """Set a code on the answer, or where the coder stands in it; ``way`` is how it was chosen."""
        answer_id = self.desk_state.answer_id
        if answer_id is None or self._is_set_here(code_id):
            self.said = _("is set already")
            self.repaint()
            return
        is_elsewhere = code_id in self.desk_state.standing.codes
        act = self.acts.set_code(answer_id, code_id, self.place.excerpts)
        act = self.acts.seen(act, answer_id, self.under_digits.seen(way, code_id))
        self.hand_in("set_code", act, self._setting(answer_id, code_id))
        if is_elsewhere:
            self.said = _("stands here too now · ^z takes it back")
            self.repaint()

    def _setting(self, answer_id: int, code_id: int) -> Change:
        alone = self.desk_state.desk.question.exclusive
        return Change(answer_id, sets=code_id, excerpts=self.place.excerpts, alone=alone)

    def _is_set_here(self, code_id: int) -> bool:
        """Tell whether the next key would set what is set: the code at all, or exactly here."""
        standing, chosen = self.desk_state.standing, self.place.chosen
        if chosen is None:
            return code_id in standing.codes
        on_all_there_is = self.place.is_only_sentence and standing.has(code_id, None)
        return standing.has(code_id, chosen) or on_all_there_is

    def _remove_here(self, code_id: int) -> None:
        chosen = self.place.chosen
        if chosen is not None and self.desk_state.standing.has(code_id, chosen):
            self._remove_excerpt(code_id, chosen)
        else:
            self._remove(code_id)

    def _remove(self, code_id: int) -> None:
        answer_id = self.desk_state.answer_id
        if answer_id is not None:
            change = Change(answer_id, removes=(code_id,))
            self.hand_in("remove_code", self.acts.remove_code(answer_id, code_id), change)

    def _remove_excerpt(self, code_id: int, excerpt: tuple[int, int]) -> None:
        answer_id = self.desk_state.answer_id
        if answer_id is not None:
            act = self.acts.remove_excerpt(answer_id, code_id, excerpt)
            self.hand_in("remove_excerpt", act, Change(answer_id, lifts=(code_id, excerpt)))

    def _done(self, without: tuple[int, ...], way: str) -> None:
        answer_id = self.desk_state.answer_id
        if answer_id is not None:
            change = Change(answer_id, removes=without, done=True)
            act = self.acts.seen(
                self.acts.mark_done(answer_id, without), answer_id, self.under_digits.seen(way)
            )
            self.writes.submit("mark_done", act, change)
            self.said = ""
            self.action_go_on()

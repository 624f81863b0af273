"""The list of answers in plain mode: filtered by what is typed, ten at a time, gone to by number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from coder.domain.answer_query import AnswerQuery, Is, is_word, meaning_of, parsed_query, words_for
from coder.domain.coding import CodedState
from coder.domain.wave import wave_beside
from coder.messages import _, ngettext
from coder.plain.commands import Command
from coder.plain.picking import Picked, picked
from coder.plain.room import Room
from coder.plain.talk import quoted
from coder.text.word_search import WordSearch
from coder.tui.answers.lines import remove_question, set_question
from coder.tui.code_shelf import CodeShelf

if TYPE_CHECKING:
    from coder.plain.seat import Seat
    from coder.store.answer_list import AnswerRow
    from coder.store.unit_of_work import Writing
    from coder.tui.coding.acts import Act
    from coder.usecases.coding.answer_list import AnswerFrame

PAGE = 10
"""Answers said at a time."""


class AnswersRoom(Room):
    """Lists answers; what is done to them is done to all that are listed, told before."""

    shows_others = True

    def __init__(
        self,
        seat: Seat,
        question: str,
        wave: str | None,
        *,
        written: str = "",
        among: Sequence[int] | None = None,
    ) -> None:
        super().__init__(seat)
        self.question: str = question
        self._wave = wave
        self._query: AnswerQuery = parsed_query(written)
        self._among = None if among is None else frozenset(among)
        self._frame: AnswerFrame | None = None
        self._ids: Sequence[int] = ()
        self._said = 0

    @property
    def prompt(self) -> str:
        return _("answers")

    @property
    def frame(self) -> AnswerFrame:
        """What can be asked of the answers."""
        if self._frame is None:
            from coder.usecases.coding.answer_list import answer_frame

            self._frame = self.seat.read(answer_frame, self.question, self._wave)
        return self._frame

    def arrive(self) -> None:
        self._frame = None
        self._find()
        self._say_more()

    def line(self, typed: str) -> None:
        written = typed.strip()
        if not written:
            self._say_more()
        elif written.isdecimal() and not typed[0].isspace():
            self._choose(int(written))
        else:
            before, self._query = self._query, parsed_query(written)
            try:
                self._find()
            except BaseException:
                self._query = before
                raise
            self._say_more()

    def how_to_type(self) -> Sequence[str]:
        conditions = "; ".join(f"{is_word()}:{words_for(each)} ({meaning_of(each)})" for each in Is)
        variables = "; ".join(f"{each.name}:…" for each in self.frame.variables)
        return [
            _("Enter alone: ten more. A number: code that answer."),
            _("From a list you made, coding goes on through it, whether answers are done or not."),
            _("Words: only the answers with them. Conditions: {known}.").format(known=conditions),
            _("Also a background variable and its level: {known}.").format(known=variables),
        ]

    def own_commands(self) -> Sequence[Command]:
        return [
            Command("every", _("every"), _("List all answers again"), lambda _rest: self._list_all()),
            Command("first", _("first"), _("Say the list from its beginning"), lambda _rest: self._first()),
            Command("set", _("set"), _("Set a code on all that are listed"), self._set, _("CODE")),
            Command(
                "remove", _("remove"), _("Remove a code from all that are listed"), self._remove, _("CODE")
            ),
            Command("history", _("history"), _("What happened to an answer"), self._history, _("NUMBER")),
        ]

    def _find(self) -> None:
        from coder.usecases.coding.answer_list import Sort, answers_with_words, listed_answers

        found, _whose = self.seat.read(listed_answers, self.frame, self._query, Sort.FILE, self.seat.coder)
        if self._among is not None:
            found = [each for each in found if each in self._among]
        if search := WordSearch(self._query.words):
            found = self.seat.read(answers_with_words, found, search)
        self._ids, self._said = found, 0
        told = ngettext("{n} answer", "{n} answers", len(found)).format(n=len(found))
        self.talk.say(f"{told}: {self._query.written}." if self._query.written else f"{told}.")

    def _say_more(self) -> None:
        from coder.usecases.coding.answer_list import rows_of

        page = self._ids[self._said : self._said + PAGE]
        if not page:
            if self._ids:
                self.talk.say(_("That was the last one."))
            return
        rows = {row.id: row for row in self.seat.read(rows_of, page, self.seat.coder.id)}
        names = {code.id: code.written_path for code in self.frame.codes}
        has_waves = len(self.frame.waves) > 1
        for number, answer_id in enumerate(page, self._said + 1):
            if answer_id in rows:
                self.talk.say(f"{number}: {_row_in_words(rows[answer_id], names, has_waves=has_waves)}")
        self._said += len(page)

    def _first(self) -> None:
        self._said = 0
        self._say_more()

    def _list_all(self) -> None:
        self._query, self._among = AnswerQuery(), None
        self._find()
        self._say_more()

    def _choose(self, number: int) -> None:
        if 1 <= number <= len(self._ids):
            self.chosen = self._ids[number - 1]
            is_made = self._query.written or self._among is not None
            self.listed = tuple(self._ids) if is_made else ()
            self.leave()
        else:
            self.talk.say(_("There is no number {n} in the list.").format(n=number))

    def _set(self, written: str) -> None:
        from coder.usecases.coding.code_several import preview_of_new, previewed

        shelf = CodeShelf(self.frame.codes)
        found = self._picked(shelf, written, can_make=True)
        if found is None:
            return
        coder_id = self.seat.coder.id
        if found.code_id is None:
            code = shelf.code(shelf.expect(found.path))
            told = self.seat.read(preview_of_new, self._ids, code, coder_id)
        else:
            told = self.seat.read(previewed, self._ids, found.code_id, coder_id)
        if told.gets == 0:
            self.talk.say(_("All of them have «{code}» already.").format(code=told.code.name))
            return
        ids, code = list(self._ids), told.code

        def act(work: Writing) -> int:
            from coder.usecases.coding.code_several import make_code_for_all, set_code_for_all

            if code.id < 0:
                return make_code_for_all(work, ids, code.written_path, coder_id)
            return set_code_for_all(work, ids, code.id, coder_id)

        by_sentence = self.frame.question.unit == "sentence"
        operation = "add_code" if code.id < 0 else "set_code_for_all"
        self._do(set_question(told, by_sentence=by_sentence), operation, act)

    def _remove(self, written: str) -> None:
        from coder.usecases.coding.code_several import previewed, remove_code_for_all

        found = self._picked(CodeShelf(self.frame.codes), written, can_make=False)
        if found is None or found.code_id is None:
            return
        ids, code_id, coder_id = list(self._ids), found.code_id, self.seat.coder.id
        told = self.seat.read(previewed, ids, code_id, coder_id)
        by_sentence = self.frame.question.unit == "sentence"
        self._do(
            remove_question(told, by_sentence=by_sentence),
            "remove_code_for_all",
            lambda work: remove_code_for_all(work, ids, code_id, coder_id),
        )

    def _picked(self, shelf: CodeShelf, written: str, *, can_make: bool) -> Picked | None:
        if not self._ids:
            self.talk.say(_("No answer is listed."))
            return None
        return picked(self.talk, shelf, written or self.talk.ask_about(_("code")), can_make=can_make)

    def _do(self, asked: str, operation: str, act: Act) -> None:
        if self.talk.ask_yes(asked):
            written = self.seat.write(operation, act)
            number = written.result if isinstance(written.result, int) else 0
            told = ngettext("{n} answer changed.", "{n} answers changed.", number)
            self.talk.say(told.format(n=number))
            self._frame = None

    def _history(self, written: str) -> None:
        from coder.plain.history import say_history

        if written.isdecimal() and 1 <= int(written) <= len(self._ids):
            say_history(self.seat, answer_id=self._ids[int(written) - 1])
        else:
            self.talk.say(_("Type a number of the list after it."))


def _row_in_words(row: AnswerRow, names: dict[int, str], *, has_waves: bool) -> str:
    wave = wave_beside(row.wave, several=has_waves)
    told = [row.respondent_id, *([wave] if wave else [])]
    if row.state is CodedState.DONE:
        told.append(_("done"))
    if row.is_flagged:
        told.append(_("flagged"))
    codes = "; ".join(names[each] for each in row.code_ids if each in names) or _("no codes")
    return f"{', '.join(told)}: {quoted(row.text)}. {codes}."

"""What the project holds today of the answers in a workbook of the method."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from coder.domain.coding import CodedState
from coder.exchange.method_workbook.reader import MethodWorkbook
from coder.store.answers import answer_keys, texts_of
from coder.store.coded_answers import CodedRow, PlacedCoding, coded_rows, placed_codings
from coder.store.notes import Note, NotedOn, notes_on
from coder.store.questions import all_questions
from coder.store.unit_of_work import Reading
from coder.usecases.exchange.method_workbook.codes import CodesMeant


@dataclass
class CoderToday:
    """What one coder has at one answer."""

    codings: list[PlacedCoding] = field(default_factory=list)
    state: CodedRow | None = None
    note: Note | None = None

    @property
    def codes(self) -> frozenset[int]:
        """The codes, by id."""
        return frozenset(coding.code_id for coding in self.codings)

    @property
    def done(self) -> CodedState:
        """How far the coder has come."""
        return self.state.state if self.state else CodedState.UNTOUCHED

    @property
    def is_nothing(self) -> bool:
        """Whether the coder has not touched the answer."""
        return not self.codings and self.state is None


@dataclass
class AnswerToday:
    """An answer of the workbook."""

    id: int
    question_id: int
    is_exclusive: bool
    """Whether it may have one code only."""
    codes: CodesMeant
    """The codes it may have, as cells name them."""
    text: str = ""
    coders: dict[int, CoderToday] = field(default_factory=lambda: defaultdict(CoderToday))


class Today:
    """The answers of a workbook that are in the project, by uid."""

    def __init__(self, work: Reading, book: MethodWorkbook, *, create_codes: bool) -> None:
        self.answers: dict[str, AnswerToday] = {}
        self.codebooks: dict[int, CodesMeant] = {}
        """By id."""
        self._by_id: dict[int, AnswerToday] = {}
        wanted = {question.uid: question.codebook for question in book.base.questions}
        for question in all_questions(work):
            if question.uid not in wanted:
                continue
            book_id = question.codebook_id
            if book_id not in self.codebooks:
                self.codebooks[book_id] = CodesMeant(
                    work, book, book_id, wanted[question.uid], create=create_codes
                )
            for answer_id, uid in answer_keys(work, question.id, in_order=False):
                if uid in book.base.answers:
                    answer = AnswerToday(answer_id, question.id, question.exclusive, self.codebooks[book_id])
                    self.answers[uid] = self._by_id[answer_id] = answer
            self._read_coded(work, question.id)
        ids = list(self._by_id)
        for answer_id, text in texts_of(work, ids).items():
            self._by_id[answer_id].text = text
        for answer_id, notes in notes_on(work, NotedOn.ANSWER, ids).items():
            for note in notes:
                self._by_id[answer_id].coders[note.coder_id].note = note

    def _read_coded(self, work: Reading, question_id: int) -> None:
        for coding in placed_codings(work, question_id):
            if coding.answer_id in self._by_id:
                self._by_id[coding.answer_id].coders[coding.coder_id].codings.append(coding)
        for state in coded_rows(work, question_id):
            if state.answer_id in self._by_id:
                self._by_id[state.answer_id].coders[state.coder_id].state = state

"""What stands in a workbook of the method before it is drawn, and what is left out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from coder.documents.file_text import FileText
from coder.domain.coding import CodedState
from coder.domain.loss import Losses
from coder.domain.portable import (
    FileMarks,
    PortableCode,
    PortableCodebook,
    PortableCoding,
    PortableProject,
)
from coder.exchange.method_workbook.base import (
    BaseAnswer,
    BaseCode,
    BaseCodebook,
    BaseQuestion,
    BaseVariable,
    WorkbookBase,
)
from coder.exchange.method_workbook.layout import (
    LEAST_CODE_COLUMNS,
    SPARE_CODE_COLUMNS,
    Column,
    as_written,
    code_header,
    code_number_of,
    column_of,
    fingerprint,
    fitted,
    header,
    key_of,
)
from coder.messages import _, current_language
from coder.text.formula_guard import guarded


@dataclass(frozen=True)
class AnswerRow:
    """One answer as it stands on the sheet; texts as cells hold them."""

    key: str
    codebook: str
    """The uid of the codebook it is coded with."""
    respondent: str
    wave: str
    question: str
    text: str
    codes: tuple[str, ...]
    note: str
    is_done: bool
    background: tuple[str, ...]


class CellText:
    """Makes text fit for cells, and notes what had to change."""

    def __init__(self, losses: Losses, *, guard: bool) -> None:
        self._losses = losses
        self._guard = guard
        self._clean = FileText()

    def __call__(self, text: str, example: str = "") -> str:
        """Return a text as a cell holds it; ``example`` names it where something is lost."""
        before = self._clean.replaced
        text = self._clean(text)
        replaced = self._clean.replaced - before
        if replaced:
            what = _("Characters that no workbook can hold are replaced by «\ufffd».")
            self._losses.add(what, example, replaced)
        text, cut = fitted(text)
        if cut:
            self._losses.add(_("Texts longer than a cell are cut off, and end in […]."), example)
        if self._guard and guarded(text) != text:
            self._losses.add(_("Texts that look like formulas have ' before them."), example)
            return guarded(text)
        return text


class WorkbookRows:
    """The rows of a workbook for one coder, and what it is to remember."""

    def __init__(
        self, project: PortableProject, coder: str, marks: FileMarks, *, guard: bool = False
    ) -> None:
        self.project = project
        self.coder = coder
        self.marks = marks
        self.losses = Losses()
        self.cell = CellText(self.losses, guard=guard)
        self.guard = guard
        self.language = current_language()
        self._questions = {question.key: question for question in project.questions}
        self._note_of_losses()

    @cached_property
    def codebooks(self) -> tuple[PortableCodebook, ...]:
        """The codebooks of its questions, each once, in question order."""
        by_uid = {book.uid: book for book in self.project.codebooks}
        return tuple(by_uid[uid] for uid in dict.fromkeys(each.codebook for each in self.project.questions))

    def listed(self, codebook: PortableCodebook) -> list[PortableCode]:
        """Return the codes open for choice, in codebook order."""
        return [code for code in codebook.codes if code.row.codable and not code.row.retired]

    @cached_property
    def path_of(self) -> dict[str, str]:
        """How each code is written in a cell, by uid."""
        return {code.uid: self.cell(code.row.written_path) for book in self.codebooks for code in book.codes}

    @cached_property
    def code_columns(self) -> int:
        """How many columns there are for codes."""
        most = max(map(len, self._codings.values()), default=0)
        return max(LEAST_CODE_COLUMNS, most + SPARE_CODE_COLUMNS)

    @cached_property
    def has_waves(self) -> bool:
        """Whether there is a wave to tell from another."""
        return any(answer.wave for answer in self.project.answers)

    @property
    def has_questions(self) -> bool:
        """Whether there are several questions to tell apart."""
        return len(self.project.questions) > 1

    @cached_property
    def background(self) -> dict[str, str]:
        """The headers of the background variables that anybody who answered has a value of, by name."""
        used = {
            name
            for each in self.project.participations
            if (each.respondent, each.wave) in self._answering
            for name in each.background
        }
        taken = {header(column, self.language).casefold() for column in Column}
        taken |= {code_header(place + 1, self.language).casefold() for place in range(self.code_columns)}
        found: dict[str, str] = {}
        for variable in self.project.variables:
            if variable.name in used:
                name = free = as_written(variable.name).strip()
                again = 1
                while free.casefold() in taken or column_of(free) or code_number_of(free) is not None:
                    again += 1
                    free = f"{name} ({again})"
                taken.add(free.casefold())
                found[variable.name] = free
        return found

    @cached_property
    def times_used(self) -> Counter[str]:
        """How many answers the coder has given each code, by uid."""
        return Counter(coding.code for codings in self._codings.values() for coding in codings)

    def answers(self) -> Iterator[AnswerRow]:
        """Yield the answers in the project's order."""
        taking = {(each.respondent, each.wave): each.background for each in self.project.participations}
        for answer in self.project.answers:
            question = self._questions[answer.question]
            told = taking.get((answer.respondent, answer.wave), {})
            yield AnswerRow(
                # Where texts are left out, the respondent tells whether a row was torn apart.
                key=key_of(answer.uid, as_written(answer.respondent if answer.text is None else answer.text)),
                codebook=question.codebook,
                respondent=self.cell(answer.respondent),
                wave=self.cell(answer.wave),
                question=self.cell(answer.question),
                text=self.cell(answer.text or "", answer.respondent),
                codes=tuple(self.path_of[coding.code] for coding in self._codings[answer.uid]),
                note=self.cell(self._notes.get(answer.uid, ""), answer.respondent),
                is_done=self._states.get(answer.uid) is CodedState.DONE,
                background=tuple(self.cell(told.get(name, "")) for name in self.background),
            )

    def base(self) -> WorkbookBase:
        """Return what the workbook is to remember."""
        own = next((each.uid for each in self.project.coders if each.name == self.coder), "")
        uids = {question.key: question.uid for question in self.project.questions}
        return WorkbookBase(
            project=self.project.uid,
            entry=self.project.entry,
            coder_uid=own,
            coder=self.coder,
            language=self.language,
            code_columns=self.code_columns,
            guard=self.guard,
            without_text=self.marks.without_text,
            pseudonymous=self.marks.pseudonymous,
            questions=tuple(
                BaseQuestion(each.uid, each.key, each.codebook, as_written(each.text), each.unit)
                for each in self.project.questions
            ),
            codebooks=tuple(BaseCodebook(book.uid, book.name, book.exclusive) for book in self.codebooks),
            variables=tuple(
                BaseVariable(each.uid, each.name, self.background[each.name])
                for each in self.project.variables
                if each.name in self.background
            ),
            codes=tuple(
                BaseCode(
                    code.uid,
                    book.uid,
                    as_written(code.row.written_path),
                    code.row.kind.value,
                    code.row.codable,
                    code.row.retired,
                )
                for book in self.codebooks
                for code in book.codes
            ),
            answers={
                answer.uid: BaseAnswer(
                    answer.uid,
                    uids[answer.question],
                    answer.respondent,
                    self._states.get(answer.uid, CodedState.UNTOUCHED),
                    tuple(coding.code for coding in self._codings[answer.uid]),
                    fingerprint(as_written(self._notes.get(answer.uid, ""))),
                )
                for answer in self.project.answers
            },
        )

    @cached_property
    def _codings(self) -> dict[str, list[PortableCoding]]:
        order = {code.uid: place for place, code in enumerate(c for b in self.codebooks for c in b.codes)}
        found: dict[str, list[PortableCoding]] = defaultdict(list)
        for coding in self.project.codings:
            if coding.coder == self.coder and coding.code in order:
                found[coding.answer].append(coding)
        for codings in found.values():
            codings.sort(key=lambda coding: order[coding.code])
        return defaultdict(list, found)

    @cached_property
    def _answering(self) -> set[tuple[str, str]]:
        """Who answered anything, in which wave."""
        return {(answer.respondent, answer.wave) for answer in self.project.answers}

    @cached_property
    def _states(self) -> dict[str, CodedState]:
        return {each.answer: each.state for each in self.project.coded if each.coder == self.coder}

    @cached_property
    def _notes(self) -> dict[str, str]:
        return {
            note.answer: note.text
            for note in self.project.notes
            if note.answer is not None and note.coder == self.coder
        }

    def _note_of_losses(self) -> None:
        add = self.losses.add
        respondents = {answer.uid: answer.respondent for answer in self.project.answers}
        for coding in self.project.codings:
            if coding.coder != self.coder:
                add(_("Codings by other coders are not in the workbook."), coding.coder)
            elif coding.excerpts:
                add(_("Which words a code stands on is not shown."), respondents.get(coding.answer, ""))
        for note in self.project.notes:
            if note.answer is None or note.coder != self.coder:
                add(_("Notes on codes and questions, and those of others, are not in the workbook."))
        for book in self.codebooks:
            for code in book.codes:
                self._note_of_code(code)
        if any(each.weight is not None for each in self.project.participations):
            add(_("Weights are not in the workbook."))
        silent = len(self.project.participations) - len(self._answering)
        if silent > 0:
            add(_("Respondents without an answer are not in the workbook."), count=silent)

    def _note_of_code(self, code: PortableCode) -> None:
        text = code.row.text
        if code.row.retired and code.row.codable:
            self.losses.add(_("Retired codes are not in the list to choose from."), code.row.written_path)
        if text.aliases or text.labels or code.row.colour:
            what = _("Other names, public labels and colours of codes are not in the workbook.")
            self.losses.add(what, code.row.written_path)

"""A workbook of the method as a project, for where the project it was made from is not."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator

from coder.domain.codebook import (
    PATH_SEPARATOR,
    CodeKind,
    CodeNameError,
    CodeRow,
    name_key,
    parsed_path,
)
from coder.domain.coding import CodedState
from coder.domain.errors import Problem, ProblemsError, UnusableInputError
from coder.domain.loss import Losses
from coder.domain.portable import (
    PortableAnswer,
    PortableCode,
    PortableCodebook,
    PortableCoded,
    PortableCoder,
    PortableCoding,
    PortableFile,
    PortableLevel,
    PortableNote,
    PortableParticipation,
    PortableProject,
    PortableQuestion,
    PortableVariable,
)
from coder.exchange.codebook.rows import RowReader
from coder.exchange.method_workbook.list import ReadCode
from coder.exchange.method_workbook.reader import MethodWorkbook, ReadRow, state_said
from coder.messages import _

_PARTS = re.compile(r"[;|\n]")


class WithoutTextError(UnusableInputError):
    """A workbook without answers, and no project to find them in."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("{file} was made without texts. Read it into the project it was made from.").format(file=name)
        )


def portable_of(book: MethodWorkbook) -> PortableFile:
    """Return all a workbook says as a project: its answers, codes, and the codings of whoever its rows name.

    Raises:
        WithoutTextError: If it has no answers.
        ProblemsError: If cells cannot be read, or codes cannot be named as they are; all of it is listed.
    """
    if book.base.without_text:
        raise WithoutTextError(book.file)
    if book.problems:
        raise ProblemsError(book.problems)
    return _Maker(book).made()


class _Codes:
    """The codes of one codebook, by how cells write them."""

    def __init__(self, book: MethodWorkbook, codebook: str) -> None:
        self._file = book.file
        self._codebook = codebook
        self._rows: dict[str, CodeRow] = {}
        self._by_path: dict[str, str] = {}
        self._loose: dict[str, str] = {}
        self.problems: list[Problem] = []
        listed = {code.code: code for code in book.codes if code.code}
        for code in book.base.codes:
            if code.codebook == codebook:
                row = self._row(listed.get(code.uid)) if code.uid in listed else None
                path = tuple(code.path.split(PATH_SEPARATOR))
                text = row.text if row else CodeRow(path).text
                said = CodeRow(path, CodeKind(code.kind), code.codable, "", code.retired, text)
                self._add(code.uid, said)
        for each in book.codes:
            if not each.code and each.codebook == codebook:
                row = self._row(each)
                if row is not None:
                    self._loose.setdefault(_key(each.written), self._present(row))

    def codes(self) -> tuple[PortableCode, ...]:
        """Return them, parents before children."""
        found = []
        for uid, row in self._rows.items():
            above = self._by_path.get(name_key(PATH_SEPARATOR.join(row.path[:-1])))
            found.append(PortableCode(uid, above, row))
        return tuple(sorted(found, key=lambda code: len(code.row.path)) if self._is_disordered() else found)

    def meant(self, cell: str, place: str) -> Iterator[str]:
        """Yield the uids of the codes a cell names; new ones are made."""
        known = self._known(cell)
        if known is not None:
            yield known
            return
        for part in filter(str.strip, _PARTS.split(cell)):
            known = self._known(part)
            if known is not None:
                yield known
                continue
            try:
                yield self._present(CodeRow(parsed_path(" ".join(part.split()))))
            except CodeNameError as error:
                sheet, _sep, at = place.rpartition("!")
                self.problems.append(Problem(f"{self._file}, {sheet}", None, at, str(error)))

    def _known(self, cell: str) -> str | None:
        exact = self._by_path.get(name_key(cell))
        return exact or self._loose.get(_key(cell))

    def _row(self, code: ReadCode | None) -> CodeRow | None:
        if code is None:
            return None
        reader = RowReader(self._file)
        row = reader.code_row(code.row, code.cells)
        self.problems += reader.problems
        return row

    def _present(self, row: CodeRow) -> str:
        """Return the uid of a code, made with those above it where it is new."""
        uid = ""
        for depth in range(1, len(row.path) + 1):
            path = row.path[:depth]
            written = PATH_SEPARATOR.join(path)
            uid = self._known(written) or ""
            if not uid:
                uid = _uid(self._codebook, written)
                self._add(uid, row if depth == len(row.path) else CodeRow(path, codable=False))
        return uid

    def _add(self, uid: str, row: CodeRow) -> None:
        self._rows[uid] = row
        self._by_path.setdefault(name_key(row.written_path), uid)
        self._loose.setdefault(_key(row.written_path), uid)

    def _is_disordered(self) -> bool:
        seen: set[str] = {""}
        for row in self._rows.values():
            if name_key(PATH_SEPARATOR.join(row.path[:-1])) not in seen:
                return True
            seen.add(name_key(row.written_path))
        return False


class _Maker:
    """Makes the project row by row."""

    def __init__(self, book: MethodWorkbook) -> None:
        self._book = book
        self._base = book.base
        self._codes = {each.uid: _Codes(book, each.uid) for each in book.base.codebooks}
        self._questions = {each.uid: each for each in book.base.questions}
        self._answers: dict[str, PortableAnswer] = {}
        self._taking: dict[tuple[str, str], PortableParticipation] = {}
        self._read: set[tuple[str, str]] = set()
        """Answer and coder of each row."""
        self._coded: dict[tuple[str, str], PortableCoded] = {}
        self._codings: dict[tuple[str, str, str], PortableCoding] = {}
        self._notes: dict[tuple[str, str], PortableNote] = {}
        self._losses = Losses()

    def made(self) -> PortableFile:
        """Return the project."""
        for row in self._book.rows:
            self._take(row)
        problems = [problem for codes in self._codes.values() for problem in codes.problems]
        if problems:
            raise ProblemsError(problems)
        base = self._base
        people = dict.fromkeys((base.coder, *(coder for _answer, coder in (*self._coded, *self._notes))))
        project = PortableProject(
            name=self._book.file.rsplit(".", 1)[0],
            uid=base.project,
            entry=base.entry,
            coders=tuple(
                PortableCoder(
                    base.coder_uid if name == base.coder and base.coder_uid else _uid(base.project, name),
                    name,
                )
                for name in people
            ),
            waves=tuple(dict.fromkeys(each.wave for each in self._answers.values())),
            variables=tuple(self._variables()),
            codebooks=tuple(
                PortableCodebook(each.uid, each.name, each.is_exclusive, self._codes[each.uid].codes())
                for each in base.codebooks
            ),
            questions=tuple(
                PortableQuestion(each.uid, each.key, each.text, each.codebook, each.unit)
                for each in base.questions
            ),
            participations=tuple(self._taking.values()),
            answers=tuple(self._answers.values()),
            coded=tuple(self._coded.values()),
            codings=tuple(self._codings.values()),
            notes=tuple(self._notes.values()),
        )
        return PortableFile(self._book.file, project, self._losses.all())

    def _take(self, row: ReadRow) -> None:
        was = self._base.answers.get(row.answer)
        if was is None:
            self._losses.add(_("Rows without their hidden key are left out."), row.place)
            return
        if not row.text.strip():
            self._losses.add(_("Rows without an answer are left out."), row.place)
            return
        question = self._questions[was.question]
        if not row.is_same:
            self._losses.add(
                _("Answers that were changed in the workbook are taken as they stand now."), row.place
            )
        there = self._answers.setdefault(
            row.answer,
            PortableAnswer(row.answer, question.key, was.respondent, row.wave.strip(), row.text),
        )
        self._taking.setdefault((there.respondent, there.wave), self._participation(row, there))
        coder = row.coder or self._base.coder
        if (there.uid, coder) in self._read:
            self._losses.add(_("Answers in several rows: only the first is taken."), row.place)
            return
        self._read.add((there.uid, coder))
        codes = self._codes[question.codebook]
        given: dict[str, str] = {}
        for cell in row.codes:
            for uid in codes.meant(cell.text, cell.place):
                given.setdefault(uid, cell.place)
        is_own = coder == self._base.coder
        state = state_said(
            row,
            was.state if is_own else CodedState.UNTOUCHED,
            frozenset(was.codes) if is_own else frozenset(),
            frozenset(given),
        )
        if state is not CodedState.UNTOUCHED:
            self._coded[there.uid, coder] = PortableCoded(there.uid, coder, state)
        for uid, place in given.items():
            self._codings[there.uid, uid, coder] = PortableCoding(
                _uid(there.uid, uid, coder), there.uid, uid, coder, place=place
            )
        if row.note and row.note.strip():
            self._notes[there.uid, coder] = PortableNote(
                _uid(there.uid, coder, "note"), coder, row.note, answer=there.uid
            )

    def _participation(self, row: ReadRow, answer: PortableAnswer) -> PortableParticipation:
        return PortableParticipation(
            _uid(self._base.project, answer.respondent, answer.wave),
            answer.respondent,
            answer.wave,
            background={name: value for name, value in row.background.items() if value.strip()},
        )

    def _variables(self) -> Iterator[PortableVariable]:
        for variable in self._base.variables:
            levels = dict.fromkeys(
                each.background[variable.name]
                for each in self._taking.values()
                if variable.name in each.background
            )
            yield PortableVariable(variable.uid, variable.name, "", tuple(map(PortableLevel, levels)))


def _uid(*parts: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_OID, "/".join(parts)).hex


def _key(cell: str) -> str:
    return " ".join(name_key(cell).casefold().split())

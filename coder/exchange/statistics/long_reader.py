"""The long file read back: who gave what; and whether the numbers still say the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from coder.domain.codebook import PATH_SEPARATOR, name_key
from coder.domain.coder_kind import CONSENSUS, PERSON
from coder.domain.coding import CodedState, Span, distinct
from coder.domain.errors import Problem, ProblemsError
from coder.domain.loss import Losses
from coder.domain.portable import PortableAnswer, PortableCoded, PortableCoder, PortableCoding
from coder.exchange.codings_file import CodingRow, codings_in
from coder.exchange.statistics.columns import Role
from coder.exchange.statistics.long_file import LONG_HEADER
from coder.exchange.statistics.main_values import MainFile
from coder.exchange.statistics.map_reader import VariableMap, made_uid
from coder.exchange.statistics.own_table import own_table
from coder.exchange.statistics.question_columns import CODED
from coder.exchange.table import Table
from coder.messages import _, ngettext
from coder.text.numbers import written_count


@dataclass
class CodingsRead:
    """Codings as a project has them, and what is to be told."""

    coders: tuple[PortableCoder, ...] = ()
    coded: tuple[PortableCoded, ...] = ()
    codings: tuple[PortableCoding, ...] = ()
    notices: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_long(
    path: Path, names: VariableMap, main: MainFile, answers: Sequence[PortableAnswer], losses: Losses
) -> CodingsRead:
    """Read the codings of all questions.

    Args:
        path: The long file; where there is none, the numbers are taken.
        names: What the lists beside it say.
        main: The file with the numbers.
        answers: Those the file has.
        losses: Told what is not taken.
    """
    gathered = _Gathered(names, answers)
    numbers = dict(_numbers(names, main, answers))
    if path.is_file():
        table = own_table(path, is_guarded=names.is_guarded)
        missing = [name for name in LONG_HEADER if name not in table.columns]
        if missing or table.problems:
            what = _("the column is missing. Export again.")
            found = [Problem(path.name, None, name, what) for name in missing]
            raise ProblemsError([*table.problems, *found])
        for question in names.questions:
            gathered.take(question.key, _of_question(table, question.key))
        gathered.take_unknown(table)
    else:
        losses.add(_("There is no long file beside it: who coded and which words are not known."), path.name)
        gathered.take_numbers(numbers, main.name)
    read = gathered.read()
    if path.is_file():
        read.notices += _changed(read, numbers, main.name)
    return read


class _Gathered:
    """Codings as they are gathered."""

    def __init__(self, names: VariableMap, answers: Sequence[PortableAnswer]) -> None:
        self._names = names
        self._answers = {(each.question, each.respondent, each.wave): each.uid for each in answers}
        books = {book.uid: book for book in names.codebooks}
        self._codes = {
            (question.key, tuple(map(name_key, code.row.path))): code.uid
            for question in names.questions
            for code in books[question.codebook].codes
        }
        self._spans: dict[tuple[str, str, str], list[Span]] = {}
        self._states: dict[tuple[str, str], CodedState] = {}
        self._coders: dict[str, None] = {}
        self._problems: list[Problem] = []

    def take(self, question: str, table: Table) -> None:
        file = codings_in(table)
        self._problems += file.problems
        for row in file.rows:
            self._take_row(question, row, table.name)

    def take_unknown(self, table: Table) -> None:
        known = {question.key for question in self._names.questions}
        place = table.columns.index("question")
        for number, row in zip(table.row_numbers, table.rows, strict=True):
            if row[place] not in known:
                what = _("there is no question «{question}».").format(question=row[place][:40])
                self._problems.append(Problem(table.name, number, "question", what))

    def take_numbers(self, numbers: Mapping[str, frozenset[str]], main: str) -> None:
        for answer, codes in numbers.items():
            self._coders[main] = None
            self._states[answer, main] = CodedState.DONE
            self._spans.update(((answer, code, main), []) for code in codes)

    def _take_row(self, question: str, row: CodingRow, file: str) -> None:
        answer = self._answers.get((question, row.respondent_id, row.wave or ""))
        if answer is None:
            what = _("«{id}» has no answer to «{question}» in the file with the numbers.")
            self._problem(
                file, row, "respondent_id", what.format(id=row.respondent_id[:40], question=question)
            )
            return
        coder = row.coder or ""
        self._coders[coder] = None
        if row.state:
            self._states[answer, coder] = row.state
        if not row.code:
            return
        path = (*row.theme.split(PATH_SEPARATOR), row.code) if row.theme else (row.code,)
        code = self._codes.get((question, tuple(map(name_key, path))))
        if code is None:
            what = _("the list of variables has no code «{code}».").format(
                code=PATH_SEPARATOR.join(path)[:80]
            )
            self._problem(file, row, "code", what)
            return
        spans = self._spans.setdefault((answer, code, coder), [])
        if row.start is not None and row.end is not None:
            spans.append((row.start, row.end))

    def _problem(self, file: str, row: CodingRow, column: str, what: str) -> None:
        self._problems.append(Problem(file, row.row, column, what))

    def read(self) -> CodingsRead:
        return CodingsRead(
            tuple(
                PortableCoder(made_uid("coder", name), name, CONSENSUS if name == CONSENSUS else PERSON)
                for name in self._coders
            ),
            tuple(PortableCoded(answer, coder, state) for (answer, coder), state in self._states.items()),
            tuple(
                PortableCoding(made_uid("coding", *key), key[0], key[1], key[2], tuple(distinct(spans)))
                for key, spans in self._spans.items()
            ),
            problems=self._problems,
        )


def _of_question(table: Table, question: str) -> Table:
    place = table.columns.index("question")
    kept = [number for number, row in enumerate(table.rows) if row[place] == question]

    def without(cells: tuple[str, ...]) -> tuple[str, ...]:
        return cells[:place] + cells[place + 1 :]

    return replace(
        table,
        columns=without(table.columns),
        rows=[without(table.rows[number]) for number in kept],
        row_numbers=[table.row_numbers[number] for number in kept],
        problems=(),
    )


def _numbers(
    names: VariableMap, main: MainFile, answers: Sequence[PortableAnswer]
) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the codes that are 1, by the uid of the answer, where a coding counts."""
    by_question: dict[str, list[PortableAnswer]] = defaultdict(list)
    for answer in answers:
        by_question[answer.question].append(answer)
    for question in names.questions:
        variables = names.of_role(Role.CODE, question.key)
        codes = [(each.uid, values) for each in variables if (values := main.column(each.name)) is not None]
        status = names.of_role(Role.STATUS, question.key)
        counts = main.column(status[0].name) if status else None
        if counts is None:
            continue
        for answer in by_question[question.key]:
            place = main.places[answer.respondent, answer.wave]
            if str(counts[place]) == str(CODED):
                yield answer.uid, frozenset(uid for uid, values in codes if str(values[place]) == "1")


def _changed(read: CodingsRead, numbers: Mapping[str, frozenset[str]], main: str) -> list[str]:
    given: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for coded in read.coded:
        given[coded.answer][coded.coder] = set()
    for coding in read.codings:
        given[coding.answer][coding.coder].add(coding.code)
    changed = sum(codes not in given[answer].values() for answer, codes in numbers.items())
    if not changed:
        return []
    told = ngettext(
        "{n} answer in {file} has codes that nobody gave it in the long file. The long file was taken.",
        "{n} answers in {file} have codes that nobody gave them in the long file. The long file was taken.",
        changed,
    )
    return [told.format(n=written_count(changed), file=main)]

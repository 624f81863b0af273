"""What a workbook of the method remembers of the project it was made from, on a sheet nobody sees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from coder.domain.codebook import CodeKind
from coder.domain.coding import CodedState
from coder.exchange.method_workbook.layout import MAGIC, VERSION

SHEET = "_coder"
_YES = "1"


class DamagedBaseError(ValueError):
    """The hidden sheet does not hold what was written there."""


class NewerBaseError(DamagedBaseError):
    """The hidden sheet is of a later version of the program."""


@dataclass(frozen=True)
class BaseQuestion:
    """A question of the workbook and the codebook it is coded with, by uid."""

    uid: str
    key: str
    codebook: str
    text: str = ""
    unit: str = "answer"


@dataclass(frozen=True)
class BaseCodebook:
    """A codebook of the workbook."""

    uid: str
    name: str
    is_exclusive: bool


@dataclass(frozen=True)
class BaseVariable:
    """A background variable and what stands over its column."""

    uid: str
    name: str
    header: str


@dataclass(frozen=True)
class BaseCode:
    """A code as it was when the workbook was made; all there is of one that is not on the sheet of codes."""

    uid: str
    codebook: str
    path: str
    """As it stands in a cell, unguarded."""
    kind: str
    codable: bool
    retired: bool

    @property
    def is_listed(self) -> bool:
        """Whether it stood on the sheet of codes: open for choice."""
        return self.codable and not self.retired


@dataclass(frozen=True)
class BaseAnswer:
    """How far the workbook's coder had come with an answer when the workbook was made."""

    uid: str
    question: str
    """A uid."""
    respondent: str
    state: CodedState
    codes: tuple[str, ...]
    """Uids, in the order of the columns they were written to."""
    note: str
    """The fingerprint of the coder's own note."""


@dataclass(frozen=True)
class WorkbookBase:
    """What the workbook was made from: the one side of every comparison when it is read back."""

    project: str
    """A uid."""
    entry: int
    coder_uid: str
    """Empty for somebody the project did not know yet."""
    coder: str
    language: str
    code_columns: int
    guard: bool = False
    without_text: bool = False
    pseudonymous: bool = False
    questions: tuple[BaseQuestion, ...] = ()
    codebooks: tuple[BaseCodebook, ...] = ()
    variables: tuple[BaseVariable, ...] = ()
    codes: tuple[BaseCode, ...] = ()
    answers: dict[str, BaseAnswer] = field(default_factory=dict)

    def rows(self) -> Iterator[list[str]]:
        """Yield the cells of the hidden sheet."""
        yield [MAGIC, VERSION]
        yield ["project", self.project, str(self.entry)]
        yield ["coder", self.coder_uid, self.coder]
        switches = (self.guard, self.without_text, self.pseudonymous)
        yield ["made", self.language, str(self.code_columns), *map(_truth, switches)]
        for question in self.questions:
            yield ["question", question.uid, question.key, question.codebook, question.unit, question.text]
        for book in self.codebooks:
            yield ["codebook", book.uid, book.name, _truth(book.is_exclusive)]
        for variable in self.variables:
            yield ["variable", variable.uid, variable.name, variable.header]
        places = {code.uid: str(place) for place, code in enumerate(self.codes)}
        for code in self.codes:
            said = (code.kind, _truth(code.codable), _truth(code.retired))
            yield ["code", code.uid, code.codebook, code.path, *said]
        questions = {question.uid: str(place) for place, question in enumerate(self.questions)}
        for answer in self.answers.values():
            codes = " ".join(places[uid] for uid in answer.codes)
            place = questions[answer.question]
            yield ["answer", answer.uid, place, answer.respondent, answer.state.value, codes, answer.note]


def is_base(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether a sheet is the hidden one."""
    return bool(rows) and bool(rows[0]) and rows[0][0] == MAGIC


def base_in(rows: Sequence[Sequence[str]]) -> WorkbookBase:
    """Read the cells of the hidden sheet.

    Raises:
        DamagedBaseError: If they are not what was written there.
        NewerBaseError: If a later version of the program wrote them.
    """
    if not is_base(rows) or len(rows[0]) < 2:
        raise DamagedBaseError
    if rows[0][1] != VERSION:
        raise NewerBaseError
    try:
        return _base_in(rows)
    except (ValueError, IndexError, KeyError) as error:
        raise DamagedBaseError from error


def _base_in(rows: Sequence[Sequence[str]]) -> WorkbookBase:
    by_kind: dict[str, list[list[str]]] = {
        kind: []
        for kind in ("project", "coder", "made", "question", "codebook", "variable", "code", "answer")
    }
    for row in rows[1:]:
        if any(row):
            by_kind[row[0]].append([*row[1:], *[""] * 6])
    [project], [coder], [made] = by_kind["project"], by_kind["coder"], by_kind["made"]
    questions = tuple(BaseQuestion(row[0], row[1], row[2], row[4], row[3]) for row in by_kind["question"])
    codes = tuple(
        BaseCode(row[0], row[1], row[2], CodeKind(row[3]).value, row[4] == _YES, row[5] == _YES)
        for row in by_kind["code"]
    )
    books = {row[0] for row in by_kind["codebook"]}
    if not {each.codebook for each in questions} | {each.codebook for each in codes} <= books:
        raise DamagedBaseError
    answers = [
        BaseAnswer(
            row[0],
            questions[_place(row[1])].uid,
            row[2],
            CodedState(row[3]),
            tuple(codes[_place(place)].uid for place in row[4].split()),
            row[5],
        )
        for row in by_kind["answer"]
    ]
    return WorkbookBase(
        project=project[0],
        entry=_place(project[1]),
        coder_uid=coder[0],
        coder=coder[1],
        language=made[0],
        code_columns=_place(made[1]),
        guard=made[2] == _YES,
        without_text=made[3] == _YES,
        pseudonymous=made[4] == _YES,
        questions=questions,
        codebooks=tuple(BaseCodebook(row[0], row[1], row[2] == _YES) for row in by_kind["codebook"]),
        variables=tuple(BaseVariable(row[0], row[1], row[2]) for row in by_kind["variable"]),
        codes=codes,
        answers={answer.uid: answer for answer in answers},
    )


def _truth(value: bool) -> str:
    return _YES if value else "0"


def _place(cell: str) -> int:
    if not (cell.isascii() and cell.isdigit() and len(cell) < 10):
        raise ValueError(cell)
    return int(cell)

"""A small coded project and its workbook of the method, edited as a colleague would in Excel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from coder.domain.loss import Loss
from coder.domain.portable import FileMarks
from coder.exchange.method_workbook.reader import read_method_workbook
from coder.exchange.method_workbook.writer import write_method_workbook
from coder.usecases.exchange.method_workbook.reading_back import (
    MethodWorkbookReport,
    foresee_method_workbook,
    import_method_workbook,
)
from coder.usecases.exchange.portable_out import portable_project
from tests.builders import (
    act,
    add_answers,
    add_coder,
    add_codes,
    add_question,
    ask,
    code_answer,
    coded_by,
    finish,
    new_project,
)
from tests.made_once import made_once

QUESTION = "hva_skal_til"
TEXTS = (
    "Tettere oppfølging fra Nav. Flere plasser i bedrifter.",
    "Meir tid til kvar brukar.",
    "Vet ikke",
    "=1+1 er ikke nok",
    "Lønnstilskudd\nog kurs",
    "Bedre samarbeid mellom etatene.",
)
CODES = (
    "Samarbeid > Tettere oppfølging",
    "Samarbeid > Annet",
    "Kapasitet > Mer tid",
    "Kapasitet > Annet",
    "Vet ikke",
)
MARKS = FileMarks("coder", "prøve")


@dataclass(frozen=True)
class CodedProject:
    """A project in which Kari has begun and Ola has coded a little."""

    engine: Engine
    answers: list[int]
    codes: dict[str, int]
    kari: int
    ola: int

    def coded(self, coder_id: int | None = None) -> dict[int, list[str]]:
        """Return the codes a coder has given, by the answer's place from 0; Kari if nobody is named."""
        names = {code_id: path for path, code_id in self.codes.items()}
        places = {answer_id: place for place, answer_id in enumerate(self.answers)}
        found = coded_by(self.engine, self.kari if coder_id is None else coder_id)
        return {
            places[answer]: sorted(names.get(code, "new") for code in codes)
            for answer, codes in found.items()
        }


@made_once
def coded_project(url: str | Path, *, exclusive: bool = False) -> CodedProject:
    """Make the project: Kari is done with 0 and 2, and has begun 1; an excerpt stands in 0; Ola has 5."""
    engine = new_project(url)
    question_id = add_question(engine, QUESTION, exclusive=exclusive)
    answers = add_answers(
        engine, question_id, TEXTS, wave="2016", background={"størrelse": ["liten", "stor"] * 3}
    )
    codes = dict(zip(CODES, add_codes(engine, question_id, *CODES), strict=True))
    kari, ola = add_coder(engine, "Kari"), add_coder(engine, "Ola")
    code_answer(engine, answers[0], codes[CODES[0]], kari, [(0, 27)])
    if not exclusive:
        code_answer(engine, answers[0], codes[CODES[3]], kari)
    finish(engine, answers[0], kari)
    code_answer(engine, answers[1], codes[CODES[2]], kari)
    code_answer(engine, answers[2], codes[CODES[4]], kari)
    finish(engine, answers[2], kari)
    code_answer(engine, answers[5], codes[CODES[1]], ola)
    finish(engine, answers[5], ola)
    return CodedProject(engine, answers, codes, kari, ola)


def write(engine: Engine, path: Path, coder: str = "Kari", **how: Any) -> tuple[Loss, ...]:
    """Write the workbook of the project for a coder."""
    project = ask(engine, portable_project)
    return write_method_workbook(path, project, **{"coder": coder, "marks": MARKS, **how})


def read_back(
    engine: Engine, path: Path, coder_id: int, *, create_codes: bool = False
) -> MethodWorkbookReport:
    """Read a workbook back, as the command does."""
    book = read_method_workbook(path)
    foreseen = ask(engine, lambda work: foresee_method_workbook(work, book, create_codes=create_codes))
    done = act(
        engine,
        coder_id,
        "import_coded",
        lambda work: import_method_workbook(work, book, create_codes=create_codes),
    )
    assert foreseen == done, "what is foretold is what is done"
    return done


@dataclass
class Hand:
    """Somebody's hand on the sheets of a workbook: cells by header and respondent."""

    path: Path
    book: Any = field(init=False)

    def __post_init__(self) -> None:
        import openpyxl

        self.book = openpyxl.load_workbook(self.path)
        self.page = self.book["Coding"]

    @property
    def headers(self) -> dict[str, int]:
        """The columns by their headers, from 1."""
        return {cell.value: cell.column for cell in self.page[1] if cell.value}

    def row(self, respondent: str) -> int:
        """Return the row of a respondent, from 1."""
        return next(int(cell.row) for cell in self.page["A"] if cell.value == respondent)

    def row_of_code(self, path: str | None) -> int:
        """Return the row of a code on the sheet of codes, from 1; of None the first free one."""
        return next(int(cell.row) for cell in self.book["Codebook"]["A"] if cell.value == path)

    def get(self, respondent: str, header: str) -> str | None:
        """Return what stands in a cell."""
        value = self.page.cell(self.row(respondent), self.headers[header]).value
        return None if value is None else str(value)

    def put(self, respondent: str, header: str, text: str | None) -> None:
        """Write into a cell; None empties it."""
        self.page.cell(self.row(respondent), self.headers[header]).value = text

    def append(self, cells: Sequence[str | None]) -> None:
        """Add a row of text; what looks like a formula is none, as where Excel copies a row."""
        self.page.append(cells)
        for cell in self.page[self.page.max_row]:
            if isinstance(cell.value, str):
                cell.data_type = "s"

    def save(self) -> None:
        """Save the workbook where it is."""
        self.book.save(self.path)


def edited(path: Path, edit: Callable[[Hand], None]) -> Path:
    """Let somebody edit a workbook and save it."""
    hand = Hand(path)
    edit(hand)
    hand.save()
    return path

"""Who answered which question, and what: from the file with the numbers, whole texts from the one beside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from coder.domain.errors import Problem, ProblemsError
from coder.domain.portable import PortableAnswer, PortableQuestion
from coder.exchange.statistics.columns import NO_ANSWER, Role
from coder.exchange.statistics.csv_file import TEXT_HEADER
from coder.exchange.statistics.main_values import MainFile, Row, written
from coder.exchange.statistics.map_reader import VariableMap, made_uid
from coder.exchange.statistics.own_table import own_table
from coder.exchange.statistics.question_columns import BLANK
from coder.messages import _

_NOTHING = ("", "a", str(NO_ANSWER))
"""How a code says that there is no answer."""


def answers_in(texts: Path, names: VariableMap, main: MainFile) -> Iterator[PortableAnswer]:
    """Yield the answers, question after question, row after row; without a text where the file has none.

    Args:
        texts: The file with whole texts, if there is one.
        names: What the list of variables says.
        main: The file with the numbers.

    Raises:
        ProblemsError: If the file of texts is another than we write.
    """
    whole = _whole_texts(texts, is_guarded=names.is_guarded) if texts.is_file() else {}
    for question in names.questions:
        yield from _of_question(question, names, main, whole.get(question.key, {}))


def _of_question(
    question: PortableQuestion, names: VariableMap, main: MainFile, whole: Mapping[Row, str]
) -> Iterator[PortableAnswer]:
    own = names.of_role(Role.ANSWER, question.key)
    texts = (main.column(own[0].name) if own else None) or [""] * len(main.rows)
    for row, cell, has_answer in zip(main.rows, texts, _answered(question.key, names, main), strict=True):
        text = whole.get(row) or written(cell) or None
        if text is not None or has_answer:
            uid = made_uid("answer", question.uid, *row)
            yield PortableAnswer(uid, question.key, row[0], row[1], text)


def _answered(question: str, names: VariableMap, main: MainFile) -> list[bool]:
    """Return row by row whether the numbers say that there is an answer."""
    for role, nothing in ((Role.STATUS, ("", str(BLANK))), (Role.COUNT, _NOTHING), (Role.CODE, _NOTHING)):
        for variable in names.of_role(role, question):
            column = main.column(variable.name)
            if column is not None:
                return [written(value) not in nothing for value in column]
    return [False] * len(main.rows)


def _whole_texts(path: Path, *, is_guarded: bool) -> dict[str, dict[Row, str]]:
    table = own_table(path, is_guarded=is_guarded)
    if table.columns != TEXT_HEADER or table.problems:
        what = _("its columns are others than {columns}.").format(columns=", ".join(TEXT_HEADER))
        raise ProblemsError(table.problems or [Problem(path.name, None, None, what)])
    found: dict[str, dict[Row, str]] = defaultdict(dict)
    for respondent, wave, question, text in table.rows:
        found[question][respondent, wave] = text
    return found

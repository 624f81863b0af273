"""A question as columns: the text, how far it is coded, how many codes, 0 or 1 for each code and theme."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coder.domain.portable import (
    PortableAnswer,
    PortableCode,
    PortableCodebook,
    PortableProject,
    PortableQuestion,
)
from coder.domain.stable_name import CODE, QUESTION, THEME, NameOf
from coder.exchange.statistics.columns import (
    NO_ANSWER,
    NOT_CODED,
    NOT_IN_USE,
    Column,
    Counted,
    Measure,
    ResponseSet,
    Role,
    ValueLabel,
)
from coder.exchange.statistics.names import themes_of
from coder.messages import _

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BETWEEN = " – "
"""Between a theme and its code in a label."""
CODED, ANSWERED, BLANK = 1, 2, 3
"""What the status says: a coding counts; there is an answer only; there is none."""


@dataclass(frozen=True)
class QuestionColumns:
    """The columns of a question, and the sets its codes and its themes make."""

    columns: tuple[Column, ...]
    sets: tuple[ResponseSet, ...]


def question_columns(
    project: PortableProject,
    question: PortableQuestion,
    place: Mapping[tuple[str, str], int],
    counted: Counted,
    names: Mapping[NameOf, str],
) -> QuestionColumns:
    """Lay a question out as columns.

    Args:
        project: The project.
        question: One of its questions.
        place: The row of a respondent in a wave.
        counted: The codes that count, and which were in use.
        names: A name for everything.
    """
    book = next(each for each in project.codebooks if each.uid == question.codebook)
    answers = [each for each in project.answers if each.question == question.key]
    return _Question(question, book, answers, place, counted, names).laid_out()


class _Question:
    """What the columns of one question have in common."""

    def __init__(
        self,
        question: PortableQuestion,
        book: PortableCodebook,
        answers: list[PortableAnswer],
        place: Mapping[tuple[str, str], int],
        counted: Counted,
        names: Mapping[NameOf, str],
    ) -> None:
        import numpy as np

        self._question, self._book, self._answers, self._names = question, book, answers, names
        self._prefix = names[QUESTION, question.uid, ""]
        self._rows = {answer.uid: place[answer.respondent, answer.wave] for answer in answers}
        settled = [answer for answer in answers if answer.uid in counted.codes]
        coded = [self._rows[answer.uid] for answer in settled]
        self._nothing: NDArray[np.float64] = np.full(len(place), NO_ANSWER, np.float64)
        self._nothing[list(self._rows.values())] = NOT_CODED
        self._nothing[coded] = 0
        self._given: dict[str, list[int]] = defaultdict(list)
        """Rows by the uid of the code that was given there."""
        for answer in answers:
            for code in counted.codes.get(answer.uid, ()):
                self._given[code].append(self._rows[answer.uid])
        self._of_wave: dict[str, list[int]] = defaultdict(list)
        """Rows whose coding counts, by wave."""
        for answer in settled:
            self._of_wave[answer.wave].append(self._rows[answer.uid])
        self._not_in_use = {(code, wave) for of, code, wave in counted.not_in_use if of == question.uid}

    def laid_out(self) -> QuestionColumns:
        """Return all of it: text, status, number of codes, codes, themes."""
        codes = [code for code in self._book.codes if code.row.codable or self._given[code.uid]]
        themes = themes_of(self._book)
        code_columns = [self._code(code) for code in codes]
        theme_columns = {theme.uid: self._theme(theme) for theme in themes}
        columns = [*self._text(), self._status(), self._count(codes), *code_columns, *theme_columns.values()]
        tops = [
            theme_columns.get(code.uid) or next((c for c in code_columns if c.uid == code.uid), None)
            for code in self._book.codes
            if code.parent is None
        ]
        sets = [
            self._set("koder", _("{question}: codes"), code_columns),
            self._set("tema", _("{question}: themes"), [top for top in tops if top] if themes else []),
        ]
        return QuestionColumns(tuple(columns), tuple(each for each in sets if len(each.variables) > 1))

    def _text(self) -> list[Column]:
        if all(answer.text is None for answer in self._answers):
            return []
        texts = [""] * len(self._nothing)
        for answer in self._answers:
            texts[self._rows[answer.uid]] = answer.text or ""
        key = self._question.key
        wording = self._question.text or _("answer")
        label = f"{key}: {wording}"
        return [
            Column(f"{self._prefix}svar", label, Role.ANSWER, texts, uid=self._question.uid, question=key)
        ]

    def _status(self) -> Column:
        import numpy as np

        values = np.full(len(self._nothing), CODED, np.float64)
        values[self._nothing == NOT_CODED] = ANSWERED
        values[self._nothing == NO_ANSWER] = BLANK
        labels = (
            ValueLabel(CODED, _("Answered and coded")),
            ValueLabel(ANSWERED, _("Answered, not coded")),
            ValueLabel(BLANK, _("No answer")),
        )
        return self._column("status", _("{question}: how far it is coded"), Role.STATUS, values, labels)

    def _count(self, codes: list[PortableCode]) -> Column:
        values = self._nothing.copy()
        for code in codes:
            values[self._given[code.uid]] += 1
        return self._column(
            "n", _("{question}: number of codes"), Role.COUNT, values, missing_labels(), Measure.SCALE
        )

    def _code(self, code: PortableCode) -> Column:
        label = f"{self._question.key}: {BETWEEN.join(code.row.path)}"
        return self._indicator(CODE, code, label, Role.CODE, [code.uid])

    def _theme(self, theme: PortableCode) -> Column:
        depth = len(theme.row.path)
        below = [
            code.uid
            for code in self._book.codes
            if code.row.path[:depth] == theme.row.path and (code.row.codable or self._given[code.uid])
        ]
        label = _("{question}: {theme} (theme)").format(question=self._question.key, theme=theme.row.path[0])
        return self._indicator(THEME, theme, label, Role.THEME, below)

    def _indicator(self, kind: str, code: PortableCode, label: str, role: Role, of: list[str]) -> Column:
        """Say where any of some codes is mentioned, and where none of them was in use."""
        values = self._nothing.copy()
        unused = [rows for wave, rows in self._of_wave.items() if of and self._none_in_use(of, wave)]
        for rows in unused:
            values[rows] = NOT_IN_USE
        for each in of:
            values[self._given[each]] = 1
        reasons = missing_labels()
        if unused:
            reasons += (ValueLabel(NOT_IN_USE, _("Code not in use"), True),)
        return Column(
            self._names[kind, code.uid, self._question.uid],
            label,
            role,
            values,
            (ValueLabel(0, _("Not mentioned")), ValueLabel(1, _("Mentioned")), *reasons),
            uid=code.uid,
            question=self._question.key,
            path=code.row.path,
        )

    def _none_in_use(self, codes: list[str], wave: str) -> bool:
        return all((code, wave) in self._not_in_use for code in codes)

    def _column(
        self,
        suffix: str,
        label: str,
        role: Role,
        values: NDArray[np.float64],
        labels: tuple[ValueLabel, ...],
        measure: Measure = Measure.NOMINAL,
    ) -> Column:
        key = self._question.key
        return Column(
            f"{self._prefix}{suffix}",
            label.format(question=key),
            role,
            values,
            labels,
            measure,
            uid=self._question.uid,
            question=key,
        )

    def _set(self, suffix: str, label: str, columns: list[Column]) -> ResponseSet:
        variables = tuple(column.name for column in columns)
        return ResponseSet(f"${self._prefix}{suffix}", label.format(question=self._question.key), variables)


def missing_labels() -> tuple[ValueLabel, ...]:
    """Return what is said where there is no 0 or 1."""
    return (ValueLabel(NO_ANSWER, _("No answer"), True), ValueLabel(NOT_CODED, _("Not coded"), True))

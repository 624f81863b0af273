"""A guess at the roles of columns, with its reasons, for people who name none."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from coder.domain.errors import UnusableInputError
from coder.domain.survey import ColumnFacts
from coder.exchange.roles import Roles
from coder.exchange.table import Table
from coder.messages import _

_ID_NAME = re.compile(
    r"(?:.*[_ .-])?(?:id|nr|lnr|løpenr|løpenummer|respondent|respondentid|respid|resp|informant|deltaker"
    r"|deltakar|deltager|case|caseid|responseid|svarid|intnr|enhet|eining|kommunenr|kommunenummer)"
)
_WAVE_NAME = re.compile(
    r"(?:.*[_ .-])?(?:aar|år|årgang|year|wave|måling|maling|runde|bølge|undersøkelsesår|undersøkingsår)"
)
_WEIGHT_NAME = re.compile(r"(?:.*[_ .-])?(?:vekt|vekting|vekter|vekta|weight|weights|wgt|wt)(?:[_ .-].*)?")
_QUESTION_NAME = re.compile(
    r"(?:question|spm|spørsmål|sporsmal|sporsmaal|item)(?:[_ .-]?(?:id|key|kode|nr|nøkkel))?"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?(?:e-\d+)?")

# Labels are sentences: «Hva er din vekt?» and «Alder i år» say nothing of weights and waves.
_WAVE_LABEL = re.compile(
    r"(?:år|årgang|year|wave|måling|målingsår|runde|bølge|undersøkelsesår|undersøkingsår)(?:[ .:(-][^?]*)?"
)
_WEIGHT_LABEL = re.compile(r"(?:[^ ?]*vekt|vekting|vekter|vektvariabel|weight|weighting)(?:[ .:(-][^?]*)?")
_ASKS = re.compile(
    r"\?|skriv|utdyp|beskriv|begrunn|grunngi|grunngje|kommentar|eigne ord|egne ord|åpent|ope spørsmål"
    r"|fritekst|spesifiser|presiser|\b(?:hva|hvordan|hvorfor|hvilke|kva|korleis|kvifor|what|how|why|describe|specify)\b"
)
_LABEL_SHOWN = 60

LONGEST_ID = 40
MOST_WAVES = 20
MOST_LEVELS = 30


class NoRowsError(UnusableInputError):
    """A header and nothing below it."""

    def __init__(self, name: str) -> None:
        super().__init__(_("{file} has a header, but no rows below it.").format(file=name))


class NoIdColumnError(UnusableInputError):
    """No column tells respondents apart."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("No column of {file} tells respondents apart. Name the right one: --id COLUMN.").format(
                file=name
            )
        )


@dataclass(frozen=True)
class KnownColumns:
    """What columns of earlier files became, by their names: a file of another wave has them again."""

    questions: frozenset[str] = frozenset()
    attributes: frozenset[str] = frozenset()

    def what(self, name: str) -> Literal["question", "attribute"] | None:
        """Return what a column of this name became."""
        if name in self.questions:
            return "question"
        return "attribute" if name in self.attributes else None


@dataclass(frozen=True, eq=False)
class _Column:
    """What a column looks like; measures are of filled cells, blanks around out."""

    name: str
    values: list[str]
    filled: int
    distinct: int
    mean_length: float
    mean_words: float
    longest: int
    about: ColumnFacts
    was: Literal["question", "attribute"] | None = None
    """What the project has by its name."""

    @property
    def label(self) -> str:
        """Return its label as names are compared."""
        return self.about.label.strip().lower()

    @property
    def called(self) -> str:
        """Return its name, with its label where it has one."""
        label = " ".join(self.about.label.split())
        if len(label) > _LABEL_SHOWN:
            label = label[: _LABEL_SHOWN - 1].rstrip() + "…"
        return f"{self.name} («{label}»)" if label else self.name

    @property
    def plain(self) -> str:
        return self.name.strip().lower()

    @property
    def label_asks(self) -> bool:
        return _ASKS.search(self.label) is not None

    @property
    def name_asks(self) -> bool:
        return self.plain.endswith("?")

    @property
    def complete(self) -> bool:
        return self.filled == len(self.values) > 0

    def is_open(self) -> bool:
        """Tell whether the cells read like answers in own words, or are the project's question."""
        if self.was is not None:
            return self.was == "question"
        if not self.filled or not self.about.is_text or self.about.is_closed:
            return False
        if self.mean_words < 2 and self.longest < LONGEST_ID:
            return False
        long = self.mean_length >= 25 or self.mean_words >= 4 or self.label_asks or self.name_asks
        return (long and self.distinct >= 0.4 * self.filled) or self.longest > 150

    def is_attribute(self) -> bool:
        """Tell whether few values come again, as in closed questions, or have labels; or it was one."""
        if self.was is not None:
            return self.was == "attribute"
        if self.about.is_closed:
            return self.filled > 0
        return 0 < self.distinct <= max(2, min(MOST_LEVELS, self.filled // 2)) or (
            self.filled == 1 and self.longest <= LONGEST_ID
        )


def guess_roles(table: Table, known: KnownColumns = KnownColumns()) -> Roles:
    """Guess each column's role from its name and values; ``reasons`` say what was taken as what, and why.

    Args:
        table: The file.
        known: What goes before any guess.

    Raises:
        NoRowsError: If there is nothing to guess from.
        NoIdColumnError: If no column can be the respondents' id.
    """
    if not table.rows:
        raise NoRowsError(table.name)
    columns = [
        _column(name, [row[place] for row in table.rows], table.about(name), known)
        for place, name in enumerate(table.columns)
    ]
    reasons: list[str] = []
    wave = _wave([column for column in columns if column.was is None], reasons)
    rest = [column for column in columns if column is not wave]
    answers = [column for column in rest if column.is_open()]
    question = None if any(column.was for column in answers) else _question(rest, answers)
    others = [one for one in rest if one not in answers and one is not question]
    chosen_id = _id(table, [one for one in others if one.was is None] or others, wave, question)
    reasons.insert(0, _reason(chosen_id, _("the respondent's id"), _id_reason(chosen_id)))
    rest = [column for column in rest if column is not chosen_id]
    answers = [column for column in answers if column is not chosen_id]
    weight = _weight([column for column in rest if column.was is None], table.weight, reasons)
    if question is not None:
        reasons.append(_reason(question, _("the question"), _("its name says so and few values come again")))
        reasons.append(_reason(answers[0], _("the answers' text"), _("it holds texts of different lengths")))
    taken = [
        one for one in (weight, question, answers[0] if question is not None else None) if one is not None
    ]
    rest = [column for column in rest if column not in taken]
    attributes = [column for column in rest if column not in answers and column.is_attribute()]
    reasons += [_why(column, answers, attributes, long=question is not None) for column in rest]
    return Roles(
        id=chosen_id.name,
        questions=() if question is not None else tuple(column.name for column in answers),
        attributes=tuple(column.name for column in attributes),
        wave_column=wave.name if wave is not None else None,
        weight=weight.name if weight is not None else None,
        question_column=question.name if question is not None else None,
        text_column=answers[0].name if question is not None else None,
        reasons=tuple(reasons),
    )


def _why(column: _Column, answers: list[_Column], attributes: list[_Column], long: bool) -> str:
    if column.was is not None:
        role = _("an open question") if column.was == "question" else _("a background variable")
        return _reason(column, role, _("the project has it already"))
    if column in attributes and column.about.is_closed:
        return _reason(column, _("a background variable"), _("its values have labels"))
    if column in attributes:
        why = _("few values come again ({number})").format(number=column.distinct)
        return _reason(column, _("a background variable"), why)
    if column in answers and long:
        return _left_out(column, _("it is a second text in a file with an answer a row"))
    if column in answers and column.label_asks:
        return _reason(column, _("an open question"), _("its label asks, and its texts differ"))
    if column in answers and column.name_asks:
        return _reason(column, _("an open question"), _("its name asks, and its texts differ"))
    if column in answers:
        why = _("its texts are long and differ ({mean} letters on average)")
        return _reason(column, _("an open question"), why.format(mean=round(column.mean_length)))
    return _left_out(column, _("it is blank") if not column.filled else _("its values hardly repeat"))


def _column(name: str, cells: list[str], about: ColumnFacts, known: KnownColumns) -> _Column:
    values = ["" if cell in about.missing else cell.strip() for cell in cells]
    filled = [value for value in values if value]
    many = max(1, len(filled))
    return _Column(
        name=name,
        values=values,
        filled=len(filled),
        distinct=len(set(filled)),
        mean_length=sum(map(len, filled)) / many,
        mean_words=sum(len(value.split()) for value in filled) / many,
        longest=max(map(len, filled), default=0),
        about=about,
        was=known.what(name) if filled else None,
    )


def _wave(columns: list[_Column], reasons: list[str]) -> _Column | None:
    named = _first(columns, _is_named_wave)
    if named is not None:
        by_name = _WAVE_NAME.fullmatch(named.plain) is not None
        why = _("its name says so") if by_name else _("its label says so")
        reasons.append(_reason(named, _("the wave"), why))
        return named
    years = _first(columns, _holds_years)
    if years is not None:
        reasons.append(_reason(years, _("the wave"), _("it holds years")))
    return years


def _is_named_wave(column: _Column) -> bool:
    named = _WAVE_NAME.fullmatch(column.plain) or _WAVE_LABEL.fullmatch(column.label)
    return named is not None and column.complete and column.distinct <= MOST_WAVES


def _holds_years(column: _Column) -> bool:
    # A year of birth has many values; a survey has few waves, and each has many rows.
    few = column.distinct <= min(10, max(1, column.filled // 3))
    told = f"{column.plain} {column.label}"
    named_otherwise = "fød" in told or "birth" in told or "alder" in told
    return column.complete and few and not named_otherwise and all(map(_YEAR.fullmatch, set(column.values)))


def _weight(columns: list[_Column], files_own: str | None, reasons: list[str]) -> _Column | None:
    numbers = [column for column in columns if _all_numbers(column)]
    for column in numbers:
        if column.name == files_own:
            reasons.append(_reason(column, _("the weight"), _("the file itself weighs by it")))
            return column
    for column in numbers:
        if _WEIGHT_NAME.fullmatch(column.plain):
            reasons.append(_reason(column, _("the weight"), _("its name says so and it holds numbers")))
            return column
    for column in numbers:
        if _WEIGHT_LABEL.fullmatch(column.label) and not column.about.is_closed:
            reasons.append(_reason(column, _("the weight"), _("its label says so and it holds numbers")))
            return column
    return None


def _question(columns: list[_Column], answers: list[_Column]) -> _Column | None:
    if not answers:
        return None
    return _first(
        columns,
        lambda one: (
            _QUESTION_NAME.fullmatch(one.plain) is not None
            and one.complete
            and one not in answers[:1]
            and one.distinct <= max(1, one.filled // 2)
        ),
    )


def _id(table: Table, columns: list[_Column], wave: _Column | None, question: _Column | None) -> _Column:
    """Return the column that tells respondents apart: by name and values, else by values, else by name."""
    able = [
        one
        for one in columns
        if one.complete and one.longest <= LONGEST_ID and _tells_apart(one, wave, question)
    ]
    named = [one for one in able if _ID_NAME.fullmatch(one.plain)]
    labelled = [one for one in able if _ID_NAME.fullmatch(one.label)]
    also_named = [one for one in columns if _ID_NAME.fullmatch(one.plain) and one.filled]
    for group in (named, labelled, also_named, able):
        if group:
            return group[0]
    raise NoIdColumnError(table.name)


def _tells_apart(column: _Column, wave: _Column | None, question: _Column | None) -> bool:
    others = [one.values for one in (wave, question) if one is not None]
    keys = set(zip(column.values, *others, strict=True))
    # In a small file a wave can make any column look unique; an id has many values.
    return len(keys) == len(column.values) and column.distinct > column.filled // 20


def _id_reason(column: _Column) -> str:
    if _ID_NAME.fullmatch(column.plain):
        return _("its name says so")
    if _ID_NAME.fullmatch(column.label):
        return _("its label says so")
    return _("it is the first with a short value of its own in each row")


def _all_numbers(column: _Column) -> bool:
    return column.filled > 0 and all(_NUMBER.fullmatch(value) for value in set(column.values) if value)


def _first(columns: list[_Column], fits: Callable[[_Column], bool]) -> _Column | None:
    return next((column for column in columns if fits(column)), None)


def _reason(column: _Column, role: str, why: str) -> str:
    return _("{column} is taken as {role}, since {why}.").format(column=column.called, role=role, why=why)


def _left_out(column: _Column, why: str) -> str:
    return _("{column} is left out, since {why}.").format(column=column.called, why=why)

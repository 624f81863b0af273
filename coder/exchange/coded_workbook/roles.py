"""Which column of a coded sheet is what, with the reasons; what a person says goes before what is guessed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from coder.domain.errors import Problem
from coder.exchange.coded_workbook.codes import code_slots
from coder.exchange.coded_workbook.header import HeadedSheet, SheetColumn
from coder.exchange.coded_workbook.names import KnownCodes
from coder.exchange.coded_workbook.slots import CodeSlot
from coder.exchange.coded_workbook.split import NO_SIGNS, Signs
from coder.exchange.coded_workbook.words import Word, header_word, says_text
from coder.exchange.guessed_roles import NoIdColumnError, NoRowsError, guess_roles
from coder.exchange.loose_names import loosely
from coder.exchange.roles import Roles, check_roles, nearest
from coder.exchange.table import Table
from coder.messages import _


@dataclass(frozen=True)
class Wishes:
    """What a person said of the columns; columns by name or letters."""

    id: str | None = None
    row_ids: bool = False
    """Whether rows have no id but their number."""
    texts: tuple[str, ...] = ()
    question: str | None = None
    attributes: tuple[str, ...] = ()
    wave: str | None = None
    wave_column: str | None = None
    weight: str | None = None
    codes: tuple[str, ...] = ()
    codes_for: Mapping[str, str] = field(default_factory=dict)
    """Question by column."""
    codes_by: Mapping[str, str] = field(default_factory=dict)
    """Coder by column."""
    themes: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    coder_column: str | None = None
    signs: Signs = NO_SIGNS

    def columns(self) -> tuple[str, ...]:
        """Return every column a person named, once."""
        single = (self.id, self.wave_column, self.weight, self.coder_column)
        several = (*self.texts, *self.attributes, *self.codes, *self.codes_for, *self.codes_by)
        named = (*(one for one in single if one), *several, *self.themes, *self.notes)
        return tuple(dict.fromkeys(named))


@dataclass(frozen=True)
class SheetRoles:
    """What the columns of a sheet are."""

    headed: HeadedSheet
    survey: Roles
    """Id, answers, background, wave, weight; columns by name."""
    questions: Mapping[str, str]
    """The question's key by the column of its answers."""
    slots: tuple[CodeSlot, ...]
    coder_column: SheetColumn | None = None
    notes: tuple[tuple[SheetColumn, str], ...] = ()
    """Columns of notes, each with the question they are on."""
    reasons: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def read(self) -> frozenset[int]:
        """The places of all columns that are read."""
        named = [self.headed.named(name) for name in self.survey.columns()]
        columns = [column for column in named if column is not None]
        columns += [column for slot in self.slots for column in slot.columns()]
        columns += [column for column, _question in self.notes]
        if self.coder_column is not None:
            columns.append(self.coder_column)
        return frozenset(column.place for column in columns)


def sheet_roles(headed: HeadedSheet, known: KnownCodes, wishes: Wishes) -> SheetRoles | None:
    """Find what the columns of a sheet are; None of a sheet that holds neither answers nor codes."""
    wishes = _by_name(headed, wishes)
    problems = [_unknown(headed, name) for name in wishes.columns() if headed.named(name) is None]
    if problems:
        return SheetRoles(headed, Roles(id=""), {}, (), problems=tuple(problems))
    coder_column = _coder_column(headed, known, wishes)
    notes = _note_columns(headed, wishes)
    taken = {column.name for column in (coder_column, *notes) if column is not None}
    taken |= {name for name in (wishes.id, wishes.wave_column, wishes.weight) if name}
    taken |= {*wishes.texts, *wishes.attributes}
    found = code_slots(
        headed,
        known,
        [column for column in headed.columns if column.name not in taken],
        codes=(*wishes.codes, *wishes.codes_for, *wishes.codes_by),
        themes=wishes.themes,
        signs=wishes.signs,
    )
    in_slots = {column.name for slot in found.slots for column in slot.columns()}
    rest = [
        column
        for column in headed.columns
        if column.name not in in_slots and column is not coder_column and column not in notes
    ]
    survey, reasons, problems = _survey_roles(headed, rest, wishes, has_codes=bool(found.slots))
    if survey is None:
        return None
    texts = [column for name in survey.questions if (column := headed.named(name)) is not None]
    if survey.question_column is not None:
        texts = []
    questions = {column.name: _question_key(column, wishes, texts) for column in texts}
    slots = tuple(_placed(slot, texts, questions, wishes) for slot in found.slots)
    reasons = [*found.reasons, *reasons]
    if coder_column is not None:
        reasons.append(_("{column} is taken to say who coded.").format(column=coder_column.name))
    reasons += [_("{column} is taken as notes.").format(column=column.name) for column in notes]
    on = [(column, questions.get(_nearest_text(column, texts), "")) for column in notes]
    return SheetRoles(
        headed, survey, questions, slots, coder_column, tuple(on), tuple(reasons), tuple(problems)
    )


def _by_name(headed: HeadedSheet, wishes: Wishes) -> Wishes:
    """Return what was said with columns by their names, where they were named by letters."""

    def name(said: str) -> str:
        column = headed.named(said)
        return said if column is None else column.name

    def one(said: str | None) -> str | None:
        return None if said is None else name(said)

    return replace(
        wishes,
        id=one(wishes.id),
        texts=tuple(map(name, wishes.texts)),
        attributes=tuple(map(name, wishes.attributes)),
        wave_column=one(wishes.wave_column),
        weight=one(wishes.weight),
        codes=tuple(map(name, wishes.codes)),
        codes_for={name(column): question for column, question in wishes.codes_for.items()},
        codes_by={name(column): coder for column, coder in wishes.codes_by.items()},
        themes=tuple(map(name, wishes.themes)),
        notes=tuple(map(name, wishes.notes)),
        coder_column=one(wishes.coder_column),
    )


def _unknown(headed: HeadedSheet, name: str) -> Problem:
    names = [column.name for column in headed.columns]
    alike = ", ".join(nearest(name, names) or names[:20])
    what = _("there is no such column. There are: {columns}.").format(columns=alike)
    return Problem(headed.sheet.where, None, name, what)


def _coder_column(headed: HeadedSheet, known: KnownCodes, wishes: Wishes) -> SheetColumn | None:
    """Return the column that says who coded: its name says so, few values come again, and none is a code."""
    if wishes.coder_column is not None:
        return headed.named(wishes.coder_column)
    said = {*wishes.codes, *wishes.codes_for, *wishes.codes_by, *wishes.themes}
    named = [
        (column, word)
        for column in headed.columns
        if column.name not in said and (word := header_word(column.name)) is not None
    ]
    others = any(word.word in (Word.CODE, Word.THEME, Word.SUB_THEME, Word.WEAK_THEME) for _c, word in named)
    for column, word in named:
        if word.word not in (Word.CODER, Word.CODER_OR_CODES) or word.number or word.rest:
            continue
        values = {loosely(value) for value in headed.values(column) if value}
        are_codes = any(known.find((value,)) is not None or ";" in value for value in values)
        few = 0 < len(values) <= max(2, min(12, len(headed.rows) // 2))
        if values and not are_codes and (word.word is Word.CODER or (few and others)):
            return column
    return None


def _note_columns(headed: HeadedSheet, wishes: Wishes) -> list[SheetColumn]:
    if wishes.notes:
        return [column for name in wishes.notes if (column := headed.named(name)) is not None]
    said = {*wishes.texts, *wishes.attributes, *wishes.codes, wishes.id}
    return [
        column
        for column in headed.columns
        if column.name not in said
        and (word := header_word(column.name)) is not None
        and word.word is Word.NOTE
        and not word.rest
    ]


def _survey_roles(
    headed: HeadedSheet, rest: Sequence[SheetColumn], wishes: Wishes, *, has_codes: bool
) -> tuple[Roles | None, list[str], list[Problem]]:
    """Find id, answers and background among the columns without codes."""
    table = _table(headed, rest)
    reasons: list[str] = []
    try:
        guess = guess_roles(table) if rest else Roles(id="")
        reasons = list(guess.reasons)
    except NoRowsError:
        return None, [], []
    except NoIdColumnError as error:
        guess = _without_id(headed, rest)
        if not wishes.row_ids and wishes.id is None:
            if not has_codes or not (guess.questions or wishes.texts):
                return None, [], []
            hint = _("If the rows have none, take their numbers: --row-ids.")
            return guess, [], [Problem(headed.sheet.where, None, None, f"{error} {hint}")]
    if wishes.id is None and not wishes.row_ids and guess.id == "":
        return None, [], []
    texts = wishes.texts or guess.questions
    if not texts and guess.question_column is None:
        named = [column.name for column in rest if says_text(column.name) and column.name != guess.id]
        texts = tuple(named[:1])
    survey = replace(
        guess,
        id="" if wishes.row_ids else wishes.id or guess.id,
        questions=texts,
        attributes=wishes.attributes or tuple(name for name in guess.attributes if name not in texts),
        wave_column=wishes.wave_column or (guess.wave_column if wishes.wave is None else None),
        wave=wishes.wave or "",
        weight=wishes.weight or guess.weight,
        question_column=None if wishes.texts else guess.question_column,
        text_column=None if wishes.texts else guess.text_column,
    )
    kept = {*survey.columns()}
    survey = replace(survey, attributes=tuple(a for a in survey.attributes if _only_attribute(a, survey)))
    reasons = [reason for reason in reasons if _still_true(reason, kept)]
    has_text = bool(survey.questions) or survey.text_column is not None
    if not has_codes and not has_text:
        return None, [], []
    wrong = check_roles(_table(headed, headed.columns), survey) if survey.id else []
    return survey, reasons, wrong


def _only_attribute(name: str, survey: Roles) -> bool:
    others = (survey.id, survey.wave_column, survey.weight, *survey.questions)
    return name not in others


def _still_true(reason: str, kept: set[str]) -> bool:
    return any(reason.startswith(name) for name in kept if name)


def _without_id(headed: HeadedSheet, rest: Sequence[SheetColumn]) -> Roles:
    """Guess the other roles of a sheet whose rows have no id, as if they were numbered."""
    numbered = "#"
    table = _table(headed, rest)
    rows = [(str(number), *cells) for number, cells in zip(table.row_numbers, table.rows, strict=True)]
    guess = guess_roles(replace(table, columns=(numbered, *table.columns), rows=rows))
    return replace(guess, id="", reasons=())


def _table(headed: HeadedSheet, columns: Sequence[SheetColumn]) -> Table:
    places = [column.place for column in columns]
    return Table(
        headed.sheet.where,
        tuple(column.name for column in columns),
        [tuple(cells[place] for place in places) for _row, cells in headed.rows],
        [row + 1 for row, _cells in headed.rows],
    )


def _question_key(column: SheetColumn, wishes: Wishes, texts: Sequence[SheetColumn]) -> str:
    """Return the question a column answers: as a person said, else its name, or what stands over it."""
    if wishes.question is not None and len(texts) == 1:
        return wishes.question
    own = column.name.removeprefix(f"{column.group}: ") if column.group else column.name
    return column.group if column.group and says_text(own) else own


def _placed(
    slot: CodeSlot, texts: Sequence[SheetColumn], questions: Mapping[str, str], wishes: Wishes
) -> CodeSlot:
    """Return a slot with the question it codes, and whose coding it is where a person says so."""
    name = slot.codes[0].name
    coder = wishes.codes_by.get(name, slot.coder)
    said = wishes.codes_for.get(name)
    if said is not None:
        return replace(slot, question=questions.get(said, said), coder=coder)
    column = slot.about if slot.about in questions else _nearest_text(slot.codes[0], texts)
    return replace(slot, question=questions.get(column, ""), coder=coder)


def _nearest_text(column: SheetColumn, texts: Sequence[SheetColumn]) -> str:
    """Return the column of answers a column goes with: under the same heading, else next to the left."""
    grouped = [text for text in texts if text.group and text.group == column.group]
    if grouped:
        return grouped[0].name
    left = [text for text in texts if text.place < column.place]
    if left:
        return left[-1].name
    return texts[0].name if texts else ""

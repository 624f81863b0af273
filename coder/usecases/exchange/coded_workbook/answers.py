"""The rows of a coded workbook and the answers they are about: question, respondent, wave, text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from coder.domain.errors import Problem
from coder.domain.loss import Losses
from coder.exchange.coded_workbook.rows import CodedRow, SheetRows
from coder.exchange.loose_names import loosely
from coder.messages import _, ngettext
from coder.usecases.exchange.coded_workbook.found import CodedWorkbook
from coder.usecases.exchange.coded_workbook.project import ProjectHere
from coder.usecases.survey.importing import Changed

AnswerPlace = tuple[str, str, str]
"""Question, respondent and wave by name."""

_EVIDENT = 0.5
"""A question of another name is this one where so many of the texts are the same."""


@dataclass(frozen=True)
class PlacedRow:
    """A row of codes and the answer it is about."""

    sheet: SheetRows
    row: CodedRow
    place: AnswerPlace

    def cell(self, column: int) -> str:
        """Return where a cell of the row is: ``Ark1!D14``."""
        return self.sheet.headed.sheet.place(self.row.row, column)


@dataclass
class Part:
    """What the file says of a respondent in a wave."""

    weight: float | None = None
    background: dict[str, str] = field(default_factory=dict)


@dataclass
class PlacedAnswers:
    """The answers a workbook speaks of."""

    questions: tuple[str, ...] = ()
    texts: dict[AnswerPlace, str] = field(default_factory=dict)
    parts: dict[tuple[str, str], Part] = field(default_factory=dict)
    rows: list[PlacedRow] = field(default_factory=list)
    new: int = 0
    same: int = 0
    changed: int = 0
    notices: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def placed_answers(
    workbook: CodedWorkbook,
    here: ProjectHere,
    *,
    question: str | None,
    changed: Changed | None,
    takes_background: bool,
    losses: Losses,
) -> PlacedAnswers:
    """Find the answer each row is about; texts that differ from the project's are problems.

    Args:
        workbook: What was read.
        here: The project.
        question: The question of sheets that do not say it.
        changed: Which text stands where they differ, if a person said so.
        takes_background: Whether background is taken of respondents the project has.
        losses: Codes on blank answers are added to it.
    """
    placing = _Placing(workbook, here, question, changed, losses)
    placing.take_texts(takes_background=takes_background)
    placing.take_rows()
    return placing.placed


class _Placing:
    def __init__(
        self,
        workbook: CodedWorkbook,
        here: ProjectHere,
        question: str | None,
        changed: Changed | None,
        losses: Losses,
    ) -> None:
        self.placed = PlacedAnswers()
        self._workbook = workbook
        self._here = here
        self._changed = changed
        self._losses = losses
        self._ids = self._known_ids()
        self._keys = self._question_keys(question)
        self._default = question
        self._untold: dict[str, str] = {}
        self._asked: set[str] = set()

    def take_texts(self, *, takes_background: bool) -> None:
        """Gather answers and background from all sheets."""
        left: Counter[str] = Counter()
        for sheet in self._workbook.sheets:
            if not _file_keys(sheet):
                continue
            for row in sheet.survey.rows:
                respondent = self._id(row.respondent_id)
                self._asked.add(respondent)
                for column, text in row.texts.items():
                    self._take_text(sheet, row.row_number, column, respondent, row.wave, text)
                wave = row.wave
                background = dict(row.background)
                if respondent in self._here.respondents and not takes_background:
                    left.update(background)
                    continue
                part = self.placed.parts.setdefault((respondent, wave), Part())
                part.weight = row.weight if row.weight is not None else part.weight
                part.background = {**part.background, **background}
        if left:
            said = _("Background of respondents known here is not taken: {columns}. (--attribute COLUMN)")
            self.placed.notices.append(said.format(columns=", ".join(left)))
        keys = [key for sheet in self._workbook.sheets for key in _file_keys(sheet)]
        self.placed.questions = tuple(dict.fromkeys(self._keys.get(key, key) for key in keys))

    def _take_text(
        self, sheet: SheetRows, number: int, column: str, respondent: str, wave: str, text: str
    ) -> None:
        key = sheet.roles.questions.get(column, column)
        key = self._keys.get(key, key)
        wave = self._wave(key, respondent, wave)
        place = (key, respondent, wave)
        stored = self._here.text(*place)
        before = self.placed.texts.get(place)
        if before is not None:
            if not _alike(before, text) and not (stored is not None and _alike(stored, text)):
                what = _("the text of respondent «{id}» differs from that in another sheet.")
                self._problem(sheet, number, column, what.format(id=respondent))
            return
        if stored is None:
            self.placed.new += 1
            self.placed.texts[place] = text
        elif _alike(stored, text):
            self.placed.same += 1
            self.placed.texts[place] = stored
        else:
            self.placed.changed += 1
            self.placed.texts[place] = text if self._changed == "replace" else stored
            if self._changed is None:
                what = _("the text of respondent «{id}» differs from the one stored.")
                self._problem(sheet, number, column, what.format(id=respondent))

    def _problem(self, sheet: SheetRows, number: int, column: str, what: str) -> None:
        found = sheet.headed.named(column) or sheet.headed.named(sheet.roles.survey.text_column or "")
        place = None if found is None else found.place
        self.placed.problems.append(sheet.headed.sheet.problem(number - 1, place, what))

    def take_rows(self) -> None:
        """Find the answer of each row of codes."""
        for sheet in self._workbook.sheets:
            missing: dict[str, list[int]] = defaultdict(list)
            for row in sheet.rows:
                respondent = self._id(row.respondent)
                key = self._keys.get(row.question, row.question) or self._only_question(sheet)
                if not key:
                    continue
                place = (key, respondent, self._wave(key, respondent, row.wave))
                if place not in self.placed.texts:
                    text = self._here.text(*place)
                    if text is None:
                        if row.cells:
                            missing[respondent].append(row.row)
                        continue
                    self.placed.texts[place] = text
                    self.placed.same += 1
                self.placed.rows.append(PlacedRow(sheet, row, place))
            self._tell_missing(sheet, missing)

    def _tell_missing(self, sheet: SheetRows, missing: Mapping[str, list[int]]) -> None:
        """Codes of nobody are wrong; codes on blank answers are left aside."""
        if not missing:
            return
        known = self._asked | self._here.respondents
        for respondent, rows in missing.items():
            if respondent in known:
                for row in rows:
                    place = sheet.headed.sheet.place(row, 0)
                    self._losses.add(
                        _("Codes on blank answers, which are no answers here."), f"{place} ({respondent})"
                    )
                continue
            what = _("there is no answer by respondent «{id}», neither in the file nor in the project.")
            found = sheet.headed.named(sheet.roles.survey.id)
            for row in rows:
                self.placed.problems.append(
                    sheet.headed.sheet.problem(
                        row, None if found is None else found.place, what.format(id=respondent)
                    )
                )

    def _id(self, respondent: str) -> str:
        return self._ids.get(respondent, respondent)

    def _known_ids(self) -> dict[str, str]:
        """Return the project's ids of those from which Excel has taken the zeros in front."""
        shortened: dict[str, list[str]] = defaultdict(list)
        for known in self._here.respondents:
            shortened[known.lstrip("0")].append(known)
        found: dict[str, str] = {}
        for sheet in self._workbook.sheets:
            for row in sheet.survey.rows:
                given = row.respondent_id
                if given not in self._here.respondents and len(shortened.get(given, ())) == 1:
                    found[given] = shortened[given][0]
        if found:
            first = next(iter(found.items()))
            said = ngettext(
                "{n} id is taken for one with zeros in front ({given} for {known}).",
                "{n} ids are taken for ones with zeros in front ({given} for {known} and so on).",
                len(found),
            )
            self.placed.notices.append(said.format(n=len(found), given=first[0], known=first[1]))
        return found

    def _question_keys(self, wanted: str | None) -> dict[str, str]:
        """Return what the file's questions are called in the project, where they are called otherwise."""
        keys: dict[str, str] = {}
        loose = {loosely(key): key for key in self._here.codes}
        for sheet in self._workbook.sheets:
            for key in _file_keys(sheet):
                if key in self._here.codes or key in keys:
                    continue
                there = loose.get(loosely(key)) or (None if wanted else self._evident(key))
                if there is not None:
                    keys[key] = there
                    said = _("«{file}» is the project's question «{here}».")
                    self.placed.notices.append(said.format(file=key, here=there))
                elif self._here.codes:
                    said = _("«{question}» is a new question; the project has: {known}. (--question)")
                    known = ", ".join(self._here.codes)
                    self.placed.notices.append(said.format(question=key, known=known))
        return keys

    def _evident(self, key: str) -> str | None:
        """Return the project's question to which respondents gave the same texts."""
        found = []
        for known, answers in self._here.texts.items():
            same = seen = 0
            for respondent, text in self._texts_of(key):
                stored = answers.get(self._id(respondent), {})
                seen += bool(stored)
                same += any(_alike(text, each) for each in stored.values())
            if seen and same >= _EVIDENT * seen:
                found.append((same, known))
        return max(found)[1] if found else None

    def _texts_of(self, key: str) -> Iterator[tuple[str, str]]:
        for sheet in self._workbook.sheets:
            for row in sheet.survey.rows:
                for column, text in row.texts.items():
                    if sheet.roles.questions.get(column, column) == key:
                        yield row.respondent_id, text

    def _wave(self, key: str, respondent: str, wave: str) -> str:
        """Return the wave meant: without one, that in which the respondent answered, if there is one only."""
        if wave:
            return wave
        waves = self._here.texts.get(key, {}).get(respondent, {})
        return next(iter(waves)) if len(waves) == 1 else ""

    def _only_question(self, sheet: SheetRows) -> str:
        """Return the question of a sheet that does not name one."""
        name = sheet.headed.sheet.name
        if name not in self._untold:
            self._untold[name] = self._default or self._by_respondents(sheet)
            if not self._untold[name]:
                what = _("the sheet does not say which question its codes are of. Say --question QUESTION.")
                self.placed.problems.append(sheet.headed.sheet.problem(None, None, what))
            elif self._untold[name] not in self.placed.questions:
                self.placed.questions = (*self.placed.questions, self._untold[name])
        return self._untold[name]

    def _by_respondents(self, sheet: SheetRows) -> str:
        if len(self.placed.questions) == 1:
            return self.placed.questions[0]
        if self.placed.questions:
            return ""
        ids = {self._id(row.respondent) for row in sheet.rows}
        fitting = [
            key for key, answers in self._here.texts.items() if len(ids & set(answers)) >= _EVIDENT * len(ids)
        ]
        return fitting[0] if len(fitting) == 1 else ""


def _file_keys(sheet: SheetRows) -> list[str]:
    """Return the questions whose answers a sheet holds, as it names them."""
    if sheet.roles.questions:
        return list(sheet.roles.questions.values())
    return list(sheet.survey.questions) if sheet.roles.survey.question_column else []


def _alike(first: str, second: str) -> bool:
    """Tell whether two texts differ only in blanks and line ends, of which Excel takes some away."""
    return first == second or first.split() == second.split()

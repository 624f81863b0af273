"""What coders gave which answers in a workbook: codes looked up, what is unknown, rows left blank."""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from coder.domain.errors import Problem
from coder.exchange.coded_workbook.list import ListedCodes
from coder.exchange.coded_workbook.names import LONGEST_COMPARED, Found, How, KnownCodes, Path, written
from coder.exchange.coded_workbook.reading import CodeReader, UnknownName, unknown_names
from coder.exchange.coded_workbook.split import Signs
from coder.exchange.loose_names import loosely, plain_header
from coder.messages import _
from coder.usecases.exchange.coded_workbook.answers import AnswerPlace, PlacedAnswers, PlacedRow
from coder.usecases.exchange.coded_workbook.found import CodedWorkbook
from coder.usecases.exchange.coded_workbook.project import ProjectHere

Blank = Literal["not-coded", "nothing"]

SELDOM = 3
"""A new code used so seldom may be a slip of another one."""
ALIKE = 0.85
"""How alike two names are that may be one, by ``difflib``."""
ALIKE_AMONG = 400
"""New codes compared with each other; so many are no codes but texts."""


@dataclass(frozen=True)
class CodesWished:
    """What a person said of codes and coders."""

    decisions: Mapping[str, str] = field(default_factory=dict)
    """What names mean, by name: codes parted by ``;``, ``+`` for a new one, ``-`` for none."""
    create_codes: bool = False
    blank: Blank | None = None
    coder: str = ""
    """Whose the codings are where the file does not say."""


@dataclass
class CodedByOne:
    """What one coder gave one answer: the cell of each code."""

    codes: dict[Path, str] = field(default_factory=dict)
    is_done: bool = False
    is_open: bool = False
    """Whether a name is not decided yet."""
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class BlankRows:
    """Answers a coder left blank that somebody else has coded."""

    question: str
    coder: str
    count: int
    place: str
    """The first of them."""


@dataclass(frozen=True)
class MatchedName:
    """A name in the file that is not written as its code is."""

    question: str
    written: str
    path: Path
    how: How


@dataclass
class CodingsFound:
    """All codings of a workbook."""

    coded: dict[tuple[AnswerPlace, str], CodedByOne] = field(default_factory=dict)
    """By answer and coder."""
    unknown: dict[str, tuple[UnknownName, ...]] = field(default_factory=dict)
    """By question."""
    blanks: tuple[BlankRows, ...] = ()
    matched: tuple[MatchedName, ...] = ()
    counts: dict[str, Counter[Path]] = field(default_factory=dict)
    """How many answers have a code, by question."""
    made: dict[str, list[Path]] = field(default_factory=dict)
    """Codes made because a person wished so, by question."""
    known: dict[str, KnownCodes] = field(default_factory=dict)
    repeated_themes: int = 0
    """Themes that only repeat what a code under them says."""
    blank_done: int = 0
    """Blank rows taken as coded: nothing applied."""
    left_blank: int = 0
    """Rows with an answer nobody coded."""
    notices: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def codings_found(
    workbook: CodedWorkbook, placed: PlacedAnswers, here: ProjectHere, wished: CodesWished, signs: Signs
) -> CodingsFound:
    """Look up the codes of all rows; nothing is decided that a person has not decided."""
    finding = _Finding(workbook, placed, here, wished, signs)
    return finding.found()


class _Finding:
    def __init__(
        self,
        workbook: CodedWorkbook,
        placed: PlacedAnswers,
        here: ProjectHere,
        wished: CodesWished,
        signs: Signs,
    ) -> None:
        self._workbook = workbook
        self._here = here
        self._wished = wished
        self._signs = signs
        self._rows: dict[str, list[PlacedRow]] = defaultdict(list)
        for row in placed.rows:
            self._rows[row.place[0]].append(row)
        self._coders = self._coder_names(placed.rows)
        self._result = CodingsFound()
        self._used: set[str] = set()

    def found(self) -> CodingsFound:
        matched: list[MatchedName] = []
        for question, rows in self._rows.items():
            reader = self._reader(question)
            self._read(question, rows, reader)
            self._used |= reader.used
            matched += [
                MatchedName(question, said, path, how)
                for (said, path), how in reader.read.how.items()
                if how is not How.EXACTLY
            ]
        self._result.matched = tuple(matched)
        self._result.blanks = tuple(self._blank_rows())
        self._tell_unused()
        return self._result

    def _reader(self, question: str) -> CodeReader:
        """Make what reads a question's cells; codes that may be made are made."""
        known = _known(question, self._here, self._workbook.lists, create=self._wished.create_codes)
        reader = CodeReader(known, self._signs, self._wished.decisions)
        self._result.known[question] = known
        if self._wished.create_codes:
            counts = Counter(name for row in self._rows[question] for name in self._unknown_in(row, reader))
            for refused in reader.create(counts.items()):
                self._result.problems.append(Problem(self._workbook.file, None, None, refused))
            reader.forget()
        for name, target in reader.wrong_decisions():
            what = _("«{name}» is to mean «{target}», but there is no such code. Write +{target} to make it.")
            self._result.problems.append(
                Problem(self._workbook.file, None, None, what.format(name=name, target=target))
            )
        return reader

    @staticmethod
    def _unknown_in(row: PlacedRow, reader: CodeReader) -> Iterable[str]:
        return [name for cell in row.row.cells for name in reader.codes(cell).unknown]

    def _read(self, question: str, rows: Sequence[PlacedRow], reader: CodeReader) -> None:
        unknown: list[tuple[str, str]] = []
        for row in rows:
            one = self._result.coded.setdefault((row.place, self._coder(row)), CodedByOne())
            one.notes.extend(row.row.notes)
            one.is_done = one.is_done or row.row.looked_at
            for cell in row.row.cells:
                codes = reader.codes(cell)
                unknown += [(name, row.cell(cell.column)) for name in codes.unknown]
                one.is_open = one.is_open or bool(codes.unknown)
                one.is_done = one.is_done or codes.is_nothing or bool(codes.paths)
                for path in codes.paths:
                    one.codes.setdefault(path, row.cell(cell.column))
        counts: Counter[Path] = Counter()
        answers: dict[Path, set[AnswerPlace]] = defaultdict(set)
        for (place, _coder), one in self._result.coded.items():
            if place[0] != question:
                continue
            self._drop_repeated_themes(one)
            for path in one.codes:
                answers[path].add(place)
        counts.update({path: len(places) for path, places in answers.items()})
        self._result.counts[question] = counts
        self._result.made[question] = reader.made
        self._tell_alike(reader.made, counts)
        if unknown:
            self._result.unknown[question] = unknown_names(unknown, reader.known)

    def _tell_alike(self, made: Sequence[Path], counts: Counter[Path]) -> None:
        """Tell new codes whose names are nearly another's: one of the two may be a slip."""
        bearers: dict[str, list[Path]] = defaultdict(list)
        for path in made[:ALIKE_AMONG]:
            bearers[loosely(path[-1])].append(path)
        for name, paths in bearers.items():
            seldom = [path for path in paths if counts[path] <= SELDOM]
            if not seldom or len(name) > LONGEST_COMPARED:
                continue
            others = [other for other in bearers if other != name]
            for near in difflib.get_close_matches(name, others, n=1, cutoff=ALIKE):
                self._tell_slips(seldom, max(bearers[near], key=lambda path: counts[path]), counts)

    def _tell_slips(self, seldom: Sequence[Path], other: Path, counts: Counter[Path]) -> None:
        said = _('«{code}» ({n}) looks like «{other}» ({m}). If it is a slip: --code "{code}={other}"')
        for path in seldom:
            if counts[path] < counts[other]:
                self._result.notices.append(
                    said.format(code=path[-1], n=counts[path], other=written(other), m=counts[other])
                )

    def _drop_repeated_themes(self, one: CodedByOne) -> None:
        """Take away a theme that stands beside a code under it: it says the same once more."""
        above = {path[:depth] for path in one.codes for depth in range(1, len(path))}
        for path in [path for path in one.codes if path in above]:
            del one.codes[path]
            self._result.repeated_themes += 1

    def _coder(self, row: PlacedRow) -> str:
        sheet = row.sheet.headed.sheet.name
        said = row.row.coder or self._workbook.coders.get(sheet, "") or self._wished.coder
        return self._coders.get(loosely(said), said)

    def _coder_names(self, rows: Iterable[PlacedRow]) -> dict[str, str]:
        """Return each coder's name as it is known here, else as the file writes it most often."""
        spelled: dict[str, Counter[str]] = defaultdict(Counter)
        for row in rows:
            said = row.row.coder or self._workbook.coders.get(row.sheet.headed.sheet.name, "")
            spelled[loosely(said)][said] += 1
        names = {key: written.most_common(1)[0][0] for key, written in spelled.items() if key}
        own = self._wished.coder
        # Who sits at the keyboard is known too, though perhaps not to the project yet.
        return {
            key: self._here.coder(name) or (own if key == loosely(own) else name)
            for key, name in names.items()
        }

    def _blank_rows(self) -> Iterable[BlankRows]:
        """Yield where a coder left rows blank that others coded; settle them as a person said."""
        coders: dict[AnswerPlace, set[str]] = defaultdict(set)
        active: set[tuple[str, str]] = set()
        for (place, coder), one in self._result.coded.items():
            if one.codes or one.is_done:
                coders[place].add(coder)
                active.add((place[0], coder))
        first: dict[tuple[AnswerPlace, str], str] = {}
        for rows in self._rows.values():
            for row in rows:
                first.setdefault((row.place, self._coder(row)), row.cell(0))
        counts: Counter[tuple[str, str]] = Counter()
        places: dict[tuple[str, str], str] = {}
        several = len({coder for _question, coder in active}) > 1
        for (place, coder), one in self._result.coded.items():
            if one.codes or one.is_done or one.is_open:
                continue
            by_others = bool(coders[place]) and (place[0], coder) in active
            self._result.left_blank += not coders[place]
            if self._wished.blank == "nothing" and (by_others or not several):
                one.is_done = True
                self._result.blank_done += 1
            elif by_others and self._wished.blank is None:
                counts[place[0], coder] += 1
                places.setdefault((place[0], coder), first.get((place, coder), ""))
        for (question, coder), count in counts.items():
            yield BlankRows(question, coder, count, places[question, coder])

    def _tell_unused(self) -> None:
        unused = [name for name in self._wished.decisions if loosely(name) not in self._used]
        if unused:
            said = _("Decided, but nowhere in the file: {names}.")
            listed = ", ".join(f"«{name}»" for name in unused[:20])
            self._result.notices.append(said.format(names=listed))


def _known(question: str, here: ProjectHere, lists: Sequence[ListedCodes], *, create: bool) -> KnownCodes:
    """Return the codes a question's cells may name: the project's, else those of the workbook's list.

    Of a question that has codes in the project, the list gives numbers, and codes if such may be made.
    """
    known = KnownCodes()
    for code in here.codes.get(question, ()):
        known.add(code.path, aliases=code.text.aliases)
    has_codes = bool(known)
    for each in lists_of(question, lists):
        for row in each.rows:
            if has_codes and not create:
                there = known.find(row.path)
                if isinstance(there, Found):
                    known.add(there.path, number=each.number_of(row), aliases=row.text.aliases)
                continue
            known.add(row.path, number=each.number_of(row), aliases=row.text.aliases)
    return known


def lists_of(question: str, lists: Sequence[ListedCodes]) -> list[ListedCodes]:
    """Return the lists for a question: that whose sheet names it, else those that name none."""
    name = plain_header(question)
    own = [each for each in lists if name and name in plain_header(each.sheet)]
    return own or list(lists)

"""Moving in from a half-coded workbook: understood, decided upon, handed to the import."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from coder.domain.coding import CodedState
from coder.domain.errors import Problem
from coder.domain.loss import Losses
from coder.domain.portable import PortableFile
from coder.exchange.coded_workbook.names import written
from coder.exchange.coded_workbook.reading import UnknownName
from coder.exchange.coded_workbook.split import Signs
from coder.messages import _, ngettext
from coder.usecases.exchange.coded_workbook.answers import PlacedAnswers, placed_answers
from coder.usecases.exchange.coded_workbook.codings import BlankRows, CodesWished, CodingsFound, codings_found
from coder.usecases.exchange.coded_workbook.found import CodedWorkbook, WorkbookWishes, find_in_workbook
from coder.usecases.exchange.coded_workbook.portable import map_loosely, portable_workbook
from coder.usecases.exchange.coded_workbook.project import NO_PROJECT, ProjectHere, project_here
from coder.usecases.survey.importing import Changed

__all__ = [
    "NO_PROJECT",
    "CodedWorkbook",
    "CodesWished",
    "ProjectHere",
    "Understood",
    "WorkbookWishes",
    "find_in_workbook",
    "project_here",
    "understood",
]


@dataclass(frozen=True)
class Understood:
    """A workbook held against the project, with what is still to be decided."""

    workbook: CodedWorkbook
    placed: PlacedAnswers
    found: CodingsFound
    here: ProjectHere
    wished: CodesWished
    losses: Losses

    @property
    def unknown(self) -> tuple[tuple[str, UnknownName], ...]:
        """Names that lead to no code, each with its question."""
        return tuple((question, name) for question, names in self.found.unknown.items() for name in names)

    @property
    def blanks(self) -> tuple[BlankRows, ...]:
        """Rows that one coder left blank and another coded."""
        return self.found.blanks

    def problems(self) -> tuple[Problem, ...]:
        """Return all that has to be put right in the workbook itself."""
        return (*self.workbook.problems, *self.placed.problems, *self.found.problems, *self._headings())

    def undecided(self) -> tuple[Problem, ...]:
        """Return what a person has to decide, as problems of their own."""
        file = self.workbook.file
        told = [Problem(file, None, None, unknown_sentence(name)) for _question, name in self.unknown]
        if self.unknown and not any(self.found.known.values()):
            what = _("neither the workbook nor the project has a list of codes.")
            told.append(Problem(file, None, None, what))
        if self.unknown and all(name.written.replace(".", "").isdigit() for _question, name in self.unknown):
            what = _("they are numbers: a sheet Kodeliste with the columns Nr and Kode says what they mean.")
            told.append(Problem(file, None, None, what))
        if self.unknown:
            hint = _(
                'Say what they mean: --code "NAME=CODE" (several times; + makes a new code, - is none), '
                "--code-map FILE, or make them all: --create-codes."
            )
            told.append(Problem(file, None, None, hint))
        told += [Problem(file, None, None, blank_sentence(each)) for each in self.blanks]
        if self.blanks:
            hint = _("Say which: --blank not-coded, or --blank nothing where no code applied.")
            told.append(Problem(file, None, None, hint))
        return tuple(told)

    def notices(self) -> tuple[str, ...]:
        """Return all that was decided, a sentence each."""
        return (*self.workbook.notices, *self.placed.notices, *self.found.notices, *self._counts())

    def portable(self, state: CodedState) -> PortableFile:
        """Return what the import takes, when nothing is left to decide."""
        return portable_workbook(
            self.workbook.file,
            self.placed,
            self.found,
            self.here,
            self.workbook.lists,
            state=state,
            takes_lists=self.wished.create_codes,
            losses=self.losses,
            notices=self.notices(),
        )

    def makes_codes(self) -> bool:
        """Tell whether codes come along that a question's codebook lacks, because a person wished so."""
        return self.wished.create_codes or any(self.found.made.values())

    def _headings(self) -> Iterator[Problem]:
        """Yield the codes that are headings in the project, though the workbook codes answers with them."""
        if self.wished.create_codes:
            return
        for question, codes in self.here.codes.items():
            headings = {map_loosely(code.path): code for code in codes if not code.codable}
            for path in self.found.counts.get(question, ()):
                heading = headings.get(map_loosely(path))
                if heading is not None:
                    what = _("«{code}» is only a heading and cannot be set. Make it codable first.")
                    place = self._first_cell(question, path)
                    said = f"{place}: " + what.format(code=heading.written_path)
                    yield Problem(self.workbook.file, None, None, said)

    def _first_cell(self, question: str, path: tuple[str, ...]) -> str:
        cells = (
            one.codes[path]
            for (place, _coder), one in self.found.coded.items()
            if place[0] == question and path in one.codes
        )
        return next(cells, "")

    def _counts(self) -> Iterator[str]:
        found = self.found
        if found.repeated_themes:
            said = ngettext(
                "{n} theme that only repeats the code under it is not counted as a coding of its own.",
                "{n} themes that only repeat the codes under them are not counted as codings of their own.",
                found.repeated_themes,
            )
            yield said.format(n=found.repeated_themes)
        if found.blank_done:
            said = ngettext(
                "{n} blank row is taken as coded: no code applied.",
                "{n} blank rows are taken as coded: no code applied.",
                found.blank_done,
            )
            yield said.format(n=found.blank_done)
        elif found.left_blank:
            said = ngettext(
                "{n} answer without codes is taken as not coded yet. (--blank nothing says otherwise)",
                "{n} answers without codes are taken as not coded yet. (--blank nothing says otherwise)",
                found.left_blank,
            )
            yield said.format(n=found.left_blank)


def understood(
    workbook: CodedWorkbook,
    here: ProjectHere,
    wished: CodesWished,
    *,
    signs: Signs,
    question: str | None = None,
    changed: Changed | None = None,
    takes_background: bool = False,
) -> Understood:
    """Hold a workbook against the project, with what a person has decided so far; writes nothing.

    Args:
        workbook: What stands in it.
        here: What the project has.
        wished: What names mean, whether codes may be made, what blank rows are, whose codings.
        signs: What parts codes in cells.
        question: The question of sheets that do not say it.
        changed: Which text stands where they differ.
        takes_background: Whether background comes along of respondents the project has.
    """
    losses = Losses()
    placed = placed_answers(
        workbook, here, question=question, changed=changed, takes_background=takes_background, losses=losses
    )
    found = codings_found(workbook, placed, here, wished, signs)
    return Understood(workbook, placed, found, here, wished, losses)


def unknown_sentence(name: UnknownName) -> str:
    """Say that a name leads to no code, or to several, and what it looks like."""
    times = ngettext("{n} time", "{n} times", name.count).format(n=name.count)
    said = _("no code is named «{name}» ({place}; {times}).")
    if name.is_ambiguous:
        said = _("several codes are named «{name}» ({place}; {times}).")
    told = said.format(name=name.written[:200], place=name.place, times=times)
    if name.nearest:
        told += " " + _("Nearest: {names}.").format(names=_listed(map(written, name.nearest)))
    return f"{told} {name.hint}".strip()


def blank_sentence(blank: BlankRows) -> str:
    """Say that a coder left rows blank that others coded."""
    said = ngettext(
        "«{coder}» left {n} answer to «{question}» blank that others coded ({place}): not coded, "
        "or no code applied?",
        "«{coder}» left {n} answers to «{question}» blank that others coded (first {place}): not coded, "
        "or no code applied?",
        blank.count,
    )
    return said.format(coder=blank.coder, n=blank.count, question=blank.question, place=blank.place)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"«{name}»" for name in names)

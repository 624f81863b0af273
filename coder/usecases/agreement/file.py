"""Agreement between the coders of a file; no project is needed."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from coder.agreement.coded_sets import CodedSets
from coder.agreement.report import AgreementReport, Convention, agreement
from coder.agreement.results import REPLICATES
from coder.domain.errors import Problem, ProblemsError, WrongUseError
from coder.exchange.codes_to_compare import CodeNames, CodesToCompare, codes_in, path_of
from coder.exchange.codings_to_compare import CodingsToCompare, GivenCode, codings_to_compare_in
from coder.exchange.table_file import read_table
from coder.messages import _

_NAMED = 10


class NotInFileError(WrongUseError):
    """Somebody who codes nothing in the file."""

    def __init__(self, name: str, there: Sequence[str]) -> None:
        listed = ", ".join(f"«{each}»" for each in there[:_NAMED])
        more = len(there) - _NAMED
        if more > 0:
            listed += " " + _("and {n} more").format(n=more)
        super().__init__(
            _("Nothing in the file is coded by «{name}». Its coders: {there}.").format(
                name=name, there=listed or _("none")
            )
        )


@dataclass(frozen=True)
class FileAgreement:
    """Agreement between the coders of a file, and what is to be told of how it was read."""

    report: AgreementReport
    notices: tuple[str, ...]


def agreement_of_file(
    codings: Path,
    codebook: Path | None = None,
    *,
    coders: Sequence[str] = (),
    replicates: int = REPLICATES,
    seed: int = 1,
    convention: Convention = "pairable",
) -> FileAgreement:
    """Measure agreement between the coders of a file.

    Args:
        codings: A row per code given.
        codebook: Its codes, used or not, and the themes above them.
        coders: Only these; all where none are named.
        replicates: Samples drawn again for intervals.
        seed: Of the drawing.
        convention: Which units count for chance agreement on a code.

    Raises:
        UnusableInputError: If a file cannot be read, or has something wrong in it.
        NotInFileError: If one of ``coders`` is not in the file.
    """
    given = codings_to_compare_in(read_table(codings))
    listed = CodesToCompare() if codebook is None else codes_in(read_table(codebook))
    names = CodeNames([*listed.paths, *(path_of(row.theme, row.code) for row in given.rows if row.theme)])
    problems = [*listed.problems, *given.problems, *_unclear(given, codings.name, names)]
    if problems:
        raise ProblemsError(problems)
    sets = _coded_sets(given.rows, names)
    for name in coders:
        if name not in sets.coders:
            raise NotInFileError(name, sets.coders)
    if coders:
        sets = sets.of_coders(coders)
    report = agreement(sets, replicates=replicates, seed=seed, convention=convention)
    notices = [
        *given.notices,
        *_unlisted(listed, names, sets),
        *_nearly_alike(sets.codes),
        *_given_by_one(given.rows, names, sets.coders),
    ]
    return FileAgreement(report, tuple(dict.fromkeys(notices)))


def _coded_sets(rows: Iterable[GivenCode], names: CodeNames) -> CodedSets:
    gathered: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows:
        codes = gathered[row.unit, row.coder]
        if row.code:
            codes.add(names.read(row.theme, row.code))
    codings = ((unit, coder, codes) for (unit, coder), codes in gathered.items())
    return CodedSets.of(codings, names.names, names.parents)


def _unclear(given: CodingsToCompare, file: str, names: CodeNames) -> Iterator[Problem]:
    """Find codes whose name alone does not say which one is meant."""
    for row in given.rows:
        if not row.theme and names.is_unclear(row.code):
            what = _("«{code}» stands under several themes. Say which in a column theme.")
            yield Problem(file, row.row, "code", what.format(code=row.code))


def _unlisted(listed: CodesToCompare, names: CodeNames, sets: CodedSets) -> Iterator[str]:
    """Tell of codes that were given but are not in the codebook."""
    if not listed.paths:
        return
    known = set(names.names)
    missing = [code for code in sets.codes if code not in known]
    if missing:
        named = ", ".join(f"«{code}»" for code in missing[:_NAMED])
        if len(missing) > _NAMED:
            named += " " + _("and {n} more").format(n=len(missing) - _NAMED)
        yield _("Counted, though the codebook does not have them: {codes}.").format(codes=named)


def _given_by_one(rows: Iterable[GivenCode], names: CodeNames, coders: Collection[str]) -> Iterator[str]:
    """Tell of codes that one coder alone gave: a file does not say whether the others had them."""
    by: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.code and row.coder in coders:
            by[names.read(row.theme, row.code)].add(row.coder)
    alone = sorted(code for code, people in by.items() if len(people) == 1)
    if not alone or len(coders) < 2:
        return
    named = ", ".join(f"«{code}»" for code in alone[:_NAMED])
    if len(alone) > _NAMED:
        named += " " + _("and {n} more").format(n=len(alone) - _NAMED)
    said = _(
        "Given by one coder only: {codes}. A file cannot tell whether the others had them; what a coder did "
        "not have is no disagreement, and the project's own agreement leaves it out."
    )
    yield said.format(codes=named)


def _nearly_alike(codes: Iterable[str]) -> Iterator[str]:
    """Tell of codes that a reader would take for one: they differ in blanks or in how accents are written."""
    first: dict[str, str] = {}
    for code in codes:
        alike = first.setdefault(" ".join(unicodedata.normalize("NFC", code).split()), code)
        if alike != code:
            yield _(
                "«{code}» and «{other}» look alike, but differ in blanks or in how accents are written: they "
                "count as two codes."
            ).format(code=alike, other=code)

"""The project in files for SPSS, Stata and R: which codings their numbers say, what variables are called."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coder.domain.coding import CodedState
from coder.domain.errors import WrongUseError
from coder.domain.portable import FileMarks, PortableProject, PortableQuestion
from coder.domain.stable_name import NameOf
from coder.exchange.statistics.columns import Counted
from coder.exchange.statistics.names import given_names, named_things
from coder.messages import _
from coder.store.coded import codes_looked_at, done_entries
from coder.store.codes import codes_of
from coder.store.questions import question_named
from coder.store.selection import Selection
from coder.store.settled_codings import settled_by
from coder.store.stable_names import keep_names, role_of, stable_names
from coder.store.unit_of_work import Reading, writing
from coder.store.waves import wave_ids
from coder.tables.frequency import codes_in_use

if TYPE_CHECKING:
    from coder.domain.pseudonyms import Pseudonyms
    from coder.exchange.statistics.writer import StatisticsWritten
    from coder.store.engine import Engine

OPERATION = "export"


class StatisticsSuffixError(WrongUseError):
    """A name that does not end as the format does: files that lie beside would be mistaken for it."""

    def __init__(self, path: Path, format: str) -> None:
        super().__init__(
            _("«{file}»: end the name in .{suffix}. Other files are written beside it.").format(
                file=path.name, suffix=format
            )
        )


def check_suffix(path: Path, format: str) -> None:
    """Refuse a name that does not end as the format does.

    Raises:
        StatisticsSuffixError: If it does not.
    """
    if path.suffix != f".{format}":
        raise StatisticsSuffixError(path, format)


@dataclass(frozen=True)
class StatisticsMaterial:
    """What a file for a statistics package needs besides the project, by the uids the project has."""

    counted: Counted
    names: Mapping[NameOf, str]

    def under(self, key: Pseudonyms) -> StatisticsMaterial:
        """Return it for the project that a key makes: everything has another uid there."""
        space = uuid.UUID(key.secret)

        def uid(old: str) -> str:
            return uuid.uuid5(space, old).hex if old else ""

        return StatisticsMaterial(
            _with_uids(self.counted, uid),
            {(kind, uid(of), uid(question)): name for (kind, of, question), name in self.names.items()},
        )


def counted_codings(work: Reading, project: PortableProject, coders: Collection[str] = ()) -> Counted:
    """Return the codes that count, as in tables: those of the settled coding.

    Where only some coders' codings leave, an answer that somebody else's coding settles has those of the only
    one of them who is done with it, if it is just one.
    """
    counting: dict[str, str] = {}
    for question in project.questions:
        counting.update(settled_by(work, question_named(work, question.key).id))
    if coders:
        counting = _among(project, counting)
    given: dict[str, set[str]] = {answer: set() for answer in counting}
    for coding in project.codings:
        if counting.get(coding.answer) == coding.coder:
            given[coding.answer].add(coding.code)
    codes = {answer: frozenset(each) for answer, each in given.items()}
    unused = {each for question in project.questions for each in _not_in_use(work, project, question, codes)}
    return Counted(codes, frozenset(unused))


def kept_names(
    engine: Engine, coder_id: int, project: PortableProject, counted: Counted
) -> dict[NameOf, str]:
    """Return the name of every variable; what has none yet gets one, for good."""
    in_use = {coding.code for coding in project.codings}.union(*counted.codes.values())
    things = named_things(project, in_use)
    with writing(engine, coder_id=coder_id, operation=OPERATION) as work:
        given = stable_names(work)
        known = {
            (kind, uid, question): name
            for kind, uid, question in things
            if (name := given.get((uid, role_of(kind, question))))
        }
        new = given_names(project, things, known, given.values())
        keep_names(work, new)
    return known | new


def write_statistics_files(
    path: Path,
    project: PortableProject,
    material: StatisticsMaterial,
    *,
    format: str,
    marks: FileMarks,
    formula_guard: bool = False,
    sets_in_file: bool = False,
    folder: Path | None = None,
) -> StatisticsWritten:
    """Write the file and all that lies beside it; see ``write_statistics``.

    Args:
        path: The file.
        project: What.
        material: What is needed besides.
        format: Of the file itself.
        marks: What the file says of itself.
        formula_guard: See ``csv_cell``.
        sets_in_file: See ``write_statistics``.
        folder: Where the files are to end, if elsewhere.
    """
    from coder.exchange.statistics.writer import Beside, Format, beside, write_statistics

    return write_statistics(
        path,
        project,
        format=Format(format),
        counted=material.counted,
        names=material.names,
        marks=marks,
        formula_guard=formula_guard,
        sets_in_file=sets_in_file,
        over_texts=folder is not None and beside(folder / path.name, Beside.TEXTS).exists(),
    )


def _among(project: PortableProject, settled: Mapping[str, str]) -> dict[str, str]:
    done: dict[str, list[str]] = defaultdict(list)
    for coded in project.coded:
        if coded.state is CodedState.DONE:
            done[coded.answer].append(coded.coder)
    return {
        answer: settled[answer] if settled.get(answer) in people else people[0]
        for answer, people in done.items()
        if settled.get(answer) in people or len(people) == 1
    }


def _not_in_use(
    work: Reading, project: PortableProject, question: PortableQuestion, counted: Mapping[str, frozenset[str]]
) -> Iterator[tuple[str, str, str]]:
    """Yield the codes and waves for which tables print «.»; see ``codes_in_use``."""
    import numpy as np

    here = question_named(work, question.key)
    codes = [code for code in codes_of(work, here.codebook_id) if code.merged_into is None]
    waves: dict[str, Counter[str]] = defaultdict(Counter)
    for answer in project.answers:
        if answer.question == question.key and answer.uid in counted:
            waves[answer.wave].update(counted[answer.uid])
    ids = wave_ids(work)
    for wave, given in waves.items():
        selection = Selection(here.id, (ids[wave],))
        counts = np.array([given[code.uid] for code in codes], dtype=np.int64)
        read = done_entries(work, selection), codes_looked_at(work, selection)
        for code, in_use in zip(codes, codes_in_use(codes, counts, *read), strict=True):
            if not in_use:
                yield question.uid, code.uid, wave


def _with_uids(counted: Counted, uid: Callable[[str], str]) -> Counted:
    return Counted(
        {uid(answer): frozenset(map(uid, codes)) for answer, codes in counted.codes.items()},
        frozenset((uid(question), uid(code), wave) for question, code, wave in counted.not_in_use),
    )

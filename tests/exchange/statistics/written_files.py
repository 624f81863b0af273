"""Files for statistics packages written from a project without a database."""

from __future__ import annotations

from pathlib import Path

from coder.domain.coding import CodedState
from coder.domain.portable import FileMarks, PortableProject
from coder.exchange.statistics.columns import Counted
from coder.exchange.statistics.names import given_names, named_things
from coder.exchange.statistics.writer import Format, StatisticsWritten, write_statistics

MARKS = FileMarks("prøve 1", "prosjekt abc, entry 1")


def counted_of(project: PortableProject, coder: str | None = None) -> Counted:
    """Let the first coder who is done with an answer count, or one of them."""
    counts: dict[str, str] = {}
    for coded in project.coded:
        if coded.state is CodedState.DONE and coder in (None, coded.coder):
            counts.setdefault(coded.answer, coded.coder)
    codes: dict[str, set[str]] = {answer: set() for answer in counts}
    for coding in project.codings:
        if counts.get(coding.answer) == coding.coder:
            codes[coding.answer].add(coding.code)
    return Counted({answer: frozenset(each) for answer, each in codes.items()})


def written(
    path: Path, project: PortableProject, *, marks: FileMarks = MARKS, sets_in_file: bool = False
) -> StatisticsWritten:
    """Write a project; the suffix says as what."""
    things = named_things(project, {coding.code for coding in project.codings})
    return write_statistics(
        path,
        project,
        format=Format(path.suffix[1:]),
        counted=counted_of(project),
        names=given_names(project, things, {}),
        marks=marks,
        sets_in_file=sets_in_file,
    )

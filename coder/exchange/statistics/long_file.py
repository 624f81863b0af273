"""The long file: a row for each coding or excerpt, by whom; a codings file with the question besides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from coder.domain.codebook import PATH_SEPARATOR
from coder.domain.coding import CodedState
from coder.domain.portable import PortableAnswer, PortableCoding, PortableProject
from coder.text.csv_lines import Cell, write_csv

LONG_HEADER = (
    *("respondent_id", "wave", "question", "theme", "code"),
    *("coder", "start", "end", "state"),
)


def write_long(path: Path, project: PortableProject, *, formula_guard: bool = False) -> None:
    """Write what every coder gave, in the order of the answers, of the codebook, of the coders."""
    write_csv(path, LONG_HEADER, _rows(project), formula_guard=formula_guard)


def _rows(project: PortableProject) -> Iterator[tuple[Cell, ...]]:
    paths = {code.uid: code.row.path for book in project.codebooks for code in book.codes}
    codings: dict[str, list[PortableCoding]] = defaultdict(list)
    for coding in project.codings:
        codings[coding.answer].append(coding)
    states: dict[str, dict[str, CodedState]] = defaultdict(dict)
    for coded in project.coded:
        states[coded.answer][coded.coder] = coded.state
    for answer in project.answers:
        yield from _of_answer(answer, codings[answer.uid], states[answer.uid], paths)


def _of_answer(
    answer: PortableAnswer,
    codings: list[PortableCoding],
    states: dict[str, CodedState],
    paths: dict[str, tuple[str, ...]],
) -> Iterator[tuple[Cell, ...]]:
    who = (answer.respondent, answer.wave, answer.question)
    for coding in codings:
        *theme, code = paths[coding.code]
        state = states.get(coding.coder)
        written = state.value if state else ""
        for start, end in coding.excerpts or ((None, None),):
            yield (*who, PATH_SEPARATOR.join(theme), code, coding.coder, start, end, written)
    for coder in sorted(states.keys() - {coding.coder for coding in codings}):
        yield (*who, "", "", coder, None, None, states[coder].value)

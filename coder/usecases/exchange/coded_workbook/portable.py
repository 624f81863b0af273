"""What was understood of a coded workbook, as a project that files carry."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from coder.domain.codebook import Code, CodeRow
from coder.domain.coding import CodedState
from coder.domain.loss import Losses
from coder.domain.portable import (
    PortableAnswer,
    PortableCode,
    PortableCodebook,
    PortableCoded,
    PortableCoder,
    PortableCoding,
    PortableFile,
    PortableLevel,
    PortableNote,
    PortableParticipation,
    PortableProject,
    PortableQuestion,
    PortableVariable,
)
from coder.exchange.codebook.rows import path_key
from coder.exchange.coded_workbook.list import ListedCodes
from coder.exchange.coded_workbook.names import Path
from coder.exchange.loose_names import loosely
from coder.text.levels import natural_level_order
from coder.usecases.exchange.coded_workbook.answers import PlacedAnswers
from coder.usecases.exchange.coded_workbook.codings import CodingsFound, lists_of
from coder.usecases.exchange.coded_workbook.project import ProjectHere

_SPACE = uuid.UUID("6f3cbb1e-7a55-5a0c-9a0b-2f4f4c0d8c11")


def portable_workbook(
    file: str,
    placed: PlacedAnswers,
    found: CodingsFound,
    here: ProjectHere,
    lists: Iterable[ListedCodes],
    *,
    state: CodedState,
    takes_lists: bool,
    losses: Losses,
    notices: Iterable[str],
) -> PortableFile:
    """Put together what an import takes.

    Args:
        file: The workbook's name.
        placed: Its answers.
        found: Its codings.
        here: The project; codes it has keep their uids.
        lists: The workbook's lists of codes.
        state: What coded answers are.
        takes_lists: Whether codes of a list come along that a question with codes lacks.
        losses: What could not be taken.
        notices: What was decided.
    """
    building = _Building(placed, found, here, list(lists), state, takes_lists)
    return PortableFile(file, building.project(), losses.all(), tuple(notices))


class _Building:
    def __init__(
        self,
        placed: PlacedAnswers,
        found: CodingsFound,
        here: ProjectHere,
        lists: list[ListedCodes],
        state: CodedState,
        takes_lists: bool,
    ) -> None:
        self._placed = placed
        self._found = found
        self._here = here
        self._lists = lists
        self._state = state
        self._takes_lists = takes_lists
        self._books = {question: self._codebook(question) for question in placed.questions}
        self._codes = {
            question: {path_key(map_loosely(code.row.path)): code.uid for code in book.codes}
            for question, book in self._books.items()
        }

    def project(self) -> PortableProject:
        places = list(self._placed.texts)
        taking = list(dict.fromkeys([*self._placed.parts, *(place[1:] for place in places)]))
        return PortableProject(
            name="",
            uid=_uid("project"),
            coders=tuple(PortableCoder(_uid("coder", name), name) for name in self._coders()),
            waves=tuple(dict.fromkeys(wave for _respondent, wave in taking)),
            variables=tuple(self._variables()),
            codebooks=tuple(self._books.values()),
            questions=tuple(
                PortableQuestion(_uid("question", key), key, "", self._books[key].uid)
                for key in self._placed.questions
            ),
            participations=tuple(self._participation(*part) for part in taking),
            answers=tuple(
                PortableAnswer(_uid("answer", *place), *place, text)
                for place, text in self._placed.texts.items()
            ),
            coded=tuple(
                PortableCoded(_uid("answer", *place), coder, self._state)
                for (place, coder), one in self._found.coded.items()
                if one.is_done or one.codes
            ),
            codings=tuple(self._codings()),
            notes=tuple(self._notes()),
        )

    def _coders(self) -> list[str]:
        done = ((coder, one) for (_place, coder), one in self._found.coded.items())
        return list(dict.fromkeys(coder for coder, one in done if one.is_done or one.codes or one.notes))

    def _participation(self, respondent: str, wave: str) -> PortableParticipation:
        part = self._placed.parts.get((respondent, wave))
        uid = _uid("participation", respondent, wave)
        if part is None:
            return PortableParticipation(uid, respondent, wave)
        return PortableParticipation(uid, respondent, wave, part.weight, background=dict(part.background))

    def _variables(self) -> Iterator[PortableVariable]:
        levels: dict[str, dict[str, None]] = {}
        for part in self._placed.parts.values():
            for name, level in part.background.items():
                levels.setdefault(name, {})[level] = None
        for name, found in levels.items():
            ordered = tuple(PortableLevel(level) for level in natural_level_order(found))
            yield PortableVariable(_uid("variable", name), name, levels=ordered)

    def _codings(self) -> Iterator[PortableCoding]:
        for (place, coder), one in self._found.coded.items():
            codes = self._codes[place[0]]
            for path, cell in one.codes.items():
                code = codes[path_key(map_loosely(path))]
                yield PortableCoding(
                    _uid("coding", *place, coder, code), _uid("answer", *place), code, coder, place=cell
                )

    def _notes(self) -> Iterator[PortableNote]:
        for (place, coder), one in self._found.coded.items():
            if one.notes:
                text = "\n".join(dict.fromkeys(one.notes))
                answer = _uid("answer", *place)
                yield PortableNote(_uid("note", *place, coder), coder, text, answer=answer)

    def _codebook(self, question: str) -> PortableCodebook:
        """Return the codes a question's import names: those used, made, and of a list that is taken."""
        used = self._found.counts.get(question, Counter())
        here = {path_key(map_loosely(code.path)): code for code in self._here.codes.get(question, ())}
        rows: dict[tuple[str, ...], CodeRow] = {}
        if self._takes_lists or not here:
            for listed in lists_of(question, self._lists):
                for row in listed.rows:
                    rows.setdefault(path_key(map_loosely(row.path)), row)
        for path in (*self._found.made.get(question, ()), *used):
            rows.setdefault(path_key(map_loosely(path)), CodeRow(path))
        tree = _Tree(rows, here, {path_key(map_loosely(path)) for path in used}, question)
        return PortableCodebook(_uid("codebook", question), question, codes=tuple(tree.codes()))


class _Tree:
    """Codes with all that stands above them, parents first."""

    def __init__(
        self,
        rows: Mapping[Path, CodeRow],
        here: Mapping[Path, Code],
        used: set[Path],
        question: str,
    ) -> None:
        self._rows = rows
        self._here = here
        self._used = used
        self._question = question
        self._children: dict[Path, dict[Path, tuple[str, ...]]] = {}
        for key, row in rows.items():
            for depth in range(1, len(key) + 1):
                self._children.setdefault(key[: depth - 1], {}).setdefault(key[:depth], row.path[:depth])

    def codes(self) -> Iterator[PortableCode]:
        """Yield the codes in the order they were met, each with what stands under it after it."""
        waiting = [(key, path, None) for key, path in reversed(self._children.get((), {}).items())]
        stack: list[tuple[Path, tuple[str, ...], str | None]] = list(waiting)
        while stack:
            key, path, parent = stack.pop()
            code = self._code(key, path, parent)
            yield code
            below = self._children.get(key, {})
            stack.extend((each, names, code.uid) for each, names in reversed(below.items()))

    def _code(self, key: Path, path: tuple[str, ...], parent: str | None) -> PortableCode:
        there = self._here.get(key)
        row = self._rows.get(key) or CodeRow(path, codable=False)
        if there is not None:
            row = CodeRow(there.path, there.kind, there.codable, there.colour, text=row.text, row=row.row)
        elif key in self._used and not row.codable:
            row = CodeRow(row.path, row.kind, True, row.colour, row.retired, row.text, row.said, row.row)
        uid = there.uid if there is not None else _uid("code", self._question, *key)
        return PortableCode(uid, parent, row)


def map_loosely(path: Iterable[str]) -> tuple[str, ...]:
    """Return the names of a path as they are compared."""
    return tuple(map(loosely, path))


def _uid(*names: str) -> str:
    """Return a uid that the same thing of a workbook gets each time it is read."""
    return uuid.uuid5(_SPACE, "\0".join(names)).hex

"""Our own files for statistics packages, read back: the numbers, and the lists and long file beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from coder.domain.errors import Problem, ProblemsError, UnusableInputError
from coder.domain.loss import Losses
from coder.domain.portable import (
    PortableAnswer,
    PortableFile,
    PortableLevel,
    PortableParticipation,
    PortableProject,
    PortableVariable,
)
from coder.exchange.statistics.answers_reader import answers_in
from coder.exchange.statistics.columns import Role
from coder.exchange.statistics.long_reader import CodingsRead, read_long
from coder.exchange.statistics.main_values import MainFile, Value, main_file, written
from coder.exchange.statistics.map_reader import Variable, VariableMap, made_uid, read_map
from coder.exchange.statistics.writer import Beside, beside
from coder.messages import _


class NotOurStatisticsError(UnusableInputError):
    """A file without the list that says what its variables are."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            _(
                "{file}: beside it there is no {map}, which says what its variables are. If it is a survey "
                "that was not coded here, import it with: coder import {file}"
            ).format(file=path.name, map=beside(path, Beside.VARIABLES).name)
        )


def is_statistics(path: Path) -> bool:
    """Tell whether a file is one of ours: the list of its variables lies beside it."""
    return beside(path, Beside.VARIABLES).is_file()


def read_statistics(path: Path) -> PortableFile:
    """Read a file that was exported, with what lies beside it.

    The codings are those of the long file. Where numbers were changed afterwards, so that they are nobody's
    codings there, it is told; they are not taken. Without a long file the numbers are, as one coder's.

    Raises:
        NotOurStatisticsError: If there is no list of variables beside it.
        UnusableInputError: If a file cannot be read.
        ProblemsError: If anything does not fit; all of it is listed.
    """
    if not is_statistics(path):
        raise NotOurStatisticsError(path)
    names = read_map(beside(path, Beside.VARIABLES), beside(path, Beside.VALUES))
    return _Reader(path, names, main_file(path, names)).read()


class _Reader:
    """Puts together what the files say."""

    def __init__(self, path: Path, names: VariableMap, main: MainFile) -> None:
        self._path, self._map, self._main = path, names, main
        self._losses = Losses()
        self._problems: list[Problem] = list(main.problems)

    def read(self) -> PortableFile:
        answers = list(answers_in(beside(self._path, Beside.TEXTS), self._map, self._main))
        long = beside(self._path, Beside.LONG)
        codings = read_long(long, self._map, self._main, answers, self._losses)
        self._problems += codings.problems
        project = self._project(answers, codings)
        if self._problems:
            raise ProblemsError(self._problems)
        return PortableFile(self._path.name, project, self._losses.all(), tuple(codings.notices))

    def _project(self, answers: Sequence[PortableAnswer], codings: CodingsRead) -> PortableProject:
        return PortableProject(
            name=self._map.project_name,
            uid=self._map.project_uid or made_uid(self._path.name),
            coders=codings.coders,
            waves=tuple(dict.fromkeys([*self._map.waves, *(wave for _respondent, wave in self._main.rows)])),
            variables=tuple(self._variable(each) for each in self._map.of_role(Role.BACKGROUND)),
            codebooks=tuple(self._map.codebooks),
            questions=tuple(self._map.questions),
            participations=tuple(self._participations()),
            answers=tuple(answers),
            coded=codings.coded,
            codings=codings.codings,
        )

    def _variable(self, variable: Variable) -> PortableVariable:
        name = variable.path[0]
        levels = [PortableLevel(each.label, each.missing) for each in self._map.levels.get(variable.name, ())]
        known = {level.name for level in levels}
        found = dict.fromkeys(self._levels_of(variable).values())
        levels += [PortableLevel(level) for level in found if level not in known]
        label = "" if variable.label == name else variable.label
        return PortableVariable(variable.uid, name, label, tuple(levels))

    def _levels_of(self, variable: Variable) -> dict[int, str]:
        """Return the level by row; a number without a label is its own."""
        listed = self._map.levels.get(variable.name, ())
        labels = {each.value: each.label for each in listed}
        labels.update((each.stata, each.label) for each in listed if each.stata)
        found = {}
        for place, value in enumerate(self._main.column(variable.name) or ()):
            if number := written(value):
                if number not in labels:
                    told = _("Numbers that no list explains have become levels of their own.")
                    self._losses.add(told, variable.name)
                found[place] = labels.get(number, number)
        return found

    def _participations(self) -> Iterator[PortableParticipation]:
        background = {each.path[0]: self._levels_of(each) for each in self._map.of_role(Role.BACKGROUND)}
        weights = self._main.of_role(Role.WEIGHT)
        returned = self._main.of_role(Role.RETURNED)
        for place, (respondent, wave) in enumerate(self._main.rows):
            yield PortableParticipation(
                made_uid("participation", respondent, wave),
                respondent,
                wave,
                None if weights is None else self._number(weights[place], place),
                returned is None or written(returned[place]) != "0",
                {name: levels[place] for name, levels in background.items() if place in levels},
            )

    def _number(self, value: Value, place: int) -> float | None:
        try:
            return None if value is None or value == "" else float(value)
        except ValueError:
            what = _("«{cell}» is no weight.").format(cell=str(value)[:40])
            self._problems.append(Problem(self._path.name, place + 1, None, what))
            return None

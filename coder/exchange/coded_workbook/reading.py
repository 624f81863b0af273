"""From cells of codes to codes: what each name means, what is not known, what a person decided about it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from coder.domain.codebook import CodeNameError, checked_name
from coder.exchange.coded_workbook.names import Found, How, KnownCodes, Path, Several, written
from coder.exchange.coded_workbook.rows import CodeCell
from coder.exchange.coded_workbook.split import Signs, cell_parts, names_of
from coder.exchange.loose_names import loosely
from coder.messages import _

NOTHING = "-"
"""What a person writes for a name that is no code: the answer was looked at, and this says nothing."""
NEW = "+"
"""What stands before a code that shall be made."""
NEAREST_FOR = 300
"""Unknown names for which near ones are looked for; a column taken for codes by mistake has thousands."""

CellKey = tuple[str, str, tuple[str, ...]]


@dataclass(frozen=True)
class UnknownName:
    """A name in the file that leads to no code, or to several."""

    written: str
    count: int
    place: str
    """The first cell it stands in."""
    nearest: tuple[Path, ...] = ()
    is_ambiguous: bool = False
    """Whether ``nearest`` are the codes it may mean."""
    hint: str = ""
    """What may be wrong with it, as a sentence."""


@dataclass(frozen=True)
class CellCodes:
    """The codes of a cell."""

    paths: tuple[Path, ...] = ()
    unknown: tuple[str, ...] = ()
    is_nothing: bool = False
    """Whether a person said that some of it is no code."""


@dataclass
class NamesRead:
    """How names led to codes, counted."""

    how: dict[tuple[str, Path], How] = field(default_factory=dict)


class CodeReader:
    """Reads cells of one question's codes; the same cell is worked out once."""

    def __init__(self, known: KnownCodes, signs: Signs, decisions: Mapping[str, str]) -> None:
        self.known = known
        self.read = NamesRead()
        self.made: list[Path] = []
        """Codes that are made because a person wished so."""
        self._signs = signs
        self._decisions = {
            loosely(name): target.strip() for name, target in decisions.items() if target.strip()
        }
        self._spelled = {loosely(name): name.strip() for name in decisions}
        """Names that were decided on, as the person wrote them."""
        self.used: set[str] = set()
        """Decisions that were needed, as compared."""
        self._cells: dict[CellKey, CellCodes] = {}
        self._make_decided()

    def _make_decided(self) -> None:
        for target in self._decisions.values():
            for each in _targets(target):
                if each.startswith(NEW):
                    wanted = each.removeprefix(NEW).strip()
                    if wanted:
                        self._make(names_of(wanted, self.known, self._signs))

    def codes(self, cell: CodeCell) -> CellCodes:
        """Return the codes a cell names."""
        key = (cell.theme, cell.text, cell.mark)
        if key not in self._cells:
            self._cells[key] = self._codes(*key)
        return self._cells[key]

    def forget(self) -> None:
        """Read all cells anew: codes were added."""
        self._cells.clear()
        self.read = NamesRead()

    def create(self, names: Iterable[tuple[str, int]]) -> list[str]:
        """Make codes of unknown names that nobody decided on, the more frequent spelling first.

        Returns:
            What no code can be named.
        """
        refused = []
        plain = sorted(names, key=lambda each: -each[1])
        for sign in (False, True):
            # Names with a comma last: they may be several of those without.
            for name, _count in plain:
                if ("," in name) is not sign:
                    continue
                if all(self._found(part) for part in cell_parts(name, self.known, self._signs)):
                    continue
                names_in_it = names_of(name, self.known, self._signs)
                if self._decision(names_in_it, name) is not None:
                    continue
                try:
                    self._make(names_in_it)
                except CodeNameError as error:
                    refused.append(str(error))
        return refused

    def _make(self, names: Path) -> None:
        path = tuple(checked_name(name) for name in names)
        if self.known.find(path) is None:
            self.made.append(self.known.add(path))

    def _codes(self, theme: str, text: str, mark: Path) -> CellCodes:
        if mark:
            return self._of_part(mark, written(mark))
        paths: list[Path] = []
        unknown: list[str] = []
        nothing = False
        whole = self._decided(text)
        parts = [text] if whole is not None else cell_parts(text, self.known, self._signs)
        themes = cell_parts(theme, self.known, self._signs) if theme else []
        for place, part in enumerate(parts):
            read = self._part(part, _theme_of(themes, place, len(parts)))
            paths.extend(read.paths)
            unknown.extend(read.unknown)
            nothing = nothing or read.is_nothing
        return CellCodes(tuple(dict.fromkeys(paths)), tuple(unknown), nothing)

    def _part(self, part: str, themes: tuple[str, ...]) -> CellCodes:
        names = names_of(part, self.known, self._signs)
        for theme in themes:
            above = names_of(theme, self.known, self._signs)
            full = names if loosely(names[0]) == loosely(above[-1]) else (*above, *names)
            said = written(full)
            if len(themes) == 1 or isinstance(self.known.find(full), Found):
                return self._of_part(full, said)
        if len(themes) > 1:
            found = self.known.find(names)
            if not isinstance(found, Found):
                return CellCodes(unknown=(written((" / ".join(themes), part)),))
        return self._of_part(names, part)

    def _of_part(self, names: Path, said: str) -> CellCodes:
        decided = self._decision(names, said)
        if decided is not None:
            return self._by_decision(said, decided)
        found = self.known.find(names)
        if isinstance(found, Found):
            return self._noted(said, found)
        return CellCodes(unknown=(said,))

    def _decision(self, names: Path, said: str) -> str | None:
        """Return what a name was decided to mean; by its last part too, where it leads to no code."""
        decided = self._decided(said)
        if decided is None and len(names) > 1 and self.known.find(names) is None:
            decided = self._decided(names[-1])
        return decided

    def _decided(self, said: str) -> str | None:
        key = loosely(said)
        if key in self._decisions:
            self.used.add(key)
        return self._decisions.get(key)

    def _by_decision(self, said: str, target: str) -> CellCodes:
        if target == NOTHING:
            return CellCodes(is_nothing=True)
        paths = []
        for each in _targets(target):
            wanted = each.removeprefix(NEW).strip() or said
            found = self.known.find(names_of(wanted, self.known, self._signs))
            if not isinstance(found, Found) and each == NEW:
                self._make(names_of(wanted, self.known, self._signs))
                found = self.known.find(names_of(wanted, self.known, self._signs))
            if not isinstance(found, Found):
                return CellCodes(unknown=(said,))
            paths.append(self._noted(said, Found(found.path, How.BY_DECISION)).paths[0])
        return CellCodes(tuple(paths))

    def _found(self, part: str) -> bool:
        return isinstance(self.known.find(names_of(part, self.known, self._signs)), Found)

    def _noted(self, said: str, found: Found) -> CellCodes:
        self.read.how.setdefault((said, found.path), found.how)
        return CellCodes((found.path,))

    def wrong_decisions(self) -> list[tuple[str, str]]:
        """Return decisions that lead to no code, as (name, target), both as they were written."""
        wrong = []
        for name, target in self._decisions.items():
            if target in (NOTHING, NEW):
                continue
            for each in _targets(target):
                wanted = each.removeprefix(NEW).strip()
                if wanted and not isinstance(
                    self.known.find(names_of(wanted, self.known, self._signs)), Found
                ):
                    wrong.append((self._spelled[name], each))
        return wrong


def unknown_names(found: Iterable[tuple[str, str]], known: KnownCodes) -> tuple[UnknownName, ...]:
    """Gather unknown names, given with their places: the most frequent first, with what they look like."""
    counts: Counter[str] = Counter()
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    first: dict[str, str] = {}
    for name, place in found:
        key = loosely(name)
        counts[key] += 1
        spelled[key][name] += 1
        first.setdefault(key, place)
    gathered = []
    for rank, (key, count) in enumerate(counts.most_common()):
        name = spelled[key].most_common(1)[0][0]
        several = known.find(names_of(name, known, Signs()))
        near: tuple[Path, ...] = ()
        if isinstance(several, Several):
            near = several.paths
        elif rank < NEAREST_FOR:
            near = known.nearest(name)
        gathered.append(
            UnknownName(name, count, first[key], near, isinstance(several, Several), _hint(name, known))
        )
    return tuple(gathered)


def _hint(name: str, known: KnownCodes) -> str:
    """Say what Excel may have made of codes: a date of 1/4, a number of 1,4."""
    if len(name) >= 10 and name[4:5] == "-" == name[7:8] and name[:4].isdigit():
        return _("Excel makes dates of what is typed like 1/4 or 1-4.")
    parts = name.split(".")
    if len(parts) == 2 and all(part.isdigit() for part in parts) and all(map(known.is_number, parts)):
        return _("Excel makes a number of codes typed as {codes}.").format(codes=",".join(parts))
    return ""


def _targets(target: str) -> list[str]:
    return [each.strip() for each in target.split(";") if each.strip()]


def _theme_of(themes: list[str], place: int, parts: int) -> tuple[str, ...]:
    """Return the themes a part may stand under: its own where there are as many, else any of them."""
    return (themes[place],) if len(themes) == parts else tuple(themes)

"""Projects made once and copied after that, which takes a tenth of the time."""

from __future__ import annotations

import inspect
import shutil
from collections.abc import Callable, Hashable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import cache, wraps
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any, TypeVar

from sqlalchemy import Engine

from coder.store.engine import is_url, project_engine

Make = TypeVar("Make", bound=Callable[..., Any])


@dataclass(frozen=True)
class _Kept:
    """What was made, the file or folder of its one project, and the kinds it is a copy of itself."""

    made: Any
    place: Path
    kinds: set[Hashable]


_kept: dict[Hashable, _Kept] = {}
_taken: dict[tuple[Hashable, Path], Path] = {}
"""The file by kind and folder it was copied into; pytest removes folders, and uses their names again."""
_copied_for: list[set[Hashable]] = []
"""Of each thing being made to be kept, the kinds copied for it."""


def made_once(make: Make) -> Make:
    """Let a function or fixture make its project the first time only, and return a copy's after that.

    Its first argument tells where: the project's file, a folder for it, or a URL, where nothing is copied.
    A second one of a kind in the same folder is made anew: a test may hold the one against the other, and
    twins have the same identities throughout.
    """
    signature = inspect.signature(make)

    @wraps(make)
    def made_or_copied(*args: Any, **kwargs: Any) -> Any:
        bound = signature.bind(*args, **kwargs)
        target, *others = bound.args
        if is_url(str(target)):
            return make(*args, **kwargs)
        place = Path(target)
        kind = make, place.suffix, repr((others, bound.kwargs))
        if kind not in _kept:
            own = Path(mkdtemp(dir=_all_kept().name)) / ("project.sqlite" if place.suffix else "")
            _copied_for.append({kind})
            made = make(type(target)(own), *others, **bound.kwargs)
            _kept[kind] = _Kept(made, own, _copied_for.pop())
        kept = _kept[kind]
        here = [(each, place.parent if place.suffix else place) for each in kept.kinds]
        if any(each in _taken and _taken[each].exists() for each in here):
            return make(*args, **kwargs)
        if _copied_for:
            _copied_for[-1].update(kept.kinds)
        made, file = _copied(kept, place)
        _taken.update(dict.fromkeys(here, file))
        return made

    return made_or_copied  # type: ignore[return-value]  # it takes and returns what the other does


def _copied(kept: _Kept, place: Path) -> tuple[Any, Path]:
    """Copy the project; return what was made with its connections led to the copy, and the copy's file."""
    engines = list(_engines_of(kept.made))
    for engine in engines:
        engine.dispose()
    [project] = [kept.place] if kept.place.is_file() else kept.place.glob("*.sqlite")
    file = place if kept.place.is_file() else place / project.name
    assert not project.with_name(f"{project.name}-wal").exists(), "The project was still open."
    shutil.copy(project, file)
    if isinstance(kept.made, str | Path):
        return type(kept.made)(file), file
    return deepcopy(kept.made, {id(engine): project_engine(file) for engine in engines}), file


def _engines_of(made: Any) -> Iterator[Engine]:
    if isinstance(made, Engine):
        yield made
    elif isinstance(made, tuple):
        for each in made:
            yield from _engines_of(each)
    elif hasattr(made, "engine"):
        yield made.engine


@cache
def _all_kept() -> TemporaryDirectory[str]:
    """Return the folder of this process; it goes when the process ends."""
    return TemporaryDirectory(prefix="coder-kept-")

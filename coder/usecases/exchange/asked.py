"""What is asked of an export: which part of the project, in which format; and what does not go together."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from coder.domain.errors import WrongUseError
from coder.domain.exchange_formats import BRIDGES, PROFILES, QDC, QDPX, STATISTICS
from coder.exchange.statistics.writer import Beside, beside
from coder.messages import _
from coder.usecases.exchange.statistics_file import check_suffix

SAV = "sav"


class SeveralCodebooksError(WrongUseError):
    """A file for one codebook, and several to write."""

    def __init__(self, keys: list[str]) -> None:
        super().__init__(
            _("A codebook file holds one codebook. Choose with --question: {questions}.").format(
                questions=", ".join(f"«{key}»" for key in keys)
            )
        )


class NothingToExportError(WrongUseError):
    """A project without questions."""

    def __init__(self) -> None:
        super().__init__(_("There is no question in this project yet. Import a survey first."))


class SeveralCodersError(WrongUseError):
    """A workbook for several coders."""

    def __init__(self) -> None:
        super().__init__(_("A workbook is for one coder: name one with --by-coder, and export one for each."))


class NoSuchOptionHereError(WrongUseError):
    """An option that means nothing for the format."""

    def __init__(self, option: str, format: str) -> None:
        super().__init__(_("{option} means nothing for «{format}».").format(option=option, format=format))


class KeyAmongFilesError(WrongUseError):
    """A key in the place of a file that leaves, or in the folder that does."""

    def __init__(self, key: Path) -> None:
        super().__init__(
            _("«{file}» is where the files go that it opens. Name another place with --key.").format(file=key)
        )


@dataclass(frozen=True)
class Asked:
    """What is to be written, and how."""

    format: str
    questions: tuple[str, ...] = ()
    """By their keys; all if empty."""
    coders: tuple[str, ...] = ()
    """Whose codings; everybody's if empty."""
    profile: str = PROFILES[0]
    """For which program a QDPX or QDC file is."""
    pseudonymous: bool = False
    key: Path | None = None
    """Where the key of the pseudonyms is, or is to be."""
    without_text: bool = False
    formula_guard: bool = False
    names: Path | None = None
    """Names the privacy check is to know, one on each line."""
    sets_in_file: bool = False
    """SAV: the multiple response sets stand in the file itself too, not only in the syntax beside it."""


def check_asked(asked: Asked, path: Path) -> None:
    """Refuse what does not go together.

    Args:
        asked: What is asked.
        path: The file; for ``bridges`` a folder.

    Raises:
        NoSuchOptionHereError: If an option means nothing for the format.
        KeyAmongFilesError: If the key would leave with the files it opens, or be written over by them.
        StatisticsSuffixError: If the file's name does not end as its format does.
    """
    if asked.format not in (QDPX, QDC) and asked.profile != PROFILES[0]:
        raise NoSuchOptionHereError("--profile", asked.format)
    if asked.formula_guard and asked.format in (QDPX, QDC):
        raise NoSuchOptionHereError("--formula-guard", asked.format)
    if asked.sets_in_file and asked.format != SAV:
        raise NoSuchOptionHereError("--sets-in-file", asked.format)
    if asked.key is not None and not asked.pseudonymous:
        raise NoSuchOptionHereError("--key", _("a file that is not --pseudonymous"))
    if asked.format in STATISTICS:
        check_suffix(path, asked.format)
    if asked.key is not None and _is_among(asked.key.resolve(), path.resolve(), asked.format):
        raise KeyAmongFilesError(asked.key)


def _is_among(key: Path, path: Path, format: str) -> bool:
    """Tell whether a key lies where the files of an export go."""
    if format == BRIDGES:
        return path in key.parents
    files = [path, *(beside(path, which) for which in Beside)] if format in STATISTICS else [path]
    return key in files

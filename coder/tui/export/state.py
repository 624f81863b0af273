"""What is to be exported to which program, as far as it is chosen; no screen in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from coder.messages import _
from coder.tui.files.ask_file import file_name, in_file_name

if TYPE_CHECKING:
    from coder.usecases.exchange.sending_out import Asked


@dataclass(frozen=True)
class Destination:
    """A program, or a kind of programs, and the file for it."""

    name: str
    format: str
    suffix: str
    """Empty for a folder."""
    about: str
    profile: str = "standard"


_PROJECT = _("The whole project: answers, codes, excerpts, notes, and who coded what.")

DESTINATIONS = (
    Destination(_("NVivo"), "qdpx", ".qdpx", _PROJECT, "nvivo"),
    Destination(_("MAXQDA"), "qdpx", ".qdpx", _PROJECT, "maxqda"),
    Destination(_("QualCoder"), "qdpx", ".qdpx", _PROJECT, "qualcoder"),
    Destination(_("ATLAS.ti, and others that read REFI-QDA"), "qdpx", ".qdpx", _PROJECT),
    Destination(
        _("the code list alone, for any of these"),
        "qdc",
        ".qdc",
        _("The codes of one question with their definitions, and no answers."),
    ),
    Destination(
        _("Excel, to code on there"),
        "xlsx",
        ".xlsx",
        _("A workbook with your codings and the code list; what is coded in it can be imported again."),
    ),
    Destination(
        _("SPSS"), "sav", ".sav", _("A row for each respondent; codes as variables with labels, and syntax.")
    ),
    Destination(_("Stata"), "dta", ".dta", _("A row for each respondent; codes as variables with labels.")),
    Destination(
        _("R and others, as CSV"),
        "csv",
        ".csv",
        _("A row for each respondent; codes as variables, with a script that labels them."),
    ),
    Destination(
        _("R and others, as Parquet"),
        "parquet",
        ".parquet",
        _("A row for each respondent; codes as variables with labels."),
    ),
    Destination(
        _("small files that other programs take in"),
        "bridges",
        "",
        _("A folder: a code list for MAXQDA, a survey for ATLAS.ti, codes for QualCoder and Taguette."),
    ),
)


class Part(Enum):
    """What is chosen, in the order it is asked."""

    PROGRAM = "program"
    QUESTIONS = "questions"
    PEOPLE = "people"
    TEXT = "text"
    FILE = "file"


@dataclass
class ExportState:
    """What is chosen."""

    project_name: str
    all_questions: tuple[str, ...]
    """By their keys."""
    question: str
    """The one this was begun at."""
    destination: Destination = DESTINATIONS[0]
    questions: tuple[str, ...] = ()
    """All if empty."""
    pseudonymous: bool = False
    without_text: bool = False
    is_downloaded: bool = False
    """Whether a browser takes the file, so that it lies in no folder here."""
    _stem: str | None = field(default=None, repr=False)
    """What the user called the file, without its ending."""

    @property
    def is_code_list(self) -> bool:
        """Whether codes leave and nobody's answers."""
        return self.destination.format == "qdc"

    @property
    def parts(self) -> tuple[Part, ...]:
        """What there is to choose: a code list names nobody."""
        return tuple(each for each in Part if not (self.is_code_list and each is Part.PEOPLE))

    def go_to(self, destination: Destination) -> None:
        """Choose a program; a code list is that of one question."""
        self.destination = destination
        if self.is_code_list and len(self.questions) != 1:
            self.questions = (self.question,)

    def take(self, questions: tuple[str, ...]) -> None:
        """Choose questions; none for all of them."""
        self.questions = questions

    def call(self, file: str) -> None:
        """Name the file; it ends as files of its kind do."""
        stem = file.strip().removesuffix(self.destination.suffix)
        self._stem = stem or None

    @property
    def file(self) -> str:
        """The file as it is named: by the user, else after its question or the project."""
        if self._stem is not None:
            return self._stem + self.destination.suffix
        named = self.questions[0] if len(self.questions) == 1 else self.project_name
        return file_name(in_file_name(named), self.destination.suffix)

    @property
    def path(self) -> Path:
        """Where the file is to lie."""
        return Path(self.file) if self.is_downloaded else Path(self.file).expanduser().absolute()

    def asked(self) -> Asked:
        """Return it as the command would ask for it."""
        from coder.usecases.exchange.sending_out import Asked

        return Asked(
            format=self.destination.format,
            questions=self.questions,
            profile=self.destination.profile,
            pseudonymous=self.pseudonymous and not self.is_code_list,
            without_text=self.without_text,
        )

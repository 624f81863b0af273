"""A project as a file for a statistics package, with all that lies beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from coder.domain.loss import Loss, Losses
from coder.domain.portable import UNCHECKED, FileMarks, PortableProject
from coder.domain.stable_name import NameOf
from coder.exchange.statistics.columns import Counted, Role, Survey
from coder.exchange.statistics.csv_file import write_numbers, write_texts
from coder.exchange.statistics.long_file import write_long
from coder.exchange.statistics.survey_columns import survey_of
from coder.exchange.statistics.texts import fitted
from coder.exchange.statistics.variable_map import write_values, write_variables
from coder.messages import _
from coder.text.formula_guard import guarded


class Format(StrEnum):
    """Of the file itself."""

    SAV = "sav"
    DTA = "dta"
    CSV = "csv"
    PARQUET = "parquet"


class Beside(StrEnum):
    """What the names of the files beside it end in, after the name of the file without its suffix."""

    VARIABLES = "_variabler.csv"
    VALUES = "_verdier.csv"
    LONG = "_long.csv"
    TEXTS = "_svar.csv"
    SYNTAX = ".sps"
    R = ".R"
    STATA = ".do"
    ABOUT = "_lesmeg.txt"


@dataclass(frozen=True)
class StatisticsWritten:
    """What was written."""

    files: tuple[str, ...]
    """All names, that of the file itself first."""
    losses: tuple[Loss, ...]


def beside(path: Path, which: Beside) -> Path:
    """Return where a file beside another lies."""
    return path.with_name(path.stem + which.value)


@dataclass(frozen=True)
class OfAnother:
    """What lies beside a file of another format under the same name, and is written anew with this one."""

    files: tuple[str, ...]
    others: tuple[str, ...]
    """The files of other formats that it came with."""


def of_another(path: Path, format: Format) -> OfAnother | None:
    """Look what of other formats an export would write over; None where there is nothing."""
    suffixes = (f".{each.value}" for each in Format if each is not format)
    others = tuple(path.stem + suffix for suffix in suffixes if path.with_suffix(suffix).is_file())
    files = tuple(each.name for each in (beside(path, which) for which in Beside) if each.is_file())
    return OfAnother(files, others) if files and others else None


def write_statistics(
    path: Path,
    project: PortableProject,
    *,
    format: Format,
    counted: Counted,
    names: Mapping[NameOf, str],
    marks: FileMarks,
    formula_guard: bool = False,
    sets_in_file: bool = False,
    over_texts: bool = False,
) -> StatisticsWritten:
    """Write a project for a statistics package.

    A row is a respondent in a wave; a code is a variable that is 1 where it counts, 0 where it does not, and
    missing with its reason where there is no answer or no coding counts. The long file has what every coder
    gave.

    Args:
        path: The file; others are written beside it.
        project: What.
        format: Of the file itself.
        counted: Which codings the variables say.
        names: The name of every variable; see ``given_names``.
        marks: What the file says of itself.
        formula_guard: In CSV, put ' before text that a spreadsheet would take for a formula.
        sets_in_file: In SAV, put the multiple response sets into the file too.
        over_texts: Whole texts of an earlier export lie there: write all anew, even if there are none; a CSV
            file of that export needs them.

    Raises:
        NoParquetError: If Parquet is asked for and cannot be written here.
    """
    return _Writer(path, project, format, marks, formula_guard).write(
        survey_of(project, counted, names), sets_in_file, over_texts
    )


class _Writer:
    """Writes one file after the other."""

    def __init__(
        self, path: Path, project: PortableProject, format: Format, marks: FileMarks, guard: bool
    ) -> None:
        self._path, self._project, self._format, self._marks, self._guard = (
            path,
            project,
            format,
            marks,
            guard,
        )
        self._losses = Losses()
        self._files = [path.name]

    def write(self, survey: Survey, sets_in_file: bool, over_texts: bool) -> StatisticsWritten:
        self._main(survey, sets_in_file)
        write_variables(self._beside(Beside.VARIABLES), self._project, survey, formula_guard=self._guard)
        write_values(self._beside(Beside.VALUES), survey, formula_guard=self._guard)
        write_long(self._beside(Beside.LONG), self._project, formula_guard=self._guard)
        self._texts(survey, over_texts)
        self._commands(survey)
        self._tell_left_behind()
        if self._guard:
            self._tell_guarded(survey)
        losses = self._losses.all()
        self._about(losses)
        return StatisticsWritten(tuple(self._files), losses)

    def _beside(self, which: Beside) -> Path:
        path = beside(self._path, which)
        self._files.append(path.name)
        return path

    def _main(self, survey: Survey, sets_in_file: bool) -> None:
        label = self._project.name if not self._marks.unchecked else f"{UNCHECKED} {self._project.name}"
        notes = self._marks.lines()
        if self._format is Format.SAV:
            from coder.exchange.statistics.sav_file import write_sav

            write_sav(
                self._path,
                survey,
                file_label=label,
                notes=notes,
                losses=self._losses,
                sets_in_file=sets_in_file,
            )
        elif self._format is Format.DTA:
            from coder.exchange.statistics.dta_file import write_dta

            write_dta(self._path, survey, file_label=label, losses=self._losses)
        elif self._format is Format.PARQUET:
            from coder.exchange.statistics.parquet_file import write_parquet

            write_parquet(self._path, survey, notes=notes)
        else:
            write_numbers(self._path, survey, formula_guard=self._guard)

    def _texts(self, survey: Survey, over_texts: bool) -> None:
        """Write the whole texts, where the file itself has not all of them as they are."""
        places = self._places_of_texts(survey, over_texts)
        if over_texts or any(places.values()):
            write_texts(self._beside(Beside.TEXTS), survey, places, formula_guard=self._guard)

    def _places_of_texts(self, survey: Survey, over_texts: bool) -> dict[str, Sequence[int]]:
        """Return which texts are to be written, by the name of the variable."""
        texts = {each.name: each.texts for each in survey.columns if each.role is Role.ANSWER and each.texts}
        if self._format is Format.CSV or over_texts:
            return {name: range(len(own)) for name, own in texts.items()}
        if self._format is Format.SAV:
            from coder.exchange.statistics.sav_file import LONGEST_TEXT

            return {
                name: fitted(own, LONGEST_TEXT, keeps_end_blanks=False).changed for name, own in texts.items()
            }
        return {}

    def _commands(self, survey: Survey) -> None:
        from coder.exchange.statistics.r_script import r_script
        from coder.exchange.statistics.spss_syntax import spss_syntax
        from coder.exchange.statistics.stata_commands import stata_commands

        notes = (
            *self._marks.lines(),
            _("Run it in the folder of the file."),
            _("Each export writes it anew: save what you change under another name."),
        )
        name, from_csv = self._path.name, self._format is Format.CSV
        if self._format in (Format.SAV, Format.CSV):
            syntax = spss_syntax(survey, name, notes, from_csv=from_csv)
            # SPSS takes a syntax file for one in the machine's own letters, unless it begins like this.
            self._beside(Beside.SYNTAX).write_text(syntax, encoding="utf-8-sig")
        if self._format in (Format.DTA, Format.CSV):
            commands = stata_commands(survey, name, notes, self._losses, from_csv=from_csv)
            self._beside(Beside.STATA).write_text(commands, encoding="utf-8")
        variables, values = (beside(self._path, which).name for which in (Beside.VARIABLES, Beside.VALUES))
        script = r_script(name, self._format.value, variables, values, notes)
        self._beside(Beside.R).write_text(script, encoding="ascii")

    def _tell_left_behind(self) -> None:
        for book in self._project.codebooks:
            for code in book.codes:
                text = code.row.text
                if any(
                    (text.definition, text.use_when, text.not_when, text.examples, text.aliases, text.labels)
                ):
                    self._losses.add(
                        _("Definitions and examples of codes do not go along; «coder codebook» writes them."),
                        code.row.written_path,
                    )
        if self._project.notes:
            self._losses.add(_("Notes do not go along."), count=len(self._project.notes))

    def _tell_guarded(self, survey: Survey) -> None:
        for column in survey.columns:
            # Whole answers stand in CSV where the file itself is CSV.
            if column.role is not Role.ANSWER or self._format is Format.CSV:
                for text in column.texts or ():
                    if guarded(text) != text:
                        self._losses.add(_("Texts that look like formulas have ' before them."), text)

    def _about(self, losses: tuple[Loss, ...]) -> None:
        from coder.exchange.statistics.about_text import about_text

        path = self._beside(Beside.ABOUT)
        path.write_text(about_text(self._files, self._marks, losses), encoding="utf-8", errors="replace")

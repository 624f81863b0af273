"""Make an exported table again from what it says of itself, and hold it against the file and today's data."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.metadata import version as installed
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coder.documents.cells_in import cells_in
from coder.documents.provenance_in import NoProvenanceError, provenance_in
from coder.domain.errors import CoderError, WrongUseError
from coder.messages import LANGUAGES, _, current_language, set_language
from coder.store.history import entry_numbered, last_number
from coder.store.project import project_of
from coder.store.questions import all_questions, question_named
from coder.store.unit_of_work import reading
from coder.tables.grid_difference import Difference, differences
from coder.tables.line_difference import line_differences
from coder.tables.options import TableOptions
from coder.usecases.agreement.provenance import KIND as AGREEMENT
from coder.usecases.tables.any_table import AnyTable
from coder.usecases.tables.code_by_code import TogetherOptions, codes_together
from coder.usecases.tables.finish import PROGRESS_EXPORT, REGRESSION_EXPORT, TOGETHER_EXPORT
from coder.usecases.tables.frequency_table import counted_table
from coder.usecases.tables.moment import asked_table
from coder.usecases.tables.progress import question_progress
from coder.usecases.tables.provenance import PROGRAM
from coder.usecases.tables.saturation import KIND as SATURATION
from coder.usecases.tables.saturation import SaturationOptions, question_saturation

if TYPE_CHECKING:
    from coder.store.engine import Engine


class OtherProjectError(WrongUseError):
    """A table from another project than the one that is open."""

    def __init__(self, file: Path, project: str) -> None:
        super().__init__(
            _("«{file}» was made from another project, «{project}». Name that one with --project.").format(
                file=file.name, project=project
            )
        )


class OtherQuestionError(WrongUseError):
    """A table of another question than the one named."""

    def __init__(self, file: Path, question: str) -> None:
        super().__init__(_("«{file}» is a table of «{question}».").format(file=file.name, question=question))


class OtherHistoryError(WrongUseError):
    """A table that rests on an entry this project does not have."""

    def __init__(self, file: Path, entry: int) -> None:
        super().__init__(
            _(
                "«{file}» rests on entry {entry} of another copy of this project: here that entry is missing "
                "or another."
            ).format(file=file.name, entry=entry)
        )


class UnknownKindError(WrongUseError):
    """Something that is no table we make again."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            _("«{file}» cannot be made again: it is no table that «coder table» makes.").format(
                file=file.name
            )
        )


@dataclass(frozen=True)
class MadeAgain:
    """What came of making a table again."""

    question: str
    """Its key when the table was made."""
    entry: int
    """The newest entry the table rests on."""
    at: str
    """When that was, UTC."""
    tag: str | None
    in_file: tuple[Difference, ...]
    """Where the file differs from the table made again; none: it comes out equal."""
    today: tuple[Difference, ...]
    """Where the table of today differs from that of then."""
    newest: int
    """The newest entry there is."""
    no_today: str | None = None
    """Why there is no table of today, if there is none."""
    other_version: str | None = None
    """The version of the program that made the file, where it is another than this."""

    @property
    def is_equal(self) -> bool:
        """Whether the table made again is the file."""
        return not self.in_file


def made_again(engine: Engine, path: Path, question: str | None = None) -> MadeAgain:
    """Make the table of a file again as of the entry it rests on, and as of today.

    Args:
        engine: The project.
        path: The file.
        question: The question it is said to be of, as it is called today; None where nobody says.

    Raises:
        OtherQuestionError: If it is a table of another question than was said.
        NoProvenanceError: If the file does not say what it was made from.
        OtherProjectError: If it was made from another project.
        OtherHistoryError: If the project has no such entry.
        UnknownKindError: If it is no table.
    """
    about = _About.of(path, provenance_in(path))
    newest = _check(engine, about, question)
    with _language(about.language):
        then = about.make(engine, about.question, about.entry)
        with tempfile.TemporaryDirectory(prefix="coder-again-") as folder:
            copy = Path(folder) / f"again{path.suffix.lower()}"
            then.write(copy)
            in_file = line_differences(cells_in(path), cells_in(copy))
        today, no_today = _today(engine, about, then)
    at, tag = about.values["entry"].get("at", ""), about.values.get("tag")
    version = about.values.get("program", {}).get("version")
    other = None if version == installed(PROGRAM) else version
    return MadeAgain(about.question, about.entry, at, tag, in_file, today, newest, no_today, other)


_Make = Callable[["Engine", str, int | None], AnyTable]
"""Makes a table of a question, as it was right after an entry or as it is now."""


@dataclass(frozen=True)
class _About:
    """What a file says of itself."""

    path: Path
    values: Mapping[str, Any]
    question: str
    question_uid: str
    entry: int
    language: str
    project: Mapping[str, Any]
    make: _Make

    @classmethod
    def of(cls, path: Path, values: Mapping[str, Any]) -> _About:
        try:
            maker = _MAKERS.get(values.get("kind", "frequency"))
            if maker is None:
                raise UnknownKindError(path)
            return cls(
                path,
                values,
                question=values["question"]["key"],
                question_uid=values["question"]["uid"],
                entry=int(values["entry"]["number"]),
                language=str(values.get("language", current_language())),
                project=dict(values["project"]),
                make=maker(values),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise NoProvenanceError(path) from error


def _check(engine: Engine, about: _About, question: str | None) -> int:
    """Make sure that this is the project the table was made from; return its newest entry."""
    with reading(engine) as work:
        if project_of(work).uid != about.project.get("uid"):
            raise OtherProjectError(about.path, str(about.project.get("name", "")))
        if question is not None and question_named(work, question).uid != about.question_uid:
            raise OtherQuestionError(about.path, about.question)
        newest = last_number(work)
        known = about.entry <= newest and (
            about.entry == 0 or entry_numbered(work, about.entry).uid == about.values["entry"].get("uid")
        )
    if not known:
        raise OtherHistoryError(about.path, about.entry)
    return newest


def _today(engine: Engine, about: _About, then: AnyTable) -> tuple[tuple[Difference, ...], str | None]:
    with reading(engine) as work:
        keys = {question.uid: question.key for question in all_questions(work)}
    try:
        if about.question_uid not in keys:
            return (), _("The question «{question}» is no more.").format(question=about.question)
        now = about.make(engine, keys[about.question_uid], None)
    except CoderError as error:
        return (), str(error)
    return differences(then.grid, now.grid), None


@contextmanager
def _language(language: str) -> Iterator[None]:
    """Speak the language of the table meanwhile."""
    own = current_language()
    set_language(language if language in LANGUAGES else own)
    try:
        yield
    finally:
        set_language(own)


_Maker = Callable[[Mapping[str, Any]], _Make]
"""Takes what a file says of itself, whole; raises what ``options_of`` does."""


def _frequencies(values: Mapping[str, Any]) -> _Make:
    options = TableOptions.of(values["options"])
    exports = None if values.get("exports") is None else int(values["exports"])

    def make(engine: Engine, question: str, entry: int | None) -> AnyTable:
        # What was exported since could give away what is hidden; then it did not.
        seen = None if entry is None else exports
        with asked_table(engine, question, _at(options, entry), entry, seen) as asked:
            return AnyTable.of_frequencies(counted_table(asked))

    return make


def _together(values: Mapping[str, Any]) -> _Make:
    options, how = TableOptions.of(values["options"]), TogetherOptions.of(values["together"])

    def make(engine: Engine, question: str, entry: int | None) -> AnyTable:
        return codes_together(engine, question, _at(options, entry), how, entry).table()

    return make


def _progress(values: Mapping[str, Any]) -> _Make:
    options = TableOptions.of(values["options"])

    def make(engine: Engine, question: str, entry: int | None) -> AnyTable:
        return question_progress(engine, question, _at(options, entry), entry).table()

    return make


def _regression(values: Mapping[str, Any]) -> _Make:
    from coder.usecases.tables.regress import Wanted, made_regression

    options, wanted = TableOptions.of(values["options"]), Wanted.of(values["regression"])
    exports = None if values.get("exports") is None else int(values["exports"])

    def make(engine: Engine, question: str, entry: int | None) -> AnyTable:
        seen = None if entry is None else exports
        with asked_table(engine, question, _at(options, entry), entry, seen) as asked:
            return made_regression(asked, wanted).table()

    return make


def _saturation(values: Mapping[str, Any]) -> _Make:
    options = SaturationOptions.of(values["options"])

    def make(engine: Engine, question: str, entry: int | None) -> AnyTable:
        found = question_saturation(engine, question, options.per, entry)
        return found.table(by_theme=options.by_theme)

    return make


def _agreement(values: Mapping[str, Any]) -> _Make:
    from coder.usecases.agreement.made import AgreementAsked, agreement_made

    asked = AgreementAsked.of(values["options"])
    return lambda engine, question, entry: agreement_made(engine, question, asked, entry)


_MAKERS: dict[str, _Maker] = {
    "frequency": _frequencies,
    REGRESSION_EXPORT: _regression,
    SATURATION: _saturation,
    TOGETHER_EXPORT: _together,
    PROGRESS_EXPORT: _progress,
    AGREEMENT: _agreement,
}


def _at(options: TableOptions, entry: int | None) -> TableOptions:
    """Return the options as they were; for today without the moment they named."""
    return options if entry is not None else replace(options, as_of=None)

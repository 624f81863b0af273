"""The project, or a part of it, in files of other programs."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from coder.documents.whole_file import CannotWriteFileError
from coder.domain.exchange_formats import BRIDGES, QDC, QDPX, STATISTICS, WITHOUT_CODINGS, XLSX, Profile
from coder.domain.identity import new_uid
from coder.domain.loss import Loss, Losses
from coder.domain.portable import FileMarks, PortableCodebook, PortableCoder, PortableProject, Progress
from coder.exchange.key_file import write_key
from coder.exchange.statistics.writer import Format, OfAnother, of_another
from coder.messages import _
from coder.platform import garbage_left_alone, reason
from coder.store.coders import checked_coder_name, coder_named, coder_with_id, find_coder
from coder.store.exports import Export
from coder.store.questions import question_named
from coder.store.unit_of_work import reading
from coder.usecases.exchange.asked import (
    Asked,
    NothingToExportError,
    SeveralCodebooksError,
    SeveralCodersError,
    check_asked,
)
from coder.usecases.exchange.leaving import leaving, leaving_files
from coder.usecases.exchange.marks import Checked, checked_texts, file_marks
from coder.usecases.exchange.portable_out import portable_project, tell_proposed
from coder.usecases.exchange.pseudonyms import key_beside, key_for
from coder.usecases.exchange.sampled_part import sampled_part
from coder.usecases.exchange.statistics_file import (
    StatisticsMaterial,
    counted_codings,
    kept_names,
    write_statistics_files,
)
from coder.usecases.exchange.stays import told_stays
from coder.usecases.second_coder.blindness import refuse_while_blind

if TYPE_CHECKING:
    from coder.domain.pseudonyms import Pseudonyms
    from coder.exchange.statistics.columns import Counted
    from coder.store.engine import Engine

__all__ = ["Asked", "Exported", "export_project"]

EXCHANGE = "exchange"
"""What such a file is among the exports."""

Bar = Callable[[str], AbstractContextManager[Progress | None]]
"""Gives something to tell progress to, for work that is named."""


@dataclass(frozen=True)
class Exported:
    """What was written."""

    files: tuple[str, ...]
    """Names in the folder it was written to."""
    losses: tuple[Loss, ...]
    checked: Checked | None
    """What the privacy check says of it; None where it holds nothing that respondents wrote."""
    key: Path | None
    """Where the key of the pseudonyms was written."""
    answers: int
    codings: int
    codes: int
    replaced: OfAnother | None = None
    """What of files of other formats is of this one now."""


@garbage_left_alone()
def export_project(
    engine: Engine, coder_id: int, asked: Asked, path: Path, bar: Bar = lambda _named: nullcontext()
) -> Exported:
    """Write the project to a file of another program, and write down that it left.

    Args:
        engine: The project.
        coder_id: Who lets it leave.
        asked: What, and how.
        path: The file; for ``bridges`` a folder. What belongs to a file lies beside it.
        bar: Shows progress.

    Raises:
        UnknownQuestionError, UnknownCoderError: If there is no such thing.
        BlindError: If the person codes a sample of one of the questions blind.
        WrongUseError: If options do not go together.
        NotAKeyError: If the key file is something else.
        CannotWriteFileError: If a file cannot be written.
    """
    check_asked(asked, path)
    losses = Losses()
    gathered = _gathered(engine, coder_id, asked, losses, bar)
    key_file = (asked.key or key_beside(path)) if asked.pseudonymous else None
    # Read before anything is written: what is no key is refused, and nothing has changed.
    key = None if key_file is None else key_for(gathered.project, key_file)
    material = None
    if gathered.counted is not None:
        names = kept_names(engine, coder_id, gathered.project, gathered.counted)
        material = StatisticsMaterial(gathered.counted, names)
    leaves = _Leaving(gathered.project, gathered.coder, material)
    if asked.without_text:
        from coder.domain.pseudonyms import without_text

        leaves.project = without_text(leaves.project, losses)
    if key_file is not None and key is not None:
        # It is there before the file, which nobody could read without.
        write_key(key_file, key)
        leaves.disguise(key)
        if asked.format not in STATISTICS:
            from coder.domain.named_people import tell_named

            tell_named(leaves.project, key, losses)
    marks = file_marks(
        leaves.project, gathered.checked, pseudonymous=asked.pseudonymous, without_text=asked.without_text
    )
    before = of_another(path, Format(asked.format)) if asked.format in STATISTICS else None
    export = _fact(gathered, asked, path, marks)
    files, written = _write(engine, coder_id, export, leaves, asked, marks, path, bar)
    return Exported(
        files=files,
        losses=(*losses.all(), *written, *gathered.stays),
        checked=gathered.checked,
        key=key_file,
        answers=len(leaves.project.answers),
        codings=_codings(leaves, asked.format),
        codes=sum(len(book.codes) for book in leaves.project.codebooks),
        replaced=None if before is None else _written_over(before, files),
    )


def _written_over(before: OfAnother, files: tuple[str, ...]) -> OfAnother | None:
    """Return what was really written anew of what lay there."""
    over = tuple(each for each in before.files if each in files)
    return OfAnother(over, before.others) if over else None


def _codings(leaves: _Leaving, format: str) -> int:
    """Count the codings that leave: none with codebooks and bridges, one coder's with a workbook."""
    if format in WITHOUT_CODINGS:
        return 0
    return sum(format != XLSX or each.coder == leaves.coder for each in leaves.project.codings)


@dataclass(frozen=True)
class _Gathered:
    """What is read of the project for a file."""

    project: PortableProject
    question_id: int | None
    """Of the only question that leaves."""
    coder: str
    """Who codes on in the file, where one person does."""
    checked: Checked | None
    counted: Counted | None
    stays: tuple[Loss, ...]
    """What only the project itself holds."""


@dataclass
class _Leaving:
    """What is written."""

    project: PortableProject
    coder: str
    material: StatisticsMaterial | None

    def disguise(self, key: Pseudonyms) -> None:
        """Give everybody another name."""
        from coder.domain.pseudonyms import pseudonymous

        self.project = pseudonymous(self.project, key)
        self.coder = key.coders.get(self.coder, self.coder)
        self.material = None if self.material is None else self.material.under(key)


def _whose(asked: Asked, own: str) -> str:
    """Return who codes on in a workbook: the one coder asked for, else whoever exports.

    Raises:
        SeveralCodersError: If a workbook is asked for several.
        ReservedNameError: If nobody can be called so.
    """
    if asked.format != XLSX or not asked.coders:
        return own
    if len(asked.coders) > 1:
        raise SeveralCodersError
    return checked_coder_name(asked.coders[0])


def _gathered(engine: Engine, coder_id: int, asked: Asked, losses: Losses, bar: Bar) -> _Gathered:
    with reading(engine) as work:
        coder = _whose(asked, coder_with_id(work, coder_id).name)
        is_new = asked.format == XLSX and find_coder(work, coder) is None
        with bar(_("Reading …")):
            coders = () if is_new else asked.coders
            project = portable_project(work, questions=asked.questions, coders=coders)
        if is_new:
            # A colleague the project does not know yet codes in a workbook that is empty.
            is_empty = _("«{coder}» is new to the project: the workbook begins without codes.")
            losses.add(is_empty.format(coder=coder))
            project = replace(
                project, coders=(PortableCoder(new_uid(), coder),), coded=(), codings=(), notes=()
            )
        elif asked.format == XLSX:
            project = sampled_part(work, project, coder_named(work, coder), losses)
        if not project.questions:
            raise NothingToExportError
        for question in project.questions:
            refuse_while_blind(work, question.key, coder_id)
        if asked.format not in WITHOUT_CODINGS and not is_new:
            tell_proposed(work, project, losses)
        keys = [each.key for each in project.questions]
        checked = None
        if asked.format == QDC and not asked.without_text:
            checked = Checked(examples=_with_examples(project)) if _with_examples(project) else None
        elif not asked.without_text:
            with bar(_("Privacy check")) as progress:
                checked = checked_texts(work, keys, asked.names, progress)
        return _Gathered(
            project=project,
            question_id=question_named(work, keys[0]).id if len(keys) == 1 else None,
            coder=coder if is_new else coder_named(work, coder).name,
            checked=checked,
            counted=counted_codings(work, project, asked.coders) if asked.format in STATISTICS else None,
            stays=() if asked.format in WITHOUT_CODINGS else told_stays(work, keys),
        )


def _fact(gathered: _Gathered, asked: Asked, path: Path, marks: FileMarks) -> Export:
    """Return what is written down of what leaves."""
    return Export(
        what=EXCHANGE,
        question_id=gathered.question_id,
        format=asked.format,
        file=path.name,
        options={
            "questions": [each.key for each in gathered.project.questions],
            "coders": list(asked.coders),
            "profile": asked.profile if asked.format in (QDPX, QDC) else None,
            "pseudonymous": asked.pseudonymous,
            "without_text": asked.without_text,
            "unchecked": marks.unchecked,
        },
        has_text=not asked.without_text and (asked.format != QDC or _with_examples(gathered.project) > 0),
    )


def _with_examples(project: PortableProject) -> int:
    return sum(bool(code.row.text.examples) for book in project.codebooks for code in book.codes)


def _one_codebook(project: PortableProject) -> PortableCodebook:
    if len(project.codebooks) != 1:
        raise SeveralCodebooksError([each.key for each in project.questions])
    return project.codebooks[0]


def _write(
    engine: Engine,
    coder_id: int,
    export: Export,
    leaves: _Leaving,
    asked: Asked,
    marks: FileMarks,
    path: Path,
    bar: Bar,
) -> tuple[tuple[str, ...], tuple[Loss, ...]]:
    """Write the files; return their names and what was lost."""
    project, guard = leaves.project, asked.formula_guard
    if leaves.material is not None:
        with leaving_files(engine, coder_id, export, path.parent) as folder, bar(_("Codings")):
            written = write_statistics_files(
                folder / path.name,
                project,
                leaves.material,
                format=asked.format,
                marks=marks,
                formula_guard=guard,
                sets_in_file=asked.sets_in_file,
                folder=path.parent,
            )
        return written.files, written.losses
    if asked.format == BRIDGES:
        from coder.exchange.bridges import write_bridges

        _made(path)
        with leaving_files(engine, coder_id, export, path) as folder:
            losses = write_bridges(folder, project, marks=marks, formula_guard=guard)
            files = tuple(sorted(each.name for each in folder.iterdir()))
        return files, losses
    # Before there is a file at all.
    codebook = _one_codebook(project) if asked.format == QDC else None
    with leaving(engine, coder_id, export, path) as new, bar(_("Codings")) as progress:
        if codebook is not None:
            from coder.exchange.refi.qdc_writer import write_qdc

            losses = write_qdc(new, codebook, marks=marks, profile=Profile(asked.profile))
        elif asked.format == QDPX:
            from coder.exchange.refi.qdpx_writer import write_qdpx

            losses = write_qdpx(new, project, profile=Profile(asked.profile), marks=marks, progress=progress)
        else:
            from coder.exchange.method_workbook.writer import write_method_workbook

            losses = write_method_workbook(
                new, project, coder=leaves.coder, marks=marks, formula_guard=guard, progress=progress
            )
    return (path.name,), losses


def _made(folder: Path) -> None:
    """Make a folder for files, unless it is there."""
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise CannotWriteFileError(folder, reason(error)) from error

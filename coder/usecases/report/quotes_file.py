"""A document of quotations from the project to the file, and into the list of what has left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from coder.documents.file_text import FileText
from coder.documents.quotation_document import QuotationDocument
from coder.domain.errors import WrongUseError
from coder.messages import _
from coder.platform import garbage_left_alone
from coder.store.exports import Export
from coder.store.unit_of_work import reading
from coder.usecases.exchange.leaving import leaving
from coder.usecases.report.quotes_figures import LiveNotes
from coder.usecases.report.quotes_made import MadeQuotes
from coder.usecases.report.quotes_material import Material
from coder.usecases.report.quotes_options import QuotesOptions

if TYPE_CHECKING:
    from coder.store.engine import Engine
    from coder.store.unit_of_work import Writing
    from coder.usecases.report.document_figures import DocumentFigures

QUOTES_FORMATS = {"docx": ".docx", "odt": ".odt", "md": ".md", "xlsx": ".xlsx"}
"""The formats by name, each with what a file of it ends in."""
_WITH_TEMPLATES = ("docx", "odt")


class UnknownQuotesFileError(WrongUseError):
    """A file's name that promises nothing quotations are written in."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            _("«{file}»: quotations are written as {suffixes}. End the name in one of these.").format(
                file=file, suffixes=", ".join(QUOTES_FORMATS.values())
            )
        )


class NoTemplateHereError(WrongUseError):
    """A house template for a format without styles."""

    def __init__(self) -> None:
        super().__init__(_("A template is followed in Word files (.docx) and LibreOffice files (.odt) only."))


def quotes_format(file: Path) -> str:
    """Return the format a file's name promises.

    Raises:
        UnknownQuotesFileError: If it promises none.
    """
    for name, suffix in QUOTES_FORMATS.items():
        if file.suffix.lower() == suffix:
            return name
    raise UnknownQuotesFileError(file)


def made_quotes(
    engine: Engine, question_key: str, options: QuotesOptions, names: Path | None = None
) -> MadeQuotes:
    """Make a document of quotations; it is written by ``write_quotes``.

    Args:
        engine: The project.
        question_key: The question.
        options: What it is to hold.
        names: A file of names that the privacy check is to know, one a line.

    Raises:
        UnknownQuestionError: If there is no such question; what ``report_quotes`` raises.
    """
    with garbage_left_alone(), reading(engine) as work:
        material = Material.of(work, question_key, options)
        notes = LiveNotes(_figures(engine, material) if material.is_quantified else None)
        if options.purpose == "internal":
            from coder.usecases.report.quotes_internal import internal_quotes

            return internal_quotes(material, notes)
        from coder.usecases.privacy.privacy_names import privacy_check
        from coder.usecases.report.quotes_report import report_quotes

        return report_quotes(material, notes, privacy_check(names), names)


def write_quotes(
    engine: Engine,
    coder_id: int,
    made: MadeQuotes,
    file: Path,
    named: str | None = None,
    template: Path | None = None,
) -> tuple[str, ...]:
    """Write a document to a file, and write down that it left; both or neither.

    Args:
        engine: The project.
        coder_id: Who lets it leave.
        made: The document.
        file: Where to.
        named: One of ``QUOTES_FORMATS``; None goes by the file's name.
        template: A document whose styles are to be followed.

    Returns:
        What is to be told: sentences on characters that the format cannot hold; mostly none.

    Raises:
        UnknownQuotesFileError: If the format is not told.
        NoTemplateHereError: If there is a template and the format has no styles.
        CannotWriteFileError: If the file cannot be written.
        ExportedMeanwhileError: If it tells figures, and a file of the question has left since it was made.
    """
    named = named or quotes_format(file)
    if template is not None and named not in _WITH_TEMPLATES:
        raise NoTemplateHereError
    figures = made.figures

    def check(work: Writing) -> None:
        if figures is not None:
            figures.check(work, made.question.id)

    with garbage_left_alone(), leaving(engine, coder_id, _export(made, file, named), file, check) as new:
        clean = _write(named)(made.document, new, template)
    return clean.told


def _export(made: MadeQuotes, file: Path, named: str) -> Export:
    return Export(
        what="quotes",
        question_id=made.question.id,
        format=named,
        file=file.name,
        options=made.document.provenance["options"],
        has_text=True,
        min_cell=None if made.figures is None else made.figures.min_cell,
        cells=None if made.figures is None else list(made.figures.cells),
    )


def _figures(engine: Engine, material: Material) -> DocumentFigures:
    from coder.usecases.report.document_figures import DocumentFigures

    return DocumentFigures(engine, material.work, material.question, material.codes, material.options)


def _write(named: str) -> Callable[[QuotationDocument, Path, Path | None], FileText]:
    if named == "docx":
        from coder.documents.word_document import write_word_document

        return write_word_document
    if named == "odt":
        from coder.documents.odt_document import write_odt_document

        return write_odt_document
    if named == "xlsx":
        from coder.documents.quotation_workbook import write_quotation_workbook

        return lambda document, path, _template: write_quotation_workbook(document, path)
    from coder.documents.markdown_document import write_markdown_document

    return lambda document, path, _template: write_markdown_document(document, path)

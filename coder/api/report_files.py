"""What a report is put together from, written to files from Python."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coder.api.table_request import several, table_options
from coder.store.coders import present_coder
from coder.usecases.tables.file import check_file, frequencies_to_file, other_to_file

if TYPE_CHECKING:
    from coder.store.engine import Engine
    from coder.usecases.report.quotes_options import Purpose
    from coder.usecases.tables.any_table import AnyTable

FileName = str | os.PathLike[str]


class ReportFiles:
    """Writes tables, figures and documents; the end of a file's name says its format.

    Each file is written whole or not at all, and is written down in the project as an export by the coder
    that ``coder.open`` was told of. Each method returns what its command would say on the terminal: sentences
    to read, mostly none.
    """

    _engine: Engine
    _coder_name: str

    def export(
        self,
        format: str,
        file: FileName,
        *,
        questions: str | Sequence[str] = (),
        coders: str | Sequence[str] = (),
        profile: str = "standard",
        pseudonymous: bool = False,
        key: FileName | None = None,
        without_text: bool = False,
        formula_guard: bool = False,
    ) -> tuple[str, ...]:
        """Write the project to a file of another program, as ``coder export`` does.

        Args:
            format: ``qdpx``, ``qdc``, ``sav``, ``dta``, ``xlsx``, ``csv``, ``parquet`` or ``bridges``.
            file: Where to; for ``bridges`` a folder.
            questions: Which questions; all if left out.
            coders: Whose codings; everybody's if left out.
            profile: For which program a QDPX or QDC file is.
            pseudonymous: Give respondents and coders other names.
            key: Where the key to these is; beside the file if left out.
            without_text: Leave out what respondents wrote.
            formula_guard: Put ' before text that a spreadsheet would take for a formula.
        """
        from coder.usecases.exchange.sending_out import Asked, export_project

        asked = Asked(
            format=format,
            questions=several(questions),
            coders=several(coders),
            profile=profile,
            pseudonymous=pseudonymous,
            key=None if key is None else Path(key),
            without_text=without_text,
            formula_guard=formula_guard,
        )
        coder_id = present_coder(self._engine, self._coder_name).id
        exported = export_project(self._engine, coder_id, asked, Path(file))
        unchecked = exported.checked.sentences() if exported.checked is not None else []
        return (*(loss.what for loss in exported.losses), *unchecked)

    def write_table(
        self, question: str, file: FileName, *, template: FileName | None = None, **options: Any
    ) -> tuple[str, ...]:
        """Write the frequency table of a question; in a file named .svg or .png its figure.

        Args:
            question: The question's key.
            file: Where to: .docx, .odt, .xlsx, .html, .md, .tex, .csv, .json, .txt, .svg or .png.
            template: A Word file whose styles the table follows.
            **options: Those of ``table``.
        """
        chosen = table_options(**options)
        coder_id = self._coder_id()
        return frequencies_to_file(
            self._engine, question, chosen, Path(file), coder_id=coder_id, template=_path(template)
        )

    def write_together(
        self,
        question: str,
        file: FileName,
        *,
        matrix: bool = False,
        pairs: int | None = None,
        template: FileName | None = None,
        **options: Any,
    ) -> tuple[str, ...]:
        """Write which codes occur together: a list of all pairs, of the most frequent ``pairs``, or a matrix.

        ``options`` are those of ``table`` that ``coder table --together`` takes.
        """
        from coder.usecases.tables.code_by_code import TogetherOptions, codes_together

        check_file(Path(file))
        how = TogetherOptions(matrix, pairs)
        made = codes_together(self._engine, question, table_options(**options), how)
        return self._write(question, made.table(), file, template)

    def write_progress(
        self, question: str, file: FileName, *, template: FileName | None = None, **options: Any
    ) -> tuple[str, ...]:
        """Write how far the coding has come; with ``by``, the response rate."""
        from coder.usecases.tables.progress import question_progress

        check_file(Path(file))
        made = question_progress(self._engine, question, table_options(**options))
        return self._write(question, made.table(), file, template)

    def write_regression(
        self,
        question: str,
        file: FileName,
        *,
        outcome: str | Sequence[str],
        on: str | Sequence[str],
        base_levels: str | Sequence[str] = (),
        template: FileName | None = None,
        **options: Any,
    ) -> tuple[str, ...]:
        """Write a logit of an outcome on background variables.

        Args:
            question: The question's key.
            file: Where to.
            outcome: A code or several, a theme, or a saved outcome.
            on: Background variables.
            base_levels: Each ``VARIABLE=LEVEL``; else the first level of a variable.
            template: A Word file whose styles the table follows.
            **options: wave, where, counts, exclude_kind, as_of, decimals, caption, number, as for ``table``.
        """
        from coder.usecases.tables.regress import Wanted, regression

        check_file(Path(file))
        wanted = Wanted(several(outcome), several(on), several(base_levels))
        made = regression(self._engine, question, wanted, table_options(**options))
        return self._write(question, made.table(), file, template)

    def write_saturation(
        self,
        question: str,
        file: FileName,
        *,
        by_theme: bool = False,
        per: int = 10,
        template: FileName | None = None,
    ) -> tuple[str, ...]:
        """Write when codes were met, ``per`` answers at a time; in a file named .svg or .png the curve."""
        from coder.usecases.tables.saturation import question_saturation

        check_file(Path(file))
        made = question_saturation(self._engine, question, per)
        return self._write(question, made.table(by_theme=by_theme), file, template)

    def write_quotes(
        self,
        question: str,
        file: FileName,
        *,
        purpose: Purpose,
        names: FileName | None = None,
        template: FileName | None = None,
        codes: str | Sequence[str] = (),
        wave: str | Sequence[str] | None = (),
        **options: Any,
    ) -> tuple[str, ...]:
        """Write the document of a question's text, sorted under its codes.

        Args:
            question: The question's key.
            file: Where to: .docx, .odt, .md or .xlsx.
            purpose: ``internal``: everything, for yourselves; ``report``: what was chosen, for readers.
            names: A file of names the privacy check is to know, one on each line.
            template: A document whose styles, header and footer are followed.
            codes: Only this code or these, with all under them.
            wave: Only this wave or these.
            **options: per_code, layer, attribution, fewest and title, as of ``coder quotes``.

        Raises:
            CoderError: If something in a report waits for the privacy check; then nothing is written.
        """
        from coder.usecases.report.quotes_file import made_quotes, quotes_format, write_quotes
        from coder.usecases.report.quotes_options import QuotesOptions

        path = Path(file)
        named = quotes_format(path)
        asked = QuotesOptions(purpose=purpose, codes=several(codes), waves=several(wave), **options)
        made = made_quotes(self._engine, question, asked, _path(names))
        told = write_quotes(self._engine, self._coder_id(), made, path, named, _path(template))
        return (*made.warnings, *told)

    def _write(
        self, question: str, made: AnyTable, file: FileName, template: FileName | None
    ) -> tuple[str, ...]:
        coder_id = self._coder_id()
        return other_to_file(
            self._engine, question, made, Path(file), coder_id=coder_id, template=_path(template)
        )

    def _coder_id(self) -> int:
        return present_coder(self._engine, self._coder_name).id


def _path(file: FileName | None) -> Path | None:
    return None if file is None else Path(file)

"""A workbook of the method read back: what was taken, and row by row what was not."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from coder.cli.context import CommandContext, print_json, say
from coder.cli.import_coded_talk import report_json, taken, tell_report
from coder.cli.method_workbook_json import method_workbook_json
from coder.cli.progress import progress_bar
from coder.messages import _
from coder.platform import garbage_left_alone

if TYPE_CHECKING:
    from coder.exchange.method_workbook.reader import MethodWorkbook

SOMETHING_LEFT = 1
"""Exit status of a dry run where something that was written would not be taken."""


def take_method_workbook(
    context: CommandContext, file: Path, *, create_codes: bool, dry_run: bool, as_json: bool
) -> None:
    """Read a workbook back into the project it was made from, and tell what came of every row.

    Where that project is not, what stands in the workbook is added to the one there is, or becomes one.
    """
    from coder.exchange.method_workbook.reader import read_method_workbook
    from coder.usecases.exchange.method_workbook.reading_back import is_home_of

    with garbage_left_alone(), progress_bar(_("Reading …")):
        book = read_method_workbook(file)
    if is_home_of(context.target, book):
        _read_back(context, book, create_codes=create_codes, dry_run=dry_run, as_json=as_json)
    else:
        _add(context, book, create_codes=create_codes, dry_run=dry_run, as_json=as_json)


def _read_back(
    context: CommandContext, book: MethodWorkbook, *, create_codes: bool, dry_run: bool, as_json: bool
) -> None:
    from coder.store.coders import find_coder
    from coder.store.unit_of_work import reading, writing
    from coder.usecases.exchange.method_workbook.reading_back import (
        foresee_method_workbook,
        import_method_workbook,
    )
    from coder.usecases.exchange.method_workbook.words import method_workbook_in_words
    from coder.usecases.exchange.portable_in import IMPORT_CODED

    engine = context.engine()
    with garbage_left_alone(), progress_bar(_("Answers")), reading(engine) as work:
        # What is refused must leave nothing behind, not even the name of who tried.
        acting = find_coder(work, context.coder_name)
        report = foresee_method_workbook(
            work, book, acting=None if acting is None else acting.id, create_codes=create_codes
        )
    if report.changed and not dry_run:
        coder_id = context.coder(engine).id
        with (
            garbage_left_alone(),
            progress_bar(_("Codings")),
            writing(engine, coder_id=coder_id, operation=IMPORT_CODED) as act,
        ):
            report = import_method_workbook(act, book, create_codes=create_codes)
    if as_json:
        print_json(method_workbook_json(report))
    for line in method_workbook_in_words(report):
        say(line)
    if dry_run:
        say(_("Nothing was written: this was a dry run."))
        if report.left:
            sys.exit(SOMETHING_LEFT)


def _add(
    context: CommandContext, book: MethodWorkbook, *, create_codes: bool, dry_run: bool, as_json: bool
) -> None:
    from coder.exchange.method_workbook.portable import portable_of
    from coder.usecases.exchange.bringing_in import CodedAsked
    from coder.usecases.exchange.coded_words import from_elsewhere_in_words

    say(from_elsewhere_in_words(book.file))
    report = taken(context, portable_of(book), CodedAsked(create_codes=create_codes), dry_run=dry_run)
    if as_json:
        print_json(report_json(report))
    tell_report(report)
    if dry_run:
        say(_("Nothing was written: this was a dry run."))

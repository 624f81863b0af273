"""A workbook of the method read back: what was taken, and row by row what was not."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from coder.cli.context import CommandContext, print_json, say
from coder.messages import _, ngettext
from coder.text.numbers import written_count
from coder.usecases.method_workbook_report import WAITING, Finding, Found, MethodWorkbookReport

SOMETHING_LEFT = 1
"""Exit status of a dry run where something that was written would not be taken."""
_MOST_TOLD = 20
"""So many of a kind are told one by one; --json has all."""


def take_method_workbook(
    context: CommandContext, file: Path, *, create_codes: bool, dry_run: bool, as_json: bool
) -> None:
    """Read a workbook back into the project it was made from, and tell what came of every row."""
    from coder.exchange.method_workbook_reader import read_method_workbook
    from coder.store.coders import find_coder
    from coder.store.unit_of_work import reading, writing
    from coder.usecases.method_workbook import foresee_method_workbook, import_method_workbook
    from coder.usecases.portable_in import IMPORT_CODED

    book = read_method_workbook(file)
    engine = context.engine()
    if dry_run:
        with reading(engine) as work:
            acting = find_coder(work, context.coder_name)
            report = foresee_method_workbook(
                work, book, acting=None if acting is None else acting.id, create_codes=create_codes
            )
    else:
        with reading(engine) as work:
            # What is refused must leave nothing behind, not even the name of who tried.
            foresee_method_workbook(work, book, create_codes=create_codes)
        coder_id = context.coder(engine).id
        with writing(engine, coder_id=coder_id, operation=IMPORT_CODED) as act:
            report = import_method_workbook(act, book, create_codes=create_codes)
    if as_json:
        print_json(_json(report))
    for line in _lines(report):
        say(line)
    if dry_run:
        say(_("Nothing was written: this was a dry run."))
        if report.left:
            sys.exit(SOMETHING_LEFT)


def _lines(report: MethodWorkbookReport) -> Iterator[str]:
    def counted(one: str, many: str, n: int) -> str:
        return ngettext(one, many, n).format(n=written_count(n))

    if not report.changed:
        yield _("Nothing new in {file}.").format(file=report.file)
    else:
        yield "{}, {}; {}.".format(
            counted("{n} new coding", "{n} new codings", report.new_codings),
            counted("{n} taken away", "{n} taken away", report.removed_codings),
            counted("{n} answer newly done", "{n} answers newly done", report.newly_done),
        )
    if report.reopened:
        yield counted("{n} answer is open again.", "{n} answers are open again.", report.reopened)
    if report.removed_excerpts:
        yield counted(
            "{n} excerpt went with the coding it stood under.",
            "{n} excerpts went with the codings they stood under.",
            report.removed_excerpts,
        )
    if report.notes:
        yield counted("{n} note changed.", "{n} notes changed.", report.notes)
    if report.new_codes:
        yield _("New codes: {names}.").format(names=", ".join(f"«{path}»" for path in report.new_codes))
    if report.new_coders:
        yield _("New coders: {names}.").format(names=", ".join(f"«{name}»" for name in report.new_coders))
    waiting = [kind for kind in Finding if kind in WAITING and report.of_kind(kind)]
    told = [kind for kind in Finding if kind not in WAITING and report.of_kind(kind)]
    for kind in (*waiting, *told):
        yield from _told(kind, report.of_kind(kind))


def _told(kind: Finding, found: tuple[Found, ...]) -> Iterator[str]:
    yield f"{_in_words(kind)} ({written_count(len(found))})"
    for each in found[:_MOST_TOLD]:
        words = [each.place, each.what, f"«{_short(each.detail)}»" if each.detail else ""]
        line = "  " + " · ".join(word for word in words if word)
        if each.near:
            line += " " + _("Nearest: {names}.").format(names=", ".join(f"«{name}»" for name in each.near))
        yield line
    if len(found) > _MOST_TOLD:
        yield "  " + _("and {n} more").format(n=written_count(len(found) - _MOST_TOLD))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"


def _in_words(kind: Finding) -> str:
    return {
        Finding.UNKNOWN_CODE: _("No such code; the row is not taken. Correct it, or use --create-codes:"),
        Finding.CLOSED_CODE: _("A code that cannot be set; the row is not taken:"),
        Finding.SEVERAL_CODES: _("More codes than the codebook allows; the row is not taken:"),
        Finding.CHANGED_TEXT: _("The answer was changed in the workbook; the row is not taken:"),
        Finding.CHANGED_HERE: _("The answer has another text here by now; the row is not taken:"),
        Finding.CONFLICT: _("Coded otherwise here and in the workbook since; what is here stands:"),
        Finding.OTHERS_ROW: _("Another coder's row, who has coded it otherwise here; what is here stands:"),
        Finding.NOTE_CONFLICT: _("The note changed here and in the workbook; what is here stands:"),
        Finding.BAD_CODER: _("Nobody can be called so; the row is not taken:"),
        Finding.UNKNOWN_ANSWER: _("An answer this project does not have:"),
        Finding.ADDED_ROW: _("Rows that were added in the workbook; left aside:"),
        Finding.DOUBLED_ROW: _("Rows that are there several times; taken where they say the same:"),
        Finding.DELETED_ROW: _("Answers whose rows are gone; here they stay as they are:"),
        Finding.LOST_COLUMN: _("Columns of codes that are gone; what stood in them stays:"),
        Finding.RENAMED_CODE: _(
            "Codes that are called otherwise on the sheet of codes; they keep their names:"
        ),
        Finding.CHANGED_CODE: _("Codes of which other things are said there; they stay as they are:"),
        Finding.DOUBLED_CODE: _("Rows of codes that were copied and written over:"),
        Finding.DELETED_CODE: _("Codes whose rows are gone; here they stay as they are:"),
        Finding.BAD_CODE: _("New codes that cannot be made as they are written:"),
    }[kind]


def _json(report: MethodWorkbookReport) -> dict[str, Any]:
    return {
        "file": report.file,
        "coder": report.coder,
        "rows": report.rows,
        "unchanged": report.unchanged,
        "new_codings": report.new_codings,
        "removed_codings": report.removed_codings,
        "removed_excerpts": report.removed_excerpts,
        "newly_done": report.newly_done,
        "reopened": report.reopened,
        "notes": report.notes,
        "new_codes": list(report.new_codes),
        "new_coders": list(report.new_coders),
        "found": [
            {
                "kind": each.kind.value,
                "place": each.place,
                "what": each.what,
                "detail": each.detail,
                "near": list(each.near),
            }
            for each in report.found
        ],
    }

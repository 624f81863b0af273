"""What `coder import-coded` shows of a workbook: columns and roles, first rows, codes, what is unknown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any

import click

from coder.cli.context import say
from coder.messages import _, ngettext

if TYPE_CHECKING:
    from coder.exchange.coded_workbook.header import SheetColumn
    from coder.exchange.coded_workbook.reading import UnknownName
    from coder.exchange.coded_workbook.rows import SheetRows
    from coder.usecases.exchange.coded_workbook.understanding import Understood

_NAME = 30
_ROWS_SHOWN = 4
_CODES_SHOWN = 60
_MATCHED_SHOWN = 12
_VALUES = 5


def show_preview(found: Understood) -> None:
    """Show how a workbook was understood, within the terminal's width."""
    for sheet in found.workbook.sheets:
        _show_columns(sheet)
    _show_rows(found)
    _show_codes(found)


def show_matched(found: Understood) -> None:
    """Tell which names were taken for codes that are written otherwise."""
    from coder.exchange.coded_workbook.names import How, written

    said = {
        How.LOOSELY: _("but for case, blanks or hyphens"),
        How.BY_NUMBER: _("by its number"),
        How.BY_ALIAS: _("by an alias"),
        How.BY_DECISION: _("as you said"),
    }
    matched = found.found.matched
    if not matched:
        return
    number = ngettext(
        "{n} name is not written as its code:", "{n} names are not written as their codes:", len(matched)
    )
    say(number.format(n=len(matched)))
    for each in matched[:_MATCHED_SHOWN]:
        say(f"  «{_short(each.written)}» → {_short(written(each.path), 60)} ({said.get(each.how, '')})")
    if len(matched) > _MATCHED_SHOWN:
        say("  …")


def preview_json(found: Understood) -> dict[str, Any]:
    """Return how a workbook was understood, for scripts."""
    from coder.exchange.coded_workbook.names import written

    return {
        "file": found.workbook.file,
        "sheets": [
            {
                "sheet": sheet.headed.sheet.name,
                "columns": [
                    {"column": column.letters, "name": column.name, "role": role}
                    for column, role in _roles(sheet)
                ],
                "rows": len(sheet.rows),
            }
            for sheet in found.workbook.sheets
        ],
        "codes": [
            {"question": question, "code": written(path), "answers": count}
            for question, counts in found.found.counts.items()
            for path, count in counts.most_common()
        ],
        "matched": [
            {"question": each.question, "written": each.written, "code": written(each.path), "how": each.how}
            for each in found.found.matched
        ],
        "unknown": [
            {
                "question": question,
                "written": name.written,
                "count": name.count,
                "cell": name.place,
                "nearest": [written(path) for path in name.nearest],
            }
            for question, name in found.unknown
        ],
        "blank": [
            {"question": each.question, "coder": each.coder, "answers": each.count} for each in found.blanks
        ],
        "problems": [str(problem) for problem in found.problems()],
        "notices": list(found.notices()),
    }


def _show_columns(sheet: SheetRows) -> None:
    from coder.text.columns import aligned_columns
    from coder.text.safe import safe_line, shortened

    room = max(get_terminal_size().columns - 52, 20)
    rows = [
        [
            column.letters,
            shortened(safe_line(column.name), _NAME),
            role,
            shortened(_first(sheet, column), room),
        ]
        for column, role in _roles(sheet)
        if role
    ]
    name = sheet.headed.sheet.name
    click.echo("", err=True)
    if name:
        say(_("Sheet {sheet}").format(sheet=name))
    for line in aligned_columns(["", _("Column"), _("Role"), _("First values")], rows):
        click.echo(line, err=True)


def _roles(sheet: SheetRows) -> Iterator[tuple[SheetColumn, str]]:
    """Yield each column with what it was taken for; empty where it is not read."""
    survey = sheet.roles.survey
    said: dict[str | None, str] = {
        survey.id: _("id"),
        survey.wave_column: _("wave"),
        survey.weight: _("weight"),
        survey.question_column: _("question"),
        survey.text_column: _("answer"),
        **dict.fromkeys(survey.attributes, _("background")),
        **dict.fromkeys(sheet.roles.questions, _("answer")),
        **{column.name: _("note") for column, _question in sheet.roles.notes},
    }
    if sheet.roles.coder_column is not None:
        said[sheet.roles.coder_column.name] = _("who coded")
    several = len(set(sheet.roles.questions.values())) > 1
    for slot in sheet.roles.slots:
        told = [slot.question] if several and slot.question else []
        told += [slot.coder] if slot.coder else []
        beside = f" ({_short(', '.join(told))})" if told else ""
        for column in slot.codes:
            said[column.name] = (_("code, marked") if slot.mark else _("codes")) + beside
        if slot.theme is not None:
            said[slot.theme.name] = _("main theme") + beside
    for column in sheet.headed.columns:
        yield column, said.get(column.name, "")


def _first(sheet: SheetRows, column: SheetColumn) -> str:
    from coder.text.safe import safe_line

    found: dict[str, None] = {}
    read = {row.row for row in sheet.rows}
    for number, cells in sheet.headed.rows:
        if read and number not in read:
            continue
        value = cells[column.place].strip()
        if value:
            found[safe_line(value[:200])] = None
        if len(found) == _VALUES:
            break
    return " · ".join(found)


def _show_rows(found: Understood) -> None:
    """Show the first rows as they were read: whose answer, by whom, which codes."""
    from coder.exchange.coded_workbook.names import written

    shown = 0
    for (place, coder), one in found.found.coded.items():
        if not one.codes:
            continue
        if not shown:
            click.echo("", err=True)
            say(_("The first rows, as read:"))
        codes = "; ".join(written(path) for path in one.codes)
        wave = f" ({place[2]})" if place[2] else ""
        say(f"  {_short(place[1])}{wave} · {_short(place[0])} · {_short(coder)}: {_short(codes, 90)}")
        shown += 1
        if shown == _ROWS_SHOWN:
            break


def _show_codes(found: Understood) -> None:
    from coder.exchange.coded_workbook.names import written
    from coder.text.columns import aligned_columns
    from coder.text.safe import safe_line, shortened

    for question, counts in found.found.counts.items():
        if not counts:
            continue
        click.echo("", err=True)
        number = ngettext("{n} code in use", "{n} codes in use", len(counts)).format(n=len(counts))
        say(f"«{_short(question, 60)}»: {number}")
        rows = [
            [shortened(safe_line(written(path)), 60), count]
            for path, count in counts.most_common(_CODES_SHOWN)
        ]
        for line in aligned_columns([_("Code"), _("Answers")], rows):
            click.echo(f"  {line}", err=True)
        if len(counts) > _CODES_SHOWN:
            say("  …")


def show_new(unknown: Sequence[tuple[str, UnknownName]]) -> None:
    """Show the names that would become codes, and how many cells have each; typing slips stand last."""
    from coder.text.columns import aligned_columns
    from coder.text.safe import safe_line, shortened

    names = sorted((name for _question, name in unknown), key=lambda name: -name.count)
    rows = [[shortened(safe_line(name.written), 60), name.count] for name in names[:_CODES_SHOWN]]
    for line in aligned_columns([_("Code"), _("Cells")], rows):
        click.echo(f"  {line}", err=True)
    if len(names) > _CODES_SHOWN:
        say("  …")


def _short(text: str, width: int = 40) -> str:
    from coder.text.safe import safe_line, shortened

    return shortened(safe_line(text), width)

"""`coder import-coded` of a workbook people coded by hand: shown, decided upon, taken in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coder.cli import coded_workbook_talk as talk
from coder.cli.coded_workbook_options import pairs, workbook_wishes
from coder.cli.context import CommandContext, on_terminal, say
from coder.cli.import_coded_talk import taken
from coder.cli.progress import progress_bar
from coder.domain.errors import Problem, ProblemsError
from coder.messages import _
from coder.platform import garbage_left_alone

if TYPE_CHECKING:
    from coder.usecases.exchange.bringing_in import CodedAsked
    from coder.usecases.exchange.coded_workbook.understanding import (
        CodesWished,
        ProjectHere,
        Understood,
        WorkbookWishes,
    )
    from coder.usecases.exchange.portable_in import PortableImport


def read_coded_workbook(
    context: CommandContext, file: Path, asked: CodedAsked, given: Mapping[str, Any], *, is_dry_run: bool
) -> Understood | None:
    """Read a workbook and have everything in it decided; None where the person at the terminal stops.

    Args:
        context: Project and coder.
        file: The workbook.
        asked: What is asked of any coded file.
        given: The options of workbooks, by the names of their parameters.
        is_dry_run: Whether nothing is to be asked; then what is wrong or undecided comes back with it.

    Raises:
        ProblemsError: If something is wrong in it, or left to decide; all of it is listed.
    """
    from coder.usecases.exchange.coded_workbook.understanding import find_in_workbook

    wishes, here = workbook_wishes(given, asked.question), _project(context)
    wished = _wished(context, asked, given)
    with garbage_left_alone(), progress_bar(_("Answers"), _("Reading …")) as progress:
        workbook = find_in_workbook(file, wishes, here)
        progress(1, 2)
        found = _understood(workbook, here, wished, wishes, asked)
    may_ask = on_terminal() and not is_dry_run and not given["yes"]
    for notice in found.notices():
        say(notice)
    if may_ask or is_dry_run:
        talk.show_preview(found)
    talk.show_matched(found)
    if given["code_map_to"] is not None:
        _write_map(given["code_map_to"], found)
    problems = found.problems()
    if is_dry_run:
        return found
    if problems or not may_ask:
        _raise([*problems, *found.undecided()])
        return found
    decided = _decided(found, wished)
    if decided is None:
        say(_("Nothing was imported."))
        return None
    found = _understood(workbook, here, decided, wishes, asked)
    _raise([*found.problems(), *found.undecided()])
    return found


def take_coded_workbook(
    context: CommandContext, found: Understood, asked: CodedAsked, *, is_dry_run: bool
) -> PortableImport:
    """Take in what a workbook was decided to hold, or only try it.

    Raises:
        ProblemsError: If it does not fit the project; all of it is listed.
    """
    with garbage_left_alone():
        portable = found.portable(asked.default_state)
    # Which question and which codes was worked out with the project in view.
    settled = replace(asked, question=None, create_codes=found.makes_codes())
    return taken(context, portable, settled, dry_run=is_dry_run)


def _project(context: CommandContext) -> ProjectHere:
    from coder.store.project import NoProjectError
    from coder.store.unit_of_work import reading
    from coder.usecases.exchange.coded_workbook.understanding import NO_PROJECT, project_here

    try:
        engine = context.engine()
    except NoProjectError:
        return NO_PROJECT
    with reading(engine) as work:
        return project_here(work)


def _wished(context: CommandContext, asked: CodedAsked, given: Mapping[str, Any]) -> CodesWished:
    from coder.exchange.coded_workbook.map import read_code_map
    from coder.usecases.exchange.coded_workbook.understanding import CodesWished

    decisions = read_code_map(given["code_map"]) if given["code_map"] is not None else {}
    decisions.update(pairs("--code", given["decided"]))
    return CodesWished(decisions, asked.create_codes, given["blank"], context.coder_name)


def _understood(
    workbook: Any, here: ProjectHere, wished: CodesWished, wishes: WorkbookWishes, asked: CodedAsked
) -> Understood:
    from coder.usecases.exchange.coded_workbook.understanding import understood

    return understood(
        workbook,
        here,
        wished,
        signs=wishes.columns.signs,
        question=asked.question,
        changed=asked.changed,
        takes_background=bool(wishes.columns.attributes),
    )


def _decided(found: Understood, wished: CodesWished) -> CodesWished | None:
    """Ask a person whether the workbook is understood, and what is left open; None where they stop."""
    from coder.cli.ask import confirmed
    from coder.cli.coded_workbook_asks import decide_blanks, decide_names

    if not confirmed(_("Is the workbook understood rightly?")):
        say(_("Name the columns: --id, --text, --codes, --attribute, --coder-column."))
        return None
    decided = decide_names(found, wished)
    return None if decided is None else decide_blanks(found, decided)


def _write_map(path: Path, found: Understood) -> None:
    from coder.exchange.coded_workbook.map import write_code_map

    for sentence in write_code_map(path, found.unknown):
        say(sentence)
    say(
        _(
            "Unknown names are listed in {file}: fill in the column code, and import with --code-map {file}."
        ).format(file=path)
    )


def _raise(problems: list[Problem]) -> None:
    if problems:
        raise ProblemsError(problems)

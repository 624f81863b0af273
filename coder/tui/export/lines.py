"""Exporting to another program, as lines: what is chosen, how far it is, what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from rich.cells import cell_len

from coder.messages import _, ngettext
from coder.text.numbers import progress_percent, written_count
from coder.text.safe import safe, safe_line, shortened
from coder.tui.export.state import Part
from coder.tui.pieces.lines import Line, Piece, Role, bar, line
from coder.tui.pieces.screen_title import counted, screen_title
from coder.tui.pieces.wrapping import wrapped

if TYPE_CHECKING:
    from coder.tui.export.state import ExportState
    from coder.usecases.exchange.sending_out import Exported

WIDEST_BAR = 60
LONGEST_KEY = 60
"""Cells of a question's key where it stands alone."""


def title_line(coder_name: str) -> Line:
    """What this is, and who exports."""
    return screen_title(_("Export to another program"), right=counted("", coder_name))


def part_lines(state: ExportState) -> list[Line]:
    """Each part with what is chosen, under each other."""
    names = {
        Part.PROGRAM: _("For"),
        Part.QUESTIONS: _("Questions"),
        Part.PEOPLE: _("People"),
        Part.TEXT: _("Text"),
        Part.FILE: _("File"),
    }
    width = max(map(cell_len, names.values()))
    said = _said(state)
    return [
        line(Piece(f" {name}{' ' * (width - cell_len(name))}   ", Role.DIM), Piece(said[part]))
        for part, name in names.items()
        if part in state.parts
    ]


def _said(state: ExportState) -> dict[Part, str]:
    suffix = state.destination.suffix or _("a folder")
    return {
        Part.PROGRAM: f"{state.destination.name} ({suffix})",
        Part.QUESTIONS: _questions(state),
        Part.PEOPLE: _("pseudonymised") if state.pseudonymous else _("as they are"),
        Part.TEXT: _("left out") if state.without_text else _("with what respondents wrote"),
        Part.FILE: safe_line(state.file),
    }


def _questions(state: ExportState) -> str:
    if len(state.questions) == 1:
        return f"«{shortened(safe_line(state.questions[0]), LONGEST_KEY)}»"
    if not state.questions and len(state.all_questions) == 1:
        return f"«{shortened(safe_line(state.all_questions[0]), LONGEST_KEY)}»"
    if not state.questions:
        n = len(state.all_questions)
        return ngettext("all {n} question", "all {n} questions", n).format(n=written_count(n))
    return ", ".join(f"«{safe_line(key)}»" for key in state.questions)


def about_lines(state: ExportState, part: Part, width: int) -> list[Line]:
    """Say what a part means as it is chosen."""
    said = {
        Part.PROGRAM: state.destination.about,
        Part.QUESTIONS: _("Its code list goes along; a file holds one.")
        if state.is_code_list
        else _("Their answers and codes go along, and nothing of the others."),
        Part.PEOPLE: _about_people(state),
        Part.TEXT: _about_text(state),
        Part.FILE: _("Your browser saves it, among your downloads.")
        if state.is_downloaded
        else str(state.path),
    }
    return [line(Piece(each, Role.DIM)) for each in wrapped(safe(said[part]), width)]


def _about_people(state: ExportState) -> str:
    if not state.pseudonymous:
        return _("Respondents by their ids and coders by their names, as in this project.")
    return _(
        "Respondents get fresh numbers and coders letters. The key is written beside the file, and is "
        "for nobody else. Pseudonymised is not anonymous: texts may still tell who wrote them."
    )


def _about_text(state: ExportState) -> str:
    if state.is_code_list:
        return (
            _("Without the examples of codes, which respondents wrote.")
            if state.without_text
            else _("With the examples of codes, which respondents wrote.")
        )
    if state.without_text:
        return _("Nothing that respondents wrote goes along, nor notes. An excerpt becomes its whole answer.")
    return _("Texts that the privacy check has not cleared make the file be marked IKKE KONTROLLERT.")


def running_lines(label: str, done: int, of: int, width: int) -> list[Line]:
    """How far it has come; without numbers it is only said that it goes on."""
    if not of:
        return [line(Piece(_("Writing …")))]
    # What is told of parts of the work are shares, no counts of anything.
    share = min(done / of, 1.0)
    return [
        line(Piece(label)),
        line(
            *bar(share, max(min(width, WIDEST_BAR), 10)),
            Piece(f" {progress_percent(done, of):>3} %", Role.DIM),
        ),
    ]


def refused_lines(sentence: str, width: int) -> list[Line]:
    """Why nothing was written."""
    said = [line(Piece(each, Role.MARK)) for each in wrapped(safe(sentence), width)]
    return [*said, line(), line(Piece(_("Nothing was written."), Role.DIM))]


def written_lines(exported: Exported, path: Path, format: str, width: int) -> list[Line]:
    """What was written, what needs care about it, and what could not go along."""
    from coder.usecases.exchange.export_words import (
        key_in_words,
        loss_lines,
        lost_in_words,
        unchecked_in_words,
        written_in_words,
    )

    first, *more = written_in_words(exported, path, format)
    blocks = [
        list(_marked("●", Role.GOOD, [first], width)) + list(_marked(" ", Role.TEXT, more, width)),
        list(_marked("▲", Role.MARK, unchecked_in_words(exported), width)),
        list(_marked("▲", Role.MARK, key_in_words(exported), width)),
        [
            line(Piece(f"  {lost_in_words(exported.losses)}", Role.STRONG)),
            *(line(Piece(f" {safe_line(each)}")) for each in loss_lines(exported.losses, width - 2)),
        ],
    ]
    lines: list[Line] = []
    for block in filter(None, blocks):
        lines += [*([line()] if lines else []), *block]
    return lines


def _marked(sign: str, role: Role, sentences: list[str], width: int) -> Iterator[Line]:
    """Give sentences with a sign before the first of them."""
    for number, sentence in enumerate(sentences):
        for place, each in enumerate(wrapped(safe(sentence), width - 2)):
            before = sign if number == 0 and place == 0 else " "
            yield line(Piece(f"{before} ", role), Piece(each))

"""Choosing how a file is read, by looking at what it would say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from coder.domain.errors import CoderError
from coder.messages import _, ngettext
from coder.tui.dialogs.choice import ChoiceDialog
from coder.tui.pieces.lines import Line, Piece, Role, line
from coder.tui.project_screen import ProjectScreen

if TYPE_CHECKING:
    from coder.usecases.survey.preview import SurveyPreview

NAME_WIDTH = 14


def ask_encoding(screen: ProjectScreen, found: SurveyPreview, take: Callable[..., None]) -> None:
    """Show a line of the file in each encoding; the one chosen is how it is read."""

    def read() -> list[tuple[str, str | CoderError]]:
        from coder.usecases.survey.preview import encodings_of

        return encodings_of(found)

    def show(samples: Sequence[tuple[str, str | CoderError]]) -> None:
        dialog = ChoiceDialog(
            _("Where do the letters look right?"), [_sample_line(*each) for each in samples]
        )
        names = [name for name, _sample in samples]
        screen.app.push_screen(dialog, _taking(lambda place: take(encoding=names[place])))

    screen.read_behind(read, show)


def ask_delimiter(screen: ProjectScreen, found: SurveyPreview, take: Callable[..., None]) -> None:
    """Show the header cut by each delimiter; the one chosen is how it is read."""

    def read() -> list[tuple[str, Sequence[str]]]:
        from coder.usecases.survey.preview import delimiters_of

        return delimiters_of(found)

    def show(headers: Sequence[tuple[str, Sequence[str]]]) -> None:
        lines = [_header_line(*each) for each in headers]
        signs = [sign for sign, _header in headers]
        dialog = ChoiceDialog(_("What stands between the cells?"), lines)
        screen.app.push_screen(dialog, _taking(lambda place: take(delimiter=signs[place])))

    screen.read_behind(read, show)


def ask_sheet(screen: ProjectScreen, found: SurveyPreview, take: Callable[..., None]) -> None:
    """Ask which sheet of a workbook is meant."""
    lines = [line(Piece(f" {name}")) for name in found.sheets]
    dialog = ChoiceDialog(_("Which sheet?"), lines)
    screen.app.push_screen(dialog, _taking(lambda place: take(sheet=found.sheets[place])))


def _taking(take: Callable[[int], None]) -> Callable[[int | None], None]:
    def taken(place: int | None) -> None:
        if place is not None:
            take(place)

    return taken


def _sample_line(name: str, sample: str | CoderError) -> Line:
    if isinstance(sample, CoderError):
        return line(Piece(f" {name:<{NAME_WIDTH}}"), Piece(_("not this one"), Role.DIM), selectable=False)
    return line(Piece(f" {name:<{NAME_WIDTH}}"), Piece(sample))


def _header_line(sign: str, header: Sequence[str]) -> Line:
    names = {",": _("comma"), ";": _("semicolon"), "\t": _("tab"), "|": _("vertical bar")}
    columns = ngettext("{n} column", "{n} columns", len(header)).format(n=len(header))
    return line(
        Piece(f" {names[sign]:<{NAME_WIDTH}}"),
        Piece(f"{columns}:  ", Role.DIM),
        Piece(" · ".join(header)[:400]),
    )

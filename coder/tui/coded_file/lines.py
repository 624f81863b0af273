"""A coded file as lines: what importing it would give, and what stands in the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from coder.messages import _
from coder.text.safe import safe, safe_line
from coder.tui.pieces.lines import Line, Piece, Role, line
from coder.tui.pieces.screen_title import counted, screen_title
from coder.tui.pieces.wrapping import wrapped

if TYPE_CHECKING:
    from coder.usecases.exchange.coded_file import CodedFile, Taken


def title_line(file: CodedFile, coder_name: str) -> Line:
    """Name the file."""
    return screen_title(file.path.name, right=counted("", coder_name))


def looking_lines() -> list[Line]:
    """Say that it is being held against the project."""
    return [line(Piece(_("Looking what it would change …")))]


def coded_file_lines(file: CodedFile, taken: Taken, *, creates_codes: bool, width: int) -> list[Line]:
    """What was found, and what would come of it."""
    lines = _block(file.notices, width)
    if creates_codes:
        lines += _block([_("Codes that the code list lacks are made.")], width)
    if taken.problems:
        return [*lines, *_problem_lines(file, taken, width)]
    if taken.changed:
        lines.append(line(Piece(_("Importing it would give:"), Role.STRONG)))
    lines += [each for said in taken.said for each in _as_told(said, width)]
    if taken.losses:
        from coder.usecases.exchange.export_words import loss_lines, lost_in_words

        lines += [line(), line(Piece(lost_in_words(taken.losses), Role.STRONG))]
        lines += [line(Piece(safe_line(each))) for each in loss_lines(taken.losses, width)]
    return lines


def _problem_lines(file: CodedFile, taken: Taken, width: int) -> Iterator[Line]:
    from coder.usecases.exchange.coded_file import command_for

    yield line(Piece(_("This stands in the way; nothing of the file can be imported:"), Role.MARK))
    for each in taken.problems:
        yield from _hanging("– ", each, width)
    yield line()
    more = _("More can be decided on the command line:")
    for said in (more, command_for(file.path, file.target)):
        yield from (line(Piece(part, Role.DIM)) for part in wrapped(safe(said), width))


def _as_told(said: str, width: int) -> Iterator[Line]:
    """Wrap a line of what would come; what is listed keeps its indent."""
    indent = said[: len(said) - len(said.lstrip(" "))]
    for each in wrapped(safe(said.lstrip(" ")), width - len(indent)):
        yield line(Piece(f"{indent}{each}"))


def _hanging(sign: str, said: str, width: int) -> Iterator[Line]:
    for number, part in enumerate(wrapped(safe(said), width - len(sign))):
        yield line(Piece(sign if number == 0 else " " * len(sign), Role.DIM), Piece(part))


def _block(sentences: Iterable[str], width: int) -> list[Line]:
    """Give sentences a blank line below; nothing where there are none."""
    lines = [line(Piece(each, Role.DIM)) for said in sentences for each in wrapped(safe(said), width)]
    return [*lines, line()] if lines else []

"""The lines of `coder assign --batch`: a respondent and a code on each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from coder.domain.errors import UnusableInputError
from coder.messages import _


class BatchLineError(UnusableInputError):
    """A line of a batch that says too little."""

    def __init__(self, number: int) -> None:
        super().__init__(
            _("Line {number}: write respondent and code with a tab between.").format(number=number)
        )


class BatchEncodingError(UnusableInputError):
    """A line of a batch that is not UTF-8."""

    def __init__(self, number: int) -> None:
        super().__init__(_("Line {number} is not UTF-8 text. Save the lines as UTF-8.").format(number=number))


def batch_lines(batch: TextIO) -> Iterator[tuple[str, str]]:
    """Read (respondent, code) line by line, blank lines left out.

    Args:
        batch: Lines of RESPONDENT, tab, CODE; bytes that are not UTF-8 come as surrogates.

    Raises:
        BatchLineError: If a line lacks the tab or the code.
        BatchEncodingError: If a line is not UTF-8.
    """
    for number, line in enumerate(batch, 1):
        if not line.strip():
            continue
        if not line.isascii() and any(0xDC80 <= ord(sign) <= 0xDCFF for sign in line):
            raise BatchEncodingError(number)
        respondent, tab, code = line.rstrip("\n").partition("\t")
        if not tab or not code.strip():
            raise BatchLineError(number)
        yield respondent, code
